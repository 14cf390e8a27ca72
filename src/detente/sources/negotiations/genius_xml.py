"""GENIUS XML: a domain (``negotiation_template``) and its profiles (``utility_space``), as parsed elements.

``by_max`` divides an evaluation by the largest of its issue, as GENIUS computes; ``raw`` takes it as it stands, as NegMAS
does. An ``integer`` issue goes by 1, a ``real`` one in 21 values; both are worth clip((value - lowerbound) * slope +
offset, 0, 1) whatever the option. Nothing is divided by the sum of weights.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from detente.dossier.negotiation import Level, Negotiation, NegotiationIssue, Party, level_text
from detente.sources.negotiations.findings import MAX_ISSUES, MAX_LEVELS, Document, Findings, finite_text, short
from detente.sources.negotiations.xml_text import Element

GeniusValues = Literal["by_max", "raw"]
REAL_STEPS = 20


@dataclass(frozen=True)
class _Issue:
    """An issue; ``low`` is the lower bound of an integer or real one, None for discrete ones."""

    name: str
    levels: tuple[Level, ...]
    low: float | None = None


def profiles_named(domain: Element) -> list[str]:
    """The profiles that the domain's agents name, in order."""
    return [each.attributes["utility_space"] for each in domain.all("agent") if each.attributes.get("utility_space")]


def read_genius(
    domain: Document, profiles: Sequence[Document], how: GeniusValues, found: Findings
) -> Negotiation | None:
    """The negotiation, or None with problems noted. Parties are in the order given."""
    if len(profiles) < 2:
        found.bad(domain.file, "agent", "negotiation-incomplete", f"{len(profiles)} profile(s) belong to the domain",
                  "name two or more in agent@utility_space, or put them beside the domain")  # fmt: skip
    stems = [each.stem for each in profiles]
    for stem in sorted({each for each in stems if stems.count(each) > 1}):
        found.bad(
            domain.file, "agent", "negotiation-value", f"two profiles are called {short(stem)}", "rename one of the two"
        )
    space = domain.data if domain.data.tag == "utility_space" else domain.data.first("utility_space")
    issues = _issues(space, domain.file, found)
    if issues is None:
        return None
    parties = [_party(each, issues, how, found) for each in profiles]
    if found.problems:
        return None
    return Negotiation(
        domain.stem,
        tuple(NegotiationIssue(each.name, each.levels) for each in issues),
        tuple(each for each in parties if each is not None),
    )


def _elements(space: Element | None, file: str, found: Findings) -> dict[str, Element] | None:
    """Issue elements by name."""
    objective = space.first("objective") if space is not None else None
    if objective is None:
        found.bad(file, "utility_space.objective", "negotiation-key", "this element is missing", "add it")
        return None
    if objective.first("objective") is not None:
        found.bad(
            file,
            "objective.objective",
            "negotiation-type",
            "objectives inside objectives are not read",
            "list all issues in one",
        )
        return None
    elements: dict[str, Element] = {}
    for each in objective.all("issue"):
        place = f"line {each.line}"
        name = found.name(each.attributes.get("name"), file, f"{place}, issue@name")
        if name in elements:
            found.bad(
                file, f"{place}, issue.{name}", "negotiation-value", "the name stands twice", "rename one of the two"
            )
        elif name is not None:
            elements[name] = each
    if not 0 < len(elements) <= MAX_ISSUES:
        found.bad(
            file, "objective", "negotiation-value", f"the file has {len(elements)} issues", f"state 1 to {MAX_ISSUES}"
        )
        return None
    return elements


def _kind(element: Element) -> str:
    """discrete, integer or real; where nothing is said, discrete."""
    stated = (element.attributes.get(key) for key in ("type", "vtype", "etype"))
    return next((each.lower() for each in stated if each), "discrete")


def _issues(space: Element | None, file: str, found: Findings) -> list[_Issue] | None:
    elements = _elements(space, file, found)
    if elements is None:
        return None
    issues = [_issue(name, each, file, found) for name, each in elements.items()]
    return None if None in issues else [each for each in issues if each is not None]


def _issue(name: str, element: Element, file: str, found: Findings) -> _Issue | None:
    place, kind = f"issue.{name}", _kind(element)
    if kind == "discrete":
        values = [found.name(each.attributes.get("value"), file, f"{place}.item@value") for each in element.all("item")]
        levels = tuple(each for each in values if each is not None)
        return _Issue(name, levels) if found.levels(levels, file, place) and len(levels) == len(values) else None
    if kind not in ("integer", "real"):
        found.bad(
            file,
            place,
            "negotiation-type",
            f"issues of type {short(kind)} are not read",
            "use discrete, integer or real",
        )
        return None
    bounds = element.first("range") or element
    ends = [_number(bounds.attributes, key, file, place, found) for key in ("lowerbound", "upperbound")]
    low, high = ends
    if low is None or high is None:
        return None
    if not low < high or not math.isfinite(high - low):
        found.bad(file, place, "negotiation-value", "lowerbound is not below upperbound", "order them")
        return None
    if kind == "real":
        return _Issue(name, tuple(low + (high - low) * k / REAL_STEPS for k in range(REAL_STEPS + 1)), low)
    if high - low >= MAX_LEVELS:
        found.too_many(file, place)
        return None
    if not (low.is_integer() and high.is_integer()):
        found.bad(file, place, "negotiation-value", "the bounds are no whole numbers", "write whole numbers")
        return None
    return _Issue(name, tuple(range(int(low), int(high) + 1)), low)


