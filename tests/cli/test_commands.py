"""The command line: exit 0 or 2, one line a problem, never a traceback, JSON that parses."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from detente.cli.main import COMMANDS, Door, door

Run = Callable[..., Any]


def program(*args: object, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "detente", *map(str, args)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **more,
    )


def refused(ran: Any, message: str) -> None:
    """Exit status 2, the message on stderr, nothing on stdout, and no traceback."""
    assert ran.code == 2
    assert message in ran.err
    assert "Traceback" not in ran.out + ran.err
    assert ran.out == ""


def line_of(small: Any, part: str) -> int:
    """The line of positions.yaml that holds the part."""
    text = small.read("positions.yaml")
    return int(text[: text.index(part)].count("\n")) + 1


# --- what is right leaves with 0


def test_a_sound_dossier_passes(small: Any, run: Run) -> None:
    ran = run("check", small.folder)
    assert (ran.code, ran.out, ran.err) == (0, f"{small.folder}: no problem found\n", "")


def test_the_flagship_passes(run: Run) -> None:
    ran = run("check", "us-mexico")
    assert (ran.code, ran.out) == (0, "us-mexico: no problem found\n")


def test_warnings_alone_pass_and_errors_do_not(small: Any, run: Run) -> None:
    small.write("notes.txt", "x\n")
    ran = run("check", small.folder)
    assert ran.code == 0
    assert ran.out == f"{small.folder}: 0 errors, 1 warning\n"
    assert ran.err.startswith("warning: ")
    small.replace("positions.yaml", "mode: 50, high: 60", "mode: 70, high: 60")
    ran = run("check", small.folder)
    assert ran.code == 2
    assert ran.out == f"{small.folder}: 1 error, 1 warning\n"
    line = line_of(small, "mode: 70, high: 60")
    assert (
        f"{small.folder}/positions.yaml:{line}: `position`: the mode 70 lies outside 40..60. Order the three numbers: low <= mode <= high. [range-order]"
        in ran.err
    )


@pytest.mark.parametrize(
    "what",
    [
        "actors",
        "issues",
        "claims",
        "timeline",
        "positions",
        "agreements",
        "disagreements",
        "judgements",
        "sources",
        "scenarios",
    ],
)
def test_every_list_is_json_in_a_pipe_and_a_table_on_request(small: Any, run: Run, what: str) -> None:
    ran = run("show", small.folder, what)
    found = json.loads(ran.out)
    assert ran.code == 0
    assert found
    assert all(isinstance(row, dict) for row in found)
    table = run("show", small.folder, what, "--format", "table")
    assert table.code == 0
    assert "Norvia and Sudland" in table.out


def test_filters_narrow_a_list(small: Any, run: Run) -> None:
    def ids(*options: object) -> set[str]:
        return {row["id"] for row in json.loads(run("show", small.folder, "claims", *options).out)}

    assert len(ids()) == 9
    assert ids("--source", "review-2021") == {"r-count", "r-closure", "r-stock", "r-no-tariff"}
    assert ids("--actor", "trawler-union") == {"g-expectation"}
    assert ids("--issue", "salmon-tariff") == {"g-tariff-threat", "r-no-tariff"}
    assert ids("--as-of", "2021-03-30") == {"g-closure", "g-tariff-threat", "g-motive", "g-jobs", "g-expectation"}
    assert ids("--from", "2021-01-01") == {"r-count"}
    assert ids("--to", "2020-04-01") == {"g-closure"}


def test_the_json_of_check_lists_every_problem_with_its_place(small: Any, run: Run) -> None:
    assert json.loads(run("check", small.folder, "--format", "json").out) == []
    small.replace("positions.yaml", "mode: 50, high: 60", "mode: 70, high: 60")
    ran = run("check", small.folder, "--format", "json")
    (problem,) = json.loads(ran.out)
    assert ran.code == 2
    assert set(problem) == {"file", "line", "level", "slug", "message", "fix"}
    assert (problem["line"], problem["slug"]) == (line_of(small, "mode: 70, high: 60"), "range-order")


def test_verify_counts_and_leaves_with_2_unless_all_match(small: Any, run: Run) -> None:
    ran = run("verify", small.folder, "--texts", small.texts, "--format", "json")
    assert ran.code == 0
    assert json.loads(ran.out)["counts"] == {"matched": 9, "moved": 0, "changed": 0, "missing": 0}
    (small.texts / "review-2021.txt").unlink()
    ran = run("verify", small.folder, "--texts", small.texts, "--format", "table")
    assert ran.code == 2
    assert f"{small.folder}: 9 anchors: 5 matched, 0 moved, 0 changed, 4 missing" in ran.out


def test_diff_of_two_days_is_json_and_of_a_dossier_with_itself_is_empty(small: Any, run: Run) -> None:
    assert json.loads(run("diff", small.folder, small.folder).out) == []
    found = json.loads(run("diff", small.folder, small.folder, "--from", "2020-06-01", "--to", "2021-06-01").out)
    assert {"kind": "claims", "id": "r-count", "what": "added", "field": "", "before": None, "after": None} in found


@pytest.mark.parametrize("form", ["json", "csl-json", "webannotation"])
def test_every_json_export_parses_and_is_the_same_on_stdout_and_in_a_file(
    small: Any, run: Run, tmp_path: Path, form: str
) -> None:
    out = tmp_path / "out.json"
    shown = run("export", small.folder, "--format", form)
    written = run("export", small.folder, "--format", form, "--out", out)
    assert (shown.code, written.code) == (0, 0)
    assert out.read_text(encoding="utf-8") == shown.out
    json.loads(shown.out)


def test_the_ftm_export_is_one_json_object_a_line(small: Any, run: Run) -> None:
    lines = run("export", small.folder, "--format", "ftm").out.splitlines()
    assert lines
    assert all({"id", "schema"} <= set(json.loads(line)) for line in lines)


def test_an_issue_is_settled_with_json_that_repeats_to_the_byte(small: Any, run: Run) -> None:
    command = (
        "bargain",
        "settle",
        small.folder,
        "--issue",
        "fishing-rights",
        "--period",
        "closure",
        "--draws",
        "200",
        "--format",
        "json",
    )
    first, second = run(*command), run(*command)
    assert first.code == 0
    assert first.out == second.out
    found = json.loads(first.out)
    # The modes and weights of POSITIONS in tests/conftest.py: 5 with .8 x 60, 90 with .5 x 40.
    assert found["weighted_mean"] == pytest.approx((5 * 48 + 90 * 20) / 68)
    assert found["weighted_mean"] == found["models"]["weighted_mean"]
    assert found["plain_mean"] == pytest.approx(47.5)
    quantiles = [found[name] for name in ("q05", "q10", "q25", "q50", "q75", "q90", "q95")]
    assert quantiles == sorted(quantiles)
    assert len(found["density"]) == 101
    assert sum(found["density"]) == pytest.approx(1)
    assert found["manifest"]["seed"] == 0


ISSUE_OF = ("--issue", "migration-enforcement", "--draws", "200")


@pytest.mark.parametrize(
    "rest", [(), ("--as-of", "2022-01-31"), ("--period", "trump", "--seed", "5"), ("--format", "json")], ids=" ".join
)
def test_bargain_with_a_dossier_settles_it(run: Run, rest: tuple[str, ...]) -> None:
    """The first word that names no command is a dossier: the word "settle" may be left out."""
    short = run("bargain", "us-mexico", *ISSUE_OF, *rest)
    long = run("bargain", "settle", "us-mexico", *ISSUE_OF, *rest)
    assert (short.code, short.err) == (0, "")
    assert (short.code, short.out, short.err) == (long.code, long.out, long.err)


def test_bargain_with_a_folder_settles_it(small: Any, run: Run) -> None:
    rest = ("--issue", "fishing-rights", "--period", "closure", "--draws", "50")
    short, long = run("bargain", small.folder, *rest), run("bargain", "settle", small.folder, *rest)
    assert short.code == 0
    assert short == long


def test_the_schema_of_every_kind_of_file_is_json(run: Run) -> None:
    kinds = [line.split()[0] for line in run("schema").out.splitlines()]
    assert kinds[0] == "dossier"
    for kind in kinds:
        assert json.loads(run("schema", kind).out)["$schema"].startswith("https://json-schema.org/")


def test_the_way_from_nothing_to_a_confirmed_claim(small: Any, run: Run, tmp_path: Path) -> None:
    mine, drafts = tmp_path / "mine", tmp_path / "drafts.yaml"
    drafts.write_text(
        "claims:\n  - {id: no-date, type: quote, quote: gave no date, kind: partial, speaker: norvia, gist: No end was named., said_by: {role: author}, author_attitude: reports}\n"
    )
    text = small.texts / "gazette-2020.txt"
    assert run("new", mine, "--parties", "norvia", "sudland").code == 0
    assert (
        run("source", "add", mine, text, "--id", "g", "--short", "G", "--kind", "news", "--date", "2020-05-04").code
        == 0
    )
    assert (
        run("claim", "add", mine, drafts, "--document", "g", "--texts", small.texts, "--by", "kim").err
        == f"1 claims added to {mine}\n"
    )
    assert run("claim", "reject", mine, "no-date", "--by", "lee", "--note", "why not").err == "no-date is rejected\n"
    assert run("claim", "confirm", mine, "no-date", "--by", "kim").code == 0
    assert run("check", mine, "--texts", small.texts).code == 0
    assert [row["status"] for row in json.loads(run("show", mine, "claims").out)] == ["confirmed"]


# --- what is wrong leaves with 2


NAMED = [
    ("check",),
    ("show", "claims"),
    ("verify", "--texts", "."),
    ("bargain", "settle", "--issue", "x"),
    ("diff", "us-mexico"),
    ("export",),
    ("brief",),
    ("claim", "confirm", "x"),
]


@pytest.mark.parametrize("command", NAMED, ids=" ".join)
def test_a_missing_dossier_is_told_by_every_command(run: Run, command: tuple[str, ...]) -> None:
    words, rest = (
        (list(command[:2]), command[2:]) if command[0] in ("bargain", "claim") else (list(command[:1]), command[1:])
    )
    refused(
        run(*words, "us-mexcio", *rest),
        "there is no dossier 'us-mexcio'. Did you mean 'us-mexico'? [dossier-missing]\n",
    )


def test_bargain_with_an_unknown_word_looks_for_a_dossier_of_that_name(run: Run) -> None:
    refused(run("bargain", "nonsense", "--issue", "x"), "there is no dossier 'nonsense'")
    ran = run("bargain", "us-mexcio", "--issue", "x")
    refused(ran, "there is no dossier 'us-mexcio'. Did you mean 'us-mexico'? [dossier-missing]\n")


def test_bargain_with_nothing_but_a_dossier_settles_every_issue(run: Run) -> None:
    ran = run("bargain", "us-mexico", "--draws", "50")
    found = {row["issue"]: row for row in json.loads(ran.out)}
    one = json.loads(run("bargain", "us-mexico", "--issue", "labour", "--draws", "50").out)
    assert len(found) == 17
    assert {key: found["labour"][key] for key in ("q10", "q50", "plain_mean")} == {
        key: one[key] for key in ("q10", "q50", "plain_mean")
    }


def test_against_compares_one_issue(run: Run) -> None:
    refused(run("bargain", "us-mexico", "--against", "quiet"), "name it with --issue")


@pytest.mark.parametrize(
    ("args", "message"),
    [(("check", "us-mexico", "--fast"), "No such option"), (("check",), "Missing argument 'DOSSIER'"), (("chekc",), "No such command 'chekc'"),
     (("show", "us-mexico", "fish"), "'fish' is not one of"), (("show", "us-mexico", "claims", "--format", "xml"), "'xml' is not one of"),
     (("show", "us-mexico", "claims", "--as-of", "May 2021"), "'May 2021' is no ISO day; write YYYY-MM-DD"), (("show", "us-mexico", "claims", "--as-of", "2021-02-30"), "day"),
     (("show", "us-mexico", "claims", "--from", "2021"), "'2021' is no ISO day"), (("bargain", "settle"), "Missing argument 'DOSSIER'"),
     (("bargain", "settle", "us-mexico", "--issue", "x", "--draws", "1"), "1 is not in the range"), (("bargain", "settle", "us-mexico", "--issue", "x", "--seed", "-1"), "-1 is not in the range"),
     (("export", "us-mexico", "--format", "csv", "--table", "nonsense"), "There is no table"), (("brief", "us-mexico", "--format", "docx"), "A Word file needs --out FILE."), (("brief", "us-mexico", "--open"), "--open needs --out FILE."),
     (("source", "add", "us-mexico", "x.txt", "--id", "a", "--short", "A", "--kind", "news"), "Give either --date, or a bracket")],
)  # fmt: skip
def test_a_wrong_option_or_date_is_told(run: Run, args: tuple[str, ...], message: str) -> None:
    refused(run(*args), message)


@pytest.mark.parametrize(
    ("args", "message"),
    [(("show", "claims", "--issue", "fishing-right"), "there is no issue 'fishing-right'. Did you mean 'fishing-rights'? [id-unknown]"),
     (("show", "claims", "--actor", "dhal"), "there is no actor 'dhal'. Did you mean 'dahl'? [id-unknown]"),
     (("show", "claims", "--source", "gazete-2020"), "there is no source 'gazete-2020'. Did you mean 'gazette-2020'? [id-unknown]"),
     (("brief", "--issue", "fishing-right", "--no-charts"), "there is no issue 'fishing-right'. Did you mean 'fishing-rights'? [id-unknown]"),
     (("brief", "--period", "thew", "--no-charts"), "there is no period 'thew'."), (("brief", "--scenario", "early-thav", "--no-charts"), "there is no scenario 'early-thav'. Did you mean 'early-thaw'?"),
     (("bargain settle", "--issue", "fishing-right"), "Did you mean 'fishing-rights'?"), (("bargain settle", "--issue", "fishing-rights", "--period", "thew"), "thew"),
     (("bargain settle", "--issue", "salmon-tariff"), "[issue-empty]"), (("bargain settle", "--issue", "fishing-rights", "--as-of", "1900-01-01"), "[issue-empty]"),
     (("verify", "--texts", "/nowhere"), "/nowhere: there is no such folder."), (("export", "--texts", "/nowhere"), "/nowhere: there is no such folder."),
     (("export", "--out", "/nowhere/x.json"), "/nowhere/x.json: its folder does not exist."), (("export", "--out", "/proc/x.json"), "[output-unwritable]"),
     (("export", "--format", "csv", "--out", "/nowhere/x.csv"), "[output-unwritable]"), (("claim confirm", "g-job"), "there is no claim 'g-job'"), (("claim reject", "g-jobs"), "[claim-unusable]")],
    ids=str,
)  # fmt: skip
def test_a_name_that_the_dossier_does_not_have_is_told(
    small: Any, run: Run, args: tuple[str, ...], message: str
) -> None:
    command, *rest = args
    refused(run(*command.split(), small.folder, *rest), message)


def test_a_broken_dossier_is_told_with_all_its_problems_by_commands_that_need_it_whole(small: Any, run: Run) -> None:
    small.replace("positions.yaml", "mode: 50, high: 60", "mode: 70, high: 60")
    small.replace("disagreements.yaml", "kind: motive", "kind: mood")
    for command in (
        ("show", small.folder, "claims"),
        ("export", small.folder),
        ("diff", small.folder, "us-mexico"),
        ("bargain", "settle", small.folder, "--issue", "fishing-rights"),
    ):
        ran = run(*command)
        refused(ran, "[range-order]")
        assert "[value-invalid]" in ran.err
        assert len(ran.err.splitlines()) == 2


def test_an_unknown_kind_of_file_has_no_schema(run: Run) -> None:
    refused(run("schema", "claim"), "there is no kind of file 'claim'. Did you mean 'claims'?")


@pytest.mark.parametrize("name", ["", "/", "..", "a\nb", "x" * 300, "-"], ids=repr)
def test_an_odd_name_is_no_dossier(run: Run, name: str) -> None:
    ran = run("check", name)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert "[dossier-" in ran.err


@pytest.mark.parametrize("which", ["file", "text", "drafts"])
def test_a_file_that_is_missing_or_no_utf8_is_told(small: Any, run: Run, tmp_path: Path, which: str) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"caf\xe9\n")
    add = (
        "source",
        "add",
        small.folder,
        bad if which != "file" else tmp_path / "none.txt",
        "--id",
        "n",
        "--short",
        "N",
        "--kind",
        "news",
        "--date",
        "2020-01-01",
    )
    claim = ("claim", "add", small.folder, bad, "--document", "gazette-2020", "--texts", small.texts)
    ran = run(*(claim if which == "drafts" else add))
    refused(ran, "[file-unreadable]" if which == "file" else "[file-not-utf8]")


# --- the program as a process


def test_the_program_leaves_with_2_and_no_traceback_in_a_process_of_its_own(tmp_path: Path) -> None:
    for args in (("check", "nowhere"), ("show", "us-mexico", "claims", "--as-of", "x"), ("check", tmp_path)):
        ran = program(*args, cwd=tmp_path)
        assert ran.returncode == 2
        assert "Traceback" not in ran.stderr
        assert ran.stderr


def test_a_reader_that_goes_away_gets_no_traceback(small: Any) -> None:
    script = f'{sys.executable} -m detente show us-mexico claims | head -c 10; exit "${{PIPESTATUS[0]}}"'
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in ran.stderr
    assert ran.returncode in (0, 1)


def test_words_outside_ascii_do_no_harm_on_a_plain_terminal(small: Any) -> None:
    ran = program(
        "show", small.folder, "sources", env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    )
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 0


# --- the overview


def commands(group: click.Group, ctx: click.Context, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        found += commands(command, ctx, (*path, name)) if isinstance(command, click.Group) else [(*path, name)]
    return found


def test_every_command_has_help_that_leaves_with_0(run: Run) -> None:
    found = commands(door, click.Context(door))  # type: ignore[arg-type]
    assert {path[0] for path in found} == set(COMMANDS)
    for path in found:
        for flag in ("--help", "-h"):
            ran = run(*path, flag)
            assert ran.code == 0
            assert ran.out.startswith("Usage: detente " + " ".join(path))


def test_the_overview_names_every_command_and_the_version_is_that_of_the_package(run: Run) -> None:
    from detente import __version__

    assert isinstance(door, Door)
    overview = run("--help").out
    assert all(name in overview for name in COMMANDS)
    assert run("--version").out == f"detente, version {__version__}\n"
