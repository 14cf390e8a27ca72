"""A report as Markdown: what a text says survives, whatever signs it holds, and every note is defined once."""

import json
import re
import subprocess
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.explain.sentence import Sentence
from detente.reports.blocks import Bullets, Figure, Heading, Paragraph, Report, Table
from detente.reports.charts.chart import Chart
from detente.reports.markdown import as_data_uri, markdown
from detente.reports.word import _DIALECT

CHART = Chart("c", "Title_1", "A *caption*", "Told in words | here", {}, ())
REPORT = Report(
    "A [title]", "Sub_title",
    (
        Heading("One"), Paragraph((Sentence("First.", ("a", "b")), Sentence("Second."), Sentence("Third.", assumption=True)), "Lead."),
        Heading("Two", 2), Bullets((Paragraph((Sentence("Item.", ("c",)),)), Paragraph((Sentence("Plain."),)))),
        Table(("Head", "N"), ((Sentence("cell | pipe", ("a",)), Sentence("7")), (Sentence("other"), Sentence("8", ("d",)))), "Cap_tion.", (1,)),
        Figure(CHART),
    ),
    notes=("Gazette 2020, par. 1.", "Review 2021, par. 2.", "Gazette 2020, line 3.", "Review 2021, par. 4."),
    facts=(("As known on", "2020-01-01"), ("Made by", "x_y")),
)  # fmt: skip

#: Beginnings that Markdown would read as something else, and inner signs that it would swallow.
TRICKY = [
    "1. Not a list", "2019. A year", "- No bullet", "+ No bullet", "* No bullet", "# No heading", "> No quote", "#. No list", "(1) No list",
    "(a) No list", "i. No list", "a) No list", "---", "***", "===", ": No definition", "~~~", "```", "| no | table |", "Table: no caption", "% no title",
    "    no code", "[no](http://link.example)", "![no](picture.png)", "[^1]", "[^1]: no note", "<script>alert(1)</script>", "<b>no</b>", "&lt;b&gt;",
    "&copy; AT&amp;T", "a_b_c and *d*", "`code`", "x^2^ and H~2~O", "$5 and $6", "\\alpha \\textbf{x}", "{=html}", "No heading {#id .class}", "@smith2020 says",
    "[@smith2020]", "~~gone~~", "\"quoted\" -- and...", "http://example.org/a_b", "<http://example.org>", "a\\", "line one\nline two", "one\n\ntwo", "one\r\rtwo",
    "one\u2028two", "[x]{.y}", "::: div", "(@) example", "|", "\\", "$", "a  b", "trailing  ", "é ü ñ \U0001f30a", "10) ten", "x.", "No. 5", "'single'", "en – em —",
]  # fmt: skip


def pandoc(text: str) -> dict[str, Any]:
    """What Pandoc makes of the text, in the dialect of the Word export."""
    import pypandoc

    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "--from", _DIALECT, "--to", "json", "--sandbox"], input=text.encode(), capture_output=True, timeout=60, check=True
    )  # fmt: skip
    tree: dict[str, Any] = json.loads(done.stdout)
    return tree


def words(node: Any) -> str:
    """The words of a Pandoc tree, quotation marks and all, with one blank where there is space."""
    if isinstance(node, list):
        return "".join(map(words, node))
    if not isinstance(node, dict):
        return ""
    kind, inner = node.get("t"), node.get("c")
    if kind == "Str":
        return str(inner)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind == "Quoted":
        mark = '"' if inner[0]["t"] == "DoubleQuote" else "'"
        return f"{mark}{words(inner[1])}{mark}"
    if kind in ("Code", "Math", "RawInline"):
        return f"<<{kind} {inner[1]}>>"
    if kind == "Note":
        return ""
    return words(inner) if isinstance(inner, list | dict) else ""


def simple(text: str) -> str:
    """The text as a typesetter may set it: any space as one blank, typographic marks as typewriter ones."""
    for mark, plain in {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "--", "—": "---", "…": "...", "\xa0": " "}.items():
        text = text.replace(mark, plain)
    return " ".join(text.split())


def paragraphs(texts: list[str]) -> Report:
    return Report("T", "S", tuple(Paragraph((Sentence(text),)) for text in texts))


def read_back(texts: list[str]) -> list[str]:
    """Each text as the only sentence of a paragraph, written, and read back by Pandoc."""
    tree = pandoc(markdown(paragraphs(texts)))["blocks"][2:]
    assert [block["t"] for block in tree] == ["Para"] * len(tree), [block["t"] for block in tree]
    return [simple(words(block["c"])) for block in tree]


