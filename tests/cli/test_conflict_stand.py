"""``detente conflict DOSSIER``: the table of readings, the account of one, and the states as a table."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.cli.conflict import conflict
from detente.kernel.errors import DetenteError


def test_without_a_name_every_reading_of_every_conflict_is_listed():
    """One row a reading; the verdict comes with the share of states."""
    ran = CliRunner().invoke(conflict, ["us-mexico", "--format", "json"])
    assert ran.exit_code == 0, ran.output
    rows = json.loads(ran.stdout)
    assert {"tariff-threat", "mpp"} <= {row["conflict"] for row in rows}
    assert all(row["seq"].split()[0] in ("yes", "no") and "/" in row["seq"] for row in rows)


def test_the_account_of_one_reading_has_notes_and_a_table(tmp_path: Path):
    """And the states go to a file when asked."""
    out = tmp_path / "states.csv"
    words = [
        "us-mexico",
        "tariff-threat",
        "--profile",
        "bluffing",
        "--draws",
        "50",
        "--format",
        "table",
        "--states",
        str(out),
    ]
    ran = CliRunner().invoke(conflict, words)
    assert ran.exit_code == 0, ran.output
    assert "What happened, state 24" in ran.stdout
    assert "  [1] " in ran.stdout
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
    assert len(rows) == 2 * 48
    assert {row["label"] for row in rows} <= {"no_improvement", "credible", "incredible", "unsanctioned"}


def test_an_unknown_conflict_is_told_with_the_known_ones():
    """Never a traceback."""
    with pytest.raises(DetenteError, match="no conflict 'tariff'"):
        CliRunner().invoke(conflict, ["us-mexico", "tariff"], catch_exceptions=False)
