"""GeniusWeb folders: one domain (``issuesValues``) and two or more profiles (``LinearAdditiveUtilitySpace``), all JSON.

Weights and utilities count as stated. A stepped issue (``range``) becomes its steps, on which
``NumberValueSetUtilities`` is linear. Breakdown is worth what the reservation bid is worth, 0 without one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from detente.dossier.negotiation import Negotiation, Party
from detente.sources.negotiations.assembling import assembled
from detente.sources.negotiations.findings import MAX_ISSUES, MAX_LEVELS, Document, Findings, finite, finite_text, short

PROFILE = "LinearAdditiveUtilitySpace"
#: Profiles of other kinds: to ignore them would drop a side.
_OTHERS = (
    "SumOfGroupsUtilitySpace",
    "PrimitiveUtilitySpace",
    "DefaultPartialOrdering",
    "DefaultFullOrdering",
    "DefaultProfile",
)


@dataclass(frozen=True)
class _Issue:
    """An issue with the numbers of its values, if it is stepped."""

    name: str
    levels: tuple[str, ...]
    steps: tuple[Decimal, ...] = ()

    @cached_property
    def places(self) -> dict[str | Decimal, int]:
        """Value, or number of a step -> its place."""
        return {**{each: k for k, each in enumerate(self.levels)}, **{each: k for k, each in enumerate(self.steps)}}

    def place(self, value: Any) -> int | None:
        """The place of a value, None if unknown."""
        text = _text(value)
        if not isinstance(text, str):
            return None
        at = self.places.get(text)
        number = _decimal(value) if at is None and self.steps else None
        return at if number is None else self.places.get(number)


def looks_like_geniusweb(data: Any) -> bool:
    """True for a domain or a profile of any kind."""
    return isinstance(data, dict) and any(key in data for key in ("issuesValues", PROFILE, *_OTHERS))


def read_geniusweb(documents: Sequence[Document], folder: str, found: Findings) -> Negotiation | None:
    """The negotiation, or None with problems noted. Parties are in the order of their files' stems."""
    domains, profiles = [], []
    for each in sorted(documents, key=lambda each: each.stem):
        kind = next(
            (key for key in ("issuesValues", PROFILE, *_OTHERS) if isinstance(each.data, dict) and key in each.data), ""
        )
        if kind == "issuesValues":
            domains.append(each)
        elif kind == PROFILE:
            profiles.append(each)
        elif kind:
            found.bad(
                each.file, kind, "negotiation-type", f"profiles of type {kind} are not read", f"state it as {PROFILE}"
            )
        else:
            found.warn(
                each.file,
                "file",
                "negotiation-kept",
                "is neither a domain nor a profile and is ignored",
                "nothing needs to be done",
            )
    if len(domains) != 1:
        what = (
            "no domain" if not domains else f"{len(domains)} domains ({', '.join(each.stem for each in domains[:5])})"
        )
        found.bad(folder, "file", "negotiation-file", f"the folder holds {what}", "keep one file with issuesValues")
    if len(profiles) < 2 and not found.problems:
        found.bad(
            folder,
            "file",
            "negotiation-incomplete",
            f"the folder holds {len(profiles)} profile(s)",
            "add profiles; two are the least",
        )
    issues = _issues(domains[0].data["issuesValues"], domains[0].file, found) if len(domains) == 1 else None
    if issues is None:
        return None
    parties = [_party(each, issues, found) for each in profiles]
    if found.problems:
        return None
    return assembled(domains[0], issues, parties)


def _issues(data: Any, file: str, found: Findings) -> list[_Issue] | None:
    """The issues of a domain; None if they cannot be told."""
    values = found.mapping(data, file, "issuesValues")
    if values is None:
        return None
    if not values or len(values) > MAX_ISSUES:
        found.bad(
            file,
            "issuesValues",
            "negotiation-value",
            f"the domain has {len(values)} issues",
            f"state 1 to {MAX_ISSUES}",
        )
        return None
    issues = [_issue(name, each, file, found) for name, each in values.items()]
    return None if None in issues else [each for each in issues if each is not None]


