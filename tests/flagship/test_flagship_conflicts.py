"""The conflicts that ship: every preference has its source or says that it is assumed, and none is read off the outcome."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from detente import workbench
from detente.dossier.claim import BaseClaim
from detente.dossier.dossier import Dossier
from detente.dossier.model_file import ModelFile

NAMES = (
    "energy-treaty",
    "general",
    "general-aftermath",
    "mpp",
    "recognition",
    "root-causes",
    "tariff-threat",
)
EXTRA = {"title", "note", "claims", "preferences", "id"}


@pytest.fixture(scope="module")
def flagship() -> Dossier:
    return workbench.open_dossier("us-mexico")


@pytest.fixture(params=NAMES)
def conflict(flagship: Dossier, request: pytest.FixtureRequest) -> ModelFile:
    return flagship.conflicts[request.param]


def blocks(conflict: ModelFile) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(profile, decision maker, preferences) of every block of a file; the profile of the first reading is ''."""
    body = conflict.body()
    for maker in body["decision_makers"]:
        yield "", maker["id"], maker["preferences"]
    for profile in body["profiles"]:
        for maker, block in profile["preferences"].items():
            yield profile["id"], maker, block


def statements(conflict: ModelFile) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for profile, maker, block in blocks(conflict):
        for statement in block.get("statements", ()):
            yield f"{profile}/{maker}/{statement['id']}", maker, statement


def nature(conflict: ModelFile) -> set[str]:
    return {maker["id"] for maker in conflict.body()["decision_makers"] if maker.get("kind") == "nature"}


def last_day(claim: BaseClaim) -> date | None:
    return claim.date.end if claim.date is not None else None


def test_the_dossier_holds_these_conflicts(flagship: Dossier) -> None:
    """Six conflicts, the general's in two stages."""
    assert sorted(flagship.conflicts) == list(NAMES)


def test_every_statement_rests_on_usable_claims_or_says_that_it_is_assumed(
    flagship: Dossier, conflict: ModelFile
) -> None:
    """One or the other, never both, never neither; a note explains what rests on claims."""
    found = list(statements(conflict))
    assert len(found) >= 10
    for place, _, statement in found:
        claims = statement.get("claims", [])
        assert bool(claims) != bool(statement.get("assumption")), place
        assert set(claims) <= set(flagship.usable_claims), place
        assert bool(claims) <= bool(statement.get("note")), place
        assert set(statement) <= {"id", "holds", "claims", "note", "assumption"}, place


def test_a_preference_is_older_than_the_outcome_or_is_said_to_be_standing(
    flagship: Dossier, conflict: ModelFile
) -> None:
    """A claim whose content does not end before the outcome needs a note that calls the preference standing."""
    outcome = date.fromisoformat(conflict.body()["outcome"]["date"])
    for place, _, statement in statements(conflict):
        late = [
            c for c in statement.get("claims", []) if (day := last_day(flagship.claims[c])) is None or day >= outcome
        ]
        assert not late or "standing" in statement["note"].lower(), (place, late)


def test_nothing_that_begins_after_the_outcome_codes_an_actor(flagship: Dossier, conflict: ModelFile) -> None:
    """Only a calendar may name the day itself: it was known beforehand."""
    outcome = date.fromisoformat(conflict.body()["outcome"]["date"])
    for place, maker, statement in statements(conflict):
        for name in statement.get("claims", []):
            claim = flagship.claims[name]
            if claim.date is not None and claim.date.start is not None and claim.date.start >= outcome:
                assert maker in nature(conflict), (place, name)


def test_no_preference_is_read_off_the_outcome(conflict: ModelFile) -> None:
    """The claims that tell what happened code no preference."""
    told = set(conflict.body()["outcome"].get("claims", ()))
    assert {(place, c) for place, _, s in statements(conflict) for c in s.get("claims", []) if c in told} == set()


def test_outcome_and_status_quo_say_where_they_come_from(conflict: ModelFile) -> None:
    """Both carry a note; the status quo also claims, the outcome claims or a public source."""
    body = conflict.body()
    assert body["outcome"]["note"]
    assert body["outcome"].get("claims") or "public record" in body["outcome"]["note"]
    assert body["x_status_quo"]["note"]
    assert body["x_status_quo"]["claims"]
    assert conflict.claims
    assert body["coder"] == "founder"


def test_rival_profiles_replace_known_decision_makers_and_differ(conflict: ModelFile) -> None:
    """Each has a title and a note, names decision makers of the model, and changes what they want."""
    body = conflict.body()
    first = {maker["id"]: maker["preferences"] for maker in body["decision_makers"]}
    assert len(body["profiles"]) >= 2
    assert len({profile["id"] for profile in body["profiles"]}) == len(body["profiles"])
    for profile in body["profiles"]:
        assert set(profile) <= EXTRA, profile["id"]
        assert profile["title"]
        assert profile["note"]
        assert profile["preferences"]
        for maker, block in profile["preferences"].items():
            order = [statement["holds"] for statement in block.get("statements", ())]
            assert order != [statement["holds"] for statement in first[maker].get("statements", ())], profile["id"]
            assert len(order) == len(set(order)), profile["id"]


def test_an_irreversible_act_moves_forward_only(flagship: Dossier) -> None:
    """An arrest, a return, a law, a vote, a congratulation, a suit and an order cannot be undone."""
    forward = {
        option["id"]
        for conflict in flagship.conflicts.values()
        for maker in conflict.body()["decision_makers"]
        for option in maker["options"]
        if option.get("moves") == "forward"
    }
    assert forward >= {"arrest", "drop", "dismiss", "law", "vote", "congratulate", "sue", "order", "consult", "publish"}


def test_the_model_stays_small_and_asks_for_its_null(conflict: ModelFile) -> None:
    """At most eight options, two statement ensembles with their seeds, and the least change that makes the outcome stable."""
    body = conflict.body()
    assert sum(len(maker["options"]) for maker in body["decision_makers"]) <= 8
    assert all(1 <= len(maker["options"]) <= 4 for maker in body["decision_makers"])
    solve = body["solve"]
    assert {block["mode"] for block in solve["ensemble"]} == {"swaps", "order"}
    assert solve["inverse"] == [{"state": body["outcome"]["state"], "concept": "seq", "max_cost": 3}]
