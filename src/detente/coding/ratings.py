"""RATINGS.yaml: one analyst's ratings of one question in one round, and how they came about (``detente/ratings/1``)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from detente.coding.cells import Cell, as_text, read_cell
from detente.coding.inquiry import OTHER, Inquiry
from detente.kernel.errors import Problem
from detente.kernel.fingerprints import of_text
from detente.kernel.slugs import SLUGS

FORMAT = "detente/ratings/1"
BLIND, REVEALED = 1, 2
_KEYS = ("format", "question", "fingerprint", "analyst", "round", "scale", "seed", "order", "asked", "prior", "ratings",
         "judgement", "skipped", "next", "finished")  # fmt: skip


class Step(NamedTuple):
    """One screen: ``prior`` (before any evidence), ``item`` (one column) or ``judgement`` (raw probabilities at the end)."""

    kind: str
    item: str = ""

    def __str__(self) -> str:
        return self.item or self.kind


PRIOR, JUDGEMENT = Step("prior"), Step("judgement")

#: The step and the id of the hypothesis.
Key = tuple[Step, str]


@dataclass(frozen=True, slots=True)
class Rating:
    """One cell, when it was given (ISO time, "" on a sheet), why, and the first value if this one is a revision."""

    cell: Cell
    at: str = ""
    reason: str = ""
    first: "Rating | None" = None

    def revised(self, new: "Rating") -> "Rating":
        """The new rating with the first value kept."""
        return Rating(new.cell, new.at, new.reason, self.first or Rating(self.cell, self.at, self.reason))


@dataclass(frozen=True, slots=True)
class Ratings:
    """The record. ``items`` and ``hypotheses`` are ids in the order asked; ``place`` is the next cell, None at the end."""

    question: str
    fingerprint: str
    analyst: str
    round: int
    scale: str
    seed: int
    items: tuple[str, ...]
    hypotheses: tuple[str, ...]
    steps: tuple[Step, ...]
    answers: Mapping[Key, Rating] = field(default_factory=dict)
    skipped: frozenset[Step] = frozenset()
    place: int | None = 0
    finished: str = ""

    def keys(self) -> Iterator[Key]:
        """Every cell that is asked, in order."""
        return ((step, hypothesis) for step in self.steps for hypothesis in self.hypotheses)

    def key_at(self, place: int) -> Key:
        """The cell at a place of that order."""
        step, hypothesis = divmod(place, len(self.hypotheses))
        return self.steps[step], self.hypotheses[hypothesis]

    def rated(self, step: Step) -> dict[str, Rating]:
        """The column of a step, hypothesis -> rating; empty if it was skipped."""
        if step in self.skipped:
            return {}
        return {each: self.answers[step, each] for each in self.hypotheses if (step, each) in self.answers}

    @property
    def open(self) -> tuple[Key, ...]:
        """Cells neither rated nor skipped."""
        return tuple(key for key in self.keys() if key not in self.answers and key[0] not in self.skipped)


def blank(inquiry: Inquiry, *, analyst: str, seed: int = 0, round_number: int = BLIND, prior: bool = True, judgement: bool = False) -> Ratings:  # fmt: skip
    """Ratings before the first answer: items and hypotheses in an order of the seed and the analyst, recorded.

    The order is that of the SHA-256 of seed, analyst and id, so anybody can find it again. ``OTHER`` stays last: how
    likely an item is under "something else" can only be said once the named hypotheses were thought through.
    """

    def shuffled(ids: list[str]) -> tuple[str, ...]:
        return tuple(sorted(ids, key=lambda name: (name == OTHER, of_text(f"{seed}\n{analyst}\n{round_number}\n{name}"))))  # fmt: skip

    items = shuffled([item.id for item in inquiry.items])
    steps = (*((PRIOR,) if prior else ()), *(Step("item", item) for item in items), *((JUDGEMENT,) if judgement else ()))  # fmt: skip
    return Ratings(inquiry.question, inquiry.fingerprint, analyst, round_number, inquiry.scale, seed, items,
                   shuffled([each.id for each in inquiry.hypotheses]), steps)  # fmt: skip


# --- to a file and back -----------------------------------------------------------------------------------------------


def to_data(ratings: Ratings) -> dict[str, Any]:
    """The record as plain data, in the order of the format's keys."""
    columns = {step: {each: _to_data(ratings.answers[step, each]) for each in ratings.hypotheses if (step, each) in ratings.answers}
               for step in ratings.steps}  # fmt: skip
    place = None if ratings.place is None else ratings.key_at(ratings.place)
    return {
        "format": FORMAT, "question": ratings.question, "fingerprint": ratings.fingerprint, "analyst": ratings.analyst,
        "round": ratings.round, "scale": ratings.scale, "seed": ratings.seed,
        "order": {"items": list(ratings.items), "hypotheses": list(ratings.hypotheses)},
        "asked": {"prior": PRIOR in ratings.steps, "judgement": JUDGEMENT in ratings.steps},
        "prior": columns.get(PRIOR, {}),
        "ratings": {step.item: column for step, column in columns.items() if step.kind == "item" and column},
        "judgement": columns.get(JUDGEMENT, {}),
        "skipped": {
            "prior": PRIOR in ratings.skipped,
            "items": [step.item for step in ratings.steps if step.kind == "item" and step in ratings.skipped],
            "judgement": JUDGEMENT in ratings.skipped,
        },
        "next": None if place is None else {"step": place[0].kind, "item": place[0].item, "hypothesis": place[1]},
        "finished": ratings.finished or None,
    }  # fmt: skip


