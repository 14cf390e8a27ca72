"""Exchanging positions across the issues of a table: the rows of EXCHANGES.csv and OUTCOMES.csv, and why in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from detente.binding.issue_tables import bind_rows
from detente.engines.bargaining.exchange import Cutback, exchange
from detente.engines.bargaining.issue import Issue
from detente.explain.exchange import explain
from detente.explain.sentence import Sentence
from detente.kernel.csv_text import csv_table
from detente.kernel.errors import Problem, fail
from detente.workbench.bargaining import read_issue_table

EXCHANGE_COLUMNS = ("round", "step", "gain", "i", "i_supplies", "i_from", "i_to", "i_wants", "j", "j_supplies", "j_from",
                    "j_to", "j_wants", "recalculated", "cut_back")  # fmt: skip
OUTCOME_COLUMNS = ("round", "issue", "before", "after")

Row = dict[str, Any]


@dataclass(frozen=True)
class Exchanges:
    """Rows by column; positions and outcomes on the issue's own scale, gains on 0..100. ``warnings`` of the reader."""

    exchanges: tuple[Row, ...]
    outcomes: tuple[Row, ...]
    sentences: tuple[Sentence, ...]
    warnings: tuple[Problem, ...] = ()

    def exchanges_csv(self) -> str:
        """The text of EXCHANGES.csv, numbers in full precision."""
        return csv_table(EXCHANGE_COLUMNS, self.exchanges)

    def outcomes_csv(self) -> str:
        """The text of OUTCOMES.csv."""
        return csv_table(OUTCOME_COLUMNS, self.outcomes)


def run_exchanges(issues: Iterable[Issue], cutback: Cutback = "partner", rounds: int = 1) -> Exchanges:
    """Exchange positions on issues that are at hand. Raises DetenteError (option-invalid) for a bad option."""
    try:
        result = exchange(tuple(issues), cutback, rounds)
    except ValueError as error:
        raise fail("option-invalid", str(error)) from None
    plain = [f.name for f in fields(result.outcomes[0])] if result.outcomes else []
    return Exchanges(
        tuple({column: getattr(step, column) for column in EXCHANGE_COLUMNS} for step in result.steps),
        tuple({column: getattr(each, column) for column in plain} for each in result.outcomes),
        explain(result),
    )


def exchange_table(
    path: Path, *, cutback: Cutback = "partner", rounds: int = 1, missing: Literal["impute", "error"] = "impute",
    salience_scale: int | None = None,
) -> Exchanges:  # fmt: skip
    """Exchange positions on the issues of ISSUES.csv. Raises DetenteError with every problem of the file."""
    rows, warnings, _ = read_issue_table(path, missing=missing, salience_scale=salience_scale)
    done = run_exchanges((bind_rows(each).issue for each in rows), cutback, rounds)
    return Exchanges(done.exchanges, done.outcomes, done.sentences, tuple(warnings))
