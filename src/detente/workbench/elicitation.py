"""Elicitation: sessions and sheets kept on disk, collected into a question, and revealed when everybody is done."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.kernel.errors import DetenteError, Problem, fail
from detente.kernel.slugs import SLUGS
from detente.workbench.exporting import save

if TYPE_CHECKING:
    from detente.coding.collecting import Collected
    from detente.coding.disagreements import Parting
    from detente.coding.elicitation import Question, Session
    from detente.coding.inquiry import Inquiry
    from detente.coding.ratings import Ratings
    from detente.coding.screens import Screen


@dataclass(frozen=True)
class Asked:
    """A question file or a question of a dossier: its plain data, and what is asked of it.

    ``text`` is that of a YAML file, so that comments survive where it is written again; "" for anything else.
    """

    file: str
    data: Mapping[str, Any]
    inquiry: "Inquiry"
    text: str = ""


def now() -> str:
    """The time in UTC, to the second, as ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_question(target: str | Path, name: str | None = None) -> Asked:
    """The question of a file (YAML or JSON), or the question ``name`` of the dossier ``target``.

    Priors and likelihoods may be missing. Raises DetenteError with every reason why the question cannot be asked.
    """
    from detente.coding.inquiry import read_inquiry

    if name is not None:
        file, data, text = _question_of_dossier(target, name)
    else:
        file, data = _question_of_file(Path(target))
        text = "" if file.lower().endswith(".json") else _text(Path(target))
    inquiry, problems = read_inquiry(data, file)
    if inquiry is not None:
        problems = _rest_of(data, inquiry, file)
    if inquiry is None or problems:
        raise DetenteError(*problems)
    return Asked(file, data, inquiry, text)


# --- sessions ---------------------------------------------------------------------------------------------------------


def open_session(asked: Asked, *, analyst: str, out: Path, round_number: int = 1, resume: bool = False, seed: int = 0,
                 prior: bool = True, judgement: bool = False, after: Sequence[Path] = ()) -> "Session":  # fmt: skip
    """A session whose ratings file is ``out``: a new one, or with ``resume`` the one that stands there.

    Round 2 wants ``after``: the finished first rounds of the whole group, the analyst's own among them.
    """
    from detente.coding.elicitation import Session, after_reveal, begin, begin_again
    from detente.coding.ratings import BLIND, REVEALED

    if resume != out.exists():
        message = "there is no ratings file to go on with" if resume else "a ratings file stands there already"
        raise _refused(str(out), "file", "ratings-exist", message)
    own: Ratings | None = None
    group: tuple[Ratings, ...] = ()
    if round_number == REVEALED:
        group = read_group(asked, after, round_number=BLIND)
        _all_finished(group)
        own = next((each for each in group if each.analyst == analyst), None)
        if own is None:
            raise _refused("--after", analyst, "ratings-analyst", "no finished first round of this analyst is given")
    elif after:
        raise fail("option-invalid", "--after belongs to the second round", "Add --round 2, or drop it.")
    if not resume:
        if own is not None:
            return begin_again(asked.inquiry, own, group, seed=seed)
        return begin(asked.inquiry, analyst=analyst, seed=seed, prior=prior, judgement=judgement)
    ratings = read_ratings(asked, out)
    if ratings.analyst != analyst:
        raise _refused(str(out), "analyst", "ratings-analyst", f"these are the ratings of {ratings.analyst!r}, not of {analyst!r}")  # fmt: skip
    if ratings.round != round_number:
        raise _refused(str(out), "round", "ratings-rounds", f"this file belongs to round {ratings.round}")
    if ratings.finished:
        raise _refused(
            str(out), "finished", "ratings-finished", f"round {ratings.round} was closed ({ratings.finished})"
        )
    session = Session(asked.inquiry, ratings)
    return session if own is None else after_reveal(session, own, group)


def save_session(session: "Session", out: Path) -> None:
    """Write the ratings file, whole or not at all."""
    save(out, ratings_text(session.ratings))


def ratings_text(ratings: "Ratings") -> str:
    """The text of RATINGS.yaml."""
    from detente.coding.ratings import to_data
    from detente.store.emit import emit

    return emit(to_data(ratings))


def screen_of(session: "Session", question: "Question") -> "Screen":
    """What the analyst sees at a cell."""
    from detente.coding.screens import screen

    return screen(session, question)


def words_of(session: "Session") -> tuple[str, ...]:
    """The words of the scale with their bands."""
    from detente.coding.screens import words

    return words(session.inquiry.scale)


def said_by(after: "Session", before: "Session") -> str:
    """The cell that was just rated, in words with numbers."""
    from detente.coding.cells import say

    question = before.next_question()
    rating = after.ratings.answers[question.step, question.hypothesis] if question else None
    return say(rating.cell) if rating else ""


