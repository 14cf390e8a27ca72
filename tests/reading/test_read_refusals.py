"""Bad input: exit 2, one line a problem with file, place and fix, all of them at once, and nothing written."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

GOOD = (
    "A headline of some kind\n\n"
    + "This is a sentence of the usual length that tells of two states and of what they want from each other.\n\n" * 2
)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD)
    return path


def test_all_problems_are_told_at_once_and_nothing_is_written(
    tmp_path: Path, good: Path, run: Callable[..., Any]
) -> None:
    (tmp_path / "folder").mkdir()
    contents = {"empty.txt": b"", "blank.txt": b" \n \n", "nul.txt": b"abc\x00def", "latin.txt": "caf\u00e9 and more".encode("latin-1"), "x.doc": b"abc",
                "same.txt": GOOD.encode(), "not.pdf": b"abc", "not.docx": b"abcd", "not.xml": b"<a/>", "not.eml": b"\xff\xfe"}  # fmt: skip
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    names = [good, "missing.txt", "folder", *contents]
    out = tmp_path / "out.jsonl"
    ran = run("read", *(tmp_path / name for name in names), "--out", out)
    assert ran.code == 2
    assert not out.exists()
    lines = ran.err.strip().splitlines()
    slugs = {Path(line.split(": ")[0]).name: line.rsplit("[", 1)[1].rstrip("]") for line in lines}
    assert slugs == {
        "missing.txt": "file-unreadable", "folder": "file-unreadable", "empty.txt": "file-empty", "blank.txt": "file-empty", "nul.txt": "read-nul",
        "latin.txt": "read-encoding", "x.doc": "read-extension", "same.txt": "read-duplicate", "not.pdf": "read-broken", "not.docx": "read-broken",
        "not.xml": "read-broken", "not.eml": "read-broken",
    }  # fmt: skip
    assert len(lines) == len(slugs)
    assert "byte 3" in next(line for line in lines if "latin.txt" in line)
    assert "byte 3" in next(line for line in lines if "nul.txt" in line)


def test_a_named_encoding_is_used_and_an_unknown_one_refused(tmp_path: Path, run: Callable[..., Any]) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(GOOD.replace("states", "\u00e9tats").encode("cp1252"))
    ran = run("read", path, "--encoding", "cp1252", "--no-suggest")
    assert ran.code == 0
    assert "\u00e9tats" in ran.out
    assert json.loads(ran.out.splitlines()[0])["encoding"] == "cp1252"
    assert "read-encoding" in run("read", path, "--encoding", "klingon").err
    assert "read-encoding" in run("read", path, "--encoding", "base64").err


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path, run: Callable[..., Any]) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    ran = run("read", path)
    assert ran.code == 2
    assert "huge.txt: file: has 200 MB" in ran.err


@pytest.mark.parametrize(("meta", "slug", "said"), [
    ({"documents": [{"file": "other.txt"}]}, "read-meta", "other.txt is not among the inputs"),
    ({"documents": [{"file": "good.txt", "date": "2019-02-30"}]}, "read-date", "2019-02-30"),
    ({"documents": [{"file": "good.txt", "date": "2020/2019"}]}, "read-date", "2020/2019"),
    ({"documents": [{"file": "good.txt", "autors": []}]}, "read-meta", "autors"),
    ({"documents": [{"title": "x"}]}, "read-meta", "neither"),
    ({"documents": "x"}, "read-meta", "no list"),
    ([], "read-meta", "no list"),
])  # fmt: skip
def test_metadata_that_cannot_be(
    meta: Any, slug: str, said: str, tmp_path: Path, good: Path, run: Callable[..., Any]
) -> None:
    path = tmp_path / "meta.json"
    path.write_text(json.dumps(meta))
    ran = run("read", good, "--meta", path)
    assert ran.code == 2
    assert said in ran.err
    assert f"[{slug}]" in ran.err


def test_no_body_is_a_warning_and_no_error(tmp_path: Path, run: Callable[..., Any]) -> None:
    path = tmp_path / "menu.txt"
    path.write_text("Menu\nSearch\nSign in to read this article\n")
    ran = run("read", path)
    assert ran.code == 0
    assert "menu.txt: no body paragraph found" in ran.err
    assert "paywall stub" in ran.err
    assert json.loads(ran.out.splitlines()[0])["counts"]["body"] == 0


def test_files_of_passages_and_annotations_are_checked(tmp_path: Path, good: Path, run: Callable[..., Any]) -> None:
    for content in (
        "nonsense\n",
        '{"kind":"passage"}\n',
        '{"kind":"passage","id":"a","document":"a","anchor":{"exact":1,"start":1,"end":1}}\n',
        "[]\n",
    ):
        path = tmp_path / "old.jsonl"
        path.write_text(content)
        ran = run("read", good, "--reanchor", path)
        assert ran.code == 2
        assert "[read-passages]" in ran.err
    for content in (
        "nonsense",
        "{}",
        '{"type":"Annotation","target":"x"}',
        '{"type":"Annotation","target":{"selector":{"type":"TextPositionSelector","start":5,"end":2}}}',
    ):
        path = tmp_path / "notes.jsonld"
        path.write_text(content + "\n")
        ran = run("read", good, "--annotations", path)
        assert ran.code == 2
        assert "[read-annotations]" in ran.err


def test_a_roster_and_a_calendar_are_checked_too(tmp_path: Path, good: Path, run: Callable[..., Any]) -> None:
    (tmp_path / "r.yaml").write_text("- {id: A B}\n")
    (tmp_path / "c.yaml").write_text("- {name: x}\n")
    ran = run("read", good, "--roster", tmp_path / "r.yaml", "--calendar", tmp_path / "c.yaml", "--dossier", "no-such")
    assert ran.code == 2
    assert all(name in ran.err for name in ("r.yaml", "c.yaml", "no-such"))


def test_nothing_to_read_is_a_question_of_use(run: Callable[..., Any]) -> None:
    assert run("read").code == 2


def test_a_text_longer_than_a_long_book_is_refused(tmp_path: Path, run: Any) -> None:
    (tmp_path / "long.txt").write_text("word " * 1_000_001, encoding="utf-8")
    done = run("read", tmp_path / "long.txt")
    assert done.code == 2
    assert "holds a text of 5.0 million characters" in done.err
