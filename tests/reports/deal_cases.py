"""Solved deals for the tests of charts: results with the fields that a chart reads, rounded to four decimals."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

Result = dict[str, Any]


def package(border: float, tone: str, energy: float, tariff: float) -> Result:
    return {"BORDER": border, "TONE": tone, "ENERGY": energy, "TARIFF": tariff}


def pair(n: float, s: float) -> dict[str, float]:
    return {"N": n, "S": s}


#: Northland and Southland, the worked example of the method (81 packages).
PAIRS = {
    (0.5, "silent", 0, 0): (0.2613, 1.0), (0.5, "silent", 0, 0.5): (0.378, 0.8937), (0.5, "silent", 0.5, 0): (0.3813, 0.8463),
    (0.5, "silent", 0.5, 0.5): (0.498, 0.7401), (0.5, "silent", 1, 0): (0.5013, 0.6927), (0.5, "silent", 1, 0.5): (0.618, 0.5864),
    (0.5, "private", 1, 0.5): (0.6865, 0.3964), (1, "silent", 0, 0): (0.4863, 0.8183), (1, "silent", 0, 0.5): (0.603, 0.712),
    (1, "silent", 0.5, 0): (0.6063, 0.6646), (1, "silent", 0.5, 0.5): (0.723, 0.5584), (1, "silent", 1, 0): (0.7263, 0.5109),
    (1, "silent", 1, 0.5): (0.843, 0.4047), (1, "private", 1, 0.5): (0.9115, 0.1897), (1, "loud", 1, 0.5): (0.98, -0.0253),
}  # fmt: skip
NASH, KS, SUM, FIRM = (0.5, "silent", 1, 0.5), (0.5, "silent", 1, 0), (0.5, "silent", 0, 0.5), (1, "silent", 0.5, 0.5)
FRONTIER = [key for key in PAIRS if key not in (KS, (0.5, "private", 1, 0.5))]
D = {"nonagreement": (0.5823, 0.4253), "retaliation": (0.2594, 0.2024)}


def point(key: tuple[float, str, float, float]) -> Result:
    return {"package": package(*key), "utility": pair(*PAIRS[key])}


def pick(key: tuple[float, str, float, float], notion: str, risk: float) -> Result:
    gain = [u - d for u, d in zip(PAIRS[key], D[notion], strict=True)]
    return {**point(key), "gain": pair(*gain), "p_breakdown": risk}


def notion(name: str, zone: int, solutions: Result, pareto: list[Any]) -> Result:
    return {"disagreement": pair(*D[name]), "ratifier_disagreement": {each[0]: 0.1 for each in RATIFIERS}, "zone": {"count": zone, "share": zone / 81}, "reason": None, "solutions": solutions,
            "pareto": [point(key) for key in pareto], "frontier": [point(key) for key in FRONTIER]}  # fmt: skip


RULES = ("nash", "ks_maximin", "ks_line", "kalai_maximin", "kalai_line", "egalitarian", "utilitarian")
PICKED = {rule: (KS, 1e-6) if rule.startswith("ks") else (SUM, 0.0384) if rule == "utilitarian" else (NASH, 1e-6) for rule in RULES}  # fmt: skip
RATIFIERS = [
    ("Border bloc", "N", "vote", 0.4731, 1.0, NASH), ("Rights bloc", "N", "vote", 0.02, 0.5793, NASH), ("Centre", "N", "vote", 0.6333, 1.0, NASH),
    ("Army", "S", "veto", 0.3, 1.0, FIRM), ("Base", "S", "veto", 0.3, 1.0, NASH),
]  # fmt: skip
CHANNELS = [
    ("quiet", 0.15, (0.2594, 0.2024), (0.618, 0.5864), NASH, 0.1323, 0.7752), ("treaty", 0.3, (0.2551, 0.1978), (0.6159, 0.5666), NASH, 0.14, 0.8093),
    ("public", 1.0, (0.2407, 0.1827), (0.4865, 0.6839), (0.5, "silent", 0.5, 0.5), 0.1527, 0.9232),
]  # fmt: skip
PATH = [(NASH, (0.618, 0.5864), 0.255, 0.08), (NASH, (0.618, 0.5868), 0.2167, 0.1584), ((0.5, "silent", 0.5, 0.5), (0.4865, 0.6893), 0.2342, 0.2352),
        (NASH, (0.6548, 0.5839), 0.425, 0.3105)]  # fmt: skip
RATES = {
    "open border for quiet": (0.42, 0.12, 0.08, 0.1),
    "energy opened": (0.93, 0.5, 0.2, 0.2),
    "nobody moves": (0.0, 0.0, 0.01, 0.0),
}

NORTHLAND: Result = {
    "format": "detente-deal-result/1", "headline": {"solution": "nash", "notion": "retaliation", "channel": "quiet"},
    "space": {"issues": ["BORDER", "TONE", "ENERGY", "TARIFF"], "packages": 81, "method": "enumerated"},
    "notions": {
        "nonagreement": notion("nonagreement", 4, {rule: pick(FIRM, "nonagreement", 0.3085) for rule in RULES}, [(1, "silent", 0.5, 0), FIRM, (1, "silent", 1, 0)]),
        "retaliation": notion("retaliation", 31, {rule: pick(key, "retaliation", risk) for rule, (key, risk) in PICKED.items()},
                              [(0.5, "silent", 0, 0), SUM, (0.5, "silent", 0.5, 0), (0.5, "silent", 0.5, 0.5), KS, NASH, (0.5, "private", 1, 0.5)]),
    },
    "linkage": {
        "fine": {"baskets": [{"issues": [name], "package": found, "utility": {}} for name, found in (
            ("BORDER", {"BORDER": 0.5}), ("TONE", {"TONE": "loud"}), ("ENERGY", None), ("TARIFF", None))], "utility": pair(0.5823, 0.4253)},
        "gain": {"nonagreement": pair(0.1407, 0.133), "retaliation": pair(0.0357, 0.1611)},
        "gain_over_breakdown": {"nonagreement": pair(0.1407, 0.133), "retaliation": pair(0.3586, 0.384)},
    },
    "ratifiers": [
        {"id": name, "government": side, "rule": rule, "utility": 0.5, "slack": slack, "p": p, "zone_ratio": 1.0, "deal_without": package(*without),
         "utility_change": pair(0, 0), "pivotal": without != NASH, "opens_zone": False}
        for name, side, rule, slack, p, without in RATIFIERS
    ],
    "channels": {
        "table": {name: {"visibility": seen, "disagreement": pair(*d), "zone": {"count": 31, "share": 0.38}, "deal": package(*key), "utility": pair(*u),
                         "p_breakdown": 1e-6, "p_concede": concede, "p_stand_firm": firm, "n_equilibria": 1}
                  for name, seen, d, u, key, concede, firm in CHANNELS},
        "comparable": True, "verdict": {"N": "quiet", "S": "public"}, "threshold": {"target_audience": 0.3057, "challenger_audience": None},
    },
    "ensemble": {"draws": 1000, "patterns": [{"name": name, "rate": rates[0]} for name, rates in RATES.items()]},
    "controls": {"draws": 600, "patterns": [
        {"name": name, "rate": rate, "controls": [{"permute": kind, "rate": each, "ratio": rate / each if each else None, "beats": rate > 0 and rate >= 3 * each}
                                                  for kind, each in zip(("weights", "ideals", "both"), others, strict=True)],
         "beats_random_coding": rate > 0 and all(rate >= 3 * each for each in others)}
        for name, (rate, *others) in RATES.items()]},
    "relation": {"path": [{"t": t, "deal": package(*key), "utility": pair(*u), "zone": {"count": 31, "share": 0.38}, "p_breakdown": 1e-6,
                           "resentment": {"S": stock}, "erosion": worn} for t, (key, u, stock, worn) in enumerate(PATH)]},
}  # fmt: skip
NAMES = {"N": "Northland", "S": "Southland & <Isles>", "TONE.silent": "not a word", "BORDER": "border"}
CHANGES = [(2, "talks go public"), (3, "a new leader in Northland")]


def without_deal(result: Result = NORTHLAND) -> Result:
    """The same table where vetoes leave no zone: the engine then has nulls where the deal would be."""
    held = deepcopy(result)
    for each in held["notions"].values():
        each |= {"zone": {"count": 0, "share": 0.0}, "reason": "no_zone", "solutions": {}, "pareto": []}
    for each in held["channels"]["table"].values():
        each |= {"deal": None, "utility": None, "p_breakdown": 1.0, "zone": {"count": 0, "share": 0.0}}
    held["channels"]["verdict"] = None
    held["linkage"] |= {key: {"nonagreement": None, "retaliation": None} for key in ("gain", "gain_over_breakdown")}
    for each in held["ratifiers"]:
        each |= {"utility": None, "slack": None, "p": None, "zone_ratio": None, "pivotal": each["id"] == "Army", "opens_zone": each["id"] == "Army"}  # fmt: skip
    held["relation"]["path"] = [{**row, "deal": None, "utility": None, "p_breakdown": 1.0} if row["t"] == 2 else row for row in held["relation"]["path"]]  # fmt: skip
    return held


def with_third(result: Result = NORTHLAND) -> Result:
    """The same with a third government at the table, for which no frontier is listed."""

    def three(held: Any) -> Any:
        if isinstance(held, Mapping):
            found = {key: three(each) for key, each in held.items()}
            return {**found, "W": 0.9} if set(held) == {"N", "S"} and isinstance(held["N"], float) else found
        return [three(each) for each in held] if isinstance(held, list) else held

    found = three(result)
    for each in found["notions"].values():
        each["frontier"] = []
    return found


def changed(key: tuple[float, str, float, float], risk: float, result: Result = NORTHLAND) -> Result:
    """A scenario in which the headline rule picks another package, or the same at another risk."""
    held = deepcopy(result)
    held["notions"]["retaliation"]["solutions"]["nash"] = pick(key, "retaliation", risk)
    return held


SCENARIOS = [("A note and a call", deepcopy(NORTHLAND)), ("Energy is opened at home", changed(KS, 1e-6)), ("The blocs waver & threaten to walk out of the talks", changed(NASH, 0.35)),
             ("The army insists", without_deal())]  # fmt: skip


def continuous() -> Result:
    """A pie to be shared, u_A = sqrt(x) and u_B = 1 - x: Nash gives A a third. No package is listed, no zone counted."""
    picked = {"nash": (1 / 3, 0.5774), "egalitarian": (0.382, 0.618), "utilitarian": (0.25, 0.5)}
    solutions = {rule: {"package": {"PIE": {"A": share, "B": 1 - share}}, "utility": {"A": u, "B": 1 - share}, "gain": {"A": u, "B": 1 - share}, "p_breakdown": 0.0}
                 for rule, (share, u) in picked.items()}  # fmt: skip
    found = {
        "disagreement": {"A": 0.0, "B": 0.0},
        "zone": None,
        "reason": None,
        "solutions": solutions,
        "pareto": [],
        "frontier": [],
    }
    return {"headline": NORTHLAND["headline"], "notions": {"nonagreement": found, "retaliation": deepcopy(found)}, "ratifiers": [],
            "linkage": {"skipped": "an actor has an explicit disagreement"}, "channels": {"table": {}, "comparable": False, "verdict": None}}  # fmt: skip
