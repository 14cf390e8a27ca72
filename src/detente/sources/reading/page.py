"""What a reader gives back, and the one way in which it fails."""

from dataclasses import dataclass, field

MEGABYTE = 1024 * 1024
#: Largest file that is opened, and longest text that is taken from one.
MAX_FILE = 50 * MEGABYTE
#: The longest text that is read as one document, in code points: a long book has two million.
MAX_TEXT = 5_000_000
MAX_CHARS = 20_000_000


class ReadFault(Exception):  # noqa: N818  a fault of the user's file
    """A file that cannot be read: the slug of its entry in the error reference, place in the file, and what is wrong."""

    def __init__(self, slug: str, message: str, place: str = "file", fix: str = "") -> None:
        super().__init__(message)
        self.slug, self.message, self.place, self.fix = slug, message, place, fix


@dataclass(frozen=True)
class Page:
    """The text of a document and what its form says about it.

    ``basis`` is ``raw`` if ``text`` is the decoded file itself, ``extracted`` if it was taken out of a form, one block a
    line. ``hints`` maps a line to the label that the mark-up suggests. ``part`` is set where a file holds several
    documents (a feed): the entry's own bytes, which its digest is of.
    """

    text: str
    media_type: str
    basis: str = "extracted"
    encoding: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    url: str | None = None
    hints: dict[int, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    part: bytes | None = None


@dataclass
class Lines:
    """Blocks put down one a line, with the label that the form suggests for each."""

    rows: list[str] = field(default_factory=list)
    hints: dict[int, str] = field(default_factory=dict)
    chars: int = 0

    def add(self, text: str, hint: str = "") -> None:
        """One block; runs of blanks become one (no-break blanks stay). Raises ReadFault when the text grows too long."""
        block = _collapsed(text)
        if not block:
            return
        self.rows.append(block)
        self.chars += len(block) + 1
        if self.chars > MAX_CHARS:
            raise ReadFault("read-bomb", f"holds more than {MAX_CHARS:,} characters of text")
        if hint:
            self.hints[len(self.rows)] = hint

    @property
    def text(self) -> str:
        """All blocks, one a line."""
        return "\n".join(self.rows)


def _collapsed(text: str) -> str:
    signs = text.translate({0: None, 9: " ", 10: " ", 11: " ", 12: " ", 13: " ", 0x85: " ", 0x2028: " ", 0x2029: " "})
    return " ".join(part for part in signs.split(" ") if part).strip()
