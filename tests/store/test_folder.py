"""A dossier's folder: whatever is in it, check says where the trouble is, never fails, and never looks outside."""

import json
import os
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente import workbench
from detente.kernel.errors import DetenteError
from detente.store.folder import read_folder

MARK = "the-fish-is-in-the-cellar"


# --- the folder as a whole


def test_a_sound_dossier_has_no_problem(small: Any) -> None:
    assert small.check() == ()


def test_a_missing_folder_is_told_by_name_with_the_likeliest_shipped_dossier(tmp_path: Path) -> None:
    with pytest.raises(
        DetenteError, match=r"there is no dossier 'us-mexcio'\. Did you mean 'us-mexico'\? \[dossier-missing\]"
    ):
        workbench.check("us-mexcio")
    with pytest.raises(DetenteError, match=r"there is no dossier .*nowhere.*\[dossier-missing\]"):
        workbench.check(tmp_path / "nowhere")
    assert [p.slug for p in read_folder(tmp_path / "nowhere").problems] == ["dossier-missing"]


@pytest.mark.parametrize(
    "name", ["../../etc", "us-mexico/../us-mexico", "/", "..", "", "a\x00b", pytest.param("x" * 5000, id="very long")]
)
def test_a_name_that_is_a_path_never_leads_to_a_shipped_dossier(name: str) -> None:
    try:
        problems = workbench.check(name)
    except DetenteError as error:
        problems = error.problems
    assert {p.slug for p in problems} <= {"dossier-missing", "dossier-empty"}


def test_an_empty_folder_is_no_dossier(tmp_path: Path) -> None:
    (problem,) = workbench.check(tmp_path)
    assert problem.slug == "dossier-empty"
    assert problem.message == "the folder has no dossier.yaml"
    with pytest.raises(DetenteError, match=r"\[dossier-empty\]"):
        workbench.open_dossier(tmp_path)


def test_a_file_where_a_folder_belongs_is_no_dossier(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("x\n")
    with pytest.raises(DetenteError, match=r"\[dossier-missing\]"):
        workbench.check(tmp_path / "plain")


# --- versions


def test_a_newer_format_is_refused_with_its_number(small: Any) -> None:
    small.replace("dossier.yaml", "format: 1\n", "format: 7\n")
    problem = small.only("format-new")
    assert (problem.line, problem.message) == (1, "format 7 is newer than the 1 that this program reads")
    with pytest.raises(DetenteError, match=r"\[format-new\]"):
        small.open()


def test_the_older_format_with_bare_lists_is_read_with_a_warning(small: Any) -> None:
    before = small.open()
    small.replace("dossier.yaml", "format: 1\n", "format: 0\n")
    for inner in ("claims/gazette-2020.yaml", "actors.yaml"):
        lines = small.read(inner).split("\n")
        body = [line for line in lines if line not in ("claims:", "actors:")]
        small.write(inner, "\n".join(body))
    (problem,) = small.check()
    assert (problem.slug, problem.level, problem.message) == ("format-old", "warning", "format 0 is older than 1")
    assert problem.line == 1
    assert small.open().claims == before.claims


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("-1", "value-invalid"),
        ("one", "value-invalid"),
        ("true", "value-invalid"),
        ("1.5", "value-invalid"),
        ("null", "value-invalid"),
    ],
)
def test_a_format_that_never_was_is_refused(small: Any, written: str, slug: str) -> None:
    small.replace("dossier.yaml", "format: 1\n", f"format: {written}\n")
    assert slug in small.slugs()
    with pytest.raises(DetenteError, match=rf"\[{slug}\]"):
        small.open()


@pytest.mark.parametrize("content", ["# only a remark\n", "null\n", "--- \n", "~\n"])
def test_a_head_without_content_is_a_problem(small: Any, content: str) -> None:
    small.write("dossier.yaml", content)
    assert [p for p in small.check() if p.level == "error"]
    with pytest.raises(DetenteError, match=r"dossier\.yaml"):
        small.open()