@pytest.mark.parametrize("text", TRICKY)
def test_a_paragraph_says_what_its_sentence_says(text: str) -> None:
    """Whatever a sentence begins with or holds, Pandoc reads one paragraph with the same words."""
    assert read_back([text]) == [simple(text)]


readable = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(list(" _*`|[]()<>#$~^\\-+.!&{}@:'\"19a")), min_size=1, max_size=30).filter(lambda each: each.strip())  # fmt: skip


@given(st.lists(readable, min_size=30, max_size=60))
@settings(max_examples=6)
def test_any_text_survives(texts: list[str]) -> None:
    """The same for texts that Hypothesis makes of letters and signs, each between two words as it stands in a sentence."""
    said = [f"He said {text} twice" for text in texts]
    assert read_back(said) == [simple(text) for text in said]


@given(st.text(max_size=80))
def test_signs_are_escaped_one_by_one(text: str) -> None:
    """No pipe, bracket, underscore or star of a text stands bare, and taking the escapes away gives the text again."""
    body = markdown(Report("T", "S", (Paragraph((Sentence(f"x{text}x"),)),)))
    line = body.removeprefix("# T\n\n*S*\n\n").removesuffix("\n")
    assert not re.search(r"(?<!\\)[|\[\]_*`<>]", line.replace("\\\\", ""))
    assert re.sub(r"\\(.)", r"\1", line).split() == f"x{text}x".split()


def test_a_heading_keeps_all_its_words() -> None:
    """Braces at its end are words, not attributes."""
    tree = pandoc(markdown(Report("T", "S", (Heading("Rights {.quiet}"), Heading("Share & share {alike}", 2)))))
    assert [simple(words(b["c"][2])) for b in tree["blocks"] if b["t"] == "Header"] == [
        "T",
        "Rights {.quiet}",
        "Share & share {alike}",
    ]


def test_a_cell_with_a_pipe_stays_one_cell() -> None:
    """Pandoc sees two columns and two rows, with the pipe inside the first cell."""
    table = next(block for block in pandoc(markdown(REPORT))["blocks"] if block["t"] == "Table")
    rows = table["c"][4][0][3]
    assert [[simple(words(cell[4])) for cell in row[1]] for row in rows] == [["cell | pipe", "7"], ["other", "8"]]
    assert [column[0]["t"] for column in table["c"][2]] == ["AlignDefault", "AlignRight"]


def test_every_note_is_cited_once_in_order_and_defined_once_in_order() -> None:
    """Citations 1 to 4 stand in reading order, and the definitions follow under their heading."""
    text = markdown(REPORT)
    head, _, tail = text.partition("## Notes")
    assert re.findall(r"\[\^(\d+)\]", head) == ["1", "2", "3", "4"]
    assert re.findall(r"^\[\^(\d+)\]: (.*)$", tail, re.M) == [(str(i), note) for i, note in enumerate(REPORT.notes, 1)]


def test_the_whole_report_reads_as_it_was_meant() -> None:
    """The text of the small report, line by line (written by hand; how long the rule of a table is, is a matter of looks)."""
    text = re.sub(r"-{3,}", "---", markdown(REPORT))
    assert text.split("\n\n") == [
        "# A \\[title\\]", "*Sub\\_title*", "**As known on:** 2020-01-01 \\\n**Made by:** x\\_y", "## One",
        "**Lead.** First.[^1] Second. Third. *(assumption)*", "### Two", "- Item.[^2]\n- Plain.",
        "| Head | N |\n| --- | ---: |\n| cell \\| pipe[^3] | 7 |\n| other | 8[^4] |", "*Cap\\_tion.*",
        "*Title\\_1. Told in words \\| here*", "## Notes", "[^1]: Gazette 2020, par. 1.", "[^2]: Review 2021, par. 2.",
        "[^3]: Gazette 2020, line 3.", "[^4]: Review 2021, par. 4.\n",
    ]  # fmt: skip


def test_a_picture_is_drawn_where_a_way_to_draw_is_given() -> None:
    """The chart becomes a picture with its caption; a data URI keeps it inside the text."""
    text = markdown(REPORT, lambda chart: as_data_uri(b"\x89PNG" + chart.id.encode()))
    assert "![Title\\_1. A \\*caption\\*](data:image/png;base64,iVBOR2M=)" in text


def test_a_report_without_notes_has_no_heading_for_them() -> None:
    """Nothing is promised that is not there."""
    assert markdown(Report("T", "S", ())) == "# T\n\n*S*\n"
