"""The keyboard-driven walk, by scripted keys and on a real terminal."""

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from detente import workbench
from detente.cli.main import door

#: Answers to the urgent questions: two dates, the president twice, the speaker. Names that carry nothing are asked last.
ANSWERS = "2019-09-18\n2019-09-18\n1\n1\nnew person SUD\n\n"


def keys(desk: Any, given: str, *options: str) -> str:
    done = CliRunner().invoke(door, ["review", str(desk.folder), "--coder", "kim", *options], input=given)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_questions_come_first_and_say_how_much_hangs_on_them(desk: Any) -> None:
    said = keys(desk, ANSWERS + "q")
    assert "On which day did copy appear?" in said
    assert "One answer resolves 2 mentions and suggestions." in said
    assert said.index("Who is 'Tomas Berga'?") < said.index("event  -  10 open")
    assert "5 decisions kept; open: 10 suggestions, 2 questions" in said


def test_the_screen_shows_words_document_ranks_hint_and_keys(desk: Any) -> None:
    said = keys(desk, ANSWERS + "q")
    for part in ("Veldria and Sudria opened a second round of talks", "1  CONSULT", "2  AGREE", "Talks take place: CONSULT",
                 "not measured on this kind of text", "no outlet printed", "2019-09-18 (given)", "? codebook"):  # fmt: skip
        assert part in said
    assert "%" not in said


def test_what_hangs_on_an_open_question_says_so(desk: Any) -> None:
    assert "hangs on    date:porto" in keys(desk, "s\n" * 5 + "q")


def test_a_whole_sitting_by_keys(desk: Any) -> None:
    given = ANSWERS
    given += "1Another round was held.\n\n"  # CONSULT, summary, no issue; Monday is resolved by now
    given += "x"  # the two months
    given += "xu"  # reject, undo
    given += "t\nAGREE\nInspectors were promised.\nnone\n\nd"  # by name, and the exact copy with it
    given += "p"  # nothing more in the paragraph
    given += "aA blocked way.\nnone\n\n"  # the quote
    given += "ewhat=goods exchanged\nattributed_to=none\ndate=2018\n\n\n"  # the number, edited
    given += "ssq"
    said = keys(desk, given)
    dossier = workbench.open_dossier(desk.folder)
    assert sorted((claim.type, claim.status) for claim in dossier.claims.values()) == [
        ("event", "confirmed"), ("event", "confirmed"), ("event", "confirmed"), ("number", "edited"), ("quote", "confirmed")]  # fmt: skip
    number = next(claim for claim in dossier.claims.values() if claim.type == "number")
    assert (number.value, number.what, number.date.start.isoformat()) == (4.2e9, "goods exchanged", "2018-01-01")
    assert "taken back: reject" in said
    assert desk.errors() == []


def test_after_the_queue_event_claims_become_rows(desk: Any) -> None:
    keys(desk, ANSWERS + "1Another round.\n\n" + "x" * 9 + "never\nnever\n" + "ytalks\nq")
    assert list(workbench.open_dossier(desk.folder).events) == ["talks"]


def test_reading_through_makes_claims_that_nothing_suggested(desk: Any) -> None:
    said = keys(desk, "jjjn The road ... Porto\nreported_speech\nauthor\nreports\nsudria\nHe spoke of a way.\nnone\nsaid\n\njkuq",
                "--read", "--document", "porto")  # fmt: skip
    assert "¶3, line 7" in said
    assert "reported_speech: porto.reported-speech-" in said
    assert [entry["action"] for entry in desk.log] == ["new", "undo"]
    (claim,) = desk.claims.values()
    assert (claim.speaker, claim.verb, claim.status) == ("sudria", "said", "rejected")


def test_enter_and_unknown_keys_accept_nothing(desk: Any) -> None:
    said = keys(desk, ANSWERS + "\n\n\r9 zq")
    assert said.count("That key means nothing here.") == 3
    assert not desk.claims


def test_a_wrong_field_is_told_and_the_suggestion_stays(desk: Any) -> None:
    said = keys(desk, ANSWERS + "xx1Inspectors.\nsoon\n\nq")
    assert "'soon' is no day, month, year or A/B" in said
    assert said.count("event  -  8 open") == 2


def test_an_exclamation_mark_drops_what_was_begun(desk: Any) -> None:
    said = keys(desk, ANSWERS + "1The two met.\n!\ne!\nxq")
    assert said.count("dropped") == 2
    assert [entry["action"] for entry in desk.log] == ["answer"] * 5 + ["reject"]


def test_the_codebook_explains_the_ranked_types_and_any_other(desk: Any) -> None:
    said = keys(desk, ANSWERS + "?ASSAULT\nq")
    assert "CONSULT (verbal cooperation): talks take place" in said
    assert "ASSAULT (material conflict)" in said
    assert "modes: visit, third-party, multilateral, phone" in said


def test_a_new_issue_is_made_while_coding(desk: Any) -> None:
    keys(desk, ANSWERS + "1The two met.\ntimber\nTimber trade\nnone\nfree\nq")
    assert workbench.open_dossier(desk.folder).issues["timber"].controller == "joint"
    assert next(iter(desk.claims.values())).issues == ("timber",)


