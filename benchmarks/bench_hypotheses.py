"""Time the competing-hypotheses engine: posterior, full audit, batch; beside a naive form in the same run.

python benchmarks/bench_hypotheses.py
"""

import math
import platform
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

from detente.engines.hypotheses.posterior import posterior
from detente.engines.hypotheses.question import Question
from detente.engines.hypotheses.reader import read_question
from detente.engines.hypotheses.solve import solve
from detente.engines.hypotheses.table import build
from detente.workbench.hypotheses import solve_question

WORDS = ("hu", "un", "ev", "li", "vl")


def question(hypotheses: int, items: int, grouped: int, rho: float, *, sources: bool, seed: int = 0) -> dict[str, Any]:
    """A made-up question: words everywhere, the first ``grouped`` items in groups of three, graded reports."""
    rng = random.Random(seed)
    names = [f"H{each}" for each in range(hypotheses - 1)] + ["OTHER"]
    evidence = []
    for each in range(items):
        item: dict[str, Any] = {
            "id": f"E{each}", "date": f"2021-{each % 12 + 1:02d}-01", "observed": rng.random() < 0.8, "digit": rng.randint(1, 3),
            "likelihood": {name: rng.choice(WORDS) for name in names},
        }  # fmt: skip
        if sources:
            item["sources"] = [
                {"doc": doc} for doc in rng.sample(["d1", "d2", "d3", "d4", "d5", "d6"], rng.randint(1, 2))
            ]
        if each < grouped:
            item["group"] = f"g{each // 3}"
        evidence.append(item)
    return {
        "id": f"q{seed}", "hypotheses": [{"id": name, "prior": [0.5 / hypotheses, 1 / hypotheses, 1.5 / hypotheses]} for name in names],
        "documents": {f"d{each}": {"letter": rng.choice("ABC")} for each in range(1, 7)},
        "groups": {f"g{each}": {"rho": rho} for each in range((grouped + 2) // 3)}, "evidence": evidence,
    }  # fmt: skip


def naive_posterior(asked: Question) -> list[float]:
    """The posterior in plain loops: for each group and hypothesis the integral point by point."""
    table = build(asked)
    step, weights = 17 / 400, []
    normal = statistics.NormalDist()
    for h, prior in enumerate(table.prior):
        weight = float(prior)
        for unit in table.units:
            if unit.group is None:
                (i,) = unit.members
                weight *= table.if_false[i] + (table.if_true[i] - table.if_false[i]) * table.likelihood[i, h]
                continue
            rho, total = unit.dependence.rho, 0.0
            for point in range(401):
                z = -8.5 + point * step
                product = normal.pdf(z) * step
                for i in unit.members:
                    t = (normal.inv_cdf(table.likelihood[i, h]) - math.sqrt(rho) * z) / math.sqrt(1 - rho)
                    product *= table.if_false[i] + (table.if_true[i] - table.if_false[i]) * normal.cdf(t)
                total += product
            weight *= total
        weights.append(weight)
    return [each / sum(weights) for each in weights]


def timed(run: Callable[[], Any], repeats: int) -> float:
    """Median seconds."""
    found = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def main() -> None:
    print(f"Python {platform.python_version()}, {platform.machine()}")
    read = read_question(question(10, 50, 18, 0.6, sources=True))
    assert read.question is not None, read.problems
    asked = read.question
    fast, slow = timed(lambda: posterior(build(asked)), 21), timed(lambda: naive_posterior(asked), 1)
    gap = max(abs(a - b) for a, b in zip(posterior(build(asked)), naive_posterior(asked), strict=True))
    print(
        f"posterior 10 x 50, 18 items in groups: {fast * 1e3:.1f} ms; plain loops {slow * 1e3:.0f} ms ({slow / fast:.0f} times); they differ by {gap:.0e}"
    )
    everything = question(10, 50, 18, 0.6, sources=True)
    print(
        f"posterior 10 x 50 with reading and findings: {timed(lambda: solve_question(everything, parts='posterior'), 11) * 1e3:.1f} ms"
    )
    for grouped, rho in ((18, 0.6), (48, 0.6), (48, 0.95)):
        audit = question(10, 50, grouped, rho, sources=True)
        print(
            f"full audit 10 x 50, {grouped} items in groups, rho {rho}, 5,000 draws: {timed(lambda a=audit: solve_question(a), 1):.1f} s"
        )  # type: ignore[misc]
    small = [question(5, 9, 6, 0.6, sources=sources, seed=seed) for seed in range(50) for sources in (True, False)]
    for label, some in (("with sources", small[::2]), ("without", small[1::2])):
        each = timed(lambda s=some: [solve_question(one, parts="posterior") for one in s], 3) / len(some)  # type: ignore[misc]
        print(f"batch of 5 x 9 questions {label}, posterior: {each * 1e3:.2f} ms a question")
    print(
        f"full audit of one 5 x 9 question, 5,000 draws: {timed(lambda: solve(read_question(small[0]).question), 3):.2f} s"
    )  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
