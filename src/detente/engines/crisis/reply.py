"""How often A challenges and stands firm, and how B answers: the equations of the game, for arrays, far into the tails.

Symbols: L = c* - WA and K = c* - a are the noise that A needs to prefer standing firm, or backing down, to the status quo;
N = P(challenge and stand firm), M = P(challenge and back down), with e_A, e_a independent standard normal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.kernel.errors import fail

Floats = NDArray[np.float64]

#: Beyond this the cutoff is held, so that its square stays exact enough.
_FARTHEST = 1e8
_ROOT2 = np.sqrt(2.0)
_LOG_2PI = float(np.log(2 * np.pi))
#: Below this N is integrated in logs, because Owen's formula is exact to 1e-16 of one, not of N; so is M if N is small as well.
_SMALL = 1e-5
#: With L and K both above this, both tails are so thin that their overlap is a small correction.
_THIN = 4.3
#: With L and K both above this, the correction is below the last digit.
_FELT = 8.6
_CHUNK = 4096


def special() -> Any:
    """``scipy.special``. Raises DetenteError (part-missing) without the extra ``engines``."""
    try:
        import scipy.special as functions
    except ImportError:
        raise fail("part-missing", "the crisis engine needs SciPy", 'Install "detente[engines]".') from None
    return functions


@dataclass(frozen=True, slots=True)
class Payoffs:
    """The payoffs of many games: seven arrays of one shape."""

    S: Floats
    V: Floats
    C: Floats
    WA: Floats
    WB: Floats
    a: Floats
    VB: Floats

    def rows(self, which: Any) -> "Payoffs":
        """The payoffs at some places, in any shape of index."""
        return Payoffs(*(getattr(self, name)[which] for name in self.__slots__))

    def column(self) -> "Payoffs":
        """Each game as a row of its own, to be combined with a grid."""
        return self.rows((slice(None), None))


@dataclass(frozen=True, slots=True)
class Reply:
    """A's behaviour at a given resistance: cutoff, and the logs of N and M."""

    cutoff: Floats
    log_n: Floats
    log_m: Floats

    @property
    def challenge(self) -> Floats:
        """The probability pC = N + M."""
        return np.exp(np.logaddexp(self.log_n, self.log_m))

    @property
    def firm(self) -> Floats:
        """The probability pF = N/(N + M)."""
        return np.exp(-np.logaddexp(0.0, self.log_m - self.log_n))


def cutoff(z: Floats, games: Payoffs) -> Floats:
    """c* = (S - (1 - pR) V)/pR as S + (S - V)(1 - pR)/pR, with pR = Phi(z); held within +-1e8."""
    log_ndtr = special().log_ndtr
    odds = np.exp(np.minimum(log_ndtr(-z) - log_ndtr(z), 690.0))
    found: Floats = np.clip(games.S + (games.S - games.V) * odds, -_FARTHEST, _FARTHEST)
    return found


def challenger(c: Floats, wa: Floats, a: Floats, least: Any = 0.0) -> Reply:
    """What A does with cutoff ``c`` (any shape; the others broadcast to it).

    Where pF is below ``least``, N and M are not refined: they are right to 1e-16 only.
    """
    functions = special()
    need_firm, need_back = c - wa, c - a
    out_firm, out_back = functions.ndtr(-need_firm), functions.ndtr(-need_back)
    n = bivariate((wa - a) / _ROOT2, -need_firm)
    m = out_firm + out_back - out_firm * out_back - n
    log_n, log_m = np.log(np.maximum(n, 1e-300)), np.log(np.maximum(m, 1e-300))
    thin = (need_firm > _THIN) & (need_back > _THIN)
    close = ~thin & (n + 1e-15 >= least * (n + m))
    few_firm, few_back = close & (n < _SMALL), close & (m < _SMALL) & (n < 100 * _SMALL)
    if thin.any():
        log_n[thin], log_m[thin] = _thin(need_firm[thin], need_back[thin])
    if few_firm.any():
        log_n[few_firm] = log_tail(need_firm[few_firm], np.broadcast_to(wa - a, c.shape)[few_firm])
    if few_back.any():
        log_m[few_back] = log_tail(need_back[few_back], np.broadcast_to(a - wa, c.shape)[few_back])
    return Reply(c, log_n, log_m)


def target(reply: Reply, games: Payoffs) -> Floats:
    """The best answer z' = (pF WB + (1 - pF) VB - C)/pF, written WB - VB + (VB - C)/pF; held within +-1e300."""
    inverse = np.exp(np.minimum(np.logaddexp(0.0, reply.log_m - reply.log_n), 690.0))
    return np.clip(games.WB - games.VB + (games.VB - games.C) * inverse, -1e300, 1e300)


def excess(z: Floats, games: Payoffs) -> Floats:
    """H(z) = z'(z) - z, whose zeros are the equilibria; exact where it is not far from zero."""
    stake = np.abs(games.VB - games.C)
    least = np.where(stake > 0, stake / (1000 + 10 * np.abs(games.WB - games.VB)), 2.0)
    return target(challenger(cutoff(z, games), games.WA, games.a, least), games) - z


