"""Drafts: the words become anchors and are dropped; words that cannot be found, or that are copied, are refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.drafts import COPY_RUN, Page, to_claim
from detente.dossier.claim import MAX_SPAN
from detente.kernel.fingerprints import of_text

TEXT = (
    "The wave \U0001f30a returns\n\nThe herring moved north and nobody could say whose it was any more.\n\n"
    "The herring came back, and with it the boats, the quarrels and the lorries.\n"
)
PAGE = Page("doc", TEXT, (3, 5))


def draft(**more: Any) -> dict[str, Any]:
    return {
        "id": "one",
        "type": "quote",
        "quote": "moved north",
        "kind": "direct",
        "speaker": "a",
        "gist": "It left.",
        **more,
    }


def coded(**more: Any) -> tuple[dict[str, Any], list[Any]]:
    return to_claim(draft(**more), PAGE, by="kim", at="2026-01-02T03:04:05Z", method="person")


def test_the_words_become_an_anchor_and_are_gone() -> None:
    claim, problems = coded()
    start = TEXT.index("moved north")
    assert problems == []
    assert claim["anchors"] == [
        {"paragraph": 1, "line": 3, "start": start, "end": start + 11, "fingerprint": of_text("moved north")}
    ]
    assert "moved north" not in str(claim)
    assert not {"quote", "quotes", "line"} & set(claim)


def test_a_claim_says_where_it_is_from_who_coded_it_and_when() -> None:
    claim, _ = coded()
    assert claim["source_document"] == "doc"
    assert (claim["status"], claim["by"], claim["at"]) == ("confirmed", "kim", "2026-01-02T03:04:05Z")
    assert claim["origin"] == {"method": "person", "name": "kim"}


def test_a_draft_cannot_choose_its_own_document_status_or_anchors() -> None:
    claim, _ = coded(
        source_document="other", status="edited", by="somebody", anchors=[{"start": 0}], origin={"method": "model"}
    )
    assert (claim["source_document"], claim["status"], claim["by"], claim["origin"]["method"]) == (
        "doc",
        "confirmed",
        "kim",
        "person",
    )
    assert len(claim["anchors"]) == 1
    assert "fingerprint" in claim["anchors"][0]


def test_words_on_the_title_line_have_no_paragraph() -> None:
    claim, problems = coded(quote="returns")
    assert problems == []
    assert (claim["anchors"][0]["paragraph"], claim["anchors"][0]["line"]) == (None, 1)
    assert claim["anchors"][0]["start"] == 11  # code points: "The wave " is 9, the wave 1, the blank 1


def test_several_quotes_give_several_anchors_in_their_order() -> None:
    claim, problems = coded(quotes=["the lorries", "moved north"])
    assert problems == []
    assert [anchor["paragraph"] for anchor in claim["anchors"]] == [2, 1]


@pytest.mark.parametrize(
    ("more", "slug", "message"),
    [({"quote": "swam away"}, "quote-not-found", "one: the words 'swam away' do not stand in doc"),
     ({"quote": "Moved north"}, "quote-not-found", "one: the words 'Moved north' do not stand in doc"),
     ({"quote": "The herring"}, "quote-not-found", "one: the words 'The herring' stand 2 times in doc"),
     ({"quote": "the", "line": 5}, "quote-not-found", "one: the words 'the' stand 3 times in doc"),
     ({"quote": "x" * (MAX_SPAN + 1)}, "quote-not-found", "one: the words are 401 characters long; the limit is 400"),
     ({"quote": ""}, "key-missing", "one: the key `quote` is missing"), ({"quote": None}, "key-missing", "one: the key `quote` is missing"),
     ({"quote": 7}, "key-missing", "one: the key `quote` is missing"), ({"quotes": ["moved north", None]}, "key-missing", "one: the key `quote` is missing")],
)  # fmt: skip
def test_words_that_are_not_there_once_are_refused(more: dict[str, Any], slug: str, message: str) -> None:
    _, problems = coded(**more)
    assert [(p.slug, p.message) for p in problems] == [(slug, message)]


def test_a_line_tells_which_of_two_places_is_meant() -> None:
    assert coded(quote="The herring", line=5)[0]["anchors"][0]["paragraph"] == 2
    assert coded(quote="The herring", line=3)[0]["anchors"][0]["paragraph"] == 1


def test_a_wrong_line_neither_hides_words_that_stand_once_nor_chooses_between_two_places() -> None:
    assert coded(quote="moved north", line=5)[0]["anchors"][0]["line"] == 3
    _, problems = coded(quote="The herring", line=1)
    assert [p.message for p in problems] == ["one: the words 'The herring' stand 2 times in doc"]


@pytest.mark.parametrize("field", ["summary", "gist", "what", "position", "statement", "note"])
def test_a_run_of_eight_words_of_the_document_is_a_copy_in_every_field_of_our_own(field: str) -> None:
    copied = "They say NOBODY could say, whose it was any more: indeed."
    _, problems = coded(**{"gist": "It left.", field: copied})
    assert [p.slug for p in problems] == ["quote-copied"]
    assert problems[0].message.startswith(
        f"one: `{field}` repeats the document's words 'nobody could say whose it was any more'"
    )
    assert COPY_RUN == 8


def test_seven_words_of_the_document_are_no_copy() -> None:
    assert coded(gist="They say nobody could say whose it was today.")[1] == []


@pytest.mark.parametrize(
    "odd",
    [
        {"quotes": 5},
        {"quotes": "moved north"},
        {"quotes": {"a": 1}},
        {"type": ["quote"]},
        {"type": None},
        {"id": None},
        {"line": "5"},
        {"line": [1]},
    ],
)
def test_a_draft_of_the_wrong_shape_never_makes_coding_fail(odd: dict[str, Any]) -> None:
    claim, problems = coded(**odd)
    assert isinstance(claim, dict)
    assert isinstance(problems, list)


@given(st.data())
def test_every_passage_that_stands_once_is_anchored_to_itself(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    words = TEXT[start : data.draw(st.integers(start + 1, min(len(TEXT), start + 30)))]
    claim, problems = coded(quote=words)
    if TEXT.count(words) == 1:
        (anchor,) = claim["anchors"]
        assert problems == []
        assert TEXT[anchor["start"] : anchor["end"]] == words
        assert anchor["line"] == TEXT[: anchor["start"]].count("\n") + 1
    else:
        assert [p.slug for p in problems] == ["quote-not-found"]
