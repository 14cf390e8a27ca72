"""Solve one bargaining problem by the method that fits it (section 7)."""

from collections.abc import Sequence
from math import prod

from detente.engines.deals.deal import MOST_PACKAGES, Options
from detente.engines.deals.enumerated import Vectors, enumerate_packages, vectors
from detente.engines.deals.talks import Agreement, Talks


def method(talks: Talks) -> str:
    """``enumerated``, ``pruned_sums`` or ``continuous``."""
    if talks.issues[0].continuous:
        return "continuous"
    size = prod(len(issue.levels) for issue in talks.issues)
    return "enumerated" if size <= MOST_PACKAGES else "pruned_sums"


def bargain(talks: Talks, wanted: Sequence[str], options: Options, built: Vectors | None = None, *, fronts: bool = False) -> Agreement:  # fmt: skip
    """The agreement. ``built`` are the vectors of the same parts, where they are at hand; ``fronts`` asks for Pareto packages."""
    how = method(talks)
    if how == "continuous":
        from detente.engines.deals.continuous import negotiate

        return negotiate(talks, wanted, options)
    if how == "pruned_sums":
        from detente.engines.deals.pruned import prune

        return prune(talks, wanted, options)
    return enumerate_packages(talks, wanted, options, built or vectors(talks), fronts)
