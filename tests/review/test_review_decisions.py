"""Decisions: what they need, what they leave behind, and that nobody's work is lost."""

import json
import re
from typing import Any

import pytest

from detente import workbench
from detente.kernel.errors import DetenteError
from detente.workbench import event_rows, review_room, reviewing

TALKS = "opened a second round"
FULL = {"summary": "The two met again.", "date": "2019-09-16"}


def confirm(desk: Any, words: str, **fields: Any) -> dict[str, Any]:
    claim = desk.find(words)
    return reviewing.confirm_suggestion(
        desk.folder, claim, coder="kim", fields={"date": "none", "summary": "In our words.", **fields}
    )


def test_a_confirmed_suggestion_is_a_claim_with_its_origin_and_history(desk: Any) -> None:
    name = desk.find(TALKS)
    reviewing.confirm_suggestion(desk.folder, name, coder="kim", version=0, fields=FULL, seconds=12)
    claim = desk.claims[name]
    assert (claim.plover, claim.source, claim.status, claim.by) == (
        "CONSULT",
        ("veldria", "sudria"),
        "confirmed",
        "kim",
    )
    assert (claim.origin.method, claim.origin.name, claim.origin.score) == ("model", "own phrases", 0.6)
    assert [step.status for step in claim.history] == ["confirmed"]
    assert claim.date.start.isoformat() == "2019-09-16"
    assert desk.errors() == []


def test_the_log_says_who_when_how_long_what_it_was_and_what_it_became(desk: Any) -> None:
    confirm(desk, TALKS)
    (entry,) = desk.log
    assert re.fullmatch(r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", entry["at"])
    assert (entry["by"], entry["was"]["status"], entry["became"]["status"]) == ("kim", "suggested", "confirmed")
    assert entry["was"]["ranked"][0] == ["CONSULT", 0.6]


def test_no_sentence_of_a_document_reaches_the_log_or_the_claims(desk: Any) -> None:
    for words in (TALKS, "agreed to send", "lifted its duty"):
        confirm(desk, words)
    reviewing.reject_suggestion(desk.folder, desk.find("good day"), coder="kim")
    kept = (desk.folder / "reading/decisions.jsonl").read_text() + (desk.folder / "claims/porto.yaml").read_text()
    kept += (desk.folder / "reading/learned/confirmed.jsonl").read_text()
    for words in ("opened a second", "send timber", "lifted its duty", "good day"):
        assert words not in kept


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"date": None}, "`date` is empty"),
        ({"source": None}, "`source` says nobody"),
        ({"date": "soon"}, "'soon' is no day, month, year or A/B"),
        ({"plover": "AGRE"}, "Did you mean 'AGREE'?"),
        ({"source": ["veldria"], "target": ["veldria"]}, "veldria stands on both sides"),
        ({"source": ["nobody-known"]}, "there is no 'nobody-known' in actors"),
        ({"plover": "CONSULT", "mode": ["arrest"]}, "CONSULT has no mode arrest"),
        ({"colour": "red"}, "a claim of the type event has no `colour`"),
        ({"summary": "Veldria and Sudria opened a second round of talks on Monday"}, "repeats the document's words"),
    ],
)
def test_accepting_refuses_what_is_missing_or_wrong_and_writes_nothing(
    desk: Any, fields: dict[str, Any], said: str
) -> None:
    with pytest.raises(DetenteError, match=re.escape(said)):
        confirm(desk, TALKS, **{"date": "2019-09-16", **fields})
    assert desk.log == []
    assert not desk.claims


def test_none_on_purpose_is_an_unknown_actor_and_no_date(desk: Any) -> None:
    confirm(desk, "good day", source="none", date="none")
    (claim,) = desk.claims.values()
    assert claim.source == ("unknown",)
    assert claim.date is None
    assert workbench.open_dossier(desk.folder).actors["unknown"].name == "Unknown actor"


def test_a_decision_on_what_changed_meanwhile_is_refused_and_names_who_did_it(desk: Any) -> None:
    name = desk.find(TALKS)
    shown = reviewing.suggestion(desk.folder, name, coder="kim")["version"]
    reviewing.reject_suggestion(desk.folder, name, coder="lee")
    with pytest.raises(DetenteError, match=r"lee made it rejected at 2.*\[review-stale\]"):
        reviewing.confirm_suggestion(desk.folder, name, coder="kim", version=shown, fields=FULL)


