"""The conflict as the engine takes it: decision makers, states, preferences, and what is asked. All frozen."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.columns import Bools, Columns
from detente.engines.conflict.moves import Arcs, Forbidden, arcs_of_cube
from detente.engines.conflict.pattern import Condition
from detente.engines.conflict.states import States

Ranks = NDArray[np.integer]
Kind = Literal["statements", "ranking", "values", "indifferent"]

#: The concepts of one decision maker, from section 2, in the order in which results list them.
CONCEPTS = ("nash", "gmr", "smr", "seq", "seq_symmetric")
#: Simultaneous sanctioning and the two unions built on it.
SIMULTANEOUS = ("sim", "seq_or_sim", "smr_or_sim")
#: More states than this and results are summaries unless the model asks for more.
FULL_DETAIL = 65_536


@dataclass(frozen=True, slots=True)
class Citation:
    """The passage that a statement rests on and the day it was written (ISO)."""

    passage: str
    date: str


@dataclass(frozen=True)
class Statement:
    """One preference statement: its text, its condition, and the options of the states. Lower tiers weigh more."""

    id: str
    text: str
    condition: Condition
    columns: Columns
    tier: float
    probability: float = 1.0
    cite: tuple[Citation, ...] = ()

    @cached_property
    def true(self) -> Bools:
        """In which states it holds, shape (S,). Made when first asked for, which a large model may never be."""
        return self.condition.evaluate(self.columns)


@dataclass(frozen=True)
class Preferences:
    """How one decision maker ranks the states. ``ranks``, shape (S,): larger is preferred, equal is a tie, dense from 0.

    ``unknown`` holds pairs of state places whose comparison is unknown.
    """

    kind: Kind
    ranks: Ranks
    statements: tuple[Statement, ...] = ()
    unknown: tuple[tuple[int, int], ...] = ()
    cite: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Option:
    """A yes/no choice. ``moves``: both ways, forward (never dropped) or back (never taken)."""

    id: str
    title: str = ""
    moves: Literal["both", "forward", "back"] = "both"
    cite: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class DecisionMaker:
    """An actor, or nature: a calendar, a court, a count of votes, which moves but cannot be deterred."""

    id: str
    title: str
    nature: bool
    options: tuple[Option, ...]
    preferences: Preferences
    #: False for a nature decision maker that was given no preferences.
    stated: bool = True


@dataclass(frozen=True)
class Perception:
    """How one decision maker sees the conflict: the states it sees, shape (S,), and what it thinks others want."""

    dm: int
    visible: Bools
    preferences: tuple[tuple[int, Preferences], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened: the place of the state, if known, and the ISO day."""

    state: int | None
    date: str


@dataclass(frozen=True, slots=True)
class EnsembleBlock:
    """One ensemble to draw (section 6). ``rate`` is the mean number of swaps (lambda)."""

    mode: Literal["swaps", "order", "order_sign", "inclusion", "random_ranks"]
    draws: int
    seed: int
    rate: float = 1.0


@dataclass(frozen=True, slots=True)
class InverseQuery:
    """The least number of adjacent swaps that makes ``state`` an equilibrium for ``concept``, up to ``max_cost``."""

    state: int
    concept: str
    max_cost: int


@dataclass(frozen=True)
class Request:
    """What to compute beside the base concepts."""

    concepts: tuple[str, ...] = (*CONCEPTS, "sim")
    #: True if the model listed its concepts, so that a summary computes SIM where it is among them.
    chosen: bool = False
    detail: Literal["auto", "full", "summary"] = "auto"
    max_list: int = 1000
    sim_participants: Literal["unstable", "all"] = "unstable"
    coalitions: bool = False
    explain: tuple[tuple[int, int], ...] = ()
    inverse: tuple[InverseQuery, ...] = ()
    ensemble: tuple[EnsembleBlock, ...] = ()
    horizons: tuple[int, ...] = ()
    attitudes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A warning of the result: code, where, message."""

    code: str
    where: str
    message: str = ""

    def record(self) -> dict[str, str]:
        """As plain data."""
        return {"code": self.code, "where": self.where, "message": self.message}


@dataclass(frozen=True)
class Model:
    """One conflict. ``given_arcs`` are those of the explicit form; in option form the moves follow from the options.

    ``data_sha256`` is the fingerprint of the plain data it was read from ("" if it was made in code).
    """

    id: str
    decision_makers: tuple[DecisionMaker, ...]
    states: States
    title: str = ""
    forbidden: tuple[Forbidden, ...] = ()
    given_arcs: tuple[Arcs, ...] | None = None
    status_quo: int | None = None
    outcome: Outcome | None = None
    perceptions: tuple[Perception, ...] = ()
    request: Request = field(default_factory=Request)
    notes: tuple[Note, ...] = ()
    data_sha256: str = ""
    plain: Any = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The decision makers' ids."""
        return tuple(each.id for each in self.decision_makers)

    @cached_property
    def nature(self) -> Bools:
        """Shape (N,): which decision makers are nature."""
        return np.array([each.nature for each in self.decision_makers], bool)

    @cached_property
    def ranks(self) -> Ranks:
        """Shape (N, S): each decision maker's rank values, larger is preferred."""
        return np.stack([each.preferences.ranks for each in self.decision_makers])

    @cached_property
    def owner(self) -> NDArray[np.int8]:
        """Shape (options,): the place of the decision maker who holds each bit."""
        holder = {option.id: i for i, dm in enumerate(self.decision_makers) for option in dm.options}
        return np.array([holder[name] for name in self.states.options], np.int8)

    @cached_property
    def direction(self) -> NDArray[np.int8]:
        """Shape (options,): 0 both ways, 1 forward, 2 back."""
        way = {option.id: option.moves for dm in self.decision_makers for option in dm.options}
        return np.array([("both", "forward", "back").index(way[name]) for name in self.states.options], np.int8)

    @cached_property
    def arcs(self) -> tuple[Arcs, ...]:
        """The moves of every decision maker. Built on first use; a large model may never need them."""
        if self.given_arcs is not None:
            return self.given_arcs
        return tuple(
            arcs_of_cube(self.states, self.owner, self.direction, i, [each for each in self.forbidden if each.by == i])
            for i in range(len(self.decision_makers))
        )

    @property
    def is_cube(self) -> bool:
        """True if all moves follow from options and directions alone, so that own moves are transitive."""
        return self.given_arcs is None and not self.forbidden and self.states.group is None

    def with_perception(self, seen: Perception) -> "Model":
        """The model as one decision maker sees it: fewer arcs, the others' preferences replaced as it believes."""
        believed = dict(seen.preferences)
        dms = tuple(replace(dm, preferences=believed.get(i, dm.preferences), stated=dm.stated or i in believed)
                    for i, dm in enumerate(self.decision_makers))  # fmt: skip
        return replace(self, decision_makers=dms, given_arcs=tuple(arcs.among(seen.visible) for arcs in self.arcs),
                       forbidden=(), perceptions=())  # fmt: skip
