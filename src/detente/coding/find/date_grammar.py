"""The grammar of dates: patterns with the reading that each gives. Longer expressions win over those inside them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from detente.coding.find import date_arithmetic as on
from detente.coding.find.date_readings import Fixed, Open, Reading, yearly
from detente.coding.find.words import ORDINALS, either_case

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTH_NUMBER = {name: number for number, name in enumerate(MONTHS, 1)}
MONTH_NUMBER |= {name[:3]: number for name, number in MONTH_NUMBER.items()} | {"Sept": 9}
#: A full name, or a short one with its stop, or (only beside a day or a year) a short one without.
MONTH = rf"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:1\d{3}|20\d{2})"
DASH = r"\s?[-–—]\s?"
PART = r"(?:[Ee]arly|[Mm]id|[Ll]ate)"
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
ORDINAL = rf"(?:{either_case('first|second|third|fourth')}|1st|2nd|3rd|4th)"
_SPECIAL = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and the reading of its match; ``needles`` are cheap signs without which the pattern cannot match."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], str], Reading | None]
    needles: tuple[str, ...]


def month_of(name: str) -> int:
    """The number of a month's name or short form."""
    return MONTH_NUMBER[name.rstrip(".")]


def day_of(text: str) -> int:
    """The day of "5", "05" or "5th"."""
    return int(text.rstrip("stndrh"))


def _full(match: re.Match[str], _: str) -> Reading:
    number, name, text = int(match["y"]), month_of(match["m"]), match["d"]
    return Fixed("full", on.day(date(number, name, day_of(text))))


def _iso(match: re.Match[str], _: str) -> Reading:
    return Fixed("full", on.day(date(int(match["y"]), int(match["m"]), int(match["d"]))))


def _slashed(match: re.Match[str], _: str) -> Reading | None:
    first, second, number = int(match["a"]), int(match["b"]), int(match["y"])
    made = []
    for month, day in ((second, first), (first, second)):
        try:
            made.append(on.day(date(number, month, day)))
        except ValueError:
            continue
    if not made:
        return None
    if len({each.iso for each in made}) == 1:
        return Fixed("full", made[0])
    return Open("full", (), tuple(each.iso for each in made), "day and month may be either way round")


def _day_range(match: re.Match[str], _: str) -> Reading:
    first, last = day_of(match["d"]), day_of(match["e"])
    month = month_of(match["m"])
    other = month_of(match["n"]) if match.groupdict().get("n") else month

    def make(number: int) -> on.Days:
        return on.days(date(number, month, first), date(number + (other < month), other, last))

    if match["y"]:
        ends = int(match["y"])
        return Fixed("day_range", make(ends - (other < month)))
    return yearly("day_range", make)


def _day(match: re.Match[str], _: str) -> Reading:
    month, number = month_of(match["m"]), day_of(match["d"])
    date(2000, month, number)  # a day that no year has is no date
    return yearly("day", lambda y: on.day(date(y, month, number)))


def _part_of_month(match: re.Match[str], _: str) -> Reading:
    words = match["p"].lower()
    part = _SPECIAL.get(words, words)
    month = month_of(match["m"])
    if match["y"]:
        return Fixed("part_of_month", on.part_of_month(part, int(match["y"]), month))
    return yearly("part_of_month", lambda y: on.part_of_month(part, y, month))


def _month_range(match: re.Match[str], _: str) -> Reading:
    first, last = month_of(match["m"]), month_of(match["n"])

    def make(number: int) -> on.Days:
        return on.months(on.month(number, first), on.month(number + (last < first), last))

    if match["y"]:
        ends = int(match["y"])
        starts = int(match["x"]) if match["x"] else ends - (last < first)
        return Fixed("month_range", on.months(on.month(starts, first), on.month(ends, last)))
    return yearly("month_range", make)


def _month(match: re.Match[str], text: str) -> Reading | None:
    name = match["m"].rstrip(".")
    month = month_of(name)
    if name not in MONTHS and not match["y"]:
        return None
    if match["y"]:
        return Fixed("month_year", on.month(int(match["y"]), month))
    word = (match["w"] or "").lower()
    if _is_name_or_verb(match, text, name):
        return None
    if word == "this":
        return yearly("month", lambda y: on.month(y, month), "this")
    turn = {"last": "past", "next": "future"}.get(word)
    return yearly("month", lambda y: on.month(y, month), turn)