@pytest.mark.parametrize(
    "inner", ["claims/gazette-2020.yaml", "positions.yaml", "scenarios/early-thaw.yaml", "agreements.yaml"]
)
def test_a_file_of_remarks_alone_is_told(small: Any, inner: str) -> None:
    small.write(inner, "# nothing left\n")
    assert any(
        p.file.endswith(inner) and p.slug in ("file-empty", "key-missing", "value-invalid") for p in small.check()
    )


# --- half a file


def cuts(text: bytes) -> range:
    return range(1, len(text), 97)


@pytest.mark.parametrize(
    "inner", ["claims/gazette-2020.yaml", "claims/review-2021.yaml", "positions.yaml", "dossier.yaml", "sources.yaml"]
)
def test_a_file_cut_anywhere_is_told_and_never_makes_check_fail(small: Any, inner: str) -> None:
    whole = small.path(inner).read_bytes()
    for cut in cuts(whole):
        small.write(inner, whole[:cut])
        found = small.check()
        assert [p for p in found if p.level == "error"], (
            f"{inner} cut after {cut} bytes: ...{whole[max(0, cut - 40) : cut]!r}"
        )


def test_a_cut_between_two_records_is_told_when_something_rests_on_what_was_lost(small: Any) -> None:
    """Such a file is whole by itself; the positions, views and events that name the lost claims give it away."""
    text = small.read("claims/gazette-2020.yaml")
    starts = [place for place in range(len(text)) if text.startswith("  - id: ", place)]
    for start in starts[1:]:
        small.write("claims/gazette-2020.yaml", text[:start])
        lost = [line.split()[-1] for line in text[start:].split("\n") if line.startswith("  - id: ")]
        told = " ".join(p.message for p in small.check() if p.slug == "id-unknown")
        assert any(repr(name) in told for name in lost)


def test_a_cut_between_two_records_that_nothing_names_cannot_be_seen(small: Any) -> None:
    """The known limit: a last record that nothing rests on, cut off with its line break, leaves a sound file."""
    small.append("agreements.yaml", {"id": "spare", "statement": "s", "claims": ["g-closure", "r-closure"]})
    text = small.read("agreements.yaml")
    small.write("agreements.yaml", text[: text.index("  - id: spare")])
    assert small.check() == ()


def test_a_table_cut_anywhere_never_makes_check_fail_and_is_told_unless_it_ends_with_a_row(small: Any) -> None:
    whole = small.path("events.csv").read_bytes()
    for cut in range(1, len(whole), 5):
        small.write("events.csv", whole[:cut])
        if not whole[:cut].endswith(b"\n"):
            assert [p for p in small.check() if p.level == "error"], whole[:cut][-40:]


def test_a_cut_off_file_names_its_last_line_and_what_to_do(small: Any) -> None:
    whole = small.read("positions.yaml")
    small.write("positions.yaml", whole[: whole.index("assumption: nobody") + 10])
    problem = next(p for p in small.check() if p.slug == "file-cut-off")
    assert problem.file.endswith("positions.yaml")
    assert problem.line == whole[: whole.index("assumption: nobody")].count("\n") + 1
    assert problem.fix == "Restore the file from your version history, or complete its last record."


# --- sizes, encodings, odd files


def test_a_50_mb_yaml_is_refused_by_its_size_fast_and_in_little_memory(small: Any) -> None:
    with small.path("claims/huge.yaml").open("wb") as file:
        file.write(b"claims:\n")
        file.truncate(50 * 1024 * 1024)
    tracemalloc.start()
    start = time.perf_counter()
    problem = small.only("file-too-large")
    took = time.perf_counter() - start
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert problem.message == "has 52.4 MB; the limit is 16.8 MB"
    assert took < 2.0
    assert peak < 10 * 1024 * 1024