def _to_data(rating: Rating) -> dict[str, Any]:
    found: dict[str, Any] = {"given": rating.cell.given, "value": list(rating.cell.value), "at": rating.at or None}
    if rating.reason:
        found["reason"] = rating.reason
    if rating.first:
        found["first"] = _to_data(rating.first)
    return found


class _BadError(Exception):
    """What is wrong at a place; ``_reading`` turns it into a problem."""


def from_data(data: Any, inquiry: Inquiry, file: str) -> tuple[Ratings | None, list[Problem]]:
    """The record in a ratings file's plain data, checked against the question; None with every problem.

    A file made for another question, or for this one before what is asked changed, is refused (``ratings-question``).
    """
    problems: list[Problem] = []

    def wrong(place: str, slug: str, message: str) -> None:
        problems.append(Problem(file, 0, slug, message, SLUGS[slug].fix, place=place))

    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        wrong("format", "ratings-invalid", f"is not {FORMAT}")
        return None, problems
    for key in data.keys() - set(_KEYS):
        wrong(str(key), "ratings-invalid", "is no key of a ratings file")
    made_for(data, inquiry, wrong)
    for key, kind in (("analyst", str), ("round", int), ("seed", int), ("order", Mapping), ("asked", Mapping), ("skipped", Mapping)):  # fmt: skip
        if not isinstance(data.get(key), kind) or data.get(key) == "":
            wrong(key, "ratings-invalid", "is missing or of the wrong type")
    if problems:
        return None, problems
    if data["round"] not in (BLIND, REVEALED):
        wrong("round", "ratings-invalid", f"{data['round']} is no round; 1 is blind, 2 after the reveal")
    order, asked, skipped = data["order"], data["asked"], data["skipped"]
    items = ordered(order.get("items"), [item.id for item in inquiry.items], "order.items", wrong)
    hypotheses = ordered(order.get("hypotheses"), [each.id for each in inquiry.hypotheses], "order.hypotheses", wrong)
    steps = (*((PRIOR,) if asked.get("prior") else ()), *(Step("item", item) for item in items), *((JUDGEMENT,) if asked.get("judgement") else ()))  # fmt: skip
    columns = [(PRIOR, "prior", data.get("prior")), (JUDGEMENT, "judgement", data.get("judgement"))]
    held = _mapping(data.get("ratings"), "ratings", wrong)
    columns += [(Step("item", str(item)), f"ratings.{item}", each) for item, each in held.items()]
    answers: dict[Key, Rating] = {}
    for step, place, column in columns:
        for hypothesis, entry in _mapping(column, place, wrong).items():
            where = f"{place}.{hypothesis}"
            if step not in steps or hypothesis not in hypotheses:
                wrong(where, "ratings-invalid", "is no cell of the question that was asked")
                continue
            try:
                answers[step, hypothesis] = _rating(entry, inquiry.scale)
            except ValueError as error:
                wrong(where, "ratings-cell", str(error))
            except _BadError as error:
                wrong(where, "ratings-invalid", str(error))
    listed = skipped.get("items") or []
    if not isinstance(listed, list):
        wrong("skipped.items", "ratings-invalid", "is no list")
    left_out = {Step("item", str(item)) for item in listed} if isinstance(listed, list) else set()
    left_out |= {step for step in (PRIOR, JUDGEMENT) if skipped.get(step.kind)}
    if left_out - set(steps):
        wrong("skipped", "ratings-invalid", f"{', '.join(map(str, sorted(left_out - set(steps))))} was never asked")
    made = Ratings(inquiry.question, inquiry.fingerprint, data["analyst"], data["round"], inquiry.scale, data["seed"],
                   items, hypotheses, steps, answers, frozenset(left_out), None, str(data.get("finished") or ""))  # fmt: skip
    if problems:
        return None, problems
    return _placed(made, data.get("next"), wrong), problems


