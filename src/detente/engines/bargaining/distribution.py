"""The headline: a predictive distribution of where the issue settles, on the grid g = 0..100 of its scale.

``baseline`` is the frozen mixture of positions, a Normal around the weighted mean and a uniform part. ``density`` is the
default: two small models, averaged with equal weights.

Symbols: x_i position in hundredths of the scale, each at the nearest grid point (half up); c_i capability; s_i salience;
b an exponent on salience; w_i = c_i s_i^b; m their weighted mean; [l, h] the span between the outermost positions of
actors with weight; E(a) the probability that position a is elected (conditional PCE, proportional votes, k = 1).

1. **Mixture**: E, a Normal of sd 25 around m, a Normal of sd 20 around (l + h)/2, a uniform, all within [l, h].
2. **Choice among grid points**: p(g) proportional to exp(t_1 [g is occupied] + t_2 [g is occupied] log(E(g)/0.05) -
   t_3 |g - m|/25) within [l, h].

Both are averaged over a few exponents b; the mean is sharpened, F^a/(F^a + (1-F)^a), so that the closed interval
[q10, q90] holds about 80 % in spite of its atoms; a little leaks to the whole scale. The numbers stand in :mod:`.fitted`,
one set for issues with two camps or fewer and one for more; ``benchmarks/fit_distribution.py`` makes them. Nothing else
is read: no actor's name, no dossier, no outcome, and, of the options tried, no reference point (it did not help).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.engines.bargaining.condorcet import coalitions, conditional
from detente.engines.bargaining.fitted import FITTED, LEAK, MIDDLE_SD, NORMAL_SD, SHARPENING, Kind
from detente.engines.bargaining.inputs import Array, Cells
from detente.engines.bargaining.issue import Issue
from detente.kernel.triangular import draw

GRID: Array = np.arange(101.0)
#: P, N, U of the frozen baseline: two or fewer distinct positions, and three or more.
BASELINE = ((0.60, 0.33, 0.07), (0.31, 0.62, 0.07))
_FLOOR = 1e-8  # e of the election
_LEAST, _UNIT = 1e-3, 0.05  # log(max(E, least)/unit)
_ROUNDED = 1e-9  # what mapping a scale to 0..100 may miss by, in grid steps
_REACHED = 1e-12  # a cumulative probability this close has reached a level


@dataclass(frozen=True)
class Camps:
    """Actors with weight, gathered by grid point.

    ``places`` ascending, shape (m,); ``share`` of the weight for every exponent, shape (b, m), rows summing to 1; ``mean``
    the weighted mean on 0..100 for every exponent, shape (b,).
    """

    places: Array
    share: Array
    mean: Array


# --- the frozen baseline ----------------------------------------------------------------------------------------------


def baseline(issue: Issue) -> Array:
    """The frozen mixture on the grid, shape (101,), sum 1.

    P: the positions weighted by w = c s, each at the nearest grid point; N: exp(-((g-m)/25)^2/2) normalised on the grid;
    U: uniform. Weights .60 .33 .07 with two or fewer distinct positions, .31 .62 .07 with more. Zero weights count as 1.

    Raises ValueError if the issue has no actors.
    """
    x = _on_grid(issue)
    share = _shares(issue, 1.0)
    parts = (_atoms(_nearest(x), share), _normal(float(share @ x), NORMAL_SD), np.full(101, 1 / 101))
    mixed = zip(BASELINE[np.unique(x).size > 2], parts, strict=True)
    return np.asarray(sum(weight * part for weight, part in mixed))


# --- the default ------------------------------------------------------------------------------------------------------


def density(issue: Issue) -> Array:
    """The default predictive distribution on the grid, shape (101,), non-negative, sum 1.

    Any table will do: one actor or one place gives almost all probability to that place, two camps have numbers of their
    own, zero weights count as 1. Moving or stretching the scale with its positions, permuting the actors, splitting one
    in two and scaling all capabilities change nothing; actors without weight count only if nobody has any.

    Raises ValueError if the issue has no actors.
    """
    kind = FITTED[0] if camps_of(issue) <= 2 else FITTED[1]
    return finish(pooled(issue, kind), SHARPENING, LEAK)


def pooled(issue: Issue, kind: Kind) -> Array:
    """The two models averaged with equal weights, each averaged over the exponents of ``kind``; shape (101,), sum 1."""
    camps = _camps(issue, kind.exponents)
    elected = _elected(camps)
    mixture = np.einsum("bk,bkg->g", np.array(kind.mixture), components(camps, elected))
    choice = chosen(features(camps, elected), np.array(kind.choice), span(camps)).sum(axis=0)
    return np.asarray((mixture + choice) / (2 * len(kind.exponents)))


def finish(p: Array, sharpening: float, leak: float) -> Array:
    """Sharpen by F^a/(F^a + (1-F)^a), then spread ``leak`` evenly over the scale; shape (..., 101) in and out."""
    f = np.clip(np.cumsum(p, axis=-1) / p.sum(axis=-1, keepdims=True), 0.0, 1.0)
    high, low = f**sharpening, (1 - f) ** sharpening
    steps = np.diff(high / (high + low), axis=-1, prepend=0.0)
    return np.asarray((1 - leak) * np.maximum(steps, 0.0) + leak / 101)


def measure(issue: Issue, exponents: tuple[float, ...]) -> tuple[Array, Array, Array]:
    """What the recipe fits on: components (b, 4, 101), features (b, 101, 3), and the span as 0 or 1 (101,)."""
    camps = _camps(issue, exponents)
    elected = _elected(camps)
    return components(camps, elected), features(camps, elected), span(camps)


def camps_of(issue: Issue) -> int:
    """How many grid points are held by actors with weight: 2 or fewer and 3 or more have numbers of their own."""
    return int(np.unique(_nearest(_on_grid(issue))[_shares(issue, 1.0) > 0]).size)


def components(camps: Camps, elected: Array) -> Array:
    """Elected positions, Normal around the mean, Normal around the middle, uniform: within the span, shape (b, 4, 101)."""
    inside = span(camps)
    middle = (camps.places[0] + camps.places[-1]) / 2
    parts = np.empty((camps.mean.size, 4, 101))
    parts[:, 0] = _spread(camps, elected)
    parts[:, 1] = _normal(camps.mean[:, None], NORMAL_SD, inside)
    parts[:, 2] = _normal(middle, MIDDLE_SD, inside)
    parts[:, 3] = inside / inside.sum()
    return parts


def features(camps: Camps, elected: Array) -> Array:
    """Occupied, log of the odds of election where occupied, minus the distance to the mean in 25s; shape (b, 101, 3)."""
    occupied = _spread(camps, np.ones_like(elected))
    odds = _spread(camps, np.log(np.maximum(elected, _LEAST) / _UNIT))
    near = -np.abs(GRID - camps.mean[:, None]) / NORMAL_SD
    return np.stack((occupied, odds, near), axis=-1)


def chosen(features_: Array, t: Array, inside: Array) -> Array:
    """p(g) proportional to exp(features t) within the span; (b, 101, f) and (b, f) give (b, 101)."""
    score = np.where(inside > 0, np.einsum("bgf,bf->bg", features_, t), -np.inf)
    p = np.exp(score - score.max(axis=-1, keepdims=True))
    return np.asarray(p / p.sum(axis=-1, keepdims=True))


def span(camps: Camps) -> Array:
    """1 on the grid points from the lowest to the highest place, else 0; shape (101,)."""
    return np.asarray((camps.places[0] <= GRID) & (camps.places[-1] >= GRID), float)


# --- reading a distribution -------------------------------------------------------------------------------------------


def quantiles(p: Array, levels: Sequence[float], low: float = 0.0, high: float = 100.0) -> Array:
    """For each level the smallest grid value whose cumulative probability reaches it, on the scale ``low``..``high``.

    Shape (levels,). The point forecast is the quantile at 0.5. Raises ValueError for a level outside 0..1.
    """
    wanted = np.asarray(levels, float)
    if not np.all((wanted >= 0) & (wanted <= 1)):
        raise ValueError("every level lies between 0 and 1")
    at = np.searchsorted(np.cumsum(p) / np.sum(p), wanted - _REACHED)
    return np.asarray(low + (high - low) * np.minimum(at, 100) / 100)


def point(p: Array, low: float = 0.0, high: float = 100.0) -> float:
    """The point forecast: the median of the distribution, on the scale ``low``..``high``."""
    return float(quantiles(p, (0.5,), low, high)[0])


def shortest(p: Array, mass: float = 0.8, low: float = 0.0, high: float = 100.0) -> tuple[float, float]:
    """The shortest closed interval that holds at least ``mass``, the lowest of several, on the scale ``low``..``high``."""
    f = np.concatenate(([0.0], np.cumsum(p) / np.sum(p)))
    end = np.searchsorted(f, f[:-1] + mass - _REACHED)
    length = np.where(end <= 101, end - 1 - np.arange(101), 1000)
    start = int(length.argmin())
    return tuple(float(low + (high - low) * at / 100) for at in (start, start + int(length[start])))  # type: ignore[return-value]


def crps(p: Array, y: float, low: float = 0.0, high: float = 100.0) -> float:
    """The continuous ranked probability score on the grid: sum over g of (F(g) - [g >= y])^2; 0 is best.

    ``y`` lies on the scale ``low``..``high``; the score is in hundredths of that scale.
    """
    reached = (y - low) / (high - low) * 100 - _ROUNDED <= GRID
    return float(((np.cumsum(p) - reached) ** 2).sum())


# --- ranges and filled cells ------------------------------------------------------------------------------------------


def density_over_draws(issue: Issue, uniforms: Array, pools: Mapping[tuple[str, str], Array] | None = None) -> Array:
    """The default averaged over draws of the ranges and filled cells, shape (101,), sum 1.

    ``uniforms`` has shape (draws, 3, n) in [0, 1), for position, salience and capability: triangular (low, mode, high),
    clipped to the scale, 0..1 and 0 or more. ``pools`` ((actor, field) -> values) replace filled cells by values with
    equal odds. Ranges of width 0 and no pools give ``density``. Raises ValueError for a wrong shape.
    """
    n = len(issue.actors)
    if uniforms.ndim != 3 or uniforms.shape[1:] != (3, n) or not uniforms.shape[0]:
        raise ValueError(f"uniforms need the shape (draws, 3, {n}), not {uniforms.shape}")
    most = {"position": (issue.low, issue.high), "salience": (0.0, 1.0), "capability": (0.0, np.inf)}
    drawn: dict[str, Array] = {}
    for column, (name, ends) in enumerate(most.items()):
        cells: Cells = getattr(issue, name)
        drawn[name] = np.clip(draw(cells.low, cells.mode, cells.high, uniforms[:, column]), *ends)
        for actor in issue.actors:
            pool = (pools or {}).get((actor, name))
            if pool is not None and pool.size:
                place = issue.actors.index(actor)
                drawn[name][:, place] = pool[(uniforms[:, column, place] * pool.size).astype(int)]
    total = np.zeros(101)
    for at in range(uniforms.shape[0]):
        x, s, c = (Cells(values[at], values[at], values[at]) for values in drawn.values())
        total += density(replace(issue, position=x, salience=s, capability=c))
    return np.asarray(total / total.sum())


# --- parts ------------------------------------------------------------------------------------------------------------


def _on_grid(issue: Issue) -> Array:
    """Positions in hundredths of the scale."""
    if not issue.actors:
        raise ValueError("an issue without actors has no distribution")
    return np.asarray((issue.position.mode - issue.low) / issue.width * 100)


def _nearest(x: Array) -> Array:
    """The nearest grid point, half up."""
    return np.clip(np.floor(x + 0.5 + _ROUNDED), 0, 100)


def _shares(issue: Issue, exponent: float) -> Array:
    """c_i s_i^b as shares of their sum; equal shares if all are 0."""
    c, s = issue.capability.mode, issue.salience.mode
    w = c / (c.max() or 1.0) * (s / (s.max() or 1.0)) ** exponent
    return np.asarray(w / w.sum() if w.sum() > 0 else np.full(w.size, 1 / w.size))


def _camps(issue: Issue, exponents: tuple[float, ...]) -> Camps:
    x = _on_grid(issue)
    share = np.array([_shares(issue, each) for each in exponents])
    held = share[0] > 0
    places, camp = np.unique(_nearest(x[held]), return_inverse=True)
    gathered = np.array([np.bincount(camp, weights=row[held], minlength=places.size) for row in share])
    return Camps(places, gathered, share @ x)


def _elected(camps: Camps) -> Array:
    """E: conditional PCE with proportional votes over the places, for every exponent; shape (b, m)."""
    if camps.places.size <= 2:
        return camps.share
    utility = 1 - np.abs(camps.places[:, None] - camps.places[None, :]) / 100
    return np.array([conditional(coalitions(utility, row, _FLOOR)) for row in camps.share])


def _spread(camps: Camps, values: Array) -> Array:
    """Values of the places on the grid, 0 elsewhere; (b, m) gives (b, 101)."""
    found = np.zeros((values.shape[0], 101))
    found[:, camps.places.astype(int)] = values
    return found


def _atoms(places: Array, share: Array) -> Array:
    return np.bincount(places.astype(int), weights=share, minlength=101).astype(float)


def _normal(centre: float | Array, sd: float, inside: Array | float = 1.0) -> Array:
    p = np.exp(-(((GRID - centre) / sd) ** 2) / 2) * inside
    return np.asarray(p / p.sum(axis=-1, keepdims=True))
