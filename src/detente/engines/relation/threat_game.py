"""Variable threats with transferable utility (section 7; Nash 1953): two linear programs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.errors import fail

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Threats:
    """``value`` val(A - B), ``total`` max(A + B); payoffs and optimal mixed threats of both."""

    value: float
    total: float
    payoffs: tuple[float, float]
    threats: tuple[tuple[float, ...], tuple[float, ...]]


def threat_game(first: Array, second: Array) -> Threats:
    """The solution for payoff matrices of shape (threats of the first, threats of the second).

    If optimal threats are not unique, any optimal pair may come out. Raises DetenteError (part-missing) without scipy.
    """
    difference = np.asarray(first, float) - np.asarray(second, float)
    value, mine = _maximin(difference)
    _, theirs = _maximin(-difference.T)
    total = float((np.asarray(first, float) + np.asarray(second, float)).max())
    return Threats(value, total, ((total + value) / 2, (total - value) / 2), (mine, theirs))


def _maximin(matrix: Array) -> tuple[float, tuple[float, ...]]:
    """The value of a zero-sum game for the row player, and a mixture that secures it."""
    try:
        from scipy.optimize import linprog
    except ImportError:
        raise fail("part-missing", "threat games need scipy", "Install detente[engines].") from None
    rows, columns = matrix.shape
    done = linprog(
        np.append(np.zeros(rows), -1.0), A_ub=np.hstack([-matrix.T, np.ones((columns, 1))]), b_ub=np.zeros(columns),
        A_eq=np.append(np.ones(rows), 0.0)[np.newaxis, :], b_eq=[1.0], bounds=[(0, None)] * rows + [(None, None)],
    )  # fmt: skip
    mixture = np.clip(done.x[:rows], 0.0, None)
    mixture = mixture / mixture.sum()
    return float((mixture @ matrix).min()), tuple(mixture.tolist())
