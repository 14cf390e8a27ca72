"""Everything a deal file asks for, as the plain data of its result (section 8)."""

from typing import Any

from detente.engines.deals.deal import Deal
from detente.engines.deals.result import FORMAT, as_data, short_data
from detente.studies.deals import controls, ensemble
from detente.studies.deals.repeated_account import repeated_data
from detente.studies.deals.study import DealStudy, Repeated, repeated, study
from detente.studies.deals.task import Task


def account(task: Task, engine: str, *, with_sensitivity: bool = False, with_ablation: bool = False) -> dict[str, Any]:
    """The result of a file. ``engine`` names this program in the manifest."""
    done = study(task, with_sensitivity=with_sensitivity, with_ablation=with_ablation)
    return as_account(task, done, repeated(task), engine)


def as_account(task: Task, done: DealStudy | None, over: Repeated, engine: str) -> dict[str, Any]:
    """The records of a study as plain data."""
    data: dict[str, Any] = {"format": FORMAT}
    warnings: list[str] = []
    if done is not None:
        data = as_data(done.solved, done.threshold)
        warnings = data.pop("warnings")
        data["sweep"] = [
            {"set": path, "rows": [{"value": row.value, **short_data(row.deal, row.short)} for row in rows]}
            for path, rows in done.sweep
        ]  # fmt: skip
        data |= _studies(done)
    data |= repeated_data(over)
    data["warnings"] = [*warnings, *over.warnings]
    data["manifest"] = {"engine": engine, "deal_sha256": task.fingerprint}
    return data


def _studies(done: DealStudy) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if done.drawn is not None:
        data["ensemble"] = _drawn(done.deal, done.drawn)
    if done.controls is not None and done.task.file.controls is not None:
        block = done.task.file.controls
        data["controls"] = {
            "draws": block.draws, "seed": block.seed,
            "patterns": [
                {"name": name, "rate": done.rates[name], "controls": [_control(each) for each in rows],
                 "beats_random_coding": all(each.beats for each in rows)}
                for name, rows in done.controls.items()
            ],
        }  # fmt: skip
    if done.drivers is not None:
        data["sensitivity"] = [
            {"set": each.set, "change": each.change, "changes_deal": each.turns,
             "rows": [{"value": row.value, **short_data(row.deal, row.short)} for row in each.rows]}
            for each in done.drivers
        ]  # fmt: skip
    if done.removed is not None:
        data["ablation"] = [
            {"removed": each.what, "changes_deal": each.changes_deal, **short_data(done.deal, each.short)}
            for each in done.removed
        ]
    return data


def _control(each: controls.Control) -> dict[str, Any]:
    return {"permute": each.permute, "rate": each.rate, "ratio": each.ratio, "beats": each.beats}


def _drawn(deal: Deal, drawn: ensemble.Drawn) -> dict[str, Any]:
    ids = [each.id for each in deal.governments]

    def spread(table: Any) -> Any:
        if table is None:
            return None
        return {who: dict(zip(ensemble.QUANTILES, table[:, g].tolist(), strict=True)) for g, who in enumerate(ids)}

    return {
        "draws": drawn.draws, "seed": drawn.seed, "left_out": drawn.left_out, "no_zone": drawn.no_zone,
        "no_deal": drawn.no_deal, "same_deal": drawn.same_deal,
        "patterns": [{"name": name, "rate": rate} for name, rate in drawn.rates.items()],
        "utility": spread(drawn.utility), "disagreement": spread(drawn.disagreement), "gain": spread(drawn.gain),
    }  # fmt: skip
