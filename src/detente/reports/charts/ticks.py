"""Ticks of a time axis: first days of months, as many as fit."""

from datetime import date

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


def month_ticks(first: date, last: date, most: int = 9) -> tuple[date, ...]:
    """First days of months between two days, evenly spaced; steps that start at January where they can."""
    for step in _STEPS:
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        days = [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
        inside = tuple(day for day in days if first <= day <= last)
        if len(inside) <= most:
            return inside
    return ()
