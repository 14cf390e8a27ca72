"""Reading governments and ratifiers: tastes, rules, breakdown values."""

from typing import Any

from detente.engines.deals.actors import NOTIONS, Government, Ratifier, Taste
from detente.engines.deals.issues import Issue
from detente.kernel.checker import Checker, shown

_TASTE = ("weights", "ideals", "gamma", "values", "normalise")
_GOVERNMENT = ("id", "alpha", "audience_cost", "credit", "resentment", "outside", "disagreement", *_TASTE)
_RATIFIER = (
    "id", "government", "rule", "votes", "margin", "sigma", "rho", "threshold", "disagreement", *_TASTE,
)  # fmt: skip
_RULES = ("veto", "vote", "pressure")


def read_governments(check: Checker, value: Any, issues: tuple[Issue, ...]) -> tuple[Government, ...]:
    """Every government."""
    found = []
    entries = check.entries(value, "governments")
    for name, place, plain in check.ids(entries, "governments"):
        check.mapping(plain, place, _GOVERNMENT)
        numbers = {
            key: check.number(plain[key], f"{place}.{key}", 0)
            for key in ("audience_cost", "credit", "resentment") if plain.get(key) is not None
        }  # fmt: skip
        alpha = check.number(plain.get("alpha", 1), f"{place}.alpha", 0, above=True)
        outside = plain.get("outside")
        found.append(Government(
            name, _taste(check, plain, place, name, issues), alpha or 1.0,
            **{key: each or 0.0 for key, each in numbers.items()},
            outside=None if outside is None else check.number(outside, f"{place}.outside"),
            disagreement=_disagreement(check, plain.get("disagreement"), f"{place}.disagreement"),
        ))  # fmt: skip
    if len(entries) < 2:
        check.add(
            "governments", "deal-value", f"expected two governments or more, got {len(entries)}", "name both sides"
        )
    return tuple(found)


def read_ratifiers(check: Checker, value: Any, issues: tuple[Issue, ...], governments: tuple[str, ...]) -> tuple[Ratifier, ...]:  # fmt: skip
    """Every ratifier."""
    found = []
    pressed = dict.fromkeys(governments, 0.0)
    for name, place, plain in check.ids(check.entries(value, "ratifiers"), "ratifiers"):
        check.mapping(plain, place, _RATIFIER, ("government", "rule"))
        home = check.known(plain["government"], f"{place}.government", governments, "government") if plain.get("government") is not None else None  # fmt: skip
        rule = check.known(plain["rule"], f"{place}.rule", _RULES, "rule") if plain.get("rule") is not None else None
        numbers = {key: check.number(plain[key], f"{place}.{key}", *bounds) for key, bounds in _BOUNDS.items()
                   if plain.get(key) is not None}  # fmt: skip
        uniform = _uniform(check, plain.get("threshold"), f"{place}.threshold")
        taste = _taste(check, plain, place, home, issues)
        disagreement = _disagreement(check, plain.get("disagreement"), f"{place}.disagreement")
        if home is None or rule is None:
            continue
        pressed[home] += numbers.get("rho") or 0.0
        found.append(Ratifier(name, home, taste, rule, uniform=uniform, disagreement=disagreement,
                              **{key: each for key, each in numbers.items() if each is not None}))  # fmt: skip
    for home, total in pressed.items():
        if total > 1 + 1e-12:
            check.add(f"governments.{home}", "deal-range", f"the rho of its ratifiers add up to {total:g}, more than 1",
                      "lower them, so that the government keeps a share of its own")  # fmt: skip
    return tuple(found)


_BOUNDS: dict[str, tuple[float, ...]] = {"votes": (0.0,), "margin": (), "sigma": (0.0,), "rho": (0.0, 1.0)}


def _uniform(check: Checker, value: Any, place: str) -> tuple[float, float] | None:
    if value is None:
        return None
    plain = check.mapping(value, place, ("uniform",), ("uniform",))
    ends = check.entries(plain.get("uniform"), f"{place}.uniform")
    numbers = [check.number(each, f"{place}.uniform[{k}]") for k, each in enumerate(ends)]
    if len(numbers) != 2:
        check.add(f"{place}.uniform", "deal-value", "expected the two ends", "write `uniform: [a, b]`")
        return None
    low, high = numbers
    if low is None or high is None:
        return None
    if low >= high:
        check.add(f"{place}.uniform", "deal-range", f"{low:g} is not below {high:g}", "write the lower end first")
        return None
    return low, high


def _disagreement(check: Checker, value: Any, place: str) -> dict[str, float]:
    if value is None:
        return {}
    if isinstance(value, dict):
        plain = check.mapping(value, place, NOTIONS)
        read = {key: check.number(each, f"{place}.{key}") for key, each in plain.items() if key in NOTIONS}
        return {key: each for key, each in read.items() if each is not None}
    number = check.number(value, place)
    return {} if number is None else {str(notion): number for notion in NOTIONS}


