"""The result as plain data (section 8): no NaN, no infinity, level names as the file writes them."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from detente.engines.deals.breakdown import Lottery
from detente.engines.deals.channels import Row
from detente.engines.deals.deal import Deal
from detente.engines.deals.issues import Issue
from detente.engines.deals.linkage import FineWorld
from detente.engines.deals.pivotal import Weight
from detente.engines.deals.ratification import chances
from detente.engines.deals.solve import Breakdown, Short, Solved
from detente.engines.deals.talks import Agreement, Package, Pick, Point, Talks

FORMAT = "detente-deal-result/1"


def as_data(solved: Solved, threshold: Mapping[str, float | None] | None = None) -> dict[str, Any]:
    """The account without the runs with other numbers. ``threshold`` is the crisis game's, from which publicity stops paying."""
    deal = solved.deal
    return {
        "format": FORMAT,
        "headline": {"solution": deal.solution, "notion": deal.notion, "channel": deal.channel},
        "space": {
            "issues": [each.id for each in deal.issues],
            "packages": None if deal.continuous else deal.packages,
            "method": solved.method,
        },
        "notions": {name: _notion(deal, each) for name, each in solved.notions.items()},
        "linkage": _linkage(solved),
        "ratifiers": [_weight(deal, each) for each in solved.weights],
        "self_enforcement": None if solved.patience is None else {
            each.id: {"temptation": one.temptation, "loss": one.loss, "delta_star": one.delta_star}
            for each, one in zip(deal.governments, solved.patience, strict=True)
        },
        "channels": {
            "table": {name: _row(deal, row) for name, row in solved.channels.items()},
            "comparable": solved.comparable,
            "verdict": None if solved.verdict is None else _by(deal, solved.verdict),
            "threshold": dict(threshold) if threshold is not None else None,
        },
        "warnings": list(solved.warnings),
    }  # fmt: skip


def package_data(issues: Sequence[Issue], package: Package | None) -> dict[str, Any] | None:
    """Issue -> level as written, number, or shares; None for an issue that is not agreed."""
    if package is None:
        return None
    return {issue.id: level_data(issue, each) for issue, each in zip(issues, package, strict=True)}


def level_data(issue: Issue, level: Any) -> Any:
    """One outcome of one issue."""
    if level is None:
        return None
    return level if issue.continuous else issue.levels[level]


def short_data(deal: Deal, short: Short) -> dict[str, Any]:
    """The row of a sweep: deal, utility, zone, win_set, disagreement, p_breakdown."""
    pick = short.pick
    return {
        "deal": package_data(deal.issues, pick.package if pick else None),
        "utility": None if pick is None else _by(deal, pick.utility),
        "zone": _zone(short.agreement),
        "win_set": _win_set(deal, short.agreement),
        "disagreement": _by(deal, short.talks.breakdown),
        "p_breakdown": short.p_breakdown,
    }


def _by(deal: Deal, values: Sequence[Any]) -> dict[str, Any]:
    return {each.id: value for each, value in zip(deal.governments, values, strict=True)}


def _zone(found: Agreement) -> dict[str, Any] | None:
    if found.zone is None:
        return None
    share = 0.0 if found.zone == 0 else found.zone / found.packages if found.packages else None
    return {"count": found.zone, "share": share}


def _win_set(deal: Deal, found: Agreement) -> dict[str, float] | None:
    return None if found.win_set is None else _by(deal, found.win_set)


def _notion(deal: Deal, each: Breakdown) -> dict[str, Any]:
    return {
        "disagreement": _by(deal, each.talks.breakdown),
        "ratifier_disagreement": {j.id: d for j, d in zip(deal.ratifiers, each.home, strict=True)},
        "lottery": _lottery(deal, each.drawn),
        "win_set": _win_set(deal, each.agreement),
        "zone": _zone(each.agreement),
        "reason": each.agreement.reason,
        "solutions": {name: _pick(deal, each.talks, pick) for name, pick in each.agreement.picks.items()},
        "pareto": [_point(deal, point) for point in each.agreement.pareto],
        "frontier": [_point(deal, point) for point in each.agreement.frontier],
    }


