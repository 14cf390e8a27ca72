"""Problems and errors: where, what and the next move, all at once.

A :class:`Problem` is one thing wrong with the user's input; its slug names an entry of ``docs/reference/errors.md``
(the texts are in :mod:`detente.kernel.slugs`). A :class:`DetenteError` carries every problem found, never just the first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from detente.kernel.slugs import SLUGS


def one_line(text: str) -> str:
    """The text without line breaks and control characters: a problem is one line, whatever the input held."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem: place, what is wrong, how to fix it.

    ``file`` is a path as the user knows it ("" if no file is meant), ``line`` counts from 1 (0 if no line is meant),
    ``level`` is ``error`` (exit 2) or ``warning`` (exit 0). Model files of the engines name a ``place`` inside the file
    (``evidence.E03.likelihood``) instead of a line; such a problem reads ``FILE: PLACE: PROBLEM; FIX [slug]``.
    """

    file: str
    line: int
    slug: str
    message: str
    fix: str = ""
    level: str = "error"
    place: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", one_line(self.message))
        object.__setattr__(self, "place", one_line(self.place))
        object.__setattr__(self, "fix", one_line(self.fix))
        if self.slug not in SLUGS:
            raise KeyError(f"no entry for the slug {self.slug!r} in detente.kernel.slugs")

    def __str__(self) -> str:
        if self.place:
            return f"{self.file}: {self.place}: {self.message}; {self.fix or SLUGS[self.slug].fix} [{self.slug}]"
        place = f"{self.file}:{self.line}" if self.file and self.line else self.file
        advice = f" {self.fix}" if self.fix else ""
        return f"{place + ': ' if place else ''}{self.message}.{advice} [{self.slug}]"

    def at(self, file: str, line: int) -> "Problem":
        """The same problem with its place filled in."""
        return replace(self, file=file, line=line)

    def record(self) -> dict[str, str | int]:
        """The problem as plain data for JSON output."""
        where = {"place": self.place} if self.place else {}
        return {"file": self.file, "line": self.line, **where, "level": self.level, "slug": self.slug,
                "message": self.message, "fix": self.fix or SLUGS[self.slug].fix}  # fmt: skip


class DetenteError(Exception):
    """Bad input. The doors print one line a problem and leave with exit status 2."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def fail(slug: str, message: str, fix: str = "", *, file: str = "", line: int = 0) -> DetenteError:
    """Make an error of one problem, to be raised by the caller."""
    return DetenteError(Problem(file, line, slug, message, fix or SLUGS[slug].fix))


def errors_only(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that must stop the work."""
    return tuple(problem for problem in problems if problem.level == "error")
