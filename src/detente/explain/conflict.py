"""A conflict studied -> sentences with the claims of the statements that they speak about. Never an equilibrium alone."""

from collections.abc import Iterator, Mapping, Sequence

from detente.binding.conflict import Dating
from detente.binding.trace import Trace
from detente.dossier.as_of import LATER
from detente.engines.conflict.explanation import Explanation, Sanction, explain_state
from detente.engines.conflict.model import CONCEPTS, Model
from detente.engines.conflict.solve import Solution
from detente.explain.sentence import Sentence, listed
from detente.studies.conflict import CONCEPT, Changed, ConflictStudy

NAMES = {"nash": "Nash", "gmr": "GMR", "smr": "SMR", "seq": "SEQ", "seq_symmetric": "symmetric SEQ"}
_MOST = 4


def explain_conflict(study: ConflictStudy, trace: Trace, dating: Dating | None) -> tuple[Sentence, ...]:
    """The answer, then what it is worth, why it holds, what it hangs on, and what it rests on."""
    return tuple(_sentences(study, trace, dating))


def state_words(model: Model, state: int) -> str:
    """A state in words: what each decision maker does in it."""
    titles = {option.id: option.title or option.id for dm in model.decision_makers for option in dm.options}
    taken = [titles[name] for name in model.states.taken_in(state) if name in titles]
    return (
        f"state {model.states.id(state)} ({listed(taken) if taken else 'nobody does anything' if titles else 'listed'})"
    )


def _sentences(study: ConflictStudy, trace: Trace, dating: Dating | None) -> Iterator[Sentence]:
    model, outcome = study.model, _outcome(study.model)
    reading = trace.claims("profile")
    if outcome is None:
        yield _equilibria(study, reading)
    else:
        yield _verdict(study, outcome, reading)
        yield from _worth(study)
        yield from _reached(study, outcome)
        yield from _why(study, trace, outcome)
        yield from _fragile(study, trace)
        yield _could_fail(study)
    if dating is not None:
        yield from _hindsight(model, dating)
    yield from _assumed(model, trace)


def _outcome(model: Model) -> int | None:
    return model.outcome.state if model.outcome is not None else None


def _title(model: Model, dm: str) -> str:
    return next((each.title or each.id for each in model.decision_makers if each.id == dm), dm)


def _equilibria(study: ConflictStudy, claims: tuple[str, ...]) -> Sentence:
    model, places = study.model, study.solution.equilibria[CONCEPT]
    shown = [state_words(model, int(place)) for place in ([] if places is None else places[:_MOST])]
    return Sentence(f"SEQ equilibria are {listed(shown) if shown else 'none'}, {_share(study, CONCEPT)}", claims)


def _verdict(study: ConflictStudy, outcome: int, claims: tuple[str, ...]) -> Sentence:
    model, holds = study.model, study.holds
    yes, no = ([NAMES[c] for c in CONCEPTS if holds.get(c) is wanted] for wanted in (True, False))
    said = f"is an equilibrium for {listed(yes)}" if yes else "is no equilibrium for any concept"
    said += f" but not for {listed(no, 'or')}" if yes and no else ""
    ranks = [
        f"{dm.title or dm.id} ranks it {int(row.max() - row[outcome]) + 1} of {int(row.max()) + 1}"
        for dm, row in zip(model.decision_makers, model.ranks, strict=True) if not dm.nature
    ]  # fmt: skip
    return Sentence(f"What happened, {state_words(model, outcome)}, {said}; {listed(ranks)}", claims)


def _share(study: ConflictStudy, concept: str) -> str:
    places, size = study.solution.equilibria[concept], study.model.states.size
    count = 0 if places is None else len(places)
    return (
        f"{count} of {size} states ({count / size:.0%}; {study.mean_selectivity[concept]:.0%} with random preferences)"
    )


def _worth(study: ConflictStudy) -> Iterator[Sentence]:
    yield Sentence(
        f"SEQ keeps {_share(study, CONCEPT)}, and random preferences would make the outcome one of them in {study.null[CONCEPT]:.0%} of {study.draws:,} draws"
    )
    bits = study.solution.evidence[CONCEPT].bits
    if bits is not None:
        weight = "next to nothing" if bits < 0.5 else "little" if bits < 2 else "something" if bits < 4 else "much"
        yield Sentence(
            f"That the outcome is among them is worth {bits:.1f} bits against random preferences, which is {weight}"
        )


