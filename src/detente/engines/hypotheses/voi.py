"""What an observation that could still be made is worth (section 8)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.posterior import entropy, ranking
from detente.engines.hypotheses.question import Candidate


@dataclass(frozen=True)
class Worth:
    """Expected information, chance that the leader changes, expected gain in P(correct); outcome -> (p, posterior)."""

    observation: str
    eig_bits: float
    p_leader_changes: float
    gain_p_correct: float
    outcomes: Mapping[str, tuple[float, Array | None]]


def worth(candidate: Candidate, p: Array) -> Worth:
    """The worth of one observation at the posterior ``p``; an impossible outcome has no posterior."""
    leader = ranking(p)[0]
    outcomes: dict[str, tuple[float, Array | None]] = {}
    expected = changes = correct = 0.0
    for name, row in candidate.outcomes.items():
        weights = p * np.array(row)
        chance = float(weights.sum())
        after = weights / chance if chance > 0 else None
        outcomes[name] = (chance, after)
        if after is not None:
            expected += chance * entropy(after)
            correct += chance * float(after.max())
            changes += chance if ranking(after)[0] != leader else 0.0
    return Worth(candidate.id, entropy(p) - expected, changes, correct - float(p.max()), outcomes)
