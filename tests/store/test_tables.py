"""CSV tables: the header must fit, each row keeps its line, and a cut table says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.store.tables import read_table, write_table

COLUMNS = ("id", "type", "summary")


def read(text: str):
    return read_table(text, COLUMNS, ("id", "summary"))


def test_columns_may_stand_in_any_order_and_private_ones_are_dropped() -> None:
    table = read("summary,x_mine,id\nwords,secret,a\n")
    assert table.rows == [{"summary": "words", "id": "a"}]
    assert table.faults == []


@pytest.mark.parametrize(
    ("header", "message"),
    [("id,type", "the header lacks the columns 'summary'"), ("id,summary,colour", "the header has unknown columns 'colour'"),
     ("id,summary,id", "the header repeats the columns 'id'"), ("Id,Summary", "the header has unknown columns 'Id', 'Summary'"), ("id;type;summary", "the header has unknown columns 'id;type;summary'")],
)  # fmt: skip
def test_a_header_that_does_not_fit_is_told_on_line_1_and_no_row_is_read(header: str, message: str) -> None:
    table = read(f"{header}\na,b,c\n")
    assert table.rows == []
    assert table.faults[0] == (1, "csv-header", message)


def test_short_and_long_rows_are_told_with_their_line_and_the_others_are_read() -> None:
    table = read("id,type,summary\na,b,c\nshort\nd,e,f\nx,y,z,long\n")
    assert [row["id"] for row in table.rows] == ["a", "d"]
    assert table.faults == [
        (3, "csv-row", "the row has 1 cells, the header 3"),
        (5, "csv-row", "the row has 4 cells, the header 3"),
    ]


def test_a_row_after_a_cell_with_line_breaks_has_the_line_on_which_it_begins() -> None:
    table = read('id,type,summary\na,b,"one\ntwo\nthree"\nc,d,e\n')
    assert table.lines == [2, 5]
    assert table.rows[0]["summary"] == "one\ntwo\nthree"


def test_empty_lines_are_passed_over() -> None:
    table = read("id,type,summary\n\na,b,c\n\n")
    assert (table.rows, table.lines, table.faults) == ([{"id": "a", "type": "b", "summary": "c"}], [3], [])


def test_a_quotation_that_is_never_closed_is_a_table_that_breaks_off() -> None:
    table = read('id,type,summary\na,b,c\nd,e,"half\n')
    assert [row["id"] for row in table.rows] == ["a"]
    ((line, slug, message),) = table.faults
    assert slug == "file-cut-off"
    assert line in (3, 4)
    assert message == "the table breaks off: unexpected end of data"


def test_a_stray_quotation_mark_is_told() -> None:
    ((_, slug, message),) = read('id,type,summary\na,"b"x,c\n').faults
    assert slug == "csv-row"
    assert "expected after" in message


def test_an_empty_text_has_no_header() -> None:
    assert read("").faults == [(1, "file-empty", "the table has no header")]


CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=20)


@given(st.lists(st.fixed_dictionaries({"id": CELLS.filter(bool), "type": CELLS, "summary": CELLS}), max_size=6))
def test_a_table_that_was_written_reads_back_as_it_was(rows: list[dict[str, str]]) -> None:
    table = read(write_table(COLUMNS, rows))
    assert table.faults == []
    assert table.rows == rows


@given(st.text(max_size=80))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    table = read("id,type,summary\n" + text)
    assert len(table.rows) == len(table.lines)
    assert table.lines == sorted(table.lines)
