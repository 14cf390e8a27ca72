"""A question of a dossier: sources come from claims, every cell has its ground, and nothing is known too early."""

from datetime import date
from math import log10
from typing import Any

import pytest

from detente import workbench
from detente.binding.hypotheses import PRIOR, bind
from detente.kernel.errors import DetenteError
from detente.store.emit import emit
from small_dossier import GAZETTE_DAY, REVIEW_DAY, Small

QUESTION: dict[str, Any] = {
    "id": "why-shut", "title": "Why the waters were shut", "coder": "kim", "question": "Why did Norvia close its waters?",
    "explanandum": "the closure", "claims": ["g-closure"],
    "hypotheses": [
        {"id": "VOTES", "text": "To please the island towns", "prior": [0.2, 0.4, 0.6], "claims": ["g-motive"], "assumption": "an election year"},
        {"id": "FISH", "text": "To save the stock", "prior": [0.2, 0.4, 0.6], "claims": ["r-stock"]},
        {"id": "OTHER", "text": "Something else", "prior": [0.1, 0.2, 0.3], "assumption": "what nobody names"},
    ],
    "evidence": [
        {"id": "E1", "text": "No end was named", "date": "2020-05-04", "claims": ["g-closure"], "digit": 2,
         "likelihood": {"VOTES": "li", "FISH": "un", "OTHER": "ev"}, "why": {"VOTES": "an open end suits a campaign"}},
        {"id": "E2", "text": "A joint count followed", "date": "2021-03-01", "claims": ["r-count"], "cell_claims": {"FISH": ["r-stock"]}, "digit": 1,
         "likelihood": {"VOTES": "hu", "FISH": "vl", "OTHER": "ev"}, "readings": [{"doc": "review-2021", "hypothesis": "FISH"},
                                                                                 {"doc": "gazette-2020", "hypothesis": "VOTES"}]},
        {"id": "E3", "text": "A tariff was imposed", "date": "2021-03-02", "claims": ["g-tariff-threat", "r-no-tariff"], "digit": 1, "observed": False,
         "likelihood": {"VOTES": "ev", "FISH": "ev", "OTHER": "un"}, "why": "Either way a duty was possible"},
        {"id": "E4", "text": "The waters were shut", "date": "2020-04-30", "role": "explanandum", "claims": ["g-closure", "r-closure"]},
    ],
    "candidate_observations": [{"id": "V1", "text": "Do the minutes speak of votes?", "outcomes": {
        "spoken": {"VOTES": 0.6, "FISH": 0.1, "OTHER": 0.2}, "silent": {"VOTES": 0.4, "FISH": 0.9, "OTHER": 0.8}}}],
    "analysts": {"review-2021": {"as_of": "2021-03-31", "claims": ["r-stock"], "note": "the ministry's view",
                                 "prior": {"VOTES": 0.1, "FISH": 0.8, "OTHER": 0.1}, "likelihood": {"E2": {"VOTES": "un"}}}},
}  # fmt: skip


@pytest.fixture
def asked(small: Small) -> Small:
    small.write("questions/why-shut.yaml", emit(QUESTION))
    return small


def test_sources_and_documents_come_from_the_claims(asked: Small) -> None:
    question, _ = bind(asked.open(), "why-shut")
    assert asked.slugs() == []
    items = {item.id: item for item in question.items}
    assert items["E3"].docs == ("gazette-2020", "review-2021")
    assert question.documents["gazette-2020"].letter == "B"
    assert question.sources_of(items["E1"]) == ("gazette-2020",)


def test_every_cell_has_its_ground(asked: Small) -> None:
    question, trace = bind(asked.open(), "why-shut")
    for item in question.items:
        for name in question.names:
            assert trace.cells[item.id, name].coder == "kim"
    assert trace.cells["VOTES", PRIOR].claims == ("g-motive",)
    assert trace.cells["VOTES", PRIOR].assumption == "an election year"
    assert trace.cells["OTHER", PRIOR].claims == ()
    assert trace.cells["E1", "VOTES"].assumption == "an open end suits a campaign"
    assert trace.cells["E2", "FISH"].claims == ("r-count", "r-stock")
    assert trace.cells["E2", "VOTES"].claims == ("r-count",)
    assert trace.cells["E3", "OTHER"].assumption == "Either way a duty was possible"


def test_as_of_a_day_only_known_claims_and_facts_count(asked: Small) -> None:
    day = date.fromisoformat(GAZETTE_DAY)
    question, trace = bind(asked.open(as_known_on=day), "why-shut", day)
    assert [item.id for item in question.scored(day)] == ["E1"]
    assert [item.id for item in question.items] == ["E1", "E3", "E4"]  # E3 has a claim, but its own date has not come
    assert question.analysts == {}
    assert trace.cells["FISH", PRIOR].claims == ()
    later = date.fromisoformat(REVIEW_DAY)
    question, _ = bind(asked.open(as_known_on=later), "why-shut", later)
    assert [item.id for item in question.scored(later)] == ["E1", "E2", "E3"]
    assert list(question.analysts) == ["review-2021"]


