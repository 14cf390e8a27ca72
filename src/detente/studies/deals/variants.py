"""The same file with other numbers: overrides by dotted path, sweeps, sensitivity and ablation (section 6)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from detente.engines.deals.deal import Deal
from detente.engines.deals.overrides import nowhere, try_changes
from detente.engines.deals.paths import assign
from detente.engines.deals.pivotal import same
from detente.engines.deals.reader import reread
from detente.engines.deals.requests import DealFile
from detente.engines.deals.solve import Short, headline
from detente.kernel.errors import DetenteError, Problem
from detente.studies.deals.crisis_facts import headline_facts


def solve_short(deal: Deal) -> Short:
    """The headline with the crisis game's facts."""
    return headline(deal, headline_facts(deal))


def standing(short: Short) -> tuple[float, ...]:
    """What each government ends up with: the deal, or breakdown without one."""
    return short.pick.utility if short.pick is not None else short.talks.breakdown


def varied(plain: dict[str, Any], changes: Mapping[str, Any]) -> Deal:
    """The deal of the plain data with values set by path. Raises KeyError for a path into nothing, DetenteError for a bad value."""
    for path, value in changes.items():
        plain = assign(plain, path, value)
    return reread(plain)


def sweep_problems(file: DealFile, name: str) -> tuple[Problem, ...]:
    """What is wrong with the values of the sweeps."""
    found: list[Problem] = []
    for number, each in enumerate(file.sweep):
        for k, value in enumerate(each.to):
            _, problems = try_changes(file.plain, {each.set: value}, name, f"sweep[{number}].to[{k}]")
            if any(problem.slug == "deal-path" for problem in problems):
                found.append(nowhere(name, f"sweep[{number}].set", each.set))
                break
            found += [replace(problem, place=f"sweep[{number}].to[{k}]") for problem in problems]
    return tuple(found)


@dataclass(frozen=True)
class Swept:
    """One value of a path and the headline under it."""

    value: Any
    deal: Deal
    short: Short


def sweep(file: DealFile) -> tuple[tuple[str, tuple[Swept, ...]], ...]:
    """Comparative statics: for each sweep its path and a row for each value."""
    return tuple((each.set, tuple(_swept(file.plain, each.set, value) for value in each.to)) for each in file.sweep)


def _swept(plain: dict[str, Any], path: str, value: Any) -> Swept:
    deal = varied(plain, {path: value})
    return Swept(value, deal, solve_short(deal))


@dataclass(frozen=True)
class Driver:
    """What the two ends of a range do to the headline; ``change`` is the largest change of a utility."""

    set: str
    rows: tuple[Swept, ...]
    change: float
    turns: bool


def sensitivity(file: DealFile) -> tuple[Driver, ...]:
    """Low and high of every range, the strongest first. Ends that break another rule of the file are left out."""
    if file.deal is None:
        return ()
    base = solve_short(file.deal)
    found = []
    for path, each in file.ranges.items():
        rows = []
        for value in dict.fromkeys((each.low, each.high)):
            try:
                rows.append(_swept(file.plain, path, value))
            except (DetenteError, KeyError):
                continue
        change = max((abs(a - b) for row in rows for a, b in zip(standing(row.short), standing(base), strict=True)), default=0.0)  # fmt: skip
        found.append(Driver(path, tuple(rows), change, any(not same(row.short.pick, base.pick) for row in rows)))
    return tuple(sorted(found, key=lambda driver: -driver.change))


@dataclass(frozen=True)
class Removed:
    """The headline without one mechanism. ``changes_deal``: another deal, or one more or less."""

    what: str
    short: Short
    changes_deal: bool


def ablation(deal: Deal) -> tuple[Removed, ...]:
    """Each threat, treaty, retaliation level, ratifier and interaction removed in turn."""
    base = solve_short(deal)
    found = []
    for what, less in _less(deal):
        short = solve_short(less)
        found.append(Removed(what, short, not same(short.pick, base.pick)))
    return tuple(found)


def _less(deal: Deal) -> Iterator[tuple[str, Deal]]:
    for k, threat in enumerate(deal.threats):
        yield f"threats.{threat.issue}", replace(deal, threats=deal.threats[:k] + deal.threats[k + 1 :])
    for k, issue in enumerate(deal.issues):
        rest = {"treaty": replace(issue, treaty=None), "retaliation": replace(issue, retaliation=None)}
        for key, less in rest.items():
            if getattr(issue, key) is not None:
                yield f"issues.{issue.id}.{key}", replace(deal, issues=(*deal.issues[:k], less, *deal.issues[k + 1 :]))
    for k, ratifier in enumerate(deal.ratifiers):
        yield f"ratifiers.{ratifier.id}", replace(deal, ratifiers=deal.ratifiers[:k] + deal.ratifiers[k + 1 :])
    for k in range(len(deal.interactions)):
        yield f"interactions[{k}]", replace(deal, interactions=deal.interactions[:k] + deal.interactions[k + 1 :])