def test_a_yaml_bomb_in_a_dossier_is_refused(small: Any) -> None:
    bomb = 'x: &a0 ["lol"]\n' + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    small.write("claims/bomb.yaml", bomb)
    assert small.only("yaml-alias").line == 2


def test_a_pipe_in_the_folder_does_not_hang(small: Any) -> None:
    os.mkfifo(small.path("claims/pipe.yaml"))
    os.mkfifo(small.path("events2.csv"))
    start = time.perf_counter()
    found = {Path(p.file).name: p.slug for p in small.check()}
    assert time.perf_counter() - start < 2
    assert found == {"pipe.yaml": "file-unreadable", "events2.csv": "file-unknown"}


def test_a_pipe_in_place_of_the_head_does_not_hang(small: Any) -> None:
    small.path("dossier.yaml").unlink()
    os.mkfifo(small.path("dossier.yaml"))
    assert small.slugs() == ["dossier-empty"]


def test_a_folder_where_a_file_belongs_is_told(small: Any) -> None:
    small.path("positions.yaml").unlink()
    small.path("positions.yaml").mkdir()
    assert [p for p in small.check() if "positions.yaml" in p.file]


@pytest.mark.parametrize("inner", ["positions.yaml", "claims/extra.yaml", "dossier.yaml", "events.csv"])
def test_a_link_that_leads_out_is_refused_and_its_words_appear_nowhere(
    small: Any, tmp_path: Path, inner: str, run: Callable[..., Any]
) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(f"{MARK}: [{MARK}\n")
    small.path(inner).unlink(missing_ok=True)
    small.path(inner).symlink_to(outside)
    ran = run("check", small.folder)
    assert ran.code == 2
    assert "[link-outside]" in ran.err
    assert "the symbolic link leads out of the dossier" in ran.err
    for command in (
        ("show", small.folder, "claims"),
        ("export", small.folder),
        ("check", small.folder, "--format", "json"),
    ):
        ran = run(*command)
        assert MARK not in ran.out + ran.err
        assert ran.code == 2


def test_a_link_to_a_device_is_not_read(small: Any) -> None:
    small.path("claims/zero.yaml").symlink_to("/dev/zero")
    start = time.perf_counter()
    assert small.only("link-outside").file.endswith("claims/zero.yaml")
    assert time.perf_counter() - start < 2


def test_a_folder_that_is_a_link_is_not_followed(small: Any, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "s.yaml").write_text(f"{MARK}: 1\n")
    small.path("questions").symlink_to(tmp_path / "elsewhere")
    problem = small.only("link-outside")
    assert problem.message == "a folder that is a symbolic link is not followed"
    assert MARK not in str(small.check())


def test_a_link_inside_the_dossier_is_followed(small: Any) -> None:
    before = small.open().fingerprint
    small.path("claims/gazette-2020.yaml").rename(small.path(".moved.yaml"))
    small.path("claims/gazette-2020.yaml").symlink_to("../.moved.yaml")
    assert small.check() == ()
    assert small.open().fingerprint == before


def test_a_link_that_leads_nowhere_is_told(small: Any) -> None:
    small.path("claims/gone.yaml").symlink_to("nowhere.yaml")
    assert [Path(p.file).name for p in small.check() if p.level == "error"] == ["gone.yaml"]


def test_a_link_to_itself_is_told(small: Any) -> None:
    small.path("claims/loop.yaml").symlink_to("loop.yaml")
    assert [p for p in small.check() if p.file.endswith("claims/loop.yaml") and p.level == "error"]


def test_the_texts_folder_of_a_dossier_may_not_lead_the_reader_out(small: Any, tmp_path: Path) -> None:
    (small.folder / "texts").mkdir()
    (tmp_path / "secret.txt").write_text(MARK)
    (small.folder / "texts" / "gazette-2020.txt").symlink_to(tmp_path / "secret.txt")
    try:
        text = str(small.check())
    except DetenteError as error:
        text = str(error)
    assert MARK not in text
    assert "texts" in text or "anchor-missing-text" in text


