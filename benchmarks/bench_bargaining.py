"""How many negotiations a second the challenge model runs (as coded, 10 rounds), beside the naive forms in the same run.

Run by hand: ``python benchmarks/bench_bargaining.py``. The rate is the best of several batches of random issues; the
plain loop is the model written from its definitions in Python loops (the denominator summed once a pass), the readable
form is ``detente.engines.bargaining.challenge.run`` called draw by draw. Then a 10,000-draw ensemble of 20 actors with
ranges on every capability and salience, and on every cell, with Sobol indices, in a process that has warmed up.
"""

import os
import time
from collections.abc import Callable
from math import inf

import numpy as np

ROUNDS = 10
TARGETS = {10: (15_000, 60_000), 20: (4_000, 15_000), 50: (400, 2_000)}
BATCH = {10: 20_000, 20: 6_000, 50: 1_000}
REPEATS = 7


def plain(x: list[float], s: list[float], c: list[float]) -> list[float]:
    """The model as coded in Python loops."""
    n = len(x)
    w = [a * b for a, b in zip(c, s, strict=True)]
    reach = max(x) - min(x)
    for _ in range(ROUNDS):
        r = [1.0] * n
        for last in (False, True):
            loss = [[w[k] * (abs(x[k] - x[i]) / reach) ** r[k] for i in range(n)] for k in range(n)]
            support = [[sum(max(0.0, loss[k][j] - loss[k][i]) for k in range(n)) for j in range(n)] for i in range(n)]
            cast = 2 * sum(map(sum, support))
            eu = {}
            for i in range(n):
                for j in range(n):
                    if i == j:
                        continue
                    d, e = abs(x[i] - x[j]) / reach, r[i]
                    good, bad, quo = 2 - 4 * max(0.0, 0.5 - d / 2) ** e, 2 - 4 * (0.5 + d / 2) ** e, 2 - 4 * 0.5**e
                    p, q = (support[i][j] / cast, support[j][i] / cast) if d and cast else (0.0, 0.0)
                    eu[i, j] = (
                        s[j] * (p * good + (1 - p) * bad) + (1 - s[j]) * good - quo,
                        s[i] * (q * good + (1 - q) * bad) + (1 - s[i]) * good - quo,
                    )
            if not last:
                danger = [sum(eu[i, j][1] for j in range(n) if j != i) for i in range(n)]
                low, high = min(danger), max(danger)
                if high > low:
                    place = [(2 * v - high - low) / (high - low) for v in danger]
                    r = [(1 - v / 3) / (1 + v / 3) for v in place]
        ahead = list(x)
        for i in range(n):
            best = (inf, inf)
            for j in range(n):
                if x[i] == x[j]:
                    continue
                a, b = eu[i, j]
                if a > 0 and b > a:
                    key, target = (1, abs(x[i] - x[j])), x[j]
                elif a < 0 < b and b > -a:
                    key, target = (2, (-a * x[i] + b * x[j]) / (b - a)), x[i] + (x[j] - x[i]) * (-a / b)
                else:
                    continue
                if key < best:
                    best, ahead[i] = key, target
        x = ahead
    return x


def best(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """The shortest wall time of several."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the rates, then the ensembles."""
    start = time.perf_counter()
    from detente.engines.bargaining.challenge import run
    from detente.engines.bargaining.challenge_kernel import run_many, walk_many
    from detente.engines.bargaining.inputs import Cells
    from detente.engines.bargaining.issue import Issue, fixed
    from detente.studies.challenge_ensemble import challenge_drivers, challenge_ensemble

    rng = np.random.default_rng(0)
    run_many(*(rng.random((2, 3)) for _ in range(3)))
    print(f"{len(os.sched_getaffinity(0))} cores; load and first call of the compiled form {time.perf_counter() - start:.1f} s")  # fmt: skip
    print(
        f"{'actors':>6} {'compiled/s':>11} {'must':>7} {'goal':>7} {'readable/s':>11} {'plain loop/s':>13} {'ratio':>6}"
    )
    for n, (must, goal) in TARGETS.items():
        x, s, c = rng.random((BATCH[n], n)) * 100, rng.random((BATCH[n], n)), rng.random((BATCH[n], n))
        rate = BATCH[n] / best(lambda x=x, s=s, c=c: run_many(x, s, c, rounds=ROUNDS))
        few = 3
        names = tuple(map(str, range(n)))
        readable = few / best(
            lambda x=x, s=s, c=c, few=few, names=names: [
                run(fixed("b", names, x[k], s[k], c[k]), rounds=ROUNDS) for k in range(few)
            ],
            3,
        )
        slow = few / best(
            lambda x=x, s=s, c=c, few=few: [plain(list(x[k]), list(s[k]), list(c[k])) for k in range(few)], 3
        )
        again = np.array([plain(list(x[k]), list(s[k]), list(c[k])) for k in range(few)])
        assert np.allclose(again, walk_many(x[:few], s[:few], c[:few], rounds=ROUNDS)[:, -1], atol=1e-6)
        print(
            f"{n:6} {rate:11,.0f} {must:7,} {goal:7,} {readable:11,.1f} {slow:13,.2f} {rate / slow:6,.0f}", flush=True
        )

    n = 20
    x, s, c = rng.random(n) * 100, 0.1 + 0.8 * rng.random(n), 1 + rng.random(n)
    wide = [Cells(each * 0.9, each, each * 1.1) for each in (x, s, c)]
    for label, cells in (("capability and salience", [Cells(x, x, x), *wide[1:]]), ("every cell", wide)):
        issue = Issue("bench", tuple(map(str, range(n))), cells[0], cells[1], cells[2])
        challenge_drivers(issue, runs=100)
        runs = best(lambda issue=issue: challenge_ensemble(issue, draws=10_000), 3)
        used = challenge_drivers(issue, runs=10_000).runs
        drivers = best(lambda issue=issue: challenge_drivers(issue, runs=10_000), 3)
        print(f"20 actors, ranges on {label}: 10,000 draws {runs:.2f} s, Sobol indices ({used:,} runs) {drivers:.2f} s, together {runs + drivers:.2f} s")  # fmt: skip


if __name__ == "__main__":
    main()
