"""The discussion: for each question what carries the answer, what it hangs on, and how the authors read the same facts."""

from collections.abc import Iterator

from detente.reports.blocks import Block, Heading, Paragraph
from detente.reports.brief.key_judgements import label
from detente.reports.brief.scope import Scope


def discussion(scope: Scope) -> Iterator[Block]:
    """The explanation of each question in typed sentences."""
    told = [each for each in scope.weighed if each.sentences]
    if not told:
        return
    yield Heading("Discussion")
    for each in told:
        yield Heading(f"{label(scope, each)}: {each.title}", 2)
        yield Paragraph(each.sentences)
