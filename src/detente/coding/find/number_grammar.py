"""The grammar of figures: patterns with the reading that each gives. Longer figures win over those inside them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from detente.coding.find.number_units import (
    CODES,
    LONG_UNITS,
    MONEY_WORDS,
    RANKS,
    ROLE_NOUNS,
    SCALES,
    SIGNS,
    unit_after,
)  # fmt: skip
from detente.coding.find.word_lists import FUNCTION_WORDS
from detente.coding.find.words import ORDINALS, WORD_NUMBER, count_of, either_case

DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SCALE = r"(?:thousand|million|billion|trillion|hundred)"
_SHORT = r"(?:k|mn|m|bn|b|tn)"
_ANY = rf"(?:{DIGITS}|{WORD_NUMBER})"
_SIGN = r"(?:US\$|C\$|A\$|Mex\$|MX\$|[$€£¥])"
_CODE = rf"(?:{'|'.join(CODES)})"
#: A digit that belongs to a name, a clock, a telephone number or a fraction begins no figure.
_FREE = r"(?<![\w$€£¥.,:/#&-])(?<!\d[–])"
_END = r"(?![\w/]|[.,:]\d|-\d)"
_TIME = r"(?:second|minute|hour|day|week|month|quarter|year)"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: ``value`` is None for "thousands"; ``start`` and ``end`` leave out the hedge."""

    start: int
    end: int
    kind: str
    value: float | None
    unit: str | None
    value_max: float | None = None
    scale: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and its reading; ``needles`` are cheap signs without which the pattern cannot match."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], str], Figure | None]
    needles: tuple[str, ...]


def number(text: str) -> float:
    """The value of digits with thousands marks, or of a number word; "a" is 1."""
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return float(count_of(text))


def _scale(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    return groups.get("s") or groups.get("q")


def _scaled(text: str, scale: str | None) -> float:
    return round(number(text) * SCALES[scale.lower()], 6) if scale else number(text)


def _counted(match: re.Match[str], text: str, value: float, kind: str = "count", scale: str | None = None) -> Figure:
    """A figure with the plural noun behind it, if one follows."""
    unit, end = unit_after(text, match.end()) or (None, match.end())
    return Figure(match.start("n"), end, kind, value, unit, scale=scale)


def _money(match: re.Match[str], _: str) -> Figure:
    sign, scale = re.sub(r"\s", "", match["c"]), _scale(match)
    unit = SIGNS.get(sign) or sign.rstrip("$")
    if not match["x"]:
        return Figure(match.start(), match.end(), "money", _scaled(match["n"], scale), unit, scale=scale)
    low = number(match["n"]) if number(match["n"]) >= number(match["x"]) else _scaled(match["n"], scale)
    return Figure(match.start(), match.end(), "range", low, unit, _scaled(match["x"], scale), scale)


def _money_word(match: re.Match[str], _: str) -> Figure:
    word = match["u"].lower()
    unit = "USD" if match["us"] and word.startswith("dollar") else MONEY_WORDS.get(word, match["u"])
    return Figure(match.start(), match.end(), "money", _scaled(match["n"], match["s"]), unit, scale=match["s"])


def _percent(match: re.Match[str], _: str) -> Figure:
    unit = "percentage points" if match["p"] and "point" in match["p"] else "percent"
    high = number(match["x"]) if match["x"] else None
    return Figure(match.start(), match.end(), "percent" if high is None else "range", number(match["n"]), unit, high)


def _range(match: re.Match[str], text: str) -> Figure | None:
    low, high = _scaled(match["n"], match["s"]), _scaled(match["x"], match["s"])
    found = unit_after(text, match.end())
    if high <= low or match["x"].startswith("0") or not (found or match["to"].strip().isalpha()):
        return None
    unit, end = found or (None, match.end())
    return Figure(match.start("n"), end, "range", low, unit, high, match["s"])


def _duration(match: re.Match[str], _: str) -> Figure:
    unit = re.sub("ie$", "y", match["u"].lower().rstrip("s"))
    plural = "years" if unit in LONG_UNITS else unit + "s"
    return Figure(match.start("n"), match.end(), "duration", number(match["n"]) * LONG_UNITS.get(unit, 1), plural)


_NAME_BEFORE = re.compile(r"(?<![.!?:][\s\u00a0])(?<!^)\b(?P<w>[A-Z][\w’'-]*\.?)[\s\u00a0]+$")
_LABEL_BEFORE = re.compile(
    r"\b(?:article|room|flight|chapter|page|line|route|highway|section|kilomet(?:re|er)|km|mile|no\.|number|paragraph|"
    r"resolution|version|class|grade|level|phase|call|dial|paragraphs|articles|chapters|pages)[\s\u00a0]+$",
    re.IGNORECASE,
)


def _count(match: re.Match[str], text: str) -> Figure | None:
    made = _counted(match, text, _scaled(match["n"], _scale(match)), scale=_scale(match))
    before = text[max(0, match.start() - 24) : match.start()]
    if _LABEL_BEFORE.search(before):
        return None
    name = _NAME_BEFORE.search(before)
    if made.unit is None and name and name["w"].lower() not in FUNCTION_WORDS:
        return None  # Article 27, Boeing 737
    return made


def _word_count(match: re.Match[str], text: str) -> Figure | None:
    made = _counted(match, text, _scaled(match["n"], match["s"]), scale=match["s"])
    if match["s"]:
        return made
    return None if match["n"].lower() == "one" or made.unit is None else made


def _compound(match: re.Match[str], _: str) -> Figure:
    return Figure(match.start(), match.end(), "count", number(match["n"]), re.sub("y$", "ie", match["u"]) + "s")


def _dozen(match: re.Match[str], text: str) -> Figure:
    return _counted(match, text, number(match["n"]) * 12, scale="dozen")


def _half_scale(match: re.Match[str], text: str) -> Figure:
    return _counted(match, text, SCALES[match["s"]] / 2, scale=match["s"])


_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}


