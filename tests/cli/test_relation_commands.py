"""``detente relation``: the blocks of a file alone, and the relation over time of a deal that ships."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.cli.main import door, main

DEAL = """
format: detente-deal/1
title: Guards for silence
issues:
  - {id: BORDER, levels: [0, .5, 1], controller: S, status_quo: 0}
  - {id: TONE, levels: [{name: silent, at: 0}, {name: loud, at: 1}], controller: N, status_quo: loud}
governments:
  - {id: N, weights: {BORDER: .7, TONE: .3}, ideals: {BORDER: 1, TONE: 1}}
  - {id: S, weights: {BORDER: .3, TONE: .7}, ideals: {BORDER: 0, TONE: 0}}
relation:
  self_enforcement: {T: 5, R: 3, P: 1, S: 0}
  reciprocity: [{id: strict, p: 1, q: 0}]
  trap: {gain: .028, eta: .08, psi: .02, omega: .05, delta: .85}
  path:
    periods: 3
    voice_issue: TONE
    irritant: {on: S, voice_weight: .5}
    resentment: {start: {S: {low: .1, mode: .3, high: .6}}, lambda: .85, kappa: .2}
    erosion: {start: 0, eta: .08, psi: .02}
    changes: [{period: 1, set: {channel: public}}]
threat_game: {governments: [A, B], payoffs: {A: [[3, 0], [5, 1]], B: [[3, 5], [0, 1]]}}
"""


def run(*args: str):
    return CliRunner().invoke(door, list(args))


def read(path: Path):
    return json.loads(path.read_text("utf-8"), parse_constant=pytest.fail)


def test_blocks_give_what_the_deal_gives_and_the_fan_beside_it(tmp_path):
    """relation and threat_game field by field as in the result of `deal solve`; same seed, same bytes; the chart is drawn."""
    (tmp_path / "deal.yaml").write_text(DEAL, "utf-8")
    deal, one, two, chart = (str(tmp_path / name) for name in ("deal.yaml", "one.json", "two.json", "path.svg"))
    assert run("relation", "run", deal, "--out", one, "--draws", "20", "--seed", "4", "--chart", chart).exit_code == 0
    assert run("relation", "run", deal, "--out", two, "--draws", "20", "--seed", "4").exit_code == 0
    assert Path(one).read_bytes() == Path(two).read_bytes()
    assert "nine tenths" not in Path(two).read_text("utf-8")
    assert Path(chart).read_text("utf-8").startswith("<svg")
    whole = tmp_path / "whole.json"
    assert run("deal", "solve", deal, "--out", str(whole)).exit_code == 0
    found, expected = read(Path(one)), read(whole)
    assert list(found) == ["format", "relation", "threat_game", "fan", "warnings", "manifest"]
    assert found["format"] == "detente-relation-result/1"
    assert {key: found[key] for key in ("relation", "threat_game")} == {key: expected[key] for key in ("relation", "threat_game")}  # fmt: skip
    assert found["warnings"] == ["relation.reciprocity.strict: without error the start decides for ever"]
    assert found["manifest"] == expected["manifest"]
    assert found["relation"]["trap"]["delta_star"] == pytest.approx(0.890585, abs=1e-6)
    assert (found["fan"]["draws"], found["fan"]["seed"], len(found["fan"]["rows"])) == (20, 4, 3)


def test_a_file_with_one_block_and_no_deal_is_run(tmp_path):
    path, out = tmp_path / "deal.yaml", tmp_path / "r.json"
    path.write_text(
        "format: detente-deal/1\nrelation: {self_enforcement: {T: 5, R: 3, P: 1, S: 0}}\n", encoding="utf-8"
    )
    assert run("relation", "run", str(path), "--out", str(out)).exit_code == 0
    found = read(out)
    assert found["relation"]["self_enforcement"] == {"grim": 0.5, "tit_for_tat": pytest.approx(2 / 3)}
    assert (found["threat_game"], found["fan"]) == (None, None)


@pytest.mark.parametrize(("old", "new", "lines"), [
    (DEAL[DEAL.index("relation:"):], "", ["deal.yaml: file: there is neither a block relation nor a block threat_game; add one of the two [relation-empty]"]),
    ("psi: .02, omega", "psi: 1.4, omega", ["deal.yaml: relation.trap.psi: "]),
    ("T: 5", "T: 2", ["deal.yaml: relation.self_enforcement: T 2, R 3, P 1, S 0 are out of order; order T > R > P >= S"]),
    (DEAL[DEAL.index("relation:"):], "mu: -1\n", ["deal.yaml: file: there is neither", "deal.yaml: mu: "]),
])  # fmt: skip
def test_bad_files_leave_with_2_all_problems_and_no_result(tmp_path, old, new, lines, capsys, monkeypatch):
    """One line a problem; the chart is not half-written either."""
    monkeypatch.chdir(tmp_path)
    Path("deal.yaml").write_text(DEAL.replace(old, new), "utf-8")
    with pytest.raises(SystemExit) as left:
        main(["relation", "run", "deal.yaml", "--out", "r.json", "--chart", "path.svg"])
    assert left.value.code == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == len(lines)
    assert all(each.startswith(line) for each, line in zip(said, lines, strict=True)), said
    assert not Path("r.json").exists()
    assert not Path("path.svg").exists()


def test_a_chart_without_a_path_is_refused_before_anything_is_written(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("deal.yaml").write_text(
        "format: detente-deal/1\nrelation: {self_enforcement: {T: 5, R: 3, P: 1, S: 0}}\n", "utf-8"
    )
    with pytest.raises(SystemExit) as left:
        main(["relation", "run", "deal.yaml", "--out", "r.json", "--chart", "path.svg"])
    assert left.value.code == 2
    assert "deal has no path to draw" in capsys.readouterr().err
    assert not Path("r.json").exists()
    assert run("relation", "run", "deal.yaml", "--out", "r.json", "--chart", "path.pdf").exit_code == 2


def test_the_relation_of_a_shipped_deal(tmp_path):
    """A row for each period and sentences with their notes; a what-if changes the trap."""
    rows = json.loads(run("relation", "us-mexico", "--format", "json").output)
    assert [(row["deal"], row["periods"]) for row in rows] == [("bargain-biden", 4), ("bargain-trump", 8), ("security-general", None)]  # fmt: skip
    done = run("relation", "us-mexico", "bargain-trump", "--draws", "0", "--format", "table", "--chart", str(tmp_path / "path.png"))  # fmt: skip
    assert done.exit_code == 0, done.output
    assert sum("MIG guard" in line for line in done.output.splitlines()) == 8
    assert "Over 8 periods it begins with Migration control guard" in done.output
    assert "Silence is no trap here" in done.output
    assert "  [1] Starr & Ling 2021" in done.output
    assert (tmp_path / "path.png").read_bytes().startswith(b"\x89PNG")
    told = json.loads(run("relation", "us-mexico", "--scenario", "erdogan-trap", "--draws", "4", "--seed", "2", "--format", "json").output)  # fmt: skip
    assert told["deal"] == "bargain-biden"
    assert told["result"]["relation"]["trap"]["trapped"] is True
    assert (told["result"]["fan"]["draws"], told["manifest"]["seed"]) == (4, 2)
    assert any(each["text"].startswith("In nine of ten of 4 draws") for each in told["sentences"])


def test_a_shipped_deal_without_the_blocks_is_named(capsys):
    with pytest.raises(SystemExit) as left:
        main(["relation", "us-mexico", "vaccines-border"])
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("deals/vaccines-border.yaml: file: there is neither a block relation")
