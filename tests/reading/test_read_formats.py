"""Pages, Word documents, e-mails, feeds and PDF files: read safely, or named; and none of the readers ever crashes."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_samples import BIO, BYLINE, DATE, DEK, LONG, TITLE, page

from detente import workbench
from detente.sources.reading import docx, pdf
from detente.sources.reading.page import ReadFault
from detente.sources.reading.reader import ENDINGS, read_pages

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(path: Path, content: bytes | str) -> list[list[dict[str, Any]]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [each.records for each in workbench.read_documents([path]).documents]


def body(records: list[dict[str, Any]]) -> list[str]:
    return [each["clean"] for each in records if each.get("label") == "body"]


def word(paragraphs: list[tuple[str, str]], *, extra: str = "", head: str = "") -> bytes:
    rows = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for text, style in paragraphs
    )
    return packed(
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{W}"><w:body>{rows}{extra}</w:body></w:document>'.encode()
    )


def packed(xml: bytes, name: str = "word/document.xml", compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as package:
        package.writestr(name, xml)
    return buffer.getvalue()


def fault(ending: str, content: bytes) -> str:
    with pytest.raises(ReadFault) as raised:
        read_pages(ending, content)
    return raised.value.slug


def test_the_head_of_a_page_and_its_scripts(tmp_path: Path) -> None:
    (records,) = read(tmp_path / "a.html", page("a", LONG).text)
    head = records[0]
    assert (head["title"]["value"], head["outlet"]["value"], head["language"]) == (TITLE, "The Valley Observer", "en")
    assert [each["value"] for each in head["authors"]] == ["Marta Ohl"]
    assert (head["date"]["value"], head["date"]["status"], head["basis"]) == ("2019-10-04", "printed", "extracted")
    assert any("1 script was not run" in warning for warning in head["warnings"])
    text = "\n".join(each["text"] for each in records[1:])
    assert "document.write" not in text
    assert "color" not in text
    assert all("\n" not in each["text"] for each in records[1:])


def test_text_that_only_looks_like_markup_stays_text(tmp_path: Path) -> None:
    (records,) = read(
        tmp_path / "a.html", f"<p>{LONG[0]} &lt;script&gt;alert(1)&lt;/script&gt; 1 &lt; 2.</p><p>{LONG[1]}"
    )
    assert body(records)[0].endswith("<script>alert(1)</script> 1 < 2.")


def test_a_page_in_another_encoding_says_which(tmp_path: Path) -> None:
    source = "<meta charset=iso-8859-1><p>" + LONG[0].replace("timber", "caf\u00e9") + "</p>"
    (records,) = read(tmp_path / "a.html", source.encode("cp1252"))
    assert "caf\u00e9 ministers" in body(records)[0]
    assert records[0]["encoding"] == "cp1252"
    mixed = source.encode() + "<p>caf\u00e9</p>".encode("cp1252")
    (records,) = read(tmp_path / "b.html", source)
    assert any("is UTF-8" in warning for warning in records[0]["warnings"])
    assert fault(".txt", mixed) == "read-encoding"


def test_an_empty_page_is_read_and_told(tmp_path: Path) -> None:
    (records,) = read(tmp_path / "a.html", "<html><body><script>render()</script></body></html>")
    assert "no body paragraph found" in records[0]["warnings"]
    assert "the page holds no text" in records[0]["warnings"]


def test_a_word_document(tmp_path: Path) -> None:
    rows = [
        (TITLE, "Title"),
        (BYLINE, "Normal"),
        (DATE, "Normal"),
        *((each, "Normal") for each in LONG[:3]),
        ("Why", "Heading1"),
        (LONG[3], "Normal"),
        (BIO, "Normal"),
    ]
    deleted = "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>kept</w:t><w:tab/><w:t>too</w:t></w:r></w:p>"
    (records,) = read(tmp_path / "a.docx", word(rows, extra=deleted))
    assert body(records) == LONG[:4]
    assert records[0]["title"]["value"] == TITLE
    assert records[0]["date"]["value"] == "2019-10-04"
    assert records[-1]["clean"] == "kept too"


def test_a_word_document_that_is_a_trap_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fault(".docx", word([("x" * 40_000_000, "Normal")])) == "read-bomb"
    assert fault(".docx", word([("&a;", "Normal")], head='<!DOCTYPE w [<!ENTITY a "aaa">]>')) == "read-bomb"
    assert fault(".docx", word([], head='<!DOCTYPE w SYSTEM "file:///etc/passwd">')) == "read-bomb"
    assert fault(".docx", packed(b"<a/>", "other.xml")) == "read-broken"
    assert fault(".docx", word([("a", "Normal")])[:-30]) == "read-broken"
    assert fault(".docx", word([("", "Normal")])) == "read-no-text"
    assert (
        fault(".docx", packed(b"<w:document xmlns:w='" + W.encode() + b"'>" + b"<a>" * 600 + b"</w:document>"))
        == "read-bomb"
    )
    monkeypatch.setattr(docx, "MAX_EXPANDED", 1000)
    honest = packed(b"<a>" + bytes(range(32, 127)) * 30 + b"</a>", compression=zipfile.ZIP_STORED)
    assert fault(".docx", honest) == "read-bomb"


def mail(text: str, **parts: str) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = (
        TITLE,
        "Marta Ohl <marta@example.org>",
        "Fri, 04 Oct 2019 23:30:00 -0700",
    )
    message.set_content(text)
    if "html" in parts:
        message.add_alternative(parts["html"], subtype="html")
    if "attached" in parts:
        message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename=parts["attached"])
    return message.as_bytes()


def test_an_email(tmp_path: Path) -> None:
    text = "\n\n".join(LONG[:4]) + "\n\n> " + LONG[5] + "\n\n-- \nMarta Ohl\nPorto\n"
    (records,) = read(tmp_path / "a.eml", mail(text, attached="tool.exe"))
    head = records[0]
    assert (head["title"]["value"], head["date"]["value"], [each["value"] for each in head["authors"]]) == (
        TITLE,
        "2019-10-04",
        ["Marta Ohl"],
    )
    assert body(records) == LONG[:4]
    assert any("tool.exe" in warning for warning in head["warnings"])


FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Valley Observer</title><language>en-GB</language>
<item><title>{TITLE}</title><author>a@b.c (Marta Ohl)</author><pubDate>Fri, 04 Oct 2019 08:00:00 GMT</pubDate><link>https://example.org/a</link>
<description>&lt;p&gt;{LONG[0]}&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;&lt;p&gt;{LONG[1]}&lt;/p&gt;</description></item>
<item><title>Second</title><description>{LONG[2]}</description></item></channel></rss>"""


