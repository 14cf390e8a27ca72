"""The bilateral index: a level between -9 and +9 that good news lifts the less the better relations are, and the reverse.

After the quantitative studies of foreign relations at Tsinghua University (Yan Xuetong, Zhou Fangyin and others). The
formula is recalled, not read: with the level P in [-N, N], N = 9, and the impact I of an event,

    P <- P + (N - P) / N * I  for I >= 0,      P <- P + (N + P) / N * I  for I < 0.

Their table of impacts is not at hand; the impact used here is ``gain`` times the event's own score. Experimental: the level
depends on the start, on the gain and on how many events are told, so only its movements inside one record may be read.
"""

import numpy as np

from detente.engines.temperature.periods import Periods
from detente.engines.temperature.record import Floats, Record

BOUND = 9.0


def bilateral_index(record: Record, spans: Periods, start: float = 0.0, gain: float = 0.1) -> Floats:
    """The level at the end of each period (T values). Rows count in the order of their days; on one day conflict first.

    Raises ValueError if the start lies outside -9..+9, the gain is not positive, or an event would move it by more than 9.
    """
    if not -BOUND <= start <= BOUND or gain <= 0:
        raise ValueError("the index starts between -9 and +9, and its gain is above 0")
    at = spans.place(record.day)
    use = np.flatnonzero((at >= 0) & (record.scored > 0))
    mean = record.score[use] / record.scored[use] * gain
    if (np.abs(mean) > BOUND).any():
        raise ValueError("the gain lets one event move the index by more than 9")
    levels, level, begin = np.full(len(spans), start), start, 0
    order = np.lexsort((mean, record.day[use]))
    for place in order:
        period = int(at[use[place]])
        levels[begin:period] = level
        begin = period
        side = 1.0 if mean[place] >= 0 else -1.0
        left = (BOUND - side * level) * (1 - side * mean[place] / BOUND) ** float(record.scored[use[place]])
        level = side * (BOUND - left)
    levels[begin:] = level
    return levels