_BEFORE_MAY = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Oo]f|[Ff]rom|[Tt]o|[Dd]uring|[Bb]efore|[Aa]fter|[Ll]ast|[Nn]ext|[Tt]his|[Bb]etween|[Tt]hrough|[Aa]nd|[Tt]he|[Aa]n?|for)|[,(–—-])\s*$"
)
_BEFORE_NAME = re.compile(r"[A-Z][\w’'-]+\s+$")
_AFTER_NAME = re.compile(r"\s+(?:[A-Z][a-z]+)\b")


def _is_name_or_verb(match: re.Match[str], text: str, name: str) -> bool:
    """True for "May I", "Theresa May" and "April Jones", which are no months."""
    before = text[max(0, match.start("m") - 24) : match.start("m")]
    led = match["w"] is not None or _BEFORE_MAY.search(before) is not None
    if name == "May":
        return not led
    if name not in ("March", "April", "June", "August") or led:
        return False
    return bool(_BEFORE_NAME.search(before) and not before.rstrip().endswith((".", "!", "?"))) or (
        name != "March" and bool(_AFTER_NAME.match(text, match.end()))
    )


def _quarter(match: re.Match[str], _: str) -> Reading:
    given = match["q"].lower()
    number = int(given[-1]) if given[-1].isdigit() else ORDINALS.get(given) or int(given[0])
    return _share_of_year("quarter", match["y"], (number - 1) * 3 + 1, number * 3)


def _half(match: re.Match[str], _: str) -> Reading:
    given = match["q"].lower()
    number = int(given[-1]) if given[-1].isdigit() else 1 if given in ("first", "1st") else 2
    return _share_of_year("half_year", match["y"], (number - 1) * 6 + 1, number * 6)


def _share_of_year(form: str, year: str | None, first: int, last: int) -> Reading:
    def make(number: int) -> on.Days:
        return on.months(on.month(number, first), on.month(number, last))

    return Fixed(form, make(int(year))) if year else yearly(form, make)


def _decade(match: re.Match[str], _: str) -> Reading:
    decade, part = int(match["y"]), match["p"]
    if part:
        return Fixed("part_of_decade", on.part_of_decade(part.lower(), decade))
    return Fixed("decade", on.years(decade, decade + 9))


def _short_decade(match: re.Match[str], _: str) -> Reading:
    old = 1900 + int(match["y"])
    return Open("decade", ("analyst",), (f"{old}/{old + 9}",), "the century is not printed")


def _century(match: re.Match[str], _: str) -> Reading:
    word = match["c"].lower()
    number = ORDINALS.get(word) or int(re.match(r"\d+", word)[0])  # type: ignore[index]
    return Fixed("century", on.years((number - 1) * 100 + 1, number * 100))


def _year_range(match: re.Match[str], _: str) -> Reading | None:
    first = int(match["y"])
    last = int(match["z"]) if len(match["z"]) == 4 else first // 100 * 100 + int(match["z"])
    if last <= first:
        return None
    return Fixed("year_range", on.years(first, last))


def _either_range(match: re.Match[str], text: str) -> Reading | None:
    if match["z2"]:
        first, last = int(match["y"]), int(match["z2"])
        return Fixed("year_range", on.years(first, last)) if first < last else None
    return _year_range(match, text)


def _part_of_year(match: re.Match[str], _: str) -> Reading:
    return Fixed("part_of_year", on.part_of_year(match["p"].lower(), int(match["y"])))


