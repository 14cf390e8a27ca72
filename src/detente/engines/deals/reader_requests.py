"""Reading what a deal file asks for: sweeps, patterns, ensemble, controls."""

from typing import Any

from detente.engines.deals.deal import Deal
from detente.engines.deals.paths import resolve
from detente.engines.deals.requests import PERMUTATIONS, Condition, Controls, Ensemble, Pattern, Sweep
from detente.kernel.checker import Checker


def read_sweep(check: Checker, plain: dict[str, Any]) -> tuple[Sweep, ...]:
    """Every sweep; that its values fit is seen when they are tried (:func:`detente.studies.deals.variants.tried`)."""
    found = []
    for number, each in enumerate(check.entries(plain.get("sweep"), "sweep")):
        place = f"sweep[{number}]"
        one = check.mapping(each, place, ("set", "to"), ("set", "to"))
        path = check.text(one["set"], f"{place}.set") if one.get("set") is not None else None
        values = check.entries(one.get("to"), f"{place}.to")
        if path is None:
            continue
        if resolve(plain, path) is None:
            check.add(f"{place}.set", "deal-path", f"the path {path!r} does not exist", "name a value of the file, list elements by id")  # fmt: skip
            continue
        found.append(Sweep(path, tuple(values)))
    return tuple(found)


def read_patterns(check: Checker, value: Any, deal: Deal) -> tuple[Pattern, ...]:
    """Every pattern."""
    found = []
    for name, place, plain in check.ids(check.entries(value, "patterns"), "patterns", "name"):
        check.mapping(plain, place, ("name", "where"), ("where",))
        conditions = []
        for number, each in enumerate(check.entries(plain.get("where"), f"{place}.where")):
            where = f"{place}.where[{number}]"
            one = check.mapping(each, where, ("issue", "at_least", "at_most", "equals"), ("issue",))
            issue = check.known(one["issue"], f"{where}.issue", tuple(deal.places), "issue") if one.get("issue") is not None else None  # fmt: skip
            if not {"at_least", "at_most", "equals"} & set(one):
                check.add(where, "deal-value", "the condition asks for nothing", "give at_least, at_most or equals")
            bounds = {key: check.number(one[key], f"{where}.{key}") for key in ("at_least", "at_most") if key in one}
            if issue is None:
                continue
            owner = deal.issues[deal.places[issue]]
            if "equals" in one and not owner.continuous and owner.place_of(one["equals"]) is None:
                check.known(one["equals"], f"{where}.equals", owner.levels, "level")
            if bounds and (owner.kind == "pie" or None in owner.at):
                check.add(
                    where, "deal-value", f"{issue} has no numbers to bound", "use equals, or levels as {name: , at: }"
                )
            conditions.append(Condition(str(issue), bounds.get("at_least"), bounds.get("at_most"), one.get("equals")))
        found.append(Pattern(name, tuple(conditions)))
    return tuple(found)


def read_ensemble(check: Checker, value: Any) -> Ensemble | None:
    """The ensemble block."""
    if value is None:
        return None
    plain = check.mapping(value, "ensemble", ("draws", "seed", "spread"))
    draws = check.whole(plain.get("draws", 1000), "ensemble.draws", 1, 1_000_000)
    seed = check.whole(plain.get("seed", 0), "ensemble.seed", 0, 2**63)
    spread = check.mapping(plain.get("spread") or {}, "ensemble.spread", ("weights", "ideals", "margins"))
    widths = {key: check.number(each, f"ensemble.spread.{key}", 0) or 0.0 for key, each in spread.items() if key in ("weights", "ideals", "margins")}  # fmt: skip
    return Ensemble(draws or 1, seed or 0, **widths)


def read_controls(check: Checker, value: Any) -> Controls | None:
    """The controls block."""
    if value is None:
        return None
    plain = check.mapping(value, "controls", ("draws", "seed", "permute"))
    draws = check.whole(plain.get("draws", 600), "controls.draws", 1, 1_000_000)
    seed = check.whole(plain.get("seed", 0), "controls.seed", 0, 2**63)
    entries = check.entries(plain.get("permute", list(PERMUTATIONS)), "controls.permute")
    kinds = [check.known(each, f"controls.permute[{k}]", PERMUTATIONS, "permutation") for k, each in enumerate(entries)]
    return Controls(draws or 1, seed or 0, tuple(each for each in PERMUTATIONS if each in kinds))