def test_an_unknown_question_and_faults_in_one_are_told_with_their_place(asked: Small) -> None:
    with pytest.raises(DetenteError, match="Did you mean 'why-shut'"):
        bind(asked.open(), "why-shot")
    evidence = [{**QUESTION["evidence"][0], "claims": [], "cell_claims": {"FISH": ["r-stick"]}, "digit": 9}]
    hypotheses = [*QUESTION["hypotheses"][:2], {**QUESTION["hypotheses"][2], "assumption": None}]
    asked.write(
        "questions/why-shut.yaml", emit({**QUESTION, "evidence": evidence, "hypotheses": hypotheses, "analysts": {}})
    )
    with pytest.raises(DetenteError) as caught:
        bind(asked.open(), "why-shut")
    assert [(each.slug, each.place, each.file) for each in caught.value.problems] == [
        ("range-unsourced", "evidence.E1.claims", "questions/why-shut.yaml"),
        ("range-unsourced", "hypotheses.OTHER", "questions/why-shut.yaml"),
        ("id-unknown", "evidence.E1.cell_claims.FISH", "questions/why-shut.yaml"),
        ("bad_grade", "evidence.E1.digit", "questions/why-shut.yaml"),
    ]


def test_the_account_carries_the_claims_of_what_it_speaks_of(asked: Small) -> None:
    done = workbench.weigh(asked.folder, "why-shut", draws=200)
    told = {section["heading"]: section["sentences"] for section in done.sections}
    answer = told["Answer"][1]
    assert answer["text"].startswith("The leading explanation is FISH (to save the stock): ")
    assert {"r-stock", "r-count", "g-closure"} <= set(answer["claims"])
    assert "Review 2021" in answer["note"]
    e1 = next(each for each in told["What each item moves"] if each["text"].startswith("E1"))
    assert e1["claims"] == ["g-closure"]
    assert any("looked for and not seen" in each["text"] for each in told["What each item moves"])
    assert (
        told["Rival readings"][0]["text"]
        == "E2 (a joint count followed) is cited by Review 2021 for FISH and Gazette 2020 for VOTES"
    )
    assert told["Where analysts part"][0]["claims"] == ["r-stock"]
    assert done.manifest["options"] == {"question": "why-shut", "draws": 200}
    assert list(done.table[0]) == ["hypothesis", "prior", "E1", "E2", "not E3", "posterior"]


def test_charts_are_those_that_the_question_has_data_for(asked: Small) -> None:
    done = workbench.weigh(asked.folder, "why-shut", draws=50)
    always = ["posterior", "weights", "course", "without-sources"]
    assert [chart.id for chart in done.charts] == [*always, "tornado", "bridge"]
    tornado, bridge = done.charts[-2:]
    assert {row["item"] for row in tornado.data} == {None, "E1", "E2", "E3"}
    assert [row["step"] for row in bridge.data] == ["base table", "prior", "review-2021"]
    assert bridge.data[0]["for"] == "FISH"
    held = done.result["posterior"]  # every item was known by the analyst's day
    assert bridge.data[0]["end"] == pytest.approx(10 * log10(held["FISH"] / held["OTHER"]))
    assert bridge.data[0]["over"] == "OTHER"  # both lead with FISH; the analyst's own cell of E2 is about VOTES
    bare = [{**each, "prior": 1 / 3} for each in QUESTION["hypotheses"]]
    flat = [{**each, "likelihood": {"VOTES": 0.3, "FISH": 0.6, "OTHER": 0.4}} for each in QUESTION["evidence"][:3]]
    asked.write(
        "questions/why-shut.yaml", emit({**QUESTION, "hypotheses": bare, "evidence": flat, "analysts": {}})
    )  # without a range and without an analyst
    done = workbench.weigh(asked.folder, "why-shut", draws=50)
    assert [chart.id for chart in done.charts] == always


def test_confidence_and_likelihood_never_share_a_sentence(asked: Small) -> None:
    done = workbench.weigh(asked.folder, "why-shut", draws=200)
    texts = [each["text"].lower() for section in done.sections for each in section["sentences"]]
    (confident,) = [text for text in texts if "confidence" in text]
    assert not any(word in confident for word in ("likely", "even chance", "certain", "probable", "remote"))
    assert "confidence in this account is high" not in texts  # one coder: at most moderate
    assert "one coder rated every cell" in confident


def test_the_list_has_a_row_for_each_question(asked: Small) -> None:
    (row,) = workbench.weigh_all(asked.folder, draws=200)
    assert (row["question"], row["leader"], row["items"]) == ("why-shut", "FISH", 3)
    assert row["low"] <= row["posterior"] <= row["high"]
    assert row["stands_on"] in ("gazette-2020", "review-2021")


def test_before_anything_is_known_the_answer_is_the_prior_alone(asked: Small) -> None:
    done = workbench.weigh(asked.folder, "why-shut", as_known_on=date(2020, 1, 1), draws=50)
    assert done.result["items"] == {}
    assert "no item counts yet, so this is the prior alone" in done.sections[0]["sentences"][1]["text"]


def test_the_commands_print_tables_for_people_and_json_for_pipes(
    asked: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    import json

    from detente.cli.main import main

    for words in ([str(asked.folder)], [str(asked.folder), "why-shut", "--draws", "50"]):
        with pytest.raises(SystemExit):
            main(["hypotheses", *words, "--format", "table"])
        text = capsys.readouterr().out
        assert "FISH" in text
        with pytest.raises(SystemExit):
            main(["hypotheses", *words, "--format", "json"])
        assert json.loads(capsys.readouterr().out)
    assert "Explanations in rows, evidence in columns" in text
