"""Reading the issues of a deal file."""

from collections.abc import Collection
from typing import Any

from detente.engines.deals.issues import JOINT, Issue, Treaty
from detente.kernel.checker import Checker, one_of, shown

_KEYS = {
    "levels": ("id", "kind", "levels", "controller", "status_quo", "retaliation", "treaty"),
    "range": ("id", "kind", "range", "controller", "status_quo"),
    "pie": ("id", "kind", "between", "controller", "status_quo"),
}


def read_issues(check: Checker, value: Any, governments: Collection[str]) -> tuple[Issue, ...]:
    """Every issue that can be read."""
    found = []
    for name, place, plain in check.ids(check.entries(value, "issues"), "issues"):
        kind = check.known(plain.get("kind", "levels"), f"{place}.kind", tuple(_KEYS), "kind")
        if kind is None:
            check.faulty.add(name)
            continue
        check.mapping(plain, place, _KEYS[kind])
        controller = check.known(
            plain.get("controller", JOINT), f"{place}.controller", (*governments, JOINT), "controller"
        )
        held = None if controller == JOINT else str(plain.get("controller") if controller is None else controller)
        if kind != "levels" and held is not None:
            check.add(f"{place}.controller", "deal-kinds", "a continuous issue must be joint", "write `controller: joint` or give the issue levels")  # fmt: skip
        issue = {"levels": _levels, "range": _range, "pie": _pie}[kind](check, name, place, plain, held, governments)
        if issue is not None:
            found.append(issue)
        else:
            check.faulty.add(name)
    if len({issue.continuous for issue in found}) > 1:
        check.add("issues", "deal-kinds", "levels and continuous issues are mixed", "give every issue levels, or none")
    return tuple(found)


def _levels(check: Checker, name: str, place: str, plain: dict[str, Any], held: str | None, _: Collection[str]) -> Issue | None:  # fmt: skip
    names: list[Any] = []
    numbers: list[float | None] = []
    for number, each in enumerate(check.entries(plain.get("levels"), f"{place}.levels")):
        where = f"{place}.levels[{number}]"
        level, at = each, None
        if isinstance(each, dict):
            check.mapping(each, where, ("name", "at"))
            level, at = each.get("name"), each.get("at")
        if isinstance(level, bool) or not isinstance(level, int | float | str):
            check.add(where, "deal-value", f"expected a level, got {shown(level)}", "write a number in 0..1 or a name in quotation marks")  # fmt: skip
            continue
        if at is None and not isinstance(level, str):
            at = level
        if at is not None:
            at = check.number(at, where, 0, 1)
        if level in names:
            check.add(where, "deal-duplicate", f"the level {shown(level)} stands twice", "rename one of the two")
            continue
        names.append(level)
        numbers.append(at)
    if len(names) < 2:
        check.add(f"{place}.levels", "deal-value", f"expected two levels or more, got {len(names)}", "list what can be agreed")  # fmt: skip
        return None
    issue = Issue(name, "levels", held, tuple(names), tuple(numbers))
    places = {}
    for key in ("status_quo", "retaliation"):
        if plain.get(key) is not None:
            places[key] = level_place(check, issue, plain[key], f"{place}.{key}")
    if "retaliation" in places and held is None:
        check.add(
            f"{place}.retaliation", "deal-threat", "nobody controls a joint issue", "name a controller, or remove it"
        )
    treaty = _treaty(check, issue, plain.get("treaty"), f"{place}.treaty")
    return Issue(name, "levels", held, issue.levels, issue.at, places.get("status_quo"), places.get("retaliation"), treaty)  # fmt: skip


def level_place(check: Checker, issue: Issue, level: Any, place: str) -> int | None:
    """The place of a level that the file names."""
    found = issue.place_of(level)
    if found is None:
        check.add(place, "deal-unknown", f"the issue {issue.id} has no level {shown(level)}", one_of(issue.levels))
    return found


def _treaty(check: Checker, issue: Issue, value: Any, place: str) -> Treaty | None:
    if value is None:
        return None
    plain = check.mapping(value, place, ("at_least", "at_most", "pi"))
    pi = check.number(plain.get("pi", 0.0), f"{place}.pi", 0, 1)
    bounds = [key for key in ("at_least", "at_most") if plain.get(key) is not None]
    if len(bounds) != 1:
        check.add(place, "deal-treaty", "a treaty states one bound", "give either at_least or at_most")
        return None
    bound = check.number(plain[bounds[0]], f"{place}.{bounds[0]}", 0, 1)
    if issue.controller is None:
        check.add(place, "deal-treaty", "nobody can break a treaty on a joint issue alone", "name the controller, or remove the treaty")  # fmt: skip
        return None
    if any(each is None for each in issue.at):
        check.add(place, "deal-treaty", "the levels of the issue have no numbers", "write levels as {name: , at: }")
        return None
    if bound is None or pi is None:
        return None
    treaty = Treaty(bounds[0] == "at_least", bound, pi)
    if not any(treaty.allows(each) for each in issue.at if each is not None):
        check.add(f"{place}.{bounds[0]}", "deal-treaty", f"no level satisfies the bound {bound:g}", "add a level or correct the bound")  # fmt: skip
        return None
    return treaty


def _range(check: Checker, name: str, place: str, plain: dict[str, Any], _: str | None, __: Collection[str]) -> Issue | None:  # fmt: skip
    bounds = check.entries(plain.get("range"), f"{place}.range")
    numbers = [check.number(each, f"{place}.range[{k}]") for k, each in enumerate(bounds)]
    if len(numbers) != 2 or None in numbers:
        if len(numbers) != 2:
            check.add(f"{place}.range", "deal-value", "expected the two ends", "write `range: [low, high]`")
        return None
    low, high = float(numbers[0] or 0), float(numbers[1] or 0)
    if low >= high:
        check.add(
            f"{place}.range", "deal-range", f"the lower end {low:g} is not below the upper {high:g}", "correct it"
        )
        return None
    quo = plain.get("status_quo")
    at = low if quo is None else check.number(quo, f"{place}.status_quo", low, high)
    return Issue(name, "range", None, low=low, high=high, quo_value=low if at is None else at)


def _pie(check: Checker, name: str, place: str, plain: dict[str, Any], _: str | None, governments: Collection[str]) -> Issue | None:  # fmt: skip
    where = f"{place}.between"
    parties = [check.known(each, f"{where}[{k}]", tuple(governments), "government")
               for k, each in enumerate(check.entries(plain.get("between"), where))]  # fmt: skip
    if len(parties) < 2 or len(set(parties)) < len(parties):
        check.add(where, "deal-value", "expected two different governments or more", "write `between: [A, B]`")
        return None
    if None in parties:
        return None
    shares = dict.fromkeys(map(str, parties), 0.0)
    for party, share in check.pairs(plain.get("status_quo"), f"{place}.status_quo").items():
        who = check.known(party, f"{place}.status_quo.{party}", tuple(shares), "party to the pie")
        number = check.number(share, f"{place}.status_quo.{party}", 0, 1)
        if who is not None and number is not None:
            shares[who] = number
    if sum(shares.values()) > 1 + 1e-12:
        check.add(f"{place}.status_quo", "deal-range", "the shares add up to more than 1", "correct them")
    return Issue(name, "pie", None, parties=tuple(shares), quo_shares=tuple(shares.values()))