def _issue(name: str, data: Any, file: str, found: Findings) -> _Issue | None:
    place = f"issuesValues.{name}"
    if found.name(name, file, place) is None or (body := found.mapping(data, file, place)) is None:
        return None
    if "range" in body:
        return _stepped(name, body["range"], file, f"{place}.range", found)
    listed = body.get("values")
    if not isinstance(listed, list):
        found.bad(file, place, "negotiation-key", "neither values nor a range is stated", "add a list of values")
        return None
    levels = [found.name(_text(each), file, f"{place}.values") for each in listed]
    known = tuple(each for each in levels if each is not None)
    return _Issue(name, known) if found.levels(known, file, place) and len(known) == len(listed) else None


def _stepped(name: str, data: Any, file: str, place: str, found: Findings) -> _Issue | None:
    body = found.mapping(data, file, place)
    if body is None:
        return None
    ends = {}
    for key in ("low", "high", "step"):
        ends[key] = _decimal(body.get(key))
        if ends[key] is None:
            found.bad(
                file,
                f"{place}.{key}",
                "negotiation-value",
                f"{short(body.get(key))} is no finite number",
                "write a number",
            )
    low, high, step = ends["low"], ends["high"], ends["step"]
    if low is None or high is None or step is None:
        return None
    if step <= 0 or high < low:
        found.bad(file, place, "negotiation-value", "the range has no steps", "write low < high and step > 0")
        return None
    if (high - low) / step >= MAX_LEVELS:
        found.too_many(file, place)
        return None
    steps = tuple(low + step * k for k in range(int((high - low) / step) + 1))
    issue = _Issue(name, tuple(format(each.normalize() + 0, "f") for each in steps), steps)
    return issue if found.levels(issue.levels, file, place) else None


def _party(document: Document, issues: Sequence[_Issue], found: Findings) -> Party | None:
    file = document.file
    profile = found.mapping(document.data[PROFILE], file, PROFILE)
    if profile is None:
        return None
    if isinstance(profile.get("domain"), dict):
        _same_domain(profile["domain"].get("issuesValues"), issues, file, found)
    tables = found.mapping(profile.get("issueUtilities"), file, "issueUtilities") or {}
    stated = found.mapping(profile.get("issueWeights"), file, "issueWeights") or {}
    names = [each.name for each in issues]
    for key, part in (("issueUtilities", tables), ("issueWeights", stated)):
        for name in part:
            if name not in names:
                found.bad(
                    file, f"{key}.{name}", "negotiation-unknown", "the domain has no such issue", "correct the spelling"
                )
        for name in names if part else ():
            if name not in part:
                found.bad(
                    file, f"{key}.{name}", "negotiation-incomplete", "this issue of the domain is missing", "add it"
                )
    weights = [found.number(stated[name], file, f"issueWeights.{name}", least=0.0) for name in names if name in stated]
    utilities = [_table(tables[each.name], each, file, found) for each in issues if each.name in tables]
    if len(weights) < len(names) or len(utilities) < len(names) or None in weights or None in utilities:
        return None
    known = tuple(each for each in weights if each is not None)
    found.weights(known, file, "issueWeights")
    party = Party(document.stem, known, tuple(each for each in utilities if each is not None))
    return _with_reservation(party, profile.get("reservationBid"), issues, file, found)


def _same_domain(data: Any, issues: Sequence[_Issue], file: str, found: Findings) -> None:
    """The profile's own copy of the domain must be the domain."""
    if not isinstance(data, dict):
        return
    own = _issues(data, file, found)
    if own is None:
        return
    ours, theirs = {each.name: set(each.levels) for each in issues}, {each.name: set(each.levels) for each in own}
    for name in sorted(
        ours.keys() ^ theirs.keys() | {name for name in ours.keys() & theirs.keys() if ours[name] != theirs[name]}
    ):
        found.bad(
            file,
            f"domain.issuesValues.{name}",
            "negotiation-unknown",
            "differs from the domain of the folder",
            "use one domain for all profiles",
        )