def test_a_feed_gives_one_document_an_entry(tmp_path: Path) -> None:
    first, second = read(tmp_path / "f.rss", FEED)
    assert (first[0]["file"], second[0]["file"]) == ("f.rss#1", "f.rss#2")
    assert (first[0]["title"]["value"], first[0]["outlet"]["value"], first[0]["date"]["value"]) == (
        TITLE,
        "The Valley Observer",
        "2019-10-04",
    )
    assert body(first) == LONG[:2]
    assert body(second) == [LONG[2]]
    assert first[0]["sha256"] != second[0]["sha256"]
    assert fault(".xml", FEED.replace("<rss", '<!DOCTYPE r [<!ENTITY a "aa">]><rss').encode()) == "read-bomb"


def a_pdf(*lines: str) -> bytes:
    """A PDF of one page, written by hand; without lines it is a page with nothing on it, as a scan has no text."""
    shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    stream = f"BT /F1 10 Tf 40 780 Td {shown} ET" if lines else "0 0 m 100 100 l S"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
               f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        out
        + f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    )


@pytest.mark.skipif(not pdf.installed(), reason="the reader of PDF files is not installed")
def test_a_pdf_and_a_scan(tmp_path: Path) -> None:
    import textwrap

    told = [each for each in LONG[:4] if each.isascii() and "(" not in each]
    lines = [TITLE, *(line for each in told for line in textwrap.wrap(each, 80))]
    (records,) = read(tmp_path / "a.pdf", a_pdf(*lines))
    assert body(records) == told
    assert records[0]["title"]["value"] == TITLE
    assert fault(".pdf", a_pdf()) == "read-no-text"


