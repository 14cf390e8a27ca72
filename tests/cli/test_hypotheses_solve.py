"""``detente hypotheses solve``: files, batches and folders in, RESULT.json out; bad input writes nothing."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from detente import workbench
from detente.cli.main import main
from detente.kernel.errors import DetenteError

sys.path.append(str(Path(__file__).parents[1] / "engines"))
from hypotheses_guards import GOOD
from hypotheses_norland import norland


def run(*words: str) -> int:
    try:
        main(["hypotheses", *words])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def solve(path: Path, out: Path, *words: str) -> Any:
    assert run("solve", str(path), "--out", str(out), *words) == 0
    return json.loads(out.read_text("utf-8"))


def test_a_yaml_and_a_json_question_give_the_same_result(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(GOOD, encoding="utf-8")
    first = solve(tmp_path / "q.yaml", tmp_path / "r.json", "--draws", "50")
    data = norland()
    (tmp_path / "n.json").write_text(json.dumps(data), encoding="utf-8")
    second = solve(tmp_path / "n.json", tmp_path / "s.json", "--draws", "50", "--seed", "3")
    assert (first["format"], first["id"], first["draws"], first["seed"]) == ("detente/hypotheses-result/1", "g", 50, 0)
    assert (second["engine"]["name"], second["draws"], second["seed"]) == ("hypotheses", 50, 3)
    assert second == workbench.solve_question(data, draws=50, seed=3)


def test_parts_and_as_of_of_the_command_line_win(tmp_path: Path) -> None:
    (tmp_path / "n.json").write_text(json.dumps(norland() | {"as_of": "2021-12-31"}), encoding="utf-8")
    found = solve(tmp_path / "n.json", tmp_path / "r.json", "--parts", "posterior,timeline", "--as-of", "2021-05-20")
    assert found["as_of"] == "2021-05-20"
    assert [each["date"] for each in found["timeline"]] == ["2021-02-14", "2021-03-01", "2021-05-20"]
    assert "ranges" not in found
    assert list(found["items"]) == ["E01", "E02", "E03"]


@pytest.mark.parametrize("form", ["jsonl", "mapping", "folder"])
def test_a_batch_comes_out_in_its_order(tmp_path: Path, form: str) -> None:
    questions = [norland() | {"id": name} for name in ("b", "a")]
    path = tmp_path / {"jsonl": "q.jsonl", "mapping": "q.json", "folder": "in"}[form]
    if form == "jsonl":
        path.write_text("\n\n".join(map(json.dumps, questions)) + "\n", encoding="utf-8")
    elif form == "mapping":
        path.write_text(json.dumps({"questions": questions, "note": "two"}), encoding="utf-8")
    else:
        path.mkdir()
        for name, each in zip(("1.json", "2.yaml"), questions, strict=True):
            (path / name).write_text(json.dumps(each), encoding="utf-8")
    found = solve(path, tmp_path / "r.json", "--parts", "posterior")
    assert found["format"] == "detente/hypotheses-result-set/1"
    assert [each["id"] for each in found["results"]] == ["b", "a"]


def test_bad_input_writes_nothing_and_tells_every_problem_of_every_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1.yaml").write_text(GOOD.replace("K: li", "K: lo").replace("grade: B3", "grade: B9"), encoding="utf-8")
    (folder / "2.yaml").write_text("id: 000\nid: 1\n", encoding="utf-8")
    (folder / "3.yaml").write_text(
        GOOD.replace("2021-01-05", "2021-01").replace('"d1": {', '"d1": {letter: B, '), encoding="utf-8"
    )
    out = tmp_path / "r.json"
    assert run("solve", str(folder), "--out", str(out)) == 2
    lines = capsys.readouterr().err.splitlines()
    assert not out.exists()
    assert [line.rsplit("[", 1)[1] for line in lines] == ["bad_yaml]", "bad_yaml]", "bad_probability]", "bad_grade]"]
    assert lines[-1].startswith(f"{folder / '1.yaml'}: g.evidence.E3.grade: 'B9' is no grade; ")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("none.yaml", None, "no_file"),
        ("empty.yaml", b"\n", "bad_yaml"),
        ("latin.yaml", b"id: \xe9\n", "bad_yaml"),
        ("twice.json", b'{"id": "a", "id": "b"}', "bad_yaml"),
        ("nan.json", b'{"id": NaN}', "bad_yaml"),
        ("broken.jsonl", b'{"id": 1', "bad_yaml"),
        ("list.json", b"[1]", "bad_type"),
        ("batch.yaml", b"questions: 3\n", "bad_type"),
        ("batch.json", b'{"questions": [], "scale": "phia"}', "unknown_key"),
        ("bare.yaml", b"id: 000\nhypotheses: []\n", "id_not_text"),
    ],
)
def test_a_file_that_cannot_be_a_question_has_its_code(
    tmp_path: Path, name: str, content: bytes | None, code: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DetenteError) as caught:
        workbench.solve_questions(path)
    assert caught.value.problems[0].slug == code
    assert str(caught.value.problems[0]).startswith(f"{path}: ")


def test_a_table_without_a_possible_hypothesis_is_told_with_the_others(tmp_path: Path) -> None:
    data = {"id": "x", "hypotheses": [{"id": "A", "prior": 0.5}, {"id": "B", "prior": 0.5}], "options": {"allow_certain": True},
            "evidence": [{"id": "E", "accuracy": 1.0, "likelihood": {"A": 0, "B": 0}}]}  # fmt: skip
    with pytest.raises(
        DetenteError, match=r"question: evidence: every hypothesis has probability 0; .* \[all_excluded\]"
    ):
        workbench.solve_question(data)


def test_an_unknown_part_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "n.json").write_text(json.dumps(norland()), encoding="utf-8")
    assert run("solve", str(tmp_path / "n.json"), "--out", str(tmp_path / "r.json"), "--parts", "range") == 2
    assert "Did you mean 'ranges'?" in capsys.readouterr().err
