"""Following each equilibrium while one number of the game changes."""

from collections.abc import Callable, Sequence
from itertools import combinations, pairwise

from detente.engines.crisis.game import Equilibrium, Game
from detente.engines.crisis.search import equilibria_of

#: Between two values of a sweep the game is solved this many times more, so that branches are not mixed up.
_BETWEEN = 7
#: One branch: the equilibrium at each value, None where the branch does not exist.
Branch = tuple[Equilibrium | None, ...]


def follow(
    game: Callable[[float], Game], values: Sequence[float]
) -> tuple[list[tuple[Equilibrium, ...]], list[Branch]]:
    """All equilibria at each value, and the branches through them, in the order in which they appear.

    A branch is followed by pairing the equilibria of neighbouring values without crossings at the least distance in z;
    what is left over ends a branch or begins one.
    """
    path = [values[0]]
    for low, high in pairwise(values):
        path += [low + (high - low) * k / (_BETWEEN + 1) for k in range(1, _BETWEEN + 1)] + [high]
    solved = equilibria_of([game(each) for each in path])
    branches: list[dict[int, Equilibrium]] = [{0: each} for each in solved[0]]
    ends = list(range(len(branches)))
    for step, (before, after) in enumerate(pairwise(solved), 1):
        pairs = _paired([each.z for each in before], [each.z for each in after])
        carried = {new: ends[old] for old, new in pairs}
        ends = []
        for place, each in enumerate(after):
            if place not in carried:
                branches.append({})
                carried[place] = len(branches) - 1
            branches[carried[place]][step] = each
            ends.append(carried[place])
    shown = range(0, len(path), _BETWEEN + 1)
    kept = [tuple(branch.get(step) for step in shown) for branch in branches]
    return [solved[step] for step in shown], [branch for branch in kept if any(each is not None for each in branch)]


def _paired(before: Sequence[float], after: Sequence[float]) -> list[tuple[int, int]]:
    """The order-keeping pairs of as many as possible at the least total distance."""
    few = min(len(before), len(after))
    options = [
        list(zip(left, right, strict=True))
        for left in combinations(range(len(before)), few)
        for right in combinations(range(len(after)), few)
    ]
    return min(options, key=lambda pairs: sum(abs(before[i] - after[j]) for i, j in pairs))
