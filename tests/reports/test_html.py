"""A report as one HTML page: self-contained, well-formed, safe, with notes that lead there and back."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.explain.sentence import Sentence
from detente.reports.blocks import Bullets, Figure, Heading, Paragraph, Report, Table
from detente.reports.charts.chart import Chart
from detente.reports.html import html

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr", "col", "base", "source"}
EVIL = "<script>alert('x')</script>"


class Page(HTMLParser):
    """Reads a page and keeps what the tests ask about; ``faults`` names every tag that is not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice: {names}")
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:] or 'nothing'}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def ids(self) -> list[str]:
        return [held["id"] for _, held in self.tags if "id" in held]

    @property
    def said(self) -> str:
        return " ".join("".join(self.words).split())


def requests(page: Page, text: str) -> list[str]:
    """Everything on the page that would make a browser run or fetch something."""
    found = [
        tag
        for tag, _ in page.tags
        if tag in {"script", "iframe", "object", "embed", "link", "base", "form", "audio", "video"}
    ]
    for tag, held in page.tags:
        found += [f"{tag} {name}" for name in held if name.startswith("on")]
        for name in ("src", "href", "xlink:href", "srcset", "action", "poster", "data", "formaction", "background"):
            if name in held and not held[name].startswith(("#", "data:image/")):
                found.append(f"{tag} {name}={held[name][:60]}")
        if held.get("http-equiv", "").lower() == "refresh":
            found.append("refresh")
    styles = [piece.split("</style>")[0] for piece in text.split("<style")[1:]] + [
        held.get("style", "") for _, held in page.tags
    ]
    found += [
        style[:60]
        for style in styles
        if "@import" in style or "url(" in style.replace("url(#", "").replace("url(data:", "")
    ]
    return found


def report(text: str) -> Report:
    """A report with the same text in every place that holds one."""
    cited = Sentence(text, ("claim",))
    return Report(
        text, text,
        (
            Heading(text), Paragraph((cited, Sentence(text, assumption=True)), text), Bullets((Paragraph((cited,), text),)),
            Table((text, text), ((cited, Sentence(text)),), text, (1,)), Figure(Chart("c", text, text, text, {}, ())),
        ),
        notes=(text, text, text), facts=((text, text),),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [EVIL, '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }} {% raw %}", "a & b < c > d \" ' e", "</style></title>"],
)
@pytest.mark.parametrize("draw", [True, False], ids=["drawn", "told"])
def test_a_text_stays_a_text_wherever_it_stands(text: str, draw: bool) -> None:
    """Titles, leads, cells, captions, notes, facts and alternative texts are escaped; nothing of them becomes a tag."""
    page_text = html(report(text), (lambda chart: "<svg></svg>") if draw else None)
    page, harmless = Page(page_text), Page(html(report("words"), (lambda chart: "<svg></svg>") if draw else None))
    assert page.faults == []
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in harmless.tags]
    assert requests(page, page_text) == []
    assert page.said.count(" ".join(text.split())) == harmless.said.count("words")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
def test_any_text_gives_a_well_formed_page(text: str) -> None:
    """No text opens, closes or adds a tag."""
    page_text = html(report(text))
    page = Page(page_text)
    assert page.faults == []
    assert requests(page, page_text) == []
    assert "script" not in [tag for tag, _ in page.tags]


def test_each_note_leads_to_its_place_and_back() -> None:
    """Citation n links to note n, note n back to citation n, in order, and each carries the note as its title."""
    page = Page(html(report("words")))
    links = [held["href"] for tag, held in page.tags if tag == "a"]
    assert links == ["#note-1", "#note-2", "#note-3", "#ref-1", "#ref-2", "#ref-3"]
    assert [each for each in page.ids if each.startswith("ref-")] == ["ref-1", "ref-2", "ref-3"]
    assert [each for each in page.ids if each.startswith("note-")] == ["note-1", "note-2", "note-3"]
    assert [held["title"] for tag, held in page.tags if tag == "a" and "title" in held] == ["words"] * 3


def test_numbers_are_set_flush_right_where_the_table_says_so() -> None:
    """The second column is numeric, in its head and in its cells."""
    page = Page(html(report("words")))
    assert [held.get("class", "") for tag, held in page.tags if tag in ("th", "td")] == ["", "num", "", "num"]


def test_an_assumption_is_marked() -> None:
    """What rests on no claim says so on the page."""
    assert Page(html(report("words"))).said.count("assumption") == 1


def test_a_chart_without_a_way_to_draw_is_told_in_words() -> None:
    """The alternative text stands in its place."""
    bare = Report("T", "S", (Figure(Chart("c", "Title", "Caption", "Told in words", {}, ())),))
    assert "Told in words" in Page(html(bare)).said
    assert "Told in words" not in Page(html(bare, lambda chart: "<svg></svg>")).said


def test_a_report_without_notes_has_no_section_for_them() -> None:
    """No empty list of notes."""
    assert "Notes" not in Page(html(Report("T", "S", ()))).said
