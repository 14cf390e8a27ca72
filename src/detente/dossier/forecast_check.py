"""What is wrong with a forecast question: faults that stop the scoring, and the findings of the question linter.

The test for a human: would two strangers resolve it alike?
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from detente.dossier.finding import Finding, Loc
from detente.dossier.forecast import CALLED_OFF, OUT_OF_RANGE, FreeCall, FreeQuestion, Normal, Quantiles, Sample
from detente.kernel.dates import parse_day
from detente.kernel.slugs import SLUGS

SUM_TOLERANCE = 1e-6
SURE = (0.05, 0.95)
_VAGUE = re.compile(r"\b(significant|major|substantial|serious|large-scale)(?:ly)?\b", re.IGNORECASE)
_MEANS = r"\b[^.]*\b(?:means?|is defined|are defined|counts? as|at least|more than|or more)\b"
_CATCH_ALL = re.compile(r"\b(other|others|otherwise|none|neither|nothing|else|no \w+)\b", re.IGNORECASE)
_MONTHS = [
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
_ISO = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_WRITTEN = re.compile(
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th)? )?({'|'.join(_MONTHS)})(?: (\d{{1,2}})(?:st|nd|rd|th)?,)? (\d{{4}})"
)
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z]\w+")


def faults(question: FreeQuestion, loc: Loc = ()) -> Iterator[Finding]:
    """What stops the scoring: shapes that do not fit the type, impossible numbers, late forecasts."""
    yield from _options(question, loc)
    yield from _bounds(question, loc)
    if question.resolution is not None:
        yield from _resolution(question, (*loc, "resolution"))
    if question.base_rate is not None and not 0 <= question.base_rate.p <= 1:
        yield _fault((*loc, "base_rate", "p"), "bad_probability", f"{question.base_rate.p:g} is no probability")
    for name, reference in question.references or {}:
        if reference is not None:
            yield from _shape(question, reference, (*loc, "references", name))
    for place, call in enumerate(question.forecasts):
        here = (*loc, "forecasts", place)
        yield from _shape(question, call.p, (*here, "p"))
        yield from _late(question, call, (*here, "at"))


def _options(question: FreeQuestion, loc: Loc) -> Iterator[Finding]:
    chosen = question.type in ("multiple", "ordered")
    if chosen and len(question.options) < 2:
        yield _fault((*loc, "options"), "missing_key", f"a {question.type} question needs two options or more")
    if len(set(question.options)) < len(question.options):
        yield _fault((*loc, "options"), "duplicate_id", "an option stands twice")


def _bounds(question: FreeQuestion, loc: Loc) -> Iterator[Finding]:
    if question.type not in ("numeric", "date"):
        return
    ends = []
    for key in ("lower", "upper"):
        value = getattr(question, key)
        if value is not None:
            number = measure(question, value)
            ends.append(number)
            if number is None:
                yield _fault(
                    (*loc, key),
                    "bad_date" if question.type == "date" else "bad_type",
                    f"{value!r} is no value of a {question.type} question",
                )
    if len(ends) == 2 and None not in ends and ends[0] >= ends[1]:  # type: ignore[operator]
        yield _fault((*loc, "lower"), "bad_type", "lower is not below upper", "Swap or mend the two")


def measure(question: FreeQuestion, value: float | str) -> float | None:
    """A value of a numeric or date question as a number (days count from 1 January of year 1); None if it is none."""
    if question.type == "numeric":
        return float(value) if not isinstance(value, str) else None
    try:
        return float(parse_day(str(value)[:10] if "T" in str(value) else str(value)).toordinal())
    except ValueError:
        return None


def _resolution(question: FreeQuestion, loc: Loc) -> Iterator[Finding]:
    value = question.resolution
    if value in CALLED_OFF:
        return
    if question.type == "binary":
        if value not in ("yes", "no"):
            yield _fault(
                loc,
                "bad_type",
                f"{value!r} is no outcome of a binary question",
                'Use "yes", "no", annulled or ambiguous',
            )
    elif question.type in ("multiple", "ordered"):
        if str(value) not in question.options:
            yield _fault(
                loc,
                "unknown_reference",
                f"{value!r} is none of the options",
                f"Use one of {', '.join(question.options)}",
            )
    elif value not in OUT_OF_RANGE and measure(question, value if value is not None else "") is None:
        yield _fault(loc, "bad_type", f"{value!r} is no outcome of a {question.type} question")


def _shape(question: FreeQuestion, p: object, loc: Loc) -> Iterator[Finding]:
    if question.type == "binary":
        if not isinstance(p, float | int):
            yield _fault(loc, "bad_type", "a binary question takes one number", "Write p: 0.7")
        elif not 0 <= p <= 1:
            yield _fault(loc, "bad_probability", f"{p:g} is no probability")
    elif question.type in ("multiple", "ordered"):
        if not isinstance(p, dict):
            yield _fault(loc, "bad_type", f"a {question.type} question takes a probability for each option")
            return
        for option, value in p.items():
            if option not in question.options:
                yield _fault((*loc, option), "unknown_reference", f"{option!r} is none of the options")
            if not 0 <= value <= 1:
                yield _fault((*loc, option), "bad_probability", f"{value:g} is no probability")
    else:
        yield from _spread(question, p, loc)


def _spread(question: FreeQuestion, p: object, loc: Loc) -> Iterator[Finding]:
    if isinstance(p, Normal):
        if measure(question, p.mean) is None:
            yield _fault((*loc, "mean"), "bad_type", f"{p.mean!r} is no value of a {question.type} question")
        if not p.sd > 0:
            yield _fault((*loc, "sd"), "bad_type", "a standard deviation is above 0")
    elif isinstance(p, Sample):
        if not p.sample:
            yield _fault((*loc, "sample"), "missing_key", "the sample is empty")
    elif isinstance(p, Quantiles):
        levels = {key: _level(key) for key in p.quantiles}
        values = {key: measure(question, value) for key, value in p.quantiles.items()}
        yield from (
            _fault((*loc, "quantiles", key), "bad_probability", f"the level {key!r} is not between 0 and 1")
            for key, level in levels.items()
            if level is None
        )
        yield from (
            _fault(
                (*loc, "quantiles", key), "bad_type", f"{p.quantiles[key]!r} is no value of a {question.type} question"
            )
            for key, value in values.items()
            if value is None
        )
        if not p.quantiles:
            yield _fault((*loc, "quantiles"), "missing_key", "there is no quantile")
        if None not in levels.values() and None not in values.values():
            rising = [values[key] for key in sorted(levels, key=lambda key: levels[key] or 0)]
            if any(first > second for first, second in pairwise(rising)):  # type: ignore[operator]
                yield _fault(
                    (*loc, "quantiles"),
                    "bad_probability",
                    "the quantiles do not rise with their levels",
                    "Order the values",
                )
    else:
        yield _fault(loc, "bad_type", f"a {question.type} question takes quantiles, or mean and sd")


def _level(key: str) -> float | None:
    try:
        level = float(key)
    except ValueError:
        return None
    return level if 0 < level < 1 else None


def _late(question: FreeQuestion, call: FreeCall, loc: Loc) -> Iterator[Finding]:
    if question.close is not None and call.at > question.close:
        yield _fault(loc, "late_forecast", f"a forecast of {call.at} is later than the close of {question.close}")
    elif question.actual_resolve is not None and call.at > question.actual_resolve:
        yield _fault(
            loc,
            "late_forecast",
            f"a forecast of {call.at} is later than the outcome, known on {question.actual_resolve}",
        )


# --- the linter -------------------------------------------------------------------------------------------------------


def lint_question(
    question: FreeQuestion, loc: Loc = (), others: Mapping[str, FreeQuestion] | None = None
) -> Iterator[Finding]:
    """What a careful colleague would ask before the question is published, and oddities of its forecasts."""
    yield from _clarity(question, loc)
    yield from _vague(question, loc)
    if question.type == "multiple" and not any(_CATCH_ALL.search(option) for option in question.options):
        yield _remark((*loc, "options"), "no_catch_all", "no option catches what the others leave out")
    known = [
        (key, day)
        for key in ("open", "close", "scheduled_resolve", "actual_resolve")
        if (day := getattr(question, key))
    ]
    for (first, early), (second, late) in pairwise(known):
        if early > late and (first, second) != ("scheduled_resolve", "actual_resolve"):
            yield _remark((*loc, second), "dates_out_of_order", f"{second} ({late}) is before {first} ({early})")
    if question.open and question.actual_resolve and question.actual_resolve < question.open:
        yield _remark(
            (*loc, "actual_resolve"),
            "dates_out_of_order",
            f"actual_resolve ({question.actual_resolve}) is before open ({question.open})",
        )
    if (question.state == "resolved" and question.resolution is None) or (
        question.state in ("open", "closed") and question.resolution is not None
    ):
        yield _remark(
            (*loc, "state"), "state_unclear", f"state {question.state}, but resolution {question.resolution!r}"
        )
    if others is not None and question.condition is not None and question.condition.question not in others:
        yield _remark((*loc, "condition"), "condition_unknown", f"there is no question {question.condition.question!r}")
    yield from _forecasts(question, loc)


def _clarity(question: FreeQuestion, loc: Loc) -> Iterator[Finding]:
    criteria = question.resolution_criteria or ""
    everything = f"{question.text} {criteria} {question.fine_print or ''}"
    if not _NAME.search(everything):
        yield _remark((*loc, "text"), "question_unclear", "nobody is named who would act")
    if len(question.text.split()) < 4:
        yield _remark((*loc, "text"), "question_unclear", "the question names no act")
    if not criteria.strip():
        yield _remark((*loc, "resolution_criteria"), "question_unclear", "there are no resolution criteria")
    else:
        days = list(days_in(criteria))
        if not days:
            yield _remark((*loc, "resolution_criteria"), "question_unclear", "the criteria mention no date")
        if question.scheduled_resolve and any(day > question.scheduled_resolve for day in days):
            yield _remark(
                (*loc, "resolution_criteria"),
                "question_unclear",
                f"the criteria mention {max(days)}, after scheduled_resolve ({question.scheduled_resolve})",
            )
    if not any(source.strip() for source in question.resolution_sources):
        yield _remark((*loc, "resolution_sources"), "question_unclear", "no source will say how it ended")
    for key in ("open", "close", "scheduled_resolve"):
        if getattr(question, key) is None:
            yield _remark((*loc, key), "question_unclear", f"there is no date `{key}`")


def days_in(text: str) -> Iterator[date]:
    """The days that a text names, in ISO form or as ``30 June 2022``, ``June 30, 2022`` or ``June 2022`` (its first day)."""
    for each in _ISO.findall(text):
        try:
            yield parse_day(each)
        except ValueError:
            continue
    for first, month, second, year in _WRITTEN.findall(text):
        try:
            yield date(int(year), _MONTHS.index(month) + 1, int(first or second or 1))
        except ValueError:
            continue


def _vague(question: FreeQuestion, loc: Loc) -> Iterator[Finding]:
    told = f"{question.resolution_criteria or ''} {question.fine_print or ''}"
    for key in ("text", "resolution_criteria"):
        for word in dict.fromkeys(match[1].lower() for match in _VAGUE.finditer(getattr(question, key) or "")):
            if not re.search(rf"\b{word}(?:ly)?{_MEANS}", told, re.IGNORECASE):
                yield _remark((*loc, key), "undefined_word", f"{word!r} is defined nowhere")


def _forecasts(question: FreeQuestion, loc: Loc) -> Iterator[Finding]:
    for place, call in enumerate(question.forecasts):
        here = (*loc, "forecasts", place)
        if isinstance(call.p, dict) and not sums_to_one(call.p):
            yield _remark((*here, "p"), "not_summing_to_one", f"the probabilities sum to {sum(call.p.values()):g}")
        if question.open and call.at < question.open:
            yield _remark(
                (*here, "at"), "before_open", f"a forecast of {call.at}, before the question was open ({question.open})"
            )
        elif call.at == question.actual_resolve:
            yield _remark(
                (*here, "at"), "before_open", f"a forecast of {call.at}, the day on which the outcome became known"
            )
    first = min(question.forecasts, key=lambda call: call.at, default=None)
    if first is not None:
        p = max(first.p.values(), default=0.5) if isinstance(first.p, dict) else first.p
        if isinstance(p, float | int) and (p > SURE[1] or (p < SURE[0] and not isinstance(first.p, dict))):
            yield _remark(
                (*loc, "forecasts", question.forecasts.index(first), "p"),
                "was_this_a_question",
                f"the first forecast is {p:g}: was this a question?",
            )


def sums_to_one(p: Mapping[str, float]) -> bool:
    """True if the probabilities of one forecast sum to 1, to 1e-6."""
    return abs(sum(p.values()) - 1) <= SUM_TOLERANCE


def _fault(loc: Loc, slug: str, message: str, fix: str = "") -> Finding:
    return Finding("", loc, slug, message, fix or SLUGS[slug].fix)


def _remark(loc: Loc, slug: str, message: str) -> Finding:
    return Finding("", loc, slug, message, SLUGS[slug].fix, "warning")


def duplicates(questions: Sequence[FreeQuestion]) -> Iterator[Finding]:
    """Questions that have the id of an earlier one."""
    seen: set[str] = set()
    for place, question in enumerate(questions):
        if question.id in seen:
            yield _fault(("questions", place, "id"), "duplicate_id", f"the id {question.id!r} stands twice")
        seen.add(question.id)