def _taste(check: Checker, plain: dict[str, Any], place: str, home: str | None, issues: tuple[Issue, ...]) -> Taste:
    by_id, before = {issue.id: issue for issue in issues}, len(check.problems)
    rescaled = check.known(plain.get("normalise", "range"), f"{place}.normalise", ("range", "none"), "normalisation") != "none"  # fmt: skip
    ideals = _ideals(check, plain.get("ideals"), f"{place}.ideals", by_id)
    values = _values(check, plain.get("values"), f"{place}.values", by_id)
    gammas = _gammas(check, plain.get("gamma"), f"{place}.gamma", by_id)
    own = [issue.id for issue in issues if issue.id in ideals or issue.id in values or home in issue.parties]
    stated = plain.get("weights")
    weights = dict.fromkeys(own, 1.0)
    if stated is not None:
        weights = {}
        for issue, each in check.pairs(stated, f"{place}.weights").items():
            known = check.known(issue, f"{place}.weights.{issue}", tuple(by_id), "issue")
            weight = check.number(each, f"{place}.weights.{issue}", 0)
            if known is None or weight is None:
                continue
            weights[known] = weight
            claimed = known in _keys(plain.get("ideals")) or known in _keys(plain.get("values"))  # blame once
            if weight > 0 and known not in own and not claimed:
                said = "its government has no share of this pie" if by_id[known].parties else "a weight without ideal or values"  # fmt: skip
                check.add(f"{place}.weights.{issue}", "deal-weights", said, f"give ideals.{issue} or values.{issue}, or drop the weight")  # fmt: skip
    if not any(weights.values()) and issues and len(check.problems) == before and not check.faulty:
        check.add(
            f"{place}.weights", "deal-weights", "all weights are zero", "give a weight to what the actor cares about"
        )
    for issue in issues:
        gamma = gammas.get(issue.id, 1.0)
        if weights.get(issue.id) and ((issue.kind == "range" and gamma < 1) or (issue.kind == "pie" and gamma > 1)):
            bound = "1 or above on a range" if issue.kind == "range" else "1 or below on a pie"
            check.add(
                f"{place}.gamma", "deal-range", f"must be {bound}, got {gamma:g} on {issue.id}", "give the issue levels"
            )
    return Taste({key: each for key, each in weights.items() if each}, ideals, gammas, values, rescaled)


def _keys(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, dict) else ()


def _ideals(check: Checker, value: Any, place: str, issues: dict[str, Issue]) -> dict[str, float]:
    found = {}
    for key, each in check.pairs(value, place).items():
        name = check.known(key, f"{place}.{key}", tuple(issues), "issue")
        if name is None:
            continue
        issue = issues[name]
        if issue.kind == "pie" or (issue.kind == "levels" and None in issue.at):
            why = "a pie has no ideal" if issue.kind == "pie" else "the levels of the issue have no numbers"
            check.add(f"{place}.{key}", "deal-value", why, "give weights and gamma" if issue.kind == "pie" else "give values, or levels as {name: , at: }")  # fmt: skip
            continue
        number = check.number(each, f"{place}.{key}", issue.low, issue.high)
        if number is not None:
            found[name] = number
    return found


def _values(check: Checker, value: Any, place: str, issues: dict[str, Issue]) -> dict[str, tuple[float, ...]]:
    found = {}
    for key, table in check.pairs(value, place).items():
        name = check.known(key, f"{place}.{key}", tuple(issues), "issue")
        if name is None:
            continue
        issue = issues[name]
        if issue.continuous:
            check.add(f"{place}.{key}", "deal-value", "a continuous issue has no table of values", "give an ideal, or give the issue levels")  # fmt: skip
            continue
        row: list[float | None] = [None] * len(issue.levels)
        stated = set()
        for level, each in check.pairs(table, f"{place}.{key}").items():
            at = issue.place_of(level)
            if at is None:
                check.known(level, f"{place}.{key}.{level}", issue.levels, "level")
                continue
            stated.add(at)
            row[at] = check.number(each, f"{place}.{key}.{level}")
        for k, level in enumerate(issue.levels):
            if k not in stated:
                check.add(
                    f"{place}.{key}", "deal-value", f"the level {shown(level)} has no value", "give one for every level"
                )
        if None not in row:
            found[name] = tuple(each for each in row if each is not None)
    return found


def _gammas(check: Checker, value: Any, place: str, issues: dict[str, Issue]) -> dict[str, float]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        number = check.number(value, place, 0, above=True)
        return {} if number is None else dict.fromkeys(issues, number)
    found = {}
    for key, each in value.items():
        name = check.known(key, f"{place}.{key}", tuple(issues), "issue")
        number = check.number(each, f"{place}.{key}", 0, above=True)
        if name is not None and number is not None:
            found[name] = number
    return found
