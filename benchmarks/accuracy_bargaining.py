"""The accuracy table of the bargaining engine, and blind forecasts with the frozen model.

Run by hand: ``python benchmarks/accuracy_bargaining.py DEV.csv [UNSCORED.csv --out FORECAST.csv] [--seed 7]``.
DEV.csv has outcomes and gives the table; an ``outcome`` column of UNSCORED.csv, if there were one, is not looked at.
"""

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from bargaining_issues import GRID, Case, clustered, crps, level, outcomes, randomised, read, shortest
from fit_distribution import Bench, cross_validated

from detente.engines.bargaining.distribution import baseline, density, quantiles
from detente.engines.bargaining.inputs import Array
from detente.engines.bargaining.issue import Issue
from detente.engines.bargaining.static import statics

LEVELS = {"q05": 0.05, "q10": 0.10, "q25": 0.25, "q50": 0.50, "q75": 0.75, "q90": 0.90, "q95": 0.95}
ROUNDS = 10
WIDTH = 25.0


def weighted_positions(issue: Issue) -> Array:
    """The positions, each at its grid point, weighted by w."""
    places = np.floor((issue.position.mode - issue.low) / issue.width * 100 + 0.5).astype(int)
    return np.bincount(places, weights=issue.weight / issue.weight.sum(), minlength=101)


def normal(issue: Issue) -> Array:
    """A Normal of standard deviation 25 around the weighted mean, on the grid."""
    p = np.exp(-(((GRID - statics(issue).weighted_mean) / WIDTH) ** 2) / 2)
    return np.asarray(p / p.sum())


def points(cases: tuple[Case, ...]) -> dict[str, Array]:
    """The point forecasts of every model, shape (n,)."""
    found = [statics(case.issue) for case in cases]
    names = {
        "compromise mean": "weighted_mean", "plain mean": "plain_mean", "weighted median": "weighted_median",
        "Nash, linear": "nash_linear", "Nash, quadratic": "nash_quadratic", "PCE, conditional": "pce_conditional",
        "PCE, Markov": "pce_markov",
    }  # fmt: skip
    table = {name: np.array([getattr(each, field) for each in found]) for name, field in names.items()}
    try:
        from detente.engines.bargaining import challenge
    except ImportError:
        print("the challenge model cannot be imported: its two rows are left out", file=sys.stderr)
        return table
    paths = [challenge.run(case.issue, rounds=ROUNDS) for case in cases]
    table[f"challenge as coded, mean of round {ROUNDS}"] = np.array([path.mean[-1] for path in paths])
    table[f"challenge as coded, median of round {ROUNDS}"] = np.array([path.median[-1] for path in paths])
    return table


def show(ends: tuple[float, float]) -> str:
    return f"{ends[0]:+.2f} to {ends[1]:+.2f}"


def table(cases: tuple[Case, ...], seed: int) -> str:
    """The table as Markdown; intervals are bootstraps of whole dossiers."""
    y = outcomes(cases)
    forecasts = points(cases)
    mean_error = np.abs(forecasts["compromise mean"] - y)
    distributions = {
        "**our distribution**, ten folds": cross_validated(Bench(cases), seed)[1],
        "our distribution, in sample": np.array([density(case.issue) for case in cases]),
        "baseline mixture, in sample": np.array([baseline(case.issue) for case in cases]),
        "positions weighted by w": np.array([weighted_positions(case.issue) for case in cases]),
        "Normal round the mean, sd 25": np.array([normal(case.issue) for case in cases]),
    }
    ours = crps(distributions["**our distribution**, ten folds"], y)
    lines = [
        "| forecast | n | MAE | MAE less that of the mean | within 10 | CRPS | CRPS less ours | coverage | width | PIT | shortest |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for name, p in distributions.items():
        error, score = np.abs(level(p, 0.5) - y), crps(p, y)
        low, high, (start, end) = level(p, 0.1), level(p, 0.9), shortest(p)
        lines.append(
            f"| {name} | {len(y)} | {error.mean():.2f} | {show(clustered(error - mean_error, cases))} "
            f"| {np.mean(error <= 10):.3f} | {score.mean():.2f} "
            f"| {show(clustered(score - ours, cases)) if 'folds' not in name else ''} "
            f"| {np.mean((low <= y) & (y <= high)):.3f} | {np.mean(high - low):.1f} | {randomised(p, y).mean():.3f} "
            f"| {np.mean((start <= y) & (y <= end)):.3f} at {np.mean(end - start):.1f} |"
        )
    for name, x in forecasts.items():
        error = np.abs(x - y)
        against = "" if name == "compromise mean" else show(clustered(error - mean_error, cases))
        lines.append(
            f"| {name} | {len(y)} | {error.mean():.2f} | {against} | {np.mean(error <= 10):.3f} | {error.mean():.2f} "
            f"| {show(clustered(error - ours, cases))} | | | | |"
        )
    return "\n".join(lines)


def forecast(cases: tuple[Case, ...], out: Path) -> int:
    """Write the quantiles of the frozen model for every issue; how many."""
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["issue", "point", *LEVELS])
        for case in cases:
            issue = case.issue
            found = quantiles(density(issue), tuple(LEVELS.values()), issue.low, issue.high)
            writer.writerow([issue.name, found[list(LEVELS).index("q50")], *found])
    return len(cases)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, then forecast if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("dev", type=Path)
    parser.add_argument("unscored", type=Path, nargs="?")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--seed", type=int, default=7, help="of the folds")
    options = parser.parse_args(arguments)
    if (options.unscored is None) != (options.out is None):
        parser.error("UNSCORED.csv and --out go together")
    print(table(read(options.dev), options.seed))
    if options.unscored is not None:
        cases = read(options.unscored)
        print(f"\n{forecast(cases, options.out)} of {len(cases)} issues forecast blind, none skipped: {options.out}")


if __name__ == "__main__":
    main()
