"""What is proposed: pairs of claims that may differ, claims that may tell one event, copied passages. Nothing is written."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.dossier.claim import BaseClaim, EventClaim, issues_of
from detente.dossier.dossier import Dossier
from detente.dossier.event import NEVER_COUNTED
from detente.dossier.source import Source
from detente.kernel.dates import say_interval
from detente.kernel.errors import fail
from detente.kernel.ids import nearest
from detente.workbench.board.counting import copies_in, ties_in
from detente.workbench.opening import open_dossier

if TYPE_CHECKING:
    from detente.coding import across

#: Pairs of one reason that are shown; how many there are is always said.
SHOWN = 40
ProposedBoard = dict[str, Any]
REASONS = {
    "opposed_types": "same actors and issue, one act cooperative and one conflictual, at times that do not exclude each other",
    "intervals": "same actors, issue and type, told with times that share no day",
    "figures": "figures for one thing that do not overlap",
    "attitudes": "a view that one text rejects and another holds",
}


def proposed_board(name: str | Path, *, issue: str | None = None, limit: int = SHOWN) -> ProposedBoard:
    """The proposals as plain data.

    ``documents`` (id, short, outlet, date and its status), ``proposed`` (pairs by reason, with both claims, their
    documents' dates, and the disagreements in which they stand already), ``totals`` by reason, ``events``
    (claims that may tell one event), ``ties`` (documents that count once) and ``copies``. ``kind`` of a proposed pair is
    always null: a person decides it. Raises DetenteError for an unknown issue.
    """
    from detente.coding import across

    dossier = open_dossier(name)
    if issue is not None and issue not in dossier.issues:
        guess = nearest(issue, dossier.issues)
        raise fail("id-unknown", f"there is no issue {issue!r}", f"Did you mean {guess!r}?" if guess else "")
    claims = {name: each for name, each in dossier.claims.items() if issue is None or issue in issues_of(each)}
    copies = copies_in(name)
    tied = ties_in(dossier, copies)
    found = across.pairs(claims.values())
    views = {name: [view.claims for view in each.positions] for name, each in dossier.disagreements.items()}
    proposed = [_pair(each, dossier, across.recorded(each, views)) for why in REASONS for each in [p for p in found if p.why == why][:limit]]  # fmt: skip
    return {
        "documents": [_document(each) for each in dossier.sources.values()],
        "reasons": dict(REASONS), "totals": {why: sum(each.why == why for each in found) for why in REASONS},
        "proposed": proposed,
        "events": _same_events(claims.values(), dossier),
        "ties": [{"documents": [each.first, each.second], "why": each.why} for each in tied],
        "copies": [{"passages": [each.first[1], each.second[1]], "share": round(each.share, 4)} for each in copies],
    }  # fmt: skip


def same_events(name: str | Path) -> list[dict[str, Any]]:
    """Claims that may tell one event, as the board has them."""
    dossier = open_dossier(name)
    return _same_events(dossier.claims.values(), dossier)


def _same_events(claims: Iterable[BaseClaim], dossier: Dossier) -> list[dict[str, Any]]:
    from detente.coding import across

    acts = [across.act_of(each) for each in claims if isinstance(each, EventClaim) and each.usable and not NEVER_COUNTED & set(each.auxiliary)]  # fmt: skip
    rows: dict[str, list[str]] = {}
    for event in dossier.events.values():
        for claim in event.claims:
            rows.setdefault(claim, []).append(event.id)
    return [{"score": round(each.score, 6), "claims": [_claim(dossier, claim) for claim in each.claims],
             "rows": sorted({row for claim in each.claims for row in rows.get(claim, ())})}
            for each in across.clusters(acts)]  # fmt: skip


def _pair(pair: "across.Pair", dossier: Dossier, known: tuple[str, ...]) -> dict[str, Any]:
    first, second = _claim(dossier, pair.first), _claim(dossier, pair.second)
    return {
        "why": pair.why, "kind": None, "rank": pair.rank, "claims": [first, second], "issues": list(pair.issues),
        "actors": [dossier.actor_name(each) for each in pair.actors], "recorded_in": list(known),
        "within_document": first["document"] == second["document"],
    }  # fmt: skip


def _claim(dossier: Dossier, name: str) -> dict[str, Any]:
    claim = dossier.claims[name]
    source = dossier.sources[claim.source_document]
    return {
        "claim": name, "type": claim.type, "says": claim.says, "plover": getattr(claim, "plover", None),
        "when": say_interval(claim.date.start, claim.date.end) if claim.date else "undated",
        "attitude": claim.author_attitude, "figure": _figure(claim), "document": source.id, "short": source.short,
        "document_date": _date(source), "line": claim.line, "paragraph": claim.paragraph,
    }  # fmt: skip


def _figure(claim: BaseClaim) -> str | None:
    if claim.type != "number":
        return None
    data = claim.model_dump()
    value = "an unstated number of" if data["value"] is None else f"{data['value']:g}"
    if data["value_max"] is not None:
        value += f" to {data['value_max']:g}"
    parts = [data["hedge"] and data["hedge"].replace("_", " "), value, data["unit"], data["per"] and f"per {data['per']}", data["period"] and f"({data['period']})"]  # fmt: skip
    return " ".join(str(part) for part in parts if part)


def _document(source: Source) -> dict[str, Any]:
    return {"document": source.id, "short": source.short, "outlet": source.outlet.value, "date": _date(source), "date_status": source.date.status}  # fmt: skip


def _date(source: Source) -> str:
    """The document's date in words: the day, the bracket, or that it is not known."""
    date_ = source.date
    if date_.value is not None:
        return date_.value.isoformat()
    low, high = (each.isoformat() if isinstance(each, date) else "?" for each in (date_.not_before, date_.not_after))
    return "date not known" if low == high == "?" else f"between {low} and {high}"
