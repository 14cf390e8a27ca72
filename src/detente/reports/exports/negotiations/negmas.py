"""NegMAS: one domain and a utility function a party, as YAML data. The format carries everything of a negotiation."""

from typing import Any

from detente.dossier.negotiation import Negotiation, Party
from detente.reports.exports.negotiations.fitting import Remarks, stems


def negmas(negotiation: Negotiation) -> tuple[dict[str, Any], Remarks]:
    """File name -> YAML data."""
    remarks = Remarks()
    domain_stem, *own = stems(negotiation, remarks)
    issues = [
        {"name": each.name, "type": "CategoricalIssue", "values": list(each.levels)} for each in negotiation.issues
    ]
    domain = {"name": negotiation.name, "type": "DiscreteCartesianOutcomeSpace", "issues": issues}
    files: dict[str, Any] = {f"{domain_stem}.yml": domain}
    for stem, party in zip(own, negotiation.parties, strict=True):
        files[f"{stem}.yml"] = _function(negotiation, party, stem)
    return files, remarks


def _function(negotiation: Negotiation, party: Party, stem: str) -> dict[str, Any]:
    function: dict[str, Any] = {
        "type": "LinearAdditiveUtilityFunction",
        "name": stem,
        "values": [
            {"type": "TableFun", "mapping": dict(zip(issue.levels, table, strict=True))}
            for issue, table in zip(negotiation.issues, party.utilities, strict=True)
        ],
        "weights": list(party.weights),
    }
    if party.reservation is not None:
        function["reserved_value"] = party.reservation
    if party.discount is None:
        return function
    wrapper: dict[str, Any] = {"type": "ExpDiscountedUFun", "name": stem, "discount": party.discount, "ufun": function}
    return wrapper if party.reservation is None else {**wrapper, "reserved_value": party.reservation}
