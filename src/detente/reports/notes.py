"""Numbered notes: every citation gets one, and it names document and paragraph of each claim."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from detente.dossier.claim import BaseClaim
from detente.dossier.dossier import Dossier
from detente.explain.sentence import Sentence
from detente.reports.blocks import Block, Bullets, Paragraph, Report, Table

_ROLE = {
    "author": "",
    "actor_own_words": "by the account of {who}",
    "third_party": "{who}",
    "unnamed": "unnamed voices",
    "data_source": "figures of {who}",
}


def note(dossier: Dossier, claims: Iterable[str]) -> str:
    """The text of one note, such as ``Starr & Ling 2021, par. 2, par. 9; Sarukhan 2022, par. 9 (hedged).``."""
    by_document: dict[str, list[BaseClaim]] = {}
    for name in dict.fromkeys(claims):
        claim = dossier.claims[name]
        by_document.setdefault(claim.source_document, []).append(claim)
    parts = [_document(dossier, document, group) for document, group in by_document.items()]
    return "; ".join(parts) + "."


def _document(dossier: Dossier, document: str, claims: list[BaseClaim]) -> str:
    places: dict[str, list[str]] = {}
    for claim in sorted(claims, key=lambda each: each.anchors[0].start):
        place = f"par. {claim.paragraph}" if claim.paragraph else f"line {claim.line}"
        remark = _remark(dossier, claim)
        if remark not in places.setdefault(place, []):
            places[place].append(remark)
    said = []
    for place, remarks in places.items():
        words = "; ".join(filter(None, remarks))
        said.append(f"{place} ({words})" if words else place)
    return f"{dossier.sources[document].short}, {', '.join(said)}"


def _remark(dossier: Dossier, claim: BaseClaim) -> str:
    """Who says so, unless it is the author plainly asserting."""
    said = claim.said_by
    who = said.name or (dossier.actor_name(said.actor) if said.actor else "a person not named")
    words = _ROLE[said.role].format(who=who)
    if claim.author_attitude == "rejects":
        return f"{words or 'a view'}, which the author rejects".strip()
    return f"{words}, hedged".strip(", ") if claim.author_attitude == "hedges" else words


def sentences(block: Block) -> Iterator[Sentence]:
    """Every sentence of a block, in reading order."""
    if isinstance(block, Paragraph):
        yield from block.sentences
    elif isinstance(block, Bullets):
        for item in block.items:
            yield from item.sentences
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row


def citation(dossier: Dossier, claim: str) -> str:
    """``document:paragraph#fingerprint`` of a claim's first passage; a title or by-line is paragraph 0."""
    found = dossier.claims[claim]
    return f"{found.source_document}:{found.paragraph or 0}#{found.anchors[0].fingerprint[:_HASH]}"


_HASH = 8


def with_notes(report: Report, dossier: Dossier) -> Report:
    """The report with one note, and its exact citations, for each sentence that carries claims, in reading order."""
    cited = [each.claims for block in report.blocks for each in sentences(block) if each.claims]
    exact = tuple(tuple(dict.fromkeys(citation(dossier, claim) for claim in claims)) for claims in cited)
    return replace(report, notes=tuple(note(dossier, claims) for claims in cited), citations=exact)


def noted(dossier: Dossier, said: Iterable[Sentence]) -> tuple[dict[str, Any], ...]:
    """Sentences as plain data, each with the note of its claims (None without claims)."""
    return tuple(
        {"text": each.text, "claims": list(each.claims), "assumption": each.assumption,
         "note": note(dossier, each.claims) if each.claims else None}
        for each in said
    )  # fmt: skip


class Counter:
    """Numbers the notes while a renderer walks the report."""

    def __init__(self) -> None:
        self.last = 0

    def number(self, sentence: Sentence) -> int | None:
        """The note's number, None for a sentence without claims."""
        if not sentence.claims:
            return None
        self.last += 1
        return self.last
