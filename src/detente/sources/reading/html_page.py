"""HTML to blocks, one a line, with the standard library. Scripts and styles are never run and never shown.

Mark-up only hints at labels (navigation, headings, captions, bylines); what a block is, the labels decide.
"""

import json
import re
from html.parser import HTMLParser
from typing import Any

from detente.sources.reading.decoding import decode_page
from detente.sources.reading.page import Lines, Page, ReadFault

_SKIPPED = frozenset(("script", "style", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video", "noscript", "select", "textarea", "head"))  # fmt: skip
_INLINE = frozenset(("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "meter", "output", "q",
                     "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "picture", "source"))  # fmt: skip
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_BY_TAG = {"nav": "clutter", "footer": "clutter", "form": "clutter", "button": "clutter", "menu": "clutter", "dialog": "clutter", "aside": "clutter",
           "figcaption": "caption", "h1": "title", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading"}  # fmt: skip
_BY_CLASS: tuple[tuple[str, frozenset[str]], ...] = (
    ("pullquote", frozenset(("pullquote", "pull-quote", "pullquotes"))),
    ("clutter", frozenset(("nav", "navbar", "navigation", "menu", "footer", "sidebar", "related", "share", "sharing", "social", "newsletter", "subscribe", "subscription", "promo", "advert",
                           "advertisement", "ad", "ads", "cookie", "cookies", "consent", "comments", "breadcrumb", "breadcrumbs", "recommended", "recommendations", "popular", "most-read",
                           "tags", "paywall", "banner", "popup", "modal", "signup", "skip-link"))),
    ("caption", frozenset(("caption", "wp-caption-text", "credit", "image-caption", "figcaption"))),
    ("byline", frozenset(("byline", "author", "authors", "article-author", "author-name"))),
    ("dek", frozenset(("dek", "deck", "standfirst", "subtitle", "subheadline", "article-summary", "article-subtitle"))),
    ("date_line", frozenset(("pubdate", "published", "publish-date", "timestamp", "dateline", "article-date", "post-date", "entry-date"))),
)  # fmt: skip
_IN_HEAD = frozenset(("title", "meta", "link", "script", "style", "base", "noscript", "template", "head"))
_TRUSTED_BLOCKS = frozenset(("html", "body", "main", "article"))
#: A line break in what was read so far (a control character that no page may hold); two of them end a block.
_BREAK = "\x1e"
_BREAKS = re.compile(rf"{_BREAK}\s*{_BREAK}[\s{_BREAK}]*")
#: Deeper tags are read and no longer weighed.
MAX_DEPTH = 2_000
#: Elements that an opening tag ends when they were left open: those of HTML whose end tag may be omitted.
_CLOSES_P = ("p",)
_CLOSED_BY = {
    "li": ("li", "p"),
    "dt": ("dt", "dd", "p"),
    "dd": ("dt", "dd", "p"),
    "td": ("td", "th", "p"),
    "th": ("td", "th", "p"),
    "tr": ("td", "th", "tr", "p"),
}
#: Longest comment or tag that may stay open at the end: looking for its end again from every sign would take for ever.
MAX_OPEN = 20_000
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})")
_PUBLISHED = ("article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate", "dc.date", "dc.date.issued", "dcterms.date", "parsely-pub-date",
              "sailthru.date", "article.published", "citation_publication_date", "publication_date")  # fmt: skip
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified")
_ARTICLE_TYPES = (
    "article",
    "newsarticle",
    "opinionnewsarticle",
    "analysisnewsarticle",
    "reportagenewsarticle",
    "blogposting",
    "report",
    "scholarlyarticle",
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = Lines()
        self.meta: dict[str, list[str]] = {}
        self.language: str | None = None
        self.time: str | None = None
        self.canonical: str | None = None
        self.scripts = 0
        self.linked: list[str] = []
        self._stack: list[tuple[str, str]] = []
        self._skip: list[str] = []
        self._data: list[str] | None = None
        self._words: list[str] = []
        self.first_h1: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._meta(given)
            return
        if tag == "html":
            self.language = given.get("lang", "")[:35] or self.language
        if tag == "link" and "canonical" in given.get("rel", "").lower().split():
            self.canonical = given.get("href") or None
        if tag == "script":
            self.scripts += 1
            self._data = (
                [] if given.get("type", "").lower() == "application/ld+json" and len(self.linked) < 20 else None
            )
        if tag == "body" or (self._skip == ["head"] and tag not in _IN_HEAD):
            self._skip = []
        if self._skip:
            if tag in _SKIPPED and tag not in _VOID:
                self._skip.append(tag)
            return
        if tag in _SKIPPED and tag not in _VOID:
            self._flush()
            self._skip.append(tag)
            return
        if tag == "time" and self.time is None and (day := _DAY.match(given.get("datetime", ""))):
            self.time = day[1]
        if tag == "br":
            self._words.append(_BREAK)
        elif tag not in _INLINE:
            self._flush()
        if self._stack and self._stack[-1][0] in _CLOSED_BY.get(tag, _CLOSES_P if tag not in _INLINE else ()):
            self._stack.pop()
        if tag not in _VOID and len(self._stack) < MAX_DEPTH:
            self._stack.append((tag, self._hint(tag, given)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._data is not None:
            self.linked.append("".join(self._data))
            self._data = None
        if self._skip:
            if tag in _TRUSTED_BLOCKS:
                self._skip = []
            elif tag in self._skip:
                del self._skip[len(self._skip) - 1 - self._skip[::-1].index(tag) :]
            return
        if tag not in _INLINE:
            self._flush()
        for place in range(len(self._stack) - 1, max(-1, len(self._stack) - 60), -1):
            if self._stack[place][0] == tag:
                del self._stack[place:]
                return

    def handle_data(self, data: str) -> None:
        if self._data is not None:
            self._data.append(data)
        if not self._skip:
            self._words.append(data.replace(_BREAK, " "))

    def finish(self) -> int:
        """End the page. How many signs stand in a comment or a tag that never ends, and were left out."""
        rest = len(self.rawdata)
        if rest > MAX_OPEN:
            self.rawdata = ""
        self.close()
        self._flush()
        return rest if rest > MAX_OPEN else 0

    def _hint(self, tag: str, given: dict[str, str]) -> str:
        if tag in _TRUSTED_BLOCKS:
            return ""
        names = set(f"{given.get('class', '')} {given.get('id', '')}".lower().split())
        for label, classes in _BY_CLASS:
            if names & classes:
                return label
        if given.get("itemprop", "").lower() == "author" or given.get("rel", "").lower() == "author":
            return "byline"
        if given.get("role", "").lower() in ("navigation", "complementary", "contentinfo", "search", "dialog"):
            return "clutter"
        if "hidden" in given or "display:none" in given.get("style", "").replace(" ", "").lower():
            return "clutter"
        return _BY_TAG.get(tag, "")

    def _flush(self) -> None:
        text, self._words = "".join(self._words), []
        parts = [" ".join(part.split(_BREAK)) for part in _BREAKS.split(text)]
        parts = [part for part in parts if part.strip()]
        if not parts:
            return
        hints = [hint for _, hint in self._stack if hint]
        hint = next((each for each in hints if each in ("clutter", "pullquote")), hints[-1] if hints else "")
        if hint == "title":
            if self.first_h1 is not None:
                hint = "heading"
            self.first_h1 = self.first_h1 or " ".join(" ".join(parts).split())
        for part in parts:
            self.lines.add(part, hint)

    def _meta(self, given: dict[str, str]) -> None:
        name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower().strip()
        if name and given.get("content", "").strip() and len(self.meta) < 500:
            self.meta.setdefault(name, []).append(" ".join(given["content"].split())[:2000])


def read_html(content: bytes, encoding: str | None = None) -> Page:
    """A page saved from the web. Raises ReadFault."""
    text, used, warnings = decode_page(content, encoding)
    return page_of(text, used, warnings)


def page_of(source: str, encoding: str | None, warnings: list[str] | None = None) -> Page:
    """HTML text to a page."""
    reader = _Reader()
    try:
        reader.feed(source)
        cut = reader.finish()
    except (AssertionError, ValueError, RecursionError) as error:
        raise ReadFault("read-broken", f"is no HTML that can be read: {str(error)[:80]}", "html") from None
    said = [*(warnings or [])]
    if reader.scripts:
        said.append(
            f"{reader.scripts} {'script was' if reader.scripts == 1 else 'scripts were'} not run; what a script would show is not here"
        )
    if cut:
        said.append(f"the last {cut:,} characters stand in a comment or tag that never ends; they are not read")
    if not reader.lines.rows:
        said.append("the page holds no text")
    meta, linked = reader.meta, _linked(reader.linked)

    def first(*names: str) -> str | None:
        return next((meta[name][0] for name in names if name in meta), None)

    published = _day(first(*_PUBLISHED)) or _day(linked.get("datePublished")) or reader.time
    return Page(
        reader.lines.text, "text/html", "extracted", encoding,
        title=first("og:title") or reader.first_h1 or _text(linked.get("headline")),
        outlet=first("og:site_name") or _name(linked.get("publisher")),
        authors=_authors(meta, linked), published=published,
        updated=_day(first(*_UPDATED)) or _day(linked.get("dateModified")),
        language=(reader.language or "").split("-")[0].lower() or None, url=first("og:url") or reader.canonical,
        hints=reader.lines.hints, warnings=tuple(said),
    )  # fmt: skip


def _day(text: Any) -> str | None:
    from datetime import date

    match = _DAY.match(text) if isinstance(text, str) else None
    try:
        return date.fromisoformat(match[1]).isoformat() if match else None
    except ValueError:
        return None


def _linked(scripts: list[str]) -> dict[str, Any]:
    """The first article that the page describes in JSON-LD (schema.org)."""
    for script in scripts:
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        entries = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
        for entry in entries if isinstance(entries, list) else [entries]:
            kinds = entry.get("@type") if isinstance(entry, dict) else None
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and kind.lower() in _ARTICLE_TYPES for kind in kinds):
                return dict(entry)
    return {}


def _text(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _authors(meta: dict[str, list[str]], linked: dict[str, Any]) -> tuple[str, ...]:
    printed: list[str] = []
    for name in (
        "author",
        "article:author",
        "dc.creator",
        "parsely-author",
        "sailthru.author",
        "byl",
        "citation_author",
    ):
        values = [value for value in meta.get(name, []) if "://" not in value and not value.startswith("@")]
        if values:
            printed = values
            break
    if not printed:
        author = linked.get("author")
        printed = [found for each in (author if isinstance(author, list) else [author]) if (found := _name(each))]
    names = [part.strip() for value in printed for part in re.split(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+|\s+&\s+", re.sub(r"^by\s+", "", value, flags=re.IGNORECASE))]  # fmt: skip
    return tuple(dict.fromkeys(name for name in names if name and len(name) <= 100))