def test_without_the_parts_the_files_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.sources.reading.pdf.find_spec", lambda name: None)
    monkeypatch.setattr("detente.sources.reading.feed.find_spec", lambda name: None)
    assert fault(".pdf", a_pdf("x")) == "part-missing"
    assert fault(".rss", FEED.encode()) == "part-missing"


def test_markdown_headings_are_headings(tmp_path: Path) -> None:
    (records,) = read(
        tmp_path / "a.md", f"# {TITLE}\n\n{DEK}\n\n{BYLINE}\n\n{LONG[0]}\n\n## Why it matters now.\n\n{LONG[1]}\n"
    )
    assert records[0]["title"]["value"] == TITLE
    assert body(records) == LONG[:2]


PIECES = st.sampled_from([
    b"<", b">", b"<p>", b"</p", b"<!--", b"-->", b"<script>", b"</script>", b"<![CDATA[", b"&#x", b"&amp;", b"&#99999999;", b'"', b"'", b"=", b"<meta charset=utf-16>",
    b"<meta property='og:title' content='", b"<time datetime='2020-99-99'>", b"<script type='application/ld+json'>{\"@type\":\"Article\",\"author\":[1,{}]}</script>",
    b"Subject: =?utf-8?q?a?=", b"\r\n", b"\n\n", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"--b", b"Content-Transfer-Encoding: base64\n", b"Date: x\n",
    b"From: <>\n", b"%PDF-1.4\n", b"PK\x03\x04", b"<rss version='2.0'><channel><item>", b"<title>", b"\x00", b"\xff", b"\xc3\xa9", b"\xed\xa0\x80", b"By Marta Ohl. ",
    b"By ", b"2019-09-18", b"31/12/2020", b"word ", LONG[0].encode(), b"\xe2\x80\xa8",
])  # fmt: skip
WILD = st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=25).map(b"".join))


@settings(max_examples=120)
@given(st.sampled_from(ENDINGS), WILD)
def test_whatever_the_bytes_they_are_read_or_named(ending: str, content: bytes) -> None:
    try:
        pages = read_pages(ending, content)
    except ReadFault:
        return  # named, as the class demands: it takes a slug and a message
    assert pages
    for each in pages:
        assert "\x00" not in each.text
        each.text.encode("utf-8")
        assert all(1 <= line <= each.text.count("\n") + 1 for line in each.hints)


@settings(max_examples=60)
@given(st.one_of(WILD, st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))), st.binary(max_size=8))
def test_word_documents_of_any_bytes_are_read_or_named(xml: bytes, damage: bytes) -> None:
    whole = packed(b"<w:document xmlns:w='" + W.encode() + b"'><w:p><w:t>" + xml + b"</w:t></w:p></w:document>")
    for content in (whole, whole[: len(whole) // 2] + damage + whole[len(whole) // 2 :]):
        try:
            assert read_pages(".docx", content)
        except ReadFault:
            continue


@settings(max_examples=80)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=80),
            st.sampled_from([*LONG[:3], TITLE, BYLINE, DATE, BIO, "Menu", "Related stories", "- item", "What Now?"]),
        ),
        max_size=20,
    )
)
def test_any_text_is_labelled_and_nothing_is_lost(rows: list[str]) -> None:
    from detente.coding.labels.blocks import blocks_of
    from detente.coding.labels.label import LABELS, label_blocks

    text = "\n".join(rows)
    for wrap in ("auto", "never", "always"):
        labelled = label_blocks(blocks_of(text, wrap))
        assert all(
            each.label in LABELS and each.reason and text[each.block.start : each.block.end] == each.block.text
            for each in labelled
        )
        kept = "".join("".join(each.block.text.split()) for each in labelled)
        assert kept == "".join(text.split())
        numbers = [each.paragraph for each in labelled if each.label == "body"]
        assert numbers == list(range(1, len(numbers) + 1))


def test_the_command_says_what_was_read(tmp_path: Path, run: Callable[..., Any]) -> None:
    path = tmp_path / "f.rss"
    path.write_text(FEED)
    ran = run("read", path, "--out", tmp_path / "out.jsonl", "--keep-text", tmp_path / "texts")
    assert ran.code == 0
    assert "2 documents, 7 passages written" in ran.err
    assert sorted(each.name for each in (tmp_path / "texts").iterdir()) == ["f-entry-1.txt", "f-entry-2.txt"]
