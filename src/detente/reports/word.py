"""A report as a Word file with native footnotes, through Pandoc (the optional extra ``word``)."""

import base64
import hashlib
import io
import os
import subprocess
import zipfile
from collections.abc import Callable, Mapping

from detente.kernel.errors import fail
from detente.reports.blocks import Report
from detente.reports.charts.chart import Chart
from detente.reports.markdown import markdown

#: Pandoc's Markdown without the parts that could reach into the file: no raw HTML or TeX, no metadata block.
_DIALECT = "markdown-yaml_metadata_block-raw_html-raw_tex"

#: Pandoc's styles made for a printed brief: smaller type, tighter spacing, ruled tables, A4 with narrow margins.
_STYLES = (
    ('<w:sz w:val="24" />\n        <w:szCs w:val="24" />', '<w:sz w:val="20" />\n        <w:szCs w:val="20" />'),
    ('<w:spacing w:after="200" />', '<w:spacing w:after="80" />'),
    ('<w:spacing w:after="180" w:before="180" />', '<w:spacing w:after="90" w:before="60" />'),
    (
        '<w:next w:val="FootnoteText" />\n    <w:uiPriority w:val="9" />\n    <w:unhideWhenUsed />\n    <w:qFormat />',
        '<w:next w:val="FootnoteText" />\n    <w:uiPriority w:val="9" />\n    <w:unhideWhenUsed />\n    <w:qFormat />\n'
        '    <w:pPr><w:spacing w:after="0" w:before="0" /></w:pPr>\n    <w:rPr><w:sz w:val="15" /><w:szCs w:val="15" /></w:rPr>',
    ),
    (
        '<w:tblPr>\n      <w:tblInd w:type="dxa" w:w="0" />\n      <w:tblCellMar>\n        <w:top w:type="dxa" w:w="0" />\n        <w:left w:type="dxa" w:w="108" />',
        '<w:rPr><w:sz w:val="17" /><w:szCs w:val="17" /></w:rPr>\n    <w:tblPr>\n      <w:tblInd w:type="dxa" w:w="0" />\n      <w:tblBorders><w:insideH w:val="single" w:sz="4" w:color="C8CED6" /></w:tblBorders>\n'
        '      <w:tblCellMar>\n        <w:top w:type="dxa" w:w="0" />\n        <w:left w:type="dxa" w:w="60" />',
    ),
)  # fmt: skip
_PAGE = '<w:pgSz w:w="11906" w:h="16838" /><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0" />'
#: The last chunk of a PNG file.
_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def word(report: Report, draw: Callable[[Chart], str] | None = None) -> bytes:
    """The .docx file. ``draw`` gives a chart as a data URI. Raises DetenteError (part-missing) without Pandoc.

    The dates inside the file are fixed, so that the same report gives the same bytes.
    """
    try:
        import pypandoc

        pandoc = pypandoc.get_pandoc_path()
    except (ImportError, OSError):
        raise fail("part-missing", "Word files need Pandoc", 'Install "detente[word]".') from None
    pictures: dict[bytes, bytes] = {}
    done = subprocess.run(
        [pandoc, "--from", _DIALECT, "--to", "docx", "--sandbox", "--output", "-"],
        input=_without_notes_heading(markdown(report, draw and _stand_ins(draw, pictures))).encode("utf-8"),
        capture_output=True,
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": "0"},
        timeout=120,
    )
    if done.returncode != 0:
        raise fail("part-missing", f"Pandoc failed: {done.stderr.decode('utf-8', 'replace').strip()[:200]}")
    return _restyled(done.stdout, pictures)


def _stand_ins(draw: Callable[[Chart], str], pictures: dict[bytes, bytes]) -> Callable[[Chart], str]:
    """Draw a picture and hand on its head alone; ``pictures`` keeps stand-in -> picture.

    Pandoc looks at the size in the head only, and takes a second to read through megabytes of base64.
    """

    def stand_in(chart: Chart) -> str:
        uri = draw(chart)
        kind, sign, body = uri.partition(";base64,")
        picture = base64.b64decode(body)
        head, data, _ = picture.partition(b"IDAT")
        if kind != "data:image/png" or not data:
            return uri
        short = head[:-4] + _END + hashlib.sha256(picture).digest()  # no two alike, or Pandoc would keep one of them
        pictures[short] = picture
        return f"{kind}{sign}{base64.b64encode(short).decode()}"

    return stand_in


def _without_notes_heading(text: str) -> str:
    """Word sets footnotes on the page, so the heading over them goes."""
    return text.replace("\n\n## Notes\n\n", "\n\n")


def _restyled(docx: bytes, pictures: Mapping[bytes, bytes]) -> bytes:
    """The file with our styles and the pictures themselves; a style that Pandoc words differently one day simply stays Pandoc's."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            content = pictures.get(content, content)
            if item.filename == "word/styles.xml":
                text = content.decode("utf-8")
                for before, after in _STYLES:
                    text = text.replace(before, after)
                content = text.encode("utf-8")
            elif item.filename == "word/document.xml" and b"<w:pgSz" not in content:
                head, mark, tail = content.decode("utf-8").rpartition("</w:sectPr>")
                content = f"{head}{_PAGE if mark else ''}{mark}{tail}".encode()
            info = zipfile.ZipInfo(item.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()
