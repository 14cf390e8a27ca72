"""From the engine's files to a drawing: MODEL.json and RESULT.json, as mappings, make a GraphView."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from detente.reports.charts.conflict.moves import moves_by_options
from detente.reports.charts.conflict.routes import shortest
from detente.reports.charts.conflict.view import CONCEPTS, Choice, GraphView, Move, Party, State

#: Who can move where: decision maker to state to states, as under ``arcs`` of a model in explicit form.
Arcs = Mapping[str, Mapping[str, Sequence[str]]]


def graph_view(
    model: Mapping[str, Any], result: Mapping[str, Any], arcs: Arcs | None = None, toward: str | None = None
) -> GraphView:
    """The view of a solved model.

    ``arcs`` are the moves, where they do not follow from the options of the states: a model that merges states
    (``coalesce``) or has ``forbidden_moves`` needs them from the engine; a model in explicit form brings its own.
    ``toward`` is the state to which the path is highlighted: by default the outcome, else the strongest equilibrium that
    is nearest to the status quo. Raises ValueError for a result without states and for moves that cannot be derived.
    """
    if "states" not in result:
        raise ValueError("the result lists no states (detail: summary), so there is no graph to draw")
    parties = tuple(_party(each) for each in model["decision_makers"])
    states = tuple(_states(model, result))
    equilibria = {name: tuple(result["equilibria"][name]) for name in CONCEPTS if result["equilibria"].get(name) is not None}  # fmt: skip
    quo = result.get("status_quo") or {}
    start = quo.get("state", model.get("status_quo"))
    outcome = (model.get("outcome") or {}).get("state")
    view = GraphView(
        title=str(model.get("title") or model.get("id") or result.get("model") or "Conflict"),
        parties=parties,
        states=states,
        moves=tuple(_moves(model, parties, states, arcs)),
        equilibria=equilibria,
        start=start,
        outcome=outcome,
        distance=quo.get("distance_moves") or {},
    )
    return _with_path(view, quo.get("paths") or {}, toward)


def _party(given: Mapping[str, Any]) -> Party:
    choices = tuple(Choice(each["id"], str(each.get("title") or each["id"].replace("_", " "))) for each in given.get("options", ()))  # fmt: skip
    return Party(given["id"], str(given.get("title") or given["id"]), choices, given.get("kind") == "nature")


def _states(model: Mapping[str, Any], result: Mapping[str, Any]) -> Iterable[State]:
    listed = {each["id"]: each for each in model.get("states", ())}
    labels = result.get("labels") or {}
    for place, each in enumerate(result["states"]):
        own = listed.get(each["id"], {})
        taken = own.get("taken") if listed else each.get("taken")
        yield State(
            each["id"],
            None if taken is None else frozenset(taken),
            str(own.get("title") or ""),
            dict(each.get("rank") or {}),
            {party: told[place] for party, told in labels.items()},
        )


def _moves(model: Mapping[str, Any], parties: Sequence[Party], states: Sequence[State], arcs: Arcs | None) -> Iterable[Move]:  # fmt: skip
    given = arcs if arcs is not None else model.get("arcs") if "states" in model else None
    if given is None and any(model.get(key) for key in ("coalesce", "forbidden_moves")):
        raise ValueError("a model with coalesced states or forbidden moves needs its arcs from the engine")
    known = {state.id: state for state in states}
    directions = {option["id"]: option.get("moves", "both") for each in model["decision_makers"] for option in each.get("options", ())}  # fmt: skip
    for party in parties:
        if given is None:
            pairs = list(moves_by_options(states, frozenset(choice.id for choice in party.choices), directions))
        else:
            own = given.get(party.id) or {}
            pairs = [(state.id, end) for state in states for end in own.get(state.id, ())]
        for start, end in pairs:
            before, after = known[start].rank.get(party.id, 0), known[end].rank.get(party.id, 0)
            yield Move(party.id, start, end, after < before)


def _with_path(view: GraphView, paths: Mapping[str, Any], toward: str | None) -> GraphView:
    """The view with the path that is worth showing; without one if nothing is reached by moves.

    Paths are the result's, or sought here for a state that it has none for. Of several equilibria the strongest is shown, then
    one that improvements lead to, then the nearest; none if nobody wants to leave the status quo.
    """
    if view.start is None:
        return view
    end = toward or view.outcome
    if end is not None:
        return replace(view, path=_known(view, paths.get(end) or {}) or _sought(view, view.start, end))
    if view.strongest.get(view.start) == "nash":
        return view
    found = [
        (list(CONCEPTS).index(concept), not all(move.improving for move in path), len(path), place, path)
        for place, (state, concept) in enumerate(view.strongest.items())
        if (path := _known(view, paths.get(state) or {}))
    ]
    return replace(view, path=min(found, key=lambda each: each[:4])[4]) if found else view


def _known(view: GraphView, paths: Mapping[str, Sequence[Mapping[str, str]] | None]) -> tuple[Move, ...]:
    """The result's path by improvements, else the one by any moves."""
    improving = {(move.by, move.start, move.end) for move in view.moves if move.improving}
    path, here = [], view.start or ""
    for step in paths.get("improvements") or paths.get("moves") or ():
        path.append(Move(step["by"], here, step["to"], (step["by"], here, step["to"]) in improving))
        here = step["to"]
    return tuple(path)


def _sought(view: GraphView, start: str, end: str) -> tuple[Move, ...]:
    return shortest((move for move in view.moves if move.improving), start, end) or shortest(view.moves, start, end)