def test_undo_takes_back_ones_own_last_decision_and_the_log_keeps_both(desk: Any) -> None:
    name = desk.find(TALKS)
    reviewing.confirm_suggestion(desk.folder, name, coder="kim", fields=FULL)
    reviewing.reject_suggestion(desk.folder, desk.find("lifted"), coder="lee")
    reviewing.undo_last(desk.folder, coder="kim")
    assert [entry["action"] for entry in desk.log] == ["confirm", "reject", "undo"]
    assert desk.claims[name].status == "suggested"
    assert reviewing.suggestion(desk.folder, name, coder="kim")["status"] == "open"
    with pytest.raises(DetenteError, match="no decision of kim to take back"):
        reviewing.undo_last(desk.folder, coder="kim")
    reviewing.confirm_suggestion(desk.folder, name, coder="kim", fields=FULL)
    assert [step.status for step in desk.claims[name].history] == ["confirmed", "suggested", "confirmed"]
    assert desk.errors() == []


def test_an_edit_of_an_accepted_claim_can_be_undone_to_the_earlier_record(desk: Any) -> None:
    name = desk.find(TALKS)
    reviewing.confirm_suggestion(desk.folder, name, coder="kim", fields=FULL)
    reviewing.edit_claim(desk.folder, name, {"plover": "AGREE", "note": "a remark"}, coder="kim")
    assert (desk.claims[name].plover, desk.claims[name].status, desk.claims[name].note) == (
        "AGREE",
        "edited",
        "a remark",
    )
    reviewing.undo_last(desk.folder, coder="kim")
    assert (desk.claims[name].plover, desk.claims[name].status, desk.claims[name].note) == (
        "CONSULT",
        "confirmed",
        None,
    )


def test_a_split_gives_two_open_pieces_and_a_merge_gives_one(desk: Any) -> None:
    first = desk.find(TALKS)
    pieces = reviewing.split_suggestion(desk.folder, first, "opened a second", coder="kim")["pieces"]
    words = [reviewing.suggestion(desk.folder, piece, coder="kim")["words"] for piece in pieces]
    assert words == ["Veldria and Sudria", "opened a second round of talks on Monday"]
    joined = reviewing.merge_suggestions(desk.folder, desk.find("agreed to send"), desk.find("lifted"), coder="kim")[
        "pieces"
    ][0]
    reviewing.confirm_suggestion(desk.folder, joined, coder="kim", fields=FULL)
    assert len(desk.claims[joined].anchors) == 2
    reviewing.merge_suggestions(desk.folder, desk.find("good day"), joined, coder="kim")
    assert (len(desk.claims[joined].anchors), desk.claims[joined].status) == (3, "edited")
    assert desk.errors() == []


@pytest.mark.parametrize("at", ["Veldria", "nowhere", "", "99999"])
def test_a_split_needs_words_inside_the_suggestion(desk: Any, at: str) -> None:
    with pytest.raises(DetenteError, match="does not begin once inside"):
        reviewing.split_suggestion(desk.folder, desk.find(TALKS), at, coder="kim")


NEW = [
    ("quote", "“The road was closed,”", {"kind": "direct", "speaker": "sudria", "gist": "A blocked way."}),
    ("reported_speech", "told reporters", {"speaker": "sudria", "verb": "told", "gist": "He spoke to the press."}),
    ("number", "The road ... Porto", {"value": 1, "unit": "roads", "what": "ways shut", "attributed_to": "none"}),
    ("stance", "closed", {"actor": ["sudria"], "issue": "timber", "position": "It regrets.", "strength": "weak"}),
    ("expectation", "was closed", {"holder": "sudria", "statement": "It opens again."}),
    ("advice", "reporters in Porto", {"adviser": "sudria", "addressee": ["veldria"], "statement": "Repair it."}),
    ("event", "road", {"plover": "COERCE", "source": "sudria", "target": ["veldria"], "summary": "A way was shut."}),
]


@pytest.mark.parametrize(("type_", "words", "fields"), NEW, ids=[each[0] for each in NEW])
def test_a_new_claim_of_each_type_from_a_selection(desk: Any, type_: str, words: str, fields: dict[str, Any]) -> None:
    from detente.workbench.reviewing import keep_record

    keep_record(
        desk.folder, "issue", {"id": "timber", "name": "Timber trade", "low": "none", "high": "free"}, coder="kim"
    )
    done = reviewing.add_claim(desk.folder, "porto", "porto:L7", words, type_, {"date": "none", **fields}, coder="kim")
    claim = desk.claims[done["about"]]
    assert (claim.type, claim.origin.method, claim.origin.name, claim.paragraph) == (type_, "person", "kim", 3)
    assert desk.errors() == []


