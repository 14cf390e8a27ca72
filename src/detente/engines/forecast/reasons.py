"""Why a candidate stands where it stands: the past events, rules and third parties behind it, and the logit's parts."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.features import GROUPS
from detente.engines.forecast.forecaster import Forecaster
from detente.engines.forecast.gathering import VIA
from detente.engines.forecast.kernel import HALF_LIVES
from detente.engines.forecast.walk import Described, Walk

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Past:
    """A relation (both ways) that the pair has had: how often, when last, and its share of the rate that the rules give."""

    relation: int
    times: int
    last: int
    share: float


@dataclass(frozen=True)
class ThirdParty:
    """A past partner of the actor that does the same (``same``) or anything to the candidate; ``weight`` in 0..1."""

    entity: int
    same: bool
    weight: float


@dataclass(frozen=True)
class Reasons:
    """What speaks for a candidate.

    ``past`` by falling share (the relation asked for has its own place in it), ``third`` by falling weight, ``parts`` the
    logit's groups of features with what each adds over the mean of all candidates, by falling size; ``trees`` what
    the re-ranking adds over its mean (0 where there is none).
    """

    past: tuple[Past, ...]
    third: tuple[ThirdParty, ...]
    parts: tuple[tuple[str, float], ...]
    trees: float


def reasons(
    walk: Walk, forecaster: Forecaster | None, found: Described, a: int, q: int, day: int, place: int, most: int = 3
) -> Reasons:
    """The reasons for candidate ``place`` of a described question (a, q, ?) of ``day``, at most ``most`` of each kind.

    Without a forecaster there are no parts.
    """
    b = int(found.candidates[0, place])
    parts, lift = ((), 0.0) if forecaster is None else _parts(forecaster, found, place, most)
    return Reasons(_past(walk, a, q, b, day, most), _third(walk, a, q, b, day, most), parts, lift)


def _parts(
    forecaster: Forecaster, found: Described, place: int, most: int
) -> tuple[tuple[tuple[str, float], ...], float]:
    """What each group of features adds to the logit's score over the mean of all candidates, and what the trees add."""
    real = found.candidates[0] >= 0
    logit, x = forecaster.logit, found.features[0]
    adds = (x[place] - x[real].mean(0)) / logit.scale * logit.weight
    grouped: dict[str, float] = {}
    for name, value in zip(GROUPS, adds, strict=True):
        grouped[name] = grouped.get(name, 0.0) + float(value)
    lift = 0.0
    if forecaster.trees is not None:
        base, final = forecaster.base(found)[0], forecaster.score(found)[0]
        ahead = final > final.max() - 1e3
        if ahead[place]:
            lift = float((final - base)[place] - (final - base)[ahead].mean())
    return tuple(sorted(grouped.items(), key=lambda each: -abs(each[1]))[:most]), lift


def _slots(walk: Walk, context: int) -> npt.NDArray[np.int64]:
    if context < 0:
        return np.empty(0, np.int64)
    start = int(walk.layout.start[context])
    return np.arange(start, start + int(walk.account.fill[context]))


def _decayed(walk: Walk, slots: npt.NDArray[np.int64], half: int, day: int) -> Doubles:
    found: Doubles = walk.account.counts[slots, half] * walk.account.decay[half, day - walk.account.last[slots]].astype(
        float
    )
    return found


def _pair_context(walk: Walk, a: int, b: int) -> int:
    for way in (0, 1):
        slots = _slots(walk, int(walk.world.via_any[way, a]))
        hit = slots[walk.layout.answer[slots] == b]
        if len(hit):
            return int(walk.layout.pair[hit[0]])
    return -1


def _past(walk: Walk, a: int, q: int, b: int, day: int, most: int) -> tuple[Past, ...]:
    slots = _slots(walk, _pair_context(walk, a, b))
    relation = walk.layout.answer[slots]
    rate = np.zeros(len(slots))
    for half in range(len(HALF_LIVES)):
        rate += walk.rules[0][q, relation, half] * _decayed(walk, slots, half, day)
    share = rate / rate.sum() if rate.sum() > 0 else rate
    order = np.argsort(-share, kind="stable")[:most]
    if len(own := np.flatnonzero(relation == q)) and own[0] not in order:
        order = np.concatenate([own, order[: most - 1]])
    return tuple(
        Past(int(relation[k]), int(walk.account.number[slots[k]]), int(walk.account.last[slots[k]]), float(share[k]))
        for k in order
    )


def _third(walk: Walk, a: int, q: int, b: int, day: int, most: int) -> tuple[ThirdParty, ...]:
    way = int(q >= walk.events.relations)
    slots = _slots(walk, int(walk.world.via_any[way, a]))
    near = _decayed(walk, slots, 1, day)
    found = []
    for k in np.argsort(-near, kind="stable")[:VIA]:
        via = int(walk.layout.answer[slots[k]])
        for same, context in ((True, walk.world.via_same[q, via]), (False, walk.world.via_any[way, via])):
            theirs = _slots(walk, int(context))
            share = _decayed(walk, theirs, 1, day)
            hit = share[walk.layout.answer[theirs] == b]
            if len(hit) and hit[0] > 0 and via not in (a, b):
                found.append(ThirdParty(via, same, float(near[k] / near.sum() * hit[0] / (share.sum() + 1.0))))
                break
    return tuple(sorted(found, key=lambda each: -each.weight)[:most])
