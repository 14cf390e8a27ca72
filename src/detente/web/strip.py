"""Panels over one axis of time as plain numbers: across in per cent of the width, down in pixels, so that they fit every screen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from detente.workbench import Occurrence
from detente.workbench.event_record import Indicator

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
#: Deeds stand next to the line, words beyond them.
_STACKS = ((1, (2, 1)), (-1, (4, 3)))
#: Pins at most, and how much of the width lies between two of them at least, in per cent.
PINS, APART = 9, 4.5


@dataclass(frozen=True)
class Axis:
    """From the first day to the last one."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """A day in per cent of the width, the day after the last one at 100; days outside stop at the ends."""
        whole = (self.last - self.first) / timedelta(days=1) + 1
        return round(min(max(100 * ((day - self.first) / timedelta(days=1)) / whole, 0.0), 100.0), 3)

    def span(self, start: date, end: date, inset: float = 0.0) -> dict[str, float]:
        """Days, the last one included, as ``x`` and ``width``; ``inset`` is the part left free on either side."""
        left, right = self.x(start), self.x(end + timedelta(days=1))
        wide = right - left
        return {"x": round(left + inset * wide, 3), "width": round(max(wide * (1 - 2 * inset), 0.25), 3)}

    def ticks(self) -> list[dict[str, Any]]:
        """Years where there are some, months otherwise; every second one is left out on a narrow screen (``minor``)."""
        from detente.reports.charts.ticks import month_ticks

        days = month_ticks(self.first, self.last, 10)
        years = all(day.month == 1 for day in days)
        return [{"x": self.x(day), "text": f"{day:%Y}" if years else f"{day:%b %Y}", "minor": bool(at % 2)} for at, day in enumerate(days)]  # fmt: skip


def clipped(rows: Iterable[Mapping[str, Any]], since: date | None, until: date | None) -> list[dict[str, Any]]:
    """The periods of both directions that touch the days asked for, with their ends as days."""
    told = [
        {**row, "start": date.fromisoformat(row["start"]), "end": date.fromisoformat(row["end"])}
        for row in rows
        if row["direction"] == "both"
    ]
    return [row for row in told if (since is None or row["end"] >= since) and (until is None or row["start"] <= until)]


def units(axis: Axis, rows: Sequence[Mapping[str, Any]], events: Mapping[str, Occurrence]) -> dict[str, Any]:
    """Each counted event as a square of its own in the column of its period: cooperation upward, conflict downward."""
    columns = []
    for row in rows:
        held = [events[name] for name in row["events"] if name in events]
        columns.append((row, {sign: [each for quad in quads for each in held if each.quad == quad] for sign, quads in _STACKS}))  # fmt: skip
    up = max((len(held[1]) for _, held in columns), default=0)
    down = max((len(held[-1]) for _, held in columns), default=0)
    size = min(15.0, max(4.0, 190 / max(up + down, 1)))
    zero = 28 + size * max(up, 1)
    squares = []
    for row, stacks in columns:
        across = axis.span(row["start"], row["end"], 0.08)
        for sign, stack in stacks.items():
            for at, each in enumerate(stack):
                top = zero - (at + 1) * size if sign > 0 else zero + at * size
                squares.append({**across, "y": round(top + 0.5, 2), "height": round(size - 1, 2), "event": each})
    return {"zero": zero, "height": round(zero + size * max(down, 1) + 14), "squares": squares}


def bars(axis: Axis, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The four classes of each period as bars; rates where the coverage is known (``rates``)."""
    rates = any(row["coverage"] is not None for row in rows)
    told = []
    for row in rows:
        scale = row["exposure"] if rates else 1.0
        told.append((row, {quad: (row[f"weight_{name}"] or 0.0) / scale if scale else 0.0 for quad, name in enumerate(QUADS, 1)}))  # fmt: skip
    up, down = (max((sum(of[quad] for quad in quads) for _, of in told), default=0.0) for _, quads in _STACKS)
    unit = 170 / max(up + down, 1e-9)
    zero = 28 + max(up * unit, 8)
    pieces = []
    for row, of in told:
        for sign, quads in _STACKS:
            at = 0.0
            for quad in quads:
                high = of[quad] * unit
                if high > 0:
                    pieces.append({**axis.span(row["start"], row["end"], 0.06), "y": round(zero - at - high if sign > 0 else zero + at, 2),
                                   "height": round(high, 2), "quad": quad})  # fmt: skip
                at += high
    return {"zero": round(zero, 2), "height": round(zero + max(down * unit, 8) + 14), "pieces": pieces, "rates": rates, "top": up, "bottom": down}  # fmt: skip


def banded(axis: Axis, rows: Sequence[Mapping[str, Any]], name: str, low: float, high: float, height: int = 72) -> dict[str, Any]:  # fmt: skip
    """A value of each period with its interval on a scale from ``low`` to ``high``; periods without events have none."""
    wide = (high - low) or 1.0

    def y(value: float) -> float:
        return round(6 + (height - 12) * (1 - (min(max(value, low), high) - low) / wide), 2)

    points = []
    for row in rows:
        if row[name] is None or not row["volume"]:
            continue
        middle = axis.span(row["start"], row["end"])
        ends = row[f"{name}_low"], row[f"{name}_high"]
        band = {"top": y(ends[1]), "bottom": y(ends[0])} if None not in ends else None
        points.append({"x": round(middle["x"] + middle["width"] / 2, 3), "y": y(row[name]), "band": band, "value": row[name], "period": row["period"]})  # fmt: skip
    return {"points": points, "height": height, "low": low, "high": high, "at": y}


