"""A temperature as plain data: a row for each period, and what is told of the whole. Numbers that cannot be given are None."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from detente.binding.temperature import Bound, as_day
from detente.engines.temperature.reciprocity import Response
from detente.engines.temperature.result import Course, Temperature
from detente.explain.temperature import Told, events_in
from detente.studies.temperature import Study

QUAD_COLUMNS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


def period_rows(bound: Bound, done: Temperature, told: Told) -> tuple[dict[str, Any], ...]:
    """One row for each period and direction (``both`` first): counts, volume, net, share and intensity with intervals, surprise."""
    names = {"both": "both", "forth": f"{bound.pair[0]}>{bound.pair[1]}", "back": f"{bound.pair[1]}>{bound.pair[0]}"}
    return tuple(row for key, name in names.items() for row in _rows(bound, done, getattr(done, key), name, told))


def _rows(bound: Bound, done: Temperature, course: Course, name: str, told: Told) -> Iterator[dict[str, Any]]:
    counts, spans = course.counts, done.periods
    starting = {name: set(found.at) for name, found in done.breaks.items()} if name == "both" else {}
    for at, label in enumerate(spans.labels):
        row: dict[str, Any] = {
            "period": label, "start": as_day(spans.edges[at]).isoformat(), "end": as_day(spans.edges[at + 1] - 1).isoformat(), "direction": name,
            **{column: int(counts.events[at, quad]) for quad, column in enumerate(QUAD_COLUMNS)},
            **{f"weight_{column}": number(counts.weights[at, quad]) for quad, column in enumerate(QUAD_COLUMNS)},
            "cooperation": int(counts.cooperation[at]), "conflict": int(counts.conflict[at]), "volume": int(counts.volume[at]),
            "unclassed": int(counts.unclassed[at]), "surely": int(counts.surely[at]), "possibly": int(counts.possibly[at]),
            "weight": number(counts.weights[at].sum()), "coverage": None if counts.cover is None else int(counts.cover[at]),
            "exposure": number(done.exposure[at]),
            **_banded("net", course.net, course.net_band, at), **_banded("share", course.share, course.share_band, at),
            **_banded("mean_intensity", course.mean, course.mean_band, at),
            "sum_intensity": number(counts.score[at]) if counts.scored[at] else None, "scored": number(counts.scored[at]),
            **_banded("cooperation_rate", course.cooperation, course.cooperation_band, at),
            **_banded("conflict_rate", course.conflict, course.conflict_band, at),
        }  # fmt: skip
        for kind, found in (("cooperation", course.surprise_cooperation), ("conflict", course.surprise_conflict)):
            row |= {f"expected_{kind}": number(found.expected[at]), f"bits_{kind}": number(found.bits[at]), f"tail_bits_{kind}": number(found.tail_bits[at])}  # fmt: skip
        if name == "both":
            row["stands_out"] = at in done.standing_out
            row["break"] = [what for what, places in starting.items() if at in places]
            row["events"] = events_in(bound, done, at, told)
            if done.index is not None:
                row["bilateral_index"] = number(done.index[at])
        yield row


def whole(bound: Bound, study: Study, told: Told) -> dict[str, Any]:
    """What is told of the whole record: shares, window, breaks with their nulls, answers by lag, documents, what is left out."""
    done = study.temperature
    window = done.window
    labels = done.periods.labels
    return {
        "events": study.events, "share": study.share, "share_low": study.share_band[0], "share_high": study.share_band[1], "scale": told.scale,
        "window": window and {
            "recent": [labels[at] for at in window.recent], "before": [labels[at] for at in window.before],
            "now": {"cooperation": window.now[0], "conflict": window.now[1], "share": list(window.share_now)},
            "then": {"cooperation": window.then[0], "conflict": window.then[1], "share": list(window.share_then)}, "p_warmer": window.p_warmer,
        },
        "breaks": {name: {"at": [labels[at] for at in found.at], "levels": [number(level) for level in found.levels], "null_any": found.null_any, "p": found.p}
                   for name, found in done.breaks.items()},
        "answers": [_answer(bound, key, found) for key, found in done.answers.items()],
        "standing_out": [labels[at] for at in done.standing_out],
        "without": [{"document": each.document, "events_lost": each.lost, "share": each.share} for each in study.without],
        "left_out": {reason: list(ids) for reason, ids in bound.left_out.items()},
    }  # fmt: skip


def _answer(bound: Bound, key: tuple[str, str], found: Response | None) -> dict[str, Any]:
    who, whom = (bound.pair[1], bound.pair[0]) if key[0] == "back" else bound.pair
    row: dict[str, Any] = {"who": who, "answers": whom, "what": key[1]}
    if found is None:
        return row | {"lags": None, "why": "fewer than 30 days on either side have an event whose day is known, or the record is shorter than 16 weeks"}  # fmt: skip
    lags = [{"lag": lag, "slope": number(slope), "low": number(low), "high": number(high)}
            for lag, slope, low, high in zip(found.lags, found.slopes, found.low, found.high, strict=True)]  # fmt: skip
    return row | {"lags": lags, "week": list(found.week), "all": list(found.whole), "beyond": list(found.beyond), "p": found.p}  # fmt: skip


def _banded(name: str, values: Any, band: Any, at: int) -> Mapping[str, float | None]:
    return {name: number(values[at]), f"{name}_low": number(band[0][at]), f"{name}_high": number(band[1][at])}


def number(value: Any) -> float | None:
    """The number in ten digits, None for what is none."""
    return None if not np.isfinite(value) else float(f"{float(value):.10g}")
