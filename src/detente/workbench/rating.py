"""Rating a dossier's question blind, a column at a time: the sessions of ``detente hypotheses elicit``, kept beside the dossier.

Ratings stand in ``ratings/QUESTION/ANALYST.yaml``, the files that the command line writes and collects. Until a round is
closed nobody's cells are told; a closed one joins the analysts of the question.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.kernel import fingerprints
from detente.kernel.errors import DetenteError, Problem, fail
from detente.kernel.ids import is_id
from detente.store.shipped import folder_of, writable_folder_of
from detente.store.write import writing
from detente.workbench.elicitation import (
    Asked,
    coherence_of,
    now,
    open_session,
    ratings_text,
    read_question,
    read_ratings,
    save_session,
    screen_of,
)

if TYPE_CHECKING:
    from detente.coding.elicitation import Session
    from detente.coding.ratings import Ratings, Step
    from detente.engines.hypotheses.question import Analyst

FOLDER = "ratings"
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Rater:
    """One who rates or has rated: how many columns of how many are done, and when the round was closed ("" while open)."""

    analyst: str
    done: int
    total: int
    finished: str


@dataclass(frozen=True, slots=True)
class Line:
    """One explanation of a column: the analyst's own value as given ("" where none), what it means, and the reason."""

    hypothesis: str
    text: str
    given: str
    said: str
    reason: str


@dataclass(frozen=True, slots=True)
class Column:
    """What the analyst sees: one column, the own values in it, and nothing that anybody else has judged.

    ``step`` is prior or the id of a fact; ``place`` counts from 1; ``open`` are the columns not yet rated or left out.
    ``version`` is that of the ratings file, which the next answer must name; ``prior_sum`` what the own priors add up to.
    """

    question: str
    text: str
    explanandum: str
    analyst: str
    step: str
    place: int
    total: int
    open: tuple[str, ...]
    facts: tuple[str, ...]
    lines: tuple[Line, ...]
    words: tuple[tuple[str, str], ...]
    skipped: bool
    before: str
    after: str
    finished: str
    version: str
    prior_sum: float | None


def raters(name: str | Path, question: str) -> tuple[Rater, ...]:
    """Who rates the question, without a cell of theirs."""
    return tuple(
        Rater(each.analyst, len(each.steps) - len(_open(each)), len(each.steps), each.finished)
        for each in _kept(folder_of(name), read_question(name, question))
    )


def begin_rating(name: str | Path, question: str, analyst: str) -> Column:
    """The first open column of a round that is new or goes on. Raises DetenteError for a name that cannot be used."""
    folder = writable_folder_of(name)
    with writing(folder):
        asked = read_question(name, question)
        out = _file(folder, question, analyst)
        if out.exists():
            return _column(asked, _session(asked, out, analyst), None, out)
        if analyst in (*asked.data.get("analysts", ()), "table"):
            raise fail("ratings-analyst", f"{analyst!r} is an analyst of the question already", "Use another name.")
        out.parent.mkdir(parents=True, exist_ok=True)
        session = open_session(asked, analyst=analyst, out=out)
        save_session(session, out)
        return _column(asked, session, None, out)


def rating_column(name: str | Path, question: str, analyst: str, step: str | None = None) -> Column:
    """A column of a round under way, by default the first open one."""
    asked = read_question(name, question)
    out = _held(folder_of(name), question, analyst)
    return _column(asked, _session(asked, out, analyst), step, out)


def rate_column(
    name: str | Path, question: str, analyst: str, step: str, given: Mapping[str, tuple[str, str]], *, version: str
) -> Column:
    """Save one column (hypothesis -> value and reason) and answer the next open one.

    Raises DetenteError with every cell that cannot be read (its place is the hypothesis), for priors that are far from
    100 % in sum, and (edit-stale) if the file is no longer at ``version``; then nothing is written.
    """

    def rated(session: "Session", at: str) -> "Session":
        problems = []
        for hypothesis in session.ratings.hypotheses:
            value, reason = given.get(hypothesis, ("", ""))
            try:
                if not value.strip():
                    raise ValueError("nothing is chosen")
                session = session.answer(value.strip(), at=at, reason=reason)
            except ValueError as error:
                problems.append(_problem(hypothesis, f"{error}"))
        if problems:
            raise DetenteError(*problems)
        return session

    return _saved(name, question, analyst, step, version, rated)


def skip_column(name: str | Path, question: str, analyst: str, step: str, *, version: str) -> Column:
    """Leave a column out and answer the next open one."""
    return _saved(name, question, analyst, step, version, lambda session, at: session.skip())


def close_rating(name: str | Path, question: str, analyst: str, *, version: str) -> Rater:
    """Close the round for good: from now on it is one of the question's analysts. Raises DetenteError while columns are open."""
    folder = writable_folder_of(name)
    with writing(folder):
        asked = read_question(name, question)
        out = _held(folder, question, analyst)
        _at_version(out, version)
        session = _session(asked, out, analyst)
        if session.ratings.finished:
            raise fail("ratings-finished", f"this round was closed ({session.ratings.finished})")
        try:
            session = session.finish(at=now())
        except ValueError as error:
            raise DetenteError(_problem("", str(error))) from None
        save_session(session, out)
    total = len(session.ratings.steps)
    return Rater(analyst, total, total, session.ratings.finished)


def finished_analysts(name: str | Path, question: str) -> "dict[str, Analyst]":
    """Those who have closed a round, as analysts over the question's table."""
    folder = folder_of(name)
    if not (folder / FOLDER / question).is_dir():
        return {}
    return {each.analyst: _analyst(each) for each in _kept(folder, read_question(name, question)) if each.finished}