def test_words_that_do_not_stand_there_are_no_selection(desk: Any) -> None:
    with pytest.raises(DetenteError, match=r"does not stand exactly once in porto:L7"):
        reviewing.add_claim(desk.folder, "porto", "porto:L7", "the bridge", "number", {}, coder="kim")


def test_only_exact_copies_of_an_accepted_claim_are_accepted_in_bulk(desk: Any) -> None:
    done = confirm(desk, "agreed to send")
    (copy,) = done["duplicates"]
    with pytest.raises(DetenteError, match="is no exact duplicate"):
        reviewing.accept_duplicate(desk.folder, done["about"], desk.find("lifted"), coder="kim")
    reviewing.accept_duplicate(desk.folder, done["about"], copy, coder="kim")
    assert desk.claims[copy].note == f"exact copy of {done['about']}"
    assert desk.claims[copy].source_document == "copy"


def test_nothing_more_in_a_paragraph_rejects_each_with_its_own_entry(desk: Any) -> None:
    assert reviewing.reject_rest(desk.folder, "porto:L5", coder="kim") == 3
    assert [entry["action"] for entry in desk.log] == ["reject"] * 3


def test_one_answer_settles_the_date_of_a_document_in_its_record(desk: Any) -> None:
    first = reviewing.next_to_review(desk.folder, coder="kim")
    assert (first["kind"], first["asks"]) == ("question", "date")
    done = reviewing.answer_question(desk.folder, "date:porto", {"value": "2019-09"}, coder="kim")
    assert done["resolved"] == 2
    date = workbench.open_dossier(desk.folder).sources["porto"].date
    assert (date.status, date.not_after.isoformat()) == ("bracket", "2019-09-30")


def test_one_answer_resolves_every_mention_and_suggestion_that_hangs_on_it(desk: Any) -> None:
    (asked,) = [
        each for each in review_room.open_room(desk.folder).desk().questions if each.id.startswith("actor:porto")
    ]
    assert (asked.depends, asked.options) == (2, ("berg", "dorn"))
    reviewing.answer_question(desk.folder, asked.id, {"actor": "sudria"}, coder="kim")
    assert reviewing.suggestion(desk.folder, desk.find("good day"), coder="kim")["fields"]["source"] == ["sudria"]


def test_a_name_outside_the_roster_joins_it_or_becomes_an_alias(desk: Any) -> None:
    reviewing.answer_question(
        desk.folder,
        "who:ana lindqvist",
        {"actor": "lindqvist", "add": {"kind": "person", "country": "VEL"}},
        coder="kim",
    )
    reviewing.answer_question(desk.folder, "who:tomas berga", {"actor": "sudria", "alias": True}, coder="kim")
    actors = workbench.open_dossier(desk.folder).actors
    assert (actors["lindqvist"].name, actors["lindqvist"].country) == ("Ana Lindqvist", "VEL")
    assert actors["sudria"].aliases == ("Tomas Berga",)
    assert reviewing.suggestion(desk.folder, desk.find("road"), coder="kim")["fields"]["speaker"] == "sudria"


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        ("date:porto", {"value": "yesterday"}, "'yesterday' is no day"),
        ("actor:porto:president", {"actor": "sudira"}, "Did you mean 'sudria'?"),
        ("who:nobody", {"actor": ""}, "is not an open question"),
    ],
)
def test_answers_that_do_not_fit_change_nothing(desk: Any, question: str, answer: dict[str, str], said: str) -> None:
    with pytest.raises(DetenteError, match=re.escape(said)):
        reviewing.answer_question(desk.folder, question, answer, coder="kim")
    assert desk.log == []


