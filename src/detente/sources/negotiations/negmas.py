"""NegMAS folders: a domain (``issues``) and one utility function a party, as YAML that was parsed already.

Read are additive functions over tables and straight lines (``TableFun``, ``AffineFun``, ``LinearFun``, ``IdentityFun``,
``ConstFun``), also inside a discount wrapper. Whole-number ranges go by 1, continuous ones in 21 values.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from detente.dossier.negotiation import Level, Negotiation, Party, level_text
from detente.sources.negotiations.assembling import assembled
from detente.sources.negotiations.findings import MAX_ISSUES, MAX_LEVELS, Document, Findings, finite, short

REAL_STEPS = 20
_ADDITIVE = ("LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction")
_WRAPPERS = ("ExpDiscountedUFun", "LinDiscountedUFun", "DiscountedUtilityFunction")
_MOST_WRAPPERS = 8


@dataclass(frozen=True)
class _Issue:
    """An issue with its values; ``places`` finds one however its number is written."""

    name: str
    levels: tuple[Level, ...]

    @cached_property
    def places(self) -> dict[str, int]:
        """Value as text -> its place."""
        return {level_text(each): k for k, each in enumerate(self.levels)}


def looks_like_negmas(data: Any) -> bool:
    """True for a domain: a list of issues, and no format of our own."""
    return isinstance(data, dict) and isinstance(data.get("issues"), list) and "format" not in data


def read_negmas(documents: Sequence[Document], folder: str, found: Findings) -> Negotiation | None:
    """The negotiation, or None with problems noted. Parties are in the order of their files' stems."""
    domains, profiles = [], []
    for each in sorted(documents, key=lambda each: each.stem):
        if looks_like_negmas(each.data):
            domains.append(each)
        elif isinstance(each.data, dict) and _is_function(_type(each.data)):
            profiles.append(each)
        else:
            found.warn(each.file, "file", "negotiation-kept", "is neither a domain nor a utility function and is ignored",
                       "nothing needs to be done")  # fmt: skip
    if len(domains) != 1:
        what = (
            "no domain" if not domains else f"{len(domains)} domains ({', '.join(each.stem for each in domains[:5])})"
        )
        found.bad(folder, "file", "negotiation-file", f"the folder holds {what}", "keep one file with issues")
    if len(profiles) < 2 and not found.problems:
        found.bad(folder, "file", "negotiation-incomplete", f"the folder holds {len(profiles)} profile(s)",
                  "add utility functions; two are the least")  # fmt: skip
    issues = _issues(domains[0].data["issues"], domains[0].file, found) if len(domains) == 1 else None
    if issues is None:
        return None
    parties = [_party(each, issues, found) for each in profiles]
    if found.problems:
        return None
    return assembled(domains[0], issues, parties)


def _type(data: Mapping[Any, Any]) -> str:
    """The class that a mapping names, without its module."""
    named = data.get("type", data.get("__python_class__"))
    return named.rsplit(".", 1)[-1] if isinstance(named, str) else ""


def _is_function(kind: str) -> bool:
    return kind.endswith(("UtilityFunction", "UFun", "AggregationFunction"))


def _issues(data: list[Any], file: str, found: Findings) -> list[_Issue] | None:
    if not data or len(data) > MAX_ISSUES:
        found.bad(file, "issues", "negotiation-value", f"the domain has {len(data)} issues", f"state 1 to {MAX_ISSUES}")
        return None
    issues, names = [], set()
    for at, each in enumerate(data):
        body = found.mapping(each, file, f"issues.{at}")
        name = found.name(body.get("name"), file, f"issues.{at}.name") if body is not None else None
        if body is None or name is None:
            continue
        if name in names:
            found.bad(file, f"issues.{name}", "negotiation-value", "the name stands twice", "rename one of the two")
        names.add(name)
        levels = _levels(body, file, f"issues.{name}", found)
        if levels is not None and found.levels(levels, file, f"issues.{name}.values"):
            issues.append(_Issue(name, levels))
    return issues if len(issues) == len(data) == len(names) else None


