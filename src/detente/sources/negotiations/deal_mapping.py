"""A negotiation as the plain mapping of a DEAL.yaml (deals, section 2): every issue joint, utilities as stated."""

from typing import Any

from detente.dossier.negotiation import Negotiation, Party, level_text

FORMAT = "detente-deal/1"


def as_deal(negotiation: Negotiation) -> dict[str, Any]:
    """The mapping. Where all parties state breakdown by one package, it is the status quo of the issues as well."""
    bids = {each.bid for each in negotiation.parties}
    quo = next(iter(bids)) if len(bids) == 1 else None
    issues = []
    for k, issue in enumerate(negotiation.issues):
        levels = [level_text(each) for each in issue.levels]
        body: dict[str, Any] = {"id": issue.name, "kind": "levels", "levels": levels, "controller": "joint"}
        if quo is not None:
            body["status_quo"] = levels[quo[k]]
        issues.append(body)
    return {
        "format": FORMAT,
        "title": negotiation.name,
        "issues": issues,
        "governments": [_government(each, negotiation) for each in negotiation.parties],
    }


def _government(party: Party, negotiation: Negotiation) -> dict[str, Any]:
    return {
        "id": party.id,
        "normalise": "none",
        "weights": {issue.name: w for issue, w in zip(negotiation.issues, party.weights, strict=True)},
        "values": {
            issue.name: {level_text(level): u for level, u in zip(issue.levels, table, strict=True)}
            for issue, table in zip(negotiation.issues, party.utilities, strict=True)
        },
        "disagreement": party.reservation or 0.0,
    }
