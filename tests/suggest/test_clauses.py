"""Clauses, sides, cues and drafts: what is offered for a passage, and what is left open."""

from typing import Any

import pytest

from detente.coding.suggest.clauses import act_of, clauses
from detente.coding.suggest.cues import auxiliary, boundary, opinion
from detente.coding.suggest.mentions import side_of
from detente.coding.suggest.ranker import Ranker
from detente.coding.suggest.sides import sides
from detente.coding.suggest.suggest import DRAFT_FIELDS, suggest_events


def cut(text: str) -> list[str]:
    return [text[low:high] for low, high in clauses(text)]


def test_sentences_are_split_where_a_verb_of_its_own_follows() -> None:
    assert cut("Sudria agreed to send inspectors, and Veldria lifted its duty. No verb here; the talks ended.") == [
        "Sudria agreed to send inspectors", "Veldria lifted its duty.", "No verb here; the talks ended."]  # fmt: skip
    assert cut("Veldria signed and ratified the treaty of trade and peace.") == ["Veldria signed and ratified the treaty of trade and peace."]  # fmt: skip
    assert cut("Timber, mills, and boats.") == []
    text = "Veldria closed the road; Sudria protested loudly at once. It rained."
    assert [(low, high) for low, high in clauses(text)] == sorted(clauses(text))


def test_who_reports_at_the_end_says_nothing_about_the_act() -> None:
    assert act_of("Veldria closed the border on Monday, officials said") == "Veldria closed the border on Monday"
    assert act_of("It fell, he said") == "It fell, he said"


def mention(text: str, words: str, actor: str | None = None, **more: Any) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words, "actor": actor or words.lower(), "name": words, **more}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names", "source", "target"),
    [
        ("Veldria expelled two envoys of Sudria", ["Veldria", "Sudria"], "Veldria", "Sudria"),
        ("Sudria was accused by Veldria of fraud", ["Sudria", "Veldria"], "Veldria", "Sudria"),
        ("Sudria was accused of fraud", ["Sudria"], None, "Sudria"),
        ("In Porto, Veldria met Sudria", ["Porto", "Veldria", "Sudria"], "Veldria", "Sudria"),
        ("The talks ended early", [], None, None),
    ],
)
def test_sides_follow_the_verb(text: str, names: list[str], source: str | None, target: str | None) -> None:
    found = sides(text, 0, [mention(text, name) for name in names])
    assert [each["name"] if each else None for each in found] == [source, target]


@pytest.mark.parametrize(
    ("text", "kind", "marks"),
    [
        ("Veldria did not recall its ambassador", "SANCTION", ["negated"]),
        ("Veldria not only recalled its ambassador", "SANCTION", []),
        ("If Sudria closed the strait, Veldria would cut off aid", "SANCTION", ["hypothetical"]),
        ("In 1987 Sudria shelled a reef", "ASSAULT", ["historical"]),
        ("Veldria will visit Sudria", "CONSULT", ["future"]),
        ("Veldria will lift its duty", "CONCEDE", []),
        ("Veldria reportedly paid the rebels", "AID", ["alleged"]),
        ("Sudria routinely turns boats away", "REJECT", ["trend"]),
    ],
)
def test_cues_of_auxiliary_modes(text: str, kind: str, marks: list[str]) -> None:
    assert auxiliary(text, kind) == marks


def test_the_dossiers_period_decides_what_is_historical() -> None:
    assert auxiliary("In 2005 they met", since=2018) == ["historical"]
    assert auxiliary("In 2005 they met", since=2001) == []
    assert boundary("CONSULT", ["future"]) == "CONSULT to come is AGREE"
    assert boundary("AGREE", []) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sudria should lift the ban", "advice"), ("Veldria demanded that Sudria should lift the ban", None),
        ("The talks are likely to fail", "expectation"), ("Sudria wants the border closed", "stance"), ("Sudria closed the border", None),
    ],
)  # fmt: skip
def test_opinion_advice_and_forecast_are_no_events(text: str, kind: str | None) -> None:
    assert opinion(text) == kind


def test_a_side_says_its_country_and_sector_or_nothing() -> None:
    assert side_of("two Mexican soldiers") == {"country": "MEX", "sector": "MIL", "match": "lexicon"}
    assert side_of("the police") == {"country": None, "sector": "COP", "match": "lexicon"}
    assert side_of("") == {"country": None, "sector": None, "match": None}


def passage(text: str, start: int = 0, label: str = "body", **more: Any) -> dict[str, Any]:
    return {"kind": "passage", "label": label, "text": text, "anchor": {"sha256": "d", "start": start}, "actors": [], "dates": [], **more}  # fmt: skip


def test_suggestions_carry_what_a_person_needs_and_fill_in_nothing(plain: Ranker) -> None:
    text = "Veldria expelled two envoys of Sudria in March 2019. Sudria should apologise."
    at = 100
    named = [{**mention(text, name), "start": at + text.index(name), "end": at + text.index(name) + len(name)} for name in ("Veldria", "Sudria")]  # fmt: skip
    day = {"start": at + text.index("March"), "end": at + text.index("."), "text": "March 2019", "value": "2019-03", "status": "resolved"}  # fmt: skip
    (found, other) = suggest_events(
        [passage(text, at, actors=named, dates=[day]), passage(text, label="heading")], plain
    )
    assert other == []
    event, draft = found
    assert (event["start"], event["end"], event["text"]) == (at, at + 52, text[:52])
    assert len(event["ranked"]) == 3
    assert event["ranked"][0]["type"] == "SANCTION"
    assert (event["source"]["id"], event["target"]["id"]) == ("veldria", "sudria")
    assert event["date"]["value"] == "2019-03"
    assert event["measured_on"] is None
    assert event["status"] == draft["status"] == "suggested"
    assert "draft" not in event
    assert draft["draft"] == "advice"
    assert draft["fields"] == dict.fromkeys(DRAFT_FIELDS["advice"])
    assert draft["date"]["from"] == "earlier in the passage"


def test_no_passage_gives_no_suggestion(plain: Ranker) -> None:
    assert suggest_events([], plain) == []
    assert suggest_events([passage("Timber and mills.")], plain) == [[]]
