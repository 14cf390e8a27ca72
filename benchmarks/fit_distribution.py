"""Fit the default predictive distribution of the bargaining engine: the recipe behind ``fitted.py``.

Run by hand: ``python benchmarks/fit_distribution.py DEV.csv [--write] [--seeds 7 1 2] [--nested]``. DEV.csv is a table of
issues with an ``outcome`` (columns issue, dossier, outcome, actor, position, salience in percent, capability). It fits on
all of it, cross-validates the whole recipe in ten folds of whole dossiers, prints the scores and, with ``--write``,
writes ``src/detente/engines/bargaining/fitted.py``. ``--nested`` also repeats the choice of the exponents inside the folds.

Recipe. Per kind of issue (two camps or fewer; more) and per exponent of salience: minimise the mean CRPS of (1) the
mixture, weights softmax(v), plus PENALTY |v - mean v|^2, and (2) the choice among grid points, plus RIDGE |t|^2; L-BFGS
from 0. Average. Sharpening a: the least of 1, 1.05, ..., 2 at which the closed [q10, q90] of an inner ten-fold run holds
at most MOST_COVERED of the outcomes. Leak: rule of succession on outcomes outside the span, (k + 1)/(n + 2).
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from bargaining_issues import GRID, Case, clustered, crps, folds, level, outcomes, randomised, read, shortest
from scipy.optimize import minimize

from detente.engines.bargaining import fitted
from detente.engines.bargaining.distribution import camps_of, chosen, finish, measure
from detente.engines.bargaining.fitted import Kind
from detente.engines.bargaining.inputs import Array

EXPONENTS = ((1.0, 2.0, 3.0, 4.0, 5.0), (1.0,))
PENALTY = 0.1
RIDGE = 0.01
MOST_COVERED = 0.83
STEPS = np.round(np.arange(1.0, 2.0001, 0.05), 2)
INNER = 1000  # added to a seed for the folds inside folds
TARGET = Path(__file__).resolve().parents[1] / "src/detente/engines/bargaining/fitted.py"


class Bench:
    """The cases measured once: components, features and span for every exponent that may be asked for."""

    def __init__(self, cases: tuple[Case, ...]) -> None:
        self.cases, self.y = cases, outcomes(cases)
        self.many = np.array([camps_of(case.issue) > 2 for case in cases]).astype(int)
        self.reached = (self.y[:, None] <= GRID).astype(float)
        self.exponents = tuple(sorted({each for kind in EXPONENTS for each in kind}))
        measured = [measure(case.issue, self.exponents) for case in cases]
        self.components, self.features, self.span = (np.array([each[part] for each in measured]) for part in range(3))
        inside = self.span[np.arange(len(cases)), np.floor(self.y + 0.5).astype(int)]
        self.leak = float((np.sum(inside == 0) + 1) / (len(cases) + 2))

    def fit(self, chosen_: np.ndarray, kind: int, exponents: Sequence[float]) -> Kind:
        at = chosen_[self.many[chosen_] == kind]
        rows = [self.exponents.index(each) for each in exponents]
        mixture = tuple(tuple(map(float, fit_mixture(self.components[at, row], self.reached[at]))) for row in rows)
        choice = tuple(
            tuple(map(float, fit_choice(self.features[at, row], self.span[at], self.reached[at]))) for row in rows
        )
        return Kind(tuple(exponents), mixture, choice)

    def pooled(self, at: np.ndarray, kind: Kind) -> Array:
        """``distribution.pooled`` for many cases at once; shape (len(at), 101)."""
        total = np.zeros((len(at), 101))
        for row, weights, t in zip(kind.exponents, kind.mixture, kind.choice, strict=True):
            place = self.exponents.index(row)
            total += np.einsum("k,nkg->ng", np.array(weights), self.components[at, place])
            theta = np.broadcast_to(np.array(t), (len(at), len(t)))
            total += chosen(self.features[at, place], theta, self.span[at])
        return total / (2 * len(kind.exponents))


def fit_mixture(parts: Array, reached: Array) -> Array:
    """Weights of the components (n, k, 101) that minimise the penalised mean CRPS."""
    cumulative = np.cumsum(parts, axis=2)
    a = np.einsum("nkg,nlg->kl", cumulative, cumulative) / len(parts)
    b = np.einsum("nkg,ng->k", cumulative, reached) / len(parts)

    def loss(v: Array) -> tuple[float, Array]:
        w = np.exp(v - v.max())
        w /= w.sum()
        slope = 2 * (a @ w - b)
        off = v - v.mean()
        return float(w @ a @ w - 2 * w @ b + PENALTY * off @ off), w * (slope - w @ slope) + 2 * PENALTY * off

    v = minimize(loss, np.zeros(parts.shape[1]), jac=True, method="L-BFGS-B").x
    w = np.exp(v - v.max())
    return np.asarray(w / w.sum())


def fit_choice(features: Array, span: Array, reached: Array) -> Array:
    """Coefficients of the features (n, 101, f) that minimise the penalised mean CRPS."""

    def loss(t: Array) -> tuple[float, Array]:
        p = chosen(features, np.broadcast_to(t, (len(features), t.size)), span)
        miss = np.cumsum(p, axis=1) - reached
        after = 2 * np.cumsum(miss[:, ::-1], axis=1)[:, ::-1]
        slope = p * (after - (p * after).sum(axis=1, keepdims=True))
        gradient = np.einsum("ng,ngf->f", slope, features) / len(features) + 2 * RIDGE * t
        return float((miss**2).sum(axis=1).mean() + RIDGE * t @ t), gradient

    return np.asarray(minimize(loss, np.zeros(features.shape[2]), jac=True, method="L-BFGS-B").x)


Choice = tuple[tuple[float, ...], tuple[float, ...]]


def raw(bench: Bench, within: np.ndarray, exponents: Choice, seed: int, parts: int = 10) -> Array:
    """Out-of-fold distributions before sharpening, for the cases ``within`` (others stay 0)."""
    cases = tuple(bench.cases[at] for at in within)
    fold = folds(cases, seed, parts)
    p = np.zeros((len(bench.cases), 101))
    for number in range(parts):
        train, test = within[fold != number], within[fold == number]
        for kind, wanted in enumerate(exponents):
            at = test[bench.many[test] == kind]
            if at.size:
                p[at] = bench.pooled(at, bench.fit(train, kind, wanted))
    return p


def sharpening(p: Array, y: Array) -> float:
    """The least step at which the closed [q10, q90] holds at most MOST_COVERED of the outcomes."""
    for a in STEPS:
        q = finish(p, float(a), 0.0)
        if np.mean((level(q, 0.1) <= y) & (y <= level(q, 0.9))) <= MOST_COVERED:
            return float(a)
    return float(STEPS[-1])


def best_single(bench: Bench, within: np.ndarray, seed: int) -> Choice:
    """For ``--nested``: the single exponent with the least inner CRPS for either kind, from all that are tried."""
    found = []
    for kind in range(2):
        at = within[bench.many[within] == kind]
        scores = {}
        for each in bench.exponents:
            p = raw(bench, within, ((each,), (each,)), seed, 5)[at]
            scores[each] = crps(p, bench.y[at]).mean()
        found.append((min(scores, key=scores.__getitem__),))
    return found[0], found[1]


def cross_validated(bench: Bench, seed: int, nested: bool = False) -> tuple[Array, Array]:
    """Out-of-fold distributions of the whole recipe, before and after sharpening; each fold finds its own a."""
    everything = np.arange(len(bench.cases))
    fold = folds(bench.cases, seed)
    p, q = np.zeros((len(everything), 101)), np.zeros((len(everything), 101))
    for number in range(10):
        train, test = everything[fold != number], everything[fold == number]
        exponents = best_single(bench, train, seed + INNER) if nested else EXPONENTS
        a = sharpening(raw(bench, train, exponents, seed + INNER)[train], bench.y[train])
        for kind, wanted in enumerate(exponents):
            at = test[bench.many[test] == kind]
            if at.size:
                p[at] = bench.pooled(at, bench.fit(train, kind, wanted))
                q[at] = finish(p[at], a, bench.leak)
    return p, q


def line(name: str, p: Array, bench: Bench) -> str:
    y, q50, low, high = bench.y, level(p, 0.5), level(p, 0.1), level(p, 0.9)
    start, end = shortest(p)
    score = crps(p, y)
    ends = clustered(score, bench.cases)
    return (
        f"{name:<28} CRPS {score.mean():.3f} [{ends[0]:.2f}, {ends[1]:.2f}] two {score[bench.many == 0].mean():.2f} "
        f"many {score[bench.many == 1].mean():.2f} MAE {np.abs(q50 - y).mean():.2f} "
        f"within 10 {np.mean(np.abs(q50 - y) <= 10):.3f} coverage {np.mean((low <= y) & (y <= high)):.3f} "
        f"width {np.mean(high - low):.1f} PIT {randomised(p, y).mean():.3f} "
        f"shortest {np.mean((start <= y) & (y <= end)):.3f} at {np.mean(end - start):.1f}"
    )


def written(kinds: tuple[Kind, Kind], a: float, leak: float) -> str:
    """``fitted.py`` with these numbers."""
    head = TARGET.read_text(encoding="utf-8").split("NORMAL_SD =")[0]

    def table(rows: tuple[tuple[float, ...], ...]) -> str:
        return "(" + " ".join("(" + ", ".join(f"{value:.6f}" for value in row) + ")," for row in rows) + ")"

    body = "".join(f"    Kind({kind.exponents}, {table(kind.mixture)}, {table(kind.choice)}),\n" for kind in kinds)
    return (
        f"{head}NORMAL_SD = {fitted.NORMAL_SD}\nMIDDLE_SD = {fitted.MIDDLE_SD}\n"
        f"#: a of F^a/(F^a + (1-F)^a), and the share spread over the whole scale.\n"
        f"SHARPENING = {a}\nLEAK = {leak:.6f}\n"
        f"#: Issues with two camps or fewer, and with more.\nFITTED = (\n{body})\n"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, cross-validate, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--seeds", type=int, nargs="*", default=[7])
    parser.add_argument("--nested", action="store_true")
    options = parser.parse_args(arguments)
    bench = Bench(read(options.dev))
    everything = np.arange(len(bench.cases))
    kinds = tuple(bench.fit(everything, kind, EXPONENTS[kind]) for kind in range(2))
    a = sharpening(raw(bench, everything, EXPONENTS, 7), bench.y)
    text = written((kinds[0], kinds[1]), a, bench.leak)
    sys.stdout.write(text.split("NORMAL_SD =")[1] + "\n")
    if options.write:
        TARGET.write_text(text, encoding="utf-8")
    for seed in options.seeds:
        p, q = cross_validated(bench, seed)
        print(line(f"seed {seed}, before sharpening", p, bench), flush=True)
        print(line(f"seed {seed}, as shipped", q, bench), flush=True)
        if options.nested:
            print(
                line(f"seed {seed}, exponents nested", cross_validated(bench, seed, nested=True)[1], bench), flush=True
            )


if __name__ == "__main__":
    main()