_UNIT_AFTER = re.compile(
    r"\s+(?:tonnes?|tons?|kilomet(?:re|er)s?|km|miles?|met(?:re|er)s?|feet|dollars?|euros?|pesos?|pounds?|people|persons?|percent|per\s+cent|years?|months?|days?|hours?|[a-z]{3,}s)\b"
)
_YEAR_LED = re.compile(
    r"(?:\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Oo]f|[Ff]rom|[Bb]efore|[Aa]fter|[Dd]uring|[Tt]hrough(?:out)?|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|an?|early|late|mid|around|circa|fiscal|year|spring|summer|fall|autumn|winter|[’']s)|[(–—])\s*-?$"
)
_NO_YEAR_BEFORE = re.compile(
    r"(?:\b(?:[Aa]rticle|[Rr]oom|[Ff]light|[Cc]hapter|[Kk]ilomet(?:re|er)|km|[Mm]ile|[Pp]age|[Ll]ine|[Rr]oute|[Hh]ighway|[Rr]esolution|[Ss]ection|[Nn]o\.|[Nn]umber|[Bb]oeing|[Aa]irbus|[Cc]all|nearly|almost|about|roughly|some|than|only|to\s+nearly)\s*|[#$€£¥№]\s?|[\d.,:/]|[A-Za-z]-)$"
)
_NOUN_OF_A_YEAR = re.compile(
    r"\s+(?:elections?|talks|protests|olympics|games|championships|negotiations|reforms?|attacks|riots|hearings|primaries|midterms|campaigns?|results|sanctions|accords)\b"
)


def _year(match: re.Match[str], text: str) -> Reading | None:
    before = text[max(0, match.start() - 16) : match.start()]
    after = text[match.end() : match.end() + 24]
    if _NO_YEAR_BEFORE.search(before) or re.match(r"[\w%°/]|[.,:]\d|\s?%|-[A-Za-z]*\d", after):
        return None
    led = _YEAR_LED.search(before) is not None
    if not led and _UNIT_AFTER.match(after) and not _NOUN_OF_A_YEAR.match(after):
        return None
    number = int(match["y"])
    if number < 1500 and not re.search(r"\b(?:[Ii]n|[Ss]ince|of|[Bb]y|[Uu]ntil|before|after|from)\s+$", before):
        return None
    return Fixed("year", on.year(number))


def _rule(name: str, pattern: str, read: Callable[[re.Match[str], str], Reading | None], *needles: str) -> Rule:
    return Rule(name, re.compile(pattern), read, needles)


_OPT_YEAR = rf"(?:,?\s+(?:of\s+)?(?P<y>{YEAR})(?![\w%]|[.,]\d))?"
_LED_DAY = rf"(?:{WEEKDAY},?\s+)?"
_NOT_IN = r"(?<![\w$€£.,/-])"

