"""A report as JSON: the same blocks, sentences with their claims and note numbers, charts with their data."""

import json
from typing import Any

from detente.explain.sentence import Sentence
from detente.reports.blocks import Block, Bullets, Figure, Heading, Paragraph, Report, Table
from detente.reports.notes import Counter


def as_json(report: Report) -> str:
    """The report as one JSON text (schema ``detente.report/1``)."""
    counter = Counter()
    data = {
        "schema": "detente.report/1", "title": report.title, "subtitle": report.subtitle, "facts": dict(report.facts),
        "blocks": [_block(block, counter) for block in report.blocks], "notes": list(report.notes), "manifest": report.manifest,
        **({"model": report.model} if report.model is not None else {}),
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _block(block: Block, counter: Counter) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", **_paragraph(block, counter)}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": [_paragraph(item, counter) for item in block.items]}
    if isinstance(block, Table):
        rows = [[_sentence(cell, counter) for cell in row] for row in block.rows]
        return {"kind": "table", "head": list(block.head), "rows": rows, "caption": block.caption}
    return _figure(block)


def _figure(figure: Figure) -> dict[str, Any]:
    chart = figure.chart
    return {
        "kind": "figure",
        "id": chart.id,
        "title": chart.title,
        "caption": chart.caption,
        "alt": chart.alt,
        "data": list(chart.data),
    }


def _paragraph(paragraph: Paragraph, counter: Counter) -> dict[str, Any]:
    return {
        "lead": paragraph.lead or paragraph.label,
        "sentences": [_sentence(each, counter) for each in paragraph.sentences],
    }


def _sentence(sentence: Sentence, counter: Counter) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "claims": list(sentence.claims),
        "note": counter.number(sentence),
        "assumption": sentence.assumption,
        **({"type": _TYPE[sentence.kind], "evidence": list(sentence.evidence)} if sentence.kind else {}),
    }


_TYPE = {"F": "fact", "A": "assumption", "J": "judgement"}
