"""The review queue in the page: the same decisions as at the terminal, versions against the other tab, blindness, undo."""

import re
from typing import Any

import pytest
from web_cases import client_of, csrf_of

from detente import workbench

KIM = "/sources/review?coder=kim"


@pytest.fixture
def page(desk: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A client on the desk, its dates answered; nothing is ranked anew in the background, so that the queue is the same at every pace."""
    for module in ("review", "claims"):
        monkeypatch.setattr(f"detente.web.pages.{module}.learn", lambda _: None)
    client = client_of(desk.folder)
    for question in ("date:copy", "date:porto"):
        _post(client, "/answer", question=question, value="2019-09-18")
    for question in ("actor:copy:president", "actor:porto:president", "who:tomas berga"):
        _post(client, "/answer", question=question, do="never")
    return client


def _post(client: Any, path: str, who: str = "coder=kim", **fields: str) -> Any:
    return client.post(f"/sources/review{path}?{who}", data={"csrf": csrf_of(client), **fields})


def _form(text: str) -> dict[str, str]:
    """Hidden fields of the decision as they stand on the page."""
    part = text[text.index("/sources/review/decide") :]
    return dict(re.findall(r'<input type="hidden" name="(claim|version|type)" value="([^"]*)"', part))


def _decide(client: Any, claim: str, do: str = "confirm", **fields: str) -> Any:
    shown = _form(client.get(f"{KIM}&claim={claim}").text)
    assert shown["claim"] == claim
    return _post(client, "/decide", **{**shown, "do": do, **fields})


def test_without_a_name_nobody_decides(desk: Any) -> None:
    client = client_of(desk.folder)
    assert "Your name" in client.get("/sources/review").text
    answer = _post(client, "/decide", who="coder=", claim=desk.find("lifted"), do="reject")
    assert answer.status_code == 422
    assert desk.log == []


def test_questions_come_first_with_what_hangs_on_them(desk: Any) -> None:
    text = client_of(desk.folder).get(KIM).text
    assert "On which day did" in text
    assert "One answer resolves" in text


def test_a_type_key_confirms_and_an_empty_date_is_said_beside_its_field(page: Any, desk: Any) -> None:
    claim = desk.find("lifted")
    refused = _decide(page, claim, **{"as": "CONCEDE"})
    assert refused.status_code == 422
    assert "`date` is empty" in refused.text
    assert re.search(r'name="date"[^>]*aria-invalid="true"', refused.text)
    assert re.search(r'<option value="CONCEDE" selected>', refused.text)
    assert claim not in desk.claims
    done = _decide(page, claim, do="", **{"as": "CONCEDE", "date": "2019-09", "issues": ""})
    assert done.status_code == 303
    held = desk.claims[claim]
    assert (held.plover, held.status, held.by, str(held.date.start)) == ("CONCEDE", "confirmed", "kim", "2019-09-01")
    assert held.summary == "Veldria gave way to Sudria in words or rules."
    assert desk.errors() == []


def test_what_was_proposed_and_changed_makes_an_edited_claim(page: Any, desk: Any) -> None:
    claim = desk.find("4.2 billion")
    _decide(page, claim, what="goods exchanged", attributed_to="none", date="2018", hedge="nearly", value="4200000000")
    held = desk.claims[claim]
    assert (held.status, held.hedge, held.value, held.what) == ("edited", "nearly", 4.2e9, "goods exchanged")


def test_what_cannot_be_read_is_refused(page: Any, desk: Any) -> None:
    refused = _decide(page, desk.find("4.2 billion"), what="goods", attributed_to="none", date="2018", value="much")
    assert refused.status_code == 422
    assert "`value` cannot be read" in refused.text
    assert "goods" in refused.text  # what was typed is still there
    assert not desk.claims


def test_reject_later_and_undo_are_appended_and_shown(page: Any, desk: Any) -> None:
    claim = desk.find("lifted")
    _decide(page, claim, "reject")
    assert "Last: rejected" in page.get(KIM).text
    _post(page, "/undo")
    _decide(page, claim, "later")
    assert [entry["action"] for entry in desk.log][-3:] == ["reject", "undo", "later"]
    log = page.get("/sources/review/log?coder=kim").text
    assert "taken back" in log
    assert log.count("<td>kim</td>") == len(desk.log)


def test_two_tabs_do_not_lose_each_others_decisions(page: Any, desk: Any) -> None:
    claim = desk.find("lifted")
    first = _form(page.get(f"{KIM}&claim={claim}").text)
    assert _post(page, "/decide", **first, do="later").status_code == 303
    second = _post(page, "/decide", who="coder=lee", **first, do="reject")
    assert second.status_code == 409
    assert "has changed since it was shown" in second.text
    assert [entry["action"] for entry in desk.log][-1] == "later"


def test_split_and_merge(page: Any, desk: Any) -> None:
    claim = desk.find("Sudria agreed")
    assert _decide(page, claim, "split", at="timber").status_code == 303
    pieces = list(desk.log[-1]["became"]["pieces"])
    assert len(pieces) == 2
    assert _decide(page, pieces[0]["id"], "merge", **{"with": pieces[1]["id"]}).status_code == 303
    assert desk.log[-1]["action"] == "merge"
    assert _decide(page, desk.find("lifted"), "split", at="nowhere").status_code == 422


def test_a_claim_of_ones_own_on_a_selection(page: Any, desk: Any) -> None:
    form = page.get(
        "/sources/review/new?coder=kim&at=porto&passage=porto:L7&words=The+road+...+Porto&type=reported_speech"
    )
    assert 'name="verb"' in form.text
    fields = {"at": "porto", "passage": "porto:L7", "words": "The road ... Porto", "type": "reported_speech", "speaker": "sudria",
              "gist": "He spoke of a way.", "verb": "said", "said_by.role": "author", "author_attitude": "reports"}  # fmt: skip
    refused = _post(page, "/new", **fields)
    assert refused.status_code == 422
    assert "He spoke of a way." in refused.text
    assert _post(page, "/new", **fields, date="none").status_code == 200
    (held,) = desk.claims.values()
    assert (held.type, held.speaker, held.author_attitude, held.origin.method) == ("reported_speech", "sudria", "reports", "person")  # fmt: skip


def test_exact_copies_are_accepted_by_a_key_of_their_own(page: Any, desk: Any) -> None:
    claim = desk.find("Sudria agreed")
    _decide(page, claim, date="none", plover="AGREE")
    assert len(desk.claims) == 1
    assert "Accept 1 exact copy" in page.get(KIM).text
    _post(page, "/copies")
    assert {each.source_document for each in desk.claims.values()} == {"porto", "copy"}


def test_another_type_of_claim(page: Any, desk: Any) -> None:
    claim = desk.find("She should ask")
    text = page.get(f"{KIM}&claim={claim}&as=stance").text
    assert 'name="strength"' in text
    _decide(page, claim, type="expectation", holder="veldria", statement="More time will be asked for.", date="none")
    assert (desk.claims[claim].type, desk.claims[claim].status) == ("expectation", "edited")


def test_after_the_queue_accepted_events_get_their_rows(page: Any, desk: Any) -> None:
    claim = desk.find("lifted")
    _decide(page, claim, date="none", plover="RETREAT")
    while "/sources/review/decide" in (text := page.get(KIM).text):
        _post(page, "/decide", **_form(text), do="reject")
    for _ in range(5):
        if "A row of its own" in (text := page.get(KIM).text):
            break
        question = re.search(r'name="question" value="([^"]+)"', text)
        assert question
        _post(page, "/answer", question=question[1], do="never")
    _post(page, "/event", claim=claim, do="row", row="duty-lifted")
    assert list(workbench.open_dossier(desk.folder).events) == ["duty-lifted"]
    assert "Everything is decided" in page.get(KIM).text


def test_a_blind_coder_sees_neither_ranks_nor_the_first_coders_decisions(page: Any, desk: Any) -> None:
    claim = desk.find("lifted")
    _decide(page, claim, date="none", plover="RETREAT")
    text = page.get("/sources/review?coder=lee&blind=1").text
    assert 'class="ranks"' not in text
    assert (
        "hint" not in re.sub(r"<form.*", "", text, flags=re.DOTALL)
        or "RETREAT" not in text.split('<select id="f-plover"')[0]
    )
    shown = page.get(f"/sources/review?coder=lee&blind=1&claim={claim}").text
    assert _form(shown)["claim"] == claim
    assert page.get("/sources/review?coder=kim&blind=1").status_code == 422  # who coded first is not blind


def test_the_codebook_opens_with_the_types_asked_for(page: Any) -> None:
    text = page.get("/sources/review/codebook?types=CONSULT,AGREE").text
    assert text.index("<strong>CONSULT") < text.index("<strong>SUPPORT")
    assert text.count("<details open>") == 2


def test_a_dossier_without_readings_says_how_to_begin(flagship: Any) -> None:
    assert "Nothing has been read into this dossier" in flagship.get("/sources/review?coder=kim").text
    assert "--copy FOLDER" in flagship.get("/sources/intake").text


def test_an_accepted_claim_is_changed_in_its_margin_and_the_change_taken_back(page: Any, desk: Any) -> None:
    claim = desk.find("lifted")
    assert _decide(page, claim, **{"as": "CONCEDE", "date": "none", "summary": "A duty was dropped."}).status_code in (
        200,
        303,
    )
    article = page.get("/sources/articles/porto").text
    assert f"/sources/review/claim?claim={claim}" in article
    shown = page.get(f"/sources/review/claim?coder=kim&claim={claim}").text
    assert "A duty was dropped." in shown
    version = re.search(r'name="version" value="(\d+)"', shown)
    assert version
    given = {"claim": claim, "version": version[1], "plover": "CONCEDE", "summary": "A levy was dropped."}
    wrong = _post(page, "/claim", **given, source="")
    assert wrong.status_code == 422
    assert "`source` says nobody" in wrong.text
    assert re.search(r'name="source"[^>]*aria-invalid', wrong.text)
    saved = _post(page, "/claim", **given)
    assert saved.status_code == 200
    assert workbench.open_dossier(desk.folder).claims[claim].status == "edited"
    assert _post(page, "/claim", **{**given, "summary": "A tax was dropped."}).status_code == 409
    seq = re.search(r'name="seq" value="(\d+)"', saved.text)
    assert seq
    _post(page, "/claim/undo", claim=claim, seq=seq[1])
    assert workbench.open_dossier(desk.folder).claims[claim].says == "A duty was dropped."
    assert _post(page, "/claim/undo", claim=claim, seq=seq[1]).status_code == 409


def test_roster_calendar_issue_and_date_are_kept_from_the_desk(page: Any, desk: Any) -> None:
    assert "/sources/review/record?coder=kim" in page.get(KIM).text
    for kind in ("actor", "calendar", "issue", "date"):
        assert page.get(f"/sources/review/record?coder=kim&kind={kind}").status_code == 200
    wrong = _post(page, "/record", kind="actor", id="lindqvist", name="Ana Lindqvist", kind_of="robot")
    assert wrong.status_code == 422
    assert "Ana Lindqvist" in wrong.text
    _post(
        page,
        "/record",
        kind="actor",
        id="lindqvist",
        name="Ana Lindqvist",
        kind_of="person",
        country="sud",
        roles="Envoy 2019-01-01..",
    )
    _post(page, "/record", kind="issue", id="timber", name="Timber trade", low="none", high="free")
    _post(page, "/record", kind="date", document="porto", value="2019-09-19")
    dossier = workbench.open_dossier(desk.folder)
    assert dossier.actors["lindqvist"].country == "SUD"
    assert dossier.issues["timber"].controller == "joint"
    assert str(dossier.sources["porto"].date.value) == "2019-09-19"
