"""The JSON of a desktop tool (``.gmcr``) as a plain model. Only the format was read; nothing of the tool is used.

Names become ids; the index of an option is its bit; conditions are lists of [option, Y or N] joined by and.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from detente.engines.conflict.checking import Checker
from detente.engines.conflict.columns import Columns
from detente.engines.conflict.expression import RESERVED, parse
from detente.engines.conflict.model import Note
from detente.engines.conflict.reader import FORMAT
from detente.engines.conflict.states import MOST_OPTIONS

_DIRECTIONS = {"both": "both", "fwd": "forward", "back": "back"}
_OUTSIDE = re.compile(r"[^A-Za-z0-9_]+")


def plain_model(data: Any, check: Checker, stem: str) -> tuple[dict[str, Any], tuple[Note, ...]]:
    """The model, and what of the file was ignored. Problems go to ``check``; the model is of use only if there are none."""
    options, dms = (
        _entries(check, data, "options", ("name", "permittedDirection")),
        _entries(check, data, "decisionMakers", ("name", "options")),
    )
    if isinstance(data, dict) and "infeasibles" not in data:
        check.add(
            "infeasibles",
            "conflict-key",
            "the key 'infeasibles' is missing",
            "Add it, an empty list if all states are feasible.",
        )
    if check.problems:
        return {}, ()
    ids = _unique([str(each["name"]) for each in options], RESERVED)
    names = _unique([str(each["name"]) for each in dms], ())
    infeasible = _conditions(check, data["infeasibles"], "infeasibles", ids)
    held = {k for dm in dms if isinstance(dm["options"], list) for k in dm["options"] if isinstance(k, int)}
    for k, each in enumerate(ids):
        if k not in held:
            check.add(
                f"options[{k}]", "conflict-value", f"nobody holds the option {each!r}", "Give it to a decision maker."
            )
    manual = bool(data.get("useManualPreferenceRanking", data.get("useManualPreferenceVectors", False)))
    codes = _feasible_codes(check, infeasible, ids) if manual else None
    made, perceptions = [], {}
    for number, (dm, name) in enumerate(zip(dms, names, strict=True)):
        where = f"decisionMakers[{number}]"
        own = [_option(check, ids, k, f"{where}.options") for k in check.items(dm["options"], f"{where}.options")]
        plain: dict[str, Any] = {
            "id": name,
            "options": [_plain_option(check, options[k], ids[k], k) for k in own if k is not None],
        }
        plain["preferences"] = _ranking(check, dm, where, codes) if manual else _statements(check, dm, where, ids)
        made.append(plain)
        unseen = _conditions(check, dm.get("misperceptions") or [], f"{where}.misperceptions", ids)
        if unseen:
            perceptions[name] = {"infeasible": unseen}
    model: dict[str, Any] = {"format": FORMAT, "id": stem, "decision_makers": made}
    if [option["id"] for dm in made for option in dm["options"]] != ids:
        model["option_order"] = ids
    if infeasible:
        model["infeasible"] = infeasible
    if perceptions:
        model["perceptions"] = perceptions
    return model, _ignored(data)


def _entries(check: Checker, data: Any, key: str, required: Sequence[str]) -> list[dict[str, Any]]:
    if not isinstance(data, dict):
        check.add("", "conflict-file", "the import file holds no object", "Export the file again.")
        return []
    if key not in data:
        check.add(key, "conflict-key", f"the key {key!r} is missing", "Export the file again.")
        return []
    found = []
    for number, each in enumerate(check.items(data[key], key)):
        lacking = [name for name in required if not isinstance(each, dict) or name not in each]
        for name in lacking:
            check.add(f"{key}[{number}]", "conflict-key", f"the key {name!r} is missing", "Export the file again.")
        if not lacking:
            found.append(each)
    return found


def _unique(names: Sequence[str], taken: Sequence[str] | frozenset[str]) -> list[str]:
    """Ids from names: other signs become _, a digit is not first, a repeated name gets _2, _3."""
    found: list[str] = []
    for name in names:
        plain = _OUTSIDE.sub("_", name).strip("_") or "x"
        plain = f"x{plain}" if plain[0].isdigit() or plain in taken else plain
        made, count = plain, 1
        while made in found:
            count += 1
            made = f"{plain}_{count}"
        found.append(made)
    return found


def _option(check: Checker, ids: Sequence[str], k: Any, place: str) -> int | None:
    if isinstance(k, int) and not isinstance(k, bool) and 0 <= k < len(ids):
        return k
    check.add(place, "conflict-value", f"{k!r} is the index of no option", f"Use 0 to {len(ids) - 1}.")
    return None


def _plain_option(check: Checker, option: dict[str, Any], name: str, k: int) -> dict[str, Any]:
    way = _DIRECTIONS.get(str(option["permittedDirection"]))
    if way is None:
        check.word(option["permittedDirection"], f"options[{k}].permittedDirection", tuple(_DIRECTIONS), "direction")
    return {"id": name} if way in (None, "both") else {"id": name, "moves": way}


def _conditions(check: Checker, value: Any, place: str, ids: Sequence[str]) -> list[str]:
    return [_condition(check, each, f"{place}[{number}]", ids) for number, each in enumerate(check.items(value, place))]


def _condition(check: Checker, value: Any, place: str, ids: Sequence[str]) -> str:
    """A condition, or a compound of several, as an expression."""
    if isinstance(value, dict):
        members = check.items(value.get("members"), f"{place}.members")
        said = [_condition(check, each, f"{place}.members[{k}]", ids) for k, each in enumerate(members)]
        return " or ".join(f"({each})" if " " in each and len(said) > 1 else each for each in said) or "false"
    parts = []
    for pair in check.items(value, place):
        if not isinstance(pair, list) or len(pair) != 2 or pair[1] not in ("Y", "N"):
            check.add(place, "conflict-value", f"{pair!r} is no pair of an option and Y or N", 'Write [0, "Y"].')
            continue
        k = _option(check, ids, pair[0], place)
        if k is not None:
            parts.append(ids[k] if pair[1] == "Y" else f"not {ids[k]}")
    return " and ".join(parts) or "true"


def _statements(check: Checker, dm: dict[str, Any], where: str, ids: Sequence[str]) -> dict[str, Any]:
    if "preferences" not in dm:
        check.add(where, "conflict-key", "the key 'preferences' is missing", "Export the file again.")
        return {}
    holds = _conditions(check, dm["preferences"], f"{where}.preferences", ids)
    if not holds:
        return {"indifferent": True}
    return {"statements": [{"id": f"p{number}", "holds": each} for number, each in enumerate(holds, 1)]}


def _ranking(check: Checker, dm: dict[str, Any], where: str, codes: Sequence[int] | None) -> dict[str, Any]:
    """Numbers 1.. of the feasible states in ascending code, best first, a nested list is a tie."""
    if "preferenceRanking" not in dm and "preferenceVector" not in dm:
        check.add(where, "conflict-key", "the key 'preferenceRanking' is missing", "Export the file again.")
        return {}
    entries = check.items(dm.get("preferenceRanking", dm.get("preferenceVector")), f"{where}.preferenceRanking")

    def state(number: Any) -> str:
        if isinstance(number, int) and not isinstance(number, bool) and codes is not None and 1 <= number <= len(codes):
            return str(codes[number - 1])
        check.add(
            f"{where}.preferenceRanking",
            "conflict-state",
            f"{number!r} is the number of no feasible state",
            f"Use 1 to {len(codes or ())}.",
        )
        return ""

    return {
        "ranking": [[state(each) for each in entry] if isinstance(entry, list) else state(entry) for entry in entries]
    }


def _feasible_codes(check: Checker, infeasible: Sequence[str], ids: Sequence[str]) -> list[int]:
    if len(ids) > MOST_OPTIONS:
        check.add("options", "conflict-limit", f"{len(ids)} options make too many states", f"At most {MOST_OPTIONS}.")
        return []
    codes = np.arange(1 << len(ids), dtype=np.int64)
    ok = np.full(len(codes), True)
    for each in infeasible:
        ok &= ~parse(each, ids).evaluate(Columns(ids, codes))
    return [int(code) for code in codes[ok]]


def _ignored(data: dict[str, Any]) -> tuple[Note, ...]:
    """Coalitions that merge decision makers are left out of the import."""
    for key in ("coalitionsFull", "coalitions"):
        if _merges(data.get(key)):
            return (
                Note(
                    "import_ignored",
                    key,
                    "the file merges decision makers into a coalition; the model keeps them apart",
                ),
            )
    return ()


def _merges(value: Any) -> bool:
    """True if some entry stands for two or more decision makers, in any of the ways in which files write that."""
    if isinstance(value, dict):
        return any(_merges([each]) for each in value.values())
    if not isinstance(value, list):
        return False
    for each in value:
        inner = each.get("members", each.get("decisionMakers")) if isinstance(each, dict) else each
        if isinstance(inner, list) and len(inner) > 1:
            return True
    return False
