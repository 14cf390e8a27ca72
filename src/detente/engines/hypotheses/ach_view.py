"""The score of an Analysis of Competing Hypotheses, for comparison with a file made elsewhere; never an answer."""

from math import sqrt

import numpy as np

from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.table import Table

WARNING = "inconsistency counting ignores how strongly evidence separates hypotheses; it is shown for comparison only"


def scores(table: Table) -> Array:
    """Weighted inconsistency of each hypothesis: -2 where the observed is improbable (below .20), -1 below .45, else 0.

    The weights of credibility are those of PARC ACH 1.1 (sqrt 2, 1, 1/sqrt 2); the cut-offs on the accuracy are ours.
    """
    total = np.zeros(len(table.names))
    for item, report, row in zip(table.items, table.reports, table.likelihood, strict=True):
        observed = row if item.observed else 1 - row
        base = np.where(observed < 0.20, -2.0, np.where(observed < 0.45, -1.0, 0.0))
        accuracy = (report.hit + 1 - report.false_alarm) / 2
        total += base * (sqrt(2) if accuracy >= 0.93 else 1.0 if accuracy >= 0.80 else 1 / sqrt(2))
    return total