def extent(rows: Sequence[Mapping[str, Any]], name: str) -> float:
    """The largest distance from nought that a value or its interval has in a period with events."""
    ends = [abs(value) for row in rows if row["volume"] for key in (name, f"{name}_low", f"{name}_high") if (value := row[key]) is not None]  # fmt: skip
    return max(ends, default=1.0) or 1.0


def levels(axis: Axis, rows: Sequence[Mapping[str, Any]], found: Mapping[str, Any], y: Any) -> list[dict[str, Any]]:
    """The stretches between structural breaks as level lines."""
    starts = {row["period"]: row["start"] for row in rows}
    if not found["levels"] or not rows:
        return []
    days = [
        date.min,
        *(starts.get(label, date.max if label > rows[-1]["period"] else date.min) for label in found["at"]),
        date.max,
    ]
    lines = [{"x": axis.x(one), "x2": axis.x(two), "y": y(level), "level": level} for (one, two), level in zip(pairwise(days), found["levels"], strict=True)]  # fmt: skip
    return [line for line in lines if line["x2"] > line["x"]]


def steps(axis: Axis, rows: Sequence[Mapping[str, Any]], found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Where a break lies, and whether there is more or less from there on."""
    starts = {row["period"]: row["start"] for row in rows}
    told = zip(found["at"], pairwise(found["levels"]), strict=True)
    return [{"x": axis.x(starts[at]), "period": at, "more": after > before, "left": axis.x(starts[at]) > 70, "y": 11 + 12 * (place % 2)} for place, (at, (before, after)) in enumerate(told) if at in starts]  # fmt: skip


def surprise(axis: Axis, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The bits of surprise of each period: of cooperation upward, of conflict downward."""
    told = [row for row in rows if row["bits_cooperation"] is not None or row["bits_conflict"] is not None]
    most = max((row[f"bits_{kind}"] or 0.0 for row in told for kind in ("cooperation", "conflict")), default=0.0)
    unit = 38 / max(most, 4.0)
    pieces = []
    for row in told:
        for sign, kind in ((1, "cooperation"), (-1, "conflict")):
            high = (row[f"bits_{kind}"] or 0.0) * unit
            pieces.append({**axis.span(row["start"], row["end"], 0.14), "y": round(44 - high if sign > 0 else 44, 2), "height": round(high, 2),
                           "kind": kind, "out": row["stands_out"]})  # fmt: skip
    return {"height": 88, "zero": 44, "pieces": pieces, "most": most}


def pins(axis: Axis, events: Iterable[Occurrence]) -> list[dict[str, Any]]:
    """The counted events that most documents tell, numbered in order of time, none close to another."""
    inside = [each for each in events if not each.left_out and each.start and each.end and each.end >= axis.first and each.start <= axis.last]  # fmt: skip
    chosen: list[tuple[float, Occurrence]] = []
    for each in sorted(inside, key=lambda each: (-len(each.documents), -len(each.claims), _wide(each))):
        across = axis.x(_middle(each))
        if len(chosen) < PINS and all(abs(across - other) >= APART for other, _ in chosen):
            chosen.append((across, each))
    ordered = sorted(chosen, key=lambda pin: pin[0])
    return [_pin(across, number, each) for number, (across, each) in enumerate(ordered, 1)]


def moved(axis: Axis, told: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Pins of another axis on this one, with their numbers; those out of sight are left out."""
    inside = [each for each in told if axis.first <= _middle(each["event"]) <= axis.last]
    return [_pin(axis.x(_middle(each["event"])), each["number"], each["event"]) for each in inside]


def _pin(across: float, number: int, event: Occurrence) -> dict[str, Any]:
    return {"x": min(max(across, 2.0), 98.0), "at": across, "number": number, "event": event}


def readings(axis: Axis, indicator: Indicator) -> dict[str, Any] | None:
    """An indicator as bars over the days that each value speaks of; None where it has no value in sight."""
    shown = [each for each in indicator.readings if each.end >= axis.first and each.start <= axis.last]
    if not shown:
        return None
    top = max((abs(each.value) for each in shown), default=1.0) or 1.0
    pieces: list[dict[str, Any]] = []
    for each in shown:
        high = max(26 * abs(each.value) / top, 1.0)
        across = axis.span(each.start, each.end)
        room = across["x"] + across["width"] / 2
        pieces.append({**across, "y": round(44 - high, 2), "height": round(high, 2), "reading": each, "text": _short(each.value), "crowded": "",
                       "middle": round(room, 3), "anchor": "start" if room < 4 else "end" if room > 96 else "middle"})  # fmt: skip
    for one, other in pairwise(pieces):  # where two figures would touch, the later one stays
        apart = other["middle"] - one["middle"]
        one["crowded"] = "always" if apart < 4 else "narrow" if apart < 12 else ""
    return {"id": indicator.id, "title": indicator.title, "unit": shown[0].unit, "height": 46, "pieces": pieces}


def _middle(event: Occurrence) -> date:
    start = event.start or event.end or date.min
    return start + ((event.end or start) - start) / 2


def _wide(event: Occurrence) -> timedelta:
    return (event.end - event.start) if event.start and event.end else timedelta.max


def _short(value: float) -> str:
    return f"{value / 1e6:.1f}m" if abs(value) >= 1e6 else f"{value / 1e3:,.0f}k" if abs(value) >= 1e4 else f"{value:,.1f}"  # fmt: skip
