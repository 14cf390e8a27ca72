"""The records of a whole page: the invented example article, line by line, with its metadata, defects and anchors."""

import json
from pathlib import Path
from typing import Any

import pytest

from detente import workbench

EXAMPLE = """Menu
Search

The Porto Ledger
Analysis

Veldria and Sudria Try Again

By Marta Ohl
Published 18 September 2019

A second round of talks on the timber dispute opens with low hopes and one new promise.

Foreign Minister Ana Lindqvist arrives in Porto on September 16, 2019. (Jo Reis / Northern Photo)

Veldria and Sudria opened a second round of talks on Monday, two months after the first one collapsed over timber duties.

It began badly.

Sudria’s delegation of 14 arrived late. “The road was closed,” Prime Minister Tomas Berga told reporters, adding that he would “not read too much into it.”

Sudria’s delegation arrived late.

What is at stake

Trade between the two reached about $4.2 billion in 2018, and roughly 60 percent of it is timber. Lindqvist said Veldria would lift its duty if Sudria stopped felling in the border zone by March.

Neither side expects a quick end. In a paper published in June, the institute where Ohl works called the talks “a theatre for two audiences.”

Marta Ohl is a fellow at the Porto Institute. She was an adviser to Veldria’s trade ministry from 2011 to 2014.

Subscribe now: 6 issues for $10
Related stories
Veldria and Sudria opened a second round of
100+ sources. One app."""
SHA256 = "7f3602f68f2f6de5a9606266155b90209dcd0ce839d06f5eb63571100d3ac582"
#: (line, label, paragraph, start, end) by definition: the published table of the example.
LINES = [
    (1, "clutter", None, 0, 4), (2, "clutter", None, 5, 11), (4, "outlet", None, 13, 29), (5, "section", None, 30, 38), (7, "title", None, 40, 68),
    (9, "byline", None, 70, 82), (10, "date_line", None, 83, 110), (12, "dek", None, 112, 199), (14, "caption", None, 201, 298), (16, "body", 1, 300, 421),
    (18, "body", 2, 423, 438), (20, "body", 3, 440, 595), (22, "pullquote", None, 597, 630), (24, "heading", None, 632, 648), (26, "body", 4, 650, 845),
    (28, "body", 5, 847, 988), (30, "author_bio", None, 990, 1101), (32, "clutter", None, 1103, 1134), (33, "clutter", None, 1135, 1150),
    (34, "duplicate", None, 1151, 1194), (35, "clutter", None, 1195, 1217),
]  # fmt: skip