def _reached(study: ConflictStudy, outcome: int) -> Iterator[Sentence]:
    quo = study.solution.status_quo
    if quo is None:
        return
    model = study.model
    if quo.state == outcome:
        yield Sentence("The outcome is the status quo itself: what is to be explained is that nobody moved")
    elif quo.improvements.distance[outcome] >= 0:
        steps = _steps(model, quo.state, quo.improvements.path(outcome))
        yield Sentence(
            f"It is reached from the status quo, {state_words(model, quo.state)}, by moves that each mover wants: {steps}"
        )
    elif quo.moves.distance[outcome] >= 0:
        yield Sentence(
            f"No chain of moves that each mover wants leads there from the status quo, {state_words(model, quo.state)}; the shortest chain of any moves is {_steps(model, quo.state, quo.moves.path(outcome))}, so these preferences {'may hold the outcome but do' if study.holds[CONCEPT] else 'neither hold the outcome nor'} {'not ' if study.holds[CONCEPT] else ''}explain the way to it"
        )
    else:
        yield Sentence(f"No moves at all lead there from the status quo, {state_words(model, quo.state)}")


def _steps(model: Model, start: int, steps: Sequence[tuple[int, int]]) -> str:
    """A path in words: who does what, one after another."""
    said, here = [], start
    for k, state in steps:
        said.append(f"{_title(model, model.ids[k])}: {_change(model, here, state)}")
        here = state
    return ", then ".join(said)


def _change(model: Model, here: int, there: int) -> str:
    """What a move changes, in words, with the state that it leads to."""
    titles = {option.id: option.title or option.id for dm in model.decision_makers for option in dm.options}
    before, after = (set(model.states.taken_in(state)) for state in (here, there))
    words = [title for name, title in titles.items() if name in after - before]
    words += [f"no longer {title}" for name, title in titles.items() if name in before - after]
    return f"{listed(words)} (state {model.states.id(there)})" if words else f"go to state {model.states.id(there)}"


def _why(study: ConflictStudy, trace: Trace, outcome: int) -> Iterator[Sentence]:
    """For every decision maker why it stays in the outcome, or where it would go."""
    yield from _why_not(study.model, trace, outcome, study.solution.explanations)


def _why_not(model: Model, trace: Trace, state: int, explanations: Sequence[Explanation]) -> Iterator[Sentence]:
    """For every decision maker why it stays in a state, or where it would go from there."""
    for each in explanations:
        dm = model.decision_makers[each.dm]
        name, claims = dm.title or dm.id, trace.claims(dm.id, *[s.id for s in dm.preferences.statements])
        if not each.improvements:
            yield Sentence(f"{name} has nothing better to move to from there", claims)
        credible = [move for move in each.improvements if move.credible is not None]
        incredible = [move for move in each.improvements if move.credible is None and move.any is not None]
        free = [move for move in each.improvements if move.any is None]
        if credible:
            answers = [_steps(model, move.to, move.credible or ()) for move in credible[:_MOST]]
            yield Sentence(
                f"{name} would rather {_moves(model, state, credible)}, but the others could answer by steps that they want ({'; '.join(dict.fromkeys(answers))}) and leave it no better",
                claims,
            )
        if incredible:
            yield Sentence(
                f"{name} would rather {_moves(model, state, incredible)}; answers that take this away exist, but those who would have to give them would not want to",
                claims,
            )
        if free:
            cause = "nature cannot be deterred" if dm.nature else "nothing the others can do takes that away"
            yield Sentence(f"{name} would rather {_moves(model, state, free)}, and {cause}", claims)


def explain_one_state(solution: Solution, trace: Trace, state: int) -> tuple[Sentence, ...]:
    """Why a state lasts or not, decision maker by decision maker, and how it is reached from the status quo."""
    model = solution.model
    every = [explain_state(model, state, k) for k in range(len(model.ids))]
    return (
        _lasts(solution, state, every), *_why_not(model, trace, state, every), *_way(solution, state)
    )  # fmt: skip


