"""The signalling game with payoffs linear in covariates, on counts of outcomes (Crisman-Cox & Gibilisco 2018, 2021)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from detente.engines.crisis.game import Game
from detente.engines.crisis.reply import Floats

#: Payoff -> covariates, in the order of the coefficients. "one" is the constant, "sqrt(x)" a root. VB = 0.
UTILITIES: dict[str, tuple[str, ...]] = {
    "S": ("sqrt(senderecondep)", "senderdemocracy", "contig", "ally"),
    "V": ("one", "anticipatedsendercosts"),
    "C": ("one", "sqrt(targetecondep)", "anticipatedtargetcosts", "contig", "ally"),
    "WA": ("one", "sqrt(senderecondep)", "senderdemocracy", "lncaprat"),
    "WB": ("one", "targetdemocracy", "lncaprat"),
    "a": ("one", "senderdemocracy"),
}
#: The columns of a table that the payoffs need.
COVARIATES = (
    "senderecondep", "senderdemocracy", "contig", "ally", "anticipatedsendercosts", "anticipatedtargetcosts", "targetecondep",
    "lncaprat", "targetdemocracy",
)  # fmt: skip
#: The columns that count the outcomes, in the order SQ, CD, SF, BD.
COUNTS = ("sq", "cd", "sf", "bd")
NAMES = tuple(f"{payoff}:{covariate}" for payoff, each in UTILITIES.items() for covariate in each)


@dataclass(frozen=True)
class Dyads:
    """Rows of dyads: one design matrix for each payoff (rows, covariates), and the counts (rows, 4) of SQ, CD, SF, BD.

    ``fixed`` is added to a payoff of every row. Rows ``given_challenge`` are known only once challenged: their first count is
    then minus the number of cases, and stands for the log of P(challenge), by which the other outcomes are divided.
    """

    designs: Mapping[str, Floats]
    counts: Floats
    fixed: Mapping[str, float] = field(default_factory=dict)
    given_challenge: bool = False

    def payoffs(self, coefficients: Floats) -> Floats:
        """(7, rows): S, V, C, WA, WB, a, VB of every row."""
        rows, at = [], 0
        for payoff, design in self.designs.items():
            rows.append(design @ coefficients[at : at + design.shape[1]] + self.fixed.get(payoff, 0.0))
            at += design.shape[1]
        return np.stack([*rows, np.zeros(len(self.counts))])

    def games(self, coefficients: Floats) -> list[Game]:
        """The game of every row."""
        return [Game(*map(float, each)) for each in self.payoffs(coefficients).T]

    def rows(self, which: Floats) -> "Dyads":
        """Some of the rows."""
        designs = {payoff: each[which] for payoff, each in self.designs.items()}
        return replace(self, designs=designs, counts=self.counts[which])

    def covariates(self) -> Floats:
        """(rows, distinct covariates) without the constant, for a model without the game."""
        found: dict[str, Floats] = {}
        for payoff, names in UTILITIES.items():
            for k, name in enumerate(names):
                if name != "one":
                    found.setdefault(name, self.designs[payoff][:, k])
        return np.column_stack(list(found.values()))


def dyads(columns: Mapping[str, Floats], counts: Floats) -> Dyads:
    """Rows from columns of covariates (each (rows,)) and counts (rows, 4)."""
    return Dyads({payoff: np.column_stack([_column(columns, name) for name in names]) for payoff, names in UTILITIES.items()}, counts)  # fmt: skip


def _column(columns: Mapping[str, Floats], name: str) -> Floats:
    if name == "one":
        return np.ones(len(next(iter(columns.values()))))
    if name.startswith("sqrt("):
        return np.sqrt(columns[name[5:-1]])
    return columns[name]


def named(coefficients: Sequence[float] | Floats) -> dict[str, float]:
    """Coefficients by name."""
    return {name: float(value) for name, value in zip(NAMES, coefficients, strict=True)}
