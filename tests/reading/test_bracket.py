"""A bracket for an undated document: each bound with its line, its words and its reason; contradictions are shown."""

from datetime import date
from typing import Any

import pytest

from detente.coding.find import Calendar, Found, NamedDay
from detente.coding.labels.blocks import blocks_of
from detente.coding.labels.label import label_blocks
from detente.coding.metadata.bracket import as_head, propose
from detente.coding.metadata.given import given_date

FILL = "The two states have quarrelled over timber for as long as anybody in the valley of the river can remember, and longer."
SUMMIT = NamedDay("summit", "Porto summit", date(2021, 5, 4), date(2021, 5, 4), "invented")
CALENDAR = Calendar((SUMMIT,))


def bracket(*sentences: str, dates: tuple[tuple[str, str, str], ...] = ()) -> dict[str, Any]:
    """The proposal for a text of body paragraphs; ``dates`` are (words, value, form) as the finders give them."""
    text = "\n\n".join(f"{FILL} {sentence}" for sentence in sentences)
    labelled = label_blocks(blocks_of(text))
    found = []
    for each in labelled:
        items = []
        for words, value, form in dates:
            at = each.block.text.find(words)
            if at >= 0:
                start = each.block.start + at
                items.append(
                    {
                        "text": words,
                        "start": start,
                        "end": start + len(words),
                        "value": value,
                        "form": form,
                        "status": "resolved",
                        "needs": [],
                    }
                )
        found.append(Found(dates=items))
    return propose(text, "0" * 64, labelled, found, CALENDAR)


PAST = ("12 March 2021", "2021-03-12", "full")
AHEAD = ("30 June 2021", "2021-06-30", "full")


@pytest.mark.parametrize(("sentence", "dates", "low", "high"), [
    ("The envoy left on 12 March 2021.", (PAST,), "2021-03-12", None),
    ("The envoy will leave on 30 June 2021.", (AHEAD,), None, "2021-06-29"),
    ("The duty was raised in March 2021.", (("March 2021", "2021-03", "month_year"),), "2021-03-01", None),
    ("The Porto summit was a failure.", (), "2021-05-04", None),
    ("Both prepare for the upcoming Porto summit.", (), None, "2021-05-03"),
    ("Both spoke at the Porto summit this week.", (), "2021-05-03", "2021-05-09"),
    ("Both spoke at the Porto summit last month.", (), "2021-06-01", "2021-06-30"),
    ("Both spoke at the Porto summit yesterday.", (), "2021-05-05", "2021-05-05"),
    ("Figures for April 2021 have yet to be released.", (("April 2021", "2021-04", "month_year"),), None, "2021-05-31"),
])  # fmt: skip
def test_one_sentence_bounds_the_document(sentence: str, dates: Any, low: str | None, high: str | None) -> None:
    found = bracket(sentence, "Nothing else is dated.", dates=dates)
    assert (found["value"], found["status"], found["not_before"], found["not_after"]) == (None, "bracket", low, high)
    assert all(each["line"] == 1 and each["why"] and each["anchor"]["exact"] for each in found["evidence"])


def test_a_bound_by_judgement_says_so() -> None:
    found = bracket("Figures for April 2021 have yet to be released.", dates=(("April 2021", "2021-04", "month_year"),))
    assert [each["basis"] for each in found["evidence"]] == ["judgement"]
    assert "a judgement" in found["evidence"][0]["why"]


def test_the_narrowest_bounds_count_and_contradictions_are_shown() -> None:
    both = bracket("The envoy left on 12 March 2021.", "She will be back on 30 June 2021.", dates=(PAST, AHEAD))
    assert (both["not_before"], both["not_after"]) == ("2021-03-12", "2021-06-29")
    wrong = bracket("The envoy left on 30 June 2021.", "She will be back on 12 March 2021.", dates=(PAST, AHEAD))
    assert (wrong["status"], wrong["not_before"], wrong["not_after"]) == ("ambiguous", None, None)
    assert sorted(each["bound"] for each in wrong["evidence"]) == ["not_after", "not_before"]


def test_without_evidence_there_is_no_bracket() -> None:
    assert bracket("Nothing is dated.")["status"] == "not_printed"


def test_a_bracket_counts_for_the_finders_only_when_accepted_or_given() -> None:
    found = bracket("The envoy left on 12 March 2021.", "She will be back on 30 June 2021.", dates=(PAST, AHEAD))
    assert as_head(found, accept=False).value is None
    assert as_head(found, accept=True).value == "2021-03-12/2021-06-29"
    assert as_head(given_date("2021-03/2021-04"), accept=False).value == "2021-03-01/2021-04-30"
    assert as_head(given_date("2021-03"), accept=False).value == "2021-03"
