"""``detente bargain solve``: the columns, the numbers, the refusals, and that an outcome changes nothing."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente import workbench

HEAD = "issue,actor,position,salience,capability"
#: Method file section 7: positions 0, 40, 100 with w 2, 1, 1.5.
WORKED = f"{HEAD}\nw,a,0,100,2\nw,b,40,100,1\nw,c,100,100,1.5\n"
STATIC = (
    "issue,point,q05,q10,q25,q50,q75,q90,q95,plain_mean,weighted_mean,weighted_median,nash_linear,nash_quadratic,"
    "pce_conditional,pce_markov,n_actors,n_imputed,notes"
)
ALL = STATIC.replace("pce_markov,", "pce_markov,challenge_mean,challenge_median,ktab,exchange,")

Run = Callable[..., Any]


@pytest.fixture
def solve(run: Run, tmp_path: Path) -> Run:
    """Write a table, solve it, and give back the run with the rows written (None if nothing was)."""

    def _solve(text: str | bytes, *options: object) -> Any:
        file, out = tmp_path / "issues.csv", tmp_path / "predictions.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        ran = run("bargain", "solve", file, "--out", out, *options)
        rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8")))) if out.exists() else None
        return ran, rows

    return _solve


def test_the_worked_example_is_written_with_its_published_numbers(solve: Run, tmp_path: Path) -> None:
    ran, (row,) = solve(WORKED, "--density", tmp_path / "density.csv")
    assert (ran.code, ran.out) == (0, "")
    assert ",".join(row) == STATIC
    assert [row[name] for name in ("issue", "weighted_median", "nash_linear", "n_actors", "n_imputed", "notes")] == [
        "w", "40", "40", "3", "0", "",
    ]  # fmt: skip
    expected = {"weighted_mean": 42.2222222, "nash_quadratic": 44.528001, "pce_conditional": 36.801041, "pce_markov": 39.856374}  # fmt: skip
    for name, value in expected.items():
        assert float(row[name]) == pytest.approx(value, abs=1e-6)
    assert row["point"] == row["q50"]
    quantiles = [float(row[name]) for name in ("q05", "q10", "q25", "q50", "q75", "q90", "q95")]
    assert quantiles == sorted(quantiles)
    density = list(csv.DictReader(io.StringIO((tmp_path / "density.csv").read_text("utf-8"))))
    assert len(density) == 101
    assert [density[0]["value"], density[-1]["value"]] == ["0", "100"]
    assert sum(float(each["probability"]) for each in density) == pytest.approx(1)


def test_the_scale_of_the_issue_is_the_scale_of_the_answer(solve: Run) -> None:
    """The emissions case on 4..10 (Scholz, Calbert & Smith 2011, Table 1): median 7, mean 7.389955686853767."""
    rows = ["4,80,0.08", "7,40,0.08", "4,20,0.03", "4,80,0.16", "10,60,0.16", "10,60,0.16", "10,90,0.16", "7,10,0.05", "4,100,0.05", "7,70,0.08"]  # fmt: skip
    text = "".join(f"ec,a{at},{row},4,10\n" for at, row in enumerate(rows))
    _, (row,) = solve(f"{HEAD},scale_min,scale_max\n{text}")
    assert float(row["weighted_mean"]) == pytest.approx(7.389955686853767)
    assert row["weighted_median"] == "7"
    assert all(4 <= float(row[name]) <= 10 for name in STATIC.split(",")[1:16])


def test_all_models_add_their_columns_and_exchange_is_empty_for_an_issue_alone(solve: Run) -> None:
    lone = "".join(f"l,{a},{x},50,1,\n" for a, x in (("A", 10), ("B", 60), ("C", 90)))
    pair = "p,A,0,80,1,d\np,B,100,40,1.5,d\np,C,60,50,1,d\nq,A,90,30,2,d\nq,B,20,60,1,d\nq,C,60,50,1,d\n"
    ran, rows = solve(f"{HEAD},dossier\n{lone}{pair}", "--models", "all")
    assert ran.code == 0
    assert ",".join(rows[0]) == ALL
    assert rows[0]["exchange"] == ""
    # method file section 5, worked
    assert [float(row["exchange"]) for row in rows[1:]] == pytest.approx([28.839009, 31.764706], abs=1e-6)
    assert all(0 <= float(row[name]) <= 100 for row in rows for name in ("challenge_mean", "challenge_median", "ktab"))


def test_an_outcome_column_changes_no_byte(solve: Run, tmp_path: Path) -> None:
    written = []
    for outcome in (None, "40", "nonsense"):
        lines = WORKED.splitlines()
        text = WORKED if outcome is None else "\n".join([lines[0] + ",outcome", *(f"{line},{outcome}" for line in lines[1:])])  # fmt: skip
        ran, _ = solve(text, "--density", tmp_path / "density.csv")
        assert ran.code == 0
        written.append(((tmp_path / "predictions.csv").read_bytes(), (tmp_path / "density.csv").read_bytes()))
    assert written[0] == written[1] == written[2]


def test_hard_tables_give_a_row_with_notes_and_a_warning_each(solve: Run) -> None:
    text = f"{HEAD}\nnone,a,,50,1\nzero,a,10,0,1\nzero,b,30,0,1\ntwo,a,0,50,1\ntwo,b,100,50,1\nfill,a,20,,2\nfill,b,30,50,\n"
    ran, rows = solve(text)
    assert ran.code == 0
    none, zero, two, fill = rows
    assert none["notes"] == "imputed: without a; no-positions"
    assert {none[name] for name in STATIC.split(",")[1:16]} == {""}
    assert (none["n_actors"], zero["weighted_mean"]) == ("0", "20")
    assert zero["notes"] == "zero-weight; median-tie"
    assert two["notes"] == "median-tie; two-valued"
    assert (fill["notes"], fill["n_imputed"]) == ("imputed: salience of a, capability of b", "2")
    warned = [line.split(": ")[0] for line in ran.err.splitlines() if line.startswith("warning[")]
    assert warned == [
        f"warning[{slug}]" for slug in ("imputed", "no-positions", "zero-weight", "median-tie", "two-valued")
    ]


def test_ranges_are_averaged_over_draws_and_the_same_seed_gives_the_same_bytes(solve: Run, tmp_path: Path) -> None:
    text = f"{HEAD},position_low,position_high\ni,a,20,50,1,0,60\ni,b,70,50,1,40,110\ni,c,90,,1,,\n"
    seen = {}
    for name, options in {"modes": (), "one": ("--draws", 50, "--seed", 1), "again": ("--draws", 50, "--seed", 1), "other": ("--draws", 50, "--seed", 2)}.items():  # fmt: skip
        _, (row,) = solve(text, "--density", tmp_path / "d.csv", *options)
        seen[name] = ((tmp_path / "d.csv").read_text("utf-8"), row["weighted_mean"])
    assert seen["one"] == seen["again"]
    assert len({density for density, _ in seen.values()}) == 3
    assert len({mean for _, mean in seen.values()}) == 1


def test_without_ranges_draws_change_nothing(solve: Run) -> None:
    assert solve(WORKED)[1] == solve(WORKED, "--draws", 20)[1]


def test_bad_input_prints_every_problem_once_leaves_with_2_and_writes_nothing(solve: Run, tmp_path: Path) -> None:
    ran, rows = solve(f"{HEAD}\ni,a,x,50,1\ni,b,1,500,1\ni,b,2,50,1\n", "--density", tmp_path / "density.csv")
    file = tmp_path / "issues.csv"
    assert (ran.code, rows, ran.out) == (2, None, "")
    assert [line.split("; ")[0] for line in ran.err.splitlines()] == [
        f"{file}:2: position: 'x' is not a number",
        f"{file}:3: salience: 500 is above 100",
        f"{file}:4: actor: 'b' already stands on 'i' in line 3",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["issues.csv"]


def test_a_missing_table_and_a_folder_are_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    for file in (tmp_path / "nowhere.csv", tmp_path):
        ran = run("bargain", "solve", file, "--out", tmp_path / "out.csv")
        assert ran.code == 2
        assert ran.err.startswith(f"{file}: file: ")
        assert len(ran.err.splitlines()) == 1


def test_outputs_that_cannot_be_written_are_refused_before_any_work(solve: Run, tmp_path: Path) -> None:
    ran, rows = solve(WORKED, "--density", tmp_path / "no" / "density.csv", "--manifest", tmp_path / "issues.csv")
    assert (ran.code, rows) == (2, None)
    assert [line.split(": ", 1)[1].split(";")[0] for line in ran.err.splitlines()] == [
        "file: its folder does not exist", "file: this file is already the table or another output",
    ]  # fmt: skip
    assert (tmp_path / "issues.csv").read_text("utf-8") == WORKED


def test_the_manifest_says_how_salience_was_read_and_what_was_warned_of(solve: Run, tmp_path: Path) -> None:
    solve(f"{HEAD}\ni,a,0,0.5,1\ni,b,100,0.9,1\n", "--manifest", tmp_path / "manifest.json")
    found = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert (found["engine"], found["salience_read_as"], found["seed"]) == ("bargaining", 1, 0)
    assert [each["slug"] for each in found["warnings"]] == ["two-valued"]


@pytest.mark.parametrize("options", [{"models": "some"}, {"draws": -1}, {"seed": -1}, {"missing": "drop"}, {"salience_scale": 10}])  # fmt: skip
def test_the_workbench_refuses_options_that_it_does_not_know(tmp_path: Path, options: Any) -> None:
    file = tmp_path / "issues.csv"
    file.write_text(WORKED, encoding="utf-8")
    with pytest.raises(workbench.DetenteError, match="Use "):
        workbench.solve_issues(file, **options)
