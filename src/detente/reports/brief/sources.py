"""How the brief was made: the documents with their grades, and the coding."""

from collections import Counter
from collections.abc import Iterator

from detente.dossier.source import Source
from detente.explain.sentence import Sentence, listed
from detente.reports.blocks import Block, Heading, Paragraph, Table
from detente.reports.brief.scope import Scope

#: The Admiralty scale, in its own words, with this project's accuracy (docs/explanation/hypotheses.md).
GRADES = {"A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable", "E": "unreliable",
          "F": "reliability cannot be judged"}  # fmt: skip


def sources(scope: Scope) -> Iterator[Block]:
    """A summary in a sentence, the documents with their date brackets and grades, and who coded."""
    yield Heading("Sources")
    yield Paragraph((Sentence(f"Source summary: {_summary(scope)}."),))
    rows = tuple(
        tuple(map(Sentence, (source.short, _title(source), source.reliability, _outlet(source), _date(source), source.reliability_reason)))
        for source in scope.dossier.sources.values()
    )  # fmt: skip
    yield Table(("Document", "Title", "Letter", "Outlet", "Appeared", "Why this letter"), rows)
    coding = scope.dossier.dossier.coding
    coders = listed(f"{coder.name} ({coder.kind})" for coder in coding.coders) or "not stated"
    said = [Sentence(f"Coded by: {coders}.")]
    said += [Sentence(coder.note) for coder in coding.coders if coder.note]
    said += [Sentence(coding.note)] if coding.note else []
    yield Paragraph(tuple(said))


def _summary(scope: Scope) -> str:
    held = scope.dossier.sources.values()
    kinds = listed(f"{count} {kind}" for kind, count in Counter(source.kind for source in held).items())
    letters = listed(
        f"{count} graded {letter} ({GRADES[letter]})"
        for letter, count in sorted(Counter(s.reliability for s in held).items())
    )
    return (
        f"{len(held)} open documents ({kinds}), {letters}; no official record was read at first hand; the texts stay with their owners"
        if held
        else "no document"
    )


def _title(source: Source) -> str:
    return source.title.value or "(no title printed)"


def _outlet(source: Source) -> str:
    return source.outlet.value or "(not printed)"


def _date(source: Source) -> str:
    if source.date.value:
        return source.date.value.isoformat()
    early, late = source.date.not_before, source.date.not_after
    return f"between {early} and {late} (bracket from the text)" if early and late else "unknown"