def _fraction(match: re.Match[str], _: str) -> Figure | None:
    value = number(match["n"]) / _PARTS[match["d"].rstrip("s")]
    return Figure(match.start(), match.end(), "share", round(value, 4), "share") if value < 1 else None


def _half(match: re.Match[str], _: str) -> Figure:
    return Figure(match.start(), match.end(), "share", 0.5, "share")


def _one_in(match: re.Match[str], _: str) -> Figure | None:
    many, of = number(match["n"]), number(match["x"])
    return Figure(match.start(), match.end(), "share", round(many / of, 4), "share") if 0 < many < of else None


_OF = re.compile(r"\s+of(?=\s)")


def _vague(match: re.Match[str], text: str) -> Figure:
    of = _OF.match(text, match.end())
    found = unit_after(text, of.end() if of else match.end())
    unit, end = found or ("persons", match.end())
    return Figure(match.start(), end, "vague", None, unit)


_FACTORS = {"doubled": 2.0, "tripled": 3.0, "trebled": 3.0, "quadrupled": 4.0, "quintupled": 5.0, "halved": 0.5}


def _factor(match: re.Match[str], text: str) -> Figure | None:
    if re.match(r"\s+down\b", text[match.end() : match.end() + 6]):
        return None
    return Figure(match.start(), match.end(), "factor", _FACTORS[match[0].lower()], "times")


def _times(match: re.Match[str], _: str) -> Figure:
    value = 2.0 if match["n"].lower() == "twice" else number(match["n"])
    return Figure(match.start(), match.end("t"), "factor", value, "times")


def _rank(match: re.Match[str], text: str) -> Figure | None:
    if match["o"]:
        return Figure(match.start(), match.end(), "rank", float(ORDINALS[match["o"].lower()]), "rank")
    if re.search(r"\b(?:one\s+of|among)\s+(?:[\w’'.]+\s+){0,2}$", text[max(0, match.start() - 32) : match.start()]):
        return None
    words = re.findall(r"[\w-]+", re.split(r"[,.;:!?]", text[match.end() : match.end() + 40])[0])[:3]
    if any(word in ROLE_NOUNS for word in words):
        return Figure(match.start(), match.end(), "rank", 1.0, "rank")
    return None


def _ratio(match: re.Match[str], _: str) -> Figure | None:
    low = number(match["x"])
    return Figure(match.start("n"), match.end(), "ratio", round(number(match["n"]) / low, 4), "ratio") if low else None


def _rule(name: str, pattern: str, read: Callable[[re.Match[str], str], Figure | None], *needles: str) -> Rule:
    return Rule(name, re.compile(pattern), read, needles)


