"""Keeping score: calls and outcomes into the ledger, questions into scores, scores into what may be shown."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from detente import __version__
from detente.dossier.forecast import CALLED_OFF, FreeQuestion
from detente.dossier.forecast_check import lint_question
from detente.dossier.ledger import LedgerEntry, broken, chained, merged, unfitting
from detente.kernel.errors import DetenteError, Problem, errors_only, fail
from detente.kernel.ids import nearest
from detente.store.folder import Opened, read_folder
from detente.store.json_lines import as_line
from detente.store.shipped import folder_of, writable_folder_of
from detente.store.write import write_atomically, writing
from detente.workbench.opening import dossiers, open_dossier
from detente.workbench.questions import as_problem, read_questions

if TYPE_CHECKING:
    from detente.reports.charts.chart import Chart

LEDGER = "forecasts/ledger.jsonl"


def score_questions(path: str | Path, *, seed: int = 0) -> dict[str, Any]:
    """SCORES.json of a questions file, of JSON from Metaculus, or of a dossier (its forecasts and its ledger).

    Raises DetenteError with all problems of the input; findings of the question linter are part of the result.
    """
    from detente.studies.scores.track_record import track_record

    if seed < 0:
        raise fail("option-invalid", f"--seed: {seed} is negative", "Use 0 or a positive whole number.")
    questions = _questions(path)
    known = {each.id: each for each in questions}
    findings = [
        {"code": each.slug, "level": each.level, "where": (problem := as_problem(str(path), each, question.id)).place, "message": problem.message, "fix": each.fix}
        for question in questions for each in lint_question(question, (), known)
    ]  # fmt: skip
    return {
        **track_record(questions, seed),
        "engine": {"name": "judgement", "version": __version__},
        "findings": findings,
    }


def calibration_of(path: str | Path, *, by: str | None = None, seed: int = 0) -> "tuple[dict[str, Any], Chart]":
    """What may be shown of each forecaster's calibration (or of one), and the chart: a curve from 100 resolved questions on."""
    from detente.reports.charts.reliability import reliability

    scores = score_questions(path, seed=seed)
    people = scores["forecasters"]
    if by is not None and by not in people:
        guess = nearest(by, people)
        raise fail(
            "id-unknown",
            f"nobody called {by!r} has a forecast on a resolved question",
            f"Did you mean {guess!r}?" if guess else "",
        )
    shown = {
        name: {"n": each["murphy"]["n"], "brier": each["murphy"]["brier"], "calibration_shown": each["calibration_shown"], "calibration": each["calibration"]}
        for name, each in people.items() if by in (None, name)
    }  # fmt: skip
    return shown, reliability(shown)


def _questions(path: str | Path) -> tuple[FreeQuestion, ...]:
    if str(path) in dossiers() or Path(path).is_dir():
        dossier = open_dossier(path)
        return tuple(merged(dossier.forecasts, dossier.ledger.values()).values())
    return read_questions(path)


# --- the ledger -------------------------------------------------------------------------------------------------------


def ledger(name: str | Path) -> tuple[tuple[LedgerEntry, ...], tuple[Problem, ...]]:
    """The entries of a dossier's ledger, and what is wrong with it: the entry at which the chain breaks, lines that are none."""
    opened = read_folder(folder_of(name))
    entries = tuple(opened.dossier.ledger.values()) if opened.dossier is not None else ()
    return entries, _ledger_problems(opened)


def _ledger_problems(opened: Opened) -> tuple[Problem, ...]:
    return tuple(each for each in errors_only(opened.problems) if each.file.endswith(LEDGER))


def record_call(
    name: str | Path, question: str, p: Any, *, by: str, at: date | None = None, **more: Any
) -> LedgerEntry:
    """Append a call to the ledger. ``more``: source, rationale, evidence, engine, manifest; ``head`` as in :func:`_append`.

    Raises DetenteError for an unknown question, a probability that does not fit its type, and a late call (late_forecast).
    """
    return _append(name, question, {"kind": "call", "p": p, "by": by, **more}, at)


def record_outcome(
    name: str | Path, question: str, outcome: Any, *, by: str, at: date | None = None, **more: Any
) -> LedgerEntry:
    """Append an outcome, or with ``annulled`` or ``ambiguous`` the end of a question that is not scored."""
    kind = "annul" if outcome in CALLED_OFF else "outcome"
    return _append(name, question, {"kind": kind, "outcome": outcome, "by": by, **more}, at)


def withdraw_outcome(name: str | Path, question: str, *, by: str, at: date | None = None, **more: Any) -> LedgerEntry:
    """Append the withdrawal of the outcome that the ledger holds: the undoing of :func:`record_outcome`.

    Nothing is removed. Raises DetenteError (ledger-refused) if the ledger holds no outcome of the question.
    """
    return _append(name, question, {"kind": "withdraw", "by": by, **more}, at)


def head_of(entries: Sequence[LedgerEntry]) -> str:
    """The version of a ledger: the hash of its last entry, "" without one."""
    return entries[-1].hash if entries else ""


def _append(name: str | Path, question: str, data: Mapping[str, Any], at: date | None) -> LedgerEntry:
    """One more entry. ``head`` in ``data`` is the version of the ledger that the writer saw: another one is refused (edit-stale)."""
    data = dict(data)
    head = data.pop("head", None)
    folder = writable_folder_of(name)
    today = datetime.now(UTC).date()
    with writing(folder):
        dossier = open_dossier(folder)  # refuses a ledger whose chain is broken
        if question not in dossier.forecasts:
            guess = nearest(question, dossier.forecasts)
            known = ", ".join(dossier.forecasts) or "none"
            raise fail(
                "id-unknown",
                f"there is no forecast question {question!r}",
                f"Did you mean {guess!r}?" if guess else f"The dossier has: {known}.",
            )
        unknown = [each for each in data.get("evidence", ()) if each not in dossier.claims]
        if unknown:
            raise fail("id-unknown", f"there is no claim {unknown[0]!r}", "Mend the spelling, or add the claim first.")
        if at is not None and at > today:
            raise fail("option-invalid", f"{at} is in the future", "A call or outcome is dated today or before.")
        entries = list(dossier.ledger.values())
        if head is not None and head != head_of(entries):
            raise fail("edit-stale", "the ledger has another entry by now")
        given = {key: value for key, value in data.items() if value not in (None, ())}
        try:
            entry = chained(entries, {**given, "question": question, "at": at or today, "recorded": today})
        except ValidationError as error:
            raise DetenteError(
                *(
                    Problem("", 0, "ledger-refused", f"`{'.'.join(map(str, fault['loc']))}`: {fault['msg']}")
                    for fault in error.errors()
                )
            ) from None
        wrong = [
            Problem(f"{question}", 0, slug, message)
            for place, slug, message in unfitting(dossier.forecasts, [*entries, entry])
            if place == len(entries)
        ]
        if any(True for place, _ in broken([*entries, entry]) if place == len(entries)):
            wrong.append(Problem(question, 0, "ledger-broken", "the new entry would not be linked"))
        if wrong:
            raise DetenteError(*wrong)
        file = folder / LEDGER
        file.parent.mkdir(exist_ok=True)
        old = file.read_text("utf-8") if file.exists() else ""
        write_atomically(file, old + as_line(entry.data()))
    return entry


def read_manifest(path: Path) -> dict[str, Any]:
    """A manifest to keep with a call. Raises DetenteError if the file holds none."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise fail("file-unreadable", f"no JSON can be read: {error}", file=str(path)) from None
    if not isinstance(data, dict):
        raise fail("value-invalid", "a manifest is a mapping", file=str(path))
    return data