def slope(z: Floats, games: Payoffs, reply: Reply) -> Floats:
    """dz'/dz, which at an equilibrium is the derivative of the best reply in pR as well; held within +-1e300.

    dz'/dc* = (VB - C) [phi(L) Phi(K) M/N^2 - phi(K) Phi(L)/N];  dc*/dz = -(S - V) phi(z)/pR^2.
    """
    log_ndtr = special().log_ndtr
    firm, back = reply.cutoff - games.WA, reply.cutoff - games.a
    first = _log_phi(firm) + log_ndtr(back) + reply.log_m - 2 * reply.log_n
    second = _log_phi(back) + log_ndtr(firm) - reply.log_n
    move = _log_phi(z) - 2 * log_ndtr(z)
    with np.errstate(over="ignore", invalid="ignore"):
        terms = np.exp(np.minimum(first + move, 690.0)) - np.exp(np.minimum(second + move, 690.0))
        found: Floats = np.clip(-(games.VB - games.C) * (games.S - games.V) * terms, -1e300, 1e300)
    return found


def bivariate(h: Floats, k: Floats) -> Floats:
    """Phi2(h, k; 1/sqrt 2), the bivariate normal distribution function, by Owen's T (Owen 1956); exact to about 1e-16.

    A zero argument is replaced by 1e-150, which takes the limit of the formula.
    """
    functions = special()
    h, k = np.where(h == 0, 1e-150, h), np.where(k == 0, 1e-150, k)
    with np.errstate(over="ignore"):
        first = functions.owens_t(h, _ROOT2 * (k / h) - 1)
        second = functions.owens_t(k, _ROOT2 * (h / k) - 1)
    both = np.where((h > 0) == (k > 0), 0.0, 0.5)
    found: Floats = np.maximum(functions.ndtr(h) / 2 + functions.ndtr(k) / 2 - first - second - both, 0.0)
    return found


def log_tail(low: Floats, gap: Floats) -> Floats:
    """The log of int_low^inf phi(e) Phi(e + gap) de by Gauss-Legendre around the peak of the integrand, which is log-concave."""
    functions = special()
    points, weights = _legendre(200)
    found = np.empty(low.shape)
    for part in _parts(low.size):
        least, shift = low[part], gap[part]
        peak = np.maximum(least, _peak(shift))
        fall = np.maximum(peak - _mills(peak + shift), 0.0)
        start, end = np.maximum(least, peak - 9), peak + 80 / (fall + np.sqrt(fall * fall + 80))
        half = (end - start) / 2
        e = start[:, None] + half[:, None] * (points + 1)
        height = -(peak * peak) / 2 + functions.log_ndtr(peak + shift)
        shape = -(e - peak[:, None]) * (e + peak[:, None]) / 2 + functions.log_ndtr(e + shift[:, None])
        shape -= functions.log_ndtr(peak + shift)[:, None]
        found[part] = np.log((np.exp(shape) * weights).sum(axis=1) * half) + height - _LOG_2PI / 2
    return found


def _thin(firm: Floats, back: Floats) -> tuple[Floats, Floats]:
    """Logs of N and M where both tails are thin: Q(L) (Phi(K) + share Q(K)), and the like with the rest of the overlap.

    The share of the overlap in which A prefers to stand firm is 1 - E[Q(K + u)/Q(K)] with u = e_A - L given e_A > L.
    It is left at a half where the whole overlap is lost in rounding.
    """
    functions = special()
    log_firm, log_back = functions.log_ndtr(-firm), functions.log_ndtr(-back)
    share = np.full(firm.shape, 0.5)
    felt = np.flatnonzero(np.minimum(firm, back) < _FELT)
    points, weights = _legendre(32)
    for part in _parts(felt.size):
        at = felt[part]
        low, other = firm[at][:, None], back[at][:, None]
        u = 20 / (low + other) * (points + 1)
        inner = _log_phi(low + u) - log_firm[at][:, None] + functions.log_ndtr(-other - u) - log_back[at][:, None]
        share[at] = 1 - (np.exp(inner) * weights * 20 / (low + other)).sum(axis=1)
    log_n = log_firm + np.log1p(np.exp(log_back) * (share - 1))
    log_m = log_back + np.log1p(-np.exp(log_firm) * share)
    return log_n, log_m


@cache
def _legendre(count: int) -> tuple[Floats, Floats]:
    """Nodes and weights of Gauss-Legendre on -1..1."""
    points, weights = np.polynomial.legendre.leggauss(count)
    return np.asarray(points), np.asarray(weights)


def _peak(gap: Floats) -> Floats:
    """Where phi(e) Phi(e + gap) peaks: e = lambda(e + gap) with lambda = phi/Phi, by bisection to 2e-4.

    Since -x < lambda(x) < -x + .8 for x < 0 and 0 < lambda(x) < .8 else, it lies within .8 above -gap/2, or above 0.
    """
    low = np.maximum(-gap / 2, 0.0)
    high = low + 0.8
    for _ in range(12):
        middle = (low + high) / 2
        rising = _mills(middle + gap) > middle
        low, high = np.where(rising, middle, low), np.where(rising, high, middle)
    found: Floats = (low + high) / 2
    return found


def _mills(x: Floats) -> Floats:
    """phi(x)/Phi(x)."""
    found: Floats = np.exp(_log_phi(x) - special().log_ndtr(x))
    return found


def _log_phi(x: Floats) -> Floats:
    found: Floats = -(x * x + _LOG_2PI) / 2
    return found


def _parts(size: int) -> Iterator[slice]:
    return (slice(start, start + _CHUNK) for start in range(0, size, _CHUNK))
