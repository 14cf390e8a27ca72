"""How the brief was made: the documents, the coding, and what was left out."""

from collections.abc import Iterator

from detente.dossier.source import Source
from detente.explain.sentence import Sentence, listed
from detente.reports.blocks import Block, Heading, Paragraph, Table
from detente.reports.brief.scope import Scope


def method(scope: Scope) -> Iterator[Block]:
    """The sources with their date brackets, and who coded."""
    yield Heading("Sources and coding")
    rows = tuple(
        (Sentence(source.short), Sentence(_title(source)), Sentence(_outlet(source)), Sentence(_date(source)), Sentence(f"{source.reliability}: {source.reliability_reason}"))
        for source in scope.dossier.sources.values()
    )  # fmt: skip
    yield Table(("Document", "Title", "Outlet", "Appeared", "Reliability"), rows)
    coding = scope.dossier.dossier.coding
    coders = listed(f"{coder.name} ({coder.kind})" for coder in coding.coders) or "not stated"
    said = [Sentence(f"Coded by: {coders}.")]
    said += [Sentence(coder.note) for coder in coding.coders if coder.note]
    said += [Sentence(coding.note)] if coding.note else []
    yield Paragraph(tuple(said))


def _title(source: Source) -> str:
    return source.title.value or "(no title printed)"


def _outlet(source: Source) -> str:
    return source.outlet.value or "(not printed)"


def _date(source: Source) -> str:
    if source.date.value:
        return source.date.value.isoformat()
    early, late = source.date.not_before, source.date.not_after
    return f"between {early} and {late} (bracket from the text)" if early and late else "unknown"
