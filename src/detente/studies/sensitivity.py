"""Which input moves the weighted mean: Sobol indices with SciPy's estimators on Sobol points."""

from dataclasses import dataclass

import numpy as np

from detente.engines.bargaining.inputs import Array
from detente.engines.bargaining.issue import Issue
from detente.engines.bargaining.solve import weighted_mean, weights
from detente.kernel.errors import fail
from detente.kernel.triangular import draw
from detente.studies.issue_draws import FIELDS

#: Base sample; SciPy needs a power of two. The model runs POINTS x (inputs + 2) times.
POINTS = 1024
#: A spread below this share of the values is rounding, not variation.
_NOISE = 1e-9


@dataclass(frozen=True)
class Driver:
    """One cell with its share of the outcome's variance: ``first`` alone, ``total`` with its interplay."""

    actor: str
    field: str
    first: float
    total: float


def sensitivity(issue: Issue, *, seed: int = 0, points: int = POINTS) -> tuple[Driver, ...]:
    """Sobol indices of the weighted mean over every cell that has a range, largest total first; empty if nothing moves it.

    First-order and total indices by ``scipy.stats.sobol_indices`` (Saltelli et al. 2010). Cells below one part in ten
    thousand are left out. Raises ValueError unless ``points`` is a power of two, and DetenteError (part-missing) without
    the extra ``engines``.
    """
    cells = [(field, int(place)) for field in FIELDS for place in np.flatnonzero(_width(issue, field) > 0)]
    if not cells or _still(_outcome(issue, cells, np.random.default_rng(seed).random((points, len(cells))))):
        return ()
    try:
        from scipy.stats import sobol_indices, uniform
    except ModuleNotFoundError:
        raise fail("part-missing", "sensitivity indices need SciPy", 'Install "detente[engines]".') from None

    inputs = max(2, len(cells))  # SciPy cannot take one input alone: a second that moves nothing stands beside it
    outcome = sobol_indices(
        func=lambda u: _outcome(issue, cells, np.asarray(u).T), n=points, dists=[uniform()] * inputs, rng=np.random.default_rng(seed),
    )  # fmt: skip
    first_order, total_order = outcome.first_order[: len(cells)], outcome.total_order[: len(cells)]
    found = [
        Driver(issue.actors[place], field, max(float(first), 0.0), max(float(total), 0.0))
        for (field, place), first, total in zip(cells, first_order, total_order, strict=True)
        if np.isfinite(total)
    ]
    return tuple(sorted((each for each in found if each.total > 1e-4), key=lambda each: -each.total))


def _still(outcome: Array) -> bool:
    return float(outcome.std()) <= _NOISE * max(1.0, float(np.abs(outcome).max()))


def _width(issue: Issue, field: str) -> Array:
    cells = getattr(issue, field)
    return np.asarray(cells.high - cells.low)


def _outcome(issue: Issue, cells: list[tuple[str, int]], uniforms: Array) -> Array:
    """The weighted mean for uniforms of the varying cells, one row a draw."""
    values = {field: np.tile(getattr(issue, field).mode, (len(uniforms), 1)) for field in FIELDS}
    for field in FIELDS:
        columns = [column for column, (name, _) in enumerate(cells) if name == field]
        places = [place for name, place in cells if name == field]
        if places:
            low, mode, high = (getattr(getattr(issue, field), end)[places] for end in ("low", "mode", "high"))
            values[field][:, places] = draw(low, mode, high, uniforms[:, columns])
    return weighted_mean(values["position"], weights(values["capability"], values["salience"]))
