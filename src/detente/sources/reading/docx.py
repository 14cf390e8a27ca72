"""Word documents: a zip of XML, opened with every bound checked and no entity ever expanded. Text and styles only."""

import io
import zipfile
import zlib
from typing import Any
from xml.parsers import expat

from detente.sources.reading.page import MEGABYTE, Lines, Page, ReadFault

#: Most parts in the package, most bytes of its text when expanded, and how far a part may swell.
MAX_PARTS, MAX_EXPANDED, MAX_RATIO = 5_000, 64 * MEGABYTE, 200
MAX_DEPTH = 500
_BODY = "word/document.xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_STYLES = {"title": "title", "subtitle": "dek", "caption": "caption", "author": "byline", "date": "date_line"}


def read_docx(content: bytes) -> Page:
    """A .docx file. Raises ReadFault: no zip, a bomb, no document inside, broken XML, no text."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
        raise ReadFault("read-broken", f"is no Word document (no zip file): {str(error)[:60]}", "zip") from None
    with package:
        xml = _part(package, _BODY)
    lines = Lines()
    _paragraphs(xml, lines)
    if not lines.rows:
        raise ReadFault("read-no-text", "the document holds no text", _BODY)
    return Page(
        lines.text, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", hints=lines.hints
    )


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    entries = package.infolist()
    if len(entries) > MAX_PARTS:
        raise ReadFault("read-bomb", f"holds {len(entries):,} parts; a Word document has at most {MAX_PARTS:,}", "zip")
    total = sum(entry.file_size for entry in entries)
    if total > 16 * MAX_EXPANDED:
        raise ReadFault("read-bomb", f"expands to {total / MEGABYTE:,.0f} MB", "zip")
    found = [entry for entry in entries if entry.filename == name]
    if len(found) != 1:
        what = "holds no" if not found else "holds more than one"
        raise ReadFault("read-broken", f"{what} {name}, so it is no Word document", "zip")
    (entry,) = found
    if entry.flag_bits & 1:
        raise ReadFault("read-broken", "is locked with a password", name)
    if entry.file_size > MAX_EXPANDED or (
        entry.file_size > MEGABYTE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
    ):
        raise ReadFault("read-bomb", f"expands from {entry.compress_size:,} to {entry.file_size:,} bytes", name)
    try:
        with package.open(entry) as stream:
            xml = stream.read(MAX_EXPANDED + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise ReadFault("read-broken", f"cannot be unpacked: {str(error)[:60]}", name) from None
    if len(xml) > MAX_EXPANDED:
        raise ReadFault("read-bomb", f"expands to more than {MAX_EXPANDED / MEGABYTE:.0f} MB", name)
    return xml


def _paragraphs(xml: bytes, lines: Lines) -> None:
    """Each paragraph as a block. A document type or an entity is refused before it can mean anything."""
    parser = expat.ParserCreate(namespace_separator=" ")
    depth, removed = 0, 0
    open_: list[list[str]] = []
    styles: list[str] = []
    inside_text = False

    def refuse(*_any: Any) -> int:
        raise ReadFault(
            "read-bomb",
            "a document type or an entity stands in it; neither is ever read",
            f"{_BODY} line {parser.CurrentLineNumber}",
        )

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, inside_text, removed
        depth += 1
        if depth > MAX_DEPTH:
            raise ReadFault("read-bomb", f"nested more than {MAX_DEPTH} deep", _BODY)
        name = _local(tag)
        if name == "p":
            open_.append([])
            styles.append("")
        elif name == "pStyle" and styles:
            styles[-1] = next((value for key, value in attributes.items() if _local(key) == "val"), "")
        elif name in ("del", "moveFrom"):
            removed += 1
        elif name in ("t", "delText"):
            inside_text = name == "t" and not removed
        elif name in ("tab", "br", "cr") and open_:
            open_[-1].append(" ")
        elif name == "noBreakHyphen" and open_:
            open_[-1].append("-")

    def end(tag: str) -> None:
        nonlocal depth, inside_text, removed
        depth -= 1
        name = _local(tag)
        if name == "p" and open_:
            lines.add("".join(open_.pop()), _hint(styles.pop()))
        elif name in ("del", "moveFrom"):
            removed -= 1
        elif name in ("t", "delText"):
            inside_text = False

    def text(data: str) -> None:
        if inside_text and open_:
            open_[-1].append(data)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ReadFault(
            "read-broken", f"the XML is broken: {expat.ErrorString(error.code)}", f"{_BODY} line {error.lineno}"
        ) from None
    except (ValueError, LookupError, UnicodeError) as error:
        raise ReadFault("read-broken", f"the XML cannot be decoded: {str(error)[:60]}", _BODY) from None


def _local(tag: str) -> str:
    """The name without the namespace of Word's text; names of other namespaces never match."""
    for space in (_W, _STRICT):
        if tag.startswith(space):
            return tag[len(space) :]
    return f"?{tag}"


def _hint(style: str) -> str:
    name = style.lower().replace(" ", "")
    return "heading" if name.startswith("heading") else _STYLES.get(name, "")
