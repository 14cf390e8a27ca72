"""Questions that come first: one answer resolves everything that hangs on it.

Four kinds. ``date:SOURCE`` the day a document appeared; ``actor:SOURCE:NAME`` which of the roster an ambiguous title
means there; ``when:SOURCE:TEXT`` which day an expression means; ``who:NAME`` who a name outside the roster is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.coding.review.log import Entry
from detente.coding.review.proposals import Answers, Proposal, fold
from detente.coding.review.readings import Reading
from detente.dossier.actor import Actor

#: A name outside the roster that stands so often is asked for before the suggestions.
OFTEN = 3
KINDS = ("date", "actor", "when", "who")


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``depends`` counts the mentions and suggestions that one answer resolves.

    ``urgent`` ones are asked before any suggestion: all but names that stand once or twice and carry no suggestion.
    ``options`` are answers the machine can name (actor ids, ISO days); ``places`` where it stands (source, line).
    """

    id: str
    kind: str
    text: str
    depends: int
    options: tuple[str, ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    facts: tuple[str, ...] = field(default=())
    urgent: bool = True


def answers_of(entries: Iterable[Entry], actors: Iterable[Actor]) -> Answers:
    """What the roster and the log know. ``entries`` are those in force."""
    known: dict[str, str] = {}
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            known.setdefault(fold(name), actor.id)
    here: dict[tuple[str, str], str] = {}
    days: dict[tuple[str, str], str] = {}
    for entry in entries:
        if entry.action != "answer":
            continue
        kind, _, rest = entry.about.partition(":")
        answer = entry.became.get("answer") or {}
        if kind == "who":
            known[rest] = str(answer.get("actor") or "")
        elif kind in ("actor", "when"):
            source, _, text = rest.partition(":")
            if kind == "actor":
                here[source, text] = str(answer.get("actor") or "")
            else:
                days[source, text] = str(answer.get("value") or "")
    return Answers(known, here, days)


def questions_of(readings: Sequence[Reading], proposals: Sequence[Proposal], answers: Answers,
                 answered: frozenset[str], dates: Mapping[str, Any]) -> list[Question]:  # fmt: skip
    """Every question that stands open, the most useful first within its kind. ``dates`` maps a source to its date or None."""
    hanging = Counter(each for proposal in proposals for each in proposal.hangs_on)
    found = [*_dates(readings, dates, hanging), *_mentions(readings, answers, hanging), *_names(readings, proposals, answers, hanging)]  # fmt: skip
    kept = [each for each in found if each.id not in answered and each.depends]
    return sorted(kept, key=lambda each: (not each.urgent, KINDS.index(each.kind), -each.depends, each.id))


def _dates(readings: Sequence[Reading], dates: Mapping[str, Any], hanging: Counter[str]) -> Iterable[Question]:
    for reading in readings:
        if dates.get(reading.source):
            continue
        items = [item for passage in reading.passages for item in passage.get("dates") or ()
                 if item.get("status") == "asks" and "document_date" in (item.get("needs") or ())]  # fmt: skip
        name = f"date:{reading.source}"
        head = reading.head.get("date") or {}
        bracket = (head.get("not_before"), head.get("not_after"))
        facts = tuple(f"line {each.get('line')}: {each.get('bound', '').replace('_', ' ')} {each.get('date', '')} - {each.get('why', '')}"
                      for each in head.get("evidence") or ())  # fmt: skip
        options = (f"{bracket[0]}/{bracket[1]}",) if all(bracket) else ()
        yield Question(name, "date", f"On which day did {reading.source} appear?", max(1, len(items)), options, (), facts)  # fmt: skip


def _mentions(readings: Sequence[Reading], answers: Answers, hanging: Counter[str]) -> Iterable[Question]:
    for reading in readings:
        groups: dict[str, list[tuple[int, tuple[str, ...], str]]] = defaultdict(list)
        days: dict[str, list[tuple[int, tuple[str, ...], str]]] = defaultdict(list)
        for passage in reading.passages:
            for item in passage.get("actors") or ():
                if item.get("status") == "ambiguous" or len(item.get("candidates") or ()) > 1:
                    options = tuple(_id(each) for each in item.get("candidates") or ())
                    groups[fold(str(item.get("text")))].append((passage["line"], options, str(item.get("text"))))
            for item in passage.get("dates") or ():
                if item.get("status") == "asks" and item.get("alternatives") and "document_date" not in (item.get("needs") or ()):  # fmt: skip
                    options = tuple(map(str, item["alternatives"]))
                    days[fold(str(item["text"]))].append((passage["line"], options, str(item["text"])))
        for kind, found, asked in (("actor", groups, "Who is {!r} in {}?"), ("when", days, "Which day is {!r} in {}?")):
            for text, places in found.items():
                name = f"{kind}:{reading.source}:{text}"
                options = tuple(dict.fromkeys(option for _, each, _ in places for option in each))
                lines = tuple((reading.source, line) for line, _, _ in places)
                yield Question(name, kind, asked.format(places[0][2], reading.source), len(places) + hanging[name], options, lines)  # fmt: skip


def _names(
    readings: Sequence[Reading], proposals: Sequence[Proposal], answers: Answers, hanging: Counter[str]
) -> Iterable[Question]:
    """Names outside the roster, over all documents together."""
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    printed: dict[str, str] = {}
    for reading in readings:
        for passage in reading.passages:
            items = [*(passage.get("who") or ()), *(item for item in passage.get("actors") or () if not _id(item))]
            for item in items:
                name = str(item.get("name") or item.get("text") or "").strip()
                if not name or item.get("match") == "pronoun" or item.get("status") == "ambiguous" or len(item.get("candidates") or ()) > 1:  # fmt: skip
                    continue
                if answers.actor(reading.source, name) is None:
                    printed.setdefault(fold(name), name)
                    places[fold(name)].append((reading.source, int(passage["line"])))
    for proposal in proposals:
        for name in proposal.names.values():
            if f"who:{fold(name)}" in proposal.hangs_on:
                printed.setdefault(fold(name), name)
    for text, name in printed.items():
        count = len(places[text]) + hanging[f"who:{text}"]
        urgent = bool(hanging[f"who:{text}"]) or count >= OFTEN
        yield Question(f"who:{text}", "who", f"Who is {name!r}?", count, (), tuple(places[text]), (name,), urgent)


def _id(candidate: Any) -> str:
    if isinstance(candidate, Mapping):
        return str(candidate.get("actor") or candidate.get("id") or "")
    return str(candidate or "")
