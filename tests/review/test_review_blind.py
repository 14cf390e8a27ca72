"""Blind double coding: a second coder sees nothing of the first, and only finished documents are compared."""

from typing import Any

import pytest

from detente import workbench
from detente.kernel.errors import DetenteError
from detente.workbench import agreeing, reviewing

FIELDS = {"date": "none", "summary": "Ours."}


def first_pass(desk: Any) -> list[str]:
    names = [desk.find(words) for words in ("opened a second", "agreed to send", "lifted")]
    for name in names:
        reviewing.confirm_suggestion(desk.folder, name, coder="kim", fields=FIELDS)
    reviewing.reject_suggestion(desk.folder, desk.find("good day"), coder="kim")
    return names


def blind(desk: Any, words: str, **fields: Any) -> None:
    rows = reviewing.review_queue(desk.folder, coder="lee", blind=True, document="porto")
    (name,) = [each["id"] for each in rows if words in each["words"]]
    if not fields:
        reviewing.reject_suggestion(desk.folder, name, coder="lee", blind=True)
    else:
        reviewing.confirm_suggestion(desk.folder, name, coder="lee", blind=True, fields={**FIELDS, **fields})


def second_pass(desk: Any) -> None:
    blind(desk, "opened a second", plover="CONSULT", source=["veldria", "sudria"], target=[])
    blind(desk, "agreed to send", plover="SUPPORT", source=["sudria"], target=["veldria"])
    blind(desk, "lifted", plover="RETREAT", source=["veldria"], target=["sudria"])
    for words in ("two months", "good day", "road", "billion", "expects", "should ask"):
        blind(desk, words)


def test_a_blind_coder_sees_neither_ranks_nor_decisions(desk: Any) -> None:
    first_pass(desk)
    seen = reviewing.next_to_review(desk.folder, coder="lee", blind=True)
    assert seen["kind"] == "suggestion"
    assert seen["position"]["open"] == 10
    assert (seen["ranked"], seen["similar"], seen["evidence"], seen["hint"], seen["origin"], seen["offered_words"]) == (
        [],
        [],
        [],
        "",
        {},
        "",
    )
    assert "plover" not in seen["fields"]
    assert "source" not in seen["fields"]
    assert all(each["first"] is None for each in reviewing.review_queue(desk.folder, coder="lee", blind=True))


def test_blind_decisions_never_reach_the_dossier_and_are_checked_all_the_same(desk: Any) -> None:
    first_pass(desk)
    before = {path: path.read_bytes() for path in desk.folder.glob("**/*.yaml")}
    with pytest.raises(DetenteError, match="there is no 'sudira' in actors"):
        blind(desk, "lifted", plover="CONCEDE", source=["sudira"])
    blind(desk, "lifted", plover="CONCEDE", source=["veldria"])
    assert {path: path.read_bytes() for path in desk.folder.glob("**/*.yaml")} == before
    assert reviewing.review_status(desk.folder)["decisions"] == 4
    assert reviewing.review_status(desk.folder, coder="lee", blind=True)["decisions"] == 1


def test_who_coded_first_cannot_code_blind(desk: Any) -> None:
    first_pass(desk)
    with pytest.raises(DetenteError, match="kim has decided on claims of this dossier already"):
        reviewing.next_to_review(desk.folder, coder="kim", blind=True)
    with pytest.raises(DetenteError, match="kim has decided"):
        reviewing.reject_suggestion(desk.folder, desk.find("road"), coder="kim", blind=True)


def test_nothing_is_compared_before_the_second_coder_has_closed_a_document(desk: Any) -> None:
    first_pass(desk)
    with pytest.raises(DetenteError, match="nobody has coded blind here"):
        agreeing.agreement(desk.folder)
    blind(desk, "lifted", plover="CONCEDE", source=["veldria"])
    with pytest.raises(DetenteError, match="suggestions of porto are undecided"):
        reviewing.finish_blind(desk.folder, "porto", coder="lee")
    with pytest.raises(DetenteError, match="lee has closed no document yet"):
        agreeing.agreement(desk.folder, coder="lee")


def test_agreement_of_two_coders_and_what_the_dossier_then_says(desk: Any, run: Any) -> None:
    first_pass(desk)
    second_pass(desk)
    assert reviewing.open_documents(desk.folder, coder="lee") == ["porto"]
    reviewing.finish_blind(desk.folder, "porto", coder="lee")
    found = agreeing.agreement(desk.folder)
    assert (found["coders"], found["matched"], found["finding_f1"]) == (["kim", "lee"], 3, 1.0)
    # types: CONSULT/CONSULT, AGREE/SUPPORT, RETREAT/RETREAT; n = 6, De = (30 - 2*1 - 2*1) / 30, Do = 2/6: 1 - (1/3)/(26/30)
    assert found["alpha"] == pytest.approx(1 - (1 / 3) / (26 / 30))
    assert found["mark"] == "not reliable enough to count"
    assert found["status"]["alpha"] == 1.0
    assert (
        "Double-coded share 100 %; not reliable enough to count"
        in run("review", desk.folder, "--agreement", "--format", "table").out
    )
    assert run("review", desk.folder, "--agreement", "--record", "--coder", "lee", "--format", "json").code == 0
    coding = workbench.open_dossier(desk.folder).dossier.coding
    assert ([coder.id for coder in coding.coders], coding.double_coded_share) == (["kim", "lee"], 1.0)
    assert coding.alpha == pytest.approx(0.615385)
    assert (
        "100 % double-coded, alpha 0.615: not reliable enough to count"
        in reviewing.review_status(desk.folder)["coding"]
    )
    assert "# What this dossier is about" in (desk.folder / "dossier.yaml").read_text()
