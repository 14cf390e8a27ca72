"""The desk: what stands where. Passages, decisions and a roster in; the state of every claim, the queue, open questions out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from detente.coding.review.log import Entry, in_force
from detente.coding.review.proposals import Answers, Proposal, proposals_of
from detente.coding.review.questions import Question, answers_of, questions_of
from detente.coding.review.readings import Reading
from detente.dossier.actor import Actor
from detente.dossier.claim import BaseClaim
from detente.kernel.errors import fail

ORDERS = ("document", "certainty", "issue")
ACCEPTED = ("confirmed", "edited")
_OPEN = ("open", "later")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one claim or suggestion stands. ``version`` grows with every entry that touches it, undoing included.

    ``status`` is open, later, confirmed, edited, rejected, split or merged; ``claim`` the record once accepted.
    """

    status: str = "open"
    claim: Mapping[str, Any] | None = None
    version: int = 0
    by: str = ""
    at: str = ""


@dataclass(frozen=True)
class Desk:
    """The state of a review for one stream of decisions: everybody's, or one blind coder's own.

    ``claims`` are those that the dossier holds (empty in a blind pass: the second coder sees nothing of the first);
    ``dates`` maps a source to the day or bracket that a person gave or accepted, or that is printed.
    """

    readings: Mapping[str, Reading]
    entries: tuple[Entry, ...]
    actors: tuple[Actor, ...] = ()
    claims: Mapping[str, BaseClaim] = field(default_factory=dict)
    dates: Mapping[str, Any] = field(default_factory=dict)
    issues: Mapping[str, str] = field(default_factory=dict)
    blind: str | None = None

    @cached_property
    def force(self) -> list[Entry]:
        """The entries that count."""
        return in_force(self.entries, blind=self.blind)

    @cached_property
    def answers(self) -> Answers:
        """What names and expressions mean, as far as somebody said. A blind coder shares the answers about names."""
        shared = self.force if self.blind is None else [*in_force(self.entries), *self.force]
        return answers_of(shared, self.actors)

    @cached_property
    def proposals(self) -> dict[str, Proposal]:
        """Suggestions of the machine, and the pieces that splitting and merging made."""
        found = {each.id: each for reading in self.readings.values() for each in _found(reading, self.answers)}
        for entry in self.force:
            for piece in entry.became.get("pieces") or ():
                made = _piece(piece, self.readings)
                if made is not None:
                    found.setdefault(made.id, made)
        return found

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """The state of everything that an entry touched. What is not here is open, version 0."""
        ours = [
            each for each in self.entries if (each.by == self.blind and each.blind if self.blind else not each.blind)
        ]
        versions = Counter(name for entry in ours for name in entry.touches)
        found = {name: Standing(version=count) for name, count in versions.items()}
        for entry in self.force:
            for name in entry.touches:
                became = entry.became.get("states", {}).get(name) or entry.became
                if "status" in became:
                    found[name] = Standing(str(became["status"]), became.get("claim"), versions[name], entry.by, entry.at)  # fmt: skip
        return found

    def standing(self, name: str) -> Standing:
        """Where one claim or suggestion stands."""
        return self.standings.get(name) or Standing()

    @cached_property
    def decided(self) -> dict[str, Mapping[str, Any]]:
        """The claims table, rebuilt from the log: id -> record, for every claim that was ever accepted."""
        return {name: each.claim for name, each in self.standings.items() if each.claim is not None}

    @cached_property
    def covered(self) -> frozenset[str]:
        """Suggestions on words for which the dossier already holds a claim of the type that did not come from here."""
        outside = [claim for name, claim in self.claims.items() if name not in self.standings]
        held: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for claim in outside:
            held.setdefault((claim.source_document, claim.type), []).extend((a.start, a.end) for a in claim.anchors)
        return frozenset(
            name for name, each in self.proposals.items()
            if any(_half(span, other) for span in each.spans for other in held.get((each.document, each.type), ()))
        )  # fmt: skip

    def queue(self, by: str = "document", *, types: Sequence[str] = (), document: str | None = None,
              issue: str | None = None) -> list[Proposal]:  # fmt: skip
        """What is open, in the order asked for; what was put off stands at the end. ``by`` is one of :data:`ORDERS`."""
        chosen = [each for name, each in self.proposals.items()
                  if self.standing(name).status in _OPEN and name not in self.covered
                  and (not types or each.type in types) and document in (None, each.document)
                  and (issue is None or issue in self.likely_issues(each))]  # fmt: skip
        places = {name: place for place, name in enumerate(self.readings)}

        def text(each: Proposal) -> tuple[Any, ...]:
            return self.standing(each.id).status == "later", places[each.document], each.start

        if by == "certainty" and self.blind is None:
            return sorted(chosen, key=lambda each: (text(each)[0], each.certainty, *text(each)))
        if by == "issue":
            order = {name: place for place, name in enumerate(self.issues)}
            return sorted(chosen, key=lambda each: (text(each)[0], min((order[i] for i in self.likely_issues(each)), default=len(order)), *text(each)))  # fmt: skip
        return sorted(chosen, key=text)

    def likely_issues(self, proposal: Proposal) -> tuple[str, ...]:
        """Issues that the passage names or that accepted claims of the same paragraph touch: an order for the queue, no coding."""
        passage = self.readings[proposal.document].by_id.get(proposal.passage) or {}
        text = str(passage.get("clean") or "").lower()
        named = [name for name, title in self.issues.items()
                 if any(word in text for word in title.lower().split() if len(word) > 3)]  # fmt: skip
        near = [issue for claim in self.decided.values() if claim.get("source_document") == proposal.document
                and any(anchor.get("paragraph") == passage.get("paragraph") for anchor in claim.get("anchors") or ())
                for issue in claim.get("issues") or ()]  # fmt: skip
        return tuple(dict.fromkeys([*(each for each in near if each in self.issues), *named]))

    @cached_property
    def questions(self) -> list[Question]:
        """Questions that stand open. A blind coder is asked nothing: document dates and names are settled before."""
        if self.blind is not None:
            return []
        answered = frozenset(entry.about for entry in self.force if entry.action == "answer")
        live = [each for each in self.proposals.values() if self.standing(each.id).status in _OPEN]
        with _sound(self.readings):
            return questions_of(list(self.readings.values()), live, self.answers, answered, self.dates)

    def duplicates(self, name: str) -> list[Proposal]:
        """Open suggestions that are exact copies of an accepted one: the same type on the same words of the same passage text."""
        first = self.proposals.get(name)
        if first is None or self.standing(name).status not in ACCEPTED:
            return []
        here = self._frame(first)
        return [each for each in self.queue(types=(first.type,)) if each.id != name and self._frame(each) == here]

    def _frame(self, proposal: Proposal) -> tuple[Any, ...]:
        passage = self.readings[proposal.document].by_id[proposal.passage]
        first = passage["anchor"]["start"]
        return passage["clean"], tuple((start - first, end - first) for start, end in proposal.spans)

    def last_of(self, coder: str) -> Entry | None:
        """The latest decision of a coder that stands."""
        ours = [entry for entry in self.force if entry.by == coder]
        return ours[-1] if ours else None

    @property
    def finished(self) -> frozenset[str]:
        """Documents that the blind coder closed."""
        return frozenset(entry.about for entry in self.force if entry.action == "done")


