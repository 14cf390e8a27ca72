"""The outlook back-tested: every pair of a record, week by week, on time that no model saw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from detente.kernel.errors import fail
from detente.workbench.outlook import (
    HORIZONS,
    Asked,
    Coding,
    Direction,
    Progress,
    checked_question,
    dossier_bound,
    first_origin_of,
    open_record,
)

if TYPE_CHECKING:
    from detente.binding.outlook import Bound
    from detente.reports.charts.chart import Chart


@dataclass(frozen=True)
class OutlookBacktest:
    """``scores`` has a dict for each horizon and class ("all" first), ``reliability`` for each horizon and tenth, as in PairOutlook.

    ``sentences`` tell them; ``chart`` shows the reliability of all horizons.
    """

    source: str
    coding: str
    scores: tuple[dict[str, Any], ...]
    reliability: tuple[dict[str, Any], ...]
    sentences: tuple[dict[str, Any], ...]
    manifest: dict[str, Any]
    chart: "Chart"

    def data(self) -> dict[str, Any]:
        """The contents of BACKTEST.json."""
        return {"format": "detente/outlook-backtest/1", "record": self.source, "coding": self.coding, "scores": list(self.scores),
                "reliability": list(self.reliability), "sentences": list(self.sentences), "manifest": self.manifest}  # fmt: skip


def backtest_outlook(name: str | Path, *, horizons: Iterable[int] = HORIZONS, classes: Iterable[str] = (), direction: Direction = "each",
                     coding: Coding | None = None, dedup: Literal["none", "story", "day"] = "none", as_of: date | None = None, since: date | None = None,
                     start: date | None = None, refit: int = 28, most: int = 400, longest: int = 31, seed: int = 0, progress: Progress | None = None) -> OutlookBacktest:  # fmt: skip
    """Scores of the outlook of a dossier or an event store at weekly origins from ``start`` (the last quarter of the record) on.

    The pairs are the ``most`` that were busiest before the first origin; the model is fitted anew every ``refit`` days on windows that had
    ended by then. Other options as for ``take_outlook``. Raises DetenteError as that does, and outlook-horizon if no window ends in the
    held-back time.
    """
    from detente import __version__
    from detente.explain.outlook import Checked, explain_backtest
    from detente.reports.charts.outlook import reliability_chart
    from detente.reports.outlook_data import reliability_rows, score_rows
    from detente.studies.outlook import backtest, first_origin
    from detente.studies.outlook_scores import score
    from detente.workbench.opening import open_dossier
    from detente.workbench.settling import manifest_of
    from detente.workbench.temperature import is_store

    asked, _ = checked_question(
        horizons,
        classes,
        direction,
        coding,
        dedup,
        as_of,
        since,
        most,
        longest,
        None,
        needs_pair=False,
        stores=[name] if is_store(name) else [],
        refit=refit,
    )
    options = {**asked.options(), "start": start and start.isoformat(), "refit": refit}
    if is_store(name):
        bound, held_by = _store_bound(name, asked, start)
        source = f"store {Path(name).name}"
        manifest: dict[str, Any] = {"store": Path(name).name, "as_of": as_of and as_of.isoformat(), "engine": "outlook", "version": __version__, "seed": seed, "options": options}  # fmt: skip
    else:
        from detente.binding.temperature import parties

        dossier = open_dossier(name, as_known_on=as_of)
        bound, held_by, source = (
            dossier_bound(dossier, parties(dossier), asked),
            "confirmed",
            f"dossier {dossier.dossier.id}",
        )
        manifest = manifest_of(dossier, "outlook", as_of, seed, options)
    stream = bound.stream
    begins = {
        span: first_origin(stream.days, span) if start is None else _index(bound, start) for span in asked.horizons
    }
    total = sum(max((stream.days - span - begins[span] + 6) // 7, 0) for span in asked.horizons)
    done = 0

    def tell(number: int) -> None:
        nonlocal done
        done += number
        if progress is not None:
            progress(done, total)

    checked: dict[int, Checked] = {}
    for span in asked.horizons:
        held = backtest(stream, span, begins[span], refit=refit, rows=bound.rows, progress=tell)
        if held is None:
            raise fail(
                "outlook-horizon",
                f"no window of {span} days ends in the held-back time",
                "Choose an earlier --from, or a shorter horizon.",
            )
        checked[span] = Checked(held, score(held, seed))
    rows = tuple(row for span, each in checked.items() for row in score_rows(span, each))
    reliability = tuple(row for span, each in checked.items() for row in reliability_rows(span, each.scores["all"]))
    sentences: tuple[dict[str, Any], ...] = tuple(
        {"text": each.text, "claims": [], "assumption": each.assumption, "note": None}
        for each in explain_backtest(checked)
    )
    return OutlookBacktest(
        source, held_by, rows, reliability, sentences, manifest, reliability_chart(source, reliability)
    )


def _index(bound: "Bound", day: date) -> int:
    """The day's place in the record. Raises DetenteError (option-invalid) for one outside it."""
    import numpy as np

    place = int((np.datetime64(day) - bound.stream.first_day).astype(int))
    if not 0 <= place < bound.stream.days:
        raise fail("option-invalid", f"{day} is outside the record, {bound.stream.first_day} to {bound.stream.day(bound.stream.days - 1)}", "Choose a later or earlier --from.")  # fmt: skip
    return place


def _store_bound(path: str | Path, asked: Asked, start: date | None) -> "tuple[Bound, str]":
    """The stream of the pairs that were busiest before the held-back time."""
    from detente.binding.outlook import bind_daily, busiest
    from detente.store.events import daily

    record = open_record(path, asked)
    until = start or first_origin_of(record, asked.horizons)
    known = record.dyads(until)
    pairs = busiest(known, (), asked.most, asked.either)
    if not pairs:
        raise fail("outlook-empty", f"the store holds no event between two countries up to {until or record.last}", file=str(path))  # fmt: skip
    both: Sequence[tuple[str, str]] = (
        tuple(dict.fromkeys([*pairs, *(each[::-1] for each in pairs)])) if asked.either else pairs
    )
    return bind_daily(daily(path, pairs=both, **record.how), pairs, (), asked.classes, record.first, record.last, asked.either), record.coding  # fmt: skip
