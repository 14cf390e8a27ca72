"""The forecast of an issue: the predictive distribution averaged over its ranges, beside the static models."""

import numpy as np

from detente.engines.bargaining.distribution import density, quantiles
from detente.engines.bargaining.issue import Issue
from detente.engines.bargaining.result import LEVELS, Forecast
from detente.engines.bargaining.static import statics
from detente.kernel.seeds import generator
from detente.studies.issue_draws import draw_issue, varies

#: Draws of the ranges over which the distribution is averaged; its own width dwarfs their sampling error.
DRAWS = 30


def forecast(issue: Issue, *, draws: int = DRAWS, seed: int = 0) -> Forecast:
    """Same seed, same bytes. Without ranges the distribution is that of the modes."""
    p = density(issue)
    if draws > 0 and varies(issue, {}):
        drawn = draw_issue(issue, draws, generator(seed))
        p = np.mean([density(drawn.issue(issue, at)) for at in range(draws)], axis=0)
    points = quantiles(p, LEVELS, issue.low, issue.high)
    named = {f"q{round(100 * level):02d}": float(point) for level, point in zip(LEVELS, points, strict=True)}
    return Forecast(p, named, statics(issue))
