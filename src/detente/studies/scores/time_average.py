"""Which forecast counted on which day: the latest one, carried forward until the question closes or is resolved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Days:
    """``weights[k]`` days on which forecast k was the latest one; ``forecast`` their sum, ``open`` all days of the question."""

    weights: tuple[int, ...]
    open: int

    @property
    def forecast(self) -> int:
        """Days with a forecast."""
        return sum(self.weights)


def days(made: Sequence[date], opened: date | None, last: date | None) -> Days:
    """Days from ``opened`` to the day before ``last``. ``made`` are the days of one forecaster's forecasts, in order.

    Days before the first forecast are not counted; of several forecasts on one day the last one counts (the practice of
    the Good Judgment project).
    """
    if opened is None or last is None or last <= opened:
        return Days((0,) * len(made), 0)
    end = last - timedelta(days=1)
    starts = [max(day, opened) for day in made]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), end]
    weights = tuple(max(0, (min(stop, end) - start).days + 1) for start, stop in zip(starts, ends, strict=True))
    return Days(weights, (end - opened).days + 1)


def average(values: Sequence[float | None], weights: Sequence[int]) -> float | None:
    """The mean over days; None without a day, or when a day has no value."""
    used = [(value, weight) for value, weight in zip(values, weights, strict=True) if weight]
    if not used or any(value is None for value, _ in used):
        return None
    return sum(value * weight for value, weight in used if value is not None) / sum(weight for _, weight in used)
