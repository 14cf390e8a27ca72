"""Threat and counter-threat: for each conflict whether what happened can come to rest, under how many readings, against what chance."""

from collections.abc import Iterator

from detente.explain.sentence import Sentence
from detente.reports.blocks import Block, Heading, Paragraph, Table
from detente.reports.brief.scope import Scope


def conflicts(scope: Scope) -> Iterator[Block]:
    """A table, with the words that keep an equilibrium from being read as an explanation."""
    if not scope.played:
        return
    yield Heading("Threat and counter-threat")
    yield Paragraph((Sentence(
        "What happened is set against every state the parties could have made: it is stable when each improvement of a party would be answered by moves"
        " that the others want (SEQ). Stability alone says little where many states are stable, or where every reading gives it; the readings are rival"
        " preference orders on which the sources differ."
    ),))  # fmt: skip
    rows = tuple(
        (Sentence(each.title, each.claims), *map(Sentence, (
            f"{each.held} of {each.readings}", f"{each.anywhere} of {each.readings}", f"{each.reached} of {each.readings}", _share(each.share), str(each.states),
        )))
        for each in scope.played
    )  # fmt: skip
    yield Table(
        ("Conflict", "Stable (SEQ) in", "By any sanction (GMR) in", "Reached from the start in", "Stable states", "States"), rows,
        f"Counts are of readings. \"Stable states\" is the share of all states that are SEQ equilibria, from the lowest reading to the highest. The account of each:"
        f" detente conflict {scope.dossier.dossier.id} NAME.", (1, 2, 3, 4, 5),
    )  # fmt: skip


def _share(share: tuple[float, float]) -> str:
    low, high = share
    return f"{low:.0%}" if round(low, 2) == round(high, 2) else f"{100 * low:.0f}-{high:.0%}"
