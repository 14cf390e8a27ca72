"""The rest of the grammar: words that count from the document's date, from another date of the passage, or from an event."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from detente.coding.find import date_arithmetic as on
from detente.coding.find.date_grammar import WEEKDAY, WEEKDAYS, YEAR, Rule
from detente.coding.find.date_readings import Anaphor, Beside, Fixed, Open, Reading, Relative, weekly, yearly
from detente.coding.find.words import WORD_NUMBER, count_of

UNIT = r"(?:day|week|month|year|decade)"
COUNT = rf"(?:\d{{1,3}}|{WORD_NUMBER})"
ABOUT = r"(?:(?:almost|nearly|about|around|roughly|some|over|(?:more|less|fewer)\s+than|at\s+least|barely|just|only|exactly)\s+)?"
_ROUND = re.compile(r"\b(?:almost|nearly|about|around|roughly|some|over|more|less|fewer|least)\b")
_DAYPART = r"(?:day|morning|afternoon|evening|night)"
_STEP = {"last": -1, "this": 0, "next": 1}


def _unit(text: str) -> str:
    return text.lower().rstrip("s")


def _relative(form: str, of: Callable[[date], on.Days]) -> Relative:
    return Relative(form, of)


def _offset(match: re.Match[str], text: str) -> Reading | None:
    step, unit = _STEP[match["w"].lower()], match["u"]
    before = text[max(0, match.start() - 5) : match.start()].lower()
    after = text[match.end() : match.end() + 4]
    if before.endswith("the ") and (after.startswith(" of") or step):
        return None  # "the last year of his term", "the next month" told of another time
    return _relative("offset", lambda d: on.shifted(on.day(d), step, unit))


def _near_day(match: re.Match[str], text: str) -> Reading | None:
    words = re.sub(r"\s+", " ", match[0].lower())
    if match[0].startswith("Today") and text[match.end() : match.end() + 1] == ",":
        return None  # "Today, it appears": nowadays
    step = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1}.get(words, 0)
    return _relative("offset", lambda d: on.day(d + timedelta(days=step)))


def _ago(match: re.Match[str], _: str) -> Reading:
    count, unit = count_of(match["n"]), _unit(match["u"])
    if _ROUND.search(match[0].lower()):
        return Open("offset", ("document_date", "analyst"), (), "the words count about, not exactly")
    return _relative("offset", lambda d: on.shifted(on.day(d), -count, unit))


def _until_now(match: re.Match[str], _: str) -> Reading:
    count, unit = count_of(match["n"] or "1"), _unit(match["u"])
    return _relative("duration_to_date", lambda d: on.stretch(on.day(d), count, unit))


def _from_now(match: re.Match[str], _: str) -> Reading:
    count, unit = count_of(match["n"] or "1"), _unit(match["u"])
    return _relative("duration_from_date", lambda d: on.reach(on.day(d), count, unit))


def _weekday(match: re.Match[str], _: str) -> Reading:
    number = WEEKDAYS.index(match["d"])
    word = (match["w"] or "").lower()
    if word == "this":
        return _relative("weekday", lambda d: on.day(on.week(d).start + timedelta(days=number)))
    turn = {"last": "past", "next": "future"}.get(word)
    return weekly(number, on.day, turn, strict=turn is not None)


def season_reader(option: str) -> Callable[[re.Match[str], str], Reading | None]:
    """The reader of seasons under the option ``north_meteorological`` or ``south_meteorological``."""

    def read(match: re.Match[str], _: str) -> Reading | None:
        name, word = match["s"].lower(), (match["w"] or "").lower()

        def make(year: int) -> on.Days:
            return on.season(name, year, option)

        if match["y"]:
            year = int(match["y"])
            if make(year).end.year == year:
                return Fixed("season", make(year))
            if match["z"]:
                return Fixed("season", make(year))
            return Open("season", ("analyst",), (make(year - 1).iso, make(year).iso), "the season runs over two years")
        if word == "last":
            return _relative("season", lambda d: _last_season(make, d))
        if word == "this":
            return _relative("season", lambda d: _this_season(make, d))
        if word == "next":
            return _relative("season", lambda d: _next_season(make, d))
        return yearly("season", make) if match["in"] else None

    return read


def _last_season(make: Callable[[int], on.Days], around: date) -> on.Days:
    return next(each for year in (around.year, around.year - 1, around.year - 2) if (each := make(year)).end < around)


def _next_season(make: Callable[[int], on.Days], around: date) -> on.Days:
    return next(each for year in (around.year, around.year + 1) if (each := make(year)).start > around)


def _this_season(make: Callable[[int], on.Days], around: date) -> on.Days:
    running = make(around.year - 1)
    return running if running.end >= around else make(around.year)


def _following(match: re.Match[str], _: str) -> Reading:
    step = {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(match["w"].lower(), 0)
    return _anaphor(step, match["u"])


def _anaphor(step: int, word: str) -> Anaphor:
    unit = _unit(word)
    unit = unit if unit in ("week", "month", "year", "decade") else "day"
    return Anaphor("anaphor", lambda base: on.shifted(base, step, unit), unit)


def _later(match: re.Match[str], text: str) -> Reading | None:
    sign = -1 if match["w"].lower() == "earlier" else 1
    count, unit = count_of(match["n"]), _unit(match["u"])
    if _ROUND.search(match[0].lower()):
        return Open("anaphor", ("same_passage", "analyst"), (), "the words count about, not exactly")
    return Anaphor("anaphor", lambda base: on.shifted(base, sign * count, unit), unit)


def _day_beside(match: re.Match[str], text: str) -> Reading | None:
    after = text[match.end() : match.end() + 1]
    if after and after not in ".,;:!?)”’\"'\n":
        return None  # "the day after the vote" counts from an event
    return _anaphor(1 if match["w"] == "after" else -1, "day")


def _beside(match: re.Match[str], _: str) -> Reading:
    sign = 1 if match["w"] in ("after", "following") else -1
    unit = _unit(match["u"])
    if not match["n"] or _ROUND.search(match[0].lower()):
        return Open("offset", ("event",), (), "counted from an event that has no date here")
    count = count_of(match["n"])
    return Beside("offset", lambda base: on.shifted(base, sign * count, unit))


def _count_beside(match: re.Match[str], text: str) -> Reading | None:
    if match["n"] and match["n"].lower() == "the":
        if match["u"] != "day":
            return None
        sign = 1 if match["w"] in ("after", "following") else -1
        return Beside("offset", lambda base: on.shifted(base, sign, "day"))
    if not match["n"] and not match["u"].endswith("s"):
        return None
    return _beside(match, text)


def _rule(name: str, pattern: str, read: Callable[[re.Match[str], str], Reading | None], *needles: str) -> Rule:
    return Rule(name, re.compile(pattern), read, needles)


_SEASON = r"[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter"
SEASON_PATTERN = (
    rf"\b(?:(?P<w>[Ll]ast|[Tt]his|[Nn]ext)\s+|(?P<in>(?:[Ii]n|[Oo]ver|[Dd]uring|[Ss]ince|[Bb]y|[Uu]ntil|[Oo]f)\s+(?:the\s+)?(?:(?:early|late|mid)[-\s])?))?"
    rf"(?:the\s+)?(?P<s>{_SEASON})(?:\s+(?:of\s+)?(?P<y>{YEAR})(?:[-–/](?P<z>\d{{2,4}}))?)?(?!\w)"
)


def relative_rules(seasons: str) -> tuple[Rule, ...]:
    """The rules, with seasons under the option given (a key of ``date_arithmetic.SEASONS``; KeyError otherwise)."""
    on.SEASONS[seasons]
    return (
        *_RELATIVE,
        _rule("season", SEASON_PATTERN, season_reader(seasons), "pring", "ummer", "all", "utumn", "inter"),
    )


_RELATIVE = (
    _rule("weekday", rf"\b(?:(?P<w>[Ll]ast|[Tt]his|[Nn]ext)\s+)?(?P<d>{WEEKDAY})(?!\w)", _weekday, "day"),
    _rule("near-day", r"\b(?:the\s+day\s+before\s+yesterday|[Yy]esterday|[Ll]ast\s+night|(?:[Ee]arlier\s+|[Ll]ater\s+)?[Tt]oday|[Tt]onight|[Tt]his\s+(?:morning|afternoon|evening)|[Tt]omorrow)\b", _near_day, "day", "night", "orrow", "his "),
    _rule("last-unit", r"\b(?:(?:[Ee]arlier|[Ll]ater)\s+)?(?P<w>[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<u>week|month|year|decade)(?![\w-])", _offset, "ast", "his", "ext"),
    _rule("ago", rf"\b{ABOUT}(?P<n>{COUNT}|an?)\s+(?P<u>{UNIT}s?)\s+ago\b", _ago, " ago"),
    _rule("past-units", rf"\b(?:[Tt]he|[Tt]his|[Tt]hese)\s+(?:[Pp]ast|[Ll]ast)\s+(?P<n>{COUNT})\s+(?P<u>{UNIT}s)\b", _until_now, "past", "last"),
    _rule("past-unit", rf"\b[Tt]he\s+past\s+(?P<n>)(?P<u>{UNIT})\b", _until_now, "past"),
    _rule("units-now", rf"(?:(?<=[Ff]or\s)|(?<=[Aa]fter\s))(?P<n>{COUNT})\s+(?P<u>{UNIT}s?)\s+now\b", _until_now, " now"),
    _rule("next-units", rf"\b(?:[Tt]he|[Tt]hese)\s+(?:next|coming)\s+(?P<n>{COUNT})\s+(?P<u>{UNIT}s)\b", _from_now, "next", "coming"),
    _rule("following-unit", rf"\b(?:[Tt]he|[Tt]hat)\s+(?:very\s+)?(?P<w>following|next|previous|preceding|same|very)\s+(?P<u>{_DAYPART}|week|month|year)\b", _following, "following", "next", "previous", "preceding", "same", "very"),
    _rule("that-unit", rf"\b[Tt]hat(?P<w>)\s+(?P<u>{_DAYPART}|year|month)\b(?!\s+(?:is|was|that))", _following, "hat "),
    _rule("later", rf"\b{ABOUT}(?P<n>{COUNT}|an?)\s+(?P<u>{UNIT}s?)\s+(?P<w>later|earlier)\b", _later, "later", "earlier"),
    _rule("day-after", r"\b[Tt]he\s+(?P<u>day)\s+(?P<w>after|before)\b", _day_beside, "day after", "day before"),
    _rule("beside", rf"\b{ABOUT}(?:(?P<n>{COUNT}|an?|the)\s+)?(?P<u>{UNIT}s?)\s+(?P<w>after|before|following)\b", _count_beside, "after", "before", "following"),
)  # fmt: skip
