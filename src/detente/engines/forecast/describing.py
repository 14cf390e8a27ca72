"""The compiled pass that describes the candidates of questions: a row of numbers for each, named in :mod:`features`."""

# mypy: disable-error-code="no-untyped-call,untyped-decorator,no-untyped-def"
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.gathering import KINDS, LISTS, REVERSE, WHOLE, gather, new_desk, pick, wipe
from detente.engines.forecast.kernel import compiled

#: What stands for the days since an answer that never came (a logarithm), and for a share of nothing.
_NEVER, _LITTLE = 9.0, 0.02
PER_LIST, PER_KIND, MORE = 5, 3, 17
WIDTH = LISTS * PER_LIST + KINDS * PER_KIND + MORE
_KINDS_AT = LISTS * PER_LIST
_MORE_AT = _KINDS_AT + KINDS * PER_KIND


class World(NamedTuple):
    """What is the same for all questions.

    ``via_same[q, e]``, ``via_any[way, e]`` the contexts of (e, q) and (e, way); ``everything[way, e]`` the slot of e among all
    answers; ``node[e]`` the ANSWER context of e; ``country``, ``sector``, ``is_state`` of entities; ``relations`` of one way;
    ``weights`` of the lists (see :func:`gathering.gather`).
    """

    via_same: npt.NDArray[np.int32]
    via_any: npt.NDArray[np.int32]
    everything: npt.NDArray[np.int32]
    node: npt.NDArray[np.int32]
    country: npt.NDArray[np.int32]
    sector: npt.NDArray[np.int32]
    is_state: npt.NDArray[np.bool_]
    relations: int
    weights: npt.NDArray[np.float64]


class Learned(NamedTuple):
    """What was learned so far: rules of pairs, of their countries and of answering actors; affinities, biases last in ``v``."""

    pair_rules: npt.NDArray[np.float32]
    country_rules: npt.NDArray[np.float32]
    answer_rules: npt.NDArray[np.float32]
    u: npt.NDArray[np.float32]
    w: npt.NDArray[np.float32]
    v: npt.NDArray[np.float32]


@compiled
def _rate(p, t, q, rules, account):
    """The logarithm of the rate of relation q that the rules read from the past relations of a context."""
    count, last, decay = account.counts, account.last, account.decay
    rate = 0.0
    if p >= 0:
        for s in range(account.start[p], account.start[p] + account.fill[p]):
            rule, gap = rules[q, account.answer[s]], t - last[s]
            rate += (
                rule[0] * count[s, 0] * decay[0, gap]
                + rule[1] * count[s, 1] * decay[1, gap]
                + rule[2] * count[s, 2] * decay[2, gap]
            )
    return np.log(rate + 1e-6)


@compiled
def _lists(b, t, way, contexts, account, world, desk, x):
    """Shares of the candidate in each list at the half-lives, days since, and how often."""
    fill, total, seen, count = account.fill, account.total, account.seen, account.counts
    last, number, decay = account.last, account.number, account.decay
    at = 0
    for f in range(LISTS):
        c = contexts[f] if f < 5 else (contexts[REVERSE] if f == 5 else contexts[WHOLE])
        s = desk.rows[f, b] if f < 6 else world.everything[way, b]
        if s >= 0 and number[s] == 0.0:
            s = -1
        if c < 0 or fill[c] == 0:
            for h in range(3):
                x[at + h] = np.log(np.float32(_LITTLE))
            x[at + 3], x[at + 4] = _NEVER, 0.0
        elif s < 0:
            for h in range(3):
                x[at + h] = np.log(_LITTLE / (total[c, h] * decay[h, t - seen[c]] + 1.0))
            x[at + 3], x[at + 4] = _NEVER, 0.0
        else:
            for h in range(3):
                x[at + h] = np.log(
                    (count[s, h] * decay[h, t - last[s]] + _LITTLE) / (total[c, h] * decay[h, t - seen[c]] + 1.0)
                )
            x[at + 3], x[at + 4] = np.log1p(t - last[s]), np.log1p(number[s])
        at += PER_LIST


