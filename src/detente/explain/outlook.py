"""An outlook -> sentences: each probability in words with its references, what it rests on, what the model leaned on, and how it did."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from detente.binding.outlook import Bound
from detente.explain.sentence import Sentence, listed
from detente.kernel.probability_words import percent, phrase
from detente.studies.outlook import Held
from detente.studies.outlook_now import RECENT, Number, Strength
from detente.studies.outlook_scores import Score

#: What the model leaned on is named from so many log-odds on, and not more of it than this.
LEAST, MOST_LEANED = 0.1, 3
#: A sentence carries the claims of so many events at most; the rows have all.
MOST_EVENTS = 12
_REPORTED = "An event in the record is one that was reported and coded: silence says that nobody told, and the outlook is for the record, not for the world"


@dataclass(frozen=True)
class Checked:
    """The outlook of one horizon on held-back time."""

    held: Held
    scores: Mapping[str, Score]

    @property
    def beats(self) -> bool:
        """Whether the interval of the skill over climatology lies above nought."""
        found = self.scores["all"].against["climatology"].interval
        return found is not None and found[0] > 0


@dataclass(frozen=True)
class Told:
    """What the sentences need beside the numbers: ``source`` (what is counted), printed ``names`` of countries, and the days."""

    source: str
    names: Mapping[str, str]
    as_of: date | None
    confirmed: bool

    def name(self, country: str) -> str:
        """The printed name, else the code."""
        return self.names.get(country, country)


def explain_outlook(bound: Bound, found: Sequence[Number], checked: Mapping[int, Checked | None], strengths: Sequence[Strength], told: Told) -> tuple[Sentence, ...]:  # fmt: skip
    """The account: record, each class, held-back time, intensity, what it does not say."""
    return tuple(_sentences(bound, found, checked, strengths, told))


def explain_briefly(bound: Bound, found: Sequence[Number], checked: Mapping[int, Checked | None], told: Told) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:  # fmt: skip
    """For a brief: the probabilities of each class with their base rates; and apart from these whether they beat them."""
    numbers = tuple(Sentence(f"{_sides(bound, each[0], told)}, {bound.stream.classes[each[0].row]}: {'; '.join(map(_short, each))}", _claims(bound, each[0])) for each in _by_class(found))  # fmt: skip
    return numbers, tuple(_worth(bound, found, checked, told))


def explain_backtest(checked: Mapping[int, Checked]) -> tuple[Sentence, ...]:
    """How the outlook did at each horizon, and what of it is not shown to beat the base rate."""
    return tuple(_told_scores(checked))


def _told_scores(checked: Mapping[int, Checked]) -> Iterator[Sentence]:
    for horizon, each in checked.items():
        if each.scores["all"].modelled == 0:
            yield Sentence(
                f"At {_days(horizon)} there is too little to learn from: the base rate stands, and is scored"
            )
            continue
        yield Sentence(_track(horizon, each))
        under = [
            name for name, own in each.scores.items() if name != "all" and (own.against["climatology"].skill or 0.0) < 0
        ]
        if under:
            yield Sentence(f"At {_days(horizon)} it does worse than the base rate on {listed(under)}")
        elif not each.beats:
            yield Sentence(f"At {_days(horizon)} it is not shown to beat the base rate")
        thin = [tenth for tenth in each.scores["all"].bins if not tenth.shown]
        if thin:
            yield Sentence(f"At {_days(horizon)} {len(thin)} of {len(each.scores['all'].bins)} tenths of probability have fewer independent forecasts than are needed to see a frequency to 10 points")  # fmt: skip
    yield Sentence(_REPORTED)


def _sentences(bound: Bound, found: Sequence[Number], checked: Mapping[int, Checked | None], strengths: Sequence[Strength], told: Told) -> Iterator[Sentence]:  # fmt: skip
    yield from _record(bound, told)
    for each in _by_class(found):
        first = each[0]
        where = f"{_sides(bound, first, told)}, {bound.stream.classes[first.row]}"
        yield Sentence(f"{where}: at least one event {'; '.join(map(_said, each))}", _claims(bound, first))
        yield Sentence(_behind(bound, each))
    yield from _worth(bound, found, checked, told)
    yield from _intensity(bound, strengths, told)
    yield Sentence(_REPORTED)


def _by_class(found: Sequence[Number]) -> Iterator[list[Number]]:
    """The horizons of each pair and class."""
    for _, group in groupby(found, key=lambda each: (each.pair, each.row)):
        yield list(group)


def _sides(bound: Bound, each: Number, told: Told) -> str:
    one, other = map(told.name, bound.stream.pairs[each.pair])
    return f"{one} towards {other}" if len(bound.asked) > 1 else f"{one} and {other}, either way"


def _said(each: Number) -> str:
    r = {name: percent(p) for name, p in each.references.items()}
    beside = f"base rate {r['climatology']} %, persistence {r['persistence']} %, season {r['season']} %"
    how = (
        " (as likely as the shorter horizon) beside"
        if each.raised and each.p > each.references["climatology"]
        else " beside"
        if each.modelled
        else ", the"
    )
    return f"within {_days(each.horizon)} {phrase(each.p, each.low, each.high)}{how} {beside}"


def _short(each: Number) -> str:
    return f"within {_days(each.horizon)} {phrase(each.p, each.low, each.high)}, base rate {percent(each.references['climatology'])} %"  # fmt: skip


def _days(number: int) -> str:
    return f"{number} {'day' if number == 1 else 'days'}"


def _behind(bound: Bound, group: Sequence[Number]) -> str:
    """The counts that carry the numbers, and what moved them from the base rate."""
    first = group[0]
    recent = listed(f"{first.recent[span]:,} in the last {span} days" for span in RECENT)
    last = "none is on record" if first.last_event is None else f"the last on {bound.stream.day(first.last_event)}"
    windows = listed(f"{each.held:,} of {each.windows:,} windows of {_days(each.horizon)} held one" for each in group)
    return f"Behind it stand {first.events:,} such events since {bound.stream.first_day}, {recent}, {last}; {windows}{_lean(group)}"  # fmt: skip


def _lean(group: Sequence[Number]) -> str:
    each = next((each for each in group if each.modelled), None)
    if each is None:
        return ""
    most = [(name, shift) for name, shift in each.leaned.items() if abs(shift) >= LEAST][:MOST_LEANED]
    if not most:
        return f"; at {_days(each.horizon)} the model finds no reason to leave the base rate"
    parts = listed(f"{name} ({shift:+.1f})" for name, shift in most)
    return f"; from the base rate at {_days(each.horizon)} the model moves, in log-odds, by {parts}"


def _claims(bound: Bound, each: Number) -> tuple[str, ...]:
    """The claims that tell the last events of the class."""
    events = bound.events.get((each.pair, each.row), ())[-MOST_EVENTS:]
    return tuple(dict.fromkeys(claim for event in events for claim in bound.trace.claims(event)))


def _record(bound: Bound, told: Told) -> Iterator[Sentence]:
    last = bound.stream.day(bound.stream.days - 1)
    yield Sentence(
        f"Said at the end of {last}, from {told.source} since {bound.stream.first_day}: windows begin on the day after, and nothing later is looked at"
    )  # fmt: skip
    late = None if told.as_of is None else (told.as_of - last.astype(object)).days
    if late is not None and late > 0:
        yield Sentence(f"The record ends {_days(late)} before the as-of date: that the days between are silent is not taken for quiet", assumption=True)  # fmt: skip
    if bound.left_out:
        yield Sentence(f"Left out between the two: {listed(f'{len(ids)} {reason}' for reason, ids in bound.left_out.items())}")  # fmt: skip


def _worth(bound: Bound, found: Sequence[Number], checked: Mapping[int, Checked | None], told: Told) -> Iterator[Sentence]:  # fmt: skip
    """What was too little to learn from, how the rest did on time it did not see, and which number to take."""
    unlearned = [each for each in found if not each.modelled]
    if unlearned and len(unlearned) == len(found):
        yield Sentence(_too_few(bound, told))
        return
    if unlearned:
        parts = dict.fromkeys(f"{bound.stream.classes[each.row]} at {_days(each.horizon)}" for each in unlearned)
        yield Sentence(f"There is too little to learn from for {listed(parts)}: there the base rate stands")
    scored = {horizon: each for horizon, each in checked.items() if each is not None and each.scores["all"].modelled > 0}  # fmt: skip
    for horizon, each in scored.items():
        yield Sentence(_track(horizon, each))
    untold = [horizon for horizon in checked if horizon not in scored]
    if untold:
        yield Sentence(f"How it does at {listed(map(_days, untold))} on time that the model did not see cannot be told from so short a record")  # fmt: skip
    weak = [horizon for horizon, each in scored.items() if not each.beats]
    if weak:
        what = f"the {_between(bound):,} confirmed events of these classes between the two are not enough to beat the base rate" if told.confirmed else "the model is not shown to beat the base rate"  # fmt: skip
        yield Sentence(f"At {listed(map(_days, weak))} {what}: take the base rate")


def _too_few(bound: Bound, told: Told) -> str:
    what = f"The {_between(bound):,} confirmed events of these classes between the two are not enough to beat the base rate, and no model is fitted to them" if told.confirmed else "The record holds too few windows with such an event, or too few without one, to fit a model: the base rate stands"  # fmt: skip
    return f"{what}: each number is the share of earlier windows that held an event, drawn to the mean of its class"


def _between(bound: Bound) -> int:
    """The events that are counted between the two."""
    return len({event for ids in bound.events.values() for event in ids})


def _track(horizon: int, each: Checked) -> str:
    """How the outlook of one horizon did."""
    held, whole = each.held, each.scores["all"]
    skills = listed(f"{_skill(against.skill)} over {name}" for name, against in whole.against.items())
    own = whole.against["climatology"]
    interval = "" if own.interval is None else f"; 95 % interval over climatology {_skill(own.interval[0])} to {_skill(own.interval[1])}, {own.drawn} drawn again"  # fmt: skip
    return (
        f"On time that the model did not see ({len(held.origins)} weekly origins from {held.day(held.origins[0])} to {held.day(held.origins[-1])}, {len(held.p):,} pairs)"
        f" its Brier skill at {_days(horizon)} is {skills}{interval}; probabilities are off by {100 * whole.ece:.1f} points on average"
    )  # fmt: skip


def _skill(value: float | None) -> str:
    return "undefined" if value is None else f"{100 * value:+.1f} %"


def _intensity(bound: Bound, strengths: Sequence[Strength], told: Told) -> Iterator[Sentence]:
    for _, group in groupby(strengths, key=lambda each: each.pair):
        several = list(group)
        one, other = map(told.name, bound.stream.pairs[several[0].pair])
        parts = listed(f"{each.mean:+.1f} in the next {_days(each.horizon)} (80 % interval {each.low:+.1f} to {each.high:+.1f}{_downturn(each)})" for each in several)  # fmt: skip
        yield Sentence(f"{one} {'towards' if len(bound.asked) > 1 else 'and'} {other}, daily sum of intensities (typical day, on an inverse hyperbolic sine scale): {parts}, against {several[0].year:+.1f} in the last year")  # fmt: skip


def _downturn(each: Strength) -> str:
    return "" if each.downturn is None else f"; a downturn, under {each.threshold:+.1f}, {percent(each.downturn)} %"
