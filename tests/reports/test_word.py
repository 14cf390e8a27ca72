"""A report as a Word file: native footnotes, as many as there are citations, and the same bytes again."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from detente.explain.sentence import Sentence
from detente.reports.blocks import Bullets, Figure, Heading, Paragraph, Report, Table
from detente.reports.charts.chart import Chart
from detente.reports.markdown import as_data_uri
from detente.reports.word import word

pytest.importorskip("pypandoc")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: The smallest PNG: one grey pixel.
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63680000008200817d1d2ad70000000049454e44ae426082")  # fmt: skip
REPORT = Report(
    "A title", "A subtitle",
    (
        Heading("One"), Paragraph((Sentence("First & <b>bold</b>.", ("a",)), Sentence("Second.", ("b",))), "Lead."),
        Bullets((Paragraph((Sentence("An item.", ("c",)),)),)),
        Table(("Head", "Number"), ((Sentence("cell | pipe", ("a",)), Sentence("7")),), "Caption.", (1,)),
        Figure(Chart("c", "A chart", "Its caption", "In words", {}, ())), Heading("Notes on method"), Paragraph((Sentence("Last.", ("d",)),)),
    ),
    notes=("Gazette 2020, par. 1.", "Review 2021, par. 2.", "Gazette 2020, par. 3.", "Review 2021, line 4.", "Gazette 2020, par. 5."),
    facts=(("Made by", "detente"),),
)  # fmt: skip


def part(docx: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as held:
        return ElementTree.fromstring(held.read(name))  # noqa: S314  our own file


def said(element: ElementTree.Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def footnotes(docx: bytes) -> dict[str, str]:
    """Id -> words of the footnotes proper (Word keeps two separators among them)."""
    return {
        each.get(f"{W}id", ""): said(each).strip() for each in part(docx, "word/footnotes.xml").iter(f"{W}footnote") if each.get(f"{W}type") is None
    }  # fmt: skip


def citations(docx: bytes) -> list[str]:
    return [each.get(f"{W}id", "") for each in part(docx, "word/document.xml").iter(f"{W}footnoteReference")]


@pytest.fixture(scope="module")
def docx() -> bytes:
    return word(REPORT, lambda chart: as_data_uri(PNG))


def test_every_citation_is_a_native_footnote_in_order(docx: bytes) -> None:
    """Five citations, five footnotes, with the notes' words in reading order, in paragraphs, lists and cells alike."""
    notes = footnotes(docx)
    assert [notes[each] for each in citations(docx)] == list(REPORT.notes)
    assert len(notes) == len(citations(docx)) == 5


def test_no_note_is_printed_in_the_text_and_no_heading_stands_over_nothing(docx: bytes) -> None:
    """The definitions are on the page's foot only; the heading "Notes" is gone, another that begins so stays."""
    text = said(part(docx, "word/document.xml"))
    assert "[^" not in text
    assert "par. 1" not in text
    headings = [said(p) for p in part(docx, "word/document.xml").iter(f"{W}p") if re.search("Heading", str([s.get(f"{W}val") for s in p.iter(f"{W}pStyle")]))]  # fmt: skip
    assert "Notes" not in headings
    assert "Notes on method" in headings


def test_signs_of_a_text_stay_signs(docx: bytes) -> None:
    """Angle brackets, ampersands and pipes come through as written."""
    text = said(part(docx, "word/document.xml"))
    assert "First & <b>bold</b>." in text
    assert "cell | pipe" in text


def test_the_chart_is_inside_the_file(docx: bytes) -> None:
    """One picture, no link to anywhere outside."""
    with zipfile.ZipFile(io.BytesIO(docx)) as held:
        media = [name for name in held.namelist() if name.startswith("word/media/")]
        links = held.read("word/_rels/document.xml.rels").decode()
        assert [held.read(name) for name in media] == [PNG]
    assert 'TargetMode="External"' not in links


def test_the_same_report_gives_the_same_bytes(docx: bytes) -> None:
    """No clock and no chance in the file."""
    assert word(REPORT, lambda chart: as_data_uri(PNG)) == docx
    with zipfile.ZipFile(io.BytesIO(docx)) as held:
        assert {info.date_time for info in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "1970-01-01" in held.read("docProps/core.xml").decode()


def test_the_page_is_a4_with_our_margins_and_still_well_formed(docx: bytes) -> None:
    """One page size, and each part of the file is XML."""
    assert [each.get(f"{W}w") for each in part(docx, "word/document.xml").iter(f"{W}pgSz")] == ["11906"]
    with zipfile.ZipFile(io.BytesIO(docx)) as held:
        assert held.testzip() is None
        for name in held.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(held.read(name))  # noqa: S314  our own file


def test_our_styles_have_taken(docx: bytes) -> None:
    """Body text of 10 points and small footnotes: the styles that this Pandoc writes are the ones we restyle."""
    with zipfile.ZipFile(io.BytesIO(docx)) as held:
        styles = held.read("word/styles.xml").decode()
    assert '<w:sz w:val="20" />' in styles
    assert '<w:sz w:val="15" />' in styles
    assert '<w:sz w:val="17" />' in styles


@pytest.mark.parametrize(
    "text", ["&lt;b&gt; and &copy;", "@smith says", "2019. A year", "- no bullet", "No heading {#id}"]
)
def test_what_is_read_in_word_is_what_the_sentence_says(text: str) -> None:
    """Neither an entity nor a list is made of a text that only looks like one."""
    document = part(word(Report("T", "S", (Paragraph((Sentence(text),)),))), "word/document.xml")
    assert text in [said(p) for p in document.iter(f"{W}p")]
    assert not list(document.iter(f"{W}numPr"))