#: Proposals of the readings looked at last: a decision changes neither the text nor, mostly, what names mean.
_FOUND: dict[int, tuple[Reading, Answers, list[Proposal]]] = {}
_MOST = 64


def _found(reading: Reading, answers: Answers) -> list[Proposal]:
    """:func:`proposals_of`, remembered as long as reading and answers are the same."""
    held = _FOUND.get(id(reading))
    if held is not None and held[0] is reading and held[1] == answers:
        return held[2]
    with _sound((reading.source,)):
        found = proposals_of(reading, answers)
    while len(_FOUND) >= _MOST:
        _FOUND.pop(next(iter(_FOUND)), None)
    _FOUND[id(reading)] = (reading, answers, found)
    return found


@contextmanager
def _sound(documents: Iterable[str]) -> Iterator[None]:
    """Name the documents whose passages hold something that no reader of ours wrote, such as a text where a number belongs."""
    try:
        yield
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        said = f"the passages of {', '.join(documents)} hold what `read` never writes: {type(error).__name__} {error}"
        raise fail("value-invalid", said, "Read the documents again, or mend the file by hand.") from None


def _half(first: tuple[int, int], second: tuple[int, int]) -> bool:
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return shared * 2 >= min(first[1] - first[0], second[1] - second[0]) > 0


