"""Time the crisis engine: one game, many games, the threshold, a fit. Games are made up.

python benchmarks/bench_crisis.py
"""

import platform
import statistics
import time
from collections.abc import Callable

import numpy as np

from detente.engines.crisis.dyads import COVARIATES, NAMES, Dyads, dyads
from detente.engines.crisis.estimation import fit
from detente.engines.crisis.signalling import Audience, Game, equilibria, equilibria_of, threshold

CANADA = Game(S=0.374456, V=1.554704, C=-1.179088, WA=-1.999732, WB=-0.641838, a=-2.437384, VB=0.0)
THREE = Game(S=0.4, V=0.8, C=0.3, WA=-3.0, WB=-2.4, a=-0.9, VB=0.35)
QUIET = Game(S=2, V=0.5, C=1, WA=-3, WB=-1, a=-1, VB=0)


def timed(what: Callable[[], object], times: int = 5) -> float:
    """The median of some runs in seconds, after one that is not counted."""
    what()
    took = []
    for _ in range(times):
        started = time.perf_counter()
        what()
        took.append(time.perf_counter() - started)
    return statistics.median(took)


def random_games(count: int) -> list[Game]:
    rng = np.random.default_rng(0)
    return [
        Game(*map(float, rng.normal((0, 0.5, 0, -1, -1, -1, 0), (1, 1, 1.5, 1.5, 2, 1.5, 1)))) for _ in range(count)
    ]


def made_dyads(count: int) -> Dyads:
    """Covariates at random; outcomes drawn from the game at coefficients of about the size of published ones."""
    rng = np.random.default_rng(1)
    columns = {
        name: rng.exponential(0.03, count) if "econdep" in name else rng.normal(2, 2, count) for name in COVARIATES
    }
    constants = {
        "V:one": 1.6,
        "C:one": -2.1,
        "WA:one": -2.4,
        "WB:one": -0.9,
        "a:one": -2.6,
        "C:anticipatedtargetcosts": 0.1,
    }
    b = np.array([constants.get(name, 0.02) for name in NAMES])
    solved = equilibria_of(dyads(columns, np.zeros((count, 4))).games(b))
    p = np.array([(found[-1].SQ, found[-1].CD, found[-1].SF, found[-1].BD) for found in solved])
    return dyads(columns, np.array([rng.multinomial(120, each / each.sum()) for each in p], float))


if __name__ == "__main__":
    print(platform.platform(), platform.python_version())
    for name, game in (("one equilibrium", CANADA), ("three equilibria", THREE), ("nobody challenges", QUIET)):
        print(f"one game, {name}: {1000 * timed(lambda game=game: equilibria(game)):.1f} ms")
    games = random_games(418)
    print(f"418 games at random: {timed(lambda: equilibria_of(games), 3):.2f} s")
    print(f"threshold: {timed(lambda: threshold(CANADA, Audience(0.5, 0.2), quiet=0.0)):.2f} s")
    rows = made_dyads(418)
    for estimator in ("nested", "likelihood"):
        print(f"fit of 418 rows, {estimator}: {timed(lambda e=estimator: fit(rows, e), 1):.1f} s")
