"""Reading preferences: statements, a ranking, values or indifference, and the pairs that nobody knows."""

import math
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from detente.engines.conflict.checking import Checker, at
from detente.engines.conflict.model import Preferences, Statement
from detente.engines.conflict.preferences import Ranks, dense, ranks_of_conditions
from detente.engines.conflict.reader_states import read_condition, read_state
from detente.engines.conflict.states import States

KINDS: tuple[Literal["statements", "ranking", "values", "indifferent"], ...] = (
    "statements",
    "ranking",
    "values",
    "indifferent",
)
_KEYS = (*KINDS, "unknown", "cite", "note")
_STATEMENT_KEYS = ("id", "holds", "tier", "cite", "probability", "note")
_NOTHING = np.zeros(0, np.int64)


def read_preferences(check: Checker, value: Any, place: str, states: States | None, options: Sequence[str]) -> Preferences | None:  # fmt: skip
    """One preference block; None if it cannot be used. Without ``states`` only what needs none is checked."""
    plain = check.mapping(value, place, _KEYS)
    kinds = [key for key in KINDS if key in plain]
    if len(kinds) != 1:
        if isinstance(value, dict):
            said = (
                "no preferences are given"
                if not kinds
                else f"preferences are given in {len(kinds)} ways ({', '.join(kinds)})"
            )
            check.add(place, "conflict-preferences", said, "")
        return None
    kind, before = kinds[0], len(check.problems)
    statements: tuple[Statement, ...] = ()
    ranks: Ranks | None = None
    if kind == "statements":
        statements, ranks = _statements(check, plain[kind], f"{place}.statements", states, options)
    elif kind == "indifferent":
        if not check.truth(plain[kind], f"{place}.indifferent") and plain[kind] is False:
            check.add(
                f"{place}.indifferent",
                "conflict-preferences",
                "indifferent is false, which says nothing",
                "Write true, or give statements, a ranking or values.",
            )
        ranks = np.zeros(states.size, np.int64) if states is not None else None
    elif states is not None:
        read = _ranking if kind == "ranking" else _values
        ranks = read(check, plain[kind], f"{place}.{kind}", states)
    unknown = _unknown(check, plain.get("unknown"), f"{place}.unknown", states) if "unknown" in plain else ()
    cite = check.citations(plain.get("cite"), place)
    if len(check.problems) > before:
        return None
    return Preferences(kind, ranks if ranks is not None else _NOTHING, statements, unknown, cite)


def _statements(check: Checker, value: Any, place: str, states: States | None, options: Sequence[str]) -> tuple[tuple[Statement, ...], Ranks | None]:  # fmt: skip
    before, found, seen = len(check.problems), [], set()
    for number, each in enumerate(check.items(value, place)):
        where = at(place, each, number)
        plain = check.mapping(each, where, _STATEMENT_KEYS, ("id", "holds"))
        name = check.text(plain["id"], f"{where}.id") if "id" in plain else None
        if name is not None:
            where = f"{place}.{name}"
            if name in seen:
                check.add(where, "conflict-duplicate", f"the statement {name!r} stands twice", "Rename one of the two.")
            seen.add(name)
        expression = read_condition(check, plain["holds"], where, options, patterns=False) if "holds" in plain else None
        tier = plain.get("tier", number + 1)
        if not _finite(tier):
            check.add(
                f"{where}.tier",
                "conflict-value",
                f"{tier!r} is no tier",
                "Write a number; the lowest tier weighs most.",
            )
            tier = number + 1
        chance = plain.get("probability", 1.0)
        if isinstance(chance, bool) or not isinstance(chance, int | float) or not 0 <= chance <= 1:
            check.add(
                f"{where}.probability", "conflict-value", f"{chance!r} is no probability", "Write a number of 0 to 1."
            )
            chance = 1.0
        cite = check.citations(plain.get("cite"), where)
        if name is not None and expression is not None and states is not None:
            found.append(Statement(name, plain["holds"], expression, states.columns, tier, float(chance), cite))
    if states is None or len(check.problems) > before:
        return tuple(found), None
    ranks = ranks_of_conditions([(each.tier, each.condition) for each in found], states.columns)
    if states.merged and states.cells is not None and states.group is not None:
        of_members = ranks_of_conditions([(each.tier, each.condition) for each in found], states.cell_columns)
        low, high = np.full(states.size, np.iinfo(np.int64).max), np.full(states.size, -1)
        np.minimum.at(low, states.group, of_members)
        np.maximum.at(high, states.group, of_members)
        for unequal in np.flatnonzero(low != high):
            check.add(place, "conflict-preferences", f"the members of the coalesced state {states.id(int(unequal))!r} have unequal ranks",
                      "Coalesce only states that every decision maker ranks alike, or give a ranking.")  # fmt: skip
    return tuple(found), ranks


