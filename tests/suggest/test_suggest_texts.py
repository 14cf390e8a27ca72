"""``detente suggest --texts``: the published form, the same bytes twice, and every problem at once."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.dossier.plover import TYPES

TEXTS = [
    {"id": 7, "text": "Veldria expelled two diplomats of Sudria.", "source": "Veldria", "target": "Sudria"},
    {"text": "Sudria's police did not meet the Mexican army.", "source": "Sudria's police", "target": "", "target_span": [33, 45]},
    {"id": "x", "text": "Es schneit. \U0001f30a"},
]  # fmt: skip


def lines(path: Path, records: list[Any]) -> Path:
    path.write_text("".join((each if isinstance(each, str) else json.dumps(each)) + "\n" for each in records), encoding="utf-8")  # fmt: skip
    return path


def test_every_text_gets_all_types_in_order_and_the_same_bytes_again(tmp_path: Path, run: Callable[..., Any]) -> None:
    given, out = lines(tmp_path / "in.jsonl", TEXTS), tmp_path / "out.jsonl"
    assert run("suggest", "--texts", given, "--out", out, "--vectors", "off").code == 0
    first = out.read_bytes()
    assert run("suggest", "--texts", given, "--out", out, "--vectors", "off").code == 0
    assert out.read_bytes() == first
    found = [json.loads(line) for line in first.decode().splitlines()]
    assert [each["id"] for each in found] == [7, None, "x"]
    for each in found:
        assert {"id", "ranked", "model", "measured_on", "evidence", "auxiliary", "source_actor", "target_actor"} <= set(each)  # fmt: skip
        assert sorted(one["type"] for one in each["ranked"]) == sorted(TYPES)
        assert sum(round(one["score"] * 1_000_000) for one in each["ranked"]) == 1_000_000
        keys = [(-one["score"], one["type"]) for one in each["ranked"]]
        assert keys == sorted(keys)
        assert "without sentence vectors" in each["model"]
        assert each["measured_on"] is None
    assert found[0]["ranked"][0]["type"] == "SANCTION"
    assert found[1]["auxiliary"] == ["negated"]
    assert found[1]["source_actor"]["sector"] == "COP"
    assert found[1]["target_actor"] == {"country": "MEX", "sector": "MIL", "match": "lexicon"}


def test_labelled_texts_are_learned_from(tmp_path: Path, run: Callable[..., Any]) -> None:
    odd = "Veldria unfurled a quorble over Sudria."
    given = lines(tmp_path / "in.jsonl", [{"text": odd, "source": "Veldria", "target": "Sudria"}])
    learn = lines(tmp_path / "learn.jsonl", [{"text": odd.replace("Veldria", name), "source": name, "target": "Sudria", "type": kind}
                                             for name, kind in (("Norvia", "MOBILIZE"), ("Sudland", "MOBILIZE"), ("Ostland", "YIELD"))])  # fmt: skip
    before = run("suggest", "--texts", given, "--vectors", "off")
    after = run("suggest", "--texts", given, "--learn", learn, "--vectors", "off")
    assert json.loads(before.out)["ranked"][0]["score"] < json.loads(after.out)["ranked"][0]["score"]
    assert json.loads(after.out)["ranked"][0]["type"] == "MOBILIZE"
    assert "learned" in json.loads(after.out)["model"]


def test_all_faults_of_both_files_are_told_at_once_and_nothing_is_written(tmp_path: Path, run: Callable[..., Any]) -> None:  # fmt: skip
    given = lines(tmp_path / "in.jsonl", ["{not json", {"id": 1}, {"text": "abc", "source_span": [1, 9]}, "", [1], {"text": "a \U0001f30a b", "target_span": [2, 3]},
                                          {"text": "fine", "source": 3}, {"text": "x", "source_span": [True, 1]}, "9" * 5000])  # fmt: skip
    learn = lines(tmp_path / "learn.jsonl", [{"text": "a", "type": "MEET"}, {"text": "a", "type": "DEMAND"}, {"text": "a"}, {"text": "a", "type": "YIELD"}])  # fmt: skip
    out = tmp_path / "out.jsonl"
    ran = run("suggest", "--texts", given, "--learn", learn, "--out", out)
    assert ran.code == 2
    assert not out.exists()
    told = [line for line in ran.err.splitlines() if line.strip()]
    places = [line.split(": ")[0].rsplit("/", 1)[-1] for line in told]
    assert places == ["in.jsonl:1", "in.jsonl:2", "in.jsonl:3", "in.jsonl:5", "in.jsonl:7", "in.jsonl:8", "in.jsonl:9", "learn.jsonl:1", "learn.jsonl:2", "learn.jsonl:3"]  # fmt: skip
    assert "'MEET'" in told[7]
    assert "REQUEST" in told[8]
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe", b"a\x00b"])
def test_a_file_without_texts_or_without_text_does_not_end_in_a_traceback(content: bytes, tmp_path: Path, run: Callable[..., Any]) -> None:  # fmt: skip
    path = tmp_path / "in.jsonl"
    path.write_bytes(content)
    ran = run("suggest", "--texts", path, "--vectors", "off")
    assert "Traceback" not in ran.err
    assert ran.code == 2


@pytest.mark.parametrize("given", [("suggest",), ("suggest", "--texts", "a", "--dossier", "b"), ("suggest", "p.jsonl", "--texts", "a"), ("suggest", "--dossier", "us-mexico", "--learn", "x")])  # fmt: skip
def test_options_that_do_not_go_together_are_refused(given: tuple[str, ...], run: Callable[..., Any]) -> None:
    assert run(*given).code == 2


def test_a_missing_file_is_named(tmp_path: Path, run: Callable[..., Any]) -> None:
    ran = run("suggest", "--texts", tmp_path / "none.jsonl")
    assert ran.code == 2
    assert "none.jsonl" in ran.err
