"""How well the crisis models fit and predict real threats: dyad-decades (sigInt) and cases (TIES).

    python benchmarks/accuracy_crisis.py FOLDER [--coefficients signalling_fit.csv]

FOLDER holds dyad_decades_1970_2000.csv and ties_before_1995.csv, which do not ship. The optional table has the coefficients
that the R package sigInt prints (column npl), in the order of the method.
"""

import argparse
import csv
import time
from pathlib import Path

import numpy as np

from detente.engines.crisis import threat_game
from detente.engines.crisis.dyads import COUNTS, COVARIATES, Dyads, dyads
from detente.engines.crisis.estimation import fit
from detente.engines.crisis.logit import chances, fit_several
from detente.engines.crisis.search import equilibria_of
from detente.engines.crisis.threats import COLUMNS, NARROW, features, predict, scores, succeeded
from detente.engines.crisis.threats import fit as fit_threats
from detente.engines.crisis.validation import log_likelihood, per_case

FITS = (("nested", 0.0), ("likelihood", 0.0), ("likelihood", 3.0), ("likelihood", 10.0), ("likelihood", 30.0))


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def game_chances(rows: Dyads, b: np.ndarray) -> np.ndarray:
    """SQ, CD, SF, BD at the equilibrium of the greatest resistance, and how many games have several."""
    solved = equilibria_of(rows.games(b))
    several = sum(len(found) > 1 for found in solved)
    if several:
        print(f"    {several} games with several equilibria")
    return np.array([(found[-1].SQ, found[-1].CD, found[-1].SF, found[-1].BD) for found in solved])


def given(p: np.ndarray) -> np.ndarray:
    return p[:, 1:] / p[:, 1:].sum(axis=1, keepdims=True)


def dyad_decades(path: Path, coefficients: Path | None) -> None:
    plain = read(path)
    columns = {name: np.array([float(row[name]) for row in plain]) for name in COVARIATES}
    rows = dyads(columns, np.array([[float(row[name]) for name in COUNTS] for row in plain]))
    fold = np.array([int(row["fold"]) for row in plain])
    counts, total = rows.counts, rows.counts.sum(axis=0)
    print(f"{len(plain)} dyad-decades, outcomes {total.astype(int).tolist()}; null {log_likelihood(np.tile(total / total.sum(), (len(plain), 1)), counts):.4f}")  # fmt: skip
    if coefficients is not None:
        b = np.array([float(row["npl"]) for row in read(coefficients)])
        print(f"  at the printed coefficients {log_likelihood(game_chances(rows, b), counts):.4f}")
    for estimator, penalty in FITS[:2]:
        started = time.process_time()
        done = fit(rows, estimator, penalty)
        took = time.process_time() - started
        far = (
            ""
            if coefficients is None
            else f", greatest difference from the printed coefficients {np.abs(done.coefficients - b).max():.1e}"
        )
        print(f"  {estimator}: in sample {log_likelihood(game_chances(rows, done.coefficients), counts):.4f}, {done.rounds} rounds, {took:.1f} s of processor time{far}")  # fmt: skip
    print("out of sample, ten folds by dyad: total, and a case given a challenge")
    folds = [(fold != k, fold == k) for k in np.unique(fold)]
    p = np.zeros((len(plain), 4))
    for known, asked in folds:
        p[asked] = counts[known].sum(axis=0) / counts[known].sum()
    print(f"  null                   {log_likelihood(p, counts):.2f}  {per_case(given(p), counts[:, 1:]):.4f}")
    x = rows.covariates()
    for penalty in (0.0, 1.0, 3.0, 10.0, 30.0):
        q = np.zeros((len(plain), 3))
        for known, asked in folds:
            z = (x - x[known].mean(axis=0)) / x[known].std(axis=0)
            p[asked] = chances(fit_several(z[known], counts[known], penalty), z[asked])
            q[asked] = chances(fit_several(z[known], counts[known][:, 1:], penalty), z[asked])
        print(f"  logit, penalty {penalty:<7g} {log_likelihood(p, counts):.2f}  {per_case(q, counts[:, 1:]):.4f}")
    for estimator, penalty in FITS:
        for known, asked in folds:
            done = fit(rows.rows(known), estimator, penalty)
            p[asked] = game_chances(rows.rows(asked), done.coefficients)
        print(f"  {estimator}, penalty {penalty:<5g} {log_likelihood(p, counts):.2f}  {per_case(given(p), counts[:, 1:]):.4f}", flush=True)  # fmt: skip


