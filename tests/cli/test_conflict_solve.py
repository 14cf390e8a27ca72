"""``detente conflict solve`` and ``replicate``: files in, files out, and nothing half-written."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.cli.conflict import conflict
from detente.kernel.errors import DetenteError
from detente.workbench.conflict_replication import conflict_catalogue

CUBAN = dict(next(case.model for case in conflict_catalogue() if case.name.endswith("cuban-missile-crisis")))


def run(tmp_path: Path, content: str, name: str = "model.json"):
    """The result of the command, as data, and what it said."""
    file, out = tmp_path / name, tmp_path / "result.json"
    file.write_text(content, "utf-8")
    ran = CliRunner().invoke(conflict, ["solve", str(file), "--out", str(out)])
    return ran, json.loads(out.read_text("utf-8")) if out.exists() else None


def test_a_model_is_solved_into_its_result(tmp_path):
    """SEQ of the Cuban missile crisis is {4, 6}; the same input gives the same bytes."""
    ran, result = run(tmp_path, json.dumps(CUBAN))
    assert ran.exit_code == 0, ran.output
    assert result["format"] == "detente-conflict-result/1"
    assert result["equilibria"]["seq"] == ["4", "6"]
    first = (tmp_path / "result.json").read_bytes()
    run(tmp_path, json.dumps(CUBAN))
    assert (tmp_path / "result.json").read_bytes() == first


def test_a_batch_keeps_its_order(tmp_path):
    """Results in the order of the models."""
    models = [CUBAN | {"id": name} for name in ("z", "a")]
    _, result = run(tmp_path, json.dumps({"format": "detente-conflict-batch/1", "models": models}))
    assert result["format"] == "detente-conflict-batch-result/1"
    assert [each["model"] for each in result["results"]] == ["z", "a"]


def test_a_file_of_the_desktop_tool_is_read(tmp_path):
    """The model's id is the file's stem."""
    file = {"infeasibles": [], "options": [{"name": n, "permittedDirection": "both"} for n in "ab"],
            "decisionMakers": [{"name": n.upper(), "options": [k], "preferences": [[[1 - k, "Y"]], [[k, "N"]]]} for k, n in enumerate("ab")]}  # fmt: skip
    _, result = run(tmp_path, json.dumps(file), "dilemma.gmcr")
    assert result["model"] == "dilemma"
    assert (result["equilibria"]["nash"], result["equilibria"]["seq"]) == (["0"], ["0", "3"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "line 1: no JSON"),
        ("[1]", "unknown format None"),
        ('{"format": "detente-conflict/2"}', "unknown format 'detente-conflict/2'"),
        (json.dumps(CUBAN | {"title": "half \ud800"}), "half a character"),
        ('{"format": "detente-conflict/1", "id": "m", "id": "n"}', "the key 'id' stands twice"),
        (json.dumps({"format": "detente-conflict-batch/1", "models": [CUBAN, CUBAN | {"id": "bad", "status_quo": "99"}]}), "bad.status_quo"),
    ],
)  # fmt: skip
def test_bad_input_names_the_problem_and_writes_nothing(tmp_path, content, said):
    """Not even the good half of a batch."""
    ran, result = run(tmp_path, content)
    assert isinstance(ran.exception, DetenteError)
    assert said in str(ran.exception)
    assert result is None


def test_a_missing_file_is_a_problem_like_any_other(tmp_path):
    """FILE: file: ..."""
    ran = CliRunner().invoke(conflict, ["solve", str(tmp_path / "none.json"), "--out", str(tmp_path / "r.json")])
    assert "none.json: file: no such file" in str(ran.exception)


def test_the_command_replicates_the_catalogue():
    """One case with every cell, and the sum."""
    ran = CliRunner().invoke(conflict, ["replicate", "elmira", "--format", "table"])
    assert ran.exit_code == 0, ran.output
    assert "{s9, s5, s8}" in ran.output
    assert "cells and sets agree." in ran.output
    with pytest.raises(DetenteError, match="has no conflict 'moon'"):
        CliRunner().invoke(conflict, ["replicate", "moon"], catch_exceptions=False)
