"""The body of a brief as blocks: sections, paragraphs, bullets, tables, images, each with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_FENCE = re.compile(r"[ \t]*(?:>[ \t]*)?(`{3,}|~{3,})")
_BULLET = re.compile(r"([ \t]*)(?:[-*+]|(\d{1,3})[.)])[ \t]+(?=\S)")
_RULE = re.compile(r"[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_DIVIDER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_SOURCE = re.compile(r"[ \t>*_]*Source:")
_IMAGE = re.compile(r"!\[((?:\\.|[^\]\\])*)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_CELL = re.compile(r"(?<!\\)\|")


@dataclass
class Block:
    """Running text: a paragraph or one bullet. ``indent`` is -1 for a paragraph outside bullets."""

    section: str
    line: int
    text: str
    indent: int = -1


@dataclass(frozen=True)
class Table:
    """A table: header cells, rows with their line. Emphasis and code marks around a cell are taken off."""

    section: str
    line: int
    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def column(self, name: str) -> int | None:
        """The place of a column by its name, None if the table does not have it."""
        names = [cell.casefold() for cell in self.head]
        return names.index(name.casefold()) if name.casefold() in names else None

    def records(self, *names: str) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row as (line, cells by the names asked for); a cell that is not there is empty."""
        places = {name: self.column(name) for name in names}
        for line, row in self.rows:
            yield line, {name: row[at] if at is not None and at < len(row) else "" for name, at in places.items()}


@dataclass(frozen=True)
class Image:
    """An image, and the first line with text after it."""

    line: int
    alt: str
    following: str


@dataclass
class Body:
    """Everything under the front matter. ``sections`` maps each ``##`` name to its line, in order."""

    sections: dict[str, int] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)

    def has(self, section: str) -> int | None:
        """The line of a section, None if there is none of that name."""
        return next((line for name, line in self.sections.items() if name.casefold() == section.casefold()), None)

    def of(self, section: str) -> list[Block]:
        """The running text of a section."""
        return [block for block in self.blocks if block.section.casefold() == section.casefold()]

    def bullets(self, section: str) -> list[Block]:
        """The outer bullets of a section, each with what is nested in it."""
        found: list[Block] = []
        for block in self.of(section):
            if found and block.indent > found[-1].indent:
                found[-1].text += "\n" + block.text
            elif block.indent >= 0:
                found.append(Block(block.section, block.line, block.text, block.indent))
        return found

    def table(self, section: str, *columns: str) -> Table | None:
        """The first table of a section with these columns, None if there is none."""
        for each in self.tables:
            if each.section.casefold() == section.casefold() and all(each.column(name) is not None for name in columns):
                return each
        return None

    def records(self, section: str, *columns: str) -> list[tuple[int, dict[str, str]]]:
        """The rows of the first table of a section with these columns; none if there is no such table."""
        table = self.table(section, *columns)
        return [] if table is None else list(table.records(*columns))

    def labelled(self, label: str) -> Iterator[tuple[int, str]]:
        """What follows ``Label:`` at the head of a line, up to the next empty line."""
        head = re.compile(rf"(?:[-*+]\s+)?(?:\[[FAJ]\]\s*)?[*_]*{re.escape(label)}[*_]*:[*_]*(.*)$", re.IGNORECASE)
        for place, (line, text) in enumerate(self.lines):
            if match := head.match(text.strip()):
                rest = [match[1]]
                for _, more in self.lines[place + 1 :]:
                    if not more.strip() or _BULLET.match(more) or _HEADING.match(more) or more.lstrip().startswith("|"):
                        break
                    rest.append(more)
                yield line, " ".join(rest).strip(" \t*_")


def read(lines: list[str], first: int) -> Body:
    """The body from line ``first`` (counted from 0) on. Code fences and HTML comments are left out, lines stay."""
    body = Body()
    shown = _visible(lines, first)
    body.lines = [(place + 1, text) for place, text in shown]
    section, block, ordered, place = "", None, False, 0
    while place < len(shown):
        number, raw = shown[place][0] + 1, shown[place][1]
        place += 1
        text = _QUOTE.sub("", raw, count=1) if _QUOTE.match(raw) else raw
        if heading := _HEADING.match(text):
            block = None
            if len(heading[1]) <= 2:
                section = heading[2].strip(" *_") if len(heading[1]) == 2 else ""
                if section:
                    body.sections.setdefault(section, number)
            continue
        _images(body, shown, place - 1)
        if text.lstrip().startswith("|"):
            rows = [(number, text)]
            while place < len(shown) and shown[place][1].lstrip(" \t>").startswith("|"):
                rows.append((shown[place][0] + 1, shown[place][1]))
                place += 1
            body.tables.append(_table(section, rows))
            block = None
            continue
        text = _IMAGE.sub(lambda found: " " * len(found[0]), text)
        if not text.strip(" \t*_"):
            indented = place < len(shown) and shown[place][1].startswith((" ", "\t"))
            block = block if not raw.strip() and indented else None  # an indented paragraph still belongs to its bullet
            continue
        if _SOURCE.match(text) or _RULE.match(text):
            block = None
            continue
        bullet = _BULLET.match(text)
        if bullet and bullet[2] and bullet[2] != "1" and block is not None and not ordered:
            bullet = None  # a number at the head of a line inside a paragraph
        if bullet:
            ordered = bullet[2] is not None
            indent = len(bullet[1].expandtabs(4))
            block = Block(section, number, text[bullet.end() :], indent)
            body.blocks.append(block)
        elif block is not None:
            missing = number - block.line - block.text.count("\n")
            block.text += "\n" * missing + text
        else:
            block, ordered = Block(section, number, text), False
            body.blocks.append(block)
    return body


def _visible(lines: list[str], first: int) -> list[tuple[int, str]]:
    """The lines with code fences and comments blanked."""
    shown: list[tuple[int, str]] = []
    fence, comment = "", False
    for place in range(first, len(lines)):
        text = lines[place]
        opening = _FENCE.match(text)
        if fence:
            if opening and opening[1].startswith(fence) and not text[opening.end() :].strip():
                fence = ""
            text = ""
        elif comment:
            before, sign, after = text.partition("-->")
            text, comment = (" " * (len(before) + 3) + after, False) if sign else ("", True)
        elif opening:
            fence, text = opening[1], ""
        if not fence and "<!--" in text:
            text = re.sub(r"<!--.*?-->", lambda found: " " * len(found[0]), text)
            if "<!--" in text:
                text, comment = text[: text.index("<!--")], True
        shown.append((place, text))
    return shown


def _images(body: Body, shown: list[tuple[int, str]], place: int) -> None:
    found = list(_IMAGE.finditer(shown[place][1]))
    if found:
        following = next((text for _, text in shown[place + 1 :] if text.strip()), "")
        body.images += [Image(shown[place][0] + 1, each[1].strip(), following.strip(" \t>*_")) for each in found]


def _table(section: str, rows: list[tuple[int, str]]) -> Table:
    cells = [(line, tuple(_clean(cell) for cell in _split(text))) for line, text in rows if not _DIVIDER.match(text)]
    return Table(section, rows[0][0], cells[0][1] if cells else (), tuple(cells[1:]))


def _split(text: str) -> list[str]:
    inner = text.strip().lstrip("> ").strip()
    inner = inner.removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return _CELL.split(inner)


def _clean(cell: str) -> str:
    return cell.strip().strip("*`").strip().replace("\\|", "|")
