"""PDF files by pypdfium2 (the extra ``pages``): the text of each page, its printed lines joined to paragraphs."""

import re
from importlib.util import find_spec
from typing import Any

from detente.sources.reading.page import MAX_CHARS, Lines, Page, ReadFault

MAX_PAGES = 2_000
_STOP = re.compile(r"[.!?…:]['\"”’)\]]*$")


def installed() -> bool:
    """True if PDF files can be read."""
    return find_spec("pypdfium2") is not None


def read_pdf(content: bytes) -> Page:
    """A PDF file. Raises ReadFault: the part is missing, a broken or locked file, a scan without text."""
    if not content.startswith(b"%PDF-") and b"%PDF-" not in content[:1024]:
        raise ReadFault("read-broken", "is no PDF file", "byte 0")
    if not installed():
        raise ReadFault(
            "part-missing", "the reader of PDF files is not installed", "file", "pip install 'detente[pages]'"
        )
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise ReadFault(
            "read-broken", "is locked with a password" if locked else f"cannot be opened: {str(error)[:80]}", "file"
        ) from None
    try:
        pages = len(document)
        if pages > MAX_PAGES:
            raise ReadFault("read-bomb", f"has {pages:,} pages; at most {MAX_PAGES:,} are read")
        texts, length = [], 0
        for number in range(pages):
            texts.append(_page_text(document, number, pypdfium2.PdfiumError))
            length += len(texts[-1])
            if length > MAX_CHARS:
                raise ReadFault("read-bomb", f"holds more than {MAX_CHARS:,} characters of text")
    finally:
        document.close()
    lines = Lines()
    for row in paragraphs("\n".join(texts)):
        lines.add(row)
    if not lines.rows:
        what = f"{pages} {'page' if pages == 1 else 'pages'} and no text: a scan"
        raise ReadFault("read-no-text", what, "pages")
    empty = [str(number) for number, text in enumerate(texts, 1) if not text.strip()]
    warnings = (f"pages without text (pictures of pages?): {', '.join(empty[:20])}",) if empty else ()
    return Page(lines.text, "application/pdf", warnings=warnings)


def _page_text(document: Any, number: int, error: type[Exception]) -> str:
    try:
        page = document[number]
        try:
            text_page = page.get_textpage()
            try:
                return str(text_page.get_text_bounded())
            finally:
                text_page.close()
        finally:
            page.close()
    except error:
        return ""


def paragraphs(text: str) -> list[str]:
    """Printed lines joined: a line goes on in the next unless it stops short, ends a sentence short of the margin, or is a heading."""
    rows = [row.strip() for row in text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")]
    rows = [re.sub(r"\s+", " ", row) for row in rows]
    widths = sorted(len(row) for row in rows if row)
    margin = widths[int(0.8 * (len(widths) - 1))] if widths else 0
    found: list[str] = []
    going = False
    for row in rows:
        if not row:
            going = False
            continue
        if going and found:
            last = found[-1]
            if last.endswith(("\x02", "\ufffe", "\u00ad")) or (re.search(r"[a-z]-$", last) and row[:1].islower()):
                found[-1] = last[:-1] + row
            else:
                found[-1] = f"{last} {row}"
        else:
            found.append(row)
        full = len(row) >= 0.75 * margin and margin >= 30
        going = (full and not (_STOP.search(row) and len(row) < 0.92 * margin)) or row.endswith(
            ("\x02", "\ufffe", "\u00ad")
        )
    return found
