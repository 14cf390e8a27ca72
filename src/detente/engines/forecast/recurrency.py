"""The recurrency baseline: what happened before happens again, and else what is usual for the relation.

For a question (a, q, ?) at day t the score of b is alpha psi + (1 - alpha) xi, with
psi = sum over past days k of (a, q, b) of 2^(lambda (k - t)), over the same sum for all days since the first, and
xi = the share of b among the past answers to q. Both numbers are chosen for each relation: first lambda, then alpha, by
the mean reciprocal rank on known questions. Source: Gastinger, Meilicke, Errica, Sztyler, Schuelke and Stuckenschmidt
2024, written from the formulas.
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator,no-untyped-def"
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.history import ACTOR_RELATION, PAIR, RELATION, Layout
from detente.engines.forecast.kernel import compiled
from detente.engines.forecast.ranks import Doubles, Truth
from detente.engines.forecast.stream import Ids

LAMBDAS = (0.0, 0.01, 0.03, 0.1, 0.3, 1.0)
ALPHAS = (0.5, 0.9, 0.99, 0.999, 1.0)
#: Fewer questions of a relation than this, and it takes what is best for all relations.
_ENOUGH = 50


@dataclass(frozen=True)
class Recurrency:
    """Decay ``rate`` (lambda, 0 or more) and weight ``alpha`` (0..1) of every relation (both ways)."""

    rate: Doubles
    alpha: Doubles


def recurrency_ranks(
    layout: Layout, entities: int, model: Recurrency, rows: Ids, answers: Truth, last_known: npt.NDArray[np.int64]
) -> Doubles:
    """Filtered ranks over all entities of the events ``rows`` (of the layout, both ways; by day), ties by average.

    ``last_known`` (rows,) is the last day whose events count for each question; it never falls.
    """
    q = layout.answer[layout.slot[PAIR]]
    relation_slot = np.full((len(model.rate), entities), -1, np.int32)
    answer = layout.answer[layout.slot[RELATION]]
    relation_slot[q, answer] = layout.slot[RELATION]
    first = np.searchsorted(answers.keys // entities, np.arange(len(answers.sizes) + 1))
    known = np.searchsorted(layout.day, last_known, side="right")
    found = np.empty(len(rows))
    _ranks(
        rows, known, answers.group, first, answers.keys % entities, q, answer, layout.day, layout.slot[ACTOR_RELATION],
        layout.context[ACTOR_RELATION], layout.slot[RELATION], layout.context[RELATION], layout.start, layout.answer,
        relation_slot, model.rate, model.alpha, entities, found,
    )  # fmt: skip
    return found


def choose_recurrency(
    layout: Layout, entities: int, relations: int, rows: Ids, answers: Truth, last_known: npt.NDArray[np.int64]
) -> Recurrency:
    """The lambda and then the alpha of every relation (both ways) that rank the questions ``rows`` best."""
    q = layout.answer[layout.slot[PAIR]][rows]
    chosen = [np.full(relations, 0.1), np.full(relations, 0.99)]
    for which, grid in enumerate((LAMBDAS, ALPHAS)):
        gains = []
        for value in grid:
            tried = list(chosen)
            tried[which] = np.full(relations, value)
            got = 1.0 / recurrency_ranks(layout, entities, Recurrency(*tried), rows, answers, last_known)
            gains.append(np.bincount(q, got, relations))
        table = np.stack(gains)
        overall = int(table.sum(1).argmax())
        often = np.bincount(q, minlength=relations) >= _ENOUGH
        chosen[which] = np.array(grid)[np.where(often, table.argmax(0), overall)]
    return Recurrency(*chosen)


@compiled
def _count(i, slot, context, day, r_slot, r_context, lam, number, weight, last, fill, total):
    """Count event i for its actor and relation, and for its relation."""
    s, c, d = slot[i], context[i], day[i]
    if number[s] == 0.0:
        fill[c] += 1
    else:
        weight[s] *= 2.0 ** (-lam * (d - last[s]))
    weight[s] += 1.0
    number[s] += 1.0
    last[s] = d
    s, c = r_slot[i], r_context[i]
    if number[s] == 0.0:
        fill[c] += 1
    number[s] += 1.0
    total[c] += 1.0


@compiled
def _decayed(weight, lam, gap, whole):
    return weight * 2.0 ** (-lam * gap) / whole


@compiled
def _psi(b, c, t, lam, whole, weight, last, start, fill, answer):
    """Psi of the answer b: its decayed days over the same sum for all days."""
    for s in range(start[c], start[c] + fill[c]):
        if answer[s] == b:
            return _decayed(weight[s], lam, t - last[s], whole)
    return 0.0


@compiled
def _ranks(
    rows, known, group, first, true, q_of, b_of, day, slot, context, r_slot, r_context, start, answer, relation_slot,
    rate, alpha, entities, found,
):  # fmt: skip
    number = np.zeros(len(answer))
    weight = np.zeros(len(answer))
    last = np.zeros(len(answer), np.int64)
    fill = np.zeros(len(start), np.int64)
    total = np.zeros(len(start))
    done = 0
    for at in range(len(rows)):
        while done < known[at]:
            _count(done, slot, context, day, r_slot, r_context, rate[q_of[done]], number, weight, last, fill, total)
            done += 1
        i = rows[at]
        q, b, t, c, rc = q_of[i], b_of[i], day[i], context[i], r_context[i]
        lam, al = rate[q], alpha[q]
        past = t - day[0]
        step = 2.0 ** (-lam)
        whole = float(past) if lam == 0.0 else step * (1.0 - step**past) / (1.0 - step)
        usual = (1.0 - al) / total[rc] if total[rc] > 0 else 0.0
        own = 0.0
        rs = relation_slot[q, b]
        if rs >= 0:
            own = usual * number[rs]
        own += al * _psi(b, c, t, lam, whole, weight, last, start, fill, answer)
        above, equal = 0, 0
        for s in range(start[rc], start[rc] + fill[rc]):
            v = usual * number[s]
            above += 1 if v > own else 0
            equal += 1 if v == own else 0
        if own == 0.0:
            equal += entities - fill[rc]
        for s in range(start[c], start[c] + fill[c]):
            v = usual * number[relation_slot[q, answer[s]]]
            full = v + al * _decayed(weight[s], lam, t - last[s], whole)
            above += (1 if full > own else 0) - (1 if v > own else 0)
            equal += (1 if full == own else 0) - (1 if v == own else 0)
        g = group[at]
        for k in range(first[g], first[g + 1]):
            f = true[k]
            if f == b:
                continue
            rs = relation_slot[q, f]
            v = usual * number[rs] if rs >= 0 else 0.0
            v += al * _psi(f, c, t, lam, whole, weight, last, start, fill, answer)
            above -= 1 if v > own else 0
            equal -= 1 if v == own else 0
        found[at] = 1.0 + above + (equal - 1) / 2.0