def test_roster_calendar_and_dates_are_kept_while_coding(desk: Any) -> None:
    given = ANSWERS
    given += "gactor\nlindqvist\nAna Lindqvist\nperson\nSUD\n\nLindqvist, the envoy\n\nsudria\nEnvoy 2019-01-01..;Deputy ..2018-12-31\n"
    given += "gdate\n2019-09-19\n" + "gcalendar\nfair\nTimber fair\n\n\n\n" + "q"
    said = keys(desk, given)
    assert "actor lindqvist added" in said
    dossier = workbench.open_dossier(desk.folder)
    held = dossier.actors["lindqvist"]
    assert (held.country, held.aliases, held.group_of) == ("SUD", ("Lindqvist", "the envoy"), ("sudria",))
    assert [(each.title, str(each.from_), str(each.to)) for each in held.roles] == [
        ("Envoy", "2019-01-01", "None"),
        ("Deputy", "None", "2018-12-31"),
    ]
    assert "2019-09-19" in {str(each.date.value) for each in dossier.sources.values()}
    assert "`start`" in said
    assert dossier.calendar == {}


def test_records_in_a_file_of_decisions(desk: Any, tmp_path: Path, run: Any) -> None:
    rows: list[dict[str, Any]] = [
        {"action": "record", "kind": "actor", "record": {"id": "lindqvist", "name": "Ana Lindqvist", "kind": "person"}, "by": "kim"},
        {"action": "record", "kind": "calendar", "record": {"id": "fair", "name": "Timber fair", "start": "2019-05-01", "source": "Invented."}, "by": "kim"},
        {"action": "answer", "question": "date:porto", "answer": {"value": "2019-09-18"}, "by": "kim"},
        {"action": "undo", "by": "kim"},
    ]  # fmt: skip
    (tmp_path / "d.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run("review", desk.folder, "--apply", tmp_path / "d.jsonl", "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)["actions"] == {"record": 2, "answer": 1, "undo": 1}
    dossier = workbench.open_dossier(desk.folder)
    assert {"lindqvist"} <= set(dossier.actors)
    assert "fair" in dossier.calendar
    assert dossier.sources["porto"].date.value is None


def test_decisions_from_a_file_with_the_same_checks(desk: Any, tmp_path: Path, run: Any) -> None:
    rows = [{"action": "confirm", "claim": desk.find("opened a second"), "by": "lee", "fields": {"date": "none", "summary": "Ours."}, "seconds": 30},
            {"action": "reject", "claim": desk.find("lifted"), "by": "lee", "seconds": 6},
            {"action": "answer", "question": "date:porto", "answer": {"value": "2019-09-18"}, "by": "lee"},
            {"action": "undo", "by": "lee"}]  # fmt: skip
    path = tmp_path / "decisions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run("review", desk.folder, "--apply", path, "--format", "json")
    assert json.loads(done.out) == {"applied": 4, "actions": {"confirm": 1, "reject": 1, "answer": 1, "undo": 1}}
    status = json.loads(run("review", desk.folder, "--status", "--format", "json").out)
    assert status["status"] == {"confirmed": 1, "rejected": 1, "open": 8}
    assert status["by_type"]["event"] == {"confirmed": 1, "rejected": 1, "open": 3}
    assert status["decisions_per_hour"] == 200.0
    assert "lee; not double-coded" in status["coding"]
    assert "Open" in run("review", desk.folder, "--status", "--format", "table").out.title()


def test_a_file_of_decisions_with_faults_names_every_line(desk: Any, tmp_path: Path, run: Any) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text('{"action": "bless", "by": "lee"}\nnonsense\n{"action": "merge", "claim": "a"}\n', encoding="utf-8")
    done = run("review", desk.folder, "--apply", path)
    assert done.code == 2
    assert f"{path}:1: 'bless' is no action" in done.err
    assert f"{path}:2: the line is no JSON" in done.err
    assert "the key `by` is missing" in done.err
    assert "the key `with` is missing" in done.err
    assert desk.log == []


@pytest.mark.parametrize(("options", "code", "said"), [
    (("--record",), 2, "--record goes with --agreement"),
    (("--status", "--agreement"), 2, "one of --status and --agreement at a time"),
    (("--agreement",), 2, "has coded blind here"),
    (("--document", "prto"), 2, "Did you mean 'porto'?"),
    (("--only", "evnt"), 2, "Did you mean 'event'?"),
])  # fmt: skip
def test_options_that_do_not_fit(desk: Any, run: Any, options: tuple[str, ...], code: int, said: str) -> None:
    done = run("review", desk.folder, *options)
    assert done.code == code
    assert said in done.err


def test_a_dossier_without_passages_says_what_to_do(small: Any, run: Any) -> None:
    done = run("review", small.folder)
    assert done.code == 2
    assert "detente read FILE... --dossier" in done.err


def test_on_a_real_terminal_a_key_needs_no_enter(desk: Any) -> None:
    main, side = pty.openpty()
    code = "from detente.cli.main import main; main()"
    running = subprocess.Popen([sys.executable, "-c", code, "review", str(desk.folder), "--coder", "kim", "--document", "copy"],
                               stdin=side, stdout=side, stderr=side, env={**os.environ, "TERM": "xterm", "COLUMNS": "100"})  # fmt: skip
    os.close(side)

    def until(words: str) -> str:
        seen, deadline = "", time.monotonic() + 15
        while words not in seen:
            assert time.monotonic() < deadline, seen
            if select.select([main], [], [], 0.2)[0]:
                try:
                    seen += os.read(main, 65536).decode(errors="replace")
                except OSError:  # the other side is closed
                    assert words in seen, seen
        return seen

    for _ in range(5):
        until(" > ")
        os.write(main, b"s\r")
    until("q quit")
    time.sleep(0.3)  # what is typed before the terminal listens for a key is thrown away
    os.write(main, b"x")
    until("Who is 'Ana Lindqvist'?")
    os.write(main, b"q\r")
    until("decisions kept")
    assert running.wait(10) == 0
    os.close(main)
    assert [entry["action"] for entry in desk.log] == ["reject"]
