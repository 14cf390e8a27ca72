"""The named solutions on a finite set of packages (section 5, the table)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.engines.deals.deal import Options, Rubinstein
from detente.engines.deals.issues import TOLERANCE, Issue
from detente.engines.deals.pareto import Places, pareto
from detente.engines.deals.utilities import Array


@dataclass(frozen=True)
class Field:
    """The packages to choose from: utilities and gains of shape (governments, packages), and each one's best gain."""

    utilities: Array
    gains: Array
    best: Array

    @cached_property
    def efficient(self) -> Places:
        """Places of the Pareto packages."""
        return pareto(list(self.utilities))

    @cached_property
    def sums(self) -> Array:
        """The sum of gains of every package."""
        return np.asarray(self.gains.sum(axis=0))

    @cached_property
    def shares(self) -> Array:
        """g_i/b_i; a government that can gain nothing counts as content (1)."""
        best = self.best[:, np.newaxis]
        return np.where(best > 0, self.gains / np.where(best > 0, best, 1.0), 1.0)


@dataclass(frozen=True, slots=True)
class Choice:
    """The place of the chosen package in the field, the value, and how many packages do as well."""

    place: int
    value: float
    ties: int


def choose(scores: Array, sums: Array, floor: float = 0.0) -> tuple[int, int]:
    """Largest score; ties (1e-12 relative, ``floor`` the least scale) go to the larger sum of gains, then to the first."""
    best = scores.max()
    near = np.flatnonzero(scores >= best - TOLERANCE * max(abs(best), floor))
    top = sums[near].max()
    near = near[sums[near] >= top - TOLERANCE * max(abs(top), floor)]
    return int(near[0]), len(near)


def nash(field: Field, alpha: Sequence[float]) -> Choice:
    """Largest product of gains to the powers alpha."""
    scores = np.ones(field.gains.shape[1])
    for power, gains in zip(alpha, field.gains, strict=True):
        scores = scores * gains**power
    place, ties = choose(scores, field.sums)
    return Choice(place, float(scores[place]), ties)


def maximin(field: Field, gains: Array) -> Choice:
    """The largest least gain; ``gains`` are those of the field, scaled."""
    scores = gains.min(axis=0)
    place, ties = choose(scores, field.sums)
    return Choice(place, float(scores[place]), ties)


def line(field: Field, gains: Array) -> Choice:
    """Among Pareto packages the one where the largest and the least gain differ the least."""
    spread = np.ptp(gains[:, field.efficient], axis=0)
    place, ties = choose(-spread, field.sums[field.efficient], 1.0)
    return Choice(int(field.efficient[place]), float(spread[place]), ties)


def utilitarian(field: Field) -> Choice:
    """The largest sum of utilities."""
    scores = field.utilities.sum(axis=0)
    place, ties = choose(scores, field.sums, 1.0)
    return Choice(place, float(scores[place]), ties)


def rubinstein_powers(rubinstein: Rubinstein, governments: Sequence[str]) -> dict[str, float]:
    """alpha_i = r_j/(r_i + r_j): the patient side is strong."""
    first, second = governments
    r = rubinstein.rates
    total = r[first] + r[second]
    return {first: r[second] / total, second: r[first] / total}


def finite_shares(rubinstein: Rubinstein, issues: Sequence[Issue], linear: bool) -> dict[str, float] | None:
    """Shares of a single linear pie with offers a period apart (Rubinstein 1982); None for anything else."""
    if len(issues) != 1 or issues[0].kind != "pie" or not linear:
        return None
    other = next(each for each in rubinstein.rates if each != rubinstein.first)
    mine, theirs = (float(np.exp(-rubinstein.rates[each] * rubinstein.period)) for each in (rubinstein.first, other))
    share = (1 - theirs) / (1 - mine * theirs)
    return {rubinstein.first: share, other: 1 - share}


def rules(options: Options, governments: Sequence[str], alpha: Sequence[float]) -> Mapping[str, Callable[[Field], Choice]]:  # fmt: skip
    """The rule behind each name, without take-it-or-leave-it, which needs chances of ratification."""
    beta = np.array([options.kalai_weights.get(each, 1.0) for each in governments])[:, np.newaxis]
    found: dict[str, Callable[[Field], Choice]] = {
        "nash": lambda field: nash(field, alpha),
        "ks_maximin": lambda field: maximin(field, field.shares),
        "ks_line": lambda field: line(field, field.shares),
        "kalai_maximin": lambda field: maximin(field, field.gains / beta),
        "kalai_line": lambda field: line(field, field.gains),
        "egalitarian": lambda field: maximin(field, field.gains),
        "utilitarian": utilitarian,
    }
    if options.rubinstein is not None:
        powers = list(rubinstein_powers(options.rubinstein, governments).values())
        found["rubinstein"] = lambda field: nash(field, powers)
    return found
