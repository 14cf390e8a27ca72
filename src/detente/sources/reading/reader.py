"""The reader of each format, by the file's ending."""

from collections.abc import Callable

from detente.sources.reading.decoding import decode
from detente.sources.reading.page import Page, ReadFault

ENDINGS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".eml", ".rss", ".atom", ".xml")
_MARKDOWN = {
    "# ": "title",
    "## ": "heading",
    "### ": "heading",
    "#### ": "heading",
    "##### ": "heading",
    "###### ": "heading",
}


def read_pages(ending: str, content: bytes, encoding: str | None = None) -> list[Page]:
    """The documents in a file: one, or the entries of a feed. Raises ReadFault."""
    reader = _READERS.get(ending.lower())
    if reader is None:
        known = ", ".join(ENDINGS)
        raise ReadFault(
            "read-extension",
            f"the ending {ending!r} names no format" if ending else "the name has no ending",
            "name",
            f"use one of {known}",
        )
    if not content:
        raise ReadFault("file-empty", "the file is empty")
    return reader(content, encoding)


def _plain(content: bytes, encoding: str | None) -> list[Page]:
    text, used = decode(content, encoding)
    return [Page(text, "text/plain", "raw", used)]


def _markdown(content: bytes, encoding: str | None) -> list[Page]:
    text, used = decode(content, encoding)
    hints: dict[int, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        hint = next((label for mark, label in _MARKDOWN.items() if line.startswith(mark)), None)
        if hint is not None:
            hints[number] = "heading" if hint == "title" and "title" in hints.values() else hint
    return [Page(text, "text/markdown", "raw", used, hints=hints)]


def _html(content: bytes, encoding: str | None) -> list[Page]:
    from detente.sources.reading.html_page import read_html

    return [read_html(content, encoding)]


def _pdf(content: bytes, _encoding: str | None) -> list[Page]:
    from detente.sources.reading.pdf import read_pdf

    return [read_pdf(content)]


def _docx(content: bytes, _encoding: str | None) -> list[Page]:
    from detente.sources.reading.docx import read_docx

    return [read_docx(content)]


def _eml(content: bytes, _encoding: str | None) -> list[Page]:
    from detente.sources.reading.email_message import read_email

    return [read_email(content)]


def _feed(content: bytes, _encoding: str | None) -> list[Page]:
    from detente.sources.reading.feed import read_feed

    return read_feed(content)


_READERS: dict[str, Callable[[bytes, str | None], list[Page]]] = {
    ".txt": _plain, ".md": _markdown, ".html": _html, ".htm": _html, ".pdf": _pdf, ".docx": _docx, ".eml": _eml,
    ".rss": _feed, ".atom": _feed, ".xml": _feed,
}  # fmt: skip