def _analyst(ratings: "Ratings") -> "Analyst":
    from detente.coding.ratings import PRIOR
    from detente.engines.hypotheses.cells import Cell
    from detente.engines.hypotheses.question import Analyst

    def column(step: "Step") -> Iterator[tuple[str, Cell]]:
        return ((name, Cell(*rating.cell.value)) for name, rating in ratings.rated(step).items())

    cells = {(step.item, name): cell for step in ratings.steps if step.kind == "item" for name, cell in column(step)}
    return Analyst(ratings.analyst, prior=dict(column(PRIOR)) if PRIOR in ratings.steps else {}, likelihood=cells)


def _saved(name: str | Path, question: str, analyst: str, step: str, version: str, change: "object") -> Column:
    folder = writable_folder_of(name)
    with writing(folder):
        asked = read_question(name, question)
        out = _held(folder, question, analyst)
        _at_version(out, version)
        session = _session(asked, out, analyst)
        if session.ratings.finished:
            raise fail("ratings-finished", f"this round was closed ({session.ratings.finished})")
        wanted = _step(session, step)
        after: Session = change(session.again(wanted), now())  # type: ignore[operator]
        _coherent(after, wanted)
        save_session(after, out)
        return _column(asked, after, None, out)


def _coherent(session: "Session", step: "Step") -> None:
    from detente.coding.elicitation import Question

    found = coherence_of(session, Question(step, session.ratings.hypotheses[0], session.ratings.hypotheses))
    if found is not None and found.refused:
        raise DetenteError(_problem("", f"they add up to {100 * found.total:.4g} %, too far from 100 % to be used as a prior"))  # fmt: skip


def _column(asked: Asked, session: "Session", step: str | None, out: Path) -> Column:
    from detente.coding.elicitation import Question
    from detente.coding.ratings import PRIOR

    ratings = session.ratings
    left = _open(ratings)
    wanted = _step(session, step) if step is not None else left[0] if left else ratings.steps[-1]
    screen = screen_of(session, Question(wanted, ratings.hypotheses[0], ratings.hypotheses))
    own = ratings.answers
    place = ratings.steps.index(wanted)
    lines = tuple(
        Line(row.hypothesis, row.text, own[wanted, row.hypothesis].cell.given if (wanted, row.hypothesis) in own else "", row.own,
             own[wanted, row.hypothesis].reason if (wanted, row.hypothesis) in own else "")
        for row in screen.rows
    )  # fmt: skip
    priors = [each.cell.point for each in ratings.rated(PRIOR).values()] if PRIOR in ratings.steps else []
    around = [str(each) for each in ratings.steps]
    return Column(
        asked.inquiry.question, asked.inquiry.text, asked.inquiry.explanandum, ratings.analyst, str(wanted), place + 1, len(ratings.steps),
        tuple(map(str, left)), screen.facts if wanted != PRIOR else screen.facts[2 if asked.inquiry.explanandum else 1 :], lines, _words(asked.inquiry.scale),
        wanted in ratings.skipped, around[place - 1] if place else "", around[place + 1] if place + 1 < len(around) else "",
        ratings.finished, fingerprints.of_text(ratings_text(ratings))[:16], sum(priors) if len(priors) == len(ratings.hypotheses) else None,
    )  # fmt: skip


def _words(scale: str) -> tuple[tuple[str, str], ...]:
    """The words of the scale with their bands."""
    from detente.kernel.probability_words import SCALES

    return tuple((row.term, f"{100 * row.lo:.4g}–{100 * row.hi:.4g} %") for row in SCALES[scale].rows)


def _open(ratings: "Ratings") -> "list[Step]":
    return list(dict.fromkeys(step for step, _ in ratings.open))


def _step(session: "Session", name: str) -> "Step":
    found = next((each for each in session.ratings.steps if str(each) == name), None)
    if found is None:
        raise fail("id-unknown", f"there is no column {name[:80]!r}")
    return found


def _kept(folder: Path, asked: Asked) -> "Iterator[Ratings]":
    """The ratings of the question that still fit it; those made before it was changed are left out."""
    for path in sorted((folder / FOLDER / asked.inquiry.question).glob("*.yaml")):
        try:
            yield read_ratings(asked, path)
        except DetenteError:
            continue


def _session(asked: Asked, out: Path, analyst: str) -> "Session":
    from detente.coding.elicitation import Session

    ratings = read_ratings(asked, out)
    if ratings.analyst != analyst:
        raise fail("ratings-analyst", f"these are the ratings of {ratings.analyst!r}", "Use a name that differs more.")
    return Session(asked.inquiry, ratings)


def _file(folder: Path, question: str, analyst: str) -> Path:
    """Where an analyst's ratings stand; made of letters and digits of the name alone."""
    slug = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in analyst.lower()).split())
    if not analyst.strip() or len(analyst) > LONGEST or not is_id(slug):
        raise fail("ratings-analyst", f"{analyst[:LONGEST]!r} cannot name an analyst", f"Use a name with Latin letters, {LONGEST} characters at most.")  # fmt: skip
    return folder / FOLDER / question / f"{slug}.yaml"


def _held(folder: Path, question: str, analyst: str) -> Path:
    out = _file(folder, question, analyst)
    if not out.is_file():
        raise fail("id-unknown", f"nobody called {analyst!r} has begun to rate {question}", "Begin with the form.")
    return out


def _at_version(out: Path, version: str) -> None:
    if fingerprints.of_text(out.read_text("utf-8"))[:16] != version:
        raise fail("edit-stale", "the ratings were changed meanwhile", "Look at the column again, then save.")


def _problem(place: str, message: str) -> Problem:
    return Problem(
        "", 0, "ratings-invalid", message, "Choose a word, or type a number such as 70 % or a range", place=place
    )