def explain_reading(solution: Solution, trace: Trace) -> tuple[Sentence, ...]:
    """A reading in short: whether what happened can last in it and why, and whether the parties' own interests lead there."""
    model, outcome = solution.model, _outcome(solution.model)
    if outcome is None:
        places = solution.equilibria[CONCEPT]
        shown = [state_words(model, int(place)) for place in ([] if places is None else places[:_MOST])]
        return (Sentence(f"It can come to rest in {listed(shown)}" if shown else "It can come to rest nowhere", trace.claims("profile")),)  # fmt: skip
    every = [explain_state(model, outcome, k) for k in range(len(model.ids))]
    lasts = _lasts(solution, outcome, every)
    quo = solution.status_quo
    way = ""
    if quo is not None and quo.state != outcome:
        reached = quo.improvements.distance[outcome] >= 0
        way = (
            ", and the parties' own wishes lead there" if reached else ", but the parties' own wishes do not lead there"
        )
        way = way.replace(", and", ", yet") if reached and not _held(solution, outcome, CONCEPT) else way
    return (Sentence(f"{lasts.text.replace('This state', 'What happened')}{way}", trace.claims("profile")),)


def _held(solution: Solution, state: int, concept: str) -> bool:
    places = solution.equilibria.get(concept)
    return places is not None and state in places


def _lasts(solution: Solution, state: int, every: Sequence[Explanation]) -> Sentence:
    """Whether a state lasts, in the words of the strongest concept that holds it."""
    model = solution.model
    wanting = [_title(model, model.ids[each.dm]) for each in every if each.improvements]
    if _held(solution, state, "nash"):
        return Sentence("This state lasts: nobody has anything better to move to")
    if _held(solution, state, "seq"):
        return Sentence(f"This state lasts: {listed(wanting)} would like to move, but the answers that the others would want to give hold {'it' if len(wanting) == 1 else 'them'} back")  # fmt: skip
    if _held(solution, state, "gmr"):
        return Sentence(f"This state lasts only on threats: {listed(wanting)} would like to move and is held back by answers that those who give them would not want")  # fmt: skip
    moving = [
        _title(model, model.ids[each.dm]) for each in every if any(move.any is None for move in each.improvements)
    ]
    return Sentence(f"This state does not last: {listed(moving or wanting)} would leave it, and nothing the others can do takes the gain away")  # fmt: skip


def _way(solution: Solution, state: int) -> Iterator[Sentence]:
    """How a state is reached from the status quo."""
    quo, model = solution.status_quo, solution.model
    if quo is None:
        return
    if quo.state == state:
        yield Sentence("It is the status quo, where everything begins")
    elif quo.improvements.distance[state] >= 0:
        yield Sentence(f"It is reached from the status quo by moves that each mover wants: {_steps(model, quo.state, quo.improvements.path(state))}")  # fmt: skip
    elif quo.moves.distance[state] >= 0:
        yield Sentence(f"No chain of moves that each mover wants leads there from the status quo; the shortest of any moves: {_steps(model, quo.state, quo.moves.path(state))}")  # fmt: skip
    else:
        yield Sentence("No moves at all lead there from the status quo")


def _moves(model: Model, here: int, moves: Sequence[Sanction]) -> str:
    """The moves that somebody would like to make, in words, joined by semicolons since each may hold an "and"."""
    said = [_change(model, here, move.to) for move in moves[:_MOST]]
    more = [f"{len(moves) - _MOST} more"] if len(moves) > _MOST else []
    return "; or ".join([*said, *more])


def _fragile(study: ConflictStudy, trace: Trace) -> Iterator[Sentence]:
    holds = study.holds[CONCEPT]
    yield from explain_turning(study.model, trace, study.swaps, study.drops, holds)
    if not holds:
        if study.cost is None:
            yield Sentence("No three swaps of neighbouring statements make the outcome an equilibrium")
        elif study.cost:
            yield Sentence(
                f"It takes {study.cost} swaps of neighbouring statements at the least to make the outcome an equilibrium"
            )


