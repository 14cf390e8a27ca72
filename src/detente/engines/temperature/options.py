"""The options of a temperature, each with its default."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Options:
    """``period`` is a calendar month or an ISO week. ``level`` is that of the intervals. ``index`` adds the bilateral index.

    ``recent`` and ``before`` are the numbers of periods compared for "what changed". ``draws`` are those of the bootstrap
    and of the posteriors, ``shuffles`` those of the nulls; 0 shuffles leave nulls and reciprocity out.
    Raises ValueError for a value out of range.
    """

    period: Literal["month", "week"] = "month"
    level: float = 0.9
    draws: int = 1000
    shuffles: int = 200
    recent: int = 6
    before: int = 12
    lags: int = 30
    index: bool = False
    index_start: float = 0.0
    index_gain: float = 0.1

    def __post_init__(self) -> None:
        if self.period not in ("month", "week"):
            raise ValueError(f"a period is a month or a week, not {self.period!r}")
        if not 0 < self.level < 1:
            raise ValueError("the level of an interval lies between 0 and 1")
        if self.draws < 2 or self.shuffles < 0 or self.recent < 1 or self.before < 1 or not 1 <= self.lags <= 90:
            raise ValueError("draws are 2 or more, shuffles 0 or more, windows 1 or more, lags 1 to 90")
