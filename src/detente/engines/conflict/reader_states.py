"""Reading options and states: the cube with its rules, merged and renamed states, or a list with arcs."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from detente.engines.conflict.checking import Checker, at
from detente.engines.conflict.columns import Bools, Codes, Columns
from detente.engines.conflict.expression import OPTION_ID, RESERVED, Expression, parse
from detente.engines.conflict.model import DecisionMaker, Option
from detente.engines.conflict.moves import Arcs, Forbidden, arcs_from_pairs
from detente.engines.conflict.pattern import Condition, condition, full_code
from detente.engines.conflict.states import MOST_OPTIONS, States, coalesce

RULES = ("only_if", "at_most_one", "at_least_one", "exactly_one")
CUBE_ONLY = ("infeasible", "rules", "forbidden_moves", "coalesce", "state_names")
_MOVES = ("both", "forward", "back")


def read_options(check: Checker, value: Any, place: str, seen: set[str]) -> tuple[Option, ...]:
    """The options of one decision maker. ``seen`` grows by their ids: an option is unique in the model."""
    found = []
    for number, each in enumerate(check.items(value, f"{place}.options")):
        where = at(f"{place}.options", each, number)
        plain = check.mapping(each, where, ("id", "title", "moves", "cite", "note"), ("id",))
        if "id" not in plain:
            continue
        name = plain["id"]
        where = f"{place}.options.{name}"
        if not isinstance(name, str) or not OPTION_ID.fullmatch(name) or name in RESERVED:
            check.add(where, "conflict-value", f"{name!r} cannot be an option's id",
                      "Use letters, digits and _, no digit first, and no word of the expressions.")  # fmt: skip
            continue
        if name in seen:
            check.add(where, "conflict-duplicate", f"the option {name!r} stands twice", "Rename one of the two.")
            continue
        seen.add(name)
        moves = check.word(plain.get("moves", "both"), f"{where}.moves", _MOVES, "direction") or "both"
        found.append(Option(name, str(plain.get("title") or ""), moves, check.citations(plain.get("cite"), where)))  # type: ignore[arg-type]
    return tuple(found)


def read_condition(check: Checker, value: Any, place: str, options: Sequence[str], *, patterns: bool) -> Condition | None:  # fmt: skip
    """A condition, quoted in the problem if it cannot be read."""
    if not isinstance(value, str):
        check.add(place, "conflict-expression", f"{value!r} stands where an expression is due", "Write a text.")
        return None
    try:
        return condition(value, options) if patterns else parse(value, options)
    except ValueError as error:
        fix = f"Write {len(options)} signs." if "signs for" in str(error) else ""
        check.add(place, "conflict-expression", f"{value!r} {error}", fix)
        return None


def read_cube(check: Checker, data: dict[str, Any], options: Sequence[str]) -> States | None:
    """The states of the option form; None if something in them could not be read."""
    before = len(check.problems)
    if len(options) > MOST_OPTIONS:
        check.add("decision_makers", "conflict-limit", f"{len(options)} options make too many states",
                  f"The option form takes at most {MOST_OPTIONS}; list the states instead.")  # fmt: skip
        return None
    broken = [each for number, text in enumerate(check.items(data.get("infeasible"), "infeasible"))
              if (each := read_condition(check, text, f"infeasible[{number}]", options, patterns=True))]  # fmt: skip
    rules = [rule for number, each in enumerate(check.items(data.get("rules"), "rules"))
             if (rule := _rule(check, each, f"rules[{number}]", options))]  # fmt: skip
    merging: list[tuple[str, Condition]] = []
    for number, each in enumerate(check.items(data.get("coalesce"), "coalesce")):
        where = at("coalesce", each, number)
        plain = check.mapping(each, where, ("id", "where"), ("id", "where"))
        name = check.text(plain["id"], f"{where}.id") if "id" in plain else None
        expression = read_condition(check, plain["where"], f"{where}.where", options, patterns=False) if "where" in plain else None  # fmt: skip
        if name and name in [known for known, _ in merging]:
            check.add(where, "conflict-duplicate", f"the state {name!r} stands twice", "Rename one of the two.")
        elif name and expression:
            merging.append((name, expression))
    if len(check.problems) > before:
        check.sure = False
        return None if "coalesce" in data else _named(check, data, States(tuple(options), _feasible(options, (), ())))
    cells = _feasible(options, broken, rules)
    if not len(cells):
        check.add("infeasible", "conflict-state", "no feasible state is left", "Loosen infeasible or rules.")
        return None
    columns = Columns(options, cells)
    group, names = coalesce(cells, [(name, each.evaluate(columns)) for name, each in merging])
    states = States(tuple(options), cells, group, names)
    return _named(check, data, states)


def _feasible(
    options: Sequence[str], broken: Sequence[Condition], rules: Sequence[tuple[str, list[Expression]]]
) -> Codes:
    """The codes of the cube that no condition and no rule excludes, ascending."""
    codes = np.arange(1 << len(options), dtype=np.int64)
    columns = Columns(options, codes)
    ok = np.full(len(codes), True)
    for each in broken:
        ok &= ~each.evaluate(columns)
    for kind, parts in rules:
        if kind == "only_if":
            ok &= ~parts[0].evaluate(columns) | parts[1].evaluate(columns)
            continue
        count = np.zeros(len(codes), np.int16)
        for part in parts:
            count += part.evaluate(columns)
        if kind != "at_least_one":
            ok &= count <= 1
        if kind != "at_most_one":
            ok &= count >= 1
    return np.asarray(codes[ok], np.int64)


def _rule(check: Checker, value: Any, place: str, options: Sequence[str]) -> tuple[str, list[Expression]] | None:
    plain = check.mapping(value, place, RULES)
    kinds = [key for key in plain if key in RULES]
    if len(kinds) != 1:
        if isinstance(value, dict):
            check.add(
                place,
                "conflict-value",
                f"a rule is one of {', '.join(RULES)}, here {len(kinds)}",
                "Write one rule an entry.",
            )
        return None
    kind = kinds[0]
    where = f"{place}.{kind}"
    parts = [read_condition(check, each, f"{where}[{number}]", options, patterns=False)
             for number, each in enumerate(check.items(plain[kind], where))]  # fmt: skip
    if kind == "only_if" and len(parts) != 2:
        check.add(
            where,
            "conflict-value",
            "only_if takes two expressions: what requires, and what it requires",
            'Write ["a", "b"].',
        )
        return None
    found = [each for each in parts if isinstance(each, Expression)]
    return (kind, found) if len(found) == len(parts) else None


def _named(check: Checker, data: dict[str, Any], states: States) -> States | None:
    """The states with their own names."""
    before, names, of_code = len(check.problems), dict(states.names), None
    for name, text in check.pairs(data.get("state_names"), "state_names").items():
        where = f"state_names.{name}"
        try:
            code = full_code(text if isinstance(text, str) else "", states.options)
        except ValueError as error:
            check.add(
                where,
                "conflict-expression",
                f"the pattern {text!r} {error}",
                f"Write {len(states.options)} signs Y or N.",
            )
            continue
        of_code = states.of_code if of_code is None else of_code
        place = int(of_code[code])
        if place < 0:
            check.add(
                where, "conflict-state", f"the state {text} is infeasible", "Drop the name, or make the state feasible."
            )
        elif place in states.names:
            check.add(where, "conflict-state", f"the state {text} is part of {states.names[place]!r}", "Drop the name.")
        elif place in names:
            check.add(
                where, "conflict-duplicate", f"the state {text} has the name {names[place]!r} too", "Keep one name."
            )
        elif name in states.names.values():
            check.add(
                where, "conflict-duplicate", f"{name!r} is the id of a coalesced state too", "Rename one of the two."
            )
        else:
            names[place] = name
    renamed = States(states.options, states.cells, states.group, names)
    plain = {place for place, name in names.items() if name.isdigit()}
    for place in plain:
        other = States(
            states.options, states.cells, states.group, {k: v for k, v in names.items() if k != place}
        ).place(names[place])
        if other is not None and other != place:
            check.add(
                f"state_names.{names[place]}",
                "conflict-duplicate",
                f"{names[place]!r} is the code of another state",
                "Choose another name.",
            )
    check.sure &= len(check.problems) == before
    return renamed


def read_listed(check: Checker, data: dict[str, Any], options: Sequence[str]) -> States | None:
    """The states of the explicit form, in the order in which they are listed."""
    before = len(check.problems)
    seen: dict[str, int] = {}
    for key in CUBE_ONLY:
        if key in data:
            check.add(
                key,
                "conflict-key",
                f"{key!r} belongs to the option form, but the states are listed",
                "Drop it, or drop states and arcs.",
            )
    if "option_order" in data and not options:
        check.add("option_order", "conflict-key", "there are no options to order", "Drop option_order.")
    taken = []
    for number, each in enumerate(check.items(data.get("states"), "states")):
        where = at("states", each, number)
        plain = check.mapping(each, where, ("id", "taken", "title"), ("id",))
        name = check.text(plain["id"], f"{where}.id") if "id" in plain else None
        row = [
            check.known(option, f"states.{name}.taken", options, "option")
            for option in check.items(plain.get("taken"), f"{where}.taken")
        ]
        if name is None:
            continue
        if name in seen:
            check.add(
                f"states.{name}", "conflict-duplicate", f"the state {name!r} stands twice", "Rename one of the two."
            )
            continue
        seen[name] = len(seen)
        taken.append({each for each in row if each is not None})
    if not seen and len(check.problems) == before:
        check.add("states", "conflict-state", "no state is listed", "List at least one state.")
    if len(check.problems) > before:
        check.sure = False
        return None
    table = np.array([[k in row for k in range(len(options))] for row in taken], bool).reshape(len(taken), len(options))
    return States(tuple(options), names={place: name for name, place in seen.items()}, taken=table)


def read_arcs(check: Checker, value: Any, states: States, dms: Sequence[DecisionMaker]) -> tuple[Arcs, ...]:
    """The arcs of the explicit form, one table a decision maker."""
    ids = [each.id for each in dms]
    pairs: list[list[tuple[int, int]]] = [[] for _ in dms]
    for dm, rows in check.pairs(value, "arcs", ids).items():
        i = check.known(dm, f"arcs.{dm}", ids, "decision maker")
        for start, ends in check.pairs(rows, f"arcs.{dm}").items():
            where = f"arcs.{dm}.{start}"
            source = read_state(check, start, where, states)
            for end in check.items(ends, where):
                target = read_state(check, end, where, states)
                if source is not None and source == target:
                    check.add(where, "conflict-state", f"an arc leads from {start!r} to itself", "Drop it.")
                elif i is not None and source is not None and target is not None:
                    pairs[i].append((source, target))
    tables = [np.array(each, np.int64).reshape(-1, 2) for each in pairs]
    return tuple(arcs_from_pairs(each[:, 0], each[:, 1], states.size) for each in tables)


def read_forbidden(check: Checker, value: Any, states: States | None, options: Sequence[str], dms: Sequence[DecisionMaker]) -> tuple[Forbidden, ...]:  # fmt: skip
    """The moves that are forbidden although the options would allow them."""
    found = []
    for number, each in enumerate(check.items(value, "forbidden_moves")):
        where = f"forbidden_moves[{number}]"
        plain = check.mapping(each, where, ("by", "from", "to"), ("by", "from", "to"))
        if not {"by", "from", "to"} <= set(plain):
            continue
        by = check.known(plain["by"], f"{where}.by", [dm.id for dm in dms], "decision maker")
        start, end = (
            read_condition(check, plain[key], f"{where}.{key}", options, patterns=False) for key in ("from", "to")
        )
        if by is not None and start and end and states is not None:
            columns = states.cell_columns
            found.append(Forbidden(by, start.evaluate(columns), end.evaluate(columns)))
    return tuple(found)


def read_state(check: Checker, value: Any, place: str, states: States) -> int | None:
    """The place of a state by its id."""
    if isinstance(value, str) and (found := states.place(value)) is not None:
        return found
    fix = ""
    if isinstance(value, int) and not isinstance(value, bool):
        fix = f'Write "{value}".'
    elif states.size <= 64 and check.sure:
        fix = f"The states are {', '.join(states.ids(range(states.size)))}."
    check.add(place, "conflict-state", f"there is no feasible state {value!r}", fix)
    return None


def visible(check: Checker, value: Any, place: str, states: States | None, options: Sequence[str]) -> Bools | None:
    """Which states are left when some are taken for infeasible, shape (S,)."""
    hidden = [each for number, text in enumerate(check.items(value, place))
              if (each := read_condition(check, text, f"{place}[{number}]", options, patterns=True))]  # fmt: skip
    if states is None:
        return None
    seen = np.full(states.size, True)
    for each in hidden:
        seen &= ~each.evaluate(states.columns)
    return seen