def made_for(data: Mapping[str, Any], inquiry: Inquiry, wrong: Any) -> None:
    """Complain unless the file names this question, its fingerprint and its scale."""
    if data.get("question") != inquiry.question:
        wrong("question", "ratings-question", f"made for {data.get('question')!r}, not for {inquiry.question!r}")
    elif data.get("fingerprint") != inquiry.fingerprint:
        wrong("fingerprint", "ratings-question", "what the question asks has changed since the ratings were made")
    if data.get("scale") != inquiry.scale:
        wrong("scale", "ratings-question", f"rated on the scale {data.get('scale')!r}, not on {inquiry.scale!r}")


def ordered(value: Any, known: list[str], place: str, wrong: Any) -> tuple[str, ...]:
    """The ids in the order asked; a complaint unless they are the question's own, each once."""
    found = tuple(map(str, value)) if isinstance(value, list | tuple) else ()
    if sorted(found) != sorted(known):
        wrong(place, "ratings-invalid", f"does not hold each of {', '.join(known)} once")
    return found


def _mapping(value: Any, place: str, wrong: Any) -> Mapping[Any, Any]:
    if value is None or isinstance(value, Mapping):
        return value or {}
    wrong(place, "ratings-invalid", "is no mapping")
    return {}


def _rating(entry: Any, scale: str) -> Rating:
    if not isinstance(entry, Mapping) or "given" not in entry:
        raise _BadError("holds no rating (given, value, at)")
    cell = read_cell(as_text(entry["given"]), scale)
    value = entry.get("value")
    same = isinstance(value, list) and len(value) == 3 and all(isinstance(each, int | float) and abs(each - mine) < 1e-9
                                                             for each, mine in zip(value, cell.value, strict=True))  # fmt: skip
    if not same:
        raise _BadError(f"{cell.given!r} means {list(cell.value)}, and not {value}")
    first = _rating(entry["first"], scale) if entry.get("first") is not None else None
    return Rating(cell, str(entry.get("at") or ""), str(entry.get("reason") or ""), first)


def _placed(made: Ratings, entry: Any, wrong: Any) -> Ratings | None:
    """The record at the cell that is asked next."""
    if entry is None:
        return made
    keys = list(made.keys())
    wanted = (Step(str(entry.get("step")), str(entry.get("item") or "")), str(entry.get("hypothesis"))) if isinstance(entry, Mapping) else None  # fmt: skip
    if wanted not in keys:
        wrong("next", "ratings-invalid", "names no cell of the question that was asked")
        return None
    return replace(made, place=keys.index(wanted))
