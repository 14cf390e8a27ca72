"""GeniusWeb: one domain and a profile a party, as JSON data. Breakdown is stated by a package, so only some worths can be."""

from typing import Any

from detente.dossier.negotiation import Negotiation, Party, level_text
from detente.reports.exports.negotiations.fitting import Remarks, balanced, nearest_bid, stems, without_negatives

_EXACT = 1e-12


def geniusweb(negotiation: Negotiation) -> tuple[dict[str, Any], Remarks]:
    """File name -> JSON data."""
    remarks = Remarks()
    domain_stem, *own = stems(negotiation, remarks)
    values = {issue.name: {"values": [level_text(each) for each in issue.levels]} for issue in negotiation.issues}
    domain = {"name": negotiation.name, "issuesValues": values}
    files: dict[str, Any] = {f"{domain_stem}.json": domain}
    for stem, party in zip(own, negotiation.parties, strict=True):
        file = f"{stem}.json"
        files[file] = {"LinearAdditiveUtilitySpace": _profile(negotiation, party, stem, domain, file, remarks)}
    return files, remarks


def _profile(negotiation: Negotiation, party: Party, stem: str, domain: dict[str, Any], file: str, remarks: Remarks) -> dict[str, Any]:  # fmt: skip
    fitted = balanced(without_negatives(party, file, remarks), file, remarks)
    if party.discount is not None:
        remarks.warn(file, "discount", "negotiation-left-out", f"the format has no discount factor; {party.discount:g} is left out",
                    "keep the file that states it")  # fmt: skip
    issues = negotiation.issues
    profile: dict[str, Any] = {
        "issueUtilities": {
            issue.name: {"DiscreteValueSetUtilities": {"valueUtilities": {
                level_text(level): worth for level, worth in zip(issue.levels, table, strict=True)
            }}}
            for issue, table in zip(issues, fitted.utilities, strict=True)
        },
        "issueWeights": {issue.name: w for issue, w in zip(issues, fitted.weights, strict=True)},
        "domain": domain,
        "name": stem,
    }  # fmt: skip
    bid = _bid(fitted, file, remarks)
    if bid is not None:
        profile["reservationBid"] = {
            "issuevalues": {issue.name: level_text(issue.levels[k]) for issue, k in zip(issues, bid, strict=True)}
        }
    return profile


def _bid(party: Party, file: str, remarks: Remarks) -> tuple[int, ...] | None:
    """A package that is worth as much as breakdown; the nearest where none is; None where breakdown is worth 0."""
    if party.bid is not None or not party.reservation:
        return party.bid
    bid = nearest_bid(party, party.reservation)
    worth = party.worth(bid)
    if abs(worth - party.reservation) > _EXACT and abs(party.reservation) <= abs(worth - party.reservation):
        remarks.warn(file, "reservationBid", "negotiation-reservation",
                    f"no package is as near to the {party.reservation:.12g} of breakdown as 0 is, so none is written",
                    "export to genius or negmas, which state the number")  # fmt: skip
        return None
    if abs(worth - party.reservation) > _EXACT:
        remarks.warn(file, "reservationBid", "negotiation-reservation",
                    f"breakdown is worth {party.reservation:.12g}, the nearest package {worth:.12g}, and the format states breakdown by a package",
                    "export to genius or negmas, which state the number")  # fmt: skip
    return bid
