"""The JSON export: schema, claims, words, and what is never inside the lists."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_exports_evidence import TEXT, TEXTS, small_dossier

from detente.dossier.claim import Anchor
from detente.kernel import fingerprints
from detente.reports.exports.dossier_json import dossier_json
from detente.reports.exports.words import exact_words, span_entry

KEYS = ("schema", "dossier", "title", "coding", "documents", "actors", "issues", "events", "quotes", "reported_speech",
        "numbers", "stances", "expectations", "advice", "agreements", "disagreements", "positions", "series",
        "calendar")  # fmt: skip
CLAIM_KEYS = {"id", "type", "source_document", "paragraph", "line", "start", "end", "exact", "fingerprint", "said_by",
              "author_attitude", "status", "by", "at", "confidence", "date", "note"}  # fmt: skip
LISTS = ("events", "quotes", "reported_speech", "numbers", "stances", "expectations", "advice", "agreements")


def test_the_document_has_the_keys_of_the_schema() -> None:
    data = dossier_json(small_dossier())
    assert data["schema"] == "detente.dossier/1"
    assert set(KEYS) <= set(data)
    assert "undecided" not in data


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_carries_full_claims(name: str) -> None:
    entries = dossier_json(small_dossier())[name]
    assert entries
    assert all(set(claim) >= CLAIM_KEYS for entry in entries for claim in entry["claims"])
    assert all(entry["claims"] for entry in entries)


def test_every_usable_claim_is_in_the_list_of_its_type_and_no_other_claim_is() -> None:
    dossier = small_dossier()
    data = dossier_json(dossier, everything=True)
    found = {claim["id"] for name in LISTS for entry in data[name] for claim in entry["claims"]}
    assert found == set(dossier.usable_claims)
    assert [claim["id"] for claim in data["undecided"]] == ["maybe", "no"]


def test_an_event_has_iso_days_or_nulls() -> None:
    offer, blockade = dossier_json(small_dossier())["events"]
    assert (offer["date_start"], offer["cameo_root"], offer["score"], offer["counted"]) == (
        "2020-03-01",
        "03",
        2.5,
        True,
    )
    assert (blockade["date_start"], blockade["date_end"], blockade["counted"]) == (None, None, False)
    assert [claim["id"] for claim in offer["claims"]] == ["lend", "lent"]


def test_a_number_has_its_payload() -> None:
    (number,) = dossier_json(small_dossier())["numbers"]
    assert {key: number[key] for key in ("id", "value", "value_max", "unit", "what", "period", "hedge", "attributed_to")} == {
        "id": "boats-40", "value": 40, "value_max": None, "unit": "boats", "what": "vessels on offer",
        "period": "2020-03", "hedge": None, "attributed_to": None}  # fmt: skip


def test_a_document_has_plain_values_and_its_bracket_with_evidence() -> None:
    document = dossier_json(small_dossier(), TEXTS)["documents"][0]
    assert document["title"] == "Boats"
    assert document["authors"][0] == "Jo Field"
    assert document["metadata_status"]["affiliation"] == "not_printed"
    when = document["date"]
    assert (when["value"], when["status"], when["not_before"], when["not_after"]) == (None, "bracket", "2020-03-02", "2020-04-30")  # fmt: skip
    assert when["evidence"][0]["exact"] == "met"


def test_a_disagreement_lists_the_claims_of_each_view() -> None:
    (dispute,) = dossier_json(small_dossier())["disagreements"]
    assert [(view["view"], view["claims"][0]["id"]) for view in dispute["positions"]] == [
        ("Yes.", "lend"),
        ("No.", "fear"),
    ]


def test_without_texts_no_words_are_exported() -> None:
    text = json.dumps(dossier_json(small_dossier(), everything=True))
    assert '"exact": "' not in text
    assert "mismatch" not in text
    assert "would lend" not in text


def test_with_texts_the_words_equal_the_source_at_their_code_points() -> None:
    for entry in dossier_json(small_dossier(), TEXTS)["stances"]:
        for claim in entry["claims"]:
            assert [each["exact"] for each in claim["anchors"]] == ["Critics fear", "a blockade"]
            assert claim["exact"] == TEXT[claim["start"] : claim["end"]]


def test_a_text_with_other_words_is_named_a_mismatch_and_not_quoted() -> None:
    data = dossier_json(small_dossier(), {"boats-2020": TEXT.replace("40", "41")})
    (claim,) = data["numbers"][0]["claims"]
    assert (claim["exact"], claim["anchor"]) == (None, "mismatch")
    (other,) = data["reported_speech"][0]["claims"]
    assert other["exact"] == "North said"


def test_a_document_without_text_has_null_words_and_no_mismatch() -> None:
    offer = dossier_json(small_dossier(), {"boats-2020": TEXT})["events"][0]
    assert [(claim["exact"], claim.get("anchor")) for claim in offer["claims"]] == [("would lend 40 boats", None), (None, None)]  # fmt: skip


def test_equal_dossiers_give_equal_bytes_and_strict_json() -> None:
    first, second = (json.dumps(dossier_json(small_dossier(), TEXTS), allow_nan=False) for _ in range(2))
    assert first == second


def test_an_infinite_number_becomes_null() -> None:
    dossier = small_dossier()
    endless = dossier.claims["boats-40"].model_copy(update={"value": float("inf")})
    data = dossier_json(type(dossier)(dossier.dossier, sources=dossier.sources, claims={"boats-40": endless}))
    assert data["numbers"][0]["value"] is None


@given(st.text(min_size=1, max_size=60).filter(lambda text: text.isprintable()), st.data())
def test_words_are_given_exactly_when_the_fingerprint_proves_them(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = Anchor(line=1, start=start, end=end, fingerprint=fingerprints.of_text(text[start:end]))
    assert exact_words(text, place) == text[start:end]
    assert exact_words(text[:start], place) is None
    assert span_entry(text[:start], place)["anchor"] == "mismatch"
    assert exact_words(None, place) is None
