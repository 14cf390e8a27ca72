"""Reported speech: verb, speaker and clause; what others are said to have said; nothing in marks."""

import pytest
from veldria import look


@pytest.mark.parametrize(
    ("text", "verb", "actor", "status"),
    [
        ("Ana Lindqvist said that the duty would stay.", "said", "ana-lindqvist", "explicit"),
        ("Sudria accused Veldria of bad faith.", "accused", "sudria", "explicit"),
        ("Tomas Berga, a lawyer by training, once said the sea was his.", "said", "tomas-berga", "explicit"),
        ("Sudria points out that nothing was signed.", "points out", "sudria", "explicit"),
        ("Ana Lindqvist came late. She argued that the road was shut.", "argued", "ana-lindqvist", "inferred"),
        ("It was said that the road was shut.", "said", None, "unknown"),
        ("Some argued it was theatre.", "argued", None, "unknown"),
    ],
)
def test_verb_and_speaker(text: str, verb: str, actor: str | None, status: str) -> None:
    item = look(text).reported[0]
    assert (item["verb"], item["speaker"]["actor"], item["speaker"]["status"]) == (verb, actor, status)
    assert text[item["start"] : item["end"]] == item["text"]
    assert "“" not in item["text"]


def test_two_verbs_with_subjects_of_their_own() -> None:
    items = look(
        "Sudria accused Veldria of bad faith, and Veldria warned that it would leave and threatened to sue."
    ).reported
    assert [(item["verb"], item["speaker"]["actor"]) for item in items] == [
        ("accused", "sudria"), ("warned", "veldria"), ("threatened", "veldria"),
    ]  # fmt: skip
    assert items[0]["text"] == "Sudria accused Veldria of bad faith"


def test_a_threat_that_others_report_says_so() -> None:
    items = look("Tomas Berga threatened to close the strait, as several papers reported.").reported
    assert [(item["verb"], item["through"]) for item in items] == [("threatened", "several papers"), ("reported", None)]


def test_a_denied_saying_is_marked() -> None:
    assert look("Ana Lindqvist never said that it was over.").reported[0]["negated"] is True


@pytest.mark.parametrize(
    "text",
    [
        "The friction threatens to grow.",
        "The accused general left.",
        "He kept his promises to nobody.",
        "“It is over,” said Ana Lindqvist.",
    ],
)
def test_no_reported_speech_here(text: str) -> None:
    assert look(text).reported == []