def read(path: Path, **options: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    document, *passages = workbench.read_documents([path], workbench.ReadOptions(**options)).documents[0].records
    return document, passages


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "example_article.txt"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def test_every_line_of_the_example_has_its_label_and_place(example: Path) -> None:
    _, passages = read(example)
    assert [
        (each["line"], each["label"], each["paragraph"], each["anchor"]["start"], each["anchor"]["end"])
        for each in passages
    ] == LINES
    assert all(each["reason"] for each in passages)


def test_the_head_of_the_example(example: Path) -> None:
    document, _ = read(example)
    expected = {
        "schema": "detente.passages/1", "document": "example_article", "file": "example_article.txt", "sha256": SHA256, "text_sha256": SHA256,
        "media_type": "text/plain", "basis": "raw", "encoding": "utf-8", "newline": "lf", "chars": 1217, "lines": 35, "language": "en",
        "date": {"value": "2019-09-18", "status": "printed", "not_before": None, "not_after": None, "evidence": []},
        "counts": {"body": 5, "words": 110}, "defects": [{"line": 34, "kind": "duplicate", "note": "cut-off copy of line 16"}], "warnings": [],
    }  # fmt: skip
    assert {key: document[key] for key in expected} == expected
    assert (document["title"]["value"], document["title"]["status"]) == ("Veldria and Sudria Try Again", "printed")
    assert document["outlet"]["value"] == "The Porto Ledger"
    assert [(each["value"], each["anchor"]["exact"]) for each in document["authors"]] == [("Marta Ohl", "Marta Ohl")]
    assert list(document) == ["kind", "schema", "document", "file", "sha256", "text_sha256", "media_type", "basis", "encoding", "newline", "chars", "lines",
                              "language", "title", "outlet", "authors", "date", "counts", "defects", "components", "warnings"]  # fmt: skip


def test_anchors_hold_their_words_and_32_signs_of_context(example: Path) -> None:
    document, passages = read(example)
    anchors = [each["anchor"] for each in passages] + [
        document["title"]["anchor"],
        document["outlet"]["anchor"],
        document["authors"][0]["anchor"],
    ]
    for each in anchors:
        start, end = each["start"], each["end"]
        assert each["sha256"] == SHA256
        assert each["exact"] == EXAMPLE[start:end]
        assert each["prefix"] == EXAMPLE[max(0, start - 32) : start]
        assert each["suffix"] == EXAMPLE[end : end + 32]
    assert passages[14]["anchor"]["prefix"] == "rrived late.\n\nWhat is at stake\n\n"


def test_carriage_returns_stay_in_the_text_and_out_of_the_passages(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + EXAMPLE.replace("\n", "\r\n").encode())
    document, passages = read(path)
    assert (document["newline"], document["chars"], document["lines"]) == ("crlf", 1217 + 34, 35)
    assert not any(each["text"].endswith("\r") for each in passages)
    assert [(each["line"], each["label"]) for each in passages] == [row[:2] for row in LINES]


def test_positions_are_code_points(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\U0001d54f\n" + EXAMPLE, encoding="utf-8")
    _, passages = read(path)
    assert passages[1]["anchor"]["start"] == 2


def test_the_same_input_gives_the_same_bytes(example: Path) -> None:
    assert workbench.read_documents([example]).jsonl == workbench.read_documents([example]).jsonl


def test_names_are_made_unique_and_body_only_leaves_the_rest_out(example: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    other = tmp_path / "b" / "example_article.txt"
    other.write_text(EXAMPLE + "\n", encoding="utf-8")
    result = workbench.read_documents([example, other], workbench.ReadOptions(body_only=True))
    assert [each.id for each in result.documents] == ["example_article", "example_article-2"]
    assert [record["id"] for record in result.documents[1].records[1:]] == [
        f"example_article-2:L{line}" for line in (16, 18, 20, 26, 28)
    ]


def test_given_metadata_wins_and_says_so(example: Path, tmp_path: Path) -> None:
    meta = tmp_path / "meta.json"
    meta.write_text(json.dumps({"documents": [{"file": "example_article.txt", "date": "2019-09/2019-10", "title": "T", "outlet": "O", "authors": ["A B", "C D"],
                                               "author_affiliation": "Porto Institute", "language": "pt"}]}))  # fmt: skip
    document, _ = read(example, meta=meta)
    assert document["date"] == {
        "value": None,
        "status": "given",
        "not_before": "2019-09-01",
        "not_after": "2019-10-31",
        "evidence": [],
    }
    assert document["title"] == {"value": "T", "status": "given", "anchor": None}
    assert [each["value"] for each in document["authors"]] == ["A B", "C D"]
    assert (document["language"], document["author_affiliation"]["value"]) == ("pt", "Porto Institute")


@pytest.mark.parametrize(("line", "value", "status"), [
    ("Published 3 May 2021, updated 9 May 2021", "2021-05-03", "printed"), ("Updated May 9, 2021", "2021-05-09", "printed"),
    ("2021-05-03T23:50:00-05:00", "2021-05-03", "printed"), ("Monday, 3rd May 2021 10:15 GMT", "2021-05-03", "printed"),
    ("03/05/2021", None, "ambiguous"), ("23/05/2021", "2021-05-23", "printed"), ("Published 31 February 2021", None, "ambiguous"),
])  # fmt: skip
def test_a_printed_date(line: str, value: str | None, status: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(EXAMPLE.replace("Published 18 September 2019", line), encoding="utf-8")
    document, _ = read(path)
    assert (document["date"]["value"], document["date"]["status"]) == (value, status)


def test_what_is_not_printed_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        EXAMPLE.split("lindqvist", maxsplit=1)[0]
        .split("September 16, 2019. (Jo Reis / Northern Photo)\n\n")[1]
        .split("Marta Ohl is", maxsplit=1)[0],
        encoding="utf-8",
    )
    document, _ = read(path)
    assert document["title"] == {"value": None, "status": "not_printed", "anchor": None}
    assert document["outlet"]["value"] is None
    assert document["authors"] == []


def test_an_author_named_only_in_the_closing_note_counts_as_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(EXAMPLE.replace("By Marta Ohl\n", ""), encoding="utf-8")
    assert [each["value"] for each in read(path)[0]["authors"]] == ["Marta Ohl"]


def test_defects_are_told_and_left(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = EXAMPLE.replace(
        "Neither side expects", "Ministersbecause of this: the the Ministers\u00a0 expect itâ€™s"
    ).replace("Trade between", "Trade  between")
    path.write_text(text, encoding="utf-8")
    document, passages = read(path)
    assert {each["kind"] for each in document["defects"] if each["line"] == 28} == {
        "glued",
        "misprint",
        "blanks",
        "mojibake",
    }
    assert [each["kind"] for each in passages[14]["defects"]] == ["blanks"]
    assert "".join(each["text"] for each in passages).count("itâ€™s") == 1
