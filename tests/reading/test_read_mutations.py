"""Good files, damaged: every reader, the passages, the decision log and files of decisions read them or name what is wrong."""

import json
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from reading_samples import LONG, page
from test_read_formats import FEED, a_pdf, word

from detente.coding.review.desk import Desk
from detente.coding.review.log import read_log
from detente.coding.review.readings import Reading, read_passages
from detente.kernel.errors import DetenteError
from detente.sources.reading.page import ReadFault
from detente.sources.reading.reader import read_pages
from detente.workbench import reviewing


def a_mail() -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = (
        "Trees",
        "Marta Ohl <m@valley.example>",
        "Fri, 04 Oct 2019 10:00:00 +0200",
    )
    mail.set_content("\n\n".join(LONG[:2]))
    mail.add_alternative(page("a", LONG[:2]).text, subtype="html")
    return mail.as_bytes()


GOOD = {
    ".txt": "\n\n".join(LONG[:3]).encode(), ".md": f"# A\n\n{LONG[0]}".encode(), ".html": page("a", LONG[:3]).text.encode(), ".eml": a_mail(),
    ".rss": FEED.encode(), ".pdf": a_pdf("A line of text.", "And one more."), ".docx": word([(LONG[0], "Normal"), ("A", "Title")]),
}  # fmt: skip
#: Where (as a share of the length), how many bytes go, and what comes in their place.
DAMAGE = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(st.binary(max_size=6), st.sampled_from([b"\x00", b"\xff\xfe", b"<", b"--", b"0" * 20]))), min_size=1, max_size=4)  # fmt: skip


def damaged(content: bytes, damage: list[tuple[float, int, bytes]]) -> bytes:
    for where, gone, new in damage:
        place = int(where * len(content))
        content = content[:place] + new + content[place + gone :]
    return content


@settings(max_examples=25)
@pytest.mark.parametrize("ending", GOOD)
@given(damage=DAMAGE)
def test_a_damaged_file_is_read_or_named(ending: str, damage: list[tuple[float, int, bytes]]) -> None:
    try:
        pages = read_pages(ending, damaged(GOOD[ending], damage))
    except ReadFault:
        return
    assert pages
    for each in pages:
        each.text.encode("utf-8")


def refused(work: Callable[[], Any]) -> DetenteError | None:
    """What was said against it, None if it went through; any other error is a failure."""
    try:
        work()
    except DetenteError as error:
        return error
    return None


ANYTHING = st.recursive(st.one_of(st.none(), st.booleans(), st.integers(-5, 10**9), st.text(max_size=5), st.just("\ud800")),
                        lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.sampled_from(["start", "type", "text", "id"]), inner, max_size=2)), max_leaves=3)  # fmt: skip


def places_in(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside plain data, the whole left out."""
    inner = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [place for key, each in inner for place in ((*at, key), *places_in(each, (*at, key)))]


def replaced(record: Any, place: tuple[Any, ...], new: Any) -> Any:
    record = json.loads(json.dumps(record))
    inner = record
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = new
    return record


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_passages_with_any_value_in_any_place_make_a_desk_or_are_named(desk_master: Any, data: st.DataObject) -> None:
    rows = [
        json.loads(line)
        for line in (desk_master.folder / "reading/passages/porto.jsonl").read_text("utf-8").splitlines()
    ]
    number = data.draw(st.integers(0, len(rows) - 1))
    rows[number] = replaced(rows[number], data.draw(st.sampled_from(places_in(rows[number]))), data.draw(ANYTHING))
    documents, problems = read_passages("\n".join(map(json.dumps, rows)), "porto.jsonl")
    if problems:
        return
    desk = Desk({"porto": Reading("porto", *documents[0])}, ())
    said = refused(lambda: (desk.queue(), desk.questions))
    assert said is None or [each.slug for each in said.problems] == ["value-invalid"]


@settings(max_examples=80)
@given(damage=DAMAGE)
@example(damage=[(0.5, 0, b"\xed\xa0\x80")])
def test_a_damaged_log_is_read_or_its_lines_are_named(damage: list[tuple[float, int, bytes]]) -> None:
    line = {
        "seq": 1,
        "at": "2020-01-01T00:00:00Z",
        "by": "kim",
        "action": "reject",
        "about": "a",
        "touches": ["a"],
        "became": {"status": "rejected"},
    }
    text = damaged((json.dumps(line) + "\n").encode() * 3, damage).decode("utf-8", "replace")
    entries, problems = read_log(text, "decisions.jsonl")
    assert len(entries) <= text.count("\n")
    assert all(each.line for each in problems)
    Desk({}, tuple(entries)).standings  # noqa: B018


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_decisions_with_any_value_in_any_place_are_applied_or_named(desk_master: Any, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:  # fmt: skip
    """On a shipped-like copy that is thrown away: what is refused leaves no trace in the dossier's files."""
    import shutil

    folder = tmp_path_factory.mktemp("fuzz") / "vs"
    shutil.copytree(desk_master.folder, folder, ignore=shutil.ignore_patterns(".detente.lock"))
    claim = reviewing.review_queue(folder, coder="kim")[0]["id"]
    good: list[dict[str, Any]] = [
        {"action": "edit", "claim": claim, "fields": {"date": "none", "summary": "In our words.", "source": ["veldria"]}, "by": "kim", "seconds": 3},
        {"action": "answer", "question": "date:porto", "answer": {"value": "2019-09-18"}, "by": "kim"},
        {"action": "record", "kind": "actor", "record": {"id": "a", "name": "A", "kind": "person", "aliases": ["B"]}, "by": "kim"},
        {"action": "split", "claim": claim, "at": "5", "by": "kim"}, {"action": "event", "claim": claim, "row": "a", "by": "kim"},
    ]  # fmt: skip
    row = data.draw(st.sampled_from(good))
    path = folder.parent / "d.jsonl"
    path.write_text(
        json.dumps(replaced(row, data.draw(st.sampled_from(places_in(row))), data.draw(ANYTHING))) + "\n", "utf-8"
    )
    before = {each.name: each.read_bytes() for each in Path(folder).glob("*.yaml")}
    said = refused(lambda: reviewing.apply_decisions(folder, path))
    after = {each.name: each.read_bytes() for each in Path(folder).glob("*.yaml")}
    shutil.rmtree(folder.parent)
    assert said is None or (said.problems and after == before)
