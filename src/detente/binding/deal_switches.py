"""What can be switched and turned at a deal's table, and the values by path that a setting of the switches comes to.

Ids of switches: ``basket.A+B`` (linked with the other baskets), ``treaty.ISSUE``, ``third`` (a third party behind the
treaty), ``third.GOVERNMENT`` (it sits at the table), ``threat.ISSUE``, ``ratifier.ID``. Ids of numbers, all in percent:
``power`` (the first government's share), ``threat.ISSUE`` (how far it is believed), ``treaty.ISSUE`` (the chance that a
ruling holds).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.kernel.errors import fail

#: Points by which a third party behind the treaty raises the chance that a ruling holds.
BACKING = 25


@dataclass(frozen=True, slots=True)
class Setting:
    """One side of the room: a what-if to start from, and what is moved from there; None and absent are as it has them.

    ``on`` names every switch that is on. ``numbers`` are (id, percent).
    """

    start: str = "base"
    channel: str | None = None
    notion: str | None = None
    on: frozenset[str] | None = None
    numbers: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Controls:
    """The switches of a table with their state as the start has them, its numbers in percent, and its baskets.

    A number is None where the crisis game gives it.
    """

    switches: Mapping[str, bool]
    numbers: Mapping[str, float | None]
    baskets: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Moved:
    """What a setting changes: values by dotted path, and the groups of issues that are talked about together."""

    changes: dict[str, Any] = field(default_factory=dict)
    groups: tuple[tuple[str, ...], ...] = ()


def controls(plain: Mapping[str, Any], linked: Iterable[Iterable[str]] | None = None) -> Controls:
    """The controls of a deal's plain data at its modes. ``linked``: the baskets that are linked, all of them if None."""
    issues = [str(each["id"]) for each in plain["issues"]]
    fine = (plain.get("baskets") or {}).get("fine") or [[each] for each in issues]
    baskets = tuple(tuple(map(str, each)) for each in fine)
    held = None if linked is None else {basket_id(each) for each in linked}
    switches: dict[str, bool] = {}
    numbers: dict[str, float | None] = {}
    if len(baskets) > 1 and not _stated(plain):
        switches |= {basket_id(each): held is None or basket_id(each) in held for each in baskets}
    bound = [each for each in plain["issues"] if each.get("treaty")]
    for each in bound:
        chance = float(each["treaty"].get("pi", 1))
        switches[f"treaty.{each['id']}"] = chance > 0 and bool(plain.get("treaties", True))
        numbers[f"treaty.{each['id']}"] = 100 * chance
    if bound:
        switches["third"] = False
    switches |= {f"third.{each['id']}": True for each in plain["governments"][2:] if not _needed(plain, each["id"])}
    for each in plain.get("threats") or ():
        stated = each.get("credibility", 0)
        switches[f"threat.{each['issue']}"] = stated != 0
        numbers[f"threat.{each['issue']}"] = None if stated == "crisis" else 100 * float(stated)
    for each in plain.get("ratifiers") or ():
        switches[f"ratifier.{each['id']}"] = each["rule"] != "pressure" or bool(each.get("rho"))
    total = sum(float(each.get("alpha", 1)) for each in plain["governments"])
    numbers["power"] = 100 * float(plain["governments"][0].get("alpha", 1)) / total
    return Controls(switches, numbers, baskets)


def basket_id(issues: Iterable[str]) -> str:
    """The switch of a basket."""
    return f"basket.{'+'.join(issues)}"