def _table(data: Any, issue: _Issue, file: str, found: Findings) -> tuple[float, ...] | None:
    """Utilities in the order of the issue's values."""
    place = f"issueUtilities.{issue.name}"
    body = found.mapping(data, file, place)
    if body is None:
        return None
    if "NumberValueSetUtilities" in body:
        return _line(body["NumberValueSetUtilities"], issue, file, place, found)
    if "DiscreteValueSetUtilities" not in body:
        found.bad(file, place, "negotiation-type", f"utilities of type {short(next(iter(body), None))} are not read",
                  "use DiscreteValueSetUtilities or NumberValueSetUtilities")  # fmt: skip
        return None
    inner = found.mapping(body["DiscreteValueSetUtilities"], file, place)
    table = found.mapping(inner.get("valueUtilities"), file, f"{place}.valueUtilities") if inner is not None else None
    if table is None:
        return None
    stated: dict[int, float | None] = {}
    for value, utility in table.items():
        at = issue.place(value)
        if at is None:
            found.bad(
                file, f"{place}.{value}", "negotiation-unknown", "the domain has no such value", "correct the spelling"
            )
        else:
            stated[at] = found.number(utility, file, f"{place}.{value}")
    for at, level in enumerate(issue.levels):
        if at not in stated:
            found.bad(
                file, f"{place}.{level}", "negotiation-incomplete", "no utility for this value of the domain", "add it"
            )
    full = tuple(each for at in range(len(issue.levels)) if (each := stated.get(at)) is not None)
    return full if len(full) == len(issue.levels) else None


def _line(data: Any, issue: _Issue, file: str, place: str, found: Findings) -> tuple[float, ...] | None:
    """The straight line between two utilities, at every step."""
    body = found.mapping(data, file, place)
    if body is None:
        return None
    if not issue.steps:
        found.bad(
            file, place, "negotiation-type", "NumberValueSetUtilities on an issue without a range", "state a table"
        )
        return None
    keys = ("lowValue", "lowUtility", "highValue", "highUtility")
    numbers = [found.number(body.get(key), file, f"{place}.{key}") for key in keys]
    known = [each for each in numbers if each is not None]
    if len(known) < len(keys):
        return None
    low, bottom, high, top = known
    if not low < high:
        found.bad(file, place, "negotiation-value", "lowValue is not below highValue", "order them")
        return None
    return tuple(bottom + (top - bottom) * (float(each) - low) / (high - low) for each in issue.steps)


def _with_reservation(party: Party, data: Any, issues: Sequence[_Issue], file: str, found: Findings) -> Party | None:
    """The party with the utility of its reservation bid; an issue that the bid leaves open adds nothing."""
    if data is None:
        found.no_reservation(file, "reservationBid", "there is no reservation bid")
        return party
    body = found.mapping(data, file, "reservationBid")
    values = found.mapping(body.get("issuevalues"), file, "reservationBid.issuevalues") if body is not None else None
    if values is None:
        return None
    bid: list[int | None] = []
    for issue in issues:
        at = issue.place(values[issue.name]) if issue.name in values else None
        if issue.name in values and at is None:
            found.bad(file, f"reservationBid.{issue.name}", "negotiation-unknown",
                      f"the domain has no value {short(values[issue.name])}", "correct the spelling")  # fmt: skip
        bid.append(at)
    for name in values:
        if name not in {each.name for each in issues}:
            found.bad(
                file,
                f"reservationBid.{name}",
                "negotiation-unknown",
                "the domain has no such issue",
                "correct the spelling",
            )
    worth = sum(w * u[at] for w, u, at in zip(party.weights, party.utilities, bid, strict=True) if at is not None)
    full = tuple(at for at in bid if at is not None)
    if len(full) < len(issues):
        found.warn(
            file,
            "reservationBid",
            "negotiation-reservation",
            "the bid leaves issues open, which add nothing",
            "state every issue",
        )
    return Party(party.id, party.weights, party.utilities, worth, full if len(full) == len(issues) else None)


def _text(value: Any) -> Any:
    """A value as GeniusWeb names it: numbers as text."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _decimal(value: Any) -> Decimal | None:
    """A number, exactly as written."""
    if isinstance(value, str):
        return Decimal(value.strip()) if finite_text(value) is not None else None
    return Decimal(str(value)) if finite(value) is not None else None
