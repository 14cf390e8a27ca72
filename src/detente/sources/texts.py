"""The owner's copies of the documents: read from a folder, identified by the digest of their bytes."""

from collections.abc import Iterable
from dataclasses import dataclass

from detente.kernel import fingerprints

MAX_TEXT = 20 * 1024 * 1024
SUFFIXES = (".txt", ".md")


@dataclass(frozen=True)
class Text:
    """One document. ``text`` is the decoded file: a byte-order mark is dropped, nothing else is changed."""

    file: str
    sha256: str
    text: str

    @property
    def text_sha256(self) -> str:
        """Digest of the decoded text in UTF-8."""
        return fingerprints.of_text(self.text)

    @property
    def lines(self) -> int:
        """Number of lines, counted at each line feed."""
        return self.text.count("\n") + 1

    def line_of(self, position: int) -> int:
        """The line (from 1) on which a code point stands."""
        return self.text.count("\n", 0, position) + 1

    def line_span(self, line: int) -> tuple[int, int]:
        """Start and end of a line (end without the line feed). Raises ValueError if the text has no such line."""
        if not 1 <= line <= self.lines:
            raise ValueError(f"{self.file} has no line {line}; it has {self.lines}")
        start = 0
        for _ in range(line - 1):
            start = self.text.index("\n", start) + 1
        end = self.text.find("\n", start)
        return start, len(self.text) if end < 0 else end


def decode(file: str, content: bytes) -> Text:
    """Bytes to :class:`Text`. Raises UnicodeDecodeError if they are not UTF-8."""
    return Text(file, fingerprints.of_bytes(content), content.decode("utf-8").removeprefix("\ufeff"))


class Shelf:
    """The texts at hand, found by digest first and by file name second."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self.texts = tuple(texts)
        self._by_digest = {text.sha256: text for text in self.texts}
        self._by_file = {text.file: text for text in self.texts}

    def find(self, sha256: str, file: str) -> Text | None:
        """The text with that digest, else the one with that name, else None."""
        return self._by_digest.get(sha256) or self._by_file.get(file)
