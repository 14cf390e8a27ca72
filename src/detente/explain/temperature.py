"""The temperature of a pair -> sentences: the answer, what changed, what stands out and through which events, what it hangs on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.binding.temperature import Bound, as_day
from detente.engines.temperature.breaks import Breaks
from detente.engines.temperature.options import Options
from detente.engines.temperature.result import Temperature, Window
from detente.explain.sentence import Sentence, clause, listed
from detente.kernel.probability_words import percent
from detente.studies.temperature import Study

#: Periods that stand out are named, but not more of them than this; likewise the events of one.
MOST, MOST_EVENTS = 4, 3
_SIGN = "The sign of an event is that of its verb: a promise wrung out by a threat counts as cooperation, so the month of a threat can score above zero, and many consultations show that meetings are easy to report"


@dataclass(frozen=True)
class Told:
    """What the sentences need beside the numbers.

    ``source`` is what the events are, such as "confirmed events of the dossier"; ``summaries`` maps event to what happened
    (empty for a store), ``documents`` event to the number of documents that tell it, ``shorts`` document to its short name;
    ``scale`` names the intensities, None if they cannot be put on one scale.
    """

    source: str
    scale: str | None
    summaries: Mapping[str, str]
    documents: Mapping[str, int]
    shorts: Mapping[str, str]


def explain_temperature(bound: Bound, study: Study, options: Options, told: Told) -> tuple[Sentence, ...]:
    """The account, answer first."""
    return tuple(_sentences(bound, study, options, told))


def explain_briefly(bound: Bound, study: Study, options: Options, told: Told) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:  # fmt: skip
    """The answer, what changed, what it hangs on and how to read it; and apart from these the periods that stand out."""
    done, labels = study.temperature, study.temperature.periods.labels
    window = [Sentence(window_words(done.window, labels, options.level))] if done.window is not None else []
    said = (_answer(bound, study, options, told), *window, *_silence(done, labels), *_breaks(done, labels, options), *_fragile(study, told), Sentence(_SIGN))  # fmt: skip
    return said, tuple(_standing_out(bound, done, labels, told))


def period_words(label: str) -> str:
    """``March 2021``, ``week 9 of 2021``."""
    if "-W" in label:
        year, week = label.split("-W")
        return f"week {int(week)} of {year}"
    year, month = label.split("-")
    return f"{date(int(year), int(month), 1):%B} {year}"


def events_in(bound: Bound, temperature: Temperature, period: int, told: Told) -> list[str]:
    """The events counted in a period, those that most documents tell first."""
    if not bound.events:
        return []
    at = temperature.periods.place(bound.record.day)
    own = [event for event, place in zip(bound.events, at, strict=True) if place == period]
    return sorted(own, key=lambda event: (-told.documents.get(event, 0), own.index(event)))


def window_words(window: Window, labels: tuple[str, ...], level: float) -> str:
    """The last periods with events against those before."""
    (start, end), (early, late) = window.recent, window.before
    now, then = sum(window.now), sum(window.then)
    return (
        f"From {period_words(labels[start])} to {period_words(labels[end])} {window.now[0]} of {now} {_events(now)} cooperative"
        f" ({_interval(window.share_now, level)}), against {window.then[0]} of {then} ({_interval(window.share_then, level)}) from {period_words(labels[early])}"
        f" to {period_words(labels[late])}: by these counts alone the probability that relations were warmer in the later stretch is {percent(window.p_warmer)}%"
    )  # fmt: skip


def _sentences(bound: Bound, study: Study, options: Options, told: Told) -> Iterator[Sentence]:
    done, labels = study.temperature, study.temperature.periods.labels
    yield _answer(bound, study, options, told)
    if done.window is not None:
        yield Sentence(window_words(done.window, labels, options.level))
    yield from _silence(done, labels)
    yield from _breaks(done, labels, options)
    yield from _standing_out(bound, done, labels, told)
    yield from _answers(bound, done)
    yield from _fragile(study, told)
    yield Sentence(_SIGN)
    if told.scale is None:
        yield Sentence("Intensities stand on more than one scale here and are left out: a mean over them would measure nothing", assumption=True)  # fmt: skip
    if done.index is not None:
        yield Sentence(f"The bilateral index moves from {options.index_start:+.1f} to {done.index[-1]:+.1f} on -9 to +9; it is experimental, its formula recalled, and start ({options.index_start:g}) and gain ({options.index_gain:g}) are assumed", assumption=True)  # fmt: skip
    yield from _left_out(bound, done)


def _answer(bound: Bound, study: Study, options: Options, told: Told) -> Sentence:
    first, last = (period_words(study.temperature.periods.labels[at]) for at in (0, -1))
    counts = study.temperature.both.counts
    coop, conflict = int(counts.cooperation.sum()), int(counts.conflict.sum())
    share = "no share can be given" if study.share is None else f"share of cooperation {_interval((study.share, *study.share_band), options.level)}"  # fmt: skip
    claims = () if len(bound.events) > MOST_EVENTS * MOST else bound.trace.every_claim()
    return Sentence(
        f"{bound.names[0]} and {bound.names[1]}, {first} to {last}: {study.events:,} {told.source}, {coop:,} of cooperation and {conflict:,} of conflict, {share}",
        claims,
    )


def _interval(share: tuple[float, float, float], level: float) -> str:
    return f"{share[0]:.0%}, {level:.0%} interval {share[1]:.0%} to {share[2]:.0%}"


def _events(number: int) -> str:
    return "event is" if number == 1 else "events are"


def _silence(done: Temperature, labels: tuple[str, ...]) -> Iterator[Sentence]:
    """A record that ends in silence says so: nobody told is not nothing happened."""
    told = np.flatnonzero(done.both.counts.volume)
    if len(told) == 0 or len(labels) - 1 - told[-1] < 3:
        return
    yield Sentence(f"No event is counted after {period_words(labels[int(told[-1])])}, {len(labels) - 1 - int(told[-1])} {done.periods.kind}s before the record ends: that nobody told of one does not say that nothing happened")  # fmt: skip


def _breaks(done: Temperature, labels: tuple[str, ...], options: Options) -> Iterator[Sentence]:
    for name, what in (("share", "the share of cooperation"), ("volume", "the number of events")):
        found = done.breaks[name]
        if not found.levels:
            continue
        yield Sentence(f"{what[0].upper()}{what[1:]} {_cut(found, labels, name, done.periods.kind)}{_null(found)}")


def _cut(found: Breaks, labels: tuple[str, ...], name: str, kind: str) -> str:
    if not found.at:
        return "shows no structural break"
    levels = [f"{level:.0%}" if name == "share" else f"{level:.1f}" for level in found.levels]
    steps = [f"in {period_words(labels[at])} to {level}" for at, level in zip(found.at, levels[1:], strict=True)]
    unit = "" if name == "share" else f" a {kind}"
    return f"breaks from {levels[0]}{unit} {listed(steps, 'and then')}"


def _null(found: Breaks) -> str:
    if found.null_any is None or found.p is None:
        return ""
    if not found.at:
        return f" (of shuffled records {percent(found.null_any)}% show one)"
    return f" (of shuffled records {percent(found.null_any)}% show any break, and {percent(found.p)}% as many)"


def _standing_out(bound: Bound, done: Temperature, labels: tuple[str, ...], told: Told) -> Iterator[Sentence]:
    """Each period that the forecast from earlier ones did not expect, with its events and their claims."""
    chosen = sorted(sorted(done.standing_out, key=lambda at: -_tail(done, at))[:MOST])
    judged = int(np.isfinite(done.both.surprise_conflict.bits).sum())
    if judged:
        more = f", most of all {listed([period_words(labels[at]) for at in chosen])}" if len(chosen) < len(done.standing_out) else f": {listed([period_words(labels[at]) for at in chosen])}" if chosen else ""  # fmt: skip
        yield Sentence(
            f"{len(done.standing_out) or 'None'} of {judged} {done.periods.kind}s {'stands' if len(done.standing_out) == 1 else 'stand'} out against what earlier ones led to expect{more};"
            f" of two counts a {done.periods.kind} each has a chance of 5% at most to do so under the forecast, so up to {0.1 * judged:.0f} would come by chance"
        )  # fmt: skip
    for at in chosen:
        names = events_in(bound, done, at, told)
        shown = names[:MOST_EVENTS]
        what = f": {'; '.join(clause(told.summaries.get(each, each)) for each in shown)}" if shown else ""
        rest = f"; and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
        claims = tuple(dict.fromkeys(claim for each in names for claim in bound.trace.claims(each)))
        yield Sentence(f"{period_words(labels[at])} {_surprise(done, at)}{what}{rest}", claims)


def _tail(done: Temperature, at: int) -> float:
    return float(max(done.both.surprise_cooperation.tail_bits[at], done.both.surprise_conflict.tail_bits[at]))


def _surprise(done: Temperature, at: int) -> str:
    counts, parts = done.both.counts, []
    for kind, came, seen in (("cooperation", counts.cooperation, done.both.surprise_cooperation), ("conflict", counts.conflict, done.both.surprise_conflict)):  # fmt: skip
        parts.append(f"{int(came[at]):,} of {kind} where {seen.expected[at]:,.1f} {'was' if f'{seen.expected[at]:.1f}' == '1.0' else 'were'} expected ({seen.bits[at]:.1f} bits)")  # fmt: skip
    return f"brought {listed(parts)}"


def _answers(bound: Bound, done: Temperature) -> Iterator[Sentence]:
    """Who answers whom, as far as days are known."""
    if not done.answers:
        return
    if all(each is None for each in done.answers.values()):
        yield Sentence(
            "Who answers whom cannot be told: fewer than 30 days on either side have an event whose day is known"
        )
        return
    for side, who, whom in (("back", 1, 0), ("forth", 0, 1)):
        found = done.answers[side, "conflict"], done.answers[side, "cooperation"]
        parts = []
        for kind, each in zip(("conflict", "cooperation"), found, strict=True):
            if each is None:
                continue
            total, low, high = each.week
            beyond = f"lags {', '.join(map(str, each.beyond))} lie outside, where {0.05 * len(each.lags):.1f} would by chance" if each.beyond else "no lag lies outside"  # fmt: skip
            parts.append(
                f"{total:+.2f} of {kind} for one more (shuffled days: {low:+.2f} to {high:+.2f}; {beyond}; p {each.p:.3f})"
            )
        if parts:
            yield Sentence(f"{bound.names[who]} answers {bound.names[whom]} within seven days with {listed(parts)}")


def _fragile(study: Study, told: Told) -> Iterator[Sentence]:
    if not study.without:
        return
    most = study.without[0]
    shares = [each.share for each in study.without if each.share is not None]
    ends = (
        f"; without any one document the share of cooperation lies between {min(shares):.0%} and {max(shares):.0%}"
        if shares
        else ""
    )
    yield Sentence(f"{most.lost} of the events stand in {told.shorts.get(most.document, most.document)} alone{ends}")


def _left_out(bound: Bound, done: Temperature) -> Iterator[Sentence]:
    if bound.left_out:
        parts = [f"{len(ids)} {reason}{f' (within more than {bound.longest} days)' if reason == 'dated too coarsely' else ''}" for reason, ids in bound.left_out.items()]  # fmt: skip
        yield Sentence(f"Left out between the two: {listed(parts)}")
    inexact = int(((bound.record.late > bound.record.early) & (bound.record.quad > 0)).sum())
    if inexact:
        surely = int(done.both.counts.surely.sum())
        yield Sentence(f"{inexact} events are known only to lie within several days and count on one of them; {surely} can lie in no other {done.periods.kind}", assumption=True)  # fmt: skip
    if done.both.counts.cover is not None:
        yield Sentence(f"Rates are events in a {done.periods.kind} of mean length and mean coverage, from {as_day(bound.record.first)} to {as_day(bound.record.last)}: the store's own volume is divided out")  # fmt: skip
    unclassed = int(done.both.counts.unclassed.sum())
    if unclassed:
        yield Sentence(
            f"{unclassed:,} events have no PLOVER type (public statements and appeals of CAMEO) and count neither way"
        )
