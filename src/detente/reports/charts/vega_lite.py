"""Pieces of Vega-Lite that several charts share. Everything else is written in the charts as its documentation has it."""

from collections.abc import Iterable, Sequence
from typing import Any

from detente.reports.charts import theme
from detente.reports.charts.words import balanced

#: A specification or a part of one.
Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


def framed(drawing: Spec, title: str, subtitle: str, alt: str) -> Spec:
    """The finished specification: the drawing with its title, a line on how to read it, and the alternative text."""
    return {
        "$schema": SCHEMA,
        "title": {"text": balanced(title, 80), "subtitle": balanced(subtitle, 112)},
        "description": alt,
        "padding": 8,
        "config": theme.config(),
        **drawing,
    }


def by_name(field: str, names: Sequence[str], axis: Spec, **scale: Any) -> Spec:
    """The position channel of a chart with one row or column for each name, in this order."""
    return {
        "field": field,
        "type": "nominal",
        "title": None,
        "scale": {"domain": list(names), **scale},
        "axis": {"domain": False, "ticks": False, **axis},
    }


def lines(align: str, baseline: str, **more: Any) -> Spec:
    """The mark for text in several lines, parted by line feeds."""
    return {
        "type": "text",
        "align": align,
        "baseline": baseline,
        "lineBreak": "\n",
        "lineHeight": theme.LINE,
        **more,
    }


def tooltip(fields: Iterable[tuple[str, str]]) -> list[Spec]:
    """The tooltip channel: fields with their printed names."""
    return [{"field": field, "type": "nominal", "title": title} for field, title in fields]


def either(test: str, value: Any, otherwise: Any) -> Spec:
    """A channel with one of two values: the first where the field ``test`` is true."""
    return {"condition": {"test": f"datum.{test}", "value": value}, "value": otherwise}
