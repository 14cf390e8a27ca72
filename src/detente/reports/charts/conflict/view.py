"""What the drawing of a conflict needs to know: plain frozen records, without a word about engines or pixels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

#: The concepts that a drawing tells apart, strongest first, with their printed names.
CONCEPTS = {"nash": "Nash", "seq": "SEQ", "smr": "SMR", "gmr": "GMR"}


@dataclass(frozen=True)
class Choice:
    """A yes/no option of a party."""

    id: str
    title: str


@dataclass(frozen=True)
class Party:
    """A decision maker with its options in declaration order; ``nature`` for a calendar, a court, a vote count."""

    id: str
    title: str
    choices: tuple[Choice, ...] = ()
    nature: bool = False


@dataclass(frozen=True)
class State:
    """A state. ``taken`` are the options that are on, None where the model says nothing of them.

    ``rank`` gives each party's rank, 1 = best; ``labels`` why each party stays or leaves.
    """

    id: str
    taken: frozenset[str] | None
    title: str = ""
    rank: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Move:
    """A party can go from one state to another; ``improving`` if it prefers the other."""

    by: str
    start: str
    end: str
    improving: bool


@dataclass(frozen=True)
class GraphView:
    """A conflict as drawn. ``equilibria`` maps concepts (nash, seq, smr, gmr) to state ids; unknown ones are absent.

    ``path`` are the moves of the highlighted path in order; ``distance`` the least number of moves from ``start``.
    """

    title: str
    parties: tuple[Party, ...]
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    equilibria: Mapping[str, tuple[str, ...]]
    start: str | None = None
    outcome: str | None = None
    path: tuple[Move, ...] = ()
    distance: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, State]:
        """The states by their ids."""
        return {state.id: state for state in self.states}

    @cached_property
    def strongest(self) -> dict[str, str]:
        """The strongest concept of every equilibrium: state id to a key of :data:`CONCEPTS`."""
        return {state: concept for concept in reversed(CONCEPTS) for state in self.equilibria.get(concept, ())}

    def party(self, name: str) -> int:
        """The place of a party. Raises KeyError for a name that is none."""
        return self._places[name]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {party.id: place for place, party in enumerate(self.parties)}