def _ranking(check: Checker, value: Any, place: str, states: States) -> Ranks | None:
    before, entries = len(check.problems), check.items(value, place)
    ranks, twice = np.full(states.size, -1, np.int64), []
    for number, entry in enumerate(entries):
        for name in entry if isinstance(entry, list) else [entry]:
            state = read_state(check, name, f"{place}[{number}]", states)
            if state is None:
                continue
            if ranks[state] >= 0:
                twice.append(name)
            ranks[state] = len(entries) - 1 - number
    if twice:
        check.add(
            place, "conflict-preferences", f"the ranking repeats {_named(twice)}", "Name every state exactly once."
        )
    missing = states.ids(np.flatnonzero(ranks < 0))
    if missing and check.sure:
        check.add(
            place, "conflict-preferences", f"the ranking lacks {_named(missing)}", "Name every state exactly once."
        )
    return dense(ranks) if check.sure and len(check.problems) == before else None


def _values(check: Checker, value: Any, place: str, states: States) -> Ranks | None:
    before = len(check.problems)
    numbers: list[Any]
    if isinstance(value, dict):
        numbers = [None] * states.size
        for name, number in check.pairs(value, place).items():
            state = read_state(check, name, place, states)
            if state is not None:
                numbers[state] = number
        missing = [states.id(state) for state, number in enumerate(numbers) if number is None]
        numbers = [number for number in numbers if number is not None]
        if missing and check.sure:
            check.add(place, "conflict-preferences", f"the values lack {_named(missing)}", "Give every state a number.")
    else:
        numbers = check.items(value, place)
        if isinstance(value, list) and len(numbers) != states.size and check.sure:
            check.add(
                place,
                "conflict-preferences",
                f"{len(numbers)} values are given for {states.size} states",
                "Give one for each state, in state order.",
            )
    bad = [number for number in numbers if not _finite(number)]
    if bad:
        check.add(place, "conflict-preferences", f"{bad[0]!r} is no finite number", "Write numbers only.")
    return dense(numbers) if check.sure and len(check.problems) == before else None


def _unknown(check: Checker, value: Any, place: str, states: States | None) -> tuple[tuple[int, int], ...]:
    found = []
    for number, each in enumerate(check.items(value, place)):
        where = f"{place}[{number}]"
        if not isinstance(each, list) or len(each) != 2:
            check.add(where, "conflict-value", f"{each!r} is no pair of states", 'Write ["s", "t"].')
        elif states is not None:
            one, other = (read_state(check, name, where, states) for name in each)
            if one is not None and one == other:
                check.add(where, "conflict-value", "a state is compared with itself", "Name two states.")
            elif one is not None and other is not None:
                found.append((one, other))
    return tuple(found)


def _finite(number: Any) -> bool:
    """True for a number that can be ordered; a whole number may be of any size."""
    if isinstance(number, float):
        return math.isfinite(number)
    return isinstance(number, int) and not isinstance(number, bool)


def _named(names: Sequence[Any]) -> str:
    return ", ".join(map(str, names[:10])) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
