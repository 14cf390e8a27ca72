"""A claim: a passage says something. The unit of evidence, in seven types.

The article's words are never stored. An anchor holds paragraph, line, positions and the span's fingerprint; whoever has
the text can verify it. Positions are code points, start inclusive, end exclusive, on the decoded file.
"""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from detente.dossier import plover
from detente.dossier.record import Digest, Id, Ids, Record, Text, When
from detente.kernel.dates import parse_interval

MAX_SPAN = 400
USABLE = ("confirmed", "edited")
#: What a claim's history says after a new edition of its document: followed by what became of its anchors.
NEW_EDITION = "new edition of the document: "
Auxiliary = Literal["historical", "future", "hypothetical", "negated", "alleged", "trend"]


def _iso_period(value: Any) -> str:
    try:
        parse_interval(value)
    except (TypeError, ValueError, AttributeError):
        raise PydanticCustomError(
            "date-invalid", "{value} is no day, month, year or A/B", {"value": repr(value)[:40]}
        ) from None
    return str(value)


IsoPeriod = Annotated[str, BeforeValidator(_iso_period)]


class Anchor(Record):
    """Where the words stand in the document, and the fingerprint (SHA-256 of the span) that proves it."""

    paragraph: int | None = None
    line: int
    start: int
    end: int
    fingerprint: Digest

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if not 0 <= self.start < self.end or self.end - self.start > MAX_SPAN or self.line < 1:
            raise PydanticCustomError("anchor-invalid", "the span {start}..{end} on line {line} cannot be",
                                      {"start": self.start, "end": self.end, "line": self.line})  # fmt: skip
        return self


class SaidBy(Record):
    """Who says so: the author, the actor in its own words, a third party, unnamed voices, or a data source."""

    role: Literal["author", "actor_own_words", "third_party", "unnamed", "data_source"]
    actor: Id | None = None
    name: str | None = None


class Origin(Record):
    """What produced the first version of the claim."""

    method: Literal["rule", "model", "person"]
    name: str | None = None
    version: str | None = None
    score: float | None = None


class Decision(Record):
    """One step in a claim's life: who moved it to which status, when, and what else changed."""

    status: Literal["suggested", "confirmed", "edited", "rejected"]
    by: Text
    at: Text
    note: str | None = None


class BaseClaim(Record):
    """The keys that all seven types share. A type names the field that holds our own words, and those that hold actors."""

    type: str
    OWN_WORDS: ClassVar[str]
    ABOUT: ClassVar[tuple[str, ...]]

    id: Id
    source_document: Id
    anchors: Annotated[tuple[Anchor, ...], Field(min_length=1)]
    said_by: SaidBy
    author_attitude: Literal["asserts", "reports", "hedges", "rejects"]
    confidence: Literal["high", "moderate", "low"] = "high"
    date: When | None = None
    issues: Ids = ()
    status: Literal["suggested", "confirmed", "edited", "rejected"]
    by: str | None = None
    at: str | None = None
    origin: Origin
    history: tuple[Decision, ...] = ()
    note: str | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.status != "suggested" and not (self.by and self.at):
            raise PydanticCustomError(
                "claim-undecided", "the claim is {status} but says not by whom and when", {"status": self.status}
            )
        if self.date is not None and self.date.start > self.date.end:
            raise PydanticCustomError("date-order", "the date starts on {start}, after its end {end}",
                                      {"start": str(self.date.start), "end": str(self.date.end)})  # fmt: skip
        return self

    @property
    def says(self) -> str:
        """What the claim says, in our own words."""
        return str(getattr(self, self.OWN_WORDS))

    @property
    def actors(self) -> tuple[str, ...]:
        """Everyone the claim is about, as ids."""
        named: list[str] = []
        for field in self.ABOUT:
            value = getattr(self, field)
            named.extend([value] if isinstance(value, str) else value or ())
        return tuple(dict.fromkeys(named))

    @property
    def usable(self) -> bool:
        """True for confirmed and edited claims: only these may carry a number, an event or a sentence of a brief."""
        return self.status in USABLE

    @property
    def unplaced(self) -> bool:
        """True while a new edition has left the claim without a place for its words; it is kept and carries nothing."""
        last = self.history[-1].note if self.history else None
        return not self.usable and last in (f"{NEW_EDITION}lost", f"{NEW_EDITION}ambiguous")

    @property
    def paragraph(self) -> int | None:
        """Paragraph of the first anchor (null on titles, captions and notes)."""
        return self.anchors[0].paragraph

    @property
    def line(self) -> int:
        """Line of the first anchor, counted from 1."""
        return self.anchors[0].line


class EventClaim(BaseClaim):
    """The passage tells an act: somebody did or said something of a kind to somebody."""

    OWN_WORDS: ClassVar[str] = "summary"
    ABOUT: ClassVar[tuple[str, ...]] = ("source", "target")

    type: Literal["event"]
    summary: Text
    plover: str
    mode: tuple[str, ...] = ()
    auxiliary: tuple[Auxiliary, ...] = ()
    cameo_root: str | None = None
    source: Ids
    target: Ids = ()

    @model_validator(mode="after")
    def _codebook(self) -> Self:
        check_event_coding(self.plover, self.mode, self.auxiliary, self.target)
        return self


