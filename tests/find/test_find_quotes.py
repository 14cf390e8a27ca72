"""Quotations: every published case; marks that nest, run over paragraphs or are apostrophes; speakers that nobody names."""

import pytest
from quote_cases import CASES
from veldria import look

from detente.coding.find import Block, find


@pytest.mark.parametrize(("name", "text", "spans"), CASES, ids=[case[0] for case in CASES])
def test_published_case(name: str, text: str, spans: list[tuple[str, str, str | None, str]]) -> None:
    found = []
    for item in look(text, None, None).quotes:
        assert [text[low:high] for low, high in item["spans"]] == item["text"]
        assert (item["start"], item["end"]) == (item["spans"][0][0], item["spans"][-1][1])
        found += [(each, item["kind"], item["speaker"]["name"], item["speaker"]["status"]) for each in item["text"]]
    assert found == spans


def test_two_spans_around_a_reporting_clause_are_one_utterance() -> None:
    items = look("“We will wait,” said Ana Lindqvist. “There is no hurry.”").quotes
    assert [len(item["spans"]) for item in items] == [2]
    assert items[0]["speaker"] | {"evidence": ""} == {
        "name": "Ana Lindqvist", "actor": "ana-lindqvist", "status": "explicit", "evidence": "",
    }  # fmt: skip


def test_a_pronoun_is_an_inference() -> None:
    speaker = look("Ana Lindqvist was late. “The road was closed,” she said.").quotes[0]["speaker"]
    assert (speaker["name"], speaker["actor"], speaker["status"]) == ("Ana Lindqvist", "ana-lindqvist", "inferred")


def test_two_who_can_be_meant_are_ambiguous() -> None:
    text = "When Ana Lindqvist met Tomas Berga last year, he said “this is not enough.”"
    assert look(text).quotes[0]["speaker"]["status"] == "ambiguous"


def test_a_paragraph_that_opens_marks_without_closing_goes_on() -> None:
    texts = ["Ana Lindqvist said: “We waited for a year.", "“Then we left.”"]
    found = find([Block(text, 0, line, "body", line) for line, text in enumerate(texts, 1)])
    assert [each.quotes[0]["text"] for each in found] == [["“We waited for a year."], ["“Then we left.”"]]
    assert found[1].quotes[0]["speaker"]["name"] == "Ana Lindqvist"
    assert found[1].quotes[0]["speaker"]["status"] == "inferred"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Its ‘open door’ policy failed.", ["term"]),
        ("It was the minister's idea, and Berga's, in the '90s.", []),
        ("Critics might ask: “Who paid?”", ["imagined"]),
        ("They speak of “progress” in the ruins.", ["scare"]),
        ("Her book, “Timber, Rope and Salt,” sold well.", ["title"]),
        ("The plan was called “a trap” by Ivo Kraus.", ["partial"]),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [item["kind"] for item in look(text).quotes] == kinds


def test_words_without_a_speaker_name_nobody() -> None:
    speaker = look("The plan was called “a gift.”").quotes[0]["speaker"]
    assert (speaker["name"], speaker["status"]) == (None, "unknown")


def test_the_speaker_of_a_passive_stands_behind_by() -> None:
    assert look("The plan was called “a trap” by Ivo Kraus.").quotes[0]["speaker"]["name"] == "Ivo Kraus"


def test_words_built_into_a_clause_are_its_subjects_words() -> None:
    speaker = look("Ivo Kraus vowed to “fight this to the end,” the agency reported.").quotes[0]["speaker"]
    assert (speaker["name"], speaker["status"]) == ("Ivo Kraus", "explicit")
