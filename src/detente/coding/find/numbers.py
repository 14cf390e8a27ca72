"""Figures of one block with hedge, unit, rate and the proposals what they count, over what time and who says so."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from detente.coding.find.date_grammar import MONTH, YEAR
from detente.coding.find.number_grammar import RULES, Figure
from detente.coding.find.number_units import HEDGES, ROLE_NOUNS
from detente.coding.find.overlaps import holding, longest
from detente.coding.find.page import Item
from detente.coding.find.sentences import sentences

_HEDGES = "|".join(each.replace(" ", r"\s+") for each in sorted(HEDGES, key=len, reverse=True))
_HEDGE = re.compile(rf"(?<!\w)(?P<h>{_HEDGES})[\s\u00a0]+$", re.IGNORECASE)
_PER = re.compile(
    r"(?:\s+(?:an?|per|each|every)\s+|-an?-|/)(?P<u>second|minute|hour|day|week|month|quarter|year|head|person|tonne|ton|barrel)\b"
)
_YEARLY = re.compile(r"\b(?P<u>annually|yearly|daily|monthly|weekly)\b")
_ADVERBS = {"annually": "year", "yearly": "year", "daily": "day", "monthly": "month", "weekly": "week"}
_OF_WHAT = re.compile(r"\s+(?:(?:worth\s+)?of|in|for)\s+(?P<w>[^,.;:()–—“”\"]{2,80})")
_STOP = re.compile(r"\s+(?:that|which|who|is|are|was|were|has|have|had|will|would|in\s+\d{4}|and|as|to|over|during|from|by)\b.*$", re.DOTALL)  # fmt: skip
#: Dates that tell a length: the figure inside them counts as one ("the past two years" is two years).
_LENGTHS = frozenset({"duration_to_date", "duration_from_date", "offset", "anaphor"})


def find_numbers(text: str, dates: Sequence[Item]) -> list[Item]:
    """The figures in one block, in order. ``dates`` are the block's expressions of time: years and days are no figures."""
    figures = [each for each in _figures(text) if not _part_of_date(each, dates)]
    spans = sentences(text) if figures else ()
    return [_item(figure, text, spans, dates) for figure in figures]


def _figures(text: str) -> list[Figure]:
    found: list[Figure] = []
    for rule in RULES:
        if rule.needles and not any(needle in text for needle in rule.needles):
            continue
        for match in rule.pattern.finditer(text):
            try:
                figure = rule.read(match, text)
            except (ValueError, KeyError, OverflowError):
                continue  # digits or words that make no number
            if figure is not None:
                found.append(replace(figure, rule=rule.name))
    return longest(found)


def _part_of_date(figure: Figure, dates: Sequence[Item]) -> bool:
    for each in dates:
        if figure.start < each["end"] and each["start"] < figure.end:
            return not (figure.kind == "duration" and each["form"] in _LENGTHS)
    return False


def _item(figure: Figure, text: str, spans: Sequence[tuple[int, int]], dates: Sequence[Item]) -> Item:
    hedge = _HEDGE.search(text[max(0, figure.start - 24) : figure.start])
    start = figure.start - len(hedge[0]) if hedge else figure.start
    kind, unit, end, per = figure.kind, figure.unit, figure.end, None
    rate = _PER.match(text, end) if kind in ("money", "percent", "count", "range") else None
    low, high = holding(spans, figure.start) or (0, len(text))
    if rate:
        kind, per, end = "rate", rate["u"], rate.end()
        unit = f"{unit}/{per}" if unit else None
    elif kind == "money" and (adverb := _YEARLY.search(text, end, high)):
        per = _ADVERBS[adverb["u"]]
    return {
        "start": start, "end": end, "text": text[start:end], "status": "suggested", "rule": figure.rule,
        "value": _plain(figure.value), "value_max": _plain(figure.value_max), "unit": unit, "per": per,
        "scale": figure.scale, "hedge": re.sub(r"\s+", " ", hedge["h"].lower()) if hedge else None, "kind": kind,
        "what": _what(figure, text, end), "attributed_to": None, "period": _period(start, end, low, high, dates),
    }  # fmt: skip


def _plain(value: float | None) -> Any:
    """An int where the value is whole."""
    return int(value) if value is not None and value.is_integer() else value


def _what(figure: Figure, text: str, end: int) -> str | None:
    """What is counted, in the words that follow; a proposal."""
    words = _OF_WHAT.match(text, end)
    rest = _STOP.sub("", words["w"]) if words else ""
    if re.match(rf"(?:{MONTH}|{YEAR}|(?:[Tt]his|[Ll]ast|[Nn]ext)\b)", rest):
        rest = ""
    if figure.kind == "rank":
        noun = re.match(r"[\s-]+(?:[\w-]+\s+){0,2}?(?:" + "|".join(sorted(ROLE_NOUNS)) + r")\b", text[end:])
        return noun[0].strip() if noun else None
    if (
        figure.kind in ("count", "vague", "range")
        and figure.unit
        and figure.unit not in ("percent", "USD", "EUR", "GBP")
    ):
        return f"{figure.unit} of {rest}" if rest and text[end : end + 4] == " of " else figure.unit
    return rest or None


def _period(start: int, end: int, low: int, high: int, dates: Sequence[Item]) -> str | None:
    """The nearest resolved date in the same sentence; a proposal."""
    near = [each for each in dates if each["value"] and low <= each["start"] < high]
    if not near:
        return None
    best = min(near, key=lambda each: max(each["start"] - end, start - each["end"], 0))
    return str(best["value"])


def attribute(figures: Sequence[Item], reports: Sequence[Item], text: str) -> None:
    """Name who gives a figure: the source named in its sentence, else the speaker of the clause that holds it; a proposal."""
    spans = sentences(text) if figures and reports else []
    for figure in figures if spans else ():
        low, high = holding(spans, figure["start"]) or (0, len(text))
        here = [each for each in reports if low <= each["start"] < high]
        sources = [each for each in here if each["clause"] is None]
        telling = [each for each in here if each["start"] <= figure["start"] < each["end"]]
        for each in (*sources, *telling):
            if each["speaker"]["name"]:
                figure["attributed_to"] = each["speaker"]["actor"] or each["speaker"]["name"]
                break
