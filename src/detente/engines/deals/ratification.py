"""Whether those at home approve: for sure (win-sets), and how likely (sections 5 and 6)."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.engines.deals.deal import Quota
from detente.engines.deals.issues import TOLERANCE
from detente.engines.deals.talks import Package, Talks, Voter, value
from detente.engines.deals.utilities import Array

Mask = NDArray[np.bool_]


def accepts(voter: Voter, utility: Array) -> Mask:
    """Where the voter's gain over breakdown reaches its floor; indifference is consent."""
    return utility - voter.breakdown >= voter.floor - TOLERANCE


def reached(votes: Array | float, total: float, quota: Quota) -> Mask | bool:
    """Whether so many of ``total`` votes carry the deal."""
    need = quota.share * total
    slack = TOLERANCE * max(total, 1.0)
    return votes > need + slack if quota.strict else votes >= need - slack


def win_set(talks: Talks, g: int, utilities: Sequence[Array], size: int) -> Mask:
    """The packages that the ratifiers of government ``g`` pass; ``utilities`` by voter, each of shape (size,)."""
    passed = np.ones(size, bool)
    votes, total = np.zeros(size), 0.0
    for voter, utility in zip(talks.voters, utilities, strict=True):
        if voter.government == g and voter.ratifier.rule == "veto":
            passed &= accepts(voter, utility)
        elif voter.government == g:
            votes += voter.ratifier.votes * accepts(voter, utility)
            total += voter.ratifier.votes
    return passed & reached(votes, total, talks.quotas[g]) if total else passed


def probability(voter: Voter, gain: Array, consent: bool) -> Array:
    """p_j at gains u_j - d_j: probit around the margin, a step without sigma, or a uniform threshold."""
    if voter.uniform is not None:
        low, high = voter.uniform
        found: Array = np.clip((gain - low) / (high - low), 0.0, 1.0)
        return found
    sigma = voter.ratifier.sigma
    if sigma == 0:
        p = (gain >= voter.margin - TOLERANCE).astype(float)
    else:
        p = 0.5 * _erfc(-(gain - voter.margin) / (sigma * math.sqrt(2)))
    if consent and voter.margin <= 0:
        p = np.where(np.abs(gain) <= TOLERANCE, 1.0, p)
    return p


def _erfc(x: Array) -> Array:
    if x.size < 64:
        return np.array([math.erfc(each) for each in x.tolist()])
    from scipy.special import erfc

    found: Array = erfc(x)
    return found


def carried(chances: Sequence[Array], votes: Sequence[float], quota: Quota) -> Array:
    """P(independent votes reach the quota), exact, by adding one voter at a time."""
    reachable: dict[float, Array] = {0.0: np.ones_like(chances[0])}
    for p, weight in zip(chances, votes, strict=True):
        after: dict[float, Array] = {}
        for cast, chance in reachable.items():
            for total, part in ((cast, chance * (1 - p)), (round(cast + weight, 9), chance * p)):
                after[total] = after[total] + part if total in after else part
        reachable = after
    total = sum(votes)
    none = np.zeros_like(chances[0])
    return sum((p for cast, p in reachable.items() if reached(cast, total, quota)), none)


def ratified(talks: Talks, utilities: Sequence[Array]) -> tuple[Array, ...]:
    """P(ratify) by government, for packages of which every voter's utility is given: product of vetoes times the vote."""
    found = []
    for g in range(len(talks.governments)):
        own = [
            (each, probability(each, utility - each.breakdown, talks.consent))
            for each, utility in zip(talks.voters, utilities, strict=True) if each.government == g
        ]  # fmt: skip
        chance = np.ones_like(utilities[0]) if utilities else np.ones(1)
        for each, p in own:
            if each.ratifier.rule == "veto":
                chance = chance * p
        voting = [(each.ratifier.votes, p) for each, p in own if each.ratifier.rule == "vote"]
        if voting:
            chance = chance * carried([p for _, p in voting], [votes for votes, _ in voting], talks.quotas[g])
        found.append(chance)
    return tuple(found)


def chances(talks: Talks, package: Package) -> tuple[float, ...]:
    """P(ratify) by government at one package."""
    utilities = [np.array([value(each.parts, (), package)]) for each in talks.voters]
    return tuple(float(each[0]) for each in ratified(talks, utilities))
