"""Games solved, as plain data: RESULT.json."""

import math
from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from detente.engines.crisis.branches import follow
from detente.engines.crisis.closed_forms import sunk_cost, survival
from detente.engines.crisis.game import Equilibrium, Game, in_channel
from detente.engines.crisis.inputs import OUTCOMES, Asked, Attrition, Signalling, Sinking, Sweep
from detente.engines.crisis.search import equilibria, equilibria_of
from detente.engines.crisis.threshold import select, threshold

FORMAT = "detente-game-result/1"
_FIELDS = ("pR", "pC", "pF", "cstar", "SQ", "CD", "SF", "BD", "residual", "slope", "stable", "limit", "negligible_challenge")  # fmt: skip
#: An outcome that the equilibrium rules out counts as this likely, so that no infinity is written.
_LEAST = 1e-300
_STEEPEST = 1e6


def solved(asked: Asked) -> dict[str, Any]:
    """The result of one game as JSON takes it (no infinity, no nan)."""
    return _solved(asked)


@singledispatch
def _solved(asked: Any) -> dict[str, Any]:
    raise TypeError(f"{type(asked).__name__} is no game")


@_solved.register
def _(asked: Signalling) -> dict[str, Any]:
    found = equilibria(asked.game)
    chosen = select(found, asked.rule)
    data: dict[str, Any] = {
        "id": asked.id, "game": "signalling", "n_equilibria": len(found), "equilibria": [_plain(each) for each in found],
        "selected": chosen, "select": asked.rule, "channels": _channels(asked, found[chosen].pR),
    }  # fmt: skip
    if "quiet" in asked.channels and "public" in asked.channels:
        limits = threshold(
            asked.game, asked.audience, asked.rule, quiet=asked.channels["quiet"], public=asked.channels["public"]
        )
        data["threshold"] = {
            "target_audience": limits.target_audience,
            "challenger_audience": limits.challenger_audience,
        }
    if asked.observed is not None:
        data["log_likelihood"] = log_likelihood(found[chosen], [asked.observed[each] for each in OUTCOMES])
    if asked.sweeps:
        data["sweep"] = [_sweep(asked, each) for each in asked.sweeps]
    return data


@_solved.register
def _(asked: Attrition) -> dict[str, Any]:
    rows = []
    for time in asked.times:
        own, other = survival(
            asked.value.challenger, asked.rate.challenger, asked.value.target, asked.rate.target, time
        )
        rows.append({"t": time, "challenger": own, "target": other})
    return {"id": asked.id, "game": "attrition", "survival": rows}


@_solved.register
def _(asked: Sinking) -> dict[str, Any]:
    found = sunk_cost(asked.weak, asked.strong)
    interval = None if found.interval is None else list(found.interval)
    return {
        "id": asked.id,
        "game": "sinking",
        "separates": found.separates,
        "interval": interval,
        "minimum": found.minimum,
    }


def log_likelihood(found: Equilibrium, counts: Sequence[float]) -> float:
    """The sum of n ln P over SQ, CD, SF, BD; an outcome that cannot happen counts as 1e-300 likely."""
    chances = (found.SQ, found.CD, found.SF, found.BD)
    return sum(n * math.log(max(p, _LEAST)) for n, p in zip(counts, chances, strict=True) if n > 0)


def _plain(found: Equilibrium) -> dict[str, Any]:
    data = {name: getattr(found, name) for name in _FIELDS}
    return data | {"slope": min(max(found.slope, -_STEEPEST), _STEEPEST)}


def _moves(found: Equilibrium) -> dict[str, float]:
    return {"p_concede": found.p_concede, "p_stand_firm": found.pF, "p_challenge": found.pC, "p_carried_out": found.SF}


def _in(asked: Signalling, visibility: float) -> Game:
    return in_channel(asked.game, asked.audience.challenger, asked.audience.target, visibility)


def _channels(asked: Signalling, previous: float) -> dict[str, Any]:
    """Each channel in the order given; the rule ``continuity`` goes from one to the next, beginning at the base game."""
    data = {}
    games = [_in(asked, each) for each in asked.channels.values()]
    for (name, visibility), found in zip(asked.channels.items(), equilibria_of(games), strict=True):
        chosen = select(found, asked.rule, previous)
        previous = found[chosen].pR
        data[name] = {"visibility": visibility, "equilibria": [_plain(each) for each in found], "selected": chosen,
                      **_moves(found[chosen])}  # fmt: skip
    return data


def _sweep(asked: Signalling, sweep: Sweep) -> dict[str, Any]:
    """The base game (unless the number touches channels only) and every channel along the values, branch by branch."""
    series = {name: _line(asked, sweep, name) for name in asked.channels}
    if sweep.set.startswith("payoffs."):
        series = {"": _line(asked, sweep, None), **series}
    base = series.pop("", None)
    data: dict[str, Any] = {"set": sweep.set, "to": list(sweep.to)}
    if base is not None:
        data |= base
    return data | {"channels": series}


def _line(asked: Signalling, sweep: Sweep, channel: str | None) -> dict[str, Any]:
    def game(value: float) -> Game:
        changed = asked.at(sweep.set, value)
        return changed.game if channel is None else _in(changed, changed.channels[channel])

    at_each, branches = follow(game, sweep.to)
    points, previous = [], None
    for value, found in zip(sweep.to, at_each, strict=True):
        chosen = select(found, asked.rule, previous)
        previous = found[chosen].pR
        points.append({"value": value, "n_equilibria": len(found), "selected": chosen, **_moves(found[chosen])})
    lines = [
        [
            {"value": value, "pR": each.pR, "stable": each.stable, **_moves(each)}
            for value, each in zip(sweep.to, branch, strict=True) if each is not None
        ]
        for branch in branches
    ]  # fmt: skip
    return {"points": points, "branches": lines}