def _piece(piece: Mapping[str, Any], readings: Mapping[str, Reading]) -> Proposal | None:
    reading = readings.get(str(piece["document"]))
    spans = tuple((int(a), int(b)) for a, b in piece["spans"])
    if reading is None or any(reading.words(*span) is None for span in spans):
        return None
    passage = reading.at(spans[0][0])
    assert passage is not None  # noqa: S101  the words were just found in it
    return Proposal(
        str(piece["id"]), reading.source, str(piece["type"]), str(passage["id"]), spans, dict(piece.get("fields") or {}),
        dict(piece.get("names") or {}), tuple((str(a), float(b)) for a, b in piece.get("ranked") or ()), (), (), (),
        dict(piece.get("origin") or {"method": "person"}), " ".join(reading.words(*span) or "" for span in spans),
    )  # fmt: skip


def piece_of(proposal: Proposal, **changes: Any) -> dict[str, Any]:
    """A proposal as the log keeps it: codes and positions, no words."""
    return {"id": proposal.id, "document": proposal.document, "type": proposal.type, "spans": [list(s) for s in proposal.spans],
            "fields": dict(proposal.fields), "names": dict(proposal.names), "ranked": [list(r) for r in proposal.ranked],
            "origin": dict(proposal.origin), **changes}  # fmt: skip


def tally(desk: Desk) -> dict[str, Any]:
    """Counts for ``--status``: by status, type and document, decisions an hour, and open questions."""
    status: Counter[str] = Counter()
    by_type: dict[str, Counter[str]] = {}
    by_document: dict[str, Counter[str]] = {}
    for name, each in desk.proposals.items():
        where = "covered" if name in desk.covered else desk.standing(name).status
        status[where] += 1
        by_type.setdefault(each.type, Counter())[where] += 1
        by_document.setdefault(each.document, Counter())[where] += 1
    for name, standing in desk.standings.items():
        if name not in desk.proposals and standing.claim is not None:
            claim = standing.claim
            status[standing.status] += 1
            by_type.setdefault(str(claim["type"]), Counter())[standing.status] += 1
            by_document.setdefault(str(claim["source_document"]), Counter())[standing.status] += 1
    taken = [entry for entry in desk.force if entry.action not in ("answer", "record", "done")]
    seconds = sum(entry.seconds for entry in taken)
    return {
        "status": dict(status), "by_type": {key: dict(value) for key, value in by_type.items()},
        "by_document": {key: dict(value) for key, value in by_document.items()},
        "decisions": len(taken), "seconds": round(seconds, 1),
        "decisions_per_hour": round(3600 * len(taken) / seconds, 1) if seconds else None,
        "open_questions": len(desk.questions),
        "by_coder": dict(Counter(entry.by for entry in taken)),
    }  # fmt: skip


def learned(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """What the ranker may learn from: accepted event claims as span, fingerprint and type. No words."""
    found: dict[str, dict[str, Any]] = {}
    for entry in entries:
        for name in entry.touches:
            state = entry.became.get("states", {}).get(name) or entry.became
            claim = state.get("claim") or {}
            if claim.get("type") == "event" and state.get("status") in ACCEPTED:
                anchor = claim["anchors"][0]
                found[name] = {"claim": name, "document": claim["source_document"], "start": anchor["start"], "end": anchor["end"],
                               "fingerprint": anchor["fingerprint"], "type": claim["plover"], "source": list(claim.get("source") or ()),
                               "target": list(claim.get("target") or ()), "by": entry.by, "at": entry.at}  # fmt: skip
            elif "status" in state:
                found.pop(name, None)
    return list(found.values())
