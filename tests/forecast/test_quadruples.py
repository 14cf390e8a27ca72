"""``detente events evaluate``: files of quadruples, every problem at once, and the result file."""

import json
from pathlib import Path

import pytest
from made_streams import NAMES, RELATIONS, lively

from detente.kernel.errors import Problem
from detente.sources.quadruples import in_days, read_names, read_quadruples


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The lively stream as files: times in hours, a column that is ignored."""
    events = lively(90)
    for name, part in (("train", events.until(64)), ("valid", events.until(76).after(64)), ("test", events.after(76))):
        rows = zip(part.subject, part.relation, part.object, part.day, strict=True)
        (tmp_path / f"{name}.txt").write_text("".join(f"{s}\t{r}\t{o}\t{24 * t}\t0\n" for s, r, o, t in rows), "utf-8")
    (tmp_path / "entity2id.txt").write_text("".join(f"{name}\t{k}\n" for k, name in enumerate(NAMES)), "utf-8")
    (tmp_path / "relation2id.txt").write_text("".join(f"{name}\t{k}\n" for k, name in enumerate(RELATIONS)), "utf-8")
    return tmp_path


def test_the_result_has_the_keys_of_the_protocol(folder, run):
    out = folder / "result.json"
    done = run("events", "evaluate", "--train", folder / "train.txt", "--valid", folder / "valid.txt", "--test", folder / "test.txt",
               "--protocol", "single-step", "--model", "logit", "--out", out)  # fmt: skip
    assert done.code == 0, done.err
    result = json.loads(out.read_text("utf-8"), parse_constant=pytest.fail)
    assert list(result)[:9] == [
        "mrr",
        "hits",
        "queries",
        "protocol",
        "model",
        "seconds",
        "peak_mb",
        "baselines",
        "seed",
    ]
    assert set(result["hits"]) == {"1", "3", "10"}
    assert result["queries"] == 2 * result["data"]["test"]
    assert (result["data"]["entities"], result["data"]["relations"]) == (10, 4)
    assert 0 < result["baselines"]["recurrency"]["mrr"] < result["mrr"] < 1
    assert result["peak_mb"] > 10


def test_without_a_validation_file_the_last_tenth_serves(folder, run):
    out = folder / "result.json"
    args = ("events", "evaluate", "--train", folder / "train.txt", "--train", folder / "valid.txt", "--test", folder / "test.txt", "--protocol", "multi-step", "--model", "recurrency", "--out", out)  # fmt: skip
    assert run(*args).code == 0
    result = json.loads(out.read_text("utf-8"))
    assert result["data"]["valid"] == 0
    assert result["mrr"] == result["baselines"]["recurrency"]["mrr"]


def test_every_problem_of_every_file_comes_at_once(folder, run):
    """Two bad lines, an unknown entity, a name without an id, and nothing is written."""
    (folder / "train.txt").write_text("0 0 1 0\n0 x 1 24\n1 0\n99 0 1 48\n", "utf-8")
    (folder / "test.txt").write_text("0\t7\t1\t72\n", "utf-8")
    out = folder / "result.json"
    done = run("events", "evaluate", "--train", folder / "train.txt", "--test", folder / "test.txt", "--protocol", "single-step", "--out", out)  # fmt: skip
    assert done.code == 2
    lines = done.err.strip().splitlines()
    assert len(lines) == 4
    assert "train.txt:2" in lines[0]
    assert "train.txt:3" in lines[1]
    assert "99" in done.err
    assert "relation 7" in done.err
    assert "[quadruples-line]" in done.err
    assert "[quadruples-id]" in done.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        (lambda folder: (folder / "entity2id.txt").unlink(), "quadruples-file"),
        (lambda folder: (folder / "entity2id.txt").write_text("A\t0\nB\t2\n", "utf-8"), "quadruples-name"),
        (lambda folder: (folder / "test.txt").write_text("", "utf-8"), "quadruples-file"),
        (lambda folder: (folder / "test.txt").write_bytes((folder / "train.txt").read_bytes()), "quadruples-time"),
        (lambda folder: (folder / "train.txt").write_text("0 0 1 0\n", "utf-8"), "quadruples-time"),
        (lambda folder: (folder / "test.txt").write_text("0 0 1 1546300801\n", "utf-8"), "quadruples-time"),
        (lambda folder: (folder / "train.txt").write_text("-1 0 1 0\n0 0 1 24\n", "utf-8"), "quadruples-line"),
        (lambda folder: (folder / "train.txt").write_bytes(b"\x00\xff\xfe 1\n"), "quadruples-line"),
    ],
)  # fmt: skip
def test_bad_input_leaves_with_2_and_a_name(folder, run, change, slug):
    change(folder)
    done = run("events", "evaluate", "--train", folder / "train.txt", "--test", folder / "test.txt", "--protocol", "single-step", "--out", folder / "r.json")  # fmt: skip
    assert done.code == 2
    assert f"[{slug}]" in done.err
    assert "Traceback" not in done.err
    assert not (folder / "r.json").exists()


def test_many_bad_lines_are_counted():
    problems: list[Problem] = []
    found = read_quadruples(b"0 0 1 0\n" + b"x\n" * 25, "t.txt", problems)
    assert found.tolist() == [[0, 0, 1, 0]]
    assert len(problems) == 11
    assert "15 more" in problems[-1].message


def test_names_are_utf_8_or_latin_1():
    problems: list[Problem] = []
    assert read_names("Peña Nieto\t0\n".encode("latin-1"), "e.txt", problems) == ["Peña Nieto"]
    assert read_names("2\nPeña\t1\nA\t0\n".encode(), "e.txt", problems) == ["A", "Peña"]
    assert not problems
    read_names(b"A\t0\nB\t0\nC\n", "e.txt", problems)
    assert len(problems) == 2


def test_times_are_hours_where_all_are_multiples_of_24():
    import numpy as np

    hours, days = np.array([0, 24, 48]), np.array([0, 1, 2])
    assert in_days([hours])[0].tolist() == [0, 1, 2]
    assert in_days([days])[0].tolist() == [0, 1, 2]
    assert in_days([hours], "days")[0].tolist() == [0, 24, 48]
    assert in_days([np.array([0, 25])], "hours")[0].tolist() == [0, 1]
    with pytest.raises(ValueError, match="unit is"):
        in_days([hours], "weeks")


def test_the_next_event_of_a_file_tells_its_reasons(folder, run):
    """3 visits somebody and is asked whom it will be visited by; the reasons name past days and the pair."""
    train = folder / "train.txt"
    done = run("events", "next", train, "--who", "norvia", "--what", "threaten", "--as-of", "20", "--format", "json")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert found["model"] == "counts"  # too few events before day 20 to learn from
    assert found["candidates"][0]["whom"] == "Sudland"
    assert any("Norvia -> Sudland, Threaten: 14 times, last day 20" in reason or "last day" in reason for reason in found["candidates"][0]["reasons"])  # fmt: skip


@pytest.mark.parametrize(
    ("args", "slug"),
    [
        (("--who", "Norvja"), "next-unknown"),
        (("--who", "Norvia", "--what", "Thraeten"), "next-unknown"),
        (("--what", "Threaten"), "option-invalid"),
        (("--who", "Norvia", "--as-of", "tomorrow"), "option-invalid"),
        (("--who", "Norvia", "--as-of", "-5"), "next-history"),
        (("--who", "Norvia", "--as-of", "99999999999"), "option-invalid"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(folder, run, args, slug):
    done = run("events", "next", folder / "train.txt", *args)
    assert done.code == 2
    assert f"[{slug}]" in done.err