@compiled
def _kinds(a, b, t, contexts, account, world, desk, x):
    """Shares of the candidate's country and sector in each list of kinds at the longer half-lives, and days since."""
    fill, total, seen, count = account.fill, account.total, account.seen, account.counts
    last, decay = account.last, account.decay
    country, sector = world.country, world.sector
    at = _KINDS_AT
    for f in range(KINDS):
        c = contexts[6 + f]
        code = country[b] if f < 3 else 2 * sector[b] + (1 if country[a] == country[b] else 0)
        s = desk.kinds[f, code]
        if c < 0 or fill[c] == 0:
            x[at], x[at + 1], x[at + 2] = np.log(np.float32(_LITTLE)), np.log(np.float32(_LITTLE)), _NEVER
        elif s < 0:
            x[at] = np.log(_LITTLE / (total[c, 1] * decay[1, t - seen[c]] + 1.0))
            x[at + 1] = np.log(_LITTLE / (total[c, 2] * decay[2, t - seen[c]] + 1.0))
            x[at + 2] = _NEVER
        else:
            for h in range(1, 3):
                x[at + h - 1] = np.log(
                    (count[s, h] * decay[h, t - last[s]] + _LITTLE) / (total[c, h] * decay[h, t - seen[c]] + 1.0)
                )
            x[at + 2] = np.log1p(t - last[s])
        at += PER_KIND


@compiled
def _rules(b, t, q, account, desk, world, learned, x):
    """What the rules read from the past of the pair and of its countries."""
    number, pair = account.number, account.pair
    # the reverse list holds b's acts on a as slots of a's other context; its pair is the same pair (a, b)
    p = -1
    for f in (1, 5):
        s = desk.rows[f, b]
        if p < 0 and s >= 0 and number[s] > 0:
            p = pair[s]
    x[_MORE_AT] = _rate(p, t, q, learned.pair_rules, account)
    p = -1
    for f in range(3):
        s = desk.kinds[f, world.country[b]]
        if p < 0 and s >= 0 and number[s] > 0:
            p = pair[s]
    x[_MORE_AT + 15] = _rate(p, t, q, learned.country_rules, account)


@compiled
def _question(t, contexts, account, x):
    """How much the question's own lists hold: the same for all its candidates."""
    for j in range(2):
        c = contexts[j]
        x[10 + j] = (
            np.log1p(account.total[c, 1] * account.decay[1, t - account.seen[c]])
            if c >= 0 and account.fill[c] > 0
            else 0.0
        )
        x[12 + j] = np.log1p(account.fill[c]) if c >= 0 else 0.0


@compiled
def describe(qa, qq, qt, qc, account, world, learned, candidates, features, scores):
    """Candidates and their features for some questions.

    ``qa``, ``qq``, ``qt`` actor, relation (both ways) and day of each question; ``qc`` its contexts. Fills ``candidates``
    (questions, K; -1 where fewer), ``features`` (questions, K, WIDTH) and ``scores`` (questions, K), by falling score.
    """
    country, sector, relations = world.country, world.sector, world.relations
    n, k_most, rank = len(country), candidates.shape[1], learned.u.shape[1]
    desk = new_desk(n, max(n, 2 * (sector.max() + 1)))
    top, top_value = np.empty(k_most, np.int32), np.empty(k_most)
    mine = np.empty(rank, np.float32)
    # questions of one relation and day follow one another, so that what is the same for all of them is reckoned once
    node_rate, node_for = np.empty(n), np.full(n, -1, np.int64)
    for i in np.argsort(qt * (2 * relations) + qq):
        t, a, q, contexts = qt[i], qa[i], qq[i], qc[i]
        way = 1 if q >= relations else 0
        m = gather(contexts, t, world.via_same[q], world.via_any[way], world.weights, account, desk)
        k = pick(desk, m, top, top_value)
        for r in range(rank):
            mine[r] = learned.u[a, r] * learned.w[q, r]
        candidates[i, k:] = -1
        scores[i, k:] = 0.0
        for j in range(k):
            b = top[j]
            candidates[i, j], scores[i, j] = b, top_value[j]
            x = features[i, j]
            _lists(b, t, way, contexts, account, world, desk, x)
            _kinds(a, b, t, contexts, account, world, desk, x)
            _rules(b, t, q, account, desk, world, learned, x)
            asked = t * 2 * relations + q
            if node_for[b] != asked:
                node_for[b] = asked
                node_rate[b] = _rate(world.node[b], t, q, learned.answer_rules, account)
            dot = 0.0
            for r in range(rank):
                dot += mine[r] * learned.v[b, r]
            y = x[_MORE_AT:]
            y[1] = np.log(desk.same[b] + 1e-4)
            y[2] = np.log(desk.any[b] + 1e-4)
            y[3] = dot + learned.v[b, rank]
            y[4] = 1.0 if country[a] == country[b] else 0.0
            y[5] = 1.0 if sector[a] == sector[b] else 0.0
            y[6] = 1.0 if world.is_state[b] else 0.0
            y[7] = 1.0 if a == b else 0.0
            y[8] = np.log(desk.score[b])
            y[9] = np.log1p(j)
            _question(t, contexts, account, y)
            y[14] = node_rate[b]
            y[16] = np.log(desk.quick[b] + 1e-4)
        wipe(contexts, m, account, desk)
