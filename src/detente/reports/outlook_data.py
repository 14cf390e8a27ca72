"""An outlook as plain data: a row for each number, the scores on held-back time, the reliability."""

from collections.abc import Mapping, Sequence
from typing import Any

from detente.binding.outlook import Bound
from detente.explain.outlook import Checked
from detente.kernel.probability_words import phrase
from detente.studies.outlook_now import Number, Strength
from detente.studies.outlook_scores import Score


def number_rows(bound: Bound, found: Sequence[Number], checked: Mapping[int, Checked | None]) -> tuple[dict[str, Any], ...]:  # fmt: skip
    """One row for each direction, class and horizon: the probability, its references, what it rests on, how such numbers did."""
    return tuple(_row(bound, each, checked.get(each.horizon)) for each in found)


def _row(bound: Bound, each: Number, check: Checked | None) -> dict[str, Any]:
    stream = bound.stream
    one, other = stream.pairs[each.pair]
    name = stream.classes[each.row]
    own = None if check is None else check.scores.get(name, check.scores["all"])
    return {
        "source": one, "target": other, "direction": f"{one}>{other}" if len(bound.asked) > 1 else f"{one}-{other}", "class": name, "horizon": each.horizon,
        "from": str(stream.day(stream.days)), "to": str(stream.day(stream.days - 1 + each.horizon)),
        "p": each.p, "low": each.low, "high": each.high, "words": phrase(each.p, each.low, each.high), **each.references, "modelled": each.modelled, "raised": each.raised,
        "windows": each.windows, "windows_with": each.held, "events": each.events, **{f"events_{span}": count for span, count in each.recent.items()},
        "last_event": None if each.last_event is None else str(stream.day(each.last_event)),
        "leaned": [{"on": what, "log_odds": round(shift, 4)} for what, shift in each.leaned.items()],
        "skill": None if own is None else own.against["climatology"].skill,
        "skill_interval": None if own is None or own.against["climatology"].interval is None else list(own.against["climatology"].interval),
        "event_ids": list(bound.events.get((each.pair, each.row), ())),
    }  # fmt: skip


def strength_rows(bound: Bound, found: Sequence[Strength]) -> tuple[dict[str, Any], ...]:
    """One row for each direction and horizon: the typical daily sum of intensities with its 80 % interval, and the downturn."""
    rows = []
    for each in found:
        one, other = bound.stream.pairs[each.pair]
        rows.append({"source": one, "target": other, "direction": f"{one}>{other}" if len(bound.asked) > 1 else f"{one}-{other}", "horizon": each.horizon, "mean": each.mean, "low": each.low, "high": each.high,
                     "downturn": each.downturn, "threshold": each.threshold, "last_year": each.year})  # fmt: skip
    return tuple(rows)


def score_rows(horizon: int, check: Checked) -> tuple[dict[str, Any], ...]:
    """One row for all classes, then one for each: scores and skills of one horizon on held-back time."""
    return tuple(_score_row(horizon, name, check, each) for name, each in check.scores.items())


def _score_row(horizon: int, name: str, check: Checked, each: Score) -> dict[str, Any]:
    held = check.held
    row: dict[str, Any] = {
        "horizon": horizon, "class": name, "origins": each.origins, "from": str(held.day(held.origins[0])), "to": str(held.day(held.origins[-1])), "fits": len(held.fits),
        "pairs": len(held.p), "n": each.n, "rate": each.rate, "modelled": each.modelled, "brier": each.brier, "log": each.log, "ece": each.ece,
    }  # fmt: skip
    for reference, against in each.against.items():
        row |= {f"brier_{reference}": against.brier, f"log_{reference}": against.log, f"skill_{reference}": against.skill,
                f"skill_{reference}_low": None if against.interval is None else against.interval[0],
                f"skill_{reference}_high": None if against.interval is None else against.interval[1], f"drawn_{reference}": against.drawn}  # fmt: skip
    return row


def reliability_rows(horizon: int, score: Score) -> tuple[dict[str, Any], ...]:
    """One row for each tenth of the probability that was used."""
    return tuple(
        {"horizon": horizon, "from": each.low, "to": each.high, "n": each.n, "p": each.p, "rate": each.rate, "low": each.interval[0], "high": each.interval[1],
         "independent": round(each.independent, 1), "needed": each.needed, "shown": each.shown}
        for each in score.bins
    )  # fmt: skip
