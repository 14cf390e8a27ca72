"""Mean and sum of the intensities of a period, with an interval from drawing stories, events or days again."""

import numpy as np

from detente.engines.temperature.periods import Periods
from detente.engines.temperature.record import Floats, Record


def mean_interval(record: Record, spans: Periods, level: float, rng: np.random.Generator, draws: int) -> tuple[Floats, Floats]:  # fmt: skip
    """Percentile interval of the mean intensity of each period; nan where fewer than two units carry a score.

    In each draw as many units as the period holds are drawn with replacement and the mean is that of their events
    (Efron's bootstrap over clusters): one story told in fifty rows is one unit.
    """
    low, high = np.full(len(spans), np.nan), np.full(len(spans), np.nan)
    at = np.where(record.scored > 0, spans.place(record.day), -1)
    for period in np.unique(at[at >= 0]):
        own = at == period
        units, place = np.unique(record.unit[own], return_inverse=True)
        if len(units) < 2:
            continue
        score, scored = np.bincount(place, record.score[own]), np.bincount(place, record.scored[own])
        times = rng.multinomial(len(units), np.full(len(units), 1 / len(units)), draws)
        low[period], high[period] = np.quantile((times @ score) / (times @ scored), [(1 - level) / 2, (1 + level) / 2])
    return low, high