def _number(attributes: Mapping[str, str], key: str, file: str, place: str, found: Findings, default: float | None = None) -> float | None:  # fmt: skip
    """An attribute as a finite number."""
    text = attributes.get(key)
    if text is None and default is not None:
        return default
    number = finite_text(text)
    if text is None:
        found.bad(file, f"{place}@{key}", "negotiation-key", "this attribute is missing", "add it")
    elif number is None:
        found.bad(
            file,
            f"{place}@{key}",
            "negotiation-value",
            f"{short(text)} is no finite number",
            "write a number such as 0.25",
        )
    return number


def _party(document: Document, issues: Sequence[_Issue], how: GeniusValues, found: Findings) -> Party | None:
    file, space = document.file, document.data
    elements = _elements(space, file, found)
    if elements is None:
        return None
    names = {each.name for each in issues}
    for name in elements:
        if name not in names:
            found.bad(
                file, f"issue.{name}", "negotiation-unknown", "the domain has no such issue", "correct the spelling"
            )
    by_index = _weights(space, file, found)
    weights, utilities = [], []
    for issue in issues:
        element = elements.get(issue.name)
        if element is None:
            found.bad(
                file, f"issue.{issue.name}", "negotiation-incomplete", "this issue of the domain is missing", "add it"
            )
            continue
        index = element.attributes.get("index", "")
        if index in by_index:
            weights.append(by_index[index])
        else:
            found.bad(
                file,
                f"issue.{issue.name}",
                "negotiation-incomplete",
                f"no weight has the index {short(index)}",
                "add a weight",
            )
        utilities.append(
            _table(element, issue, how, file, found) if issue.low is None else _line(element, issue, file, found)
        )
    known = tuple(each for each in weights if each is not None)
    tables = tuple(each for each in utilities if each is not None)
    reservation = _stated(space, "reservation", file, found)
    discount = _stated(space, "discount_factor", file, found)
    if reservation is None and space.first("reservation") is None:
        found.no_reservation(file, "reservation", "there is no reservation value")
    if len(known) < len(issues) or len(tables) < len(issues):
        return None
    found.weights(known, file, "weight")
    party = Party(document.stem, known, tables, reservation)
    if discount is None or discount == 1:
        return party
    found.discounted(file, discount)
    return replace(party, discount=discount)


def _weights(space: Element, file: str, found: Findings) -> dict[str, float | None]:
    """Weights by the index of their issue."""
    weights: dict[str, float | None] = {}
    objective = space.first("objective")
    for each in objective.all("weight") if objective is not None else ():
        index = each.attributes.get("index", "")
        place = f"weight.{index}"
        if index in weights:
            found.bad(file, f"line {each.line}, {place}", "negotiation-value", "the index stands twice", "keep one")
        number = _number(each.attributes, "value", file, place, found)
        if number is not None and number < 0:
            found.bad(file, f"{place}@value", "negotiation-value", f"{number:g} is below 0", "write 0 or more")
        weights[index] = number
    return weights


def _stated(space: Element, tag: str, file: str, found: Findings) -> float | None:
    element = space.first(tag)
    return None if element is None else _number(element.attributes, "value", file, tag, found)


def _table(element: Element, issue: _Issue, how: GeniusValues, file: str, found: Findings) -> tuple[float, ...] | None:
    """Evaluations in the order of the domain's values."""
    place = f"issue.{issue.name}"
    places = {level_text(each): k for k, each in enumerate(issue.levels)}
    stated: dict[int, float | None] = {}
    for item in element.all("item"):
        value = item.attributes.get("value", "")
        at = places.get(value)
        if at is None:
            found.bad(
                file,
                f"{place}.{value or 'item@value'}",
                "negotiation-unknown",
                "the domain has no such value",
                "correct the spelling",
            )
            continue
        if at in stated:
            found.bad(
                file, f"line {item.line}, {place}.{value}", "negotiation-value", "the value stands twice", "keep one"
            )
        stated[at] = number = _number(item.attributes, "evaluation", file, f"{place}.{value}", found)
        if number is not None and number < 0 and how == "by_max":
            found.bad(file, f"{place}.{value}@evaluation", "negotiation-value", f"{number:g} is below 0, which GENIUS refuses",
                      "write 0 or more, or read raw values")  # fmt: skip
    for at, level in enumerate(issue.levels):
        if at not in stated:
            found.bad(
                file,
                f"{place}.{level}",
                "negotiation-incomplete",
                "no evaluation for this value of the domain",
                "add it",
            )
    full = tuple(each for at in range(len(issue.levels)) if (each := stated.get(at)) is not None)
    if len(full) < len(issue.levels):
        return None
    top = max(full) if how == "by_max" else 1.0
    return tuple(each / top for each in full) if top > 0 else full


def _line(element: Element, issue: _Issue, file: str, found: Findings) -> tuple[float, ...] | None:
    """The clipped straight line over the steps of an integer or real issue."""
    place = f"issue.{issue.name}.evaluator"
    evaluator = element.first("evaluator")
    if evaluator is None:
        found.bad(file, place, "negotiation-incomplete", "this element is missing", "add it")
        return None
    attributes = evaluator.attributes
    kind = attributes.get("ftype", "linear").lower()
    if kind != "linear":
        found.bad(
            file,
            place,
            "negotiation-type",
            f"evaluators of type {short(kind)} are not read",
            "use a linear one, or a discrete issue",
        )
        return None
    slope = _number(attributes, "slope" if "slope" in attributes else "parameter1", file, place, found)
    offset = _number(attributes, "offset" if "offset" in attributes else "parameter0", file, place, found, 0.0)
    if slope is None or offset is None or issue.low is None:
        return None
    worth: Callable[[float], float] = lambda value: (value - (issue.low or 0.0)) * slope + offset  # noqa: E731
    return tuple(min(max(worth(float(each)), 0.0), 1.0) for each in issue.levels)
