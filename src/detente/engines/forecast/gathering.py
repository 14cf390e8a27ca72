"""The compiled pass that gathers candidates: whoever the past of a question speaks for, and how loudly."""

# mypy: disable-error-code="no-untyped-call,untyped-decorator,no-untyped-def"
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.kernel import compiled

#: Past partners of the actor through which third parties are found.
VIA = 12
#: Lists of entities (families 0..4, the reverse list of the actor, and everything), of countries and sectors (6..9).
LISTS, KINDS = 7, 4
#: Columns of a question's contexts that hold the actor's other direction and the direction's whole list.
REVERSE, WHOLE = 10, 5


class Desk(NamedTuple):
    """What one question at a time writes, wiped after it.

    By entity: ``score`` (above 0 for the ``touched`` ones), ``rows`` (its slot in each list, -1 for none), shares through
    third parties that did the ``same``, anything (``any``), or anything lately (``quick``). ``kinds``: the slots by
    country and sector. ``best`` and ``best_value`` hold the actor's strongest partners.
    """

    score: npt.NDArray[np.float64]
    touched: npt.NDArray[np.int32]
    rows: npt.NDArray[np.int32]
    kinds: npt.NDArray[np.int32]
    same: npt.NDArray[np.float64]
    any: npt.NDArray[np.float64]
    quick: npt.NDArray[np.float64]
    best: npt.NDArray[np.int32]
    best_value: npt.NDArray[np.float64]


@compiled
def new_desk(entities, codes):
    """An empty desk for so many entities and codes of countries and sectors."""
    return Desk(
        np.zeros(entities),
        np.empty(entities, np.int32),
        np.full((LISTS, entities), -1, np.int32),
        np.full((KINDS, codes), -1, np.int32),
        np.zeros(entities),
        np.zeros(entities),
        np.zeros(entities),
        np.empty(VIA, np.int32),
        np.empty(VIA),
    )


@compiled
def _add(c, t, h, weight, account, desk, touched, place):
    """Add a context's shares at half-life h to the score of its answers; remember where each answer's slot is."""
    start, fill, answer, count = account.start, account.fill, account.answer, account.counts
    last, decay = account.last, account.decay
    score, rows = desk.score, desk.rows
    if c < 0 or fill[c] == 0:
        return touched
    scale = weight / (account.total[c, h] * decay[h, t - account.seen[c]])
    for s in range(start[c], start[c] + fill[c]):
        b = answer[s]
        if score[b] == 0.0:
            desk.touched[touched] = b
            touched += 1
        score[b] += scale * count[s, h] * decay[h, t - last[s]] + 1e-12
        if place >= 0:
            rows[place, b] = s
    return touched


@compiled
def _strongest(c, t, account, best, best_value):
    """The slots of a context with the largest counts at the middle half-life, in falling order; how many."""
    count, last, decay = account.counts, account.last, account.decay
    k = 0
    room = len(best)
    for s in range(account.start[c], account.start[c] + account.fill[c]):
        v = count[s, 1] * decay[1, t - last[s]]
        if k < room or v > best_value[k - 1]:
            at = k if k < room else room - 1
            while at > 0 and best_value[at - 1] < v:
                best_value[at] = best_value[at - 1]
                best[at] = best[at - 1]
                at -= 1
            best_value[at] = v
            best[at] = s
            k = min(k + 1, room)
    return k


@compiled
def _third_parties(c, t, via_same, via_any, weights, account, desk, touched):
    """Spread the actor's shares over what its partners do: the same relation, and any."""
    start, fill, total, seen = account.start, account.fill, account.total, account.seen
    count, last, answer, decay = account.counts, account.last, account.answer, account.decay
    score, same, whatever, quick = desk.score, desk.same, desk.any, desk.quick
    best, best_value = desk.best, desk.best_value
    if c < 0 or fill[c] == 0:
        return touched
    k = _strongest(c, t, account, best, best_value)
    whole = total[c, 1] * decay[1, t - seen[c]]
    for j in range(k):
        b = answer[best[j]]
        share = best_value[j] / whole
        for kind in range(2):
            via = via_same[b] if kind == 0 else via_any[b]
            if via < 0 or fill[via] == 0:
                continue
            part = share / (total[via, 1] * decay[1, t - seen[via]] + 1.0)
            for s in range(start[via], start[via] + fill[via]):
                e = answer[s]
                v = part * count[s, 1] * decay[1, t - last[s]]
                if kind == 0:
                    same[e] += v
                else:
                    whatever[e] += v
                    quick[e] += part * count[s, 0] * decay[0, t - last[s]]
                if score[e] == 0.0:
                    desk.touched[touched] = e
                    touched += 1
                score[e] += weights[6 + kind] * v + 1e-12
    return touched


@compiled
def gather(contexts, t, via_same, via_any, weights, account, desk):
    """Lay one question's past out on the desk; returns how many entities it touched.

    ``contexts`` (11) of the question; ``via_same[e]``, ``via_any[e]`` the contexts of e with the question's relation and with
    any; ``weights`` (9) of the lists: actor and relation, actor, relation, country and relation, country, actor reversed,
    third parties by the same relation and by any, actor and relation over the long half-life.
    """
    m = 0
    for j in range(5):
        m = _add(contexts[j], t, 1, weights[j], account, desk, m, j)
    m = _add(contexts[REVERSE], t, 1, weights[5], account, desk, m, 5)
    m = _add(contexts[0], t, 2, weights[8], account, desk, m, -1)
    m = _third_parties(contexts[1], t, via_same, via_any, weights, account, desk, m)
    start, fill = account.start, account.fill
    for j in range(KINDS):
        c = contexts[6 + j]
        if c >= 0:
            for s in range(start[c], start[c] + fill[c]):
                desk.kinds[j, account.answer[s]] = s
    return m


@compiled
def pick(desk, touched, top, top_value):
    """The touched entities of the highest score, in falling order (the smaller id first among equals); how many."""
    k, most = 0, len(top)
    for j in range(touched):
        b = desk.touched[j]
        value = desk.score[b]
        if k < most or value > top_value[k - 1] or (value == top_value[k - 1] and b < top[k - 1]):
            at = k if k < most else most - 1
            while at > 0 and (top_value[at - 1] < value or (top_value[at - 1] == value and top[at - 1] > b)):
                top_value[at] = top_value[at - 1]
                top[at] = top[at - 1]
                at -= 1
            top_value[at] = value
            top[at] = b
            k = min(k + 1, most)
    return k


@compiled
def wipe(contexts, touched, account, desk):
    """Wipe what a question wrote."""
    for j in range(touched):
        b = desk.touched[j]
        desk.score[b] = 0.0
        desk.same[b] = 0.0
        desk.any[b] = 0.0
        desk.quick[b] = 0.0
        for f in range(6):
            desk.rows[f, b] = -1
    for j in range(KINDS):
        c = contexts[6 + j]
        if c >= 0:
            for s in range(account.start[c], account.start[c] + account.fill[c]):
                desk.kinds[j, account.answer[s]] = -1
