"""Rules between relations: how much one kind of event between two actors raises the rate of another.

The pair (a, b) sees relation q at the rate lambda_q(t) = mu_q + sum over h, q' of W[h, q, q'] x_h,q'(t), where x_h,q' is the
count of q' on that pair, decayed with half-life h (a multivariate Hawkes process with exponential kernels). Inverse
relations are among the q', so reciprocity is a rule like any other. W is found by expectation-maximisation: each event
is shared among its possible causes, then W = shared events / exposure, shrunk to what the base rates say.
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator,no-untyped-def"
import numpy as np
import numpy.typing as npt

from detente.engines.forecast.history import PAIR, Layout
from detente.engines.forecast.kernel import compiled

Weights = npt.NDArray[np.float32]
#: Exposure with which every rule is shrunk to the base rate, and the share of the base rate that needs no cause.
SHRINK, SPONTANEOUS = 50.0, 1e-3


def learn_rules(
    layout: Layout, high: int, relations: int, decay: Weights, family: int = PAIR, known: Weights | None = None,
    rounds: int = 4, every: int = 1,
) -> Weights:  # fmt: skip
    """W from the first ``high`` events of the layout (both ways): shape (2 relations, 2 relations, half-lives).

    ``family`` says whose past counts (PAIR, COUNTRY_PAIR, ANSWER); ``known`` rules to start from; ``every`` shares only each
    so-many-th event among its causes and counts it as many times.
    """
    both, kinds = 2 * relations, len(decay)
    if high == 0:
        return np.zeros((both, both, kinds), np.float32)
    q = layout.answer[layout.slot[family, :high]]
    base = (np.bincount(q, minlength=both) + 1.0) / (len(q) + both)
    left = layout.day[high - 1] - layout.day[:high]
    reach = np.cumsum(decay, 1) - 1.0
    exposure = np.stack([np.bincount(q, reach[h][left], minlength=both) for h in range(kinds)], 1)
    rules = (
        np.repeat(np.repeat(0.01 * base[:, None, None], both, 1), kinds, 2) if known is None else known.astype(float)
    )
    for _ in range(rounds):
        caused = np.zeros_like(rules)
        _share(
            high, every, layout.slot[family], layout.context[family], layout.day, layout.start, layout.answer,
            decay, rules, SPONTANEOUS * base, caused,
        )  # fmt: skip
        level = caused.sum((0, 1)) / np.maximum(exposure.sum(0), 1e-9)
        pooled = level[None, None, :] * base[:, None, None]
        rules = (caused + SHRINK * pooled) / (exposure[None] + SHRINK)
    return rules.astype(np.float32)


@compiled
def _share(high, every, slot, context, day, start, answer, decay, rules, spontaneous, caused):
    """Share events among the past events of their context, in proportion to their part of the rate."""
    slots = len(answer)
    count = np.zeros((slots, 3), np.float32)
    last = np.full(slots, -1, np.int32)
    fill = np.zeros(len(start), np.int32)
    part = np.empty((len(caused), 3))
    i = 0
    while i < high:
        end = i
        while end < high and day[end] == day[i]:
            end += 1
        t = day[i]
        for e in range(i, end):
            if e % every:
                continue
            q, p = answer[slot[e]], context[e]
            rate = spontaneous[q]
            low = start[p]
            for k in range(fill[p]):
                s = low + k
                rule, gap = rules[q, answer[s]], t - last[s]
                for h in range(3):
                    part[k, h] = rule[h] * count[s, h] * decay[h, gap]
                    rate += part[k, h]
            for k in range(fill[p]):
                into = caused[q, answer[low + k]]
                for h in range(3):
                    into[h] += every * part[k, h] / rate
        for e in range(i, end):
            s = slot[e]
            if last[s] < 0:
                fill[context[e]] += 1
            for h in range(3):
                count[s, h] = (count[s, h] * decay[h, t - last[s]] if last[s] >= 0 else 0.0) + 1.0
            last[s] = t
        i = end