@dataclass(frozen=True)
class Coherence:
    """Raw probabilities of one step: their sum, distance to coherence, and whether to ask again, or to refuse them."""

    total: float
    incoherence: float
    ask_again: bool
    refused: bool


def coherence_of(session: "Session", question: "Question") -> Coherence | None:
    """The check of a finished column of priors or raw probabilities; None for items and for columns still open."""
    from detente.engines.hypotheses.coherence import ASK_AGAIN, REFUSED, incoherence

    column = session.ratings.rated(question.step)
    if question.step.kind == "item" or len(column) < len(question.hypotheses):
        return None
    points = [rating.cell.point for rating in column.values()]
    distance = incoherence(points)
    return Coherence(sum(points), distance, distance > ASK_AGAIN, distance > REFUSED and question.step.kind == "prior")


# --- files of several analysts ----------------------------------------------------------------------------------------


def read_ratings(asked: Asked, path: Path) -> "Ratings":
    """A ratings file or a filled sheet (YAML or CSV). Raises DetenteError with all of its problems."""
    from detente.coding import ratings, sheets

    if path.suffix.lower() == ".csv":
        text = _text(path)
        try:
            data: Any = sheets.data_of_csv(text)
        except (ValueError, csv.Error) as error:
            raise _refused(str(path), "file", "ratings-invalid", str(error)) from None
    else:
        data = _plain_data(path)
    read = sheets.from_sheet if isinstance(data, dict) and data.get("format") == sheets.FORMAT else ratings.from_data
    found, problems = read(data, asked.inquiry, str(path))
    if found is None or problems:
        raise DetenteError(*problems)
    return found


def read_group(asked: Asked, files: Sequence[Path], *, round_number: int | None = None) -> "tuple[Ratings, ...]":
    """The ratings of one round, one file an analyst. With a round named, files of the other round are left out."""
    found: list[tuple[Path, Ratings]] = []
    problems: list[Problem] = []
    for path in files:
        try:
            found.append((path, read_ratings(asked, path)))
        except DetenteError as error:
            problems.extend(error.problems)
    if problems:
        raise DetenteError(*problems)
    kept = [(path, each) for path, each in found if round_number in (None, each.round)]
    if not kept:
        raise _refused("RATINGS", "round", "ratings-rounds", f"no file of round {round_number} is given")
    rounds = sorted({each.round for _, each in kept})
    for path, each in kept if len(rounds) > 1 else ():
        problems.append(_problem(str(path), "round", "ratings-rounds", f"{each.analyst} rated in round {each.round}"))
    names = [each.analyst for _, each in kept]
    for path, each in kept if len(rounds) == 1 else ():
        if names.count(each.analyst) > 1:
            problems.append(_problem(str(path), "analyst", "ratings-analyst", f"{each.analyst} stands in more than one file"))  # fmt: skip
    if problems:
        raise DetenteError(*problems)
    return tuple(each for _, each in kept)


def blank_sheet(asked: Asked, form: str, *, analyst: str, seed: int = 0, round_number: int = 1, prior: bool = True,
                judgement: bool = False) -> str:  # fmt: skip
    """A blank sheet as the text of a ``yaml`` or ``csv`` file."""
    from detente.coding import sheets
    from detente.coding.ratings import blank
    from detente.store.emit import emit

    made = blank(asked.inquiry, analyst=analyst, seed=seed, round_number=round_number, prior=prior, judgement=judgement)
    if form == "csv":
        return sheets.sheet_csv(made, asked.inquiry)
    return emit(sheets.sheet_data(made, asked.inquiry))


@dataclass(frozen=True)
class Gathered:
    """A question with the ratings of several analysts: its text, what was merged, and what a reader must know."""

    text: str
    collected: "Collected"
    notes: tuple[str, ...]


def collect_ratings(asked: Asked, files: Sequence[Path], *, base: str = "none", round_number: int | None = None, as_json: bool = False) -> Gathered:  # fmt: skip
    """The question with one override an analyst under ``analysts`` and, with the base ``median``, a base table of medians.

    Raw probabilities go to ``judgements``. Raises DetenteError for a file of another question, for two rounds without
    one named, and for an analyst in two files.
    """
    from io import StringIO

    from detente.coding.collecting import collect
    from detente.store.emit import emit, round_trip

    group = read_group(asked, files, round_number=round_number)
    found = collect(asked.inquiry, group, base)
    if as_json or not asked.text:
        data = json.loads(json.dumps(asked.data, default=str))
        notes = _merge(data, asked, group, found, base)
        return Gathered(json.dumps(data, ensure_ascii=False, indent=2) + "\n" if as_json else emit(data), found, notes)
    kept, out = round_trip().load(asked.text), StringIO()
    notes = _merge(kept, asked, group, found, base)
    round_trip().dump(kept, out)
    return Gathered(out.getvalue(), found, notes)


