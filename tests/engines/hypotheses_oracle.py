"""The definitions, slow and obvious: every truth of every fact enumerated, every integral by adaptive quadrature.

Nothing here is shared with the engine but the numbers of a table.
"""

import itertools
import math
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Any

from scipy.integrate import quad

NORMAL = NormalDist()


@dataclass(frozen=True)
class Fact:
    """One item: cells (one number for each hypothesis), hits, false alarms, whether seen, and its group."""

    name: str
    cells: tuple[float, ...]
    hit: float
    false_alarm: float
    seen: bool
    group: str | None = None


@dataclass(frozen=True)
class Slow:
    """A question of single numbers, with the rho of every group."""

    prior: tuple[float, ...]
    facts: tuple[Fact, ...]
    rho: dict[str, float]

    def weights(self, truth_of: tuple[str, bool] | None = None) -> list[float]:
        """Prior times P(reports | H); with ``truth_of`` only the worlds in which that fact is true (or false)."""
        units: dict[str, list[Fact]] = {}
        for fact in self.facts:
            units.setdefault(fact.group or f"alone {fact.name}", []).append(fact)
        found = []
        for h, prior in enumerate(self.prior):
            weight = prior
            for name, members in units.items():
                weight *= self._unit(members, h, self.rho.get(name, 0.0), truth_of)
            found.append(weight)
        return found

    def posterior(self) -> list[float]:
        weights = self.weights()
        return [each / sum(weights) for each in weights]

    def without(self, name: str) -> "Slow":
        return replace(self, facts=tuple(fact for fact in self.facts if fact.name != name))

    def changed(self, name: str, h: int, cell: float) -> "Slow":
        """The question with one cell replaced."""
        facts = tuple(
            replace(fact, cells=tuple(cell if k == h else old for k, old in enumerate(fact.cells)))
            if fact.name == name
            else fact
            for fact in self.facts
        )
        return replace(self, facts=facts)

    def biased(self, h: int, db: float) -> "Slow":
        """Every probability of what was observed under h multiplied by 10^(-db/10)."""
        factor, question = 10 ** (-db / 10), self
        for fact in self.facts:
            cell = fact.cells[h] * factor if fact.seen else 1 - (1 - fact.cells[h]) * factor
            question = question.changed(fact.name, h, cell)
        return question

    def _unit(self, members: list[Fact], h: int, rho: float, truth_of: tuple[str, bool] | None) -> float:
        total = 0.0
        for truths in itertools.product((True, False), repeat=len(members)):
            named = dict(zip((fact.name for fact in members), truths, strict=True))
            if truth_of is not None and truth_of[0] in named and named[truth_of[0]] != truth_of[1]:
                continue
            chance = joint(tuple(fact.cells[h] for fact in members), truths, rho)
            for fact, true in zip(members, truths, strict=True):
                reported = fact.hit if true else fact.false_alarm
                chance *= reported if fact.seen else 1 - reported
            total += chance
        return total


def joint(cells: tuple[float, ...], truths: tuple[bool, ...], rho: float) -> float:
    """P(exactly these facts are true) under the one-factor Gaussian copula."""
    if rho == 0 or len(cells) == 1:
        return math.prod(cell if true else 1 - cell for cell, true in zip(cells, truths, strict=True))
    if rho == 1:  # fact i is true iff u < cell i
        low = max((cell for cell, true in zip(cells, truths, strict=True) if not true), default=0.0)
        high = min((cell for cell, true in zip(cells, truths, strict=True) if true), default=1.0)
        return max(0.0, high - low)

    def integrand(z: float) -> float:
        product = NORMAL.pdf(z)
        for cell, true in zip(cells, truths, strict=True):
            q = NORMAL.cdf((NORMAL.inv_cdf(cell) - math.sqrt(rho) * z) / math.sqrt(1 - rho))
            product *= q if true else 1 - q
        return product

    return float(quad(integrand, -9, 9, epsabs=1e-12, epsrel=1e-11, limit=200)[0])


def as_data(slow: Slow) -> dict[str, Any]:
    """The same question for the engine."""
    names = [f"H{h}" for h in range(len(slow.prior))]
    return {
        "id": "slow",
        "hypotheses": [{"id": name, "prior": p} for name, p in zip(names, slow.prior, strict=True)],
        "groups": {name: {"rho": rho} for name, rho in slow.rho.items()},
        "evidence": [
            {"id": fact.name, "hit": fact.hit, "false_alarm": fact.false_alarm, "observed": fact.seen,
             **({"group": fact.group} if fact.group else {}), "likelihood": dict(zip(names, fact.cells, strict=True))}
            for fact in slow.facts
        ],
    }  # fmt: skip
