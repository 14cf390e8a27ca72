"""The dossier as tables for a spreadsheet: CSV text, one row a record, comma between cells, line feed at the end.

* A list in one cell is joined by ``;`` (a ``;`` inside an item is written ``,``); a missing value is an empty cell.
* Only confirmed and edited claims appear.
* A cell of text that begins with ``=``, ``+``, ``-``, ``@`` or a tab gets an apostrophe in front, so that no
  spreadsheet runs it as a formula. Cells of numbers are left alone. To get the text back, drop that apostrophe.
* Line breaks inside a cell are line feeds.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from detente.dossier import plover
from detente.dossier.claim import BaseClaim, NumberClaim, issues_of
from detente.dossier.dossier import Dossier
from detente.dossier.estimate import Estimate
from detente.dossier.layout import EVENT_COLUMNS
from detente.dossier.position import FIELDS
from detente.kernel.csv_text import cell, csv_table
from detente.reports.exports import evidence
from detente.reports.exports.claim_entry import tag

_SOURCE = ("id", "short", "file", "sha256", "text_sha256", "language", "kind", "title", "title_status", "outlet",
           "outlet_status", "authors", "affiliation", "affiliation_status", "standing", "date", "date_status",
           "not_before", "not_after", "reliability", "reliability_reason", "url")  # fmt: skip
_ACTOR = ("id", "name", "kind", "country", "sector", "aliases", "metonyms", "group_of", "roles", "active_from",
          "active_to", "note")  # fmt: skip
_ISSUE = ("id", "name", "low", "high", "anchors", "controller", "parents", "status_quo", "note")
_PLACE = ("source_document", "paragraph", "line", "start", "end", "fingerprint", "said_by_role", "said_by_actor",
          "said_by_name", "author_attitude", "confidence", "date_start", "date_end", "date_precision", "date_basis",
          "issues", "status", "by", "at", "note")  # fmt: skip
_CLAIM = ("id", "tag", "actors", "says", *_PLACE)
_NUMBER = ("id", "value", "value_max", "unit", "per", "hedge", "what", "period", "attributed_to", *_PLACE)
_ESTIMATE = ("low", "mode", "high", "claims", "assumption")
_POSITION = ("id", "actor", "issue", "period", *(f"{field}_{part}" for field in FIELDS for part in _ESTIMATE), "coder",
             "note")  # fmt: skip
_EVENT = (*EVENT_COLUMNS, "score", "quad", "counted", "documents")
_AGREEMENT = ("id", "statement", "issues", "claims", "documents", "note")
_DISAGREEMENT = ("id", "question", "kind", "issues", "view_number", "view", "claims", "documents", "note")

Row = Mapping[str, Any]


def tables(dossier: Dossier) -> dict[str, str]:
    """File name -> CSV text, nine files. A table without records has its header only."""
    return {
        "events.csv": csv_table(_EVENT, _events(dossier)),
        "claims.csv": csv_table(_CLAIM, map(_claim, dossier.usable_claims.values())),
        "positions.csv": csv_table(_POSITION, _positions(dossier)),
        "actors.csv": csv_table(_ACTOR, _actors(dossier)),
        "issues.csv": csv_table(_ISSUE, _issues(dossier)),
        "sources.csv": csv_table(_SOURCE, _sources(dossier)),
        "numbers.csv": csv_table(_NUMBER, _numbers(dossier)),
        "agreements.csv": csv_table(_AGREEMENT, _agreements(dossier)),
        "disagreements.csv": csv_table(_DISAGREEMENT, _disagreements(dossier)),
    }


def _events(dossier: Dossier) -> Iterable[Row]:
    for event in evidence.events(dossier):
        yield {
            **{column: getattr(event, column) for column in EVENT_COLUMNS},
            "cameo_root": event.cameo_root or plover.cameo_root(event.type, event.mode),
            "score": event.score,
            "quad": plover.TYPES[event.type].quad,
            "counted": event.counted,
            "documents": evidence.documents_of(evidence.usable(dossier, event.claims)),
        }


def _place(claim: BaseClaim) -> dict[str, Any]:
    first, when = claim.anchors[0], claim.date
    return {
        "source_document": claim.source_document,
        "paragraph": first.paragraph, "line": first.line, "start": first.start, "end": first.end,
        "fingerprint": first.fingerprint,
        "said_by_role": claim.said_by.role, "said_by_actor": claim.said_by.actor, "said_by_name": claim.said_by.name,
        "author_attitude": claim.author_attitude, "confidence": claim.confidence,
        "date_start": when and when.start, "date_end": when and when.end,
        "date_precision": when and when.precision, "date_basis": when and when.basis,
        "issues": issues_of(claim), "status": claim.status, "by": claim.by, "at": claim.at, "note": claim.note,
    }  # fmt: skip


def _claim(claim: BaseClaim) -> Row:
    return {"id": claim.id, "tag": tag(claim), "actors": claim.actors, "says": claim.says, **_place(claim)}


def _numbers(dossier: Dossier) -> Iterable[Row]:
    own = ("id", "value", "value_max", "unit", "per", "hedge", "what", "period", "attributed_to")
    for claim in dossier.usable_claims.values():
        if isinstance(claim, NumberClaim):
            yield {**{column: getattr(claim, column) for column in own}, **_place(claim)}


def _positions(dossier: Dossier) -> Iterable[Row]:
    for position in dossier.positions.values():
        row = {column: getattr(position, column) for column in ("id", "actor", "issue", "period", "coder", "note")}
        for field in FIELDS:
            estimate: Estimate = getattr(position, field)
            row |= {f"{field}_{part}": getattr(estimate, part) for part in _ESTIMATE}
        yield row


def _actors(dossier: Dossier) -> Iterable[Row]:
    same = ("id", "name", "kind", "sector", "aliases", "metonyms", "group_of", "note")
    for actor in dossier.actors.values():
        yield {
            **{column: getattr(actor, column) for column in same},
            "country": actor.countries,
            "roles": [f"{role.title} [{_open(role.from_)}/{_open(role.to)}]" for role in actor.roles],
            "active_from": actor.active and actor.active.from_,
            "active_to": actor.active and actor.active.to,
        }


def _open(day: date | None) -> str:
    """Write a day, or ``..`` for an open end (as in ISO 8601-2)."""
    return day.isoformat() if day else ".."


def _issues(dossier: Dossier) -> Iterable[Row]:
    same = ("id", "name", "low", "high", "controller", "parents", "note")
    for issue in dossier.issues.values():
        yield {
            **{column: getattr(issue, column) for column in same},
            "anchors": [f"{cell(anchor.at)}: {anchor.text}" for anchor in issue.anchors],
            "status_quo": [
                f"{period}: {cell(each.low)}/{cell(each.mode)}/{cell(each.high)}"
                for period, each in issue.status_quo.items()
            ],
        }


def _sources(dossier: Dossier) -> Iterable[Row]:
    same = ("id", "short", "file", "sha256", "text_sha256", "language", "kind", "standing", "reliability",
            "reliability_reason", "url")  # fmt: skip
    for source in dossier.sources.values():
        row = {column: getattr(source, column) for column in same}
        for field in ("title", "outlet", "affiliation"):
            printed = getattr(source, field)
            row |= {field: printed.value, f"{field}_status": printed.status}
        when = source.date
        row |= {"date": when.value, "date_status": when.status, "not_before": when.not_before}
        yield row | {"not_after": when.not_after, "authors": [each.value for each in source.authors if each.value]}


def _agreements(dossier: Dossier) -> Iterable[Row]:
    for agreement in evidence.agreements(dossier):
        row = {column: getattr(agreement, column) for column in ("id", "statement", "issues", "claims", "note")}
        yield row | {"documents": evidence.documents_of(evidence.usable(dossier, agreement.claims))}


def _disagreements(dossier: Dossier) -> Iterable[Row]:
    """One row a view."""
    for disagreement in evidence.disagreements(dossier):
        shared = {column: getattr(disagreement, column) for column in ("id", "question", "kind", "issues", "note")}
        for number, view in enumerate(disagreement.positions, 1):
            documents = evidence.documents_of(evidence.usable(dossier, view.claims))
            yield {**shared, "view_number": number, "view": view.view, "claims": view.claims, "documents": documents}
