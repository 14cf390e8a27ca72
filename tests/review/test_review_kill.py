"""A kill at any moment: what was acknowledged is there, what was not is not, and the next decision goes on."""

import os
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from detente import workbench
from detente.workbench import review_room, reviewing

LOOP = """
import sys
from detente.workbench import reviewing
folder = sys.argv[1]
while True:
    for each in reviewing.review_queue(folder, coder="kim"):
        reviewing.confirm_suggestion(folder, each["id"], coder="kim", fields=FIELDS[each["type"]])
        print(each["id"], flush=True)
    for _ in range(8):
        reviewing.undo_last(folder, coder="kim")
        print("undo", flush=True)
"""
FIELDS: dict[str, dict[str, Any]] = {
    "event": {"date": "none", "source": "none", "summary": "Ours."},
    "quote": {"date": "none", "speaker": "none", "gist": "Ours."},
    "number": {"date": "none", "attributed_to": "none", "what": "ours"},
    "expectation": {"date": "none", "holder": "none", "statement": "Ours."},
    "advice": {"date": "none", "adviser": "none", "addressee": ["veldria"], "statement": "Ours."},
}


@pytest.mark.parametrize("wait", [0.0, 0.013, 0.05])
def test_a_session_killed_in_the_middle_loses_no_decision_that_was_acknowledged(desk: Any, wait: float) -> None:
    script = f"FIELDS = {FIELDS!r}\n{LOOP}"
    running = subprocess.Popen([sys.executable, "-c", script, str(desk.folder)], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    said = [running.stdout.readline().strip() for _ in range(3)]
    time.sleep(wait)
    os.kill(running.pid, signal.SIGKILL)
    said += running.stdout.read().split()
    running.wait()
    running.stdout.close()
    log = desk.log
    assert [entry["about"] if entry["action"] != "undo" else "undo" for entry in log][: len(said)] == said
    assert len(log) - len(said) in (0, 1)
    left = reviewing.review_queue(desk.folder, coder="kim")
    if left:
        reviewing.reject_suggestion(desk.folder, left[-1]["id"], coder="kim")
    reviewing.rebuild(desk.folder)
    decided = review_room.open_room(desk.folder).desk()
    accepted = {name for name in decided.decided if decided.standing(name).status == "confirmed"}
    assert {claim.id for claim in workbench.open_dossier(desk.folder).claims.values() if claim.usable} == accepted
    assert desk.errors() == []


def test_a_line_cut_off_in_the_middle_of_writing_is_dropped_and_the_log_goes_on(desk: Any) -> None:
    first = desk.find("opened a second")
    reviewing.confirm_suggestion(desk.folder, first, coder="kim", fields=FIELDS["event"])
    path = desk.folder / "reading/decisions.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + whole[: len(whole) // 2])
    reviewing.reject_suggestion(desk.folder, desk.find("lifted"), coder="kim")
    assert [entry["action"] for entry in desk.log] == ["confirm", "reject"]


def test_a_decision_whose_claim_was_not_written_is_written_by_the_next_one(desk: Any) -> None:
    first = desk.find("opened a second")
    before = {path: path.read_bytes() for path in desk.folder.glob("**/*.yaml")}
    reviewing.confirm_suggestion(desk.folder, first, coder="kim", fields=FIELDS["event"])
    (desk.folder / "claims/porto.yaml").unlink()
    for path, content in before.items():
        path.write_bytes(content)
    reviewing.reject_suggestion(desk.folder, desk.find("lifted"), coder="kim")
    assert first in desk.claims


def test_a_damaged_line_stops_the_review_and_is_named(desk: Any) -> None:
    from detente.kernel.errors import DetenteError

    path = desk.folder / "reading/decisions.jsonl"
    path.write_text('{"seq": 1}\n{"seq": 2}\n', encoding="utf-8")
    with pytest.raises(DetenteError, match=r"decisions.jsonl:1: the line is no entry.*\[review-log\]") as caught:
        reviewing.review_status(desk.folder)
    assert len(caught.value.problems) == 2
