"""The ledger: calls and outcomes as they were made, each entry hashed to the one before, only ever added to.

An entry's hash is the SHA-256 of its canonical JSON (sorted keys, no blanks, without ``hash``), which holds the hash of
the entry before it. Whoever changes, removes, inserts or moves an entry breaks the chain there. Entries cut off at the
end leave no trace inside the file: publish the last hash with each brief.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from detente.dossier.forecast import CALLED_OFF, Call, ForecastQuestion, P, as_outcome
from detente.dossier.forecast_check import faults
from detente.dossier.record import Day, Digest, Id, Ids, Record, Text
from detente.kernel import fingerprints

#: What the first entry has in the place of a hash before it.
GENESIS = "0" * 64


class LedgerEntry(Record):
    """A call (``p``), an outcome (``outcome``), an annulment (``outcome`` annulled or ambiguous), or the withdrawal of an outcome."""

    seq: Annotated[int, Field(ge=1)]
    at: Day
    recorded: Day
    kind: Literal["call", "outcome", "annul", "withdraw"]
    question: Id
    by: Text
    p: P | None = None
    outcome: Annotated[str | float | None, BeforeValidator(as_outcome)] = None
    source: str | None = None
    rationale: str | None = None
    evidence: Ids = ()
    engine: str | None = None
    manifest: dict[str, Any] | None = None
    prev: Digest
    hash: Digest

    def data(self) -> dict[str, Any]:
        """The entry as it stands on its line."""
        return self.model_dump(mode="json", exclude_defaults=True)


def hash_of(data: Mapping[str, Any]) -> str:
    """The hash that an entry with this data must have."""
    return fingerprints.of_data({key: value for key, value in data.items() if key != "hash"})


def chained(entries: Iterable[LedgerEntry], data: Mapping[str, Any]) -> LedgerEntry:
    """The next entry of a ledger: ``data`` without ``seq``, ``prev`` and ``hash``, which follow from the entries so far."""
    known = list(entries)
    prev = known[-1].hash if known else GENESIS
    draft = LedgerEntry.model_validate({**data, "seq": len(known) + 1, "prev": prev, "hash": GENESIS})
    return draft.model_copy(update={"hash": hash_of(draft.data())})


def broken(entries: Iterable[LedgerEntry]) -> Iterator[tuple[int, str]]:
    """(place from 0, what is wrong) of every entry that does not fit: its number, the link to the one before, its hash."""
    prev = GENESIS
    for place, entry in enumerate(entries):
        if entry.seq != place + 1:
            yield place, f"entry {entry.seq} stands where entry {place + 1} belongs"
        if entry.prev != prev:
            yield place, f"entry {entry.seq} is not linked to the entry before it"
        if entry.hash != hash_of(entry.data()):
            yield place, f"entry {entry.seq} was changed: its content has another hash"
        prev = entry.hash


def unfitting(
    questions: Mapping[str, ForecastQuestion], entries: Iterable[LedgerEntry]
) -> Iterator[tuple[int, str, str]]:
    """(place from 0, slug, what is wrong) of every entry that its question cannot take: a late call, a value of another type."""
    settled: dict[str, date] = {}
    for place, entry in enumerate(entries):
        question = questions.get(entry.question)
        if question is None:
            continue
        if entry.kind == "withdraw":
            if entry.question not in settled or entry.outcome is not None or entry.p is not None:
                yield place, "ledger-refused", f"there is no outcome of {entry.question} in the ledger to withdraw"
            settled.pop(entry.question, None)
            continue
        if entry.kind != "call":
            settled[entry.question] = entry.at
            if entry.outcome is None or (entry.kind == "annul") != (entry.outcome in CALLED_OFF):
                yield (
                    place,
                    "ledger-refused",
                    f"an entry of kind {entry.kind} cannot have the outcome {entry.outcome!r}",
                )
            alone = question.model_copy(update={"forecasts": (), "resolution": entry.outcome})
        elif entry.p is None:
            yield place, "ledger-refused", "a call needs a probability"
            continue
        elif entry.question in settled:
            yield (
                place,
                "late_forecast",
                f"a call on {entry.question} after its outcome, known on {settled[entry.question]}",
            )
            continue
        else:
            alone = question.model_copy(update={"forecasts": (_call(entry),), "resolution": None})
            if question.resolution is None:
                alone = alone.model_copy(update={"actual_resolve": None})
        yield from ((place, fault.slug, fault.message) for fault in faults(alone))


def _call(entry: LedgerEntry) -> Call:
    return Call(at=entry.at, by=entry.by, p=entry.p, rationale=entry.rationale, evidence=entry.evidence)


def merged(questions: Mapping[str, ForecastQuestion], entries: Iterable[LedgerEntry]) -> dict[str, ForecastQuestion]:
    """The questions with the calls and outcomes of the ledger.

    A later outcome or annulment replaces an earlier one; a withdrawal puts back what the question's own file says.
    """
    found = dict(questions)
    for entry in entries:
        question = found.get(entry.question)
        if question is None:
            continue
        if entry.kind == "call":
            update: dict[str, Any] = {"forecasts": (*question.forecasts, _call(entry))}
        elif entry.kind == "withdraw":
            own = questions[entry.question]
            update = {key: getattr(own, key) for key in ("resolution", "actual_resolve", "state")}
        else:
            update = {"resolution": entry.outcome, "actual_resolve": entry.at, "state": "resolved"}
        found[entry.question] = question.model_copy(update=update)
    return found
