"""The flagship's brief in its four forms: a note for every citation, nothing fetched, the same bytes again."""

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile

import pytest
from test_html import Page, requests
from test_word import citations, footnotes

from detente import workbench
from detente.dossier.dossier import Dossier
from detente.reports.blocks import Figure, Report
from detente.reports.charts.render import to_png
from detente.reports.notes import sentences

pytest.importorskip("altair")
pytest.importorskip("pypandoc")

PLACE = r"(?:par\. \d+|line \d+)(?: \([^()]+\))?"


@pytest.fixture(scope="module")
def flagship() -> Dossier:
    return workbench.open_dossier("us-mexico")


@pytest.fixture(scope="module")
def brief() -> Report:
    return workbench.compose_brief("us-mexico")


@pytest.fixture(scope="module")
def markdown(brief: Report) -> str:
    return str(workbench.render(brief, "md"))


@pytest.fixture(scope="module")
def html(brief: Report) -> str:
    return str(workbench.render(brief, "html"))


@pytest.fixture(scope="module")
def docx(brief: Report) -> bytes:
    done = workbench.render(brief, "docx")
    assert isinstance(done, bytes)
    return done


def test_every_sentence_with_claims_has_its_note(brief: Report) -> None:
    """As many notes as sentences that carry claims, and there are many."""
    cited = [each for block in brief.blocks for each in sentences(block) if each.claims]
    assert len(brief.notes) == len(cited) >= 100


def test_every_note_names_document_and_paragraph(brief: Report, flagship: Dossier) -> None:
    """Document, then paragraphs (or the line of a title or caption); several documents are set apart by semicolons."""
    shorts = "|".join(re.escape(source.short) for source in flagship.sources.values())
    document = rf"(?:{shorts}), {PLACE}(?:, {PLACE})*"
    assert [note for note in brief.notes if not re.fullmatch(rf"{document}(?:; {document})*\.", note)] == []


def test_markdown_cites_and_defines_each_note_once_and_in_order(brief: Report, markdown: str) -> None:
    """[^1] to [^n] in the text, and the same in the list."""
    text, _, notes = markdown.partition("## Notes")
    wanted = [str(place) for place in range(1, len(brief.notes) + 1)]
    assert re.findall(r"(?<!\\)\[\^(\d+)\]", text) == wanted
    assert re.findall(r"^\[\^(\d+)\]: ", notes, re.M) == wanted


def test_the_page_is_well_formed_and_fetches_nothing(html: str) -> None:
    """Charts included: no script, no link outside, no id twice, an answer for who cannot see the pictures."""
    page = Page(html)
    assert page.faults == []
    assert requests(page, html) == []
    assert len(page.ids) == len(set(page.ids))
    pictures = [held for _, held in page.tags if held.get("role") == "img"]
    assert pictures
    assert [tag for tag, _ in page.tags].count("figure") == 9


def test_every_link_on_the_page_leads_somewhere_on_it_and_back(brief: Report, html: str) -> None:
    """n citations lead to n notes, and n notes back."""
    page = Page(html)
    links = [held["href"].removeprefix("#") for tag, held in page.tags if tag == "a"]
    count = len(brief.notes)
    assert [each for each in links if each.startswith("note-")] == [f"note-{i}" for i in range(1, count + 1)]
    assert [each for each in links if each.startswith("ref-")] == [f"ref-{i}" for i in range(1, count + 1)]
    assert set(links) <= set(page.ids)


def test_word_has_a_native_footnote_for_each_citation(brief: Report, docx: bytes) -> None:
    """As many footnotes as references, with the notes' words in order, and eight pictures inside the file."""
    notes = footnotes(docx)
    assert [" ".join(notes[each].split()) for each in citations(docx)] == list(brief.notes)
    assert len(notes) == len(brief.notes)
    with zipfile.ZipFile(io.BytesIO(docx)) as held:
        media = [name for name in held.namelist() if name.startswith("word/media/")]
        drawn = {to_png(block.chart) for block in brief.blocks if isinstance(block, Figure)}
        assert len(media) == 9
        assert {held.read(name) for name in media} == drawn
        assert 'TargetMode="External"' not in held.read("word/_rels/document.xml.rels").decode()


def test_the_three_forms_say_the_same(brief: Report, markdown: str, html: str) -> None:
    """Every sentence of the report stands in Markdown and on the page."""
    bare, said = " ".join(re.sub(r"\{=[^}]*\}", "", re.sub(r"\\(.)", r"\1", markdown)).split()), Page(html).said
    for block in brief.blocks:
        for each in sentences(block):
            words = " ".join(each.text.split())
            assert (words.rstrip(".") if each.kind else words) in bare
            assert words in said


AGAIN = """
import hashlib, json, sys
from detente import workbench
m = json.loads(sys.argv[1])
o = m["options"]
r = workbench.compose_brief(m["dossier"], issue=o["issue"], period=o["period"], scenario=o["scenario"], draws=o["draws"], seed=m["seed"])
assert r.manifest == m, r.manifest
for form in ("md", "html", "json", "docx"):
    out = workbench.render(r, form)
    print(form, hashlib.sha256(out if isinstance(out, bytes) else out.encode()).hexdigest())
"""


def test_the_manifest_gives_the_same_bytes_again(brief: Report, markdown: str, html: str, docx: bytes) -> None:
    """Another process with another hash seed makes the same four files, charts included, from the manifest alone."""
    ran = subprocess.run(
        [sys.executable, "-c", AGAIN, json.dumps(brief.manifest)], capture_output=True, text=True, timeout=120, check=True,
        env={**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    here = {
        "md": markdown.encode(),
        "html": html.encode(),
        "json": str(workbench.render(brief, "json")).encode(),
        "docx": docx,
    }
    there = dict(line.split() for line in ran.stdout.splitlines())
    assert there == {form: hashlib.sha256(content).hexdigest() for form, content in here.items()}


def test_a_page_drawn_twice_is_the_same_page(brief: Report, html: str) -> None:
    """Drawing leaves nothing behind in the process: no picture's inner names count on from the last one."""
    assert workbench.render(brief, "html") == html


def test_the_manifest_names_what_made_the_brief(brief: Report, flagship: Dossier) -> None:
    """Dossier and fingerprint, as-of day, engine, version, seed and options."""
    from detente import __version__

    assert brief.manifest["dossier_fingerprint"] == flagship.fingerprint
    assert (brief.manifest["dossier"], brief.manifest["version"], brief.manifest["seed"]) == (
        "us-mexico",
        __version__,
        0,
    )
    assert brief.manifest["as_of"] is None
    assert {"issue", "period", "draws", "scenario"} <= set(brief.manifest["options"])
