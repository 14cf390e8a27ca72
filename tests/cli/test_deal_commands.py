"""``detente deal``: files in, results out, exit codes, and the deals that ship."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from detente.cli.main import door, main
from detente.workbench.deal_replication import deal_catalogue

NORTHLAND = next(case.deal for case in deal_catalogue() if case.name.endswith("deal-northland"))


def run(*args: str):
    return CliRunner().invoke(door, list(args))


def written(folder: Path, text: str) -> Path:
    path = folder / "deal.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_deal_file_is_solved_and_written_as_json_without_nan(tmp_path):
    """One key a line, the headline deal inside."""
    out = tmp_path / "result.json"
    done = run("deal", "solve", str(written(tmp_path, yaml.safe_dump(dict(NORTHLAND)))), "--out", str(out))
    assert done.exit_code == 0, done.output
    result = json.loads(out.read_text("utf-8"), parse_constant=pytest.fail)
    assert result["format"] == "detente-deal-result/1"
    assert result["notions"]["retaliation"]["solutions"]["nash"]["package"]["BORDER"] == 0.5
    assert result["manifest"]["engine"].startswith("detente ")


def test_words_and_dates_that_readers_disagree_on_are_text_here(tmp_path):
    """Levels called no and yes, an id called N, the key on, and a bare date."""
    text = """
format: detente-deal/1
as_of: 2020-06-30
issues: [{id: X, levels: [no, yes]}, {id: Y, levels: [0, .5, 1]}]
governments:
  - {id: N, values: {X: {no: 0, yes: 1}}, ideals: {Y: 1}}
  - {id: S, values: {X: {no: 1, yes: .5}}, ideals: {Y: 0}, disagreement: 0}
relation:
  path: {periods: 2, voice_issue: Y, irritant: {on: S, voice_weight: .5}}
"""
    out = tmp_path / "result.json"
    done = run("deal", "solve", str(written(tmp_path, text)), "--out", str(out))
    assert done.exit_code == 0, done.output
    assert len(json.loads(out.read_text("utf-8"))["relation"]["path"]) == 2


@pytest.mark.parametrize(("text", "line"), [
    ("format: detente-deal/1\nissues: [{id: X, levels: [0, 1}\n", "deal.yaml: line 2, column"),
    ("format: detente-deal/2\nissues: []\n", "deal.yaml: format: unknown format 'detente-deal/2'; write `format: detente-deal/1`"),
    ("- 1\n", "deal.yaml: file: expected a deal"),
])  # fmt: skip
def test_bad_files_leave_with_2_one_line_a_problem_and_no_result(tmp_path, text, line, capsys, monkeypatch):
    """Never a traceback, nothing half-written."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path, text)
    with pytest.raises(SystemExit) as left:
        main(["deal", "solve", "deal.yaml", "--out", "result.json"])
    assert left.value.code == 2
    assert any(each.startswith(line) for each in capsys.readouterr().err.splitlines())
    assert not (tmp_path / "result.json").exists()


def test_a_missing_file_is_named(tmp_path, capsys, monkeypatch):
    """The path, and what to do."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        main(["deal", "solve", "none.yaml", "--out", "result.json"])
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith(
        "none.yaml: file: no such file or directory; give the path of a deal file"
    )


def test_the_deals_of_the_flagship_are_listed_told_and_held_against_one_another():
    """The list; the account with notes; two what-ifs side by side with what changed."""
    listed = json.loads(run("deal", "us-mexico", "--format", "json").output)
    assert "bargain-biden" in [row["deal"] for row in listed]
    told = json.loads(run("deal", "us-mexico", "security-general", "--draws", "5", "--format", "json").output)
    assert told["sentences"][0]["text"].startswith("Under nash, with retaliation if talks fail")
    assert told["sentences"][0]["note"]
    assert any(each["assumption"] for each in told["sentences"])
    both = json.loads(
        run(
            "deal", "us-mexico", "security-general", "--scenario", "quiet", "--against", "public", "--format", "json"
        ).output
    )
    assert both["scenarios"] == ["quiet", "public"]
    assert "differ in channel" in both["sentences"][0]["text"]
    assert {"what", "quiet", "public"} == set(both["rows"][0])


def test_unknown_deals_and_what_ifs_are_told_with_what_there_is():
    """Did you mean."""
    done = run("deal", "us-mexico", "bargain-bidden")
    assert "Did you mean 'bargain-biden'?" in str(done.exception)
    done = run("deal", "us-mexico", "security-general", "--scenario", "quite")
    assert "Did you mean 'quiet'?" in str(done.exception)


def test_the_catalogue_is_replicated_at_the_command_line():
    """One classic, laid beside ours."""
    done = run("deal", "replicate", "milner", "--format", "table")
    assert "numbers agree" in done.output
    assert "DIFFERS" not in done.output
