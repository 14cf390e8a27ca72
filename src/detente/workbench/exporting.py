"""Handing a dossier on: other people's formats, with the exact words only from the owner's texts."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from detente.dossier.dossier import Dossier
from detente.kernel.errors import fail
from detente.reports.charts.chart import Chart
from detente.store.write import write_atomically
from detente.workbench.opening import open_dossier
from detente.workbench.verifying import shelf


def export(
    name: str | Path, form: str, *, texts: Path | None = None, as_known_on: date | None = None, everything: bool = False
) -> dict[str, str]:
    """The dossier in a format: file name -> text (one file for all formats but ``csv``).

    ``texts`` is the folder of the owner's copies: it fills ``exact`` where the fingerprint agrees, and nowhere else.
    """
    if form not in _FORMATS:
        raise fail("option-invalid", f"there is no export format {form!r}", f"Use one of {', '.join(_FORMATS)}.")
    dossier = open_dossier(name, as_known_on=as_known_on)
    words = _words(dossier, texts) if texts is not None else None
    return _FORMATS[form](dossier, words, everything)


def export_formats() -> dict[str, str]:
    """Name of each format -> what it gives."""
    from detente.reports.exports import FORMATS

    return FORMATS


def save(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all."""
    if path.is_dir() or not path.parent.is_dir():
        raise fail("output-unwritable", "is a folder" if path.is_dir() else "its folder does not exist", file=str(path))
    write_atomically(path, content)


def save_chart(chart: Chart, path: Path) -> None:
    """Write a chart as .svg or .png. Raises DetenteError for another ending, and without the extra ``charts`` where it is needed."""
    from detente.reports.charts.render import to_png, to_svg

    if path.suffix.lower() not in (".svg", ".png"):
        raise fail(
            "output-unwritable",
            f"a chart is no {path.suffix or 'file without an ending'}",
            "Use .svg or .png.",
            file=str(path),
        )
    save(path, to_svg(chart) if path.suffix.lower() == ".svg" else to_png(chart))


def draw(chart: Chart) -> str:
    """A chart as SVG text. Raises DetenteError (part-missing) without the extra ``charts`` where it is needed."""
    from detente.reports.charts.render import to_svg

    return to_svg(chart)


def chart_script() -> str:
    """The script that draws a chart's specification in a browser (Vega-Embed with all it needs, about 900 kB)."""
    from detente.reports.charts.library import vl_convert
    from detente.reports.charts.render import VEGA_LITE

    return str(vl_convert().javascript_bundle(vl_version=VEGA_LITE))


def draw_timeline(name: str | Path, *, as_known_on: date | None = None) -> Chart:
    """What happened between the two, cooperation above and conflict below."""
    from detente.reports.charts.timeline import timeline

    return timeline(open_dossier(name, as_known_on=as_known_on), last=as_known_on)


def _words(dossier: Dossier, texts: Path) -> dict[str, str]:
    at_hand = shelf(texts)
    found = {name: at_hand.find(source.sha256, source.file) for name, source in dossier.sources.items()}
    return {name: text.text for name, text in found.items() if text is not None}


def _as_text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


Words = Mapping[str, str] | None


def _json(dossier: Dossier, words: Words, everything: bool) -> dict[str, str]:
    from detente.reports.exports.dossier_json import dossier_json

    return {f"{dossier.dossier.id}.json": _as_text(dossier_json(dossier, words, everything=everything))}


def _csv(dossier: Dossier, words: Words, everything: bool) -> dict[str, str]:
    from detente.reports.exports.tables import tables

    return tables(dossier)


def _csl(dossier: Dossier, words: Words, everything: bool) -> dict[str, str]:
    from detente.reports.exports.csl import csl_json

    return {f"{dossier.dossier.id}.csl.json": _as_text(csl_json(dossier))}


def _annotations(dossier: Dossier, words: Words, everything: bool) -> dict[str, str]:
    from detente.reports.exports.web_annotation import web_annotations

    return {f"{dossier.dossier.id}.annotations.jsonld": _as_text(web_annotations(dossier, words))}


def _ftm(dossier: Dossier, words: Words, everything: bool) -> dict[str, str]:
    from detente.reports.exports.follow_the_money import ftm_entities

    lines = "".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in ftm_entities(dossier))
    return {f"{dossier.dossier.id}.ftm.jsonl": lines}


_FORMATS: dict[str, Callable[[Dossier, Words, bool], dict[str, str]]] = {
    "json": _json, "csv": _csv, "csl-json": _csl, "webannotation": _annotations, "ftm": _ftm,
}  # fmt: skip
