"""Events: how warm relations are by the confirmed events, what changed, the periods that surprise, and what may come."""

from collections.abc import Iterator

from detente.explain.sentence import Sentence
from detente.reports.blocks import Block, Bullets, Figure, Heading, Paragraph
from detente.reports.brief.scope import Scope


def events(scope: Scope) -> Iterator[Block]:
    """The temperature in a paragraph, its chart, and a bullet for each period that stands out; nothing without events."""
    if scope.warmth is None:
        return
    yield Heading("Events")
    yield Paragraph(tuple(_stopped(each) for each in scope.warmth.sentences), lead="Temperature.")
    if scope.warmth.chart is not None:
        yield Figure(scope.warmth.chart)
    if scope.warmth.standing_out:
        yield Bullets(tuple(Paragraph((_stopped(each),)) for each in scope.warmth.standing_out))
    if scope.warmth.ahead:
        name = scope.dossier.dossier.id
        lead = Sentence(
            "The probability of at least one confirmed event in the days after the record ends, with its 80 % range and the base rate beside it."
        )
        yield Paragraph((lead, *(_stopped(each) for each in scope.warmth.worth)), lead="Outlook.")
        yield Bullets(tuple(Paragraph((_stopped(each),)) for each in scope.warmth.ahead))
        yield Paragraph((Sentence(f"What each number rests on: detente events outlook {name}."),))
    yield Paragraph((Sentence(f"The account in full, with every month: detente events {scope.dossier.dossier.id}."),))


def _stopped(sentence: Sentence) -> Sentence:
    return Sentence(f"{sentence.text.rstrip('.')}.", sentence.claims, sentence.assumption)
