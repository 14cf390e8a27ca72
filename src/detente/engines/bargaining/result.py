"""What the bargaining engine answers for one issue: the forecast as a distribution, beside the models."""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.engines.bargaining.inputs import Array
from detente.engines.bargaining.static import Statics

#: Cumulative probabilities that are reported.
LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


@dataclass(frozen=True)
class Forecast:
    """``density`` has 101 probabilities over the scale; ``quantiles`` (q05 .. q95) lie on the issue's scale.

    ``statics`` are the classical models on the modes, the weighted mean and the plain mean (the null) among them.
    """

    density: Array
    quantiles: Mapping[str, float]
    statics: Statics