def explain_turning(model: Model, trace: Trace, swaps: tuple[Changed, ...], drops: tuple[Changed, ...], holds: bool) -> Iterator[Sentence]:  # fmt: skip
    """What single change of preferences turns a verdict; ``holds``: what the verdict is."""
    verb = "ends" if holds else "brings about"
    if swaps:
        yield Sentence(
            f"A single change of what matters more {verb} this: {listed([_swap(model, each) for each in swaps[:_MOST]], 'or')}{_more(swaps)}",
            _claims(trace, swaps),
        )
    if drops:
        yield Sentence(
            f"Without one statement alone the verdict is another: {listed([f'{_named(model, each.dm, each.statement)} of {_title(model, each.dm)}' for each in drops[:_MOST]], 'or')}{_more(drops)}",
            _claims(trace, drops),
        )
    if not swaps and not drops:
        yield Sentence("No single swap of neighbouring statements and no single statement's loss changes the verdict")


def _swap(model: Model, change: Changed) -> str:
    over, under = (_named(model, change.dm, name) for name in (change.over or "", change.statement))
    return f"{over} above {under} for {_title(model, change.dm)}"


def _named(model: Model, dm: str, statement: str) -> str:
    """A statement by its id and its condition."""
    for each in model.decision_makers:
        for one in each.preferences.statements:
            if each.id == dm and one.id == statement:
                return f"{statement} [{one.text}]"
    return statement


def _more(changes: tuple[Changed, ...]) -> str:
    return f", or {len(changes) - _MOST} more" if len(changes) > _MOST else ""


def _claims(trace: Trace, changes: tuple[Changed, ...]) -> tuple[str, ...]:
    named = [(each.dm, name) for each in changes[:_MOST] for name in (each.statement, each.over) if name]
    return tuple(dict.fromkeys(claim for cell in named if cell in trace.cells for claim in trace.cells[cell].claims))


def _could_fail(study: ConflictStudy) -> Sentence:
    """Whether the coding could have come out otherwise."""
    share, holds = study.orders[CONCEPT], study.holds[CONCEPT]
    if share == 1.0:
        return Sentence(
            f"The outcome is an equilibrium under every one of {study.draws:,} random orders of the statements: which of them matters more decides nothing, so the model could hardly have failed and says little"
        )
    if share == 0.0:
        return Sentence(
            f"Under none of {study.draws:,} random orders of the statements is the outcome an equilibrium: what is missing is a statement or a move, not a weight"
        )
    return Sentence(
        f"{share:.0%} of random orders of the same statements make the outcome an equilibrium, so the order that was coded {'is part of the answer' if holds else 'is what rules it out'}"
    )


def _hindsight(model: Model, dating: Dating) -> Iterator[Sentence]:
    yield Sentence(
        f"Of {dating.statements} preference statements {dating.cited} rest on claims; {dating.told_before} of these tell only of days before the outcome, {dating.undated} more of standing views without a day,"
        f" and {dating.written_before} were written before it{'' if dating.written_before else ', so hindsight of the authors cannot be ruled out anywhere'}"
    )
    if dating.late:
        only = f"; on nothing else rest {_of(model, dating.only_late)}" if dating.only_late else "; each rests on an earlier or undated claim too"  # fmt: skip
        yield Sentence(f"Claims that tell of the outcome's day or later stand behind {_of(model, dating.late)}{only}")


def _of(model: Model, cells: Sequence[tuple[str, str]]) -> str:
    return listed([f"{name} of {_title(model, dm)}" for dm, name in cells])


def _assumed(model: Model, trace: Trace) -> Iterator[Sentence]:
    named: Mapping[str, set[str]] = {
        dm.id: {each.id for each in dm.preferences.statements} for dm in model.decision_makers
    }
    assumed = [(dm, name) for dm, name in trace.assumptions() if name in named.get(dm, ())]
    later = [cell for cell in assumed if trace.cells[cell].assumption == LATER]
    cells = [cell for cell in assumed if cell not in later]
    if later:
        yield Sentence(
            f"Nothing known by the as-of date supports {_of(model, later)}: {'it stays' if len(later) == 1 else 'they stay'} in the model as {'an assumption' if len(later) == 1 else 'assumptions'}, for the claims appeared later",
            assumption=True,
        )
    if cells:
        yield Sentence(
            f"{len(cells)} {'statement rests' if len(cells) == 1 else 'statements rest'} on no claim: {_of(model, cells)}",
            assumption=True,
        )