def _lottery(deal: Deal, drawn: Lottery) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for issue, each in zip(deal.issues, drawn, strict=True):
        if issue.continuous:
            found[issue.id] = [{"level": each, "p": 1.0}]
        else:
            rows = zip(issue.levels, each, strict=True)
            found[issue.id] = [{"level": level, "p": float(p)} for level, p in rows if p != 0]
    return found


def _pick(deal: Deal, talks: Talks, pick: Pick) -> dict[str, Any]:
    by_government = chances(talks, pick.package)
    data = {
        "package": package_data(deal.issues, pick.package), "utility": _by(deal, pick.utility), "gain": _by(deal, pick.gain),
        "value": pick.value, "ties": pick.ties, "p_ratify": prod(by_government), "p_ratify_by": _by(deal, by_government),
        "p_breakdown": 1 - prod(by_government),
    }  # fmt: skip
    if pick.alpha is not None:
        data["alpha"] = dict(pick.alpha)
    if pick.finite_share is not None:
        data["finite_share"] = dict(pick.finite_share)
    return data


def _point(deal: Deal, point: Point) -> dict[str, Any]:
    return {"package": package_data(deal.issues, point.package), "utility": _by(deal, point.utility)}


def _linkage(solved: Solved) -> dict[str, Any]:
    deal, fine = solved.deal, solved.linkage
    if not isinstance(fine, FineWorld):
        return {"skipped": fine}
    gain: dict[str, Any] = {}
    over: dict[str, Any] = {}
    for name, each in solved.notions.items():
        pick = each.agreement.picks.get(deal.solution)
        gain[name] = pick and _by(deal, [u - f for u, f in zip(pick.utility, fine.utility, strict=True)])
        over[name] = pick and _by(deal, [u - d for u, d in zip(pick.utility, each.talks.breakdown, strict=True)])
    baskets = []
    for each_basket in fine.baskets:
        issues = [deal.issues[deal.places[name]] for name in each_basket.issues]
        baskets.append({
            "issues": list(each_basket.issues), "package": package_data(issues, each_basket.package),
            "utility": _by(deal, each_basket.utility),
        })  # fmt: skip
    combined = {"baskets": baskets, "package": package_data(deal.issues, fine.package), "utility": _by(deal, fine.utility)}  # fmt: skip
    return {"fine": combined, "gain": gain, "gain_over_breakdown": over}


def _weight(deal: Deal, each: Weight) -> dict[str, Any]:
    return {
        "id": each.id, "government": each.government, "rule": each.rule, "utility": each.utility, "slack": each.slack,
        "p": each.p, "zone_ratio": each.zone_ratio,
        "deal_without": package_data(deal.issues, each.without.package if each.without else None),
        "utility_change": None if each.change is None else _by(deal, each.change),
        "pivotal": each.pivotal, "opens_zone": each.opens_zone,
    }  # fmt: skip


def _row(deal: Deal, row: Row) -> dict[str, Any]:
    pick, facts = row.pick, row.facts
    data = {
        "visibility": row.visibility, "disagreement": _by(deal, row.talks.breakdown), "zone": _zone(row.agreement),
        "deal": package_data(deal.issues, pick.package if pick else None),
        "utility": None if pick is None else _by(deal, pick.utility), "p_breakdown": row.p_breakdown,
        "p_concede": facts and facts.p_concede, "p_stand_firm": facts and facts.p_stand_firm,
        "n_equilibria": None if facts is None else len(facts.every),
    }  # fmt: skip
    if row.alternatives:
        data["by_equilibrium"] = [
            {"p_concede": each.p_concede, "p_stand_firm": each.p_stand_firm, "disagreement": _by(deal, each.talks.breakdown),
             "deal": package_data(deal.issues, each.pick.package if each.pick else None),
             "utility": None if each.pick is None else _by(deal, each.pick.utility)}
            for each in row.alternatives
        ]  # fmt: skip
    return data
