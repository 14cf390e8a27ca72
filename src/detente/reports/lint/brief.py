"""A brief as the checks see it: front matter, body, sentences, and the model's posterior."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from detente.kernel.probability_words import DEFAULT, SCALES, Scale
from detente.reports.lint import document, front_matter
from detente.reports.lint.document import Block, Body
from detente.reports.lint.sentences import Sentence, sentences

#: Sections in which every sentence has a type.
TYPED = ("Bottom line", "Key judgements", "Discussion")


@dataclass(frozen=True)
class Brief:
    """``posterior`` maps hypothesis to probability; None if there is no model."""

    head: Mapping[str, Any]
    body: Body
    posterior: Mapping[str, Any] | None

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of all sections in order."""
        return tuple(each for block in self.body.blocks for each in sentences(block))

    @cached_property
    def judgements(self) -> tuple[Sentence, ...]:
        """The sentences of type J."""
        return tuple(each for each in self.sentences if each.kind == "J")

    @property
    def key_judgements(self) -> list[Block]:
        """The bullets of the section *Key judgements*."""
        return self.body.bullets("Key judgements")

    @property
    def scale(self) -> Scale:
        """The one scale of the document."""
        return SCALES[str(self.head.get("scale", DEFAULT))]

    def said(self, key: str) -> str:
        """A value of the front matter as text; empty if it is not there."""
        value = self.head.get(key)
        return "" if value is None else str(value).strip()

    def line(self, section: str) -> int:
        """The line of a section; 0 if there is none."""
        return self.body.has(section) or 0


def parse(text: str, result: Mapping[str, Any] | None, file: str) -> Brief:
    """Read a brief. Raises DetenteError for a front matter that cannot be used."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    head, first = front_matter.split(lines, file)
    return Brief(head, document.read(lines, first), posteriors(result))


def posteriors(result: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Hypothesis -> posterior of a result; of a set of results ``QUESTION.HYPOTHESIS`` -> posterior. None if it has none."""
    if result is None:
        return None
    if isinstance(several := result.get("results"), list):
        found = [(each.get("id"), each.get("posterior")) for each in several if isinstance(each, Mapping)]
        return {f"{name}.{key}": p for name, held in found if isinstance(held, Mapping) for key, p in held.items()}
    held = result.get("posterior")
    return held if isinstance(held, Mapping) else None
