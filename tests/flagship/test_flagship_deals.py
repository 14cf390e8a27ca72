"""The deals that ship: every number has its source or says that it is assumed, and follows from the positions as it says."""

from collections.abc import Iterator
from typing import Any

import pytest

from detente import workbench
from detente.dossier.dossier import Dossier
from detente.dossier.model_file import ModelFile, mentions

NAMES = (
    "bargain-biden",
    "bargain-trump",
    "north-america",
    "security-arms",
    "security-general",
    "vaccines-border",
)
#: Every mechanism that the articles tell, with a file and the scenario that shows it ("" is the file as coded).
MECHANISMS = {
    "enforcement for silence": [("bargain-trump", ""), ("bargain-biden", ""), ("bargain-trump", "willing")],
    "tariff threat": [("bargain-trump", "no-threat"), ("bargain-trump", "sure-threat")],
    "never enough to avoid threats": [("bargain-trump", "never-enough")],
    "Erdogan trap": [("bargain-biden", "erdogan-trap")],
    "public or quiet": [
        (name, channel)
        for name in ("bargain-trump", "bargain-biden", "security-general")
        for channel in ("quiet", "public")
    ],
    "treaty panel": [("bargain-biden", "panel"), ("north-america", "no-treaty")],
    "progressives against Republicans": [("bargain-biden", "progressives"), ("bargain-biden", "republican-house")],
    "joining Republicans in blaming Biden": [("bargain-biden", "blame")],
    "the military and the general": [("security-general", "army-presses"), ("security-general", "army-silent")],
    "a military veto on agents": [("bargain-biden", "army"), ("security-arms", "army")],
    "arms blocked, terrorist label": [("security-arms", ""), ("security-arms", "guns-free"), ("security-arms", "label-threat")],
    "investors and energy": [("bargain-biden", "investors")],
    "aid with and without conditions": [("bargain-biden", each) for each in ("aid-conditions", "aid-free", "no-aid")],
    "vaccines for a closed border": [("vaccines-border", "log-roll"), ("vaccines-border", "own-interest")],
    "exposure": [("bargain-trump", "exposure"), ("bargain-biden", "exposure")],
    "China as outside option": [("bargain-trump", "china"), ("bargain-biden", "china"), ("north-america", "china")],
    "Canada in the room": [("bargain-biden", "trilateral"), ("north-america", "trilateral")],
    "grudge of 2006": [("bargain-trump", "grudge-2006"), ("bargain-biden", "grudge-2006")],
    "one term, in a hurry": [("bargain-trump", "hurry"), ("bargain-biden", "hurry")],
    "a new president": [("bargain-trump", "new-president")],
    "a surge at the border": [("bargain-biden", "surge")],
}  # fmt: skip
#: Numbers that are no judgement: anchors, seats, bounds of law, and what a run asks for.
PLAIN = {"at", "votes", "quota", "at_least", "at_most", "draws", "seed", "period", "periods"}
#: What is asked rather than coded: the values of a sweep, a scenario or a change are what-ifs, sourced as a whole.
ASKED = {"sweep", "set", "raise_to", "patterns"}
GOVERNMENTS = {
    ("US", "trump"): "trump-administration",
    ("US", "biden"): "biden-administration",
    ("MX", "trump"): "amlo-administration",
    ("MX", "biden"): "amlo-administration",
    ("CA", "biden"): "canada",
}
ISSUES = {
    "MIG": "migration-enforcement",
    "WAIT": "asylum-mpp",
    "ASYLUM": "asylum-mpp",
    "VOICE": "us-voice",
    "ENERGY": "energy-investment",
    "SEC": "security-cooperation",
    "AGENTS": "security-cooperation",
    "HANDOVER": "extradition-vetting",
    "AID": "root-causes-aid",
    "TARIFF": "trade-usmca",
    "LABOUR": "labour",
    "AGENDA": "trilateral-agenda",
    "CHINA": "china",
}
#: (file, government, issue) -> the end of the position's range at which the unpaid ideal stands.
PRICE_RULE = {
    ("bargain-trump", "MX", "MIG"): "low",
    ("bargain-trump", "MX", "WAIT"): "low",
    ("bargain-trump", "US", "VOICE"): "high",
    ("bargain-biden", "MX", "MIG"): "low",
    ("bargain-biden", "US", "VOICE"): "high",
    ("north-america", "MX", "MIG"): "low",
}
#: Ideals that a note in the file gives another source.
ELSEWHERE = {("security-general", "US", "HANDOVER")}


@pytest.fixture(scope="module")
def flagship() -> Dossier:
    return workbench.open_dossier("us-mexico")


@pytest.fixture(params=NAMES)
def deal(flagship: Dossier, request: pytest.FixtureRequest) -> ModelFile:
    return flagship.deals[request.param]