def test_nul_bytes_are_told_with_their_line(small: Any) -> None:
    small.write("positions.yaml", "positions:\n  - id: a\x00b\n")
    problem = small.only("file-not-utf8")
    assert (problem.line, problem.message) == (2, "holds NUL characters")


def test_latin_1_is_told_with_byte_and_line(small: Any) -> None:
    content = "agreements:\n  - id: a\n    note: caf\u00e9\n".encode("latin-1")
    small.write("agreements.yaml", content)
    problem = small.only("file-not-utf8")
    assert problem.line == 3
    assert problem.message == f"byte {content.index(0xE9)} (0xe9) is no UTF-8"


def test_utf_16_is_told(small: Any) -> None:
    small.write("agreements.yaml", "agreements: []\n".encode("utf-16"))
    assert small.only("file-not-utf8").line == 1


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(small: Any) -> None:
    before = small.open().fingerprint
    for inner in ("claims/gazette-2020.yaml", "dossier.yaml", "events.csv"):
        small.write(inner, b"\xef\xbb\xbf" + small.read(inner).replace("\n", "\r\n").encode())
    assert [p for p in small.check() if p.level == "error"] == []
    assert small.open().fingerprint == before


def test_an_empty_file_is_told(small: Any) -> None:
    small.write("agreements.yaml", "")
    assert small.only("file-empty").file.endswith("agreements.yaml")


def test_a_file_the_format_does_not_know_is_a_warning_and_is_not_read(small: Any) -> None:
    small.write("notes.txt", b"\xff\xfe")
    small.write("claims/deeper/more.yaml", "claims: [\n")
    found = small.check()
    assert {(Path(p.file).name, p.slug, p.level) for p in found} == {
        ("notes.txt", "file-unknown", "warning"),
        ("more.yaml", "file-unknown", "warning"),
    }
    small.open()


def test_hidden_files_backups_and_texts_are_passed_over(small: Any) -> None:
    for inner in (
        ".git/config",
        ".positions.yaml.swp",
        "positions.yaml~",
        "#positions.yaml#",
        ".detente.lock",
        ".claims.yaml.abc.tmp",
    ):
        small.write(inner, b"\xff\x00 half")
    assert small.check() == ()


def test_a_file_name_that_is_no_text_does_no_harm(small: Any, run: Callable[..., Any]) -> None:
    with open(os.fsencode(str(small.folder)) + b"/claims/\xff\xfe.yaml", "wb") as file:  # noqa: PTH123
        file.write(b"claims: [\n")
    for form in ("text", "json"):
        ran = run("check", small.folder, "--format", form)
        assert ran.code == 2
        assert "file-cut-off" in ran.out + ran.err


# --- ids, tables, layout


PATHS = ["../../etc/passwd", "/etc/passwd", "a/b", "..", "a\\\\b", "a b", "\\u0000", "a\\u202eb"]


@pytest.mark.parametrize("path", PATHS)
def test_an_id_with_a_path_in_it_is_refused_on_its_line(small: Any, path: str) -> None:
    small.replace("actors.yaml", "  - id: trawler-union\n", f'  - id: "{path}"\n')
    problem = next(p for p in small.check() if p.slug == "id-invalid")
    assert problem.line == small.read("actors.yaml").split("\n").index(f'  - id: "{path}"') + 1
    assert "is no id" in problem.message


def test_a_reference_with_a_path_in_it_is_refused_and_no_file_is_read(small: Any) -> None:
    text = small.read("claims/gazette-2020.yaml").replace(
        "source_document: gazette-2020", 'source_document: "../../etc/passwd"', 1
    )
    small.write("claims/gazette-2020.yaml", text)
    problems = [p for p in small.check() if p.slug == "id-invalid"]
    assert [p.line for p in problems] == [5]
    assert "root:" not in str(small.check())


