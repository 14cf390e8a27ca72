"""What the recipes of the bargaining engine share: reading a table of issues, folds over dossiers, and scores.

The column ``outcome`` is read here and nowhere in the engine.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from detente.engines.bargaining.inputs import Array, Cells
from detente.engines.bargaining.issue import Issue

GRID = np.arange(101.0)


@dataclass(frozen=True)
class Case:
    """One issue with its dossier and, if known, its outcome on 0..100 (nan if not)."""

    issue: Issue
    dossier: str
    outcome: float


def read(path: Path) -> tuple[Case, ...]:
    """Issues of a file with positions, saliences (percent) and capabilities in every row, on the scale 0..100."""
    rows: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            rows.setdefault(row["issue"], []).append(row)
    return tuple(_case(name, each) for name, each in rows.items())


def _case(name: str, rows: list[dict[str, str]]) -> Case:
    def cells(column: str, scale: float = 1.0) -> Cells:
        values = np.array([float(row[column]) for row in rows]) * scale
        return Cells(values, values, values)

    first = rows[0]
    reference = first.get("reference_point") or None
    issue = Issue(
        name, tuple(row["actor"] for row in rows), cells("position"), cells("salience", 0.01), cells("capability"),
        reference=None if reference is None else float(reference), group=first["dossier"],
    )  # fmt: skip
    return Case(issue, first["dossier"], float(first.get("outcome") or "nan"))


def folds(cases: tuple[Case, ...], seed: int, parts: int = 10) -> np.ndarray:
    """The fold of every case: sorted dossier names, permuted by ``default_rng(seed)``, split in ``parts``."""
    names = np.array(sorted({case.dossier for case in cases}))
    split = np.array_split(np.random.default_rng(seed).permutation(names), parts)
    fold = {name: number for number, part in enumerate(split) for name in part}
    return np.array([fold[case.dossier] for case in cases])


def outcomes(cases: tuple[Case, ...]) -> Array:
    return np.array([case.outcome for case in cases])


def crps(p: Array, y: Array) -> Array:
    """Sum over g of (F(g) - [g >= y])^2 for every row; shape (n,)."""
    return np.asarray(((np.cumsum(p, axis=1) - (y[:, None] <= GRID)) ** 2).sum(axis=1))


def level(p: Array, t: float) -> Array:
    """The smallest grid value at which the cumulative probability reaches t, for every row."""
    return np.asarray((np.cumsum(p, axis=1) >= t - 1e-12).argmax(axis=1)).astype(float)


def shortest(p: Array, mass: float = 0.8) -> tuple[Array, Array]:
    from detente.engines.bargaining.distribution import shortest as one

    ends = np.array([one(row, mass) for row in p])
    return ends[:, 0], ends[:, 1]


def randomised(p: Array, y: Array) -> Array:
    """The part of the outcome's step of F that lies between .1 and .9: the coverage of the randomised PIT.

    An outcome to which the forecast gives no probability is a miss.
    """
    at = np.floor(y + 0.5).astype(int)
    step = p[np.arange(len(y)), at]
    top = np.cumsum(p, axis=1)[np.arange(len(y)), at]
    inside = np.clip(np.minimum(top, 0.9) - np.maximum(top - step, 0.1), 0, None)
    return np.where(step > 1e-12, inside / np.maximum(step, 1e-12), 0.0)


def clustered(difference: Array, cases: tuple[Case, ...], draws: int = 4000, seed: int = 0) -> tuple[float, float]:
    """The 95 % percentile interval of the mean, by a bootstrap of whole dossiers."""
    names, where = np.unique([case.dossier for case in cases], return_inverse=True)
    total = np.bincount(where, weights=difference)
    count = np.bincount(where)
    picked = np.random.default_rng(seed).integers(names.size, size=(draws, names.size))
    low, high = np.quantile(total[picked].sum(axis=1) / count[picked].sum(axis=1), [0.025, 0.975])
    return float(low), float(high)


def over_folds(cases: tuple[Case, ...], seed: int, fit: Callable[[np.ndarray], Callable[[int], Array]], parts: int = 10) -> Array:  # fmt: skip
    """Out-of-fold distributions, shape (n, 101): ``fit(indices)`` gives a forecaster of the case at a place."""
    fold = folds(cases, seed, parts)
    p = np.empty((len(cases), 101))
    for number in range(parts):
        forecast = fit(np.flatnonzero(fold != number))
        for at in np.flatnonzero(fold == number):
            p[at] = forecast(int(at))
    return p
