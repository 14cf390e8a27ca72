"""What the bargaining engine returns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settlement:
    """Point forecasts on the issue's scale, and who moves them.

    ``share`` is each actor's part of the total weight (sums to 1); ``pull`` is how far it draws the compromise mean
    from the plain mean (sums to compromise_mean - plain_mean).
    """

    actors: tuple[str, ...]
    compromise_mean: float
    weighted_median: float
    plain_mean: float
    share: tuple[float, ...]
    pull: tuple[float, ...]
