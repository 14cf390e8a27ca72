"""The deals that ship, solved: every scenario is a valid file, and the tables of the page on them are what the engine says."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from detente import workbench
from detente.binding.deals import BASE, bind
from detente.dossier.dossier import Dossier
from detente.engines.deals.actors import Notion
from detente.engines.deals.deal import Deal
from detente.engines.deals.result import as_data, package_data
from detente.engines.deals.solve import headline, solve
from detente.engines.relation.trap import verdict
from detente.studies.deals.crisis_facts import crisis_facts
from detente.studies.deals.task import Task

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "flagship-deals.md"
ROW = re.compile(
    r"^\| `([a-z-]+)` \| (?:as coded|`([a-z0-9-]+)`) \| ([a-z0-9, -]+) \| ([a-z0-9, -]+) \|$", re.MULTILINE
)
NOTIONS: tuple[Notion, Notion] = ("retaliation", "nonagreement")

with_page = pytest.mark.skipif(not PAGE.is_file(), reason="the pages are not part of an installed package")


@cache
def flagship() -> Dossier:
    return workbench.open_dossier("us-mexico")


def read(name: str, scenario: str = BASE) -> Task:
    """The file, or one of its scenarios, at the engine's door; it refuses whatever is not well formed."""
    return Task(bind(flagship(), name, scenario).plain, f"{name}:{scenario}")


def readings() -> Iterator[tuple[str, str]]:
    for name, file in sorted(flagship().deals.items()):
        for scenario in (BASE, *file.body()["scenarios"]):
            yield name, scenario


def deal_of(task: Task) -> Deal:
    assert task.file.deal is not None
    return task.file.deal


def found(deal: Deal) -> tuple[str, str]:
    """The deals of the headline solution under both notions, their levels in a row."""
    facts = crisis_facts(deal)
    said = []
    for notion in NOTIONS:
        pick = headline(replace(deal, notion=notion), facts).pick
        package = package_data(deal.issues, pick.package) if pick is not None else None
        said.append("none" if package is None else ", ".join(str(level) for level in package.values()))
    return said[0], said[1]


@with_page
def test_the_tables_of_the_page_are_what_the_engine_says() -> None:
    """Every reading of every file stands there once, with the deal under either notion of breakdown."""
    told = {
        (name, scenario or BASE): (one, other) for name, scenario, one, other in ROW.findall(PAGE.read_text("utf-8"))
    }
    assert told == {(name, scenario): found(deal_of(read(name, scenario))) for name, scenario in readings()}


@pytest.mark.parametrize("name", ["bargain-trump", "bargain-biden", "security-general"])
def test_each_crisis_game_has_one_equilibrium_in_every_channel(name: str) -> None:
    """So the deal need not be shown for rival equilibria."""
    facts = crisis_facts(deal_of(read(name)))
    assert facts
    assert {len(each.every) for each in facts.values()} == {1}


@pytest.mark.parametrize("name", ["bargain-trump", "bargain-biden"])
def test_the_gain_of_the_trap_is_the_linkage_gain_of_the_silent_side(name: str) -> None:
    """Computed under retaliation (mode); without a deal under mere non-agreement the other end is 0."""
    file = flagship().deals[name]
    deal = deal_of(read(name))
    gain = as_data(solve(deal, crisis_facts(deal)))["linkage"]["gain"]
    stated = file.body()["relation"]["trap"]["gain"]
    ends = [(gain[notion] or {"US": 0.0})["US"] for notion in NOTIONS]
    assert stated["mode"] == pytest.approx(ends[0], abs=6e-4)
    assert [stated["low"], stated["high"]] == pytest.approx(sorted(ends), abs=6e-4)


def test_a_reader_who_takes_the_trap_seriously_is_trapped() -> None:
    """As coded Washington looks too short ahead; with Sarukhan's patience and price it would rather not have the deal."""
    told = {}
    for scenario in (BASE, "erdogan-trap"):
        relation = read("bargain-biden", scenario).relation
        assert relation is not None
        assert relation.trap is not None
        told[scenario] = verdict(relation.trap, relation.delta).trapped
    assert told == {BASE: False, "erdogan-trap": True}
