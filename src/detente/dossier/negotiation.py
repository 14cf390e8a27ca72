"""A negotiation as other programs state it: issues with values, and for each party a table of utilities.

The one record between the formats (GeniusWeb, GENIUS, NegMAS) and deals. It holds what all of them can say: additive
utilities over discrete values, what breakdown is worth, and a discount factor that is kept and never used.
"""

from dataclasses import dataclass

#: A value of an issue: text, or a number where the format has numbers.
Level = str | int | float


def level_text(level: Level) -> str:
    """A value as text; a whole number reads the same whether it was written 1 or 1.0."""
    if isinstance(level, float) and level.is_integer() and abs(level) < 1e15:
        return str(int(level))
    return str(level)


@dataclass(frozen=True)
class NegotiationIssue:
    """An issue and its values, at least two, in the order of the file."""

    name: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Party:
    """One side. ``weights`` (one an issue) times ``utilities`` (one a level of each issue) add up to its utility.

    ``reservation`` is what breakdown is worth, None if the file does not say (it then counts as 0). ``bid`` is the
    package, as places of levels, whose utility is the reservation, if breakdown was stated so. ``discount`` is kept only.
    """

    id: str
    weights: tuple[float, ...]
    utilities: tuple[tuple[float, ...], ...]
    reservation: float | None = None
    bid: tuple[int, ...] | None = None
    discount: float | None = None

    def worth(self, bid: tuple[int, ...]) -> float:
        """The utility of a package, summed in the order of the issues."""
        return sum(w * u[k] for w, u, k in zip(self.weights, self.utilities, bid, strict=True))


@dataclass(frozen=True)
class Negotiation:
    """Issues and two or more parties."""

    name: str
    issues: tuple[NegotiationIssue, ...]
    parties: tuple[Party, ...]
