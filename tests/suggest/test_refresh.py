"""A dossier's suggestions: made anew with its roster and claims, learned from confirmations, decisions left alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk_cases import ARTICLE, COPY, Desk
from detente.kernel.errors import DetenteError
from detente.store import learned as shelf
from detente.workbench import reliability as measured
from detente.workbench import reviewing
from detente.workbench.learner import Learner
from detente.workbench.learning import examples_of, own_phrases, ranker_for
from detente.workbench.refreshing import refresh_suggestions, suggest_for

TYPES = ("AGREE", "COERCE", "CONSULT", "ASSAULT", "AID")


@pytest.fixture(autouse=True)
def few_phrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """A third of the phrases: the fits of these tests are about files, not about ranks."""
    few = own_phrases()[::3]
    monkeypatch.setattr("detente.workbench.learning.own_phrases", lambda: few)


@pytest.fixture(autouse=True)
def texts_at_hand(desk: Desk) -> None:
    """The texts beside the passages, as `detente read` leaves them."""
    (desk.folder / "reading" / "texts").mkdir(exist_ok=True)
    for name, text in (("porto", ARTICLE), ("copy", COPY)):
        (desk.folder / "reading" / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def events(desk: Desk, document: str = "porto") -> list[dict[str, Any]]:
    return [item for each in records(desk.folder / "reading" / "passages" / f"{document}.jsonl") for item in each.get("events", ())]  # fmt: skip


def confirm(desk: Desk, words: str, kind: str, document: str = "porto") -> str:
    name = desk.find(words, "event", document)
    reviewing.confirm_suggestion(desk.folder, name, coder="kim", fields={"plover": kind, "date": "none", "source": ["sudria"], "target": ["veldria"], "summary": "An act of its own kind."})  # fmt: skip
    return name


def test_a_refresh_finds_clauses_sides_and_cues_and_touches_nothing_else(desk: Desk) -> None:
    path = desk.folder / "reading" / "passages" / "porto.jsonl"
    before = records(path)
    made = refresh_suggestions(desk.folder, vectors="off")
    assert len(made["files"]) == 2
    assert "without sentence vectors" in made["model"]
    after = records(path)
    assert [{**each, "events": None} for each in after] == [{**each, "events": None} for each in before]
    found = events(desk)
    assert made["suggestions"] == len(found) + len(events(desk, "copy"))
    assert [item["text"] for item in found][:3] == [
        "Veldria and Sudria opened a second round of talks on Monday, two months after the first one collapsed.",
        "Sudria agreed to send timber inspectors", "Veldria lifted its duty."]  # fmt: skip
    assert all(ARTICLE[item["start"] : item["end"]] == item["text"] for item in found)
    assert found[1]["source"]["id"] == "sudria"
    assert all(len(item["ranked"]) == 3 and "scores" not in item and "percent" not in item["ranked"][0] for item in found)  # fmt: skip
    assert all(item["measured_on"] is None and item["status"] == "suggested" for item in found)
    assert {item.get("draft") for item in found} >= {"advice", "expectation"}
    once = path.read_bytes()
    refresh_suggestions(desk.folder, vectors="off")
    assert path.read_bytes() == once


def test_decided_items_and_claims_stay_and_are_named(desk: Desk) -> None:
    refresh_suggestions(desk.folder, vectors="off")
    name = confirm(desk, "Sudria agreed to send", "AGREE")
    log, claim = desk.log, desk.claims[name]
    path = desk.folder / "reading" / "passages" / "porto.jsonl"
    kept = records(path)
    for each in kept:
        for item in each.get("events", ()):
            if item["text"].startswith("Veldria lifted"):
                item.update({"status": "rejected", "note": "mine"})
    path.write_text("".join(json.dumps(each) + "\n" for each in kept), encoding="utf-8")
    refresh_suggestions(desk.folder, vectors="off")
    assert desk.log == log
    assert desk.claims[name] == claim
    again = {item["text"]: item for item in events(desk)}
    assert again["Veldria lifted its duty."]["note"] == "mine"
    assert again["Veldria lifted its duty."]["status"] == "rejected"
    assert again["Sudria agreed to send timber inspectors"]["decided"] == [name]
    assert desk.errors() == []


def test_a_confirmed_claim_is_learned_and_shown_as_similar(desk: Desk) -> None:
    refresh_suggestions(desk.folder, vectors="off")
    assert examples_of(desk.folder) == ()
    before = [each["type"] for each in events(desk, "copy")[0]["ranked"]]
    name = confirm(desk, "Sudria agreed to send", "MOBILIZE")
    learner = Learner(desk.folder, vectors="off")
    learner.confirmed()
    learner.confirmed()
    assert learner.wait(60)
    assert 1 <= learner.fits <= 2
    copy = events(desk, "copy")[0]
    assert copy["text"] == "Sudria agreed to send timber inspectors"
    assert copy["ranked"][0]["type"] == "MOBILIZE"
    assert "MOBILIZE" not in before
    (similar,) = copy["similar"]
    assert similar["claim"] == name
    assert similar["summary"] == "An act of its own kind."
    assert "1 learned" in copy["model"]
    assert examples_of(desk.folder)[0].text == "the source government agreed to send timber inspectors"
    assert shelf.kept(desk.folder, shelf.RANKING) is not None
    view = reviewing.suggestion(desk.folder, desk.find("Sudria agreed to send", "event", "copy"), coder="kim")
    assert [each["type"] for each in view["ranked"]] == [each["type"] for each in copy["ranked"]]
    assert view["measured"] == "not measured on this kind of text"


def test_a_spoilt_cache_costs_nothing_but_time(desk: Desk) -> None:
    confirm(desk, "Sudria agreed to send", "AGREE")
    first, _ = ranker_for(desk.folder, "off")
    place = desk.folder / shelf.FOLDER
    for name, content in (("ranking.json", b"{"), ("ranking.json", b"[]"), ("ranking.safetensors", b"x")):
        kept = (place / name).read_bytes()
        (place / name).write_bytes(content)
        again, _ = ranker_for(desk.folder, "off")
        assert abs(again.weights - first.weights).max() < 1e-9
        (place / name).write_bytes(kept)


def test_percentages_come_after_fifty_decisions_with_a_table(desk: Desk, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Any]) -> None:  # fmt: skip
    refresh_suggestions(desk.folder, vectors="off")
    none = measured.reliability(desk.folder, vectors="off")
    assert (none["decisions"], none["needed"], none["table"], none["measured_on"]) == (0, 50, [], None)
    name = confirm(desk, "Sudria agreed to send", "AGREE")
    claim = desk.claims[name]
    many = {f"c-{place}": claim.model_copy(update={"id": f"c-{place}", "plover": TYPES[place % 5], "summary": phrase.text, "source": (), "target": ()})
            for place, phrase in enumerate(p for p in own_phrases()[1::3] if p.type in TYPES)}  # fmt: skip
    many = dict(list(many.items())[:55])
    monkeypatch.setattr("detente.workbench.learning._words", lambda each, _: each.summary)

    from detente.workbench import learning, refreshing

    real = learning.open_dossier

    def with_many(where: Any, **more: Any) -> Any:
        from dataclasses import replace

        return replace(real(where, **more), claims=many)

    monkeypatch.setattr(learning, "open_dossier", with_many)
    monkeypatch.setattr(refreshing, "open_dossier", with_many)
    made = refresh_suggestions(desk.folder, vectors="off")
    assert "55 decisions of this dossier" in made["remarks"][0]
    item = events(desk, "copy")[0]
    assert "each left out in turn" in item["measured_on"]
    shares = [each["percent"] for each in item["ranked"]]
    assert shares == sorted(shares, reverse=True)
    table = measured.reliability(desk.folder, vectors="off")
    assert sum(row["n"] for row in table["table"]) == 55
    assert shelf.kept(desk.folder, shelf.CALIBRATION) is not None
    ran = run("suggest", "--dossier", desk.folder, "--reliability", "--vectors", "off", "--format", "table")
    assert ran.code == 0
    assert "temperature" in ran.out
    view = reviewing.suggestion(desk.folder, desk.find("Sudria agreed to send", "event", "copy"), coder="kim")
    assert view["ranked"][0]["percent"] == shares[0]


def test_a_file_of_passages_goes_to_out_and_the_file_stays(desk: Desk, tmp_path: Path, run: Callable[..., Any]) -> None:  # fmt: skip
    given, out = desk.folder / "reading" / "passages" / "copy.jsonl", tmp_path / "fresh.jsonl"
    before = given.read_bytes()
    ran = run("suggest", given, "--dossier", desk.folder, "--out", out, "--vectors", "off")
    assert ran.code == 0, ran.err
    assert given.read_bytes() == before
    assert [each["kind"] for each in records(out)] == ["document", "passage", "passage"]
    assert records(out)[2]["events"]
    assert records(out) == suggest_for(records(given), desk.folder, vectors="off")
    bare = [{**each, "actors": []} if each["kind"] == "passage" else each for each in records(given)]
    assert suggest_for(bare, vectors="off")[2]["events"][0]["source"] is None
    assert suggest_for(bare, desk.folder, vectors="off")[2]["events"][0]["source"]["id"] == "sudria"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "no JSON"), ("[]", "holds no document"), ('{"kind":"passage","text":"a"}', "no `anchor`"), ('{"kind":"passage","text":"a","anchor":{"start":0}}', "no digest"),
        ('{"kind":"passage","text":"a","anchor":{"start":0,"sha256":"d"},"events":[3]}', "no start and end"),
        ('{"kind":"passage","text":"a","anchor":{"start":0,"sha256":"d"},"actors":3}', "no list"),
    ],
)  # fmt: skip
def test_faulty_passages_are_told_all_at_once(desk: Desk, tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(f"{line}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(DetenteError) as caught:
        refresh_suggestions(desk.folder, path, vectors="off")
    assert [problem.line for problem in caught.value.problems] == [1, 3]
    assert all(says in problem.message for problem in caught.value.problems)


def test_what_cannot_be_done_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match="suggestions of one file"):
        refresh_suggestions(desk.folder, out=tmp_path / "x")
    with pytest.raises(DetenteError, match="has no passages"):
        refresh_suggestions("us-mexico", vectors="off")
    with pytest.raises(DetenteError, match="auto or off"):
        ranker_for(desk.folder, "on")
