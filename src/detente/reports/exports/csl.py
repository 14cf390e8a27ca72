"""The sources as CSL-JSON, the Citation Style Language's input format (schema csl-data.json, version 1.0.2).

A key stands only if the document prints its value or a person gave it; ``note`` says what is missing. Nothing is filled
from general knowledge.
"""

from datetime import date
from typing import Any

from detente.dossier.actor import Actor
from detente.dossier.dossier import Dossier
from detente.dossier.source import DocumentDate, Source

#: Kind of source -> CSL type.
TYPES: dict[str, str] = {
    "news": "article-newspaper",
    "opinion": "article-newspaper",
    "analysis": "article-magazine",
    "official": "report",
    "data": "dataset",
    "academic": "article-journal",
    "other": "document",
}
_INITIAL = 2  # "K" or "K."


def csl_json(dossier: Dossier) -> list[dict[str, Any]]:
    """Give one CSL item a source, in the order of sources.yaml; ``id`` is the source's id.

    A printed or given day is ``issued`` with one date. A bracket is the range of its two bounds with ``circa``; with
    one bound only it is a ``literal`` ("not before ...").
    """
    return [_item(source, _authors_on_the_roster(dossier, source)) for source in dossier.sources.values()]


def _authors_on_the_roster(dossier: Dossier, source: Source) -> list[Actor]:
    return [dossier.actors[each] for each in source.author_actors if each in dossier.actors]


def _item(source: Source, actors: list[Actor]) -> dict[str, Any]:
    kind = TYPES[source.kind]
    item: dict[str, Any] = {"id": source.id, "type": kind}
    if source.title.value:
        item["title"] = source.title.value
    if source.outlet.value:
        item["container-title" if kind.startswith("article") else "publisher"] = source.outlet.value
    if authors := [_name(author.value, actors) for author in source.authors if author.value]:
        item["author"] = authors
    if issued := _issued(source.date):
        item["issued"] = issued
    item["language"] = source.language
    if source.url:
        item["URL"] = source.url
    if note := _note(source):
        item["note"] = note
    item["custom"] = {"file": source.file, "sha256": source.sha256}
    return item


def _name(name: str, actors: list[Actor]) -> dict[str, str]:
    """Split into given and family name where the parts are plain; else keep the whole as ``literal``.

    Plain are "Family, Given", two words, and words with initials between ("Pamela K. Starr"). A name with three full
    words may end in two surnames, so it stays whole; so does a name that the roster knows as no person's.
    """
    whole = {"literal": name}
    known = [actor for actor in actors if name in (actor.name, *actor.aliases)]
    if known and known[0].kind != "person":
        return whole
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma:
        return {"family": family, "given": given} if family and given and "," not in given else whole
    words = name.split()
    plain = len(words) >= 2 and words[0].lower() != "the" and all(_is_initial(word) for word in words[1:-1])
    return {"family": words[-1], "given": " ".join(words[:-1])} if plain else whole


def _is_initial(word: str) -> bool:
    return len(word) <= _INITIAL and word[0].isupper() and word[1:] in ("", ".")


def _issued(when: DocumentDate) -> dict[str, Any] | None:
    if when.value:
        day: dict[str, Any] = {"date-parts": [_parts(when.value)]}
        return day if when.status in ("printed", "given") else {**day, "circa": True}
    if when.not_before and when.not_after:
        return {"date-parts": [_parts(when.not_before), _parts(when.not_after)], "circa": True}
    if when.not_before:
        return {"literal": f"not before {when.not_before.isoformat()}", "circa": True}
    if when.not_after:
        return {"literal": f"not after {when.not_after.isoformat()}", "circa": True}
    return None


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]


def _note(source: Source) -> str:
    """Say what the document does not print, and where a value does not come from its own page."""
    fields = {"title": source.title, "outlet": source.outlet, "affiliation": source.affiliation}
    missing = [name for name, printed in fields.items() if not printed.value]
    if not any(author.value for author in source.authors):
        missing.append("author")
    sentences = []
    if not source.date.value:
        missing.append("date")
    if missing:
        sentences.append(f"Not printed in the document: {', '.join(missing)}.")
    if source.date.status == "bracket" and not source.date.value:
        sentences.append("The date is a bracket that the evidence in the dossier bounds.")
    for status, words in (("given", "Given by the user"), ("ambiguous", "Ambiguous")):
        named = [name for name, printed in fields.items() if printed.value and printed.status == status]
        if any(author.value and author.status == status for author in source.authors):
            named.append("author")
        if source.date.value and source.date.status == status:
            named.append("date")
        if named:
            sentences.append(f"{words}: {', '.join(named)}.")
    return " ".join(sentences)
