"""An issue with its answer, as coded or with some numbers moved: quick enough to follow a slider, and never saved by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import isnan
from pathlib import Path
from typing import Any

from detente.dossier.dossier import Dossier
from detente.dossier.estimate import Estimate
from detente.dossier.position import FIELDS
from detente.dossier.sides import party_of
from detente.kernel.errors import DetenteError, Problem, fail
from detente.kernel.ids import nearest
from detente.store.files import Stamp, stamp
from detente.store.shipped import folder_of
from detente.workbench.opening import open_dossier
from detente.workbench.settling import period_in_force, period_of, settled_issue

#: Draws of the ensemble behind one answer; the shares of the drivers move by about a percent between seeds.
DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class Shift:
    """One number moved: the position record, its field (position, salience, influence), by how many points."""

    position: str
    field: str
    by: float


@dataclass(frozen=True, slots=True)
class Number:
    """One coded number on 0..100 with its ground."""

    low: float
    mode: float
    high: float
    claims: tuple[str, ...]
    assumption: str | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """One actor at the table: its record, its side (0, 1, or 2 for others), its numbers, its part in the answer.

    ``share`` is its part of the weight (influence times salience), ``pull`` the points by which it moves the weighted
    mean, ``without`` the points by which the mean would move if it left (None if nobody else is there).
    """

    id: str
    actor: str
    name: str
    side: int
    position: Number
    salience: Number
    influence: Number
    note: str
    share: float
    pull: float
    without: float | None


@dataclass(frozen=True, slots=True)
class Driver:
    """One range that the answer hangs on: whose, which field, and its share of the variance."""

    actor: str
    field: str
    share: float


@dataclass(frozen=True, slots=True)
class IssueAnswer:
    """Where an issue settles: quantiles and density (101 values over 0..100) of the forecast, beside the models and the null.

    ``sentences`` are plain data with claims and note (:func:`detente.reports.notes.noted`); ``alone`` maps a document to
    the actors whose position would rest on nothing without it.
    """

    issue: str
    name: str
    low: str
    high: str
    anchors: tuple[tuple[float, str], ...]
    note: str
    period: str
    period_title: str
    actors: tuple[Weighed, ...]
    quantiles: dict[str, float]
    density: tuple[float, ...]
    models: dict[str, float]
    mean80: tuple[float, float]
    drivers: tuple[Driver, ...]
    sentences: tuple[dict[str, Any], ...]
    shifts: tuple[Shift, ...]


def answer_issue(name: str | Path, issue: str, *, shifts: Iterable[Shift] = (), period: str | None = None, as_known_on: date | None = None,
                 scenario: str | None = None, draws: int = DRAWS, seed: int = 0) -> IssueAnswer:  # fmt: skip
    """The answer, with each shift moving a whole range (low, mode and high alike) and stopping at 0 and 100.

    Nothing is written. Raises DetenteError (id-unknown) for an issue, period, position or field that is not there, and
    (issue-empty) where nobody holds a position.
    """
    if not 2 <= draws <= 100_000:
        raise fail("option-invalid", f"{draws} draws are out of range", "Use 2 to 100,000.")
    folder = folder_of(name)
    return _answered(folder, stamp(folder), issue, tuple(shifts), period, as_known_on, scenario, draws, seed)


@lru_cache(maxsize=128)
def _answered(folder: Path, state: Stamp, issue: str, moved: tuple[Shift, ...], period: str | None, as_known_on: date | None,
              scenario: str | None, draws: int, seed: int) -> IssueAnswer:  # fmt: skip
    """The answer, remembered as long as no file of the folder is touched: a slider comes back to where it was."""
    from detente.reports.notes import noted

    dossier = shifted(open_dossier(folder, as_known_on=as_known_on, scenario=scenario), moved)
    chosen = period_of(dossier, period or period_in_force(dossier, as_known_on))
    done = settled_issue(dossier, issue, chosen.id, draws, seed)
    record, statics = dossier.issues[issue], done.forecast.statics
    parts = {
        actor: (float(share), float(pull), None if isnan(out) else float(out))
        for actor, share, pull, out in zip(
            done.bound.actors, statics.share, statics.pull, statics.leave_one_out, strict=True
        )
    }
    held = [each for each in dossier.positions.values() if each.issue == issue and each.period == chosen.id]
    actors = tuple(
        Weighed(each.id, each.actor, dossier.actor_name(each.actor), _side(dossier, each.actor), _number(each.position), _number(each.salience), _number(each.influence),
                each.note, *parts[each.actor])
        for each in held
    )  # fmt: skip
    return IssueAnswer(
        issue, record.name, record.low, record.high, tuple((point.at, point.text) for point in record.anchors), record.note or "",
        chosen.id, chosen.title, tuple(sorted(actors, key=lambda each: each.side)), dict(done.forecast.quantiles),
        tuple(float(p) for p in done.forecast.density),
        {model: float(getattr(statics, model)) for model in ("weighted_mean", "plain_mean", "weighted_median")},
        (done.runs.q10, done.runs.q90),
        tuple(Driver(dossier.actor_name(a), _FIELD[f], s) for a, f, s in done.runs.drivers[:8]), noted(dossier, done.sentences), moved,
    )  # fmt: skip


def shifted(dossier: Dossier, shifts: Iterable[Shift]) -> Dossier:
    """The dossier with ranges moved; the one given is untouched. Raises DetenteError with every fault."""
    positions = dict(dossier.positions)
    problems: list[Problem] = []
    for each in shifts:
        if each.position not in positions:
            guess = nearest(each.position, positions)
            problems += fail(
                "id-unknown", f"there is no position {each.position!r}", f"Did you mean {guess!r}?" if guess else ""
            ).problems
        elif each.field not in FIELDS:
            problems += fail(
                "id-unknown", f"a position has no field {each.field!r}", f"Use one of {', '.join(FIELDS)}."
            ).problems
        elif not -100 <= each.by <= 100:
            problems += fail(
                "option-invalid", f"a shift of {each.by:g} points leaves the scale", "Use -100 to 100."
            ).problems
        else:
            record = positions[each.position]
            positions[each.position] = record.model_copy(
                update={each.field: _moved(getattr(record, each.field), each.by)}
            )
    if problems:
        raise DetenteError(*problems)
    return replace(dossier, positions=positions)


def as_scenario(ident: str, title: str, why: str, shifts: Iterable[Shift]) -> dict[str, Any]:
    """The shifts as a scenario's record, as ``scenarios/ID.yaml`` holds it."""
    changes = [{"record": "positions", "id": each.position, "field": each.field, "shift": each.by} for each in shifts]
    return {"id": ident, "title": title, "why": why, "changes": changes}


def _moved(estimate: Estimate, by: float) -> Estimate:
    """The range moved as ``shift`` of a scenario moves it."""
    ends = {key: min(100.0, max(0.0, getattr(estimate, key) + by)) for key in ("low", "mode", "high")}
    return estimate.model_copy(update=ends)


def _number(estimate: Estimate) -> Number:
    return Number(estimate.low, estimate.mode, estimate.high, estimate.claims, estimate.assumption)


def _side(dossier: Dossier, actor: str) -> int:
    party = party_of(dossier, actor)
    return dossier.dossier.parties.index(party) if party in dossier.dossier.parties else 2


_FIELD = {"position": "position", "salience": "salience", "capability": "influence"}
