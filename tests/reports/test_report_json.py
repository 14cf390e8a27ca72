"""A report as JSON: the same blocks, and the note numbers that the other forms print."""

import json
import re
from typing import Any

import pytest

from detente import workbench
from detente.explain.sentence import Sentence
from detente.reports.as_json import as_json
from detente.reports.blocks import Bullets, Figure, Heading, Paragraph, Report, Table
from detente.reports.charts.chart import Chart

REPORT = Report(
    "T é", "S",
    (
        Heading("One"), Paragraph((Sentence("First.", ("a", "b")), Sentence("Second.", assumption=True)), "Lead."),
        Bullets((Paragraph((Sentence("Item.", ("c",)),)),)), Table(("h",), ((Sentence("cell", ("d",)),),), "Cap.", (0,)),
        Figure(Chart("map", "Title", "Caption", "Words", {"secret": 1}, ({"x": 1},))),
    ),
    notes=("n1", "n2", "n3"), facts=(("Made by", "detente"),), manifest={"seed": 0},
)  # fmt: skip


def cited(data: Any) -> list[dict[str, Any]]:
    """Every sentence with a note, in reading order."""
    if isinstance(data, dict):
        mine = [data] if data.get("note") is not None and "claims" in data else []
        return mine + [each for value in data.values() for each in cited(value)]
    return [each for value in data for each in cited(value)] if isinstance(data, list) else []


def test_the_small_report_is_told_in_full() -> None:
    """The whole JSON, written by hand."""
    assert json.loads(as_json(REPORT)) == {
        "schema": "detente.report/1", "title": "T é", "subtitle": "S", "facts": {"Made by": "detente"},
        "blocks": [
            {"kind": "heading", "level": 1, "text": "One"},
            {"kind": "paragraph", "lead": "Lead.", "sentences": [
                {"text": "First.", "claims": ["a", "b"], "note": 1, "assumption": False},
                {"text": "Second.", "claims": [], "note": None, "assumption": True}]},
            {"kind": "bullets", "items": [{"lead": "", "sentences": [{"text": "Item.", "claims": ["c"], "note": 2, "assumption": False}]}]},
            {"kind": "table", "head": ["h"], "rows": [[{"text": "cell", "claims": ["d"], "note": 3, "assumption": False}]], "caption": "Cap."},
            {"kind": "figure", "id": "map", "title": "Title", "caption": "Caption", "alt": "Words", "data": [{"x": 1}]},
        ],
        "notes": ["n1", "n2", "n3"], "manifest": {"seed": 0},
    }  # fmt: skip


def test_letters_are_written_as_they_are_and_the_file_ends_with_a_line() -> None:
    """No escapes for letters beyond ASCII."""
    text = as_json(REPORT)
    assert "T é" in text
    assert text.endswith("}\n")


@pytest.fixture(scope="module")
def flagship() -> Report:
    return workbench.compose_brief("us-mexico", charts=False, draws=200)


def test_the_numbers_are_those_that_markdown_prints(flagship: Report) -> None:
    """Sentence by sentence the JSON carries the number that stands behind the same words in the Markdown."""
    data, text = json.loads(as_json(flagship)), str(workbench.render(flagship, "md"))
    found = cited(data["blocks"])
    assert [each["note"] for each in found] == list(range(1, len(data["notes"]) + 1))
    plain = re.sub(r"\{=[^}]*\}", "", re.sub(r"\\(.)", r"\1", text))
    marks = r"(?: \[@[^\]]+\])*(?: \{[^}]*\})?(?: \*\(assumption\)\*)?"
    for each in found:
        words = each["text"].rstrip(".") if "type" in each else each["text"]
        assert re.search(re.escape(words) + marks + re.escape(f"[^{each['note']}]"), plain), each
        assert f"[^{each['note']}]: {data['notes'][each['note'] - 1]}" in plain


def test_every_note_is_the_note_of_its_own_claims(flagship: Report) -> None:
    """The note of a sentence names exactly the documents of the claims that the JSON lists for it."""
    dossier = workbench.open_dossier("us-mexico")
    data = json.loads(as_json(flagship))
    shorts = {source.id: source.short for source in dossier.sources.values()}
    for each in cited(data["blocks"]):
        told = data["notes"][each["note"] - 1]
        behind = {shorts[dossier.claims[claim].source_document] for claim in each["claims"]}
        assert {short for short in shorts.values() if short in told} == behind