#: Printed dates, and those that lack only their year. Months are written with a capital; "may" and "march" never count.
PRINTED = (
    _rule("iso", rf"(?<![\w/-])(?P<y>{YEAR})[-/](?P<m>0[1-9]|1[0-2])[-/](?P<d>[0-3]\d)(?![\w/-])", _iso, "-", "/"),
    _rule("slashed", rf"(?<![\w/.])(?P<a>[0-3]?\d)[/.](?P<b>[0-3]?\d)[/.](?P<y>{YEAR})(?![\w/])", _slashed, "/", "."),
    _rule("day-month-year", rf"(?<![\w.,])(?:{WEEKDAY},?\s+)?(?P<d>{DAY})\s+(?:of\s+)?(?P<m>{MONTH}),?\s+(?P<y>{YEAR})(?!\w)", _full, "1", "2"),
    _rule("month-day-year", rf"\b{_LED_DAY}(?P<m>{MONTH})\s+(?P<d>{DAY}),?\s+(?P<y>{YEAR})(?!\w)", _full, "1", "2"),
    _rule("days-of-month", rf"(?<![\w.,])(?P<d>{DAY})(?:{DASH}|\s+(?:to|and|until)\s+)(?P<e>{DAY})\s+(?P<m>{MONTH}){_OPT_YEAR}", _day_range, *"0123456789"),
    _rule("month-days", rf"\b(?P<m>{MONTH})\s+(?P<d>{DAY})(?:{DASH}|\s+(?:to|through|and|until)\s+)(?P<e>{DAY})(?![\w%]){_OPT_YEAR}", _day_range, *"0123456789"),
    _rule("day-month-to-day-month", rf"(?<![\w.,])(?P<d>{DAY})\s+(?P<m>{MONTH})(?:{DASH}|\s+(?:to|until)\s+)(?P<e>{DAY})\s+(?P<n>{MONTH}){_OPT_YEAR}", _day_range, *"0123456789"),
    _rule("month-day-to-month-day", rf"\b(?P<m>{MONTH})\s+(?P<d>{DAY})(?:{DASH}|\s+(?:to|through|until)\s+)(?P<n>{MONTH})\s+(?P<e>{DAY})(?!\w){_OPT_YEAR}", _day_range, *"0123456789"),
    _rule("part-of-month", rf"\b(?P<p>{PART})[-\s](?P<m>{MONTH}){_OPT_YEAR}(?!\s+\d)", _part_of_month, "arly", "id", "ate"),
    _rule("ends-of-month", rf"\b(?:[Tt]he\s+)?(?P<p>beginning|start|middle|end)\s+of\s+(?P<m>{MONTH}){_OPT_YEAR}(?!\s+\d)", _part_of_month, " of "),
    _rule("months", rf"\b(?P<m>{MONTH})(?:\s+(?P<x>{YEAR}))?(?:{DASH}|\s+(?:to|through|until|and)\s+)(?P<n>{MONTH})(?!\s+\d{{1,2}}\b){_OPT_YEAR}", _month_range, *MONTHS),
    _rule("day-month", rf"(?<![\w.,$€£])(?:{WEEKDAY},?\s+)?(?:[Tt]he\s+)?(?P<d>{DAY})\s+(?:of\s+)?(?P<m>{MONTH})(?!\w)", _day, *"0123456789"),
    _rule("month-day", rf"\b{_LED_DAY}(?P<m>{MONTH})\s+(?P<d>{DAY})(?![\w%]|[.,]\d)", _day, *"0123456789"),
    _rule("month", rf"\b(?:(?P<w>[Ll]ast|[Tt]his|[Nn]ext)\s+)?(?P<m>{MONTH})(?!\w){_OPT_YEAR}", _month),
    _rule("quarter", rf"\b(?:[Tt]he\s+)?(?P<q>{ORDINAL})[-\s]quarter(?:\s+of)?(?:\s+(?P<y>{YEAR}))?\b", _quarter, "quarter"),
    _rule("quarter-code", rf"\b(?P<q>Q[1-4])(?:\s+(?:of\s+)?|\s?/\s?)(?P<y>{YEAR})\b", _quarter, "Q"),
    _rule("half", rf"\b(?:[Tt]he\s+)?(?P<q>{either_case('first|second')}|1st|2nd)\s+half\s+of\s+(?P<y>{YEAR})\b", _half, "half"),
    _rule("half-code", rf"\b(?P<q>H[12])\s+(?:of\s+)?(?P<y>{YEAR})\b", _half, "H"),
    _rule("decade", rf"(?:\b(?P<p>{PART})[-\s](?:the\s+)?)?(?<![\w$€£.,])(?P<y>1[0-9]\d0|20\d0)[’']?s\b", _decade, "0s", "0’s", "0's"),
    _rule("short-decade", rf"(?:\b(?P<p>{PART})[-\s])?(?<!\w)[’'‘](?P<y>[1-9]0)s\b", _short_decade, "0s"),
    _rule("century", rf"\b(?:(?:[Ee]arly|[Mm]id|[Ll]ate)[-\s](?:the\s+)?)?(?P<c>(?:[12]?\d)(?:st|nd|rd|th)|{either_case('twenty-first|twentieth|nineteenth|eighteenth|seventeenth|sixteenth|fifteenth')})[-\s]century\b", _century, "century"),
    _rule("years", rf"{_NOT_IN}(?P<y>{YEAR})(?:\s?[-–—/]\s?(?P<z>\d{{4}}|\d\d)(?![\w-])|\s+(?:to|until|through)\s+(?P<z2>{YEAR})(?!\w))", _either_range, *"0123456789"),
    _rule("years-between", rf"\b[Bb]etween\s+(?P<y>{YEAR})\s+and\s+(?P<z>{YEAR})(?!\w)", _year_range, "etween"),
    _rule("part-of-year", rf"\b(?P<p>{PART})[-\s](?P<y>{YEAR})(?![\w’'])", _part_of_year, "arly", "id", "ate"),
    _rule("year", rf"(?<!\d)(?P<y>{YEAR})(?!\d)", _year, *"0123456789"),
)  # fmt: skip
