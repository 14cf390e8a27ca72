"""Feeds (RSS, Atom) by feedparser (the extra ``pages``): one document an entry, read from the file and never fetched."""

import io
import re
import time
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from detente.sources.reading.html_page import page_of
from detente.sources.reading.page import Lines, Page, ReadFault

MAX_ENTRIES = 1_000
_ENTITY = re.compile(rb"<!\s*(?:ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)


def installed() -> bool:
    """True if feeds can be read."""
    return find_spec("feedparser") is not None


def read_feed(content: bytes) -> list[Page]:
    """The entries of a feed in their order. Raises ReadFault: the part is missing, no feed, no entry with text."""
    if not content.strip():
        raise ReadFault("file-empty", "the file is empty")
    if _ENTITY.search(content):
        raise ReadFault("read-bomb", "an entity is declared in it; none is ever expanded", "xml")
    if not installed():
        raise ReadFault("part-missing", "the reader of feeds is not installed", "file", "pip install 'detente[pages]'")
    import feedparser  # type: ignore[import-untyped]

    try:
        feed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        raise ReadFault("read-broken", f"is no feed that can be read: {type(error).__name__}", "xml") from None
    if not feed.get("version"):
        raise ReadFault("read-broken", "is no RSS or Atom feed", "xml")
    if len(feed.entries) > MAX_ENTRIES:
        raise ReadFault(
            "read-bomb", f"holds {len(feed.entries):,} entries; at most {MAX_ENTRIES:,} are read", "entries"
        )
    outlet = _text(feed.feed.get("title"))
    pages = [page for entry in feed.entries for page in _page(entry, outlet, _text(feed.feed.get("language")))]
    if not pages:
        raise ReadFault("read-no-text", "no entry of the feed holds text", "entries")
    return pages


def _page(entry: Any, outlet: str | None, language: str | None) -> Iterator[Page]:
    contents = [each.get("value", "") for each in entry.get("content", [])] or [entry.get("summary", "")]
    source = max(contents, key=len)
    if not source.strip() and not entry.get("title"):
        return
    title, names = (
        _text(entry.get("title")),
        tuple(dict.fromkeys(filter(None, (_text(each.get("name")) for each in entry.get("authors", []))))),
    )
    day = _day(entry.get("published_parsed"))
    lines = Lines()
    for text, hint in (
        (title, "title"),
        (f"By {' and '.join(names)}" if names else None, "byline"),
        (f"Published {day}" if day else None, "date_line"),
    ):
        if text:
            lines.add(text, hint)
    inner = page_of(source, None)
    shift = len(lines.rows)
    hints = {
        **lines.hints,
        **{line + shift: "heading" if hint == "title" else hint for line, hint in inner.hints.items()},
    }
    text = "\n".join([*lines.rows, inner.text]) if inner.text else lines.text
    if not text.strip():
        return
    yield Page(text, "application/atom+xml" if "atom" in str(entry.get("summary_detail", {}).get("type", "")) else "application/rss+xml",
               title=title, outlet=outlet, authors=names, published=day, updated=_day(dict.get(entry, "updated_parsed")),
               language=(language or "").split("-")[0].lower() or None, url=_text(entry.get("link")), hints=hints, warnings=inner.warnings,
               part="\n".join(filter(None, (title, *names, day, source))).encode("utf-8", "replace"))  # fmt: skip


def _text(value: Any) -> str | None:
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _day(value: Any) -> str | None:
    try:
        return time.strftime("%Y-%m-%d", value) if value else None
    except (TypeError, ValueError, OverflowError):
        return None
