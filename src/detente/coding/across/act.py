"""An act as one claim tells it: what two claims are compared by."""

from dataclasses import dataclass
from datetime import date

from detente.dossier.claim import EventClaim

#: A stand-in of the roster; two claims that name nobody are not about the same somebody.
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Act:
    """One event claim.

    ``actors`` are source and target together, ``passage`` (document, line), ``start`` and ``end`` days or None, ``type``
    one of the sixteen, ``words`` the summary or the clause.
    """

    id: str
    document: str
    passage: tuple[str, int]
    actors: frozenset[str]
    start: date | None
    end: date | None
    type: str
    words: str


def act_of(claim: EventClaim) -> Act:
    """The act that a claim tells."""
    when = claim.date
    return Act(
        claim.id, claim.source_document, (claim.source_document, claim.line), frozenset({*claim.source, *claim.target} - {UNKNOWN}),
        when.start if when else None, when.end if when else None, claim.plover, claim.summary,
    )  # fmt: skip