def test_a_series_file_whose_name_is_no_id_is_refused(small: Any) -> None:
    small.write("series/Bad Name.csv", small.read("series/catch.csv"))
    assert small.only("id-invalid").message == "the file name 'Bad Name' is no id"


def test_an_id_that_stands_twice_names_its_first_place(small: Any) -> None:
    lines = small.read("claims/gazette-2020.yaml").split("\n")
    start = next(place for place, line in enumerate(lines) if line == "  - id: g-motive")
    end = next(place for place in range(start + 1, len(lines)) if lines[place].startswith("  - id: "))
    text = small.read("claims/review-2021.yaml")
    small.write("claims/review-2021.yaml", text + "\n".join(lines[start:end]) + "\n")
    problem = small.only("id-duplicate")
    assert problem.file.endswith("claims/review-2021.yaml")
    assert problem.line == text.count("\n") + 1
    assert problem.message == "the id 'g-motive' stands twice in claims (first in claims/gazette-2020.yaml, entry 3)"


def test_an_event_id_that_stands_twice_is_told_on_its_row(small: Any) -> None:
    row = small.read("events.csv").split("\n")[1]
    small.write("events.csv", small.read("events.csv") + row + "\n")
    problem = small.only("id-duplicate")
    assert (problem.line, problem.message) == (
        4,
        "the id 'closure' stands twice in events (first in events.csv, entry 1)",
    )


@pytest.mark.parametrize(
    ("change", "slug", "line"),
    [(lambda t: t.replace("summary", "story", 1), "csv-header", 1), (lambda t: t + "third,2021-01-01\n", "csv-row", 4), (lambda t: t + 'third,"cut\n', "file-cut-off", 4),
     (lambda t: t.replace("COERCE", "COERCED"), "value-invalid", 2), (lambda t: t.replace("2020-04-01", "2020-04-31"), "date-invalid", 2)],
)  # fmt: skip
def test_a_fault_of_the_event_table_is_told_on_its_row(
    small: Any, change: Callable[[str], str], slug: str, line: int
) -> None:
    small.write("events.csv", change(small.read("events.csv")))
    assert any((p.slug, p.line) == (slug, line) for p in small.check()), small.check()


def test_a_record_that_is_there_but_broken_is_not_told_as_missing(small: Any) -> None:
    """One fault, one problem: whatever refers to the broken record is in order once the record is mended."""
    small.replace("actors.yaml", "kind: group", "kind: club")
    assert [p.slug for p in small.check()] == ["value-invalid"]


def test_every_problem_of_every_file_is_told_at_once_in_the_order_of_files_and_lines(small: Any) -> None:
    small.replace("actors.yaml", "kind: group", "kind: club")
    small.replace("positions.yaml", "mode: 90, high: 100", "mode: 90, high: 80")
    small.write("events.csv", small.read("events.csv") + "short\n")
    small.append("agreements.yaml", {"id": "thin", "statement": "s", "claims": ["g-closure"]})
    found = small.check()
    assert {p.slug for p in found} >= {"value-invalid", "range-order", "csv-row", "agreement-thin"}
    assert [(p.file, p.line) for p in found] == sorted((p.file, p.line) for p in found)
    assert all(p.fix and (p.line or p.file == str(small.folder)) for p in found)


def test_a_problem_is_always_one_line_of_plain_text(small: Any, run: Callable[..., Any]) -> None:
    small.replace("actors.yaml", "    name: Trawler Union\n", '    name: Trawler Union\n    "bad\\nkey\\e[31m": 1\n')
    small.write("new\nline.txt", "x\n")
    ran = run("check", small.folder, "--format", "json")
    count = len(json.loads(ran.out))
    ran = run("check", small.folder)
    assert count >= 2
    assert len(ran.err.splitlines()) == count
    assert "\x1b" not in ran.err