def _levels(body: Mapping[Any, Any], file: str, place: str, found: Findings) -> tuple[Level, ...] | None:
    """The values of an issue: as listed, or the steps of a range."""
    kind, values = _type(body), body.get("values")
    if finite(values) is not None and isinstance(values, int) and "Continuous" not in kind:
        values, kind = [0, values - 1], "ContiguousIssue"
    if not isinstance(values, list):
        found.bad(file, f"{place}.values", "negotiation-key", "the values are missing", "write a list of values")
        return None
    if "Contiguous" in kind or "Continuous" in kind:
        ends = [finite(each) for each in values]
        if len(ends) != 2 or ends[0] is None or ends[1] is None or not 0 < ends[1] - ends[0] < math.inf:
            found.bad(file, f"{place}.values", "negotiation-value", "a range needs its two ends", "write [low, high]")
            return None
        low, high = ends[0], ends[1]
        if "Continuous" in kind:
            return tuple(low + (high - low) * k / REAL_STEPS for k in range(REAL_STEPS + 1))
        if high - low >= MAX_LEVELS:
            found.too_many(file, f"{place}.values")
            return None
        if not (low.is_integer() and high.is_integer()):
            found.bad(
                file, f"{place}.values", "negotiation-value", "the ends are no whole numbers", "write whole numbers"
            )
            return None
        return tuple(range(int(low), int(high) + 1))
    levels = [_level(each, file, f"{place}.values", found) for each in values]
    known = tuple(each for each in levels if each is not None)
    return known if len(known) == len(levels) else None


