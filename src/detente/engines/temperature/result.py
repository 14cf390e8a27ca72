"""The temperature of a pair: all arrays over the periods, and what is told of the whole."""

from dataclasses import dataclass

from detente.engines.temperature.breaks import Breaks
from detente.engines.temperature.counts import Counts
from detente.engines.temperature.periods import Periods
from detente.engines.temperature.reciprocity import Response
from detente.engines.temperature.record import Floats
from detente.engines.temperature.surprise import Surprise

Band = tuple[Floats, Floats]


@dataclass(frozen=True)
class Course:
    """One direction, or both together, period by period (arrays over T periods; nan where nothing can be said).

    ``net`` is cooperation less conflict as a rate: events in a period of full exposure, weighted as asked for. ``share`` is
    cooperation over both. ``mean`` is that of the intensities. Bands are the central intervals of the options' level.
    """

    counts: Counts
    cooperation: Floats
    conflict: Floats
    net: Floats
    share: Floats
    mean: Floats
    cooperation_band: Band
    conflict_band: Band
    net_band: Band
    share_band: Band
    mean_band: Band
    surprise_cooperation: Surprise
    surprise_conflict: Surprise


@dataclass(frozen=True)
class Window:
    """The last periods with events beside those before: ends as period numbers (the last one included), events, shares.

    ``p_warmer`` is the probability that the share of cooperation is now above that before, by the counts alone.
    """

    recent: tuple[int, int]
    before: tuple[int, int]
    now: tuple[int, int]
    then: tuple[int, int]
    share_now: tuple[float, float, float]
    share_then: tuple[float, float, float]
    p_warmer: float


@dataclass(frozen=True)
class Temperature:
    """``both`` counts each event once; ``forth`` and ``back`` hold the acts of either side, joint acts in both of them.

    ``breaks`` maps share, volume and mean to their breaks (of volume sought on the root of the rate; its levels are rates). ``answers`` maps (who answers, what) to the response by lag:
    ``back`` is the second country's answer to the first. ``standing_out`` are periods whose count of cooperation or
    conflict was this improbable (tail of 5 % or less) under the forecast from the earlier ones.
    """

    periods: Periods
    exposure: Floats
    both: Course
    forth: Course
    back: Course
    breaks: dict[str, Breaks]
    window: Window | None
    answers: dict[tuple[str, str], Response | None]
    standing_out: tuple[int, ...]
    index: Floats | None
