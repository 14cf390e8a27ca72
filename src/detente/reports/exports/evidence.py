"""What may be exported as evidence: records with their confirmed and edited claims, and nothing undecided.

A record that names claims, none of which is usable, is left out: a suggestion never becomes a fact by being exported.
"""

from collections.abc import Iterable

from detente.dossier.agreement import Agreement, Disagreement
from detente.dossier.claim import BaseClaim, EventClaim
from detente.dossier.dossier import Dossier
from detente.dossier.event import Event


def usable(dossier: Dossier, ids: Iterable[str]) -> tuple[BaseClaim, ...]:
    """Pick the usable claims among ``ids``, in their order."""
    return tuple(dossier.usable_claims[each] for each in ids if each in dossier.usable_claims)


def documents_of(claims: Iterable[BaseClaim]) -> tuple[str, ...]:
    """Name the documents of the claims, each once, in their order."""
    return tuple(dict.fromkeys(claim.source_document for claim in claims))


def events(dossier: Dossier) -> tuple[Event, ...]:
    """Give the rows of events.csv, then one event for each usable event claim that stands in no row.

    An event made from a claim has the claim's id (``ID.claim`` if a row has that id already).
    """
    rows = [
        event.model_copy(update={"claims": kept})
        for event in dossier.events.values()
        if (kept := _known(dossier, event.claims)) or not event.claims
    ]
    told = {claim for event in rows for claim in event.claims}
    alone = [
        _from_claim(claim, f"{name}.claim" if name in dossier.events else name)
        for name, claim in dossier.usable_claims.items()
        if isinstance(claim, EventClaim) and name not in told
    ]
    return (*rows, *alone)


def agreements(dossier: Dossier) -> tuple[Agreement, ...]:
    """Give the agreements with their usable claims."""
    return tuple(
        agreement.model_copy(update={"claims": kept})
        for agreement in dossier.agreements.values()
        if (kept := _known(dossier, agreement.claims))
    )


def disagreements(dossier: Dossier) -> tuple[Disagreement, ...]:
    """Give the disagreements that still have two views with usable claims, each view with these."""
    found = []
    for disagreement in dossier.disagreements.values():
        views = tuple(
            view.model_copy(update={"claims": kept})
            for view in disagreement.positions
            if (kept := _known(dossier, view.claims))
        )
        if len(views) >= 2:
            found.append(disagreement.model_copy(update={"positions": views}))
    return tuple(found)


def _known(dossier: Dossier, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(claim.id for claim in usable(dossier, ids))


def _from_claim(claim: EventClaim, name: str) -> Event:
    when = claim.date
    return Event.model_construct(
        id=name,
        date_start=when.start if when else None,
        date_end=when.end if when else None,
        date_precision=when.precision if when else None,
        date_basis=when.basis if when else None,
        source=claim.source,
        target=claim.target,
        type=claim.plover,
        mode=claim.mode,
        auxiliary=claim.auxiliary,
        cameo_root=claim.cameo_root,
        issues=claim.issues,
        intensity=None,
        summary=claim.summary,
        claims=(claim.id,),
        note=claim.note,
    )