def test_event_claims_become_rows_and_join_rows_by_a_decision(desk: Any) -> None:
    confirm(desk, "agreed to send", date="2019-09-16")
    confirm(desk, "lifted", date="2019-09-16", plover="AGREE", source=["sudria"], target=["veldria"])
    confirm(desk, "good day", source=["veldria"], auxiliary=["negated"])
    first = event_rows.next_event_claim(desk.folder)
    assert first["left"] == 2
    event_rows.make_event(desk.folder, first["id"], coder="kim", row="inspectors")
    second = event_rows.next_event_claim(desk.folder)
    assert [each["id"] for each in second["candidates"]] == ["inspectors"]
    event_rows.make_event(desk.folder, second["id"], coder="kim", joins="inspectors")
    event = workbench.open_dossier(desk.folder).events["inspectors"]
    assert (event.type, event.claims, event.cameo_root) == ("AGREE", (first["id"], second["id"]), "03")
    assert event_rows.next_event_claim(desk.folder) is None
    reviewing.undo_last(desk.folder, coder="kim")
    assert workbench.open_dossier(desk.folder).events["inspectors"].claims == (first["id"],)
    reviewing.undo_last(desk.folder, coder="kim")
    assert not workbench.open_dossier(desk.folder).events


def test_accepted_events_are_handed_to_the_ranker_as_spans_without_words(desk: Any) -> None:
    path = desk.folder / "reading/learned/confirmed.jsonl"
    confirm(desk, "lifted")
    (line,) = [json.loads(each) for each in path.read_text().splitlines()]
    assert (line["document"], line["type"]) == ("porto", "RETREAT")
    assert {"start", "end", "fingerprint"} <= set(line)
    reviewing.undo_last(desk.folder, coder="kim")
    assert path.read_text() == ""


def test_claims_are_rebuilt_from_the_log_alone(desk: Any) -> None:
    confirm(desk, TALKS)
    confirm(desk, "lifted")
    before = (desk.folder / "claims/porto.yaml").read_text()
    (desk.folder / "claims/porto.yaml").unlink()
    assert reviewing.rebuild(desk.folder) == 2
    assert (desk.folder / "claims/porto.yaml").read_text() == before
    assert reviewing.rebuild(desk.folder) == 0


def test_an_edit_made_elsewhere_is_not_written_over(desk: Any) -> None:
    name = confirm(desk, TALKS)["about"]
    workbench.decide_claim(desk.folder, name, "rejected", by="lee")
    confirm(desk, "lifted")
    assert reviewing.rebuild(desk.folder) == 0
    assert desk.claims[name].status == "rejected"


def test_what_the_dossier_holds_already_is_not_suggested_again(desk: Any) -> None:
    name = confirm(desk, TALKS)["about"]
    (desk.folder / "reading/decisions.jsonl").unlink()
    assert name not in [each["id"] for each in reviewing.review_queue(desk.folder, coder="kim")]
    assert reviewing.review_status(desk.folder)["status"]["covered"] == 1


def test_the_queue_goes_by_document_by_certainty_or_by_issue(desk: Any) -> None:
    from detente.workbench.reviewing import keep_record

    keep_record(desk.folder, "issue", {"id": "duty", "name": "Timber duty", "low": "none", "high": "high"}, coder="kim")
    first = [each["document"] for each in reviewing.review_queue(desk.folder, coder="kim")]
    assert first == sorted(first, reverse=True)
    by_issue = reviewing.review_queue(desk.folder, coder="kim", by="issue")
    assert {each["passage"] for each in by_issue[:4]} == {"porto:L5", "copy:L3"}
    reviewing.later_suggestion(desk.folder, by_issue[0]["id"], coder="kim")
    assert reviewing.review_queue(desk.folder, coder="kim", by="certainty")[-1]["id"] == by_issue[0]["id"]
    with pytest.raises(DetenteError, match=r"there is no document 'prto'. Did you mean 'porto'"):
        reviewing.review_queue(desk.folder, coder="kim", document="prto")


def test_a_review_adds_to_roster_calendar_and_issues_and_takes_it_back(desk: Any) -> None:
    from detente.workbench import refinding

    actors = (desk.folder / "actors.yaml").read_bytes()
    made = reviewing.keep_record(desk.folder, "actor", {"id": "lindqvist", "name": "Ana Lindqvist", "kind": "person", "aliases": ["Lindqvist"]}, coder="kim")  # fmt: skip
    assert made["new"]
    changed = reviewing.keep_record(desk.folder, "actor", {"id": "lindqvist", "aliases": ["Lindqvist", "the envoy"]}, coder="kim")  # fmt: skip
    assert not changed["new"]
    assert workbench.open_dossier(desk.folder).actors["lindqvist"].aliases[1] == "the envoy"
    assert refinding.find_again(desk.folder)
    assert "who:ana lindqvist" not in {each.id for each in review_room.open_room(desk.folder).desk().questions}
    reviewing.keep_record(desk.folder, "calendar", {"id": "fair", "name": "Timber fair", "start": "2021-05-03", "source": "Invented."}, coder="kim")  # fmt: skip
    assert str(workbench.open_dossier(desk.folder).calendar["fair"].end) == "2021-05-03"
    for _ in range(3):
        reviewing.undo_last(desk.folder, coder="kim")
    assert (desk.folder / "actors.yaml").read_bytes() == actors
    assert not desk.errors()
    assert workbench.open_dossier(desk.folder).calendar == {}