class QuoteClaim(BaseClaim):
    """The passage quotes somebody; ``gist`` is our paraphrase."""

    OWN_WORDS: ClassVar[str] = "gist"
    ABOUT: ClassVar[tuple[str, ...]] = ("speaker", "addressee")

    type: Literal["quote"]
    kind: Literal["direct", "partial"]
    speaker: Id
    addressee: Id | None = None
    gist: Text


class ReportedSpeech(BaseClaim):
    """The passage reports what somebody said, without quotation marks."""

    OWN_WORDS: ClassVar[str] = "gist"
    ABOUT: ClassVar[tuple[str, ...]] = ("speaker",)

    type: Literal["reported_speech"]
    speaker: Id
    verb: Text
    gist: Text


class NumberClaim(BaseClaim):
    """The passage gives a figure; ``value`` is null for "thousands". ``period`` is ISO: a day, month, year or A/B."""

    OWN_WORDS: ClassVar[str] = "what"
    ABOUT: ClassVar[tuple[str, ...]] = ("attributed_to",)

    type: Literal["number"]
    value: float | None
    value_max: float | None = None
    unit: Text
    per: str | None = None
    hedge: Literal["about", "nearly", "more_than", "fewer_than", "only", "up_to"] | None = None
    what: Text
    period: IsoPeriod | None = None
    attributed_to: Id | None = None


class Stance(BaseClaim):
    """An actor holds a position, acts from a motive, or believes something; the author or the actor says so."""

    OWN_WORDS: ClassVar[str] = "position"
    ABOUT: ClassVar[tuple[str, ...]] = ("actor",)

    type: Literal["stance"]
    aspect: Literal["position", "motive", "belief"] = "position"
    actor: Ids
    issue: Id
    position: Text
    strength: Literal["weak", "moderate", "strong"]


class Expectation(BaseClaim):
    """Somebody expects something; open until a later claim settles it."""

    OWN_WORDS: ClassVar[str] = "statement"
    ABOUT: ClassVar[tuple[str, ...]] = ("holder",)

    type: Literal["expectation"]
    holder: Id
    statement: Text
    due: When | None = None
    outcome: Literal["open", "met", "not_met"] = "open"
    settled_by: Id | None = None

    @model_validator(mode="after")
    def _settled(self) -> Self:
        if (self.outcome == "open") != (self.settled_by is None):
            raise PydanticCustomError(
                "key-missing",
                "an expectation is open, or met or not met with `settled_by` naming the claim that shows it",
                {},
            )
        return self


class Advice(BaseClaim):
    """Somebody advises somebody."""

    OWN_WORDS: ClassVar[str] = "statement"
    ABOUT: ClassVar[tuple[str, ...]] = ("adviser", "addressee")

    type: Literal["advice"]
    adviser: Id
    addressee: Ids
    statement: Text


Claim = EventClaim | QuoteClaim | ReportedSpeech | NumberClaim | Stance | Expectation | Advice
CLAIM_TYPES: dict[str, type[BaseClaim]] = {
    "event": EventClaim, "quote": QuoteClaim, "reported_speech": ReportedSpeech, "number": NumberClaim,
    "stance": Stance, "expectation": Expectation, "advice": Advice,
}  # fmt: skip


def issues_of(claim: BaseClaim) -> tuple[str, ...]:
    """The issues a claim touches, a stance's own issue first."""
    own = (claim.issue,) if isinstance(claim, Stance) else ()
    return tuple(dict.fromkeys((*own, *claim.issues)))


def check_event_coding(kind: str, modes: tuple[str, ...], auxiliary: tuple[str, ...], target: tuple[str, ...]) -> None:
    """Raise the pydantic error that fits a breach of the codebook; the rules are those of the PLOVER manual (2021)."""
    if kind in plover.OLD_NAMES:
        raise PydanticCustomError("codebook-old", "{kind} is a type name of 2016; since 2021 it is {now}",
                                  {"kind": kind, "now": plover.OLD_NAMES[kind]})  # fmt: skip
    if kind not in plover.TYPES:
        raise PydanticCustomError("value-invalid", "{kind} is none of the sixteen PLOVER types", {"kind": kind})
    known = plover.TYPES[kind]
    if strange := [mode for mode in modes if mode not in known.modes]:
        raise PydanticCustomError("event-mode", "{kind} has no mode {strange} (its modes: {modes})",
                                  {"kind": kind, "strange": strange[0], "modes": ", ".join(known.modes) or "none"})  # fmt: skip
    if known.needs_target and not target:
        raise PydanticCustomError("event-target", "{kind} needs a target", {"kind": kind})
    if "future" in auxiliary and kind in plover.NEVER_FUTURE:
        raise PydanticCustomError("event-future", "a future {kind} is coded as {other}",
                                  {"kind": kind, "other": plover.NEVER_FUTURE[kind]})  # fmt: skip
