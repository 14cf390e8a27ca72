"""Web Annotations (JSON-LD) back to anchors: what ``detente export --format webannotation`` wrote, or another tool.

Only the two text selectors are read. Positions are code points unless the caller says that a browser made them (UTF-16
units). Source: W3C Web Annotation Data Model, 23 February 2017.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.coding.reanchor import Edition, Found
from detente.coding.selectors import anchor, of_utf16
from detente.kernel import fingerprints
from detente.kernel.errors import Problem
from detente.kernel.slugs import SLUGS

DIGEST = "urn:sha256:"
MAX_NESTING = 20


@dataclass(frozen=True, slots=True)
class Annotation:
    """One target of one annotation.

    ``document`` is the digest of its file ("" if the source is none); ``tags`` and ``text`` are what is said of the words.
    """

    id: str
    document: str
    start: int | None
    end: int | None
    exact: str | None
    prefix: str
    suffix: str
    fingerprint: str | None
    tags: tuple[str, ...]
    text: str


def read_annotations(data: Any, file: str) -> tuple[list[Annotation], list[Problem]]:
    """The annotations of parsed JSON-LD (a collection, a page, a list or a single one) and all that is wrong with them."""
    problems: list[Problem] = []
    found: list[Annotation] = []
    for number, entry in enumerate(_entries(data, 0), 1):
        name = str(entry.get("id") or f"annotation-{number}")[:200]
        targets = entry.get("target")
        for target in targets if isinstance(targets, list) else [targets]:
            try:
                found.append(_annotation(name, entry, target))
            except (TypeError, ValueError) as error:
                problems.append(
                    Problem(file, 0, "read-annotations", str(error), SLUGS["read-annotations"].fix, place=name)
                )
    if not found and not problems:
        problems.append(
            Problem(file, 0, "read-annotations", "holds no annotation", SLUGS["read-annotations"].fix, place="file")
        )
    return found, problems


def _entries(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > MAX_NESTING:
        return
    if isinstance(data, list):
        for each in data:
            yield from _entries(each, depth + 1)
    elif isinstance(data, Mapping):
        kind = data.get("type")
        if kind == "Annotation" or (isinstance(kind, list) and "Annotation" in kind):
            yield data
        else:
            for key in ("first", "items", "@graph", "next"):
                yield from _entries(data.get(key), depth + 1)


def _annotation(name: str, entry: Mapping[str, Any], target: Any) -> Annotation:
    if not isinstance(target, Mapping):
        raise TypeError("its target has no selector")
    selectors = target.get("selector")
    selectors = [
        each for each in (selectors if isinstance(selectors, list) else [selectors]) if isinstance(each, Mapping)
    ]
    where: Mapping[str, Any] = next((each for each in selectors if each.get("type") == "TextPositionSelector"), {})
    words: Mapping[str, Any] = next((each for each in selectors if each.get("type") == "TextQuoteSelector"), {})
    start, end = where.get("start"), where.get("end")
    for each in (start, end):
        if (start is not None or end is not None) and (not isinstance(each, int) or isinstance(each, bool)):
            raise TypeError(f"its positions {start!r} and {end!r} are no whole numbers")
    if start is not None and end is not None and not 0 <= start < end:
        raise ValueError(f"its positions {start!r} and {end!r} cannot be")
    exact = words.get("exact")
    if exact is not None and not isinstance(exact, str):
        raise TypeError("its exact words are no text")
    if start is None and not exact:
        raise ValueError("it has neither a TextPositionSelector nor a TextQuoteSelector")
    bodies = entry.get("body")
    bodies = [each for each in (bodies if isinstance(bodies, list) else [bodies]) if isinstance(each, Mapping)]
    tags = tuple(str(each.get("value")) for each in bodies if each.get("purpose") == "tagging")
    text = " ".join(str(each.get("value")) for each in bodies if each.get("purpose") != "tagging" and each.get("value"))
    source = str(target.get("source") or "")
    print_ = target.get("urn:detente:fingerprint")
    return Annotation(name, source.removeprefix(DIGEST) if source.startswith(DIGEST) else "", start, end, exact or None,
                      str(words.get("prefix") or ""), str(words.get("suffix") or ""),
                      print_ if fingerprints.is_digest(print_) else None, tags, text)  # fmt: skip


def placed(each: Annotation, edition: Edition, document: str, sha256: str, *, utf16: bool = False) -> dict[str, Any]:
    """The annotation on a text: {kind: annotation, id, document, status, score, anchor, line, tags, says}; anchor null if lost.

    Without quoted words the position stands as it is, ``exact`` if the fingerprint agrees, ``unchecked`` if there is none.
    """
    text = edition.text
    start, end = each.start, each.end
    if utf16 and start is not None and end is not None:
        start, end = of_utf16(text, start), of_utf16(text, end)
    if each.exact is not None:
        found = edition.find(
            each.exact, -1 if start is None else start, -1 if end is None else end, each.prefix, each.suffix
        )
    else:
        found = _by_position(text, start or 0, end or 0, each.fingerprint)
    held = None if found.start is None or found.end is None else anchor(text, sha256, found.start, found.end)
    return {"kind": "annotation", "id": each.id, "document": document, "status": found.status, "score": found.score,
            "line": None if found.start is None else text.count("\n", 0, found.start) + 1, "anchor": held,
            "tags": list(each.tags), "says": each.text}  # fmt: skip


def _by_position(text: str, start: int, end: int, fingerprint: str | None) -> Found:
    if end > len(text):
        return Found("lost")
    if fingerprint is None:
        return Found("unchecked", start, end)
    if fingerprints.of_text(text[start:end]) == fingerprint:
        return Found("exact", start, end, 1.0)
    width = end - start
    for place in range(len(text) - width + 1):
        if fingerprints.of_text(text[place : place + width]) == fingerprint:
            return Found("moved", place, place + width, 1.0)
    return Found("lost")
