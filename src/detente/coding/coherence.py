"""How far probabilities of rival hypotheses are from adding up to 1."""

from collections.abc import Sequence
from math import sqrt

#: Above the first a person is asked again; priors above the second are refused by the engine.
ASK_AGAIN, REFUSED = 0.15, 0.50


def incoherence(points: Sequence[float]) -> float:
    """Euclidean distance of the points (each 0..1) to their projection on the simplex, 0 if they sum to 1.

    Projection by sorting and one threshold t: every point falls by t, never below 0, so that the sum is 1.
    """
    total, threshold = 0.0, 0.0
    for count, point in enumerate(sorted(points, reverse=True), 1):
        total += point
        if point > (total - 1) / count:
            threshold = (total - 1) / count
    return sqrt(sum((point - max(point - threshold, 0.0)) ** 2 for point in points))