def test_a_record_that_does_not_fit_is_told_and_nothing_is_written(desk: Any) -> None:
    for kind, record in (("person", {"id": "a"}), ("actor", {"id": "No Id"}), ("actor", {"id": "x", "name": "X", "kind": "robot"}),
                         ("calendar", {"id": "fair", "name": "Fair"})):  # fmt: skip
        with pytest.raises(DetenteError):
            reviewing.keep_record(desk.folder, kind, record, coder="kim")
    assert not desk.errors()
    assert not review_room.open_room(desk.folder).entries


def test_a_document_date_is_given_anew_and_taken_back(desk: Any) -> None:
    reviewing.answer_question(desk.folder, "date:porto", {"value": "2021-03-05"}, coder="kim")
    reviewing.answer_question(desk.folder, "date:porto", {"value": "2021-03-06"}, coder="kim")
    assert str(workbench.open_dossier(desk.folder).sources["porto"].date.value) == "2021-03-06"
    reviewing.undo_last(desk.folder, coder="kim")
    assert str(workbench.open_dossier(desk.folder).sources["porto"].date.value) == "2021-03-05"
    reviewing.undo_last(desk.folder, coder="kim")
    assert "date:porto" in {each.id for each in review_room.open_room(desk.folder).desk().questions}


def test_a_claim_that_was_made_elsewhere_is_edited_and_the_edit_taken_back(small: Any) -> None:
    before = workbench.open_dossier(small.folder).claims["g-closure"]
    done = reviewing.edit_claim(small.folder, "g-closure", {"summary": "The waters were shut."}, coder="kim", version=0)
    assert done["status"] == "edited"
    held = workbench.open_dossier(small.folder).claims["g-closure"]
    assert held.says == "The waters were shut."
    assert held.anchors == before.anchors
    with pytest.raises(DetenteError):
        reviewing.edit_claim(small.folder, "g-closure", {"summary": "Again."}, coder="kim", version=0)
    reviewing.undo_last(small.folder, coder="kim")
    after = workbench.open_dossier(small.folder).claims["g-closure"]
    assert (after.says, after.status) == (before.says, before.status)
    assert after.history[-1].note == "undone"
    assert not small.check()


def test_what_is_remembered_after_decisions_is_what_the_files_say(desk: Any) -> None:
    confirm(desk, TALKS)
    confirm(desk, "lifted", source="none")
    reviewing.keep_record(desk.folder, "issue", {"id": "timber", "name": "Timber trade", "low": "none", "high": "free"}, coder="kim")  # fmt: skip
    reviewing.edit_claim(desk.folder, desk.log[0]["about"], {"issues": ["timber"], "summary": None, "note": "Seen twice."} | FULL, coder="kim")  # fmt: skip
    event_rows.make_event(desk.folder, desk.log[0]["about"], coder="kim", row="talks")
    reviewing.answer_question(desk.folder, "date:porto", {"value": "2019-09-18"}, coder="kim")
    reviewing.undo_last(desk.folder, coder="kim")
    remembered = review_room.open_room(desk.folder)
    fresh = review_room._room(review_room.folder_of(desk.folder))
    assert remembered is review_room.open_room(desk.folder)
    assert remembered.dossier == fresh.dossier
    assert remembered.dossier.fingerprint == fresh.dossier.fingerprint
    assert (remembered.opened.places, remembered.entries) == (fresh.opened.places, fresh.entries)
    assert [each.path for each in remembered.opened.raws] == [each.path for each in fresh.opened.raws]
    (desk.folder / "issues.yaml").write_text((desk.folder / "issues.yaml").read_text("utf-8").replace("Timber trade", "Wood"), "utf-8")  # fmt: skip
    assert review_room.open_room(desk.folder).dossier.issues["timber"].name == "Wood"
