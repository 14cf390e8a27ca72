"""The crisis-signalling game by its definition, slowly: plain integrals, a dense grid in z, bisection. For tests only."""

import numpy as np
from scipy.special import ndtr

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(300)


def _log_joint(low, gap):
    """ln int_low^inf phi(e) Phi(e + gap) de, up to 9 or 12 above the lower end; divided by phi(low) where that is small."""
    low = np.maximum(low, -9.0)
    half = (np.maximum(9.0, low + 12) - low) / 2
    e = low[:, None] + half[:, None] * (_NODES + 1)
    base = np.maximum(low, 0.0) ** 2 / 2
    density = np.exp(base[:, None] - e * e / 2) / np.sqrt(2 * np.pi)
    return np.log((density * ndtr(e + gap) * _WEIGHTS).sum(axis=1) * half) - base


def behaviour(z, game):
    """(pC, pF, z') at a probit of pR."""
    z = np.atleast_1d(np.asarray(z, float))
    c = (game.S - ndtr(-z) * game.V) / ndtr(z)
    n, m = _log_joint(c - game.WA, game.WA - game.a), _log_joint(c - game.a, game.a - game.WA)
    firm = 1 / (1 + np.exp(np.minimum(m - n, 600)))
    return np.exp(n) + np.exp(m), firm, (firm * game.WB + (1 - firm) * game.VB - game.C) / firm


def interior(game, low=-4.0, high=6.0, points=12_001):
    """z of every fixed point between low and high."""
    z = np.linspace(low, high, points)
    h = np.concatenate([behaviour(part, game)[2] - part for part in np.array_split(z, 12)])
    found = []
    for i in np.flatnonzero((h[1:] > 0) != (h[:-1] > 0)):
        a, b = z[i], z[i + 1]
        up = h[i] > 0
        for _ in range(50):
            middle = (a + b) / 2
            if (behaviour(middle, game)[2][0] - middle > 0) == up:
                a = middle
            else:
                b = middle
        found.append((a + b) / 2)
    return found