@dataclass(frozen=True)
class Revealed:
    """Where the analysts part, the largest disagreement first, and what follows from the ratings of each.

    ``posteriors`` maps an analyst to hypothesis -> probability, ``pools`` a pool (``linear``, ``log``, ``median``) to the
    same and ``spread`` to hypothesis -> [least, most]; both are empty where the engine cannot read the ratings, and
    ``why_not`` then says why.
    """

    analysts: tuple[str, ...]
    round: int
    partings: "tuple[Parting, ...]"
    posteriors: Mapping[str, Mapping[str, float]]
    pools: Mapping[str, Any]
    why_not: str = ""


def reveal(asked: Asked, files: Sequence[Path], *, round_number: int | None = None) -> Revealed:
    """The spread of every column. Raises DetenteError unless every analyst given has finished the round."""
    from detente.coding.disagreements import partings

    group = read_group(asked, files, round_number=round_number)
    _all_finished(group)
    if len(group) < 2:
        raise _refused(str(files[0]), "analyst", "ratings-analyst", "there is only one analyst, so nothing to compare")
    posteriors, pools, why_not = _posteriors(asked, group)
    return Revealed(tuple(each.analyst for each in group), group[0].round, partings(asked.inquiry, group), posteriors, pools, why_not)  # fmt: skip


def _posteriors(asked: Asked, group: "Sequence[Ratings]") -> tuple[dict[str, dict[str, float]], dict[str, Any], str]:
    """The posterior of each analyst's ratings alone, and their pools with equal weights; or why there is none.

    The base table of medians only fills what an analyst skipped; it is no voice of its own in the pools.
    """
    import numpy as np

    from detente.coding.collecting import collect
    from detente.engines.hypotheses import reader, result, solve
    from detente.engines.hypotheses.pooling import pool

    data = json.loads(json.dumps(asked.data, default=str))
    for key in ("analysts", "judgements"):
        data.pop(key, None)
    _merge(data, asked, group, collect(asked.inquiry, group, "median"), "median")
    read = reader.read_question(data)
    problems = read.problems if read.question is None else solve.excluded(read.question)
    if read.question is None or problems:
        return {}, {}, f"no posterior: {problems[0].place}: {problems[0].message}"
    views = solve.solve(read.question, ("analysts",))["analysts"]
    posteriors = {name: dict(view["posterior"]) for name, view in views.items()}
    names = read.question.names
    pooled = pool([np.array([p[name] for name in names]) for p in posteriors.values()], read.question.options.extremise)
    return posteriors, result.pools(names, pooled), ""


def _all_finished(group: "Sequence[Ratings]") -> None:
    problems = []
    for each in group:
        count = len(each.open)
        why = (
            f"{count} {'cell is' if count == 1 else 'cells are'} open"
            if count
            else "every cell is rated, but the round was not closed"
        )
        if not each.finished:
            problems.append(
                _problem("RATINGS", each.analyst, "ratings-unfinished", f"has not finished round {each.round}: {why}")
            )
    if problems:
        raise DetenteError(*problems)


def _merge(data: Any, asked: Asked, group: "Sequence[Ratings]", found: "Collected", base: str) -> tuple[str, ...]:
    """Put what was collected into the question's data (plain, or with its comments), and tell what a reader must know."""
    from detente.store.emit import styled

    notes = [f"unfinished: {each.analyst} has not closed round {each.round}" for each in group if not each.finished]
    holes: dict[tuple[str, str], list[str]] = {}
    for analyst, step, name in found.missing:
        holes.setdefault((analyst, str(step)), []).append(name)
    notes += [f"missing: {analyst}, {step} under {', '.join(names)}" for (analyst, step), names in holes.items()]
    analysts = data.setdefault("analysts", styled({}))
    notes += [f"replaced: the override of {name} that the question held" for name in found.analysts if name in analysts]
    analysts.update({name: _override(each) for name, each in found.analysts.items()})
    if found.judgements:
        told = {each["analyst"] for each in found.judgements}
        kept = [each for each in data.get("judgements") or [] if each.get("analyst") not in told]
        data["judgements"] = kept + [styled(each) for each in found.judgements]
    for each in data["hypotheses"]:
        if each["id"] in found.prior:
            each["prior"] = styled(found.prior[each["id"]])
    for each in data["evidence"]:
        if column := found.likelihood.get(each["id"]):
            each["likelihood"] = styled({**(each.get("likelihood") or {}), **column}, flow=True)
        if each.get("role", "evidence") == "evidence":
            empty = [h.id for h in asked.inquiry.hypotheses if h.id not in (each.get("likelihood") or {})]
            notes += [f"base table: {each['id']} has no likelihood for {', '.join(empty)}; the engine wants one, see --base median"] if empty else []  # fmt: skip
    if bare := [each["id"] for each in data["hypotheses"] if each.get("prior") is None]:
        notes.append(f"base table: no prior for {', '.join(bare)}; the engine wants one, see --base median")
    data["x_elicitation"] = styled({
        "round": group[0].round, "base": base, "fingerprint": asked.inquiry.fingerprint,
        "analysts": {each.analyst: {"seed": each.seed, "finished": each.finished or None} for each in group},
    })  # fmt: skip
    return tuple(notes)


