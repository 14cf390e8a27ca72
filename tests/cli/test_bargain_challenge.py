"""``detente bargain challenge``: the columns, the options, the warnings, and every problem at once."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli.bargain_challenge import challenge
from detente.engines.bargaining.challenge_options import CHOICES
from detente.kernel.errors import DetenteError
from detente.workbench.challenges import ENSEMBLE_COLUMNS, PATH_COLUMNS, run_challenges

#: Scholz, Calbert & Smith 2011, Table 1, with ranges of salience on two rows.
TABLE = """issue,actor,position,salience,capability,scale_min,scale_max,salience_low,salience_high
ec,Netherlands,4,80,0.08,4,10,70,90
ec,Belgium,7,40,0.08,4,10,30,50
ec,Luxembourg,4,20,0.03,4,10,,
ec,Germany,4,80,0.16,4,10,,
ec,France,10,60,0.16,4,10,,
ec,Italy,10,60,0.16,4,10,,
ec,UK,10,90,0.16,4,10,,
ec,Ireland,7,10,0.05,4,10,,
ec,Denmark,4,100,0.05,4,10,,
ec,Greece,7,70,0.08,4,10,,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "issues.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def called(*args: object) -> Result:
    return CliRunner().invoke(challenge, [str(each) for each in args])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_path_has_one_row_per_round_and_actor_in_full_precision(table: Path, tmp_path: Path) -> None:
    done = called(table, "--out", tmp_path / "path.csv", "--no-stability-check")
    assert done.exit_code == 0, done.output
    assert "warning[not-settled]: ec: the median still moved by 45%" in done.stderr
    found = rows(tmp_path / "path.csv")
    assert tuple(found[0]) == PATH_COLUMNS
    assert [(row["round"], row["actor"]) for row in found[9:12]] == [("0", "Greece"), ("1", "Netherlands"), ("1", "Belgium")]  # fmt: skip
    belgium = found[11]
    assert (belgium["kind"], belgium["partner"]) == ("compromise", "France")
    assert float(belgium["position"]) == pytest.approx(8.415932315426764, abs=1e-12)
    assert (found[10]["kind"], found[10]["partner"], found[10]["eu_own"]) == ("none", "", "")
    assert len(found) == 110


def test_an_ensemble_leaves_the_path_alone_and_the_seed_decides(table: Path, tmp_path: Path) -> None:
    called(table, "--out", tmp_path / "plain.csv", "--no-stability-check")
    for name in ("a", "b"):
        done = called(table, "--out", tmp_path / f"{name}.csv", "--draws", 300, "--seed", 5, "--ensemble",
                      tmp_path / f"{name}-e.csv", "--drivers", tmp_path / f"{name}-d.csv", "--manifest", tmp_path / f"{name}.json")  # fmt: skip
        assert done.exit_code == 0, done.output
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "plain.csv").read_bytes()
    for suffix in ("-e.csv", "-d.csv", ".json"):
        assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()
    found = rows(tmp_path / "a-e.csv")
    assert tuple(found[0]) == ENSEMBLE_COLUMNS
    assert [(row["round"], row["statistic"]) for row in found] == [(str(t), s) for s in ("median", "mean") for t in range(11)]  # fmt: skip
    assert json.loads((tmp_path / "a.json").read_text())["options"]["draws"] == 300
    assert {row["actor"] for row in rows(tmp_path / "a-d.csv")} == {"Netherlands", "Belgium"}


def test_a_sweep_holds_both_presets_and_every_single_change(table: Path, tmp_path: Path) -> None:
    assert called(table, "--out", tmp_path / "s.csv", "--sweep", "--rounds", 1, "--no-stability-check").exit_code == 0
    found = {(row["preset"], row["option"], row["value"]) for row in rows(tmp_path / "s.csv")}
    changes = sum(len(values) - 1 for values in CHOICES.values()) + 1
    assert len(found) == 2 * (changes + 1)
    assert ("scholz-as-printed", "Q", "0.5") in found
    assert ("scholz-as-coded", "", "") in found


def test_a_setting_changes_the_path(table: Path, tmp_path: Path) -> None:
    assert called(table, "--out", tmp_path / "q.csv", "--set", "Q=0.5", "--rounds", 1).exit_code == 0
    assert float(rows(tmp_path / "q.csv")[-1]["mean"]) == pytest.approx(7.42097489, abs=1e-8)


def test_ktab_runs_from_the_same_command(table: Path, tmp_path: Path) -> None:
    done = called(table, "--out", tmp_path / "k.csv", "--preset", "ktab-smp", "--rounds", 3, "--draws", 5, "--ensemble", tmp_path / "e.csv")  # fmt: skip
    assert done.exit_code == 0, done.output
    found = rows(tmp_path / "k.csv")
    assert {row["kind"] for row in found} <= {"none", "bargain"}
    assert all(row["probability"] for row in found)
    assert len(rows(tmp_path / "e.csv")) == 8


def test_moves_are_told_in_sentences(table: Path, tmp_path: Path) -> None:
    done = called(table, "--out", tmp_path / "p.csv", "--rounds", 1, "--explain", "--no-stability-check")
    assert "Round 1: Belgium gives way part of the distance to France (7.0 to 8.4): it expects -0.11" in done.stdout


def test_every_option_that_cannot_be_used_is_named_at_once(table: Path) -> None:
    with pytest.raises(DetenteError) as caught:
        run_challenges(table, "scholz", -1, ("speed=1", "conflict=war"), draws=-5, seed=-1)
    assert [str(each).split(":")[0] for each in caught.value.problems] == ["--preset", "--rounds", "--draws", "--seed", "--set", "--set"]  # fmt: skip


def test_an_ensemble_without_draws_and_a_sweep_of_ktab_are_refused(table: Path, tmp_path: Path) -> None:
    refused = called(table, "--out", tmp_path / "p.csv", "--ensemble", tmp_path / "e.csv")
    assert isinstance(refused.exception, DetenteError)
    assert "need draws" in str(refused.exception.problems[0])
    with pytest.raises(DetenteError, match="ktab-smp"):
        run_challenges(table, "ktab-smp", sweep=True)
    assert not (tmp_path / "p.csv").exists()


def test_several_issues_run_by_themselves_and_one_without_positions_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "issues.csv"
    path.write_text(
        "issue,actor,position,salience,capability\na,x,0,50,1\na,y,100,40,3\nb,x,,50,1\nc,x,5,0,1\nc,y,9,0,1\n"
    )
    done = run_challenges(path, rounds=2, explained=True)
    assert list(dict.fromkeys(row["issue"] for row in done.path)) == ["a", "c"]
    assert {"no-positions", "zero-weight", "two-valued"} <= {each.slug for each in done.warnings}
    assert done.sentences[0].text.startswith("a, Round 1: x ")