def numbers(data: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every number of the coded part by its place: a range as its mapping, a bare number as itself."""
    if isinstance(data, dict):
        if "mode" in data:
            yield place, data
            return
        for key, each in data.items():
            if key not in ASKED:
                yield from numbers(each, f"{place}.{key}" if place else str(key))
    elif isinstance(data, list | tuple):
        for number, each in enumerate(data):
            name = each.get("id") or each.get("issue") or number if isinstance(each, dict) else number
            yield from numbers(each, f"{place}.{name}")
    elif isinstance(data, int | float) and not isinstance(data, bool):
        yield place, data


def found(body: Any, path: str) -> bool:
    """Whether a dotted path leads to a value; list elements by id, threats by issue."""
    for part in path.split("."):
        if isinstance(body, list | tuple):
            body = next((each for each in body if part in (each.get("id"), each.get("issue"))), None)
        elif isinstance(body, dict):
            body = body.get(part)
        else:
            return False
        if body is None:
            return False
    return True


def test_the_dossier_holds_these_deals(flagship: Dossier) -> None:
    """One table for each president and four small ones."""
    assert tuple(sorted(flagship.deals)) == NAMES


def test_every_number_of_judgement_is_a_range_with_its_source_or_an_assumption(deal: ModelFile) -> None:
    """One or the other; a bare number is an anchor, a seat, a bound, a zero, or the visibility of what is public."""
    coded = list(numbers(deal.body()))
    assert sum(isinstance(each, dict) for _, each in coded) >= 10
    for place, each in coded:
        if isinstance(each, dict):
            assert each["low"] <= each["mode"] <= each["high"], place
            assert bool(each.get("claims")) != bool(each.get("assumption")), place
        else:
            assert place.rsplit(".", 1)[-1] in PLAIN or each == 0 or place == "channels.public.visibility", place


def test_every_claim_is_usable(flagship: Dossier, deal: ModelFile) -> None:
    """No claim that the dossier lacks or has set aside; and none whose author rejects what it says."""
    named = set(deal.claims) | {claim for _, claim in mentions(deal.body(), "claims")}
    assert named <= set(flagship.usable_claims)
    assert not [each for each in named if flagship.claims[each].author_attitude == "rejects"]


def test_weights_and_ideals_follow_from_the_positions(flagship: Dossier, deal: ModelFile) -> None:
    """Weight = salience / 100 and ideal = position / 100, TARIFF turned round, the price rule where the file applies it."""
    cells = {each.id: each for each in flagship.positions.values()}
    checked = 0
    for government in deal.body()["governments"]:
        actor = GOVERNMENTS[government["id"], str(deal.period)]
        for issue, weight in government["weights"].items():
            cell = cells.get(f"{actor}.{ISSUES.get(issue)}.{deal.period}")
            if cell is None:
                assert issue in {"DOSES", "SOUTH", "INQUIRY", "MERIDA", "ARMS", "LABEL"}
                continue
            place = (deal.id, government["id"], issue)
            assert weight["mode"] == pytest.approx(cell.salience.mode / 100, abs=6e-4), place
            ideal, position = government["ideals"][issue]["mode"], cell.position
            stated = getattr(position, PRICE_RULE.get(place, "mode")) / 100
            if place not in ELSEWHERE:
                assert ideal == pytest.approx(1 - stated if issue == "TARIFF" else stated, abs=6e-4), place
            checked += 1
    assert checked or deal.id == "vaccines-border"


def test_every_mechanism_has_its_scenario(flagship: Dossier) -> None:
    """A row names files and scenarios that exist, and every scenario that is not of the base belongs to a row or a rival reading."""
    for row, places in MECHANISMS.items():
        for name, scenario in places:
            assert not scenario or scenario in flagship.deals[name].body()["scenarios"], (row, name, scenario)


def test_scenarios_change_what_exists_and_say_why(flagship: Dossier, deal: ModelFile) -> None:
    """Title and claims, known keys only, and every dotted path leads to something in the file."""
    body = deal.body()
    for name, scenario in body["scenarios"].items():
        assert set(scenario) <= {"title", "note", "claims", "channel", "set"}, name
        assert scenario["title"], name
        assert scenario["claims"], name
        assert "channel" not in scenario or scenario["channel"] in body["channels"], name
        for path in scenario["set"]:
            assert found(body, path), (name, path)
    for sweep in body.get("sweep", ()):
        assert found(body, sweep["set"]), sweep
    for change in body.get("relation", {}).get("path", {}).get("changes", ()):
        assert change["claims"]
        assert change["note"]
        for path in change["set"]:
            assert found(body, path), path


def test_a_scenario_of_the_dossier_keeps_its_name_and_grounds(flagship: Dossier) -> None:
    """quiet, panel, republican-house and trilateral mean the same at the bargaining table and here."""
    scenarios = flagship.deals["bargain-biden"].body()["scenarios"]
    for name, scenario in flagship.scenarios.items():
        assert set(scenarios[name]["claims"]) & set(scenario.claims), name


def test_every_table_asks_for_its_null(deal: ModelFile) -> None:
    """Patterns are reported only beside their rate under random coding, with seeds in the file."""
    body = deal.body()
    assert body["patterns"]
    assert body["ensemble"] == {"draws": 1000, "seed": 1}
    assert body["controls"]["draws"] == 600
    assert deal.format == "detente-deal/1"
    assert body["coder"] == "founder"
