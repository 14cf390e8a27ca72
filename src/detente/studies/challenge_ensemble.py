"""The challenge model under every range at once: quantiles of its median and mean by round, and what they hang on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from detente.engines.bargaining.challenge_options import SCHOLZ_AS_CODED, Options
from detente.engines.bargaining.inputs import Array, Cells
from detente.engines.bargaining.issue import Issue
from detente.kernel.errors import fail
from detente.kernel.triangular import draw
from detente.studies.issue_draws import FIELDS, draw_issue
from detente.studies.sensitivity import Driver

QUANTILES = {"q05": 0.05, "q10": 0.10, "q25": 0.25, "q50": 0.50, "q75": 0.75, "q90": 0.90, "q95": 0.95}
STATISTICS = ("median", "mean")
#: Draws held in memory at once; part of the definition of a seeded ensemble.
CHUNK = 50_000
#: The smallest and largest base sample of the Saltelli design.
_POINTS = (16, 1024)
#: Shares of variance below this are left out.
_LEAST = 1e-4


@dataclass(frozen=True)
class ChallengeEnsemble:
    """``median`` and ``mean`` have shape (rounds + 1, 7): one column for each of :data:`QUANTILES`.

    ``seed`` and ``draws`` give the same bytes again, whatever the number of threads.
    """

    draws: int
    seed: int
    median: Array
    mean: Array

    @property
    def median_spread(self) -> float:
        """The distance between the 5 % and the 95 % quantile of the last round's median."""
        return float(self.median[-1, -1] - self.median[-1, 0])


@dataclass(frozen=True)
class ChallengeDrivers:
    """Sobol indices of the last round's median and mean, largest total first; ``runs`` of the model that they took."""

    median: tuple[Driver, ...]
    mean: tuple[Driver, ...]
    runs: int


def challenge_ensemble(
    issue: Issue, options: Options = SCHOLZ_AS_CODED, *, rounds: int = 10, draws: int = 10_000, seed: int = 0,
    stream: int = 0, pools: Mapping[tuple[str, str], Array] = {}, progress: Callable[[int], None] | None = None,
) -> ChallengeEnsemble:  # fmt: skip
    """Draw every cell (:func:`~detente.studies.issue_draws.draw_issue`) and run each draw for ``rounds``.

    ``stream`` tells the issues of a file apart under one seed. ``progress`` is called with the draws done. Raises
    ValueError for fewer than 1 draw, negative rounds, a negative seed, or an issue without actors.
    """
    from detente.engines.bargaining.challenge_kernel import run_many

    if draws < 1:
        raise ValueError(f"an ensemble needs at least 1 draw, not {draws}")
    if seed < 0:
        raise ValueError(f"a seed is a whole number of 0 or more, not {seed}")
    if not issue.actors:
        raise ValueError(f"nobody holds a position on {issue.name}")
    rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(stream,)))
    medians, means = np.empty((draws, rounds + 1)), np.empty((draws, rounds + 1))
    for start in range(0, draws, CHUNK):
        stop = min(start + CHUNK, draws)
        drawn = draw_issue(issue, stop - start, rng, pools)
        medians[start:stop], means[start:stop] = run_many(drawn.position, drawn.salience, drawn.capability, options, rounds)  # fmt: skip
        if progress is not None:
            progress(stop)
    return summary(medians, means, seed)


def summary(medians: Array, means: Array, seed: int) -> ChallengeEnsemble:
    """The quantiles of two arrays of shape (draws, rounds + 1)."""
    levels = list(QUANTILES.values())
    return ChallengeEnsemble(
        len(medians), seed, np.quantile(medians, levels, axis=0).T, np.quantile(means, levels, axis=0).T
    )


def challenge_drivers(
    issue: Issue, options: Options = SCHOLZ_AS_CODED, *, rounds: int = 10, runs: int = 10_000, seed: int = 0
) -> ChallengeDrivers:
    """Sobol indices of the median and the mean after the last round, for every cell that has a range.

    First-order and total indices by ``scipy.stats.sobol_indices`` (Saltelli et al. 2010) on Sobol points. The base
    sample is the largest power of two that stays within ``runs`` runs of the model, 16 to 1,024: the standard error of
    a total index is near its own size times sqrt(2 / base sample). Cells below one part in ten thousand are left out.
    """
    cells = [(field, int(place)) for field in FIELDS for place in np.flatnonzero(_width(issue, field) > 0)]
    if not cells:
        return ChallengeDrivers((), (), 0)
    try:
        from scipy.stats import sobol_indices, uniform
    except ModuleNotFoundError:
        raise fail("part-missing", "sensitivity indices need SciPy", 'Install "detente[engines]".') from None

    least, most = _POINTS
    points = int(np.clip(2 ** int(np.log2(max(1, runs // (len(cells) + 2)))), least, most))
    flat = uniform()
    with np.errstate(divide="ignore", invalid="ignore"):
        found = sobol_indices(
            func=lambda u: _last(issue, cells, np.asarray(u).T, options, rounds), n=points,
            dists=[flat] * max(2, len(cells)), rng=np.random.default_rng(seed),
        )  # fmt: skip
    median, mean = (
        _drivers(issue, cells, first[: len(cells)], total[: len(cells)])  # SciPy cannot take one input alone
        for first, total in zip(found.first_order, found.total_order, strict=True)
    )
    return ChallengeDrivers(median, mean, points * (len(cells) + 2))


def _width(issue: Issue, field: str) -> Array:
    cells: Cells = getattr(issue, field)
    return np.asarray(cells.high - cells.low)


def _last(issue: Issue, cells: list[tuple[str, int]], uniforms: Array, options: Options, rounds: int) -> Array:
    """The last median and mean, shape (2, draws), for uniforms of the varying cells, one row a draw."""
    from detente.engines.bargaining.challenge_kernel import run_many

    most = {"position": (issue.low, issue.high), "salience": (0.0, 1.0), "capability": (0.0, np.inf)}
    values = {}
    for field in FIELDS:
        given: Cells = getattr(issue, field)
        columns = [column for column, (name, _) in enumerate(cells) if name == field]
        places = [place for name, place in cells if name == field]
        values[field] = np.tile(given.mode, (len(uniforms), 1))
        if places:
            low, mode, high = (each[places] for each in (given.low, given.mode, given.high))
            values[field][:, places] = np.clip(draw(low, mode, high, uniforms[:, columns]), *most[field])
    medians, means = run_many(values["position"], values["salience"], values["capability"], options, rounds)
    return np.stack([medians[:, -1], means[:, -1]])


def _drivers(issue: Issue, cells: list[tuple[str, int]], first: Array, total: Array) -> tuple[Driver, ...]:
    found = [
        Driver(issue.actors[place], field, max(float(one), 0.0), max(float(all_), 0.0))
        for (field, place), one, all_ in zip(cells, first, total, strict=True)
        if np.isfinite(all_) and np.isfinite(one)
    ]
    return tuple(sorted((each for each in found if each.total > _LEAST), key=lambda each: -each.total))
