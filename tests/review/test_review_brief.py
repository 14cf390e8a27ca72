"""What a brief says of a dossier that was made by reading and review alone."""

from typing import Any

from detente import workbench
from detente.workbench import reviewing


def brief(desk: Any) -> str:
    return str(workbench.render(workbench.compose_brief(desk.folder, charts=False), "md"))


def test_a_brief_counts_what_stands_open_in_the_reading_room_and_says_that_it_does_not_count(desk: Any) -> None:
    reviewing.confirm_suggestion(desk.folder, desk.find("lifted"), coder="kim", fields={"date": "2019-09-16", "summary": "A duty was dropped."})  # fmt: skip
    said = brief(desk)
    assert "1 confirmed claim, not double-coded; 9 suggestions stand open in the reading room and do not count" in said
    assert "what they would add is unknown" in said
    assert "**Period:** The whole record" in said
    for each in reviewing.review_queue(desk.folder, coder="kim"):
        reviewing.reject_suggestion(desk.folder, each["id"], coder="kim")
    assert "no suggestion stands open in the reading room" in brief(desk)


def test_a_brief_of_a_dossier_without_a_reading_room_says_nothing_of_it(small: Any) -> None:
    assert "reading room" not in brief(small)