def _override(entry: Mapping[str, Any]) -> Any:
    """An analyst's part of the question, one line a column."""
    from detente.store.emit import styled

    made = styled(dict(entry))
    if "prior" in made:
        made["prior"] = styled(entry["prior"], flow=True)
    for item, column in entry["likelihood"].items():
        made["likelihood"][item] = styled(column, flow=True)
    return made


# --- reading ----------------------------------------------------------------------------------------------------------


def _question_of_file(path: Path) -> tuple[str, Any]:
    from detente.store.question_files import load

    loaded = load(path)
    if not loaded.problems and loaded.batch:
        loaded.bad(path, "question-unaskable", "file", "holds several questions", "give a file with one question")
    if loaded.problems:
        raise DetenteError(*loaded.problems)
    return loaded.questions[0]


def _question_of_dossier(target: str | Path, name: str) -> tuple[str, Mapping[str, Any], str]:
    """File, plain data and text of a dossier's question; the documents of an item are those of its claims."""
    from detente.binding.hypotheses import plain
    from detente.kernel.ids import nearest
    from detente.store.safe_yaml import parse
    from detente.store.shipped import folder_of
    from detente.workbench.opening import open_dossier

    dossier = open_dossier(target)
    if name not in dossier.questions:
        guess = nearest(name, dossier.questions)
        fix = f"Did you mean {guess!r}?" if guess else f"The dossier has: {', '.join(dossier.questions) or 'none'}."
        raise fail("id-unknown", f"there is no question {name!r} in {target}", fix)
    data = plain(dossier, name)
    data.setdefault("question", dossier.questions[name].title)
    for path in sorted((folder_of(target) / "questions").glob("*.yaml")):
        text = _text(path)
        if (parse(text).data or {}).get("id") == name:
            return str(path), data, text
    raise fail("id-unknown", f"no file of {target} holds the question {name!r}")


def _rest_of(data: Any, inquiry: "Inquiry", file: str) -> list[Problem]:
    """What the engine will refuse whatever is rated: grades, dates, groups, a scored explanandum.

    Nobody should rate for an hour and learn of it then. Every cell that is asked for is filled for the check.
    """
    from dataclasses import replace

    from detente.engines.hypotheses.reader import read_question as engine_reads

    names = [each.id for each in inquiry.hypotheses]
    asked = {item.id for item in inquiry.items}
    filled = {key: value for key, value in data.items() if key not in ("analysts", "judgements")}
    filled["hypotheses"] = [{**each, "prior": 1 / len(names)} for each in data["hypotheses"]]
    filled["evidence"] = [{**each, "likelihood": dict.fromkeys(names, 0.5)} if each["id"] in asked else each for each in data["evidence"]]  # fmt: skip
    return [replace(each, file=file) for each in engine_reads(filled).problems]


def _plain_data(path: Path) -> Any:
    """A ratings file or sheet as plain data."""
    from detente.store.safe_yaml import parse

    text = _text(path)
    if path.suffix.lower() == ".json":
        try:
            return json.loads(text)
        except ValueError as error:
            raise fail("yaml-syntax", f"not well-formed JSON: {error}", file=str(path)) from None
    parsed = parse(text)
    if parsed.faults:
        raise DetenteError(*(Problem(str(path), line, slug, message, SLUGS[slug].fix) for line, slug, message in parsed.faults))  # fmt: skip
    return parsed.data


def _text(path: Path) -> str:
    from detente.store.files import MAX_YAML, read_text

    problems: list[Problem] = []
    text = read_text(path, MAX_YAML, problems)
    if text is None:
        raise DetenteError(*problems)
    return text


def _problem(file: str, place: str, slug: str, message: str, fix: str = "") -> Problem:
    return Problem(file, 0, slug, message, fix or SLUGS[slug].fix, place=place)


def _refused(file: str, place: str, slug: str, message: str, fix: str = "") -> DetenteError:
    return DetenteError(_problem(file, place, slug, message, fix))