def moved(plain: Mapping[str, Any], known: Controls, setting: Setting) -> Moved:
    """The values that a setting comes to. Raises DetenteError (option-invalid) with every switch or number that is not there."""
    on = {each for each, state in known.switches.items() if state} if setting.on is None else set(setting.on)
    wrong = [each for each in (*on, *(name for name, _ in setting.numbers)) if each not in known.switches and each not in known.numbers]  # fmt: skip
    off_scale = [name for name, value in setting.numbers if not 0 <= value <= 100 or (name == "power" and not 0 < value < 100)]  # fmt: skip
    if wrong or off_scale:
        what = f"there is no switch or number {wrong[0]!r} at this table" if wrong else f"{off_scale[0]} is outside its scale"  # fmt: skip
        raise fail("option-invalid", what, "Use one of " + ", ".join((*known.switches, *known.numbers)) + "; numbers go from 0 to 100." )  # fmt: skip
    changes: dict[str, Any] = {}
    if setting.channel is not None and setting.channel != plain.get("channel"):
        changes["channel"] = setting.channel
    if setting.notion is not None and setting.notion != plain.get("notion", "retaliation"):
        changes["notion"] = setting.notion
    numbers = dict(setting.numbers)
    changes |= _powers(plain, numbers)
    changes |= _treaties(plain, known, on, numbers)
    for name in (each for each in known.switches if each.startswith("threat.")):
        path = f"threats.{name.removeprefix('threat.')}.credibility"
        if name not in on:
            changes |= {path: 0} if known.switches[name] else {}
        elif name in numbers or not known.switches[name]:
            changes[path] = round(numbers.get(name, 100) / 100, 6)
    for each in plain.get("ratifiers") or ():
        if known.switches[f"ratifier.{each['id']}"] and f"ratifier.{each['id']}" not in on:
            changes |= {f"ratifiers.{each['id']}.rule": "pressure"} if each["rule"] != "pressure" else {}
            changes[f"ratifiers.{each['id']}.rho"] = 0
    gone = {name.removeprefix("third.") for name in known.switches if name.startswith("third.") and name not in on}
    if gone:
        changes |= _without(plain, gone)
    return Moved(changes, _groups(known, on))


def _powers(plain: Mapping[str, Any], numbers: Mapping[str, float]) -> dict[str, Any]:
    if "power" not in numbers:
        return {}
    first, *others = plain["governments"]
    rest = sum(float(each.get("alpha", 1)) for each in others)
    share = numbers["power"] / 100
    return {f"governments.{first['id']}.alpha": round(share, 6)} | {
        f"governments.{each['id']}.alpha": round((1 - share) * float(each.get("alpha", 1)) / rest, 6) for each in others
    }


def _treaties(plain: Mapping[str, Any], known: Controls, on: set[str], numbers: Mapping[str, float]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for name in (each for each in known.switches if each.startswith("treaty.")):
        coded = known.numbers[name] or 0.0
        chance = numbers.get(name, coded or 100.0) if name in on else 0.0
        if chance and "third" in on:
            chance = min(100.0, chance + BACKING)
        if chance and not plain.get("treaties", True):
            changes["treaties"] = True
        if abs(chance - coded) > 1e-9:
            changes[f"issues.{name.removeprefix('treaty.')}.treaty.pi"] = round(chance / 100, 6)
    return changes


def _without(plain: Mapping[str, Any], gone: set[str]) -> dict[str, Any]:
    """The table without governments: their people at home leave with them, and what they held becomes joint."""
    changes: dict[str, Any] = {"governments": [each for each in plain["governments"] if each["id"] not in gone]}
    if plain.get("ratifiers"):
        changes["ratifiers"] = [each for each in plain["ratifiers"] if each["government"] not in gone]
    changes |= {f"issues.{each['id']}.controller": "joint" for each in plain["issues"] if each.get("controller") in gone}  # fmt: skip
    return changes


def _needed(plain: Mapping[str, Any], government: str) -> bool:
    """True for a government that the crisis, a threat, an option or a quota names, so that it cannot leave."""
    crisis = plain.get("crisis") or {}
    threats = {each.get("by") for each in plain.get("threats") or ()}
    options = plain.get("options") or {}
    named = {crisis.get("challenger"), crisis.get("target"), (options.get("tili") or {}).get("proposer"), *threats}
    named |= set((options.get("rubinstein") or {}).get("rates") or ()) | set(plain.get("quotas") or ())
    return government in named or any(each.get("actor") == government for each in plain.get("interactions") or ())


def _stated(plain: Mapping[str, Any]) -> bool:
    """True if an actor's breakdown utility is stated, which has no parts to be split among baskets."""
    return any(each.get("disagreement") for kind in ("governments", "ratifiers") for each in plain.get(kind) or ())


def _groups(known: Controls, on: set[str]) -> tuple[tuple[str, ...], ...]:
    """The issues as they are talked about: the linked baskets together, every other basket alone."""
    together = [issue for each in known.baskets for issue in each if basket_id(each) in on or basket_id(each) not in known.switches]  # fmt: skip
    alone = [each for each in known.baskets if not set(each) <= set(together)]
    return tuple(each for each in (tuple(together), *alone) if each)
