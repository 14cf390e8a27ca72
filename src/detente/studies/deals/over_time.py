"""A deal solved again each period while resentment and erosion move (method relation, section 5)."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.engines.deals.breakdown import lottery
from detente.engines.deals.deal import Deal
from detente.engines.deals.overrides import try_changes
from detente.engines.deals.paths import assign
from detente.engines.deals.reader import reread
from detente.engines.deals.solve import Short, headline
from detente.engines.deals.tables import tables
from detente.engines.relation.blocks import PathBlock
from detente.kernel.errors import Problem
from detente.studies.deals.crisis_facts import crisis_facts


@dataclass(frozen=True)
class PathRow:
    """One period: the deal that was struck with the stocks before it, and the stocks after it."""

    t: int
    deal: Deal
    short: Short
    resentment: dict[str, float]
    erosion: float


def path_problems(plain: dict[str, Any], deal: Deal, path: PathBlock, file: str) -> tuple[Problem, ...]:
    """What of the path does not fit the deal: its voice issue, and changes that lead nowhere."""
    place, found = "relation.path", []
    if path.voice_issue not in deal.places:
        fix = f"use one of {', '.join(deal.places)}"
        found.append(
            Problem(
                file, 0, "relation-path", f"there is no issue {path.voice_issue!r}", fix, place=f"{place}.voice_issue"
            )
        )
    elif _numbers(deal, path.voice_issue) is None:
        fix = "write its levels as {name: , at: }"
        found.append(
            Problem(
                file,
                0,
                "relation-path",
                f"the levels of {path.voice_issue} have no numbers",
                fix,
                place=f"{place}.voice_issue",
            )
        )
    for number, each in enumerate(path.changes):
        plain, problems = try_changes(plain, each.set, file, f"{place}.changes[{number}].set")
        found += problems
    return tuple(found)


def run(plain: dict[str, Any], path: PathBlock) -> tuple[PathRow, ...]:
    """The path, row by row; a period whose deal file is that of an earlier one is not solved again."""
    held, worn, rows = dict(path.resentment.start), path.erosion.start, []
    solved: dict[str, tuple[Deal, Short, float]] = {}
    version = 0
    for t in range(path.periods):
        for each in path.changes:
            if each.period == t:
                version += 1
                for where, value in each.set.items():
                    plain = assign(plain, where, value)
                held |= {who: max(held.get(who, 0.0), level) for who, level in each.raise_to.items()}
        key = f"{version} {sorted(held.items())}"
        if key not in solved:
            current = plain
            for who, stock in held.items():
                current = assign(current, f"governments.{who}.resentment", stock)
            solved[key] = _period(reread(current), path.voice_issue)
        deal, short, voice = solved[key]
        irritant = path.voice_weight * voice + path.public_weight * (deal.channel == "public")
        held = path.resentment.after(held, {path.on: irritant} if path.on is not None else {})
        worn = path.erosion.after(worn, voice)
        rows.append(PathRow(t, deal, short, dict(held), worn))
    return tuple(rows)


def _period(deal: Deal, voice_issue: str) -> tuple[Deal, Short, float]:
    facts = crisis_facts(deal)
    short = headline(deal, facts)
    k = deal.places[voice_issue]
    numbers = _numbers(deal, voice_issue)
    if numbers is None:
        raise ValueError(f"the levels of {voice_issue} have no numbers")
    if short.pick is not None:
        level = short.pick.package[k]
        return deal, short, float(level) if deal.continuous else float(numbers[level])
    expected = lottery(deal, tables(deal), "retaliation", facts.get(deal.channel))[k]
    return deal, short, float(expected) if deal.continuous else float(numbers @ expected)


def _numbers(deal: Deal, issue: str) -> Any:
    """The numbers of an issue's levels (of a range: an empty array); None if it has none."""
    found = deal.issues[deal.places[issue]]
    if found.kind == "range":
        return np.zeros(0)
    if found.kind == "pie" or None in found.at:
        return None
    return np.asarray(found.at, float)
