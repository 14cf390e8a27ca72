"""Across documents: the score of the method, complete linkage, copies, independence, and pairs that may differ."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from detente.coding import across
from detente.coding.across.act import Act
from detente.coding.across.board import WHYS
from detente.coding.across.likeness import overlap, same_type, shared_days, word_cosines
from detente.workbench.board import proposed_board, recorded_board

if TYPE_CHECKING:
    from small_dossier import Small


def act(name: str, kind: str = "AGREE", start: str | None = "2020-03-01", end: str | None = "2020-03-31", *, actors: str = "AB",
        passage: tuple[str, int] | None = None, words: str = "they agree") -> Act:  # fmt: skip
    days = [date.fromisoformat(day) if day else None for day in (start, end)]
    return Act(name, f"d-{name}", passage or (f"d-{name}", 1), frozenset(actors), days[0], days[1], kind, words)


def test_the_example_of_the_method() -> None:
    first, second = act("a"), act("b", "SUPPORT", "2020-03-10", "2020-04-09")
    assert shared_days(first, second) == pytest.approx(22 / 31)
    assert across.likeness(first, second, 0.2) == pytest.approx(0.707419, abs=1e-6)


def test_the_parts_of_the_score() -> None:
    assert overlap("AB", "BC") == pytest.approx(1 / 3)
    assert overlap("", "") == 0
    assert shared_days(act("a"), act("b", start=None, end=None)) == 0.5
    assert shared_days(act("a"), act("b", start="2020-05-01", end="2020-05-01")) == 0
    assert [same_type("AGREE", other) for other in ("AGREE", "CONSULT", "AID", "ASSAULT")] == [1, 0.6, 0.3, 0]
    cosines = word_cosines(["source expelled target", "source met target"])
    assert cosines[0, 1] == pytest.approx(0.252334, abs=1e-6)
    assert word_cosines([]).shape == (0, 0)


def test_every_two_claims_of_a_cluster_are_alike_and_none_share_a_passage() -> None:
    acts = [act("a"), act("b"), act("c", start="2020-03-31", end="2020-06-30"), act("d", "ASSAULT", "2019-01-01", "2019-01-02", actors="XY"),
            act("e", passage=("d-a", 1))]  # fmt: skip
    found = across.clusters(acts)
    for each in found:
        members = [one for one in acts if one.id in each.claims]
        assert len({one.passage for one in members}) == len(members)
    assert all(not {"a", "e"} <= set(each.claims) for each in found)
    assert not any("d" in each.claims for each in found)
    assert across.clusters([]) == []


def test_linkage_is_complete_not_single() -> None:
    # a~b and b~c are alike enough, a~c are not: no cluster of three
    acts = [act("a", start="2020-01-01", end="2020-01-10", words="one"), act("b", start="2020-01-01", end="2020-12-31", words="two"),
            act("c", start="2020-12-01", end="2020-12-31", words="three")]  # fmt: skip
    found = across.clusters(acts, least=0.8)
    assert [each.claims for each in found] == [("a", "b")]


LONG = "On Monday the two ministers agreed to count the herring together and to open the outer half of the waters to boats."


def test_near_copies_are_found_across_documents_only() -> None:
    passages = [("a", "a:1", LONG), ("b", "b:1", f"He wrote: {LONG} It rained."), ("a", "a:2", LONG), ("b", "b:2", "Short."),
                ("c", "c:1", "Nothing of this kind stands in any other place, as far as anybody who reads the papers can say today.")]  # fmt: skip
    found = across.near_copies(passages)
    assert {(each.first[1], each.second[1]) for each in found} == {("a:1", "b:1"), ("b:1", "a:2")}
    assert found[0].share == 1.0


def test_tied_documents_count_once_and_ties_pass_on() -> None:
    tied = [across.Ties("a", "b", "same author"), across.Ties("b", "c", "same outlet")]
    assert across.independent(["a", "c", "d", "b"], tied) == [["a", "c", "b"], ["d"]]
    assert across.independent(["a"], []) == [["a"]]


def test_ties_are_found_in_authors_outlets_citations_and_copies(small: "Small") -> None:
    dossier = small.open()
    assert across.ties(dossier.sources) == []
    sources = dict(dossier.sources)
    names = list(sources)
    other = sources[names[1]]
    same = other.model_copy(update={"outlet": other.outlet.model_copy(update={"value": sources[names[0]].outlet.value or "X"})})  # fmt: skip
    first = sources[names[0]].model_copy(update={"outlet": same.outlet, "author_actors": ("dahl",)})
    claim = next(each for each in dossier.claims.values() if each.source_document == names[1])
    cites = claim.model_copy(update={"said_by": claim.said_by.model_copy(update={"role": "third_party", "actor": "dahl"})})  # fmt: skip
    found = across.ties({names[0]: first, names[1]: same}, [cites], [(names[0], names[1])])
    assert [each.why.split(" (")[0] for each in found] == ["same outlet", f"{names[1]} cites an author of {names[0]}", "one copies the other"]  # fmt: skip


def number(small: "Small", name: str, document: str, **changes: Any) -> Any:
    base = next(each for each in small.open().claims.values() if each.type == "number")
    line = base.anchors[0].model_copy(update={"line": changes.pop("line", 1)})
    return base.model_copy(update={"id": name, "source_document": document, "anchors": (line,), **changes})


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        ({"value": 10}, {"value": 20}, True),
        ({"value": 10, "value_max": 25}, {"value": 20}, False),
        ({"value": 10, "hedge": "more_than"}, {"value": 20}, False),
        ({"value": 19, "hedge": "about"}, {"value": 20}, False),
        ({"value": 10, "period": "2018"}, {"value": 20, "period": "2019"}, False),
        ({"value": 10, "unit": "tonnes"}, {"value": 20}, False),
        ({"value": None}, {"value": 20}, False),
    ],
)
def test_figures_for_one_thing_that_do_not_overlap(small: "Small", first: dict[str, Any], second: dict[str, Any], differ: bool) -> None:  # fmt: skip
    same = {"what": "boats that fish the outer waters", "unit": "boats", "hedge": None, "value_max": None, "period": None, "per": None}  # fmt: skip
    pair = [number(small, "n-1", "a", **{**same, **first}), number(small, "n-2", "b", **{**same, **second})]
    assert [each.why for each in across.pairs(pair)] == (["figures"] if differ else [])


def test_opposed_types_need_the_same_actors_issue_and_time(small: "Small") -> None:
    base = next(each for each in small.open().claims.values() if each.type == "event" and each.usable and each.issues and each.date)  # fmt: skip
    far = base.date.model_copy(update={"start": date(1999, 1, 1), "end": date(1999, 1, 2)})

    def other(**changes: Any) -> Any:
        return base.model_copy(update={"id": "other", "source_document": "elsewhere", "plover": "AGREE", "mode": (), **changes})  # fmt: skip

    assert [each.why for each in across.pairs([base, other()])] == ["opposed_types"]
    assert across.pairs([base, other(issues=())]) == ()
    assert across.pairs([base, other(source=("somebody",), target=())]) == ()
    assert across.pairs([base, other(date=far)]) == ()
    assert across.pairs([base, other(auxiliary=("future",))]) == ()
    assert across.pairs([base, other(status="suggested")]) == ()
    same = other(plover=base.plover, mode=base.mode, date=far)
    assert [each.why for each in across.pairs([base, same])] == ["intervals"]


def test_the_board_shows_dates_and_leaves_the_kind_to_a_person(small: "Small") -> None:
    told, held = proposed_board(small.folder), recorded_board(small.folder)
    assert set(told["totals"]) == set(WHYS)
    assert {each["document"] for each in told["documents"]} == set(small.open().sources)
    assert all(each["date"] for each in told["documents"])
    assert len(held.disputes) == len(small.open().disagreements)
    assert held.accords
    assert all(each.counts == (each.independent >= 2) for each in held.accords)
    for each in told["proposed"]:
        assert each["kind"] is None
        assert all(claim["document_date"] for claim in each["claims"])


@pytest.mark.parametrize("view", ["differences", "agreements", "events", "copies"])
def test_every_view_of_the_board_is_a_table(small: "Small", view: str, run: Callable[..., Any]) -> None:
    assert run("board", small.folder, "--show", view, "--issue", "fishing-rights", "--format", "table").code == 0


def test_the_board_of_the_flagship_on_the_command_line(run: Callable[..., Any]) -> None:
    ran = run("board", "us-mexico", "--limit", "2", "--format", "table")
    assert ran.code == 0
    assert "between 2021-" in ran.out
    assert "disagreements are recorded" in ran.err
    wrong = run("board", "us-mexico", "--issue", "trade-usmc")
    assert wrong.code == 2
    assert "trade-usmca" in wrong.err
