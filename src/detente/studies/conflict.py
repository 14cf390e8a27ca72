"""One conflict studied around its outcome: the null, every order of statements, and the least change that ends the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from detente.engines.conflict.model import CONCEPTS, EnsembleBlock, InverseQuery, Model
from detente.engines.conflict.preferences import statement_ranks
from detente.engines.conflict.solve import Solution, solve
from detente.engines.conflict.stability import stabilities

#: The concept whose verdict is tried for how fragile it is.
CONCEPT = "seq"
_MAX_COST = 3


@dataclass(frozen=True)
class Changed:
    """A change of one decision maker's statements after which the verdict on the outcome is another.

    ``over`` is the statement that moves above ``statement``; None if ``statement`` is dropped.
    """

    dm: str
    statement: str
    over: str | None = None


@dataclass(frozen=True)
class ConflictStudy:
    """The solution, and what is around the outcome.

    ``null`` and ``orders``: concept -> share of random rankings, or of random orders, under which the outcome is an
    equilibrium (empty without outcome). ``mean_selectivity``: the null's mean share of equilibria. ``swaps`` and ``drops``
    are the single changes that turn the verdict of CONCEPT, ``cost`` and ``cheapest`` the least swaps that bring it about.
    """

    model: Model
    solution: Solution
    draws: int
    seed: int
    null: dict[str, float]
    orders: dict[str, float]
    mean_selectivity: dict[str, float]
    swaps: tuple[Changed, ...] = ()
    drops: tuple[Changed, ...] = ()
    cost: int | None = None
    cheapest: tuple[dict[str, list[str]], ...] = ()

    @property
    def holds(self) -> dict[str, bool]:
        """Concept -> whether the outcome is an equilibrium."""
        return {concept: each.holds for concept, each in self.solution.evidence.items()}


def study(model: Model, draws: int = 2000, seed: int = 0) -> ConflictStudy:
    """Solve the model and try its verdict on the outcome. Same seed, same numbers."""
    outcome = model.outcome.state if model.outcome is not None else None
    asked = replace(
        model.request,
        ensemble=(EnsembleBlock("order", draws, seed), EnsembleBlock("random_ranks", draws, seed)),
        explain=() if outcome is None else tuple((outcome, i) for i in range(len(model.ids))),
        inverse=() if outcome is None else (InverseQuery(outcome, CONCEPT, _MAX_COST),),
    )
    solution = solve(replace(model, request=asked))
    order, null = solution.ensemble
    means = {concept: null.mean_selectivity(concept) for concept in CONCEPTS}
    if outcome is None:
        return ConflictStudy(model, solution, draws, seed, {}, {}, means)
    base = solution.evidence[CONCEPT].holds
    (least,) = solution.inverse
    return ConflictStudy(
        model, solution, draws, seed,
        {concept: float(null.p(concept)[outcome]) for concept in CONCEPTS},
        {concept: float(order.p(concept)[outcome]) for concept in CONCEPTS},
        means,
        tuple(_turning(model, outcome, base, _swaps(model))),
        tuple(_turning(model, outcome, base, _drops(model))),
        least.cost, least.orders,
    )  # fmt: skip


def turning(model: Model, state: int) -> tuple[tuple[Changed, ...], tuple[Changed, ...]]:
    """The single swaps of neighbouring tiers, and the single statements left out, that turn the verdict of CONCEPT on a state."""
    base = bool(stabilities(model, model.ranks, (CONCEPT,))[CONCEPT][:, state].all())
    return tuple(_turning(model, state, base, _swaps(model))), tuple(_turning(model, state, base, _drops(model)))


#: A change, the decision maker's place, and its statements as (tier, place).
_Variant = tuple[Changed, int, Sequence[tuple[float, int]]]


def _swaps(model: Model) -> list[_Variant]:
    """Every swap of two neighbouring tiers."""
    found: list[_Variant] = []
    for i, dm in enumerate(model.decision_makers):
        statements = dm.preferences.statements
        tiers = sorted({each.tier for each in statements})
        for upper, lower in pairwise(tiers):
            other = {upper: lower, lower: upper}
            names = [" and ".join(each.id for each in statements if each.tier == tier) for tier in (upper, lower)]
            swapped = [(other.get(each.tier, each.tier), k) for k, each in enumerate(statements)]
            found.append((Changed(dm.id, names[0], names[1]), i, swapped))
    return found


def _drops(model: Model) -> list[_Variant]:
    """Every single statement left out."""
    return [
        (
            Changed(dm.id, lost.id),
            i,
            [(each.tier, k) for k, each in enumerate(dm.preferences.statements) if each is not lost],
        )
        for i, dm in enumerate(model.decision_makers)
        for lost in dm.preferences.statements
    ]


def _turning(model: Model, outcome: int, base: bool, variants: Sequence[_Variant]) -> list[Changed]:
    """The changes after which the outcome's being an equilibrium is no longer what it was."""
    found = []
    for change, i, kept in variants:
        statements = model.decision_makers[i].preferences.statements
        ranks = model.ranks.copy()
        ranks[i] = statement_ranks([(tier, statements[k].true) for tier, k in kept], model.states.size)
        if bool(stabilities(model, ranks, (CONCEPT,))[CONCEPT][:, outcome].all()) != base:
            found.append(change)
    return found
