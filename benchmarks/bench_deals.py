"""Time of the deals engine (method deals, section 15) beside a naive form, on generated files.

Run: python benchmarks/bench_deals.py [--folder DEALS]   (a folder with deal files is solved too, each in whole)
"""

import argparse
import itertools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from detente.engines.deals.bargain import bargain
from detente.engines.deals.breakdown import lottery
from detente.engines.deals.enumerated import vectors
from detente.engines.deals.pruned import frontier
from detente.engines.deals.reader import read_deal
from detente.engines.deals.requests import Ensemble
from detente.engines.deals.solve import headline, solve
from detente.engines.deals.tables import in_channel, tables
from detente.engines.deals.talks import Talks, talks
from detente.studies.deals import ensemble
from detente.workbench.deals import solve_deal, solve_deal_file


def deal(sizes: list[int], ratifiers: int, seed: int = 1) -> dict[str, Any]:
    """A file with issues of the given sizes, two governments and vetoes and votes at home."""
    rng = np.random.default_rng(seed)
    issues: list[dict[str, Any]] = []
    for k, size in enumerate(sizes):
        issue: dict[str, Any] = {"id": f"I{k}", "levels": [j / (size - 1) for j in range(size)], "status_quo": 0,
                                 "controller": ["A", "B", "joint"][k % 3]}  # fmt: skip
        issues.append(issue)

    def taste() -> dict[str, Any]:
        return {"weights": {issue["id"]: round(float(rng.uniform(0.1, 1)), 3) for issue in issues},
                "ideals": {issue["id"]: round(float(rng.random()), 2) for issue in issues}}  # fmt: skip

    governments = [{"id": "A", "audience_cost": 0.1, **taste()}, {"id": "B", "audience_cost": 0.2, **taste()}]
    home = [{"id": f"R{j}", "government": "AB"[j % 2], "rule": "vote" if j % 2 else "veto", "margin": -0.3, "sigma": 0.1, "votes": 10 + j, **taste()}
            for j in range(ratifiers)]  # fmt: skip
    return {"format": "detente-deal/1", "issues": issues, "governments": governments, "ratifiers": home}


def bargained(plain: dict[str, Any]) -> Talks:
    """The talks of a file under retaliation."""
    read = read_deal(plain).deal
    assert read is not None
    built = tables(read)
    return talks(read, built, in_channel(read, built, 0.15), "retaliation", lottery(read, built, "retaliation", None))


def naive(each: Talks) -> Any:
    """Nash by a loop over all packages in plain Python."""
    best = (-1.0, ())
    tables_ = [[part.tolist() for part in parts] for parts in each.parts]
    home = [[part.tolist() for part in voter.parts] for voter in each.voters]
    for package in itertools.product(*(range(len(issue.levels)) for issue in each.issues)):
        u = [sum(row[k] for row, k in zip(parts, package, strict=True)) for parts in tables_]
        gains = [x - d for x, d in zip(u, each.breakdown, strict=True)]
        if min(gains) < 0:
            continue
        passed, votes, total = True, [0.0, 0.0], [0.0, 0.0]
        for voter, parts in zip(each.voters, home, strict=True):
            accepts = sum(row[k] for row, k in zip(parts, package, strict=True)) - voter.breakdown >= voter.margin
            if voter.ratifier.rule == "veto":
                passed &= accepts
            else:
                total[voter.government] += voter.ratifier.votes
                votes[voter.government] += voter.ratifier.votes * accepts
        if passed and all(t == 0 or v > t / 2 for v, t in zip(votes, total, strict=True)):
            value = gains[0] ** each.alpha[0] * gains[1] ** each.alpha[1]
            if value > best[0]:
                best = (value, package)
    return best


def timed(what: str, run: Callable[[], Any]) -> Any:
    """Run once and print the seconds."""
    start = time.perf_counter()
    found = run()
    print(f"{what:<72} {time.perf_counter() - start:8.3f} s", flush=True)
    return found


def main() -> None:
    """All timings."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path)
    folder = parser.parse_args().folder
    hundred = deal([10] * 5, 6)
    each = bargained(hundred)
    read = read_deal(hundred).deal
    assert read is not None
    timed("warm up: 100,000 packages, 8 actors, nash", lambda: bargain(each, ("nash",), read.options, vectors(each)))
    fast = timed("100,000 packages, 8 actors, nash", lambda: bargain(each, ("nash",), read.options, vectors(each)))
    slow = timed("  the same in plain Python", lambda: naive(each))
    print("  same package:", fast.picks["nash"].package == slow[1])
    million = deal([10] * 6, 6)
    big = bargained(million)
    timed("1,000,000 packages, 8 actors, nash", lambda: bargain(big, ("nash",), read.options, vectors(big)))
    timed("1,000,000 packages, whole report", lambda: solve_deal(million))
    rng = np.random.default_rng(1)
    steps = np.arange(10) / 9
    parts = [[w * steps for w in rng.random(12)], [w * (1 - steps) for w in rng.random(12)]]
    sums, _ = timed("frontier of 10^12 additive packages", lambda: frontier(parts))
    print(f"  {sums.shape[1]:,} points")
    rounded = [[np.round(w, 1) * steps for w in rng.random(12)], [np.round(w, 1) * (1 - steps) for w in rng.random(12)]]
    sums, _ = timed("frontier of 10^12 packages, weights to one digit", lambda: frontier(rounded))
    print(f"  {sums.shape[1]:,} points")
    timed("10^12 packages, whole report", lambda: solve_deal(deal([10] * 12, 0)))
    small = read_deal(deal([5, 5, 5, 5, 4], 6))
    timed(
        "ensemble of 1,000 draws of a 2,500-package file",
        lambda: ensemble.run(small, Ensemble(1000, 1, 0.3, 0.1, 0.05)),
    )
    assert small.deal is not None
    timed("one headline of that file", lambda: headline(small.deal))
    timed("its account without runs", lambda: solve(small.deal))
    for path in sorted(folder.glob("*.yaml")) if folder else ():
        timed(path.name, lambda path=path: solve_deal_file(path))


if __name__ == "__main__":
    main()
