"""Which equilibrium to go by, and the audience cost at which publicity stops paying (Kurizaki 2007)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from detente.engines.crisis.game import Audience, Equilibrium, Game, in_channel
from detente.engines.crisis.search import equilibria_of

RULES = ("max_pR", "min_pR", "continuity")
#: How much of the public sees a quiet channel: the chance of a leak.
QUIET = 0.15
#: Audience costs are looked for up to this.
MOST = 10.0
#: A difference of probits below this is none.
_EQUAL = 1e-11
_WIDTH = 1e-10


def select(found: Sequence[Equilibrium], rule: str = "max_pR", previous_pR: float | None = None) -> int:  # noqa: N803
    """The place of the equilibrium to go by, in equilibria that ascend in pR.

    ``max_pR``: least concession; ``min_pR``: most; ``continuity``: nearest to the resistance selected before, and
    max_pR where there was none. Raises ValueError for another rule or no equilibrium.
    """
    if rule not in RULES:
        raise ValueError(f"there is no rule {rule!r}; use one of {', '.join(RULES)}")
    if not found:
        raise ValueError("there is no equilibrium to select from")
    if rule == "min_pR":
        return 0
    if rule == "continuity" and previous_pR is not None:
        return min(range(len(found)), key=lambda i: abs(found[i].pR - previous_pR))
    return len(found) - 1


@dataclass(frozen=True, slots=True)
class Threshold:
    """The audience costs at which P(concede) is the same in public and quietly, all else equal, within 0..10.

    ``target_audience``: publicity pays for A below it; 0 if it does not pay even at 0, None if it pays up to 10.
    ``challenger_audience``: publicity pays for A above it; 0 if it pays even at 0, None if it does not pay up to 10.
    """

    target_audience: float | None
    challenger_audience: float | None


def threshold(game: Game, audience: Audience | tuple[float, float], rule: str = "max_pR", *, quiet: float = QUIET, public: float = 1.0) -> Threshold:  # fmt: skip
    """Where publicity stops paying for the challenger, by search to 1e-10, with visibilities of the two channels.

    Of several crossings one is found. A jump from one equilibrium to another counts as a crossing.
    """
    challenger, target = audience

    def gain(own: float, other: float) -> float:
        ((before, after),) = _selected(game, [(own, other)], rule, quiet, public)
        difference = before.z - after.z  # P(concede) = Phi(-z), compared where it has not rounded to 0 or 1
        return 0.0 if abs(difference) < _EQUAL else difference

    return Threshold(_zero(lambda t: gain(challenger, t)), _zero(lambda t: -gain(t, target)))


def concessions(game: Game, challenger: float, targets: Sequence[float], rule: str = "max_pR", *, quiet: float = QUIET, public: float = 1.0) -> list[tuple[float, float]]:  # fmt: skip
    """P(concede | challenge), quietly and in public, at each audience cost of the target."""
    costs = [(challenger, each) for each in targets]
    return [(before.p_concede, after.p_concede) for before, after in _selected(game, costs, rule, quiet, public)]


def _selected(game: Game, costs: Sequence[tuple[float, float]], rule: str, quiet: float, public: float) -> list[tuple[Equilibrium, Equilibrium]]:  # fmt: skip
    """The equilibria selected quietly and in public, at each pair of audience costs."""
    games = [in_channel(game, own, other, each) for own, other in costs for each in (quiet, public)]
    solved = equilibria_of(games)
    pairs = []
    for hidden, seen in zip(solved[::2], solved[1::2], strict=True):
        before = hidden[select(hidden, rule)]
        pairs.append((before, seen[select(seen, rule, before.pR)]))
    return pairs


def _zero(gain: Callable[[float], float]) -> float | None:
    """Where a gain stops being positive on 0..10: 0 if it is not positive at 0, None if it still is at 10.

    Secant steps, with a bisection wherever two of them have not halved the interval, so that a jump is found as well.
    """
    low, high = 0.0, MOST
    above, below = gain(low), gain(high)
    if above <= 0:
        return 0.0
    if below > 0:
        return None
    width, slow = high - low, 0
    while high - low > _WIDTH:
        secant = low + (high - low) * above / (above - below)
        margin = (high - low) / 1000
        at = (low + high) / 2 if slow >= 2 else min(max(secant, low + margin), high - margin)
        found = gain(at)
        if found == 0:
            return at
        if found > 0:
            low, above = at, found
        else:
            high, below = at, found
        slow = slow + 1 if high - low > width / 2 else 0
        width = width if slow else high - low
    return (low + high) / 2