_D = tuple("0123456789")
_ORDINAL = either_case("second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth")
_SUPER = "|".join(sorted(RANKS))
_UNITS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "centur")
_HEDGED = "|".join(rf"(?<={word}\s)" for word in ("nearly", "almost", "than", "barely", "about", "over", "only"))
RULES = (
    _rule("money", rf"(?<![\w$])(?P<c>{_SIGN}|{_CODE}\s?\$?)[\s\u00a0]?(?P<n>{DIGITS})(?:\s?(?:[-–]|to)\s?(?:{_SIGN})?(?P<x>{DIGITS}))?(?:[-\s\u00a0]?(?P<s>{_SCALE})\b|\s?(?P<q>{_SHORT})\b)?(?![\d%])", _money, "$", "€", "£", "¥", *CODES),
    _rule("money-word", rf"{_FREE}(?P<n>{_ANY})(?:[-\s](?P<s>{_SCALE}))?\s+(?P<us>U\.?S\.?\s+)?(?P<u>{'|'.join(MONEY_WORDS)}|{_CODE})\b", _money_word, *sorted({word[:4] for word in MONEY_WORDS}), *CODES),
    _rule("percent", rf"{_FREE}(?P<n>{_ANY})(?:\s?(?:[-–]|\bto\b)\s?(?P<x>{_ANY}))?(?:\s?%|[\s-](?P<p>percent(?:age)?\s+points?|percent|per\s+cent)\b)", _percent, "%", "percent", "per cent"),
    _rule("range", rf"{_FREE}(?P<n>{_ANY})(?P<to>\s?[-–]\s?|\s+to\s+)(?P<x>{_ANY})(?:\s(?P<s>{_SCALE}))?{_END}", _range, "-", "–", " to "),
    _rule("between", rf"\b[Bb]etween\s+(?P<n>{_ANY})\s+(?P<to>and)\s+(?P<x>{_ANY})(?:\s(?P<s>{_SCALE}))?{_END}", _range, "etween"),
    _rule("ratio", rf"\bby\s+(?P<n>{_ANY})\s+to\s+(?P<x>{_ANY})\b(?!\s+(?:percent|{_SCALE}))", _ratio, "by "),
    _rule("compound-duration", rf"{_FREE}(?P<n>{_ANY})-(?P<u>{_TIME}|decade|century)s?(?:-(?:old|long))?\b", _duration, "-"),
    _rule("duration", rf"{_FREE}(?P<n>{_ANY})\s+(?P<u>{_TIME}s?|decades?|century|centuries)\b", _duration, *_UNITS),
    _rule("long", r"(?<!\w)(?P<n>an?)\s+(?P<u>decade|century)\b(?!\s+of\s+(?:the|his|her)\b)", _duration, "decade", "century"),
    _rule("a-while", rf"(?:{_HEDGED})(?P<n>an?)\s+(?P<u>year|month|week)\b", _duration, "year", "month", "week"),
    _rule("dozen", r"(?<!\w)(?P<n>[Aa]|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive)\s+dozen\b", _dozen, "dozen"),
    _rule("half-scale", r"\b(?P<n>[Hh]alf)\s+a\s+(?P<s>million|billion|trillion|dozen)\b", _half_scale, "alf a "),
    _rule("one-in", rf"{_FREE}(?P<n>{_ANY})\s+(?:in(?:\s+every)?|out\s+of(?:\s+every)?)\s+(?P<x>{WORD_NUMBER}|\d{{1,3}})\b(?!\s+(?:{_TIME}|decade)s?\b|\s+(?:{_SCALE})|\s*%|\s+percent)", _one_in, " in ", " out of "),
    _rule("fraction", rf"(?<!\w)(?P<n>[Aa]|{WORD_NUMBER})[-\s](?P<d>third|quarter|fifth|sixth|eighth|tenth)s?\b(?=\s+of\b|\s+(?:the|its|their|all)\b|\s+[a-z]+s\b|[.,;]|$)", _fraction, "third", "quarter", "fifth", "sixth", "eighth", "tenth"),
    _rule("half", r"(?<!first\s)(?<!second\s)(?<![\w-])[Hh]alf\b(?=\s+(?:of|the|its|their|his|her|all)\b)(?!\s+of\s+(?:1|2)\d{3})|(?:(?<=almost\s)|(?<=nearly\s)|(?<=about\s)|(?<=than\s)|(?<=lmost\s))half\b(?!\s+a\b)", _half, "alf"),
    _rule("vague", r"(?<!\w)(?:[Tt]ens|[Hh]undreds|[Dd]ozens|[Tt]housands|[Mm]illions|[Bb]illions)(?:\s+of\s+(?:thousands|millions|billions))?\b", _vague, "ens of", "undreds", "ozens", "housands", "illions"),
    _rule("factor", r"\b(?:[Dd]oubled|[Tt]ripled|[Tt]rebled|[Qq]uadrupled|[Qq]uintupled|[Hh]alved)\b", _factor, "oubled", "ripled", "rebled", "uadrupled", "uintupled", "alved"),
    _rule("times", rf"(?<!\w)(?P<t>(?P<n>[Tt]wice|{_ANY}(?=\s+times))(?:\s+times)?)\s+(?:as|more|the|larger|higher|bigger)\b", _times, "wice", " times"),
    _rule("rank", rf"(?:(?<!\w)(?P<o>{_ORDINAL})[-\s](?:most\b|(?:{_SUPER})\b)|(?<![\w-])(?:{_SUPER})\b)", _rank, "est", "top", "most"),
    _rule("compound", rf"{_FREE}(?P<n>{_ANY})-(?P<u>member|seat|nation|country|page|person|judge|point|mile|kilomet(?:re|er))\b", _compound, "-"),
    _rule("count", rf"{_FREE}(?P<n>{DIGITS})(?:\s(?P<s>{_SCALE})\b|(?P<q>bn|tn)\b)?(?![\w%/°]|[.,:]\d|-\d|\s?(?:[ap]\.?m\.?\b|o[’']clock))", _count, *_D),
    _rule("word-count", rf"(?<![\w-])(?P<n>{WORD_NUMBER})(?:\s(?P<s>{_SCALE})\b)?(?![\w-])", _word_count),
    _rule("scale", rf"(?<!\w)(?P<n>[Aa])\s(?P<s>{_SCALE})\b", _word_count, "hundred", "thousand", "million", "billion", "trillion"),
)  # fmt: skip
