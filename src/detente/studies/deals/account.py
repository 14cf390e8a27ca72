"""Everything a deal file asks for, as the plain data of its result."""

from typing import Any

from detente.engines.deals.paths import without_ranges
from detente.engines.deals.reader import try_deal
from detente.engines.deals.requests import DealFile
from detente.engines.deals.result import FORMAT, as_data, package_data, short_data
from detente.engines.deals.solve import Solved, solve
from detente.engines.relation.blocks import Relation, ThreatGame
from detente.engines.relation.reader import read_relation, read_threat_game
from detente.engines.relation.result import relation_data, threat_data
from detente.kernel.errors import DetenteError
from detente.kernel.fingerprints import of_data
from detente.studies.deals import controls, ensemble, over_time
from detente.studies.deals.crisis_facts import crisis_facts, crisis_threshold
from detente.studies.deals.variants import Removed, ablation, sensitivity, solve_short, sweep, sweep_problems


class Task:
    """A deal file with its blocks for the other engine, checked as a whole. Raises DetenteError with every problem."""

    def __init__(self, data: Any, file: str = "deal") -> None:
        read, found = try_deal(data, file)
        problems = list(found)
        plain = data if isinstance(data, dict) else {}
        names = [each.id for each in read.deal.governments] if read is not None and read.deal is not None else None
        if names is None and "governments" in plain:
            names = [str(each.get("id")) for each in plain["governments"] or [] if isinstance(each, dict)]
        self.relation: Relation | None = None
        self.game: ThreatGame | None = None
        if "relation" in plain:
            self.relation, more = read_relation(without_ranges(plain["relation"])[0], file, names)
            problems += more
        if "threat_game" in plain:
            self.game, more = read_threat_game(without_ranges(plain["threat_game"])[0], file)
            problems += more
        if read is not None and read.deal is not None:
            problems += sweep_problems(read, file)
            if self.relation is not None and self.relation.path is not None and not problems:
                problems += over_time.path_problems(read.plain, read.deal, self.relation.path, file)
        if problems or read is None:
            raise DetenteError(*problems)
        self.file: DealFile = read
        self.fingerprint = of_data(data)


def solved(task: Task) -> Solved | None:
    """The account of the deal; None if the file holds none."""
    deal = task.file.deal
    return None if deal is None else solve(deal, crisis_facts(deal))


def account(task: Task, engine: str, *, with_sensitivity: bool = False, with_ablation: bool = False) -> dict[str, Any]:
    """The result of the file. ``engine`` names this program in the manifest."""
    file = task.file
    data: dict[str, Any] = {"format": FORMAT}
    warnings: list[str] = []
    done = solved(task)
    if done is not None and file.deal is not None:
        data = as_data(done, crisis_threshold(file.deal))
        warnings = data.pop("warnings")
        data["sweep"] = [
            {"set": path, "rows": [{"value": row.value, **short_data(row.deal, row.short)} for row in rows]}
            for path, rows in sweep(file)
        ]  # fmt: skip
        data |= studies_data(file, with_sensitivity=with_sensitivity, with_ablation=with_ablation)
    if task.relation is not None:
        data["relation"], more = relation_data(task.relation)
        warnings += more
        if task.relation.path is not None:
            data["relation"]["path"] = [
                {"t": row.t, **_period(row), "resentment": row.resentment, "erosion": row.erosion}
                for row in over_time.run(file.plain, task.relation.path)
            ]  # fmt: skip
    if task.game is not None:
        data["threat_game"] = threat_data(task.game)
    data["warnings"] = warnings
    data["manifest"] = {"engine": engine, "deal_sha256": task.fingerprint}
    return data


def _period(row: over_time.PathRow) -> dict[str, Any]:
    short = short_data(row.deal, row.short)
    return {key: short[key] for key in ("deal", "utility", "zone", "p_breakdown")}


def studies_data(file: DealFile, *, with_sensitivity: bool, with_ablation: bool) -> dict[str, Any]:
    """Ensemble, controls, sensitivity and ablation, where they are asked for."""
    deal, data = file.deal, dict[str, Any]()
    if deal is None:
        return {}
    ids = [each.id for each in deal.governments]
    rates = None
    if file.ensemble is not None:
        drawn = ensemble.run(file, file.ensemble)
        rates = drawn.rates

        def spread(table: Any) -> Any:
            return table if table is None else {
                who: dict(zip(ensemble.QUANTILES, table[:, g].tolist(), strict=True)) for g, who in enumerate(ids)
            }  # fmt: skip

        data["ensemble"] = {
            "draws": drawn.draws, "seed": drawn.seed, "left_out": drawn.left_out, "no_zone": drawn.no_zone,
            "no_deal": drawn.no_deal, "same_deal": drawn.same_deal,
            "patterns": [{"name": name, "rate": rate} for name, rate in drawn.rates.items()],
            "utility": spread(drawn.utility), "disagreement": spread(drawn.disagreement), "gain": spread(drawn.gain),
        }  # fmt: skip
    if file.controls is not None:
        if rates is None:
            pick = solve_short(deal).pick
            rates = {pattern.name: float(pattern.holds(deal, pick)) for pattern in file.patterns}
        found = controls.run(file, file.controls, rates)
        data["controls"] = {
            "draws": file.controls.draws, "seed": file.controls.seed,
            "patterns": [
                {"name": name, "rate": rates[name], "controls": [
                    {"permute": each.permute, "rate": each.rate, "ratio": each.ratio, "beats": each.beats} for each in rows
                ], "beats_random_coding": all(each.beats for each in rows)}
                for name, rows in found.items()
            ],
        }  # fmt: skip
    if with_sensitivity:
        data["sensitivity"] = [
            {"set": each.set, "change": each.change, "changes_deal": each.turns,
             "rows": [{"value": row.value, **short_data(row.deal, row.short)} for row in each.rows]}
            for each in sensitivity(file)
        ]  # fmt: skip
    if with_ablation:
        data["ablation"] = [_removed(deal, each) for each in ablation(deal)]
    return data


def _removed(deal: Any, each: Removed) -> dict[str, Any]:
    return {"removed": each.what, "changes_deal": each.changes_deal, **short_data(deal, each.short)}


__all__ = ["Task", "account", "package_data", "solved", "studies_data"]
