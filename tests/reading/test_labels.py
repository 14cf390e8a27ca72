"""The body of pages that nobody tuned the rules for: wrapped, with carriage returns, as HTML, one sentence a paragraph."""

from pathlib import Path
from typing import Any

import pytest
from reading_samples import DATE, LONG, SAMPLES, TITLE, Sample

from detente import workbench
from detente.coding.labels.blocks import blocks_of


def body_of(sample: Sample, folder: Path) -> tuple[list[str], dict[str, Any], list[dict[str, Any]]]:
    path = folder / f"page{sample.ending}"
    path.write_bytes(sample.text.encode())
    document, *passages = workbench.read_documents([path], workbench.ReadOptions(suggest=False)).documents[0].records
    return [each["clean"] for each in passages if each["label"] == "body"], document, passages


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_body_paragraphs_of_an_invented_page(sample: Sample, tmp_path: Path) -> None:
    found, document, passages = body_of(sample, tmp_path)
    right = [each for each in found if each in sample.body]
    wrong = [
        (each["label"], each["clean"])
        for each in passages
        if (each["label"] == "body") != (each["clean"] in sample.body)
    ]
    assert len(right) >= 0.95 * len(found), wrong
    assert len(right) >= 0.98 * len(sample.body), wrong
    assert document["title"]["value"] == TITLE
    assert document["date"] == {
        "value": "2019-10-04",
        "status": "printed",
        "not_before": None,
        "not_after": None,
        "evidence": [],
    }
    assert "Marta Ohl" in [author["value"] for author in document["authors"]]


def test_two_line_breaks_end_a_paragraph_and_one_does_not(tmp_path: Path) -> None:
    told = "<br><br>".join([*LONG[:3], LONG[3].replace(" wants ", "<br>wants "), LONG[4]])
    found, _, _ = body_of(Sample("breaks", ".html", f"<h1>{TITLE}</h1>{DATE}<br>{told}", ()), tmp_path)
    assert found == list(LONG[:5]) or found[1:] == list(LONG[1:5])


def test_a_compound_that_was_wrapped_behind_its_hyphen_is_one_word() -> None:
    text = "They left the border-\nzone to the half-\r\nfrozen river"
    (block,) = blocks_of(text, "always")
    assert block.clean == "They left the border-zone to the half-frozen river"
    assert block.text == text


def test_a_dash_at_the_start_of_a_wrapped_line_is_no_item_and_one_after_a_full_stop_is() -> None:
    wide = "The ministers of the two states met again in the old customs house"
    assert (
        len(blocks_of(f"{wide}\n– and left by different doors – before the evening came, as before\nthat.", "always"))
        == 1
    )
    assert (
        len(blocks_of(f"{wide}:\n- first item of the list that they had made in the morning\n- second", "always")) == 3
    )
