"""The challenge model compiled: many draws of one issue at once, the same bits as the readable form.

:mod:`~detente.engines.bargaining.challenge` reads like the paper; this module does the same operations in the same
order, O(n^3) a pass, on blocks of :data:`LANES` draws side by side (the last axis of every work array), and blocks
run on all cores (the compiled code lets go of the interpreter's lock). No random number is drawn here and no sum is reordered, so the result does not depend on the number
of threads. Importing this module loads the compiler; nothing else in the package does.
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator"
import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from detente.engines.bargaining import powers
from detente.engines.bargaining.challenge import MOST_ROUNDS, REST, balanced
from detente.engines.bargaining.challenge_options import CHOICES, SCHOLZ_AS_CODED, Options
from detente.engines.bargaining.inputs import Array
from detente.kernel.errors import fail

try:
    import numba
except ModuleNotFoundError:
    raise fail("part-missing", "the compiled challenge model needs Numba", 'Install "detente[engines]".') from None

#: The most draws that are worked on side by side, and about how many numbers one work array may hold (cache size).
LANES = 64
CELLS = 80_000

_L0, _L1, _L2, _L3, _L4, _L5, _L6, _L7 = powers.LOG
_E0, _E1, _E2, _E3, _E4, _E5, _E6, _E7, _E8, _E9, _E10 = powers.EXP
_ROOT_HALF, _SHIFT_BITS = powers.ROOT_HALF, powers.SHIFT_BITS
_SHIFT, _SPLIT, _FLOOR, _TINY = powers.SHIFT, powers.SPLIT, powers.FLOOR, powers.TINY
_SHIFT_BIAS = powers.SHIFT + powers.BIAS
_TIE = 1e-12
#: Within these of a tie in who loses, and of one place, the short way is not taken (rounding is 1e8 times smaller).
_CLOSE, _NEAR = 1e-7, 1e-6


def _place(option: str, value: str) -> int:
    return list(CHOICES[option]).index(value)


_ALL_PAIRS, _THIRD = _place("prob_denominator", "all-pairs"), _place("prob_denominator", "dyad-third-parties")
_VOTER, _EACH = _place("prob_risk", "voter"), _place("perspective", "each")
_OPPONENT, _AGAINST = _place("response_salience", "opponent"), _place("security", "against")
_CURRENT, _LOWER, _POWER = _place("range", "current"), _place("conflict", "lower-concedes"), _place("conflict", "power")
_FULL_MOVE, _FULL = _place("capitulation", "full-move"), _place("no_challenge", "full")
_BLEND, _LEAST = _place("offer_choice", "category-blend"), _place("offer_choice", "least-move")
_MAX_EU, _MARGIN = _place("offer_choice", "max-eu"), _place("median", "largest-margin")
_CHANGE = _place("stop", "median-change")


def _compiled(function: Any) -> Any:
    return numba.njit(cache=True, error_model="numpy", nogil=True)(function)


def run_many(
    positions: Array, saliences: Array, capabilities: Array, options: Options = SCHOLZ_AS_CODED, rounds: int = 10
) -> tuple[Array, Array]:
    """The median and the mean of every draw after every round: two arrays of shape (draws, rounds + 1).

    ``positions`` (any line), ``saliences`` (0..1) and ``capabilities`` (0 or more) have shape (draws, n), or (n,) for
    what does not vary. Both statistics are weighted by c s, as in :func:`~detente.engines.bargaining.challenge.run`,
    which gives the same bits. Raises ValueError for negative rounds and for shapes that do not fit.
    """
    medians, means, _ = _many(positions, saliences, capabilities, options, rounds, keep=False)
    return medians, means


def walk_many(
    positions: Array, saliences: Array, capabilities: Array, options: Options = SCHOLZ_AS_CODED, rounds: int = 10
) -> Array:
    """The positions of every draw after every round, shape (draws, rounds + 1, n); arguments as in :func:`run_many`."""
    return _many(positions, saliences, capabilities, options, rounds, keep=True)[2]


def _many(
    positions: Array, saliences: Array, capabilities: Array, options: Options, rounds: int, *, keep: bool
) -> tuple[Array, Array, Array]:
    if rounds < 0:
        raise ValueError(f"the number of rounds is 0 or more, not {rounds}")
    given = [np.atleast_2d(np.asarray(each, float)) for each in (positions, saliences, capabilities)]
    if any(each.ndim != 2 for each in given) or given[0].shape[1] == 0:
        raise ValueError("positions, saliences and capabilities have shape (draws, actors), with at least one actor")
    given[2] = balanced(given[2])
    try:
        x, s, c = (np.ascontiguousarray(each) for each in np.broadcast_arrays(*given))
    except ValueError:
        shapes = ", ".join(str(each.shape) for each in given)
        raise ValueError(f"positions, saliences and capabilities need one shape, not {shapes}") from None
    draws, n = x.shape
    medians, means = np.empty((draws, rounds + 1)), np.empty((draws, rounds + 1))
    kept = np.empty((draws if keep else 0, rounds + 1, n))
    lanes = max(1, min(LANES, max(8, CELLS // (n * n) // 8 * 8), draws))
    codes = np.array(options.codes(), np.int64)

    def work(start: int) -> None:
        _block(x, s, c, codes, options.Q, rounds, medians, means, kept, start, lanes)

    starts = range(0, draws, lanes)
    if len(starts) < 2:
        work(0)
    else:
        with ThreadPoolExecutor(_cores()) as pool:
            deque(pool.map(work, starts), maxlen=0)
    return medians, means, kept


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@_compiled
def _power(x, r):  # type: ignore[no-untyped-def]
    """:func:`detente.engines.bargaining.powers.power` of one number."""
    bits = np.float64(x).view(np.int64)
    k = (bits - np.int64(_ROOT_HALF)) >> np.int64(52)
    m = np.int64(bits - (k << np.int64(52))).view(np.float64)
    e = np.int64(k + np.int64(_SHIFT_BITS)).view(np.float64) - _SHIFT
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    zz = z * z
    log = s * (((_L0 + z * _L1) + zz * (_L2 + z * _L3)) + (zz * zz) * ((_L4 + z * _L5) + zz * (_L6 + z * _L7)))
    t = r * _SPLIT
    r_high = t - (t - r)
    y = r * (e + log)
    y = y if y > _FLOOR else _FLOOR
    n = (y + _SHIFT) - _SHIFT
    f = (r_high * e - n) + ((r - r_high) * e + r * log)
    ff = f * f
    p = ((_E0 + f * _E1) + ff * (_E2 + f * _E3)) + (ff * ff) * (
        ((_E4 + f * _E5) + ff * (_E6 + f * _E7)) + (ff * ff) * ((_E8 + f * _E9) + ff * _E10)
    )
    scale = np.int64(np.float64(n + _SHIFT_BIAS).view(np.int64) << np.int64(52)).view(np.float64)
    found = (1.0 + f * p) * scale
    found = 0.0 if (x < _TINY or y <= _FLOOR) else found
    return x if r == 1.0 else found


@_compiled
def _block(x_in, s_in, c_in, codes, q, rounds, medians, means, kept, start, lanes):  # type: ignore[no-untyped-def]
    """All rounds of one block of draws."""
    draws, n = x_in.shape
    x, s, w, shown = np.empty((n, lanes)), np.empty((n, lanes)), np.empty((n, lanes)), np.empty((n, lanes))
    for lane in range(lanes):
        draw = min(start + lane, draws - 1)
        for i in range(n):
            x[i, lane] = x_in[draw, i]
            s[i, lane] = s_in[draw, i]
            w[i, lane] = c_in[draw, i] * s_in[draw, i]
    alive, initial = np.empty(lanes, np.bool_), np.empty(lanes)
    _start(x, w, shown, alive, initial)
    order = np.empty((lanes, n), np.int64)
    for lane in range(lanes):
        for i in range(n):
            order[lane, i] = i
    distance, loss, support = np.empty((n, n, lanes)), np.empty((n, n, lanes)), np.empty((n, n, lanes))
    column, total_votes = np.empty((n, lanes)), np.empty(lanes)
    r, danger, ahead, m, span = np.empty((n, lanes)), np.empty((n, lanes)), np.empty((n, lanes)), np.empty(lanes), np.empty(lanes)  # fmt: skip
    drift, centre, going = np.zeros((n, lanes)), np.empty((rounds + 1, lanes)), np.empty(lanes, np.bool_)
    _record(x, shown, order, centre, means, medians, kept, start, 0)
    needs_median = codes[9] == _FULL and q != 1.0
    for done in range(rounds):
        for lane in range(lanes):
            span[lane] = initial[lane]
            if codes[5] == _CURRENT:
                low, high = x[0, lane], x[0, lane]
                for i in range(n):
                    low, high = min(low, x[i, lane]), max(high, x[i, lane])
                span[lane] = high - low
            going[lane] = alive[lane] and span[lane] > 0
            if codes[11] == _CHANGE:
                small = False
                if done >= 2:
                    small = abs(centre[done, lane] - centre[done - 1, lane]) < REST and abs(centre[done - 1, lane] - centre[done - 2, lane]) < REST  # fmt: skip
                going[lane] = going[lane] and not small and done < MOST_ROUNDS
            if not going[lane]:
                span[lane] = 1.0
            if needs_median:
                m[lane] = centre[done, lane] if codes[10] != _MARGIN else _margin_median(x, w, lane)
                for i in range(n):
                    drift[i, lane] = abs(x[i, lane] - m[lane]) / span[lane]
        _distances(x, span, distance)
        for i in range(n):
            for lane in range(lanes):
                r[i, lane] = 1.0
        _losses(distance, w, r, True, loss)
        _supports(loss, codes[0] == _THIRD, support)
        _totals(support, column, total_votes)
        _dangers(distance, drift, s, support, total_votes, codes, q, danger)
        _risks(danger, r)
        if codes[1] == _VOTER:
            _losses(distance, w, r, False, loss)
            _supports(loss, codes[0] == _THIRD, support)
            _totals(support, column, total_votes)
        _moves(x, distance, drift, s, w, r, support, total_votes, codes, q, ahead)
        for i in range(n):
            for lane in range(lanes):
                x[i, lane] = ahead[i, lane] if going[lane] else x[i, lane]
        _record(x, shown, order, centre, means, medians, kept, start, done + 1)


@_compiled
def _start(x, w, shown, alive, initial):  # type: ignore[no-untyped-def]
    """Who can move at all, the initial range, and the weights of the two statistics."""
    n, lanes = x.shape
    for lane in range(lanes):
        total, low, high = 0.0, x[0, lane], x[0, lane]
        for i in range(n):
            total += w[i, lane]
            low, high = min(low, x[i, lane]), max(high, x[i, lane])
        for i in range(n):
            shown[i, lane] = w[i, lane] if total > 0 else 1.0
        initial[lane] = high - low
        alive[lane] = total > 0 and n > 1


@_compiled
def _record(x, w, order, centre, means, medians, kept, start, row):  # type: ignore[no-untyped-def]
    """The lower median and the mean after a round, from an order that is kept sorted by (position, file order)."""
    lanes = x.shape[1]
    n = x.shape[0]
    for lane in range(lanes):
        for place in range(1, n):
            i = order[lane, place]
            before = place - 1
            while before >= 0:
                k = order[lane, before]
                if x[k, lane] < x[i, lane] or (x[k, lane] == x[i, lane] and k < i):
                    break
                order[lane, before + 1] = k
                before -= 1
            order[lane, before + 1] = i
        total, moment, weight = 0.0, 0.0, 0.0
        for i in range(n):
            total += w[order[lane, i], lane]
            moment += x[i, lane] * w[i, lane]
            weight += w[i, lane]
        half = total / 2 - _TIE * total
        running = 0.0
        middle = x[order[lane, n - 1], lane]
        for place in range(n):
            running += w[order[lane, place], lane]
            if running >= half:
                middle = x[order[lane, place], lane]
                break
        centre[row, lane] = middle
        if start + lane < medians.shape[0]:
            medians[start + lane, row] = middle
            means[start + lane, row] = moment / weight
            if kept.shape[0] > 0:
                for i in range(n):
                    kept[start + lane, row, i] = x[i, lane]


@_compiled
def _margin_median(x, w, lane):  # type: ignore[no-untyped-def]
    n = x.shape[0]
    cost = np.empty(n)
    for a in range(n):
        cost[a] = 0.0
        for k in range(n):
            cost[a] += w[k, lane] * abs(x[k, lane] - x[a, lane])
    bound = cost.min() + _TIE * cost.max()
    best = np.inf
    for a in range(n):
        if cost[a] <= bound and x[a, lane] < best:
            best = x[a, lane]
    return best


@_compiled
def _distances(x, span, distance):  # type: ignore[no-untyped-def]
    lanes = x.shape[1]
    n = x.shape[0]
    for i in range(n):
        for j in range(i, n):
            for lane in range(lanes):
                d = abs(x[i, lane] - x[j, lane]) / span[lane]
                distance[i, j, lane] = d
                distance[j, i, lane] = d


@_compiled
def _losses(distance, w, r, linear, loss):  # type: ignore[no-untyped-def]
    """w_k d_k(a), with k in rows."""
    lanes = r.shape[1]
    n = distance.shape[0]
    for k in range(n):
        for a in range(n):
            if linear:
                for lane in range(lanes):
                    loss[k, a, lane] = w[k, lane] * distance[k, a, lane]
            else:
                for lane in range(lanes):
                    loss[k, a, lane] = w[k, lane] * _power(distance[k, a, lane], r[k, lane])


@_compiled
def _up(vote):  # type: ignore[no-untyped-def]
    return vote if vote > 0.0 else 0.0


@_compiled
def _supports(loss, third, support):  # type: ignore[no-untyped-def]
    """sum_k max(0, V_k(i,j)), k in file order, for both members of every pair."""
    lanes = loss.shape[2]
    n = loss.shape[0]
    mine, theirs = np.empty(lanes), np.empty(lanes)
    for i in range(n):
        for lane in range(lanes):
            support[i, i, lane] = 0.0
        for j in range(i + 1, n):
            for lane in range(lanes):
                mine[lane] = 0.0
                theirs[lane] = 0.0
            fours = 0 if third else n // 4 * 4
            for k in range(0, fours, 4):
                for lane in range(lanes):
                    va = loss[k, j, lane] - loss[k, i, lane]
                    vb = loss[k + 1, j, lane] - loss[k + 1, i, lane]
                    vc = loss[k + 2, j, lane] - loss[k + 2, i, lane]
                    vd = loss[k + 3, j, lane] - loss[k + 3, i, lane]
                    mine[lane] = (((mine[lane] + _up(va)) + _up(vb)) + _up(vc)) + _up(vd)
                    theirs[lane] = (((theirs[lane] + _up(-va)) + _up(-vb)) + _up(-vc)) + _up(-vd)
            for k in range(fours, n):
                if third and k in (i, j):
                    continue
                for lane in range(lanes):
                    vote = loss[k, j, lane] - loss[k, i, lane]
                    mine[lane] += _up(vote)
                    theirs[lane] += _up(-vote)
            for lane in range(lanes):
                support[i, j, lane] = mine[lane]
                support[j, i, lane] = theirs[lane]


@_compiled
def _totals(support, column, total):  # type: ignore[no-untyped-def]
    """Twice the sum of all support: column by column, then along the columns."""
    lanes = column.shape[1]
    n = support.shape[0]
    for j in range(n):
        for lane in range(lanes):
            column[j, lane] = 0.0
    for i in range(n):
        for j in range(n):
            for lane in range(lanes):
                column[j, lane] += support[i, j, lane]
    for lane in range(lanes):
        total[lane] = 0.0
    for j in range(n):
        for lane in range(lanes):
            total[lane] += column[j, lane]
    for lane in range(lanes):
        total[lane] = 2.0 * total[lane]


@_compiled
def _odds(support, opposed, total, distance, all_pairs):  # type: ignore[no-untyped-def]
    below = total if all_pairs else support + opposed
    p = support / below if below > 0 else 0.5
    return 0.0 if distance == 0 else p


@_compiled
def _challenge(success, failure, p, f):  # type: ignore[no-untyped-def]
    return f * (p * success + (1.0 - p) * failure) + (1.0 - f) * success


@_compiled
def _utility(share, r):  # type: ignore[no-untyped-def]
    return 2.0 - 4.0 * _power(share, r)


@_compiled
def _alone(distance, drift, r):  # type: ignore[no-untyped-def]
    """T U_b + (1-T) U_w."""
    away = drift + distance
    share = 0.5 - 0.25 * away if drift < distance else 0.5 + 0.25 * away
    return _utility(min(max(share, 0.0), 1.0), r)


@_compiled
def _dangers(distance, drift, s, support, total, codes, q, danger):  # type: ignore[no-untyped-def]
    """The first pass: D_i with r = 1 for all."""
    lanes = s.shape[1]
    n = s.shape[0]
    against, all_pairs, own = codes[4] == _AGAINST, codes[0] == _ALL_PAIRS, codes[3] == _OPPONENT
    stays = codes[9] == _FULL and q != 1.0
    status_quo = q * (2.0 - 4.0 * 0.5)
    for i in range(n):
        for lane in range(lanes):
            danger[i, lane] = 0.0
        for j in range(n):
            if i == j:
                continue
            for lane in range(lanes):
                d = distance[i, j, lane]
                success = 2.0 - 4.0 * max(0.0, 0.5 - 0.5 * d)
                failure = 2.0 - 4.0 * min(1.0, 0.5 + 0.5 * d)
                if against:
                    p = _odds(support[j, i, lane], support[i, j, lane], total[lane], d, all_pairs)
                    f, away = s[j, lane] if own else s[i, lane], drift[j, lane]
                else:
                    p = _odds(support[i, j, lane], support[j, i, lane], total[lane], d, all_pairs)
                    f, away = s[j, lane], drift[i, lane]
                value = _challenge(success, failure, p, f) - status_quo
                if stays:
                    value = value - (1.0 - q) * _alone(d, away, 1.0)
                danger[i, lane] += value


@_compiled
def _risks(danger, r):  # type: ignore[no-untyped-def]
    lanes = r.shape[1]
    n = danger.shape[0]
    for lane in range(lanes):
        low, high = danger[0, lane], danger[0, lane]
        for i in range(n):
            low, high = min(low, danger[i, lane]), max(high, danger[i, lane])
        for i in range(n):
            place = (2.0 * danger[i, lane] - high - low) / (high - low)
            r[i, lane] = (1.0 - place / 3.0) / (1.0 + place / 3.0) if high > low else 1.0


@_compiled
def _moves(x, distance, drift, s, w, r, support, total, codes, q, ahead):  # type: ignore[no-untyped-def]
    """The second pass: the offers to every actor, and the place of the one it accepts.

    With a and b in the same eyes, E differs by (U_s - U_f)(s_i (1 - P_ji) - s_j (1 - P_ij)): in every pair only one
    member can expect to lose, and it is known before any power is taken. Pairs in which rounding might decide who, and
    options under which both might lose, go the long way; the numbers are the same either way.
    """
    n, lanes = s.shape
    stays = codes[9] == _FULL and q != 1.0
    one_loses = codes[2] != _EACH and codes[3] != _OPPONENT and codes[6] == _LOWER and not stays
    first, second, quo = np.empty((n, lanes)), np.empty((n, lanes)), np.empty((n, lanes))
    for i in range(n):
        for lane in range(lanes):
            quo[i, lane] = q * _utility(0.5, r[i, lane])
            first[i, lane] = np.inf
            second[i, lane] = np.inf
            ahead[i, lane] = x[i, lane]
    success, failure, a, b = np.empty(lanes), np.empty(lanes), np.empty(lanes), np.empty(lanes)
    yields, exponent, status = np.empty(lanes), np.empty(lanes), np.empty(lanes)
    for i in range(n):
        for j in range(i + 1, n):
            d, mine, theirs = distance[i, j], support[i, j], support[j, i]
            if one_loses and _loser(d, mine, theirs, total, codes[0], s[i], s[j], r[i], r[j], quo[i], quo[j], yields, exponent, status):  # fmt: skip
                _outcomes(d, exponent, success, failure)
                _values(d, mine, theirs, total, codes[0], success, failure, s[j], status, a)
                _values(d, theirs, mine, total, codes[0], success, failure, s[i], status, b)
                for lane in range(lanes):
                    success[lane] = b[lane] if yields[lane] > 0 else -1.0
                    failure[lane] = -1.0 if yields[lane] > 0 else a[lane]
                _choose(x[i], x[j], a, success, w[i], w[j], codes, first[i], second[i], ahead[i])
                _choose(x[j], x[i], b, failure, w[j], w[i], codes, first[j], second[j], ahead[j])
            else:
                for side in range(2):
                    me, rival = (i, j) if side == 0 else (j, i)
                    _side(me, rival, x, distance, drift, s, w, r, support, total, codes, q, quo, success, failure, a, b)
                    _choose(x[me], x[rival], a, b, w[me], w[rival], codes, first[me], second[me], ahead[me])


@_compiled
def _loser(d, mine, theirs, total, code, s, t, r, u, quo, status_j, yields, exponent, status):  # type: ignore[no-untyped-def]
    """Mark the lanes in which the first of a pair expects to lose; False if rounding might decide in any lane."""
    unclear = 0.0
    all_pairs = code == _ALL_PAIRS
    for lane in range(d.size):
        p = _odds(mine[lane], theirs[lane], total[lane], d[lane], all_pairs)
        p_rival = _odds(theirs[lane], mine[lane], total[lane], d[lane], all_pairs)
        gap = t[lane] * (1.0 - p) - s[lane] * (1.0 - p_rival)
        first = gap > 0.0
        yields[lane] = 1.0 if first else 0.0
        exponent[lane] = r[lane] if first else u[lane]
        status[lane] = quo[lane] if first else status_j[lane]
        close = (d[lane] != 0.0) & ((abs(gap) < _CLOSE) | (d[lane] < _NEAR))
        unclear = max(unclear, 1.0 if close else 0.0)
    return unclear == 0.0


@_compiled
def _side(i, j, x, distance, drift, s, w, r, support, total, codes, q, quo, success, failure, a, b):  # type: ignore[no-untyped-def]
    """What i and j expect of one another in the eyes of i, the long way."""
    eyes = j if codes[2] == _EACH else i
    asked = j if codes[3] == _OPPONENT else i
    d = distance[i, j]
    _outcomes(d, r[i], success, failure)
    _values(d, support[i, j], support[j, i], total, codes[0], success, failure, s[j], quo[i], a)
    if eyes == j:
        _outcomes(d, r[j], success, failure)
    _values(d, support[j, i], support[i, j], total, codes[0], success, failure, s[asked], quo[eyes], b)
    if codes[9] == _FULL and q != 1.0:
        for lane in range(d.size):
            a[lane] = a[lane] - (1.0 - q) * _alone(d[lane], drift[i, lane], r[i, lane])
            b[lane] = b[lane] - (1.0 - q) * _alone(d[lane], drift[j, lane], r[eyes, lane])


@_compiled
def _outcomes(distance, r, success, failure):  # type: ignore[no-untyped-def]
    """U_s and U_f."""
    for lane in range(distance.size):
        success[lane] = _utility(max(0.0, 0.5 - 0.5 * distance[lane]), r[lane])
        failure[lane] = _utility(min(1.0, 0.5 + 0.5 * distance[lane]), r[lane])


@_compiled
def _values(distance, support, opposed, total, code, success, failure, f, quo, value):  # type: ignore[no-untyped-def]
    """The expected utility of a challenge, less the status quo."""
    if code == _ALL_PAIRS:
        for lane in range(distance.size):
            p = _odds(support[lane], opposed[lane], total[lane], distance[lane], True)
            value[lane] = _challenge(success[lane], failure[lane], p, f[lane]) - quo[lane]
    else:
        for lane in range(distance.size):
            p = _odds(support[lane], opposed[lane], total[lane], distance[lane], False)
            value[lane] = _challenge(success[lane], failure[lane], p, f[lane]) - quo[lane]


@_compiled
def _choose(x, y, a, b, w, v, codes, first, second, ahead):  # type: ignore[no-untyped-def]
    """Whether the offer of the rival at y is better than the best so far, by (rank, measure), the earlier on ties."""
    lower, power, gives_up = codes[6] == _LOWER, codes[6] == _POWER, codes[7] == _FULL_MOVE
    blends, least, eager = codes[8] == _BLEND, codes[8] == _LEAST, codes[8] == _MAX_EU
    for lane in range(x.size):
        here, there, mine, theirs = x[lane], y[lane], a[lane], b[lane]
        loses = (lower & (theirs > mine)) | (power & (v[lane] > w[lane]))
        confronted = (mine > 0) & (theirs > 0) & loses
        yields = (theirs > 0) & (mine < 0)
        meets = yields & (theirs > -mine)
        between = here + (there - here) * (-mine / theirs)
        between = min(max(between, min(here, there)), max(here, there))
        target = between if meets else there
        blend = (abs(mine) * here + abs(theirs) * there) / (abs(mine) + abs(theirs))
        measure = blend if meets & blends else abs(target - here)
        rank = 1.0 if confronted else (2.0 if meets else 3.0)
        rank = 0.0 if least else rank
        rank = -theirs if eager else rank
        offered = (here != there) & (confronted | meets | (yields & gives_up))
        better = offered & ((rank < first[lane]) | ((rank == first[lane]) & (measure < second[lane])))
        first[lane] = rank if better else first[lane]
        second[lane] = measure if better else second[lane]
        ahead[lane] = target if better else ahead[lane]
