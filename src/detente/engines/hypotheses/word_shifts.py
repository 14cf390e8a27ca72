"""The fewest one-band moves that end the lead (section 8.1): exact for lone items, else an upper bound."""

from dataclasses import dataclass

import numpy as np

from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.copula import joint
from detente.engines.hypotheses.posterior import TIE, log, log_weights, order
from detente.engines.hypotheses.table import Table

#: Midpoints of the seven bands of ICD 203.
LADDER = (0.03, 0.125, 0.325, 0.5, 0.675, 0.875, 0.97)


@dataclass(frozen=True, slots=True)
class Shift:
    """One cell moved by one band."""

    item: str
    hypothesis: str
    stated: float
    shifted: float


@dataclass(frozen=True)
class WordShifts:
    """The shifts that bring ``rival`` level with the leader, of ``of`` that were available."""

    rival: str
    of: int
    shifts: tuple[Shift, ...]


def one_band(stated: float, up: bool) -> float | None:
    """The next rung of the ladder from the nearest one (tie: lower); None at the end."""
    rung = min(range(len(LADDER)), key=lambda each: (round(abs(LADDER[each] - stated), 12), each))
    rung += 1 if up else -1
    return LADDER[rung] if 0 <= rung < len(LADDER) else None


def word_shifts(table: Table, logs: Array) -> WordShifts | None:
    """The rival that needs the fewest moves (tie: the higher-ranked one), or None if no rival can be brought level."""
    weights = log_weights(table, logs)
    leader, *rivals = order(weights)
    best: WordShifts | None = None
    for rival in rivals:
        found = _towards(table, logs, weights, leader, rival)
        if found is not None and (best is None or len(found.shifts) < len(best.shifts)):
            best = found
    return best


def _towards(table: Table, logs: Array, weights: Array, leader: int, rival: int) -> WordShifts | None:
    """Greedy: always the move that lowers the gap most."""
    gap = float(weights[leader] - weights[rival])
    if not np.isfinite(gap):
        return None
    pair = (leader, rival)
    moves: dict[tuple[int, int], float] = {}
    for i, item in enumerate(table.items):
        for side, h in enumerate(pair):
            shifted = one_band(float(table.likelihood[i, h]), up=(side == 0) != item.observed)
            if shifted is not None:
                moves[i, side] = shifted
    available = len(moves)
    unit_of = {i: u for u, unit in enumerate(table.units) for i in unit.members}
    state = table.likelihood[:, pair].copy()
    current = logs[:, pair].copy()
    gains = {move: _gain(table, state, current, unit_of[move[0]], move, moves[move]) for move in moves}
    shifts: list[Shift] = []
    while gap > 0 and gains:
        move = min(gains, key=lambda each: (-round(gains[each], TIE), each))
        if gains[move] <= 0:
            return None
        i, side = move
        gap -= gains.pop(move)
        shifts.append(Shift(table.items[i].id, table.names[pair[side]], float(state[i, side]), moves[move]))
        state[i, side] = moves[move]
        u = unit_of[i]
        current[u, side] = _unit_log(table, state, u, side)
        for other in gains:
            if unit_of[other[0]] == u and other[1] == side:
                gains[other] = _gain(table, state, current, u, other, moves[other])
    return WordShifts(table.names[rival], available, tuple(shifts)) if gap <= 1e-12 else None


def _gain(table: Table, state: Array, current: Array, u: int, move: tuple[int, int], shifted: float) -> float:
    """By how much the move lowers the gap."""
    i, side = move
    changed = state.copy()
    changed[i, side] = shifted
    difference = float(_unit_log(table, changed, u, side) - current[u, side])
    return -difference if side == 0 else difference


def _unit_log(table: Table, state: Array, u: int, side: int) -> float:
    unit = table.units[u]
    members = list(unit.members)
    return float(log(joint(unit.dependence, state[members, side], table.if_true[members], table.if_false[members])))
