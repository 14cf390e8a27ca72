"""Web annotations: one an anchor, positions in code points, words only from a text that proves them."""

import json

from test_exports_evidence import TEXT, TEXTS, small_dossier

from detente.kernel import fingerprints
from detente.reports.exports.web_annotation import CONTEXT, web_annotations


def test_the_collection_counts_one_annotation_for_each_anchor_of_each_usable_claim() -> None:
    dossier = small_dossier()
    collection = web_annotations(dossier)
    items = collection["first"]["items"]
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == len(items) == sum(len(claim.anchors) for claim in dossier.usable_claims.values())
    assert len({item["id"] for item in items}) == len(items)


def test_a_claim_with_several_anchors_numbers_them() -> None:
    names = [item["id"] for item in web_annotations(small_dossier())["first"]["items"]]
    assert "urn:detente:boats:lend" in names
    assert [name for name in names if ":fear" in name] == ["urn:detente:boats:fear:1", "urn:detente:boats:fear:2"]


def test_the_body_tags_the_coding_and_describes_in_our_own_words() -> None:
    items = {item["id"]: item for item in web_annotations(small_dossier())["first"]["items"]}
    lend = items["urn:detente:boats:lend"]
    assert (lend["@context"], lend["type"], lend["motivation"]) == (CONTEXT, "Annotation", "classifying")
    assert [(body["purpose"], body["value"]) for body in lend["body"]] == [("tagging", "event:AGREE"), ("describing", "The North offers vessels.")]  # fmt: skip
    assert items["urn:detente:boats:fear:1"]["body"][0]["value"] == "stance:motive"
    assert lend["creator"] == {"type": "Person", "name": "Ana", "nickname": "ana"}
    assert lend["created"] == "2026-11-24T10:00:00Z"


def test_the_target_is_the_documents_digest_and_a_position_in_code_points() -> None:
    item = web_annotations(small_dossier())["first"]["items"][0]
    start = TEXT.index("would lend")
    assert item["target"]["source"] == f"urn:sha256:{fingerprints.of_text(TEXT)}"
    assert item["target"]["selector"] == [{"type": "TextPositionSelector", "start": start, "end": start + 19}]


def test_with_texts_the_selector_quotes_with_up_to_32_code_points_around() -> None:
    for item in web_annotations(small_dossier(), {"boats-2020": TEXT})["first"]["items"]:
        position, *quotes = item["target"]["selector"]
        for quote in quotes:
            start, end = position["start"], position["end"]
            assert quote["exact"] == TEXT[start:end]
            assert quote["prefix"] == TEXT[max(0, start - 32) : start]
            assert quote["suffix"] == TEXT[end : end + 32]


def test_a_text_with_other_words_is_not_quoted_and_named_a_mismatch() -> None:
    item = web_annotations(small_dossier(), {"boats-2020": "x" * 200})["first"]["items"][0]
    assert [each["type"] for each in item["target"]["selector"]] == ["TextPositionSelector"]
    assert item["target"]["urn:detente:anchor"] == "mismatch"


def test_without_texts_nothing_of_the_document_is_in_the_file() -> None:
    assert "would lend" not in json.dumps(web_annotations(small_dossier()))
    assert "would lend" in json.dumps(web_annotations(small_dossier(), TEXTS))
