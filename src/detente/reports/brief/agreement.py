"""What can be agreed: the period's deals, the first in full, the others in a sentence."""

from collections.abc import Iterator

from detente.explain.sentence import Sentence, listed
from detente.reports.blocks import Block, Bullets, Figure, Heading, Paragraph
from detente.reports.brief.scope import Scope


def agreement(scope: Scope) -> Iterator[Block]:
    """Which packages leave both sides better off than breakdown and pass at home, and what they hang on."""
    if not scope.agreeable:
        return
    yield Heading("What can be agreed")
    first, *others = scope.agreeable
    if first.chart is not None:
        yield Figure(first.chart)
    yield Bullets(tuple(Paragraph((_stopped(each),)) for each in first.sentences))
    name = scope.dossier.dossier.id
    if first.scenarios:
        asked = f"What-ifs of this table: {listed(first.scenarios)}. Two of them side by side, with ensembles and nulls: detente deal {name} {first.id} --scenario A --against B."
        yield Paragraph((Sentence(asked),))
    if others:
        yield Paragraph((Sentence("Other tables of the period:"),))
        yield Bullets(tuple(Paragraph((_stopped(each.sentences[0]),), f"{each.title}.") for each in others))


def _stopped(sentence: Sentence) -> Sentence:
    text = sentence.text.rstrip(".")
    return Sentence(f"{text}.", sentence.claims, sentence.assumption)
