"""Sources in the page: articles with and without the words, coverage, the board, and reading in."""

import re
from typing import Any

import pytest
from web_cases import client_of, csrf_of

from detente import workbench

ARTICLE = "Two Ports\n\nVeldria closed the northern port on 3 May 2019, and the union of dockers called the decision a mistake.\n"


def _send(client: Any, *files: tuple[str, bytes], **fields: str) -> Any:
    """The form as a browser sends it, the token first; then the page that it leads to, asked until the reading is done."""
    parts = [("files", each) for each in files]
    sent = client.post("/sources/intake", data={"csrf": csrf_of(client), **fields}, files=parts)
    if sent.status_code != 303:
        return sent
    for _ in range(200):
        answer = client.get(sent.headers["location"])
        if answer.status_code != 202:
            return answer
    raise AssertionError("the reading never ended")


def test_an_article_without_its_words_shows_place_fingerprint_and_our_summary(small: Any) -> None:
    page = client_of(small.folder).get("/sources/articles/gazette-2020").text
    claim = workbench.open_dossier(small.folder).claims["g-closure"]
    for part in ("¶ 1", f"line {claim.line}", claim.anchors[0].fingerprint[:8], claim.says):
        assert part in page
    assert "closed its coastal waters" not in page
    assert "Start with --texts DIR" in page


def test_with_the_owners_copy_the_words_stand_and_carry_their_claims(client: Any) -> None:
    page = client.get("/sources/articles/gazette-2020").text
    assert re.search(r'<mark data-claims="g-closure">closed its coastal waters to every Sudland trawler</mark>', page)
    assert "caption" in page  # what is no paragraph is there too, with its label


def test_a_copy_that_reads_differently_shows_no_words(small: Any, tmp_path: Any) -> None:
    for text in small.texts.iterdir():
        (tmp_path / text.name).write_text("Something else.\n", encoding="utf-8")
    page = client_of(small.folder, texts=str(tmp_path)).get("/sources/articles/gazette-2020").text
    assert "Something else" not in page
    assert "Start with --texts DIR" in page


def test_coverage_counts_what_each_document_says_and_what_rests_on_it_alone(client: Any, small: Any) -> None:
    told = workbench.coverage(small.folder)
    fishing = next(row for row in told.issues if row.id == "fishing-rights")
    claims = workbench.open_dossier(small.folder).usable_claims.values()
    held = [each for each in claims if "fishing-rights" in (*each.issues, getattr(each, "issue", ""))]
    assert dict(zip((each for each, _ in told.documents), fishing.counts, strict=True)) == {
        document: sum(each.source_document == document for each in held) for document, _ in told.documents
    }
    page = client.get("/sources/coverage").text
    assert f">{fishing.counts[0]}</a>" in page
    cell = client.get(f"/sources/coverage/issues/fishing-rights/{told.documents[0][0]}", headers={"X-Panel": "1"}).text
    assert cell.count('class="claim"') == fishing.counts[0]
    assert (
        "Norvia on Fishing rights" in client.get("/sources/alone/gazette-2020").text or told.alone["gazette-2020"] == ()
    )


def test_the_board_names_the_documents_of_each_side_with_their_dates(flagship: Any) -> None:
    page = flagship.get("/sources/board?kind=motive&issue=election-recognition").text
    told = workbench.recorded_board("us-mexico", kind="motive", issue="election-recognition")
    assert told.disputes
    assert page.count('class="dispute"') == len(told.disputes)
    assert "2020-12-01 – 2020-12-13" in page
    assert "two points in time" in page


def test_documents_of_one_outlet_are_one_voice(small: Any) -> None:
    def voices() -> int:
        (accord,) = [each for each in workbench.recorded_board(small.folder).accords if len(each.voices) > 1][:1]
        return accord.independent

    assert voices() == 2
    for document in ("gazette-2020", "review-2021"):
        workbench.change_record(
            small.folder, "sources", document, {"outlet": {"value": "The Harbour", "status": "given"}}
        )
    assert voices() == 1


def test_the_board_proposes_pairs_and_decides_no_kind(flagship: Any) -> None:
    """They come in a second request, from the worker."""
    for _ in range(600):
        answer = flagship.get("/sources/board/pairs?issue=security-cooperation", headers={"X-Panel": "1"})
        if answer.status_code != 202:
            break
    assert 'class="sides"' in answer.text
    assert "an analyst decides" in answer.text


@pytest.mark.parametrize("path", ["/sources/articles/nothing", "/sources/board?issue=nothing", "/sources/coverage/issues/nothing/gazette", "/sources/intake/0000000000000000", "/sources/intake/..%2F..%2Fetc"])  # fmt: skip
def test_what_is_not_there_is_said(client: Any, path: str) -> None:
    for _ in range(200):
        answer = client.get(path)
        if answer.status_code != 202:
            break
    assert answer.status_code == 404


