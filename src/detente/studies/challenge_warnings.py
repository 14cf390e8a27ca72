"""When a path of the challenge model should not be relied on: an unstable median, no rest, a knife edge."""

from dataclasses import dataclass, replace

import numpy as np

from detente.engines.bargaining.challenge import Path
from detente.engines.bargaining.inputs import Array, Cells
from detente.engines.bargaining.issue import Issue
from detente.studies.challenge_ensemble import ChallengeEnsemble, challenge_ensemble

#: The share of the initial range R that the last median may spread over, or move in the last round.
SPREAD, LAST_STEP = 0.20, 0.02
#: The internal check: draws, and the share by which capability and salience vary.
CHECK_DRAWS, CHECK_SHARE = 200, 0.05
#: The knife-edge check: repeats, relative change of c and s, and the share of R that counts as another place.
REPEATS, NUDGE, APART = 8, 1e-12, 1e-6


@dataclass(frozen=True)
class Caution:
    """One warning: its slug, what is the matter, and the first round that it concerns."""

    slug: str
    message: str
    round: int


def challenge_warnings(
    issue: Issue, path: Path, runs: ChallengeEnsemble | None = None, *, seed: int = 0, stability: bool = True
) -> tuple[Caution, ...]:
    """The warnings ``unstable-median``, ``not-settled`` and ``knife-edge`` that apply to a path of the issue's modes.

    ``runs`` is the ensemble over the issue's own ranges; without one, 200 draws at +-5 % of capability and salience
    decide, unless ``stability`` is False. One actor, or all at one place, gives no warning.
    """
    if len(path.actors) < 2 or _reach(path) == 0:
        return ()
    if runs is None and stability:
        runs = challenge_ensemble(
            wobbly(issue, CHECK_SHARE), path.options, rounds=path.rounds, draws=CHECK_DRAWS, seed=seed
        )
    found = (unstable_median(path, runs), not_settled(path), knife_edge(issue, path, seed=seed))
    return tuple(each for each in found if each is not None)


def wobbly(issue: Issue, share: float) -> Issue:
    """The issue with capability and salience known to within that share of their modes (salience at most 1)."""
    s, c = issue.salience.mode, issue.capability.mode
    return replace(
        issue, position=Cells(*[issue.position.mode] * 3), salience=Cells(s * (1 - share), s, np.maximum(s, np.minimum(1.0, s * (1 + share)))),
        capability=Cells(c * (1 - share), c, c * (1 + share)),
    )  # fmt: skip


def _reach(path: Path) -> float:
    return float(path.positions[0].max() - path.positions[0].min())


def unstable_median(path: Path, runs: ChallengeEnsemble | None) -> Caution | None:
    """The last round's median spreads (5-95 %) over more than 20 % of the initial R."""
    if runs is None or not runs.median_spread > SPREAD * _reach(path):
        return None
    return Caution(
        "unstable-median",
        f"the median of round {path.rounds} spreads over {runs.median_spread / _reach(path):.0%} of the range of"
        f" positions (5-95 % of {runs.draws} draws); do not quote it",
        path.rounds,
    )


def not_settled(path: Path) -> Caution | None:
    """The median moved by more than 2 % of R in the last round."""
    if path.rounds == 0:
        return None
    step = abs(float(path.median[-1] - path.median[-2]))
    if not step > LAST_STEP * _reach(path):
        return None
    return Caution(
        "not-settled",
        f"the median still moved by {step / _reach(path):.0%} of the range of positions in round {path.rounds}",
        path.rounds,
    )


def knife_edge(issue: Issue, path: Path, *, seed: int = 0) -> Caution | None:
    """Eight repeats with c and s changed by 1e-12 of themselves move some position by more than 1e-6 R."""
    from detente.engines.bargaining.challenge_kernel import walk_many

    rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(REPEATS,)))
    x, s, c = (cells.mode for cells in (issue.position, issue.salience, issue.capability))
    walked = walk_many(x, _nudged(s, rng), _nudged(c, rng), path.options, path.rounds)
    off = (np.abs(walked - path.positions) > APART * _reach(path)).any(axis=(0, 2))
    if not off.any():
        return None
    first = int(off.argmax())
    return Caution("knife-edge", f"round {first} hinges on rounding: changing capability and salience by 1e-12 of"
                   " themselves gives another path from there on", first)  # fmt: skip


def _nudged(values: Array, rng: np.random.Generator) -> Array:
    return np.asarray(values * (1 + NUDGE * rng.choice([-1.0, 1.0], size=(REPEATS, values.size))))
