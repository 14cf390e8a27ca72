"""The disagreement board: pairs of claims that may differ. What kind of difference it is, a person says.

Proposed are pairs of different passages on the same actors and issue with (1) opposed types, one cooperative and one
conflictual, at times that do not exclude each other; (2) one act with intervals that share no day; (3) figures for the
same thing whose ranges do not overlap; (4) a view that one document rejects and another holds. Motives and causes are
not proposed: they come from an analyst's reading.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeVar

from detente.coding.across.act import act_of
from detente.coding.across.likeness import days_of, overlap, same_type, shared_days, word_cosines
from detente.dossier import plover
from detente.dossier.claim import BaseClaim, EventClaim, NumberClaim, Stance, issues_of
from detente.dossier.event import NEVER_COUNTED
from detente.kernel.dates import parse_interval

SAME_ACTORS = 0.5
#: Words that two figures must share to be figures for one thing, and two tellings to be of one act, as a cosine.
SAME_THING, SAME_ACT, SAME_VIEW = 0.35, 0.12, 0.2
C = TypeVar("C", bound=BaseClaim)
WHYS = ("opposed_types", "intervals", "figures", "attitudes")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, why they are shown (one of :data:`WHYS`), the issues and actors they share, and a rank 0..1."""

    why: str
    first: str
    second: str
    issues: tuple[str, ...]
    actors: tuple[str, ...]
    rank: float


def pairs(claims: Iterable[BaseClaim]) -> tuple[Pair, ...]:
    """Every pair of usable claims that may differ: by reason, pairs of two documents first, then by rank."""
    usable = [each for each in claims if each.usable]
    home = {each.id: each.source_document for each in usable}
    events = [each for each in usable if isinstance(each, EventClaim) and not NEVER_COUNTED & set(each.auxiliary)]
    found = [*_events(events), *_figures([each for each in usable if isinstance(each, NumberClaim)]),
             *_attitudes([each for each in usable if isinstance(each, Stance)])]  # fmt: skip
    return tuple(
        sorted(
            found,
            key=lambda each: (
                WHYS.index(each.why),
                home[each.first] == home[each.second],
                -each.rank,
                each.first,
                each.second,
            ),
        )
    )


def _events(claims: Sequence[EventClaim]) -> Iterator[Pair]:
    acts = [act_of(each) for each in claims]
    cosines = word_cosines([each.words for each in acts])
    for i, j in _apart(claims, lambda a, b: bool(set(a.issues) & set(b.issues))):
        first, second, words = acts[i], acts[j], float(cosines[i, j])
        actors = overlap(first.actors, second.actors)
        if actors < SAME_ACTORS:
            continue
        rank = (actors + words) / 2
        dated = None not in (first.start, first.end, second.start, second.end)
        if _half(first.type) != _half(second.type):
            if shared_days(first, second) > 0:
                yield _pair("opposed_types", claims[i], claims[j], rank)
        elif (
            dated and words >= SAME_ACT and same_type(first.type, second.type) == 1 and shared_days(first, second) == 0
        ):
            yield _pair("intervals", claims[i], claims[j], rank)


def _half(kind: str) -> bool:
    """True for the cooperative half."""
    return plover.TYPES[kind].quad <= 2


def _figures(claims: Sequence[NumberClaim]) -> Iterator[Pair]:
    cosines = word_cosines([each.what for each in claims])
    for i, j in _apart(claims, lambda a, b: a.unit == b.unit and a.per == b.per):
        first, second = claims[i], claims[j]
        one, other = _range(first), _range(second)
        if cosines[i, j] < SAME_THING or one is None or other is None or _periods_differ(first, second):
            continue
        if one[1] < other[0] or other[1] < one[0]:
            yield _pair("figures", first, second, float(cosines[i, j]))


def _range(claim: NumberClaim) -> tuple[float, float] | None:
    """What a figure says, as a range: "more than" has no end, "about" and "nearly" stand for a tenth around it."""
    if claim.value is None:
        return None
    low, high = claim.value, claim.value if claim.value_max is None else claim.value_max
    match claim.hedge:
        case "more_than":
            return low, inf
        case "fewer_than" | "up_to":
            return -inf, high
        case "about" | "nearly":
            return low - abs(low) / 10, high + abs(high) / 10
    return low, high


def _periods_differ(first: NumberClaim, second: NumberClaim) -> bool:
    if first.period is None or second.period is None:
        return False
    one, other = parse_interval(first.period), parse_interval(second.period)
    return days_of((one.start, one.end), (other.start, other.end)) == 0


def _attitudes(claims: Sequence[Stance]) -> Iterator[Pair]:
    cosines = word_cosines([each.position for each in claims])
    for i, j in _apart(claims, lambda a, b: (a.author_attitude == "rejects") != (b.author_attitude == "rejects")):
        first, second = claims[i], claims[j]
        if first.issue == second.issue and first.aspect == second.aspect and cosines[i, j] >= SAME_VIEW:
            yield _pair("attitudes", first, second, float(cosines[i, j]))


def _apart(claims: Sequence[C], may: Callable[[C, C], bool]) -> Iterator[tuple[int, int]]:
    """Places of two claims of different passages that fulfil a condition."""
    for i, first in enumerate(claims):
        for j in range(i + 1, len(claims)):
            second = claims[j]
            if (first.source_document, first.line) != (second.source_document, second.line) and may(first, second):
                yield i, j


def _pair(why: str, first: BaseClaim, second: BaseClaim, rank: float) -> Pair:
    issues = tuple(each for each in issues_of(first) if each in issues_of(second))
    actors = tuple(each for each in first.actors if each in second.actors)
    return Pair(why, first.id, second.id, issues, actors, round(rank, 6))


def recorded(pair: Pair, disagreements: Mapping[str, Iterable[Iterable[str]]]) -> tuple[str, ...]:
    """Ids of the disagreements of which two views hold the two claims, or one view holds both."""
    return tuple(name for name, views in disagreements.items()
                 if {pair.first, pair.second} <= {claim for view in views for claim in view})  # fmt: skip
