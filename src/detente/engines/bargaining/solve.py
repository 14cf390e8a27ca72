"""Weights, weighted mean and weighted median over arrays, for one issue or for many draws of it at once.

Symbols as in the literature: x_i position, s_i in [0,1] salience, c_i capability, w_i = c_i s_i. The compromise mean is
the benchmark that richer models must beat (Achen, in Thomson et al., The European Union Decides, 2006, ch. 4).
"""

import numpy as np

from detente.engines.bargaining.inputs import Array

_TIE = 1e-12


def weights(capability: Array, salience: Array) -> Array:
    """w_i = c_i s_i; shape (..., n). Rows that sum to 0 weigh every actor equally."""
    w = capability * salience
    empty = w.sum(axis=-1, keepdims=True) == 0
    return np.where(empty, 1.0, w)


def weighted_mean(x: Array, w: Array) -> Array:
    """Sum w_i x_i / sum w_i over the last axis."""
    return np.asarray((w * x).sum(axis=-1) / w.sum(axis=-1))


def weighted_median(x: Array, w: Array) -> Array:
    """The first position at which the running weight reaches half the total: the lower weighted median, last axis."""
    order = np.argsort(x, axis=-1, kind="stable")
    xs, ws = np.take_along_axis(x, order, -1), np.take_along_axis(w, order, -1)
    total = ws.sum(axis=-1, keepdims=True)
    place = (np.cumsum(ws, axis=-1) >= total / 2 - _TIE * total).argmax(axis=-1)
    return np.take_along_axis(xs, place[..., None], -1)[..., 0]