def test_an_article_with_a_script_in_its_title_is_shown_as_text(desk: Any) -> None:
    client = client_of(desk.folder)
    page = b"<html><head><title>x</title></head><body><h1>&lt;script&gt;alert(1)&lt;/script&gt; at the port</h1><p>" + b"The council of the port met for a long time and then went home without a word to anybody at all. " * 2 + b"</p></body></html>"  # fmt: skip
    assert "<script>alert" not in _send(client, ("page.html", page, "text/html")).text
    shown = client.get("/sources/articles/page").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script>alert" not in shown


def test_a_file_is_read_in_and_asks_what_it_does_not_print(desk: Any) -> None:
    client = client_of(desk.folder)
    done = _send(client, ("../../two ports.txt", ARTICLE.encode(), "text/plain"))
    assert done.status_code == 200
    assert "when did it appear?" in done.text
    source = workbench.open_dossier(desk.folder).sources["two-ports"]
    assert source.file == "two-ports.txt"
    assert "Veldria closed the northern port" in client.get("/sources/articles/two-ports").text
    inbox = desk.folder / "reading" / "inbox"
    assert not any(each.is_file() for each in inbox.glob("*/files/*"))
    assert workbench.check(desk.folder) == ()


def test_what_a_person_gives_wins_and_is_marked_so(desk: Any) -> None:
    _send(client_of(desk.folder), ("ports.txt", ARTICLE.encode(), "text/plain"), date="2019-05-04", outlet="The Harbour", authors="Ana Holm, Per Vik")  # fmt: skip
    source = workbench.open_dossier(desk.folder).sources["ports"]
    assert (str(source.date.value), source.date.status, source.outlet.value) == ("2019-05-04", "given", "The Harbour")
    assert [each.value for each in source.authors] == ["Ana Holm", "Per Vik"]


@pytest.mark.parametrize(("name", "content", "told"), [
    ("a.exe", b"MZ", "names no format"), ("a.pdf", b"nothing", "is no PDF"), ("a.txt", b"\xff\xfe\xff", "UTF-8"), ("a.docx", b"PK\x03\x04", "is no"),
])  # fmt: skip
def test_a_bad_file_is_named_and_nothing_is_added(desk: Any, name: str, content: bytes, told: str) -> None:
    before = (desk.folder / "sources.yaml").read_bytes()
    answer = _send(client_of(desk.folder), (name, content, "application/octet-stream"))
    assert answer.status_code == 422
    assert f"<strong>{name}</strong>" in answer.text
    assert told in answer.text
    assert (desk.folder / "sources.yaml").read_bytes() == before


def test_an_upload_without_the_pages_token_too_large_or_of_too_many_files_is_refused(desk: Any) -> None:
    client = client_of(desk.folder, upload_limit=5000)
    file = ("files", ("a.txt", b"x", "text/plain"))
    assert client.post("/sources/intake", files=[file]).status_code == 403
    assert client.post("/sources/intake", data={"csrf": "0" * 64}, files=[file]).status_code == 403
    token = {"csrf": csrf_of(client)}
    assert client.post("/sources/intake", data=token, files=[("files", ("a.txt", b"x" * 6000, "text/plain"))]).status_code == 413  # fmt: skip
    assert client.post("/sources/intake", data=token, files=[file] * 11).status_code == 400
    assert client.post("/sources/intake", data=token).status_code == 422
    assert not (desk.folder / "reading" / "inbox").exists()


def test_a_reading_that_was_killed_starts_anew(desk: Any) -> None:
    from detente.workbench import intake

    batch = intake.receive(desk.folder, [("ports.txt", ARTICLE.encode())])
    first = intake.take_in(desk.folder, batch)
    said = desk.folder / "reading" / "inbox" / batch / "said.json"
    assert intake.take_in(desk.folder, batch) == first
    said.unlink()  # as if the kill had come before the answer was kept, after the document was added
    (said.parent / "files" / "ports.txt").write_bytes(ARTICLE.encode())
    assert intake.take_in(desk.folder, batch)["said"] == ["ports was there; its passages are refreshed"]
    assert workbench.check(desk.folder) == ()


def test_the_api_answers_as_the_pages_do(desk: Any) -> None:
    client = client_of(desk.folder)
    assert [each["id"] for each in client.get("/api/articles").json()] == ["porto", "copy"]
    assert client.get("/api/articles/porto").json()["article"]["open"] == 9
    assert client.get("/api/coverage").json()["silent"] == []
    assert client.get("/api/board").json()["disputes"] == []
    assert client.get("/api/review/next?coder=kim").json()["next"]["kind"] == "question"
    header = {"x-csrf-token": csrf_of(client)}
    claim = desk.find("lifted")
    told = {"claim": claim, "action": "confirm", "coder": "kim", "version": 0, "fields": {"date": "none", "summary": "It ended."}}  # fmt: skip
    assert client.post("/api/review/decisions", json=told, headers=header).json()["status"] == "confirmed"
    assert client.post("/api/review/decisions", json={**told, "action": "reject"}, headers=header).status_code == 409
    assert client.get("/api/review/status").json()["status"]["confirmed"] == 1
    assert client.post("/api/review/undo", json={"coder": "kim"}, headers=header).json()["action"] == "undo"
    assert [each["action"] for each in client.get("/api/review/log").json()] == ["undo", "confirm"]
    assert client.post("/api/review/decisions", json=told).status_code == 403
