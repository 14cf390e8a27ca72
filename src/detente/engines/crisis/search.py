"""All equilibria of a game: scan the probit of B's resistance, look closer where a pair may hide, refine, add the ends."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from detente.engines.crisis.game import PAYOFFS, WIDEST_CUTOFF, Equilibrium, Game
from detente.engines.crisis.reply import Floats, Payoffs, challenger, cutoff, excess, slope, special, target

#: Beyond this the probit of a probability is 0 or 1 to machine precision.
END = 37.0
_NEGLIGIBLE = 1e-12
_UNIFORM = np.concatenate(
    [np.linspace(-END, -8.5, 286)[:-1], np.linspace(-8.5, 8.5, 4001), np.linspace(8.5, END, 286)[1:]]
)
#: A's behaviour changes within a few units of noise around WA and a, which may be a narrow strip in z.
_AROUND = np.concatenate([np.linspace(-9, 9, 181), np.linspace(10, 40, 61)])
#: A local minimum of |H| below this is looked at more closely.
_NEAR = 0.25
_GAMES_AT_ONCE = 16
_HALVINGS = 44


def equilibria_of(games: Sequence[Game]) -> list[tuple[Equilibrium, ...]]:
    """All equilibria of each game, ascending in pR; never none. Accuracy of the probabilities: 1e-8 or better."""
    found: list[tuple[Equilibrium, ...]] = []
    for start in range(0, len(games), _GAMES_AT_ONCE):
        found += _equilibria(stacked(games[start : start + _GAMES_AT_ONCE]))
    return found


def equilibria(game: Game) -> tuple[Equilibrium, ...]:
    """All equilibria of one game, ascending in pR; never none."""
    return equilibria_of([game])[0]


def stacked(games: Sequence[Game]) -> Payoffs:
    """The games as arrays, one entry each."""
    return Payoffs(*(np.array([getattr(game, name) for game in games], float) for name in PAYOFFS))


def _equilibria(games: Payoffs) -> list[tuple[Equilibrium, ...]]:
    grid = _grid(games)
    h = excess(grid, games.column())
    which, low, high = _brackets(games, grid, h)
    inner = _refined(games.rows(which), low, high)
    falling = excess(low, games.rows(which)) > 0
    found = []
    for g in range(len(games.S)):
        mine = which == g
        roots = list(_distinct(inner[mine], falling[mine]))
        one = games.rows(slice(g, g + 1))
        found.append(
            (
                *([_bottom(one)] if h[g, 0] < 0 else []),
                *(_at(one, z, limit=False) for z in roots),
                *([_at(one, END, limit=True)] if h[g, -1] > 0 else []),
            )
        )
    return found


def _grid(games: Payoffs) -> Floats:
    """(games, points) of z, ascending: evenly spaced, and where the cutoff passes the payoffs of A."""
    s, v = games.S[:, None], games.V[:, None]
    cut = np.concatenate([games.WA[:, None] + _AROUND, games.a[:, None] + _AROUND], axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_odds = np.log((cut - s) / (s - v))  # the odds of conceding that give this cutoff
        resist, concede = -np.logaddexp(0.0, log_odds), -np.logaddexp(0.0, -log_odds)
        z = np.where(resist < concede, special().ndtri_exp(resist), -special().ndtri_exp(concede))
    extra = np.where(np.isfinite(z) & (np.abs(z) < END), z, 0.0)
    return np.sort(np.concatenate([np.broadcast_to(_UNIFORM, (len(s), len(_UNIFORM))), extra], axis=1), axis=1)


def _brackets(games: Payoffs, grid: Floats, h: Floats) -> tuple[Any, Floats, Floats]:
    """Game, low end and high end of every interval in which H changes sign."""
    up = h >= 0
    change = up[:, 1:] != up[:, :-1]
    size = np.abs(h)
    dip = (size[:, 1:-1] <= size[:, :-2]) & (size[:, 1:-1] <= size[:, 2:]) & (size[:, 1:-1] < _NEAR)
    dip &= ~change[:, 1:] & ~change[:, :-1] & (grid[:, 2:] > grid[:, :-2])
    last = grid.shape[1] - 1
    windows = [(g, grid[g, max(i - 1, 0)], grid[g, min(i + 2, last)]) for g, i in np.argwhere(change)]
    found = list(_within(games, windows))
    closer = [(g, grid[g, i], grid[g, i + 2]) for g, i in np.argwhere(dip)]
    for _ in range(4):  # a pair that the grid stepped over: go after the lowest point
        if not closer:
            break
        found += _within(games, closer)
        closer = _lowest(games, closer)
    which = np.array([each[0] for each in found], int)
    return which, np.array([each[1] for each in found], float), np.array([each[2] for each in found], float)


_Window = tuple[Any, Any, Any]


def _fine(games: Payoffs, windows: Sequence[_Window]) -> tuple[Floats, Floats]:
    """A grid of 129 points over each window, and H there."""
    ends = np.array([each[1:] for each in windows], float)
    fine = ends[:, :1] + (ends[:, 1:] - ends[:, :1]) * np.linspace(0, 1, 129)
    fine[:, -1] = ends[:, 1]
    return fine, excess(fine, games.rows([each[0] for each in windows]).column())


def _within(games: Payoffs, windows: Sequence[_Window]) -> Iterator[_Window]:
    """The sign changes inside the windows."""
    if windows:
        fine, h = _fine(games, windows)
        up = h >= 0
        for row, i in np.argwhere(up[:, 1:] != up[:, :-1]).tolist():
            yield windows[row][0], fine[row, i], fine[row, i + 1]


def _lowest(games: Payoffs, windows: Sequence[_Window]) -> list[_Window]:
    """The windows around the least absolute H of those that hold no sign change."""
    fine, h = _fine(games, windows)
    whole = (h >= 0).all(axis=1) | (h < 0).all(axis=1)
    at = np.clip(np.abs(h).argmin(axis=1), 1, 127)
    return [(windows[row][0], fine[row, at[row] - 1], fine[row, at[row] + 1]) for row in np.flatnonzero(whole).tolist()]


def _refined(games: Payoffs, low: Floats, high: Floats) -> Floats:
    """The zero in each interval, by bisection to the last digit."""
    if not low.size:
        return low
    up = excess(low, games) >= 0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        left = (excess(middle, games) >= 0) == up
        low, high = np.where(left, middle, low), np.where(left, high, middle)
    better = np.abs(excess(low, games)) <= np.abs(excess(high, games))
    return np.where(better, low, high)


def _distinct(roots: Floats, falling: Any) -> Iterator[float]:
    """The roots in order, each once: neighbours cross in turn downwards and upwards, so the same way twice is the same root."""
    last = None
    for i in np.argsort(roots, kind="stable"):
        if falling[i] != last:
            yield float(roots[i])
        last = falling[i]


def _at(game: Payoffs, z: float, *, limit: bool) -> Equilibrium:
    """The equilibrium at a probit, or the one beyond the upper end."""
    functions = special()
    here = np.array([z])
    reply = challenger(cutoff(here, game), game.WA, game.a)
    back = float(target(reply, game)[0])
    resist, concede = float(functions.ndtr(z)), float(functions.ndtr(-z))
    if limit:
        resist, concede, back, z = 1.0, 0.0, max(back, z), max(back, z)
    challenge, firm = float(reply.challenge[0]), float(reply.firm[0])
    c = float(reply.cutoff[0])
    quiet = float(functions.ndtr(c - game.WA[0]) * functions.ndtr(c - game.a[0]))
    steep = 0.0 if limit else float(slope(here, game, reply)[0])
    off = abs(resist - float(functions.ndtr(back))) if resist < 0.5 else abs(concede - float(functions.ndtr(-back)))
    yields = float(np.exp(-np.logaddexp(0.0, reply.log_n - reply.log_m))[0])
    return Equilibrium(
        resist, challenge, firm, float(np.clip(c, -WIDEST_CUTOFF, WIDEST_CUTOFF)),
        quiet, challenge * concede, challenge * resist * firm, challenge * resist * yields,
        off, steep, abs(steep) < 1, limit, challenge < _NEGLIGIBLE, z,
    )  # fmt: skip


def _bottom(game: Payoffs) -> Equilibrium:
    """The equilibrium beyond the lower end, where B never resists: A always challenges if V > S, and else never."""
    pays = bool(game.V[0] > game.S[0])
    challenge = 1.0 if pays else 0.0
    firm = float(special().ndtr((game.WA[0] - game.a[0]) / np.sqrt(2))) if pays else 0.0
    c = -WIDEST_CUTOFF if pays else WIDEST_CUTOFF
    return Equilibrium(
        0.0, challenge, firm, c, 1 - challenge, challenge, 0.0, 0.0, 0.0, 0.0, True, True, not pays, -END
    )
