"""A question as it is asked: everything an analyst may see, and nothing that anybody has judged.

An :class:`Inquiry` has no place for a likelihood, a prior, a reading or another analyst, so a screen made from it
cannot show one. Its fingerprint covers what is asked: change a text, a date or a grade and ratings no longer fit; add
analysts, a base table or options and they do.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from detente.kernel import fingerprints
from detente.kernel.errors import Problem
from detente.kernel.probability_words import SCALES
from detente.kernel.slugs import SLUGS

OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One of the rival explanations."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of evidence: ``observed`` False means looked for and not seen. ``grade`` is as the file gives it."""

    id: str
    text: str
    date: str = ""
    observed: bool = True
    sources: tuple[str, ...] = ()
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked: ``items`` are the scored ones alone; ``background`` is shown with the prior and not asked."""

    question: str
    text: str
    explanandum: str
    scale: str
    hypotheses: tuple[Hypothesis, ...]
    items: tuple[Item, ...]
    background: tuple[Item, ...] = ()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what is asked, 64 hex digits."""
        return fingerprints.of_data(asdict(self))

    def item(self, name: str) -> Item:
        """The item with that id. Raises KeyError."""
        return {item.id: item for item in self.items}[name]


def read_inquiry(data: Any, file: str) -> tuple[Inquiry | None, list[Problem]]:
    """The inquiry in a question's plain data; None with every reason why it cannot be asked.

    Priors and likelihoods may be missing: they are what is asked for.
    """
    problems: list[Problem] = []

    def wrong(place: str, message: str) -> None:
        slug = "question-unaskable"
        problems.append(Problem(file, 0, slug, message, SLUGS[slug].fix, place=place))

    if not isinstance(data, Mapping):
        wrong("file", "holds no question")
        return None, problems
    for key in ("id", "question"):
        if not _text(data.get(key)):
            wrong(key, "is missing or no text")
    hypotheses = []
    for place, each in _records(data.get("hypotheses"), "hypotheses", wrong):
        hypotheses.append(Hypothesis(_text(each.get("id")), _text(each.get("text")) or _text(each.get("id"))))
        if not hypotheses[-1].id:
            wrong(place, "has no id, or one that is no text")
    documents = data.get("documents") or {}
    items, background = [], []
    for place, each in _records(data.get("evidence"), "evidence", wrong):
        item = _item(each, documents if isinstance(documents, Mapping) else {})
        role = each.get("role", "evidence")
        for key in ("id", "text"):
            if not getattr(item, key):
                wrong(place, f"{item.id or 'the item'} has no {key}, or one that is no text")
        if role == "evidence":
            items.append(item)
        elif role == "prior":
            background.append(item)
    for what, ids in (("hypotheses", [h.id for h in hypotheses]), ("evidence", [i.id for i in (*items, *background)])):
        if twice := sorted({each for each in ids if each and ids.count(each) > 1}):
            wrong(what, f"{', '.join(twice)} stands more than once")
    if len(hypotheses) < 2:
        wrong("hypotheses", "fewer than two hypotheses")
    if not items:
        wrong("evidence", "no item of the role evidence")
    scale = _text(data.get("scale")) or "icd203"
    if scale not in SCALES:
        wrong("scale", f"{scale!r} is no scale of {', '.join(SCALES)}")
    if problems:
        return None, problems
    return Inquiry(_text(data["id"]), _text(data["question"]), _text(data.get("explanandum")),
                   scale, tuple(hypotheses), tuple(items), tuple(background)), []  # fmt: skip


def _item(each: Mapping[str, Any], documents: Mapping[Any, Any]) -> Item:
    grade = each.get("grade")
    if grade is None and each.get("digit") is not None:
        grade = f"digit {each['digit']}"
    if grade is None and each.get("accuracy") is not None:
        grade = f"accuracy {each['accuracy']}"
    if grade is None and each.get("hit") is not None:
        grade = f"hit {each['hit']}, false alarm {each.get('false_alarm')}"
    sources = []
    for source in each.get("sources") or ():
        if isinstance(source, Mapping):
            about = documents.get(source.get("doc"))
            sources.append(_source(_text(source.get("doc")), about if isinstance(about, Mapping) else {}))
    return Item(_text(each.get("id")), _text(each.get("text")), _text(str(each.get("date") or "")),
                each.get("observed", True) is not False, tuple(sources), "" if grade is None else str(grade))  # fmt: skip


def _source(name: str, about: Mapping[str, Any]) -> str:
    title, letter = _text(about.get("title")), _text(about.get("letter"))
    return name + (f" {title}" if title else "") + (f" (letter {letter})" if letter else "")


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _records(value: Any, key: str, wrong: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for place, each in enumerate(value if isinstance(value, list) else ()):
        if isinstance(each, Mapping):
            yield f"{key}[{place}]", each
        else:
            wrong(f"{key}[{place}]", "is no mapping")
