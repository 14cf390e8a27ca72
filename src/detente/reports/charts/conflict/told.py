"""The conflict in words: what goes under the drawing, over it, and in place of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from detente.reports.charts.conflict.view import CONCEPTS, GraphView
from detente.reports.charts.words import counted, listed

_FEW = 12  # a list longer than this is cut


def subtitle(view: GraphView, shown: Sequence[str], every: bool) -> str:
    """How to read the picture, and how much of the conflict it holds."""
    drawn = "Arrows: every improvement of a party" if every else "Arrows: each party's best improvement from each state"
    drawn += "" if len(shown) == len(view.states) else " among those drawn"
    return f"{drawn}; they begin with a dot and end with a head. {_left_out(view, shown)}".strip()


def caption(view: GraphView, shown: Sequence[str]) -> str:
    """How many states are equilibria by each concept, and a warning about what that proves."""
    shares = [f"{CONCEPTS[name]} {len(held)}" for name, held in view.equilibria.items()]
    lead = f"{counted(len(view.states), 'state')}; equilibria: {listed(shares) or 'not computed'}."
    weak = "To be among many equilibria proves little: compare their number with that of the states."
    return " ".join(part for part in (lead, weak, _left_out(view, shown)) if part)


def alternative(view: GraphView, title: str, shown: Sequence[str]) -> str:
    """The picture for who cannot see it: parties, equilibria, start, path, outcome."""
    parts = [f"{title}. {counted(len(view.states), 'state')} of {listed([party.title for party in view.parties])}"]
    for concept in CONCEPTS:
        if concept in view.equilibria:
            parts.append(f"{CONCEPTS[concept]} equilibria: {_some(view.equilibria[concept])}")
    parts += [f"Status quo: {view.start}"] if view.start is not None else []
    if view.path:
        steps = "; ".join(f"{at} {view.parties[view.party(move.by)].title} to {move.end}" for at, move in enumerate(view.path, 1))  # fmt: skip
        parts.append(f"Shortest path: {steps}")
    parts += [f"What happened: {view.outcome}"] if view.outcome is not None else []
    left = _left_out(view, shown)
    return ". ".join(parts) + "." + (f" {left}" if left else "")


def rows(view: GraphView, shown: Iterable[str]) -> tuple[dict[str, Any], ...]:
    """A row for each drawn state: what is taken, ranks, and the concepts by which it is an equilibrium."""
    return tuple(
        {
            "state": state.id,
            "taken": None if state.taken is None else sorted(state.taken),
            "equilibrium": [name for name in view.equilibria if state.id in view.equilibria[name]],
            "rank": dict(state.rank),
            "start": state.id == view.start,
            "outcome": state.id == view.outcome,
        }
        for state in (view.by_id[each] for each in shown)
    )


def _left_out(view: GraphView, shown: Sequence[str]) -> str:
    left = [state.id for state in view.states if state.id not in set(shown)]
    if not left:
        return ""
    counts = {name: sum(view.strongest.get(state) == name for state in left) for name in CONCEPTS}
    kinds = [f"{number} {CONCEPTS[name]}" for name, number in counts.items() if number]
    among = f", among them equilibria by strongest concept: {listed(kinds)}" if kinds else ""
    return f"{len(left):,} of {counted(len(view.states), 'state')} {'is' if len(left) == 1 else 'are'} left out{among}."


def _some(states: Sequence[str]) -> str:
    if not states:
        return "none"
    return listed(list(states)) if len(states) <= _FEW else f"{', '.join(states[:_FEW])} and {len(states) - _FEW} more"
