"""From scores to percentages: temperature scaling on scores that were left out, and the reliability table beside it.

One number T > 0 is fitted so that ``softmax(scores / T)`` loses the least (negative log-likelihood) on decided claims that
the fit did not see (Guo and others, On calibration of modern neural networks, 2017). The order of types stays as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from detente.coding.suggest.features import Array
from detente.coding.suggest.ranker import NAMES

#: Before so many decisions in a dossier no percentage is shown.
LEAST = 50
_GOLDEN = (5**0.5 - 1) / 2
_EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Calibration:
    """What percentages rest on.

    ``decisions`` claims, temperature, share with the first type right, share with the right one among three, mean
    negative log-likelihood before and after, and ``table``: per bin of the first type's probability ``low``, ``high``,
    ``n``, ``said`` (mean probability) and ``right`` (share right), both 0..1, None for an empty bin.
    """

    decisions: int
    temperature: float
    first_right: float
    in_three: float
    loss_before: float
    loss_after: float
    table: tuple[Mapping[str, Any], ...]


def calibrate(scores: Array, types: Sequence[str]) -> Calibration | None:
    """The calibration of left-out scores, shape (n, 16), before softmax; None with fewer than :data:`LEAST` decisions."""
    if len(types) < LEAST:
        return None
    labels = np.array([NAMES.index(each) for each in types])
    low, high = -3.0, 3.0  # of ln T
    while high - low > 1e-4:
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        if _loss(scores, labels, np.exp(left)) < _loss(scores, labels, np.exp(right)):
            high = right
        else:
            low = left
    temperature = round(float(np.exp((low + high) / 2)), 4)
    shares = softmax(scores / temperature)
    order = np.argsort(-shares, axis=1, kind="stable")
    first = shares[np.arange(len(labels)), order[:, 0]]
    right_first = order[:, 0] == labels
    in_three = (order[:, :3] == labels[:, None]).any(1)
    return Calibration(
        len(labels), temperature, round(float(right_first.mean()), 4), round(float(in_three.mean()), 4),
        round(_loss(scores, labels, 1.0), 4), round(_loss(scores, labels, temperature), 4), tuple(_table(first, right_first)),
    )  # fmt: skip


def softmax(scores: Array) -> Array:
    """Probabilities of each row."""
    odds = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(odds / odds.sum(1, keepdims=True))


def _loss(scores: Array, labels: Array, temperature: float) -> float:
    return float(-np.log(np.maximum(softmax(scores / temperature)[np.arange(len(labels)), labels], 1e-12)).mean())


def _table(said: Array, right: Array) -> list[dict[str, Any]]:
    rows = []
    for low, high in pairwise(_EDGES):
        inside = (said >= low) & ((said < high) if high < 1 else (said <= high))
        count = int(inside.sum())
        rows.append({"low": low, "high": high, "n": count, "said": round(float(said[inside].mean()), 4) if count else None,
                     "right": round(float(right[inside].mean()), 4) if count else None})  # fmt: skip
    return rows


def percentages(ranked: Sequence[Mapping[str, Any]], temperature: float) -> list[int]:
    """Whole percentages of all ranked types (each with its ``score``, a probability) at a temperature, in the same order."""
    logs = np.log(np.maximum([each["score"] for each in ranked], 1e-9)) / temperature
    shares = softmax(logs[None, :])[0]
    return [round(100 * float(each)) for each in shares]