def _level(value: Any, file: str, place: str, found: Findings) -> Level | None:
    """A value: text, number, or what YAML 1.1 makes of a bare yes or day."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return value if found.number(value, file, place) is not None else None
    return found.name(value, file, place)


def _party(document: Document, issues: Sequence[_Issue], found: Findings) -> Party | None:
    file, data = document.file, document.data
    discount, reserved = None, []
    for depth in range(_MOST_WRAPPERS + 1):
        reserved.append(data.get("reserved_value"))
        if _type(data) not in _WRAPPERS:
            break
        if _type(data) == "LinDiscountedUFun":
            found.warn(file, "cost", "negotiation-kept", "the cost of time is not used", "nothing needs to be done")
        elif data.get("discount") is not None:
            stated = found.number(data["discount"], file, "discount")
            discount = stated if stated != 1 else None
        inner = found.mapping(data.get("ufun"), file, "ufun")
        if inner is None:
            return None
        if depth == _MOST_WRAPPERS:
            found.bad(file, "ufun", "negotiation-refused", f"wrapped more than {_MOST_WRAPPERS} times", "unwrap it")
            return None
        data = inner
    if discount is not None:
        found.discounted(file, discount)
    if _type(data) not in _ADDITIVE:
        found.bad(
            file,
            "type",
            "negotiation-type",
            f"functions of type {short(_type(data))} are not read",
            f"use {_ADDITIVE[0]}",
        )
        return None
    weights = _by_issue(data.get("weights"), "weights", issues, file, found)
    values = _by_issue(data.get("values"), "values", issues, file, found)
    numbers = [
        found.number(each, file, f"weights.{issue.name}", least=0.0)
        for each, issue in zip(weights, issues, strict=False)
    ]
    tables = [_function(each, issue, file, found) for each, issue in zip(values, issues, strict=False)]
    reservation = _reservation(reserved, file, found)
    known = tuple(each for each in numbers if each is not None)
    utilities = tuple(each for each in tables if each is not None)
    if len(known) < len(issues) or len(utilities) < len(issues):
        return None
    found.weights(known, file, "weights")
    return Party(document.stem, known, utilities, reservation, None, discount)


def _by_issue(data: Any, key: str, issues: Sequence[_Issue], file: str, found: Findings) -> list[Any]:
    """One entry an issue, from a list in the order of the domain or a mapping by name; empty with a problem noted."""
    if isinstance(data, list):
        if len(data) == len(issues):
            return data
        found.bad(
            file, key, "negotiation-incomplete", f"{len(data)} entries for {len(issues)} issues", "write one an issue"
        )
        return []
    body = found.mapping(data, file, key)
    if body is None:
        return []
    names = {each.name for each in issues}
    for name in body:
        if name not in names:
            found.bad(
                file,
                f"{key}.{_shown(name)}",
                "negotiation-unknown",
                "the domain has no such issue",
                "correct the spelling",
            )
    missing = [each.name for each in issues if each.name not in body]
    for name in missing:
        found.bad(file, f"{key}.{name}", "negotiation-incomplete", "this issue of the domain is missing", "add it")
    return [] if missing else [body[each.name] for each in issues]


def _function(data: Any, issue: _Issue, file: str, found: Findings) -> tuple[float, ...] | None:
    """Utilities in the order of the issue's values."""
    place = f"values.{issue.name}"
    body = found.mapping(data, file, place)
    if body is None:
        return None
    kind = _type(body)
    if kind == "TableFun" or not kind:
        table = found.mapping(body.get("mapping") if kind else body, file, f"{place}.mapping" if kind else place)
        return None if table is None else _table(table, issue, file, place, found)
    if kind not in ("AffineFun", "LinearFun", "IdentityFun", "ConstFun"):
        found.bad(
            file, place, "negotiation-type", f"value functions of type {short(kind)} are not read", "state a TableFun"
        )
        return None
    slope = (
        found.number(body.get("slope"), file, f"{place}.slope")
        if kind in ("AffineFun", "LinearFun")
        else float(kind == "IdentityFun")
    )
    bias = found.number(body.get("bias", 0.0), file, f"{place}.bias")
    if slope is None or bias is None:
        return None
    numbers = [finite(each) for each in issue.levels]
    if None in numbers and kind != "ConstFun":
        found.bad(
            file, place, "negotiation-type", f"{kind} on an issue whose values are no numbers", "state a TableFun"
        )
        return None
    worth = tuple(bias + slope * (each or 0.0) for each in numbers)
    if not all(map(math.isfinite, worth)):
        found.bad(file, place, "negotiation-value", "the utilities grow beyond any number", "write a smaller slope")
        return None
    return worth


def _table(table: Mapping[Any, Any], issue: _Issue, file: str, place: str, found: Findings) -> tuple[float, ...] | None:
    stated: dict[int, float | None] = {}
    for value, utility in table.items():
        shown = _shown(value)
        at = issue.places.get(shown)
        if at is None:
            found.bad(
                file, f"{place}.{shown}", "negotiation-unknown", "the domain has no such value", "correct the spelling"
            )
        else:
            stated[at] = found.number(utility, file, f"{place}.{shown}")
    for at, level in enumerate(issue.levels):
        if at not in stated:
            found.bad(
                file,
                f"{place}.{level_text(level)}",
                "negotiation-incomplete",
                "no utility for this value of the domain",
                "add it",
            )
    full = tuple(each for at in range(len(issue.levels)) if (each := stated.get(at)) is not None)
    return full if len(full) == len(issue.levels) else None


def _shown(key: Any) -> str:
    """A key as the domain's values are shown."""
    if isinstance(key, bool) or key is None:
        return str(key).lower()
    return key.isoformat() if isinstance(key, date) else level_text(key)


def _reservation(stated: Sequence[Any], file: str, found: Findings) -> float | None:
    """The outermost finite reserved value; None, with a warning, if there is none."""
    for each in stated:
        if each is None or (isinstance(each, float) and math.isinf(each)):
            continue
        return found.number(each, file, "reserved_value")
    what = (
        "the reserved value is infinite" if any(each is not None for each in stated) else "there is no reserved value"
    )
    found.no_reservation(file, "reserved_value", what)
    return None