def threats(path: Path) -> None:
    plain = read(path)
    wanted = (*COLUMNS, "threat", "finaloutcome", "startyear", "targetstate")
    columns = {name: np.array([float(row[name] or "nan") for row in plain]) for name in wanted}
    success = succeeded(columns["finaloutcome"])
    use = (columns["threat"] == 1) & ~np.isnan(success)
    y, outcome = success[use], columns["finaloutcome"][use]
    print(f"{len(plain)} cases, {int((columns['threat'] == 1).sum())} threats, {len(y)} with an outcome: success {y.mean():.1%}, narrow {succeeded(columns['finaloutcome'], NARROW)[use].mean():.1%}")  # fmt: skip
    for name in ("scommit", "bspecif", "anticipatedtargetcosts", "institution"):
        cell = columns[name][use]
        values = np.unique(cell[~np.isnan(cell)])
        print(
            f"  {name}: " + ", ".join(f"{v:g} {y[cell == v].mean():.1%} (n {int((cell == v).sum())})" for v in values)
        )
    x = features({name: columns[name][use] for name in COLUMNS})
    base = np.full(len(y), y.mean())
    print(f"  base rate: Brier {np.mean((base - y) ** 2):.4f}, log-loss {scores(base, y, y.mean()).log_loss:.4f}")
    targets, place = np.unique(columns["targetstate"][use], return_inverse=True)
    for seed in (None, 0, 1, 2, 3, 4):
        fold = (balanced(place) if seed is None else np.random.default_rng(seed).permutation(len(targets)) % 10)[place]
        p, rival = np.zeros(len(y)), np.zeros(len(y))
        for k in range(10):
            known, asked = fold != k, fold == k
            p[asked] = predict(fit_threats(x[known], y[known]), x[asked])
            rival[asked] = threat_game.predict(threat_game.fit(x[known], outcome[known], y[known]), x[asked])
        found, game = scores(p, y, y.mean()), scores(rival, y, y.mean())
        label = "balanced folds by target" if seed is None else f"folds by target, seed {seed}"
        print(f"  {label}: AUC {found.auc:.4f}, Brier {found.brier:.4f}, log-loss {found.log_loss:.4f}; game {game.auc:.4f}, {game.brier:.4f}, {game.log_loss:.4f}")  # fmt: skip
    year = columns["startyear"][use]
    for cut in (1980, 1985, 1990):
        known = year < cut
        found = scores(predict(fit_threats(x[known], y[known]), x[~known]), y[~known], y[known].mean())
        rival = threat_game.predict(threat_game.fit(x[known], outcome[known], y[known]), x[~known])
        game = scores(rival, y[~known], y[known].mean())
        print(f"  fitted before {cut}: AUC {found.auc:.4f}, Brier {found.brier:.4f} against {found.base_brier:.4f}, log-loss {found.log_loss:.4f}, n {int((~known).sum())}; game {game.auc:.4f}, {game.brier:.4f}, {game.log_loss:.4f}")  # fmt: skip


def balanced(place: np.ndarray) -> np.ndarray:
    """A fold for each target: the target with most cases first, each to the fold that has fewest."""
    size = np.bincount(place)
    load, fold = np.zeros(10), np.zeros(len(size), int)
    for target in np.argsort(size)[::-1]:
        fold[target] = load.argmin()
        load[fold[target]] += size[target]
    return fold


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--coefficients", type=Path)
    given_by_user = parser.parse_args()
    threats(given_by_user.folder / "ties_before_1995.csv")
    dyad_decades(given_by_user.folder / "dyad_decades_1970_2000.csv", given_by_user.coefficients)
