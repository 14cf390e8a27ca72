"""A report as a Word file with native footnotes, through Pandoc (the optional extra ``word``)."""

import os
import subprocess
from collections.abc import Callable

from detente.kernel.errors import fail
from detente.reports.blocks import Report
from detente.reports.markdown import markdown


def word(report: Report, draw: Callable[[object], str] | None = None) -> bytes:
    """The .docx file. ``draw`` gives a chart as a data URI. Raises DetenteError (part-missing) without Pandoc.

    The date inside the file is fixed, so that the same report gives the same bytes.
    """
    try:
        import pypandoc

        pandoc = pypandoc.get_pandoc_path()
    except (ImportError, OSError):
        raise fail("part-missing", "Word files need Pandoc", 'Install "detente[word]".') from None
    done = subprocess.run(
        [
            pandoc,
            "--from",
            "markdown-yaml_metadata_block-raw_html-raw_tex",
            "--to",
            "docx",
            "--sandbox",
            "--output",
            "-",
        ],
        input=_without_notes_heading(markdown(report, draw)).encode("utf-8"),
        capture_output=True,
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": "0"},
        timeout=120,
    )
    if done.returncode != 0:
        raise fail("part-missing", f"Pandoc failed: {done.stderr.decode('utf-8', 'replace').strip()[:200]}")
    return done.stdout


def _without_notes_heading(text: str) -> str:
    """Word sets footnotes on the page, so the heading over them goes."""
    return text.replace("\n\n## Notes\n\n", "\n\n")
