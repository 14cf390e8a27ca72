"""A report in one of its forms: Markdown, a page, Word, JSON."""

from collections.abc import Callable

from detente.kernel.errors import fail
from detente.reports.blocks import Report


def render(report: Report, form: str) -> str | bytes:
    """The report as ``md``, ``html``, ``docx`` or ``json``. Raises DetenteError (part-missing) for an absent extra."""
    if form not in _RENDERERS:
        raise fail("option-invalid", f"there is no format {form!r}", f"Use one of {', '.join(_RENDERERS)}.")
    return _RENDERERS[form](report)


def brief_formats() -> tuple[str, ...]:
    """The formats that ``render`` knows."""
    return tuple(_RENDERERS)


def _markdown(report: Report) -> str:
    from detente.reports.markdown import profile

    return profile(report)


def _html(report: Report) -> str:
    from detente.reports.charts.render import to_svg
    from detente.reports.html import html

    return html(report, to_svg)


def _word(report: Report) -> bytes:
    from detente.reports.charts.render import to_png
    from detente.reports.markdown import as_data_uri
    from detente.reports.word import word

    return word(report, lambda chart: as_data_uri(to_png(chart)))


def _json(report: Report) -> str:
    from detente.reports.as_json import as_json

    return as_json(report)


_RENDERERS: dict[str, Callable[[Report], str | bytes]] = {"md": _markdown, "html": _html, "docx": _word, "json": _json}
