"""The tables: nine CSV files that read back, and no cell that a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_exports_evidence import small_dossier

from detente.dossier.dossier import Dossier
from detente.kernel.csv_text import cell
from detente.reports.exports.tables import tables

NAMES = ["events.csv", "claims.csv", "positions.csv", "actors.csv", "issues.csv", "sources.csv", "numbers.csv",
         "agreements.csv", "disagreements.csv"]  # fmt: skip


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_there_are_nine_tables() -> None:
    assert list(tables(small_dossier())) == NAMES


def test_an_empty_dossier_gives_headers_only() -> None:
    assert all(text.count("\n") == 1 for text in tables(Dossier(small_dossier().dossier)).values())


@pytest.mark.parametrize("name", NAMES)
def test_lines_end_with_a_line_feed_and_every_row_is_as_long_as_the_header(name: str) -> None:
    text = tables(small_dossier())[name]
    assert text.endswith("\n")
    assert "\r" not in text
    assert len({len(row) for row in csv.reader(io.StringIO(text, newline=""))}) == 1


def test_lists_are_joined_by_semicolons_and_a_semicolon_in_an_item_becomes_a_comma() -> None:
    found = tables(small_dossier())
    assert rows(found["events.csv"])[0]["claims"] == "lend;lent"
    assert rows(found["events.csv"])[0]["documents"] == "boats-2020;paper-2020"
    assert rows(found["actors.csv"])[0]["aliases"] == "the North, upper"


def test_undecided_claims_are_in_no_table() -> None:
    assert [row["id"] for row in rows(tables(small_dossier())["claims.csv"])][-1] == "counsel"


def test_an_open_role_and_a_position_are_written_out() -> None:
    found = tables(small_dossier())
    assert rows(found["actors.csv"])[3]["roles"] == "harbour master [2019-01-01/..]"
    position = rows(found["positions.csv"])[0]
    assert [position[f"influence_{part}"] for part in ("low", "mode", "high", "claims")] == [
        "30.5",
        "40.5",
        "50.5",
        "lend",
    ]


def test_a_disagreement_has_one_row_a_view() -> None:
    assert [row["view_number"] for row in rows(tables(small_dossier())["disagreements.csv"])] == ["1", "2"]


def test_a_text_that_looks_like_a_formula_gets_an_apostrophe() -> None:
    says = {row["id"]: row["says"] for row in rows(tables(small_dossier())["claims.csv"])}
    assert says["fear"] == "'=SUM(A1) is no formula here"


@pytest.mark.parametrize(("value", "text"), [(-3.5, "-3.5"), (-2, "-2"), ("-2", "'-2"), ("@a", "'@a"), ("\tx", "'\tx"),
                                             (["+1", "2"], "'+1;2"), (None, ""), (True, "true"), (4.2e9, "4200000000")])  # fmt: skip
def test_numbers_stay_numbers_and_text_stays_text(value: object, text: str) -> None:
    assert cell(value) == text


@given(st.text())
def test_no_cell_of_text_begins_like_a_formula_and_every_cell_reads_back(text: str) -> None:
    written = cell(text)
    assert not written.startswith(("=", "+", "-", "@", "\t"))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([written, "x"])
    assert next(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [written, "x"]
