"""A conflict as a page shows it: states, moves and what lasts under one reading, with other preferences on trial. Nothing is saved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.kernel.errors import fail
from detente.kernel.ids import nearest
from detente.store.files import Stamp, stamp
from detente.store.shipped import folder_of
from detente.workbench.opening import open_dossier

if TYPE_CHECKING:
    from detente.binding.trace import Trace
    from detente.engines.conflict.model import Model
    from detente.engines.conflict.solve import Solution

#: Random rankings that the null is drawn from; shares between seeds move by some percent.
DRAWS = 300
#: Conflicts with more states than this are told by their states alone, without a list of moves.
MOST_STATES = 2_000
CONCEPTS = {"nash": "Nash", "seq": "SEQ", "seq_symmetric": "symmetric SEQ", "smr": "SMR", "gmr": "GMR"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One preference statement on trial: its id and its condition. One whose condition is as coded keeps its grounds."""

    id: str
    holds: str


#: Decision maker -> its statements on trial, by falling weight; who is absent wants what is coded.
Trial = tuple[tuple[str, tuple[Wanted, ...]], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A rival reading of the preferences, and whether what happened can last in it.

    ``held``: the strongest concept that holds the outcome, empty if none does. ``share`` are the states that last (SEQ).
    """

    id: str
    title: str
    note: str
    claims: tuple[str, ...]
    held: str
    reached: bool | None
    share: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A preference statement as coded or on trial; ``state`` is kept, changed or new."""

    id: str
    holds: str
    note: str
    claims: tuple[str, ...]
    assumption: str | None
    state: str


@dataclass(frozen=True)
class Player:
    """A decision maker with what it can do, what it wants by falling weight, and what of that is left out on trial."""

    id: str
    title: str
    nature: bool
    options: tuple[tuple[str, str], ...]
    statements: tuple[Statement, ...]
    left_out: tuple[Statement, ...]
    editable: bool


@dataclass(frozen=True, slots=True)
class StateRow:
    """A state: what is done in it, everybody's rank (1 is best), who would leave, and the concepts for which it lasts."""

    id: str
    taken: tuple[str, ...]
    words: tuple[str, ...]
    rank: dict[str, int]
    leaves: tuple[str, ...]
    lasts: tuple[str, ...]
    steps: int | None


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Somebody wants to go from one state to another."""

    by: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """What one concept keeps: states and their share, beside the mean share under random preferences (the null).

    ``outcome``: whether the outcome is among them; ``null``: how often random preferences would put it there; ``bits``: what
    that is worth. The three are None without an outcome.
    """

    concept: str
    name: str
    states: tuple[str, ...]
    share: float
    null_share: float
    outcome: bool | None
    null: float | None
    bits: float | None


@dataclass(frozen=True)
class ConflictRoom:
    """One conflict under one reading. ``path`` leads to the outcome as (mover, state); ``wanted`` if each mover wants its step."""

    conflict: str
    title: str
    note: str
    claims: tuple[str, ...]
    profile: str
    reading: str
    readings: tuple[tuple[str, str], ...]
    question: str | None
    start: str | None
    outcome: str | None
    outcome_note: str
    players: tuple[Player, ...]
    states: tuple[StateRow, ...]
    moves: tuple[MoveRow, ...]
    path: tuple[tuple[str, str], ...]
    wanted: bool
    sentences: tuple[dict[str, Any], ...]
    moved: bool


def conflicts_of(
    name: str | Path, *, as_known_on: date | None = None, scenario: str | None = None
) -> tuple[dict[str, Any], ...]:
    """The conflicts of a dossier: id, title, period, the readings, and the question of the same id (None without one)."""
    from detente.binding.conflict import profiles

    dossier = open_dossier(name, as_known_on=as_known_on, scenario=scenario)
    return tuple(
        {"id": each, "title": file.title or each, "period": file.period, "readings": len(profiles(file)), "question": _question(dossier, each)}
        for each, file in dossier.conflicts.items()
    )  # fmt: skip


def readings_of(
    name: str | Path, conflict: str, *, as_known_on: date | None = None, scenario: str | None = None
) -> tuple[Reading, ...]:
    """Every reading of a conflict with its verdict on the outcome. Raises DetenteError (id-unknown)."""
    from detente.binding.conflict import BASE, profiles
    from detente.explain.conflict import explain_reading

    dossier = _with_conflict(name, conflict, as_known_on, scenario)
    found = []
    for each, reading in profiles(dossier.conflicts[conflict]).items():
        solution, trace, _ = _solved(name, conflict, each, (), as_known_on, scenario)
        model = solution.model
        place = model.outcome.state if model.outcome is not None else None
        held = next((concept for concept in CONCEPTS if place is not None and _among(solution, concept, place)), "")
        reached = None if place is None or solution.status_quo is None else bool(solution.status_quo.improvements.distance[place] >= 0)  # fmt: skip
        lasting = solution.equilibria["seq"]
        share = 0.0 if lasting is None else len(lasting) / model.states.size
        claims = tuple(reading.get("claims") or ()) or tuple(
            dict.fromkeys(c for dm in model.ids for c in trace.claims(dm))
        )
        found.append(Reading(
            each, str(reading.get("title") or each), str(reading.get("note") or (dossier.conflicts[conflict].body().get("note") if each == BASE else "") or ""), claims, held, reached, share,
            explain_reading(solution, trace)[0].text,
        ))  # fmt: skip
    return tuple(found)


def conflict_room(name: str | Path, conflict: str, profile: str | None = None, *, trial: Trial = (), as_known_on: date | None = None,
                  scenario: str | None = None) -> ConflictRoom:  # fmt: skip
    """A conflict under a reading (by default the first), with other preferences on trial.

    Raises DetenteError: id-unknown for what is not there, and every problem of a condition, each with its statement's place.
    """
    from detente.binding.conflict import profiles
    from detente.explain.conflict import explain_reading
    from detente.workbench.deals import noted

    dossier = _with_conflict(name, conflict, as_known_on, scenario)
    file = dossier.conflicts[conflict]
    known = profiles(file)
    chosen = _known(profile or next(iter(known), "base"), known, "reading")
    solution, trace, _ = _solved(name, conflict, chosen, trial, as_known_on, scenario)
    model = solution.model
    place = model.outcome.state if model.outcome is not None else None
    quo = solution.status_quo
    wanted = place is not None and quo is not None and bool(quo.improvements.distance[place] >= 0)
    walk = None if quo is None or place is None else quo.improvements if wanted else quo.moves
    path = () if walk is None or place is None or walk.distance[place] < 0 else tuple((model.ids[k], model.states.id(state)) for k, state in walk.path(place))  # fmt: skip
    return ConflictRoom(
        conflict, file.title or conflict, str(file.body().get("note") or ""), tuple(file.claims), chosen, str(known[chosen].get("title") or chosen),
        tuple((each, str(reading.get("title") or each)) for each, reading in known.items()), _question(dossier, conflict),
        None if model.status_quo is None else model.states.id(model.status_quo), None if place is None else model.states.id(place),
        str((file.body().get("outcome") or {}).get("note") or ""),
        tuple(_player(file, chosen, dm, trace, dict(trial)) for dm in model.decision_makers), _states(solution), _moves(model), path, wanted,
        noted(dossier, explain_reading(solution, trace)), bool(_other(name, conflict, chosen, trial, as_known_on, scenario)),
    )  # fmt: skip


def lasting_states(name: str | Path, conflict: str, profile: str | None = None, *, trial: Trial = (), as_known_on: date | None = None,
                   scenario: str | None = None) -> tuple[ConceptRow, ...]:  # fmt: skip
    """What each concept keeps, with the null beside it (:data:`DRAWS` random rankings of all states by everybody)."""
    from math import log2

    solution, _, chosen = _solved(name, conflict, profile, trial, as_known_on, scenario)
    folder = folder_of(name)
    shares, chances = _null(folder, stamp(folder), conflict, chosen, as_known_on, scenario)
    model, rows = solution.model, []
    place = model.outcome.state if model.outcome is not None else None
    for concept, told in CONCEPTS.items():
        places = solution.equilibria[concept]
        ids = () if places is None else tuple(model.states.ids(places))
        held = None if place is None else _among(solution, concept, place)
        chance = chances.get(concept)
        bits = log2(1 / chance) if held and chance else None
        rows.append(ConceptRow(concept, told, ids, len(ids) / model.states.size, shares[concept], held, chance, bits))
    return tuple(rows)


@dataclass(frozen=True)
class StateAnswer:
    """One state: its row, and why it lasts or not in sentences with notes.

    ``turns``: which single change of preferences turns that; ``swaps``: the least swaps of statements that would make it last.
    """

    row: StateRow
    sentences: tuple[dict[str, Any], ...]
    turns: tuple[dict[str, Any], ...]
    swaps: int | None
    orders: tuple[tuple[tuple[str, ...], ...], ...]


def why_state(name: str | Path, conflict: str, state: str, profile: str | None = None, *, trial: Trial = (), as_known_on: date | None = None,
              scenario: str | None = None) -> StateAnswer:  # fmt: skip
    """Why a state lasts or does not. Raises DetenteError (id-unknown)."""
    from detente.explain.conflict import explain_one_state, explain_turning
    from detente.studies.conflict import turning
    from detente.workbench.deals import noted

    solution, trace, _ = _solved(name, conflict, profile, trial, as_known_on, scenario)
    rows = {each.id: each for each in _states(solution)}
    row = rows[_known(state, rows, "state")]
    dossier = _with_conflict(name, conflict, as_known_on, scenario)
    place = list(rows).index(state)
    swaps, orders = _least(solution, place) if "SEQ" not in row.lasts else (0, ())
    turns = tuple(explain_turning(solution.model, trace, *turning(solution.model, place), "SEQ" in row.lasts))
    return StateAnswer(
        row, noted(dossier, explain_one_state(solution, trace, place)), noted(dossier, turns), swaps, orders
    )


def _least(solution: "Solution", place: int) -> tuple[int | None, tuple[tuple[tuple[str, ...], ...], ...]]:
    """The least swaps of neighbouring statements after which a state lasts (SEQ), up to two, and whose they are."""
    from detente.engines.conflict.inverse import inverse
    from detente.engines.conflict.model import InverseQuery

    model = solution.model
    if any(each.preferences.kind not in ("statements", "indifferent") for each in model.decision_makers):
        return None, ()
    found = inverse(model, InverseQuery(place, "seq", 2))
    titles = {each.id: each.title or each.id for each in model.decision_makers}
    coded = {each.id: [one.id for one in each.preferences.statements] for each in model.decision_makers}
    return found.cost, tuple(
        tuple((titles[dm], *order) for dm, order in one.items() if list(order) != coded.get(dm))
        for one in found.orders[:2]
    )


def _solved(name: str | Path, conflict: str, profile: str | None, trial: Trial, day: date | None, scenario: str | None) -> "tuple[Solution, Trace, str]":  # fmt: skip
    folder = folder_of(name)
    return _solution(
        folder, stamp(folder), conflict, profile, _other(folder, conflict, profile, trial, day, scenario), day, scenario
    )


def _other(
    name: str | Path, conflict: str, profile: str | None, trial: Trial, day: date | None, scenario: str | None
) -> Trial:
    """What of a trial differs from what is coded."""
    from detente.binding.conflict import profiles, statements_of

    if not trial:
        return ()
    file = _with_conflict(name, conflict, day, scenario).conflicts[conflict]
    chosen = profile or next(iter(profiles(file)), "base")
    names = {each["id"] for each in file.body().get("decision_makers") or ()}
    return tuple(
        (dm, wanted) for dm, wanted in trial
        if dm not in names or chosen not in profiles(file) or [(each.id, each.holds) for each in wanted] != [(str(one.get("id")), one.get("holds")) for one in statements_of(file, chosen, dm) or ()]
    )  # fmt: skip


@lru_cache(maxsize=64)
def _solution(folder: Path, state: Stamp, conflict: str, profile: str | None, trial: Trial, day: date | None, scenario: str | None) -> "tuple[Solution, Trace, str]":  # fmt: skip
    """The solution of a reading, remembered as long as no file of the folder is touched."""
    from detente.binding.conflict import bind, profiles, with_statements
    from detente.engines.conflict.model import Request
    from detente.engines.conflict.solve import solve

    dossier = _with_conflict(folder, conflict, day, scenario)
    file = dossier.conflicts[conflict]
    known = profiles(file)
    chosen = _known(profile or next(iter(known), "base"), known, "reading")
    if trial:
        changed = {dm: as_records(file, chosen, dm, wanted, "On trial.") for dm, wanted in trial}
        dossier = replace(dossier, conflicts={**dossier.conflicts, conflict: with_statements(file, chosen, changed)})
    model, trace = bind(dossier, conflict, chosen)
    if model.states.size > MOST_STATES:
        raise fail("option-invalid", f"the conflict has {model.states.size:,} states, {MOST_STATES:,} can be shown here", "Use `detente conflict solve`.")  # fmt: skip
    return solve(replace(model, request=Request())), trace, chosen


def as_records(file: Any, profile: str, dm: str, wanted: Iterable[Wanted], why: str) -> list[dict[str, Any]]:
    """Statements on trial as records: those as coded keep everything, changed and new ones rest on the reason given.

    Raises DetenteError (id-unknown) for a decision maker that is not there, (option-invalid) for one without statements.
    """
    from detente.binding.conflict import statements_of

    names = [each["id"] for each in file.body().get("decision_makers") or ()]
    held = statements_of(file, profile, _known(dm, names, "decision maker"))
    if held is None:
        raise fail("option-invalid", f"{dm} ranks its states without statements", "Edit the file by hand.")
    coded = {str(each.get("id")): each for each in held}
    return [
        coded[each.id] if each.id in coded and coded[each.id].get("holds") == each.holds else {"id": each.id, "holds": each.holds, "assumption": why}
        for each in wanted
    ]  # fmt: skip


@lru_cache(maxsize=32)
def _null(folder: Path, state: Stamp, conflict: str, profile: str, day: date | None, scenario: str | None) -> tuple[dict[str, float], dict[str, float]]:  # fmt: skip
    """Concept -> the mean share of lasting states, and how often the outcome is one, under random rankings.

    It hangs on the states and moves alone, so that every reading and every trial of a conflict has the same.
    """
    from detente.engines.conflict.ensembles import draw
    from detente.engines.conflict.model import EnsembleBlock

    solution, _, _ = _solution(folder, state, conflict, profile, (), day, scenario)
    model = solution.model
    drawn = draw(model, EnsembleBlock("random_ranks", DRAWS, 0), tuple(CONCEPTS))
    place = model.outcome.state if model.outcome is not None else None
    chances = {} if place is None else {each: float(drawn.p(each)[place]) for each in CONCEPTS}
    return {each: drawn.mean_selectivity(each) for each in CONCEPTS}, chances


def _states(solution: "Solution") -> tuple[StateRow, ...]:
    model = solution.model
    titles = {option.id: option.title or option.id for dm in model.decision_makers for option in dm.options}
    best = {dm: (row.max() - row + 1).tolist() for dm, row in zip(model.ids, model.ranks, strict=True)}
    lasting = {name: set() if places is None else set(places.tolist()) for concept, name in CONCEPTS.items() for places in (solution.equilibria[concept],)}  # fmt: skip
    seq = solution.stable.get("seq")
    steps = None if solution.status_quo is None else solution.status_quo.improvements.distance.tolist()
    return tuple(
        StateRow(
            model.states.id(at), tuple(model.states.taken_in(at)), tuple(titles[each] for each in model.states.taken_in(at) if each in titles),
            {dm: int(ranks[at]) for dm, ranks in best.items()},
            () if seq is None else tuple(dm for dm, row in zip(model.ids, seq, strict=True) if not row[at]),
            tuple(name for name, held in lasting.items() if at in held), None if steps is None or steps[at] < 0 else int(steps[at]),
        )
        for at in range(model.states.size)
    )  # fmt: skip


def _moves(model: "Model") -> tuple[MoveRow, ...]:
    """Every move that its mover wants."""
    return tuple(
        MoveRow(dm, model.states.id(at), model.states.id(int(to)))
        for dm, arcs, ranks in zip(model.ids, model.arcs, model.ranks, strict=True)
        for better in (arcs.improving(ranks),)
        for at in range(model.states.size)
        for to in better.of(at).tolist()
    )


def _player(file: Any, profile: str, dm: Any, trace: "Trace", trial: Mapping[str, Any]) -> Player:
    from detente.binding.conflict import statements_of

    coded = {str(each.get("id")): each for each in statements_of(file, profile, dm.id) or ()}
    shown = []
    for each in dm.preferences.statements:
        ground = trace.cells[dm.id, each.id]
        before = coded.get(each.id)
        state = "new" if before is None else "kept" if before.get("holds") == each.text else "changed"
        shown.append(Statement(each.id, each.text, str((before or {}).get("note") or ""), ground.claims, ground.assumption, state))  # fmt: skip
    ids = {each.id for each in shown}
    lost = tuple(
        Statement(
            name, str(each.get("holds")), str(each.get("note") or ""), tuple(each.get("claims") or ()), None, "left-out"
        )
        for name, each in coded.items()
        if name not in ids
    )
    return Player(dm.id, dm.title or dm.id, dm.nature, tuple((one.id, one.title or one.id) for one in dm.options), tuple(shown), lost if dm.id in trial else (),
                  bool(coded))  # fmt: skip


def _among(solution: "Solution", concept: str, place: int) -> bool:
    places = solution.equilibria.get(concept)
    return places is not None and place in places


def _question(dossier: Any, conflict: str) -> str | None:
    file = dossier.questions.get(conflict)
    return None if file is None else file.title or conflict


def _with_conflict(name: str | Path, conflict: str, day: date | None, scenario: str | None) -> Any:
    dossier = open_dossier(name, as_known_on=day, scenario=scenario)
    _known(conflict, dossier.conflicts, "conflict")
    return dossier


def _known(wanted: str, known: Any, what: str) -> str:
    if wanted not in known:
        guess = nearest(wanted, known)
        raise fail("id-unknown", f"there is no {what} {wanted!r}", f"Did you mean {guess!r}?" if guess else "")
    return wanted
