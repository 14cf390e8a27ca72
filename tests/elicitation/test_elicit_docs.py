"""The session shown on the how-to page is what the program says."""

import re
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs/how-to/elicit.md"


def test_the_session_of_the_page_is_current(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    text = PAGE.read_text(encoding="utf-8")
    question = re.search(r":caption: lake\.yaml\n\n(.*?)```", text, re.DOTALL)
    session = re.search(r"```shell-session\n\$ detente hypotheses (.*?)\n(.*?)```", text, re.DOTALL)
    assert question
    assert session
    monkeypatch.chdir(desk.folder)
    desk.path("lake.yaml").write_text(question[1], encoding="utf-8")
    answers = [line.rpartition(" > ")[2] for line in session[2].splitlines() if " > " in line]
    ran = desk.run(*session[1].split(), said="".join(f"{answer}\n" for answer in answers))
    assert [line.rstrip() for line in ran.output.splitlines()] == session[2].splitlines()
