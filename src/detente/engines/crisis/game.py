"""The crisis-signalling game, one equilibrium of it, and what publicity does to its payoffs."""

import math
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

#: A cutoff grows without bound as the target's resistance vanishes; it is reported as this number at most.
WIDEST_CUTOFF = 1e6


@dataclass(frozen=True, slots=True)
class Game:
    """The payoffs, in units of the private noise (Lewis & Schultz 2003).

    ``S`` status quo, ``V`` what the challenger A gets if the target B concedes, ``C`` what B then gets, ``WA`` and
    ``WB`` what each gets if A carries the threat out (before noise), ``a`` what A gets if it backs down (before noise),
    ``VB`` what B then gets. Raises ValueError if one is not finite.
    """

    S: float
    V: float
    C: float
    WA: float
    WB: float
    a: float
    VB: float

    def __post_init__(self) -> None:
        for name in PAYOFFS:
            if not math.isfinite(getattr(self, name)):
                raise ValueError(f"the payoff {name} must be a finite number, not {getattr(self, name)!r}")


#: The names of the payoffs, in the order of the fields.
PAYOFFS = tuple(each.name for each in fields(Game))


class Audience(NamedTuple):
    """Audience costs at full visibility, at least 0: the challenger's for backing down, the target's for conceding."""

    challenger: float
    target: float


@dataclass(frozen=True, slots=True)
class Equilibrium:
    """One equilibrium. Probabilities are in 0..1.

    ``pR`` P(B resists | challenge), ``pC`` P(A challenges), ``pF`` P(A stands firm | challenged and resisted), ``cstar``
    the payoff above which A challenges (within +-1e6), ``SQ, CD, SF, BD`` the four outcomes, which sum to 1;
    ``residual``: the distance from pR to phi(pR), the best reply to itself; ``slope``: its derivative there; ``stable``: that is within +-1;
    ``limit`` if pR is 0 or 1 as a limit, ``negligible_challenge`` if pC < 1e-12 (pF then says nothing); ``z`` the probit
    of pR, which tells equilibria apart where pR rounds to 0 or 1.
    """

    pR: float  # noqa: N815  the symbols of the method
    pC: float  # noqa: N815
    pF: float  # noqa: N815
    cstar: float
    SQ: float
    CD: float
    SF: float
    BD: float
    residual: float
    slope: float
    stable: bool
    limit: bool
    negligible_challenge: bool
    z: float

    @property
    def p_concede(self) -> float:
        """P(B concedes | challenge), without the loss of digits of 1 - pR."""
        return math.erfc(self.z / math.sqrt(2)) / 2


def in_channel(game: Game, audience_challenger: float, audience_target: float, visibility: float) -> Game:
    """The game in a channel seen by ``visibility`` (0..1) of the public: a falls by A's audience cost, C by B's.

    Raises ValueError for a visibility outside 0..1 or a negative audience cost.
    """
    if not 0 <= visibility <= 1:
        raise ValueError(f"visibility must be within 0..1, not {visibility!r}")
    if not (audience_challenger >= 0 and audience_target >= 0):
        raise ValueError("audience costs must not be negative")
    return replace(game, a=game.a - visibility * audience_challenger, C=game.C - visibility * audience_target)
