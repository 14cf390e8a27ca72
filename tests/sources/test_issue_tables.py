"""Tables of issues: what is read, what is filled in, and every refusal with its line and column."""

import time
from typing import Any

import numpy as np
import pytest

from detente.binding.issue_tables import bind_rows
from detente.sources.issue_tables import IssueRows, read_issues

HEAD = "issue,actor,position,salience,capability"


def table(*rows: str, head: str = HEAD, **options: Any) -> tuple[IssueRows, ...]:
    """The issues of a good table."""
    issues, problems, _ = read_issues("\n".join((head, *rows)) + "\n", "F.csv", **options)
    assert problems == ()
    return issues


def refused(text: str | bytes, **options: Any) -> list[str]:
    """The lines that the door prints for a bad table."""
    issues, problems, notes = read_issues(text, "F.csv", **options)
    assert (issues, notes) == ((), ())
    return [str(problem) for problem in problems]


# --- reading ----------------------------------------------------------------------------------------------------------


def test_issues_keep_the_order_of_their_first_rows_and_actors_that_of_the_file() -> None:
    b, a = table("b,x,1,50,1", "a,y,2,50,1", "b,w,3,100,2")
    assert (b.name, b.actors, b.line, a.name, a.actors, a.line) == ("b", ("x", "w"), 2, "a", ("y",), 3)
    assert b.position[1].tolist() == [1, 3]
    assert b.salience[1].tolist() == [0.5, 1.0]
    assert (b.low, b.high, b.reference, b.dossier) == (0, 100, None, None)


def test_columns_of_the_issue_and_ranges_are_read() -> None:
    (one,) = table("i,a,5,40,1,4,10,4,d,4.5,7,30,60", "i,b,6,50,1,,,,,,,,",
                   head=HEAD + ",scale_min,scale_max,reference_point,dossier,position_low,position_high,salience_low,salience_high")  # fmt: skip
    assert (one.low, one.high, one.reference, one.dossier) == (4, 10, 4, "d")
    assert one.position.T.tolist() == [[4.5, 5, 7], [6, 6, 6]]
    assert pytest.approx(np.array([[0.3, 0.4, 0.6], [0.5, 0.5, 0.5]])) == one.salience.T


def test_a_byte_order_mark_blank_lines_quotes_and_line_ends_of_any_kind_do_no_harm() -> None:
    text = f'\ufeff{HEAD}\r\n\r\n"i, one",a,1,1,1\r\n"i, one",b,2,1,1'
    issues, problems, _ = read_issues(text.encode(), "F.csv")
    assert problems == ()
    assert (issues[0].name, issues[0].actors, issues[0].line) == ("i, one", ("a", "b"), 3)


def test_other_columns_are_carried_and_never_read() -> None:
    plain = table("i,a,1,50,1", "i,b,2,50,1")
    other = table("i,a,1,50,1,nan", "i,b,2,50,1,", head=HEAD + ",outcome")
    assert str(plain) == str(other)


@pytest.mark.parametrize(("largest", "scale", "read"), [("1", None, 0.5), ("50", None, 0.005), ("1", 100, 0.005), ("1", 1, 0.5)])  # fmt: skip
def test_salience_is_read_on_one_scale_for_the_whole_file(largest: str, scale: int | None, read: float) -> None:
    one, _ = table("i,a,1,0.5,1", f"j,a,1,{largest},1", salience_scale=scale)
    assert one.salience[1].tolist() == [read]


def test_a_file_that_looks_like_a_mixture_of_both_scales_is_warned_about() -> None:
    _, _, notes = read_issues(f"{HEAD}\ni,a,1,0.5,1\nj,a,1,60,1\n", "F.csv")
    assert [note.slug for note in notes] == ["salience-scale"]
    assert "1 of 2 lie between 0 and 1" in notes[0].message


# --- gaps -------------------------------------------------------------------------------------------------------------


def test_an_actor_without_a_position_is_left_out_of_the_issue() -> None:
    (one,) = table("i,a,,50,1", "i,b,2,50,1")
    assert (one.actors, one.left_out, one.filled) == (("b",), ("a",), ())


def test_a_missing_salience_is_the_median_of_the_others_on_the_issue_and_a_half_if_there_are_none() -> None:
    one, two = table("i,a,1,,1", "i,b,2,20,1", "i,c,2,80,1", "i,d,2,90,1", "j,a,1,,1")
    assert one.salience[:, 0].tolist() == [0.8] * 3
    assert [(f.actor, f.field, f.value, f.pool.tolist()) for f in one.filled] == [
        ("a", "salience", 0.8, [0.2, 0.8, 0.9])
    ]
    assert (two.salience[1].tolist(), two.filled[0].pool.tolist()) == ([0.5], [])


def test_a_missing_capability_comes_from_the_actor_elsewhere_then_from_the_issue_then_is_1() -> None:
    one, _, _, alone = table("i,a,1,50,", "i,b,1,50,7", "i,new,1,50,", "j,a,1,50,2", "k,a,1,50,4", "l,none,1,50,")
    assert one.capability[1].tolist() == [3, 7, 7]
    assert [(f.actor, f.pool.tolist()) for f in one.filled] == [("a", [2, 4]), ("new", [7])]
    assert alone.capability[1].tolist() == [1]


def test_a_range_beside_an_empty_mode_is_not_used_and_that_is_told() -> None:
    (one,) = table("i,a,1,,1,10,20", "i,b,2,60,1,,", head=HEAD + ",salience_low,salience_high")
    assert one.salience[:, 0].tolist() == [0.6] * 3
    assert one.ignored == (("a", "salience"),)


def test_an_issue_without_any_position_stays_as_an_issue_without_actors() -> None:
    one, two = table("i,a,,50,1", "j,a,3,50,1")
    assert (one.actors, one.position.shape, two.actors) == ((), (3, 0), ("a",))
    assert bind_rows(one).issue.actors == ()


def test_each_gap_can_be_a_problem_instead() -> None:
    assert refused(f"{HEAD}\ni,a,,50,\ni,b,1,,2\n", missing="error") == [
        "F.csv:2: position: the cell is empty; fill it, or use --missing impute. [table-blank]",
        "F.csv:2: capability: the cell is empty; fill it, or use --missing impute. [table-blank]",
        "F.csv:3: salience: the cell is empty; fill it, or use --missing impute. [table-blank]",
    ]


def test_the_bound_issue_names_filled_cells_and_their_pools() -> None:
    bound = bind_rows(table("i,a,1,,1", "i,b,2,20,3")[0])
    assert bound.issue.imputed == (("a", "salience"),)
    assert bound.pools["a", "salience"].tolist() == [0.2]
    assert bound.issue.weight.tolist() == pytest.approx([0.2, 0.6])


# --- refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("i,a,abc,50,1", "F.csv:2: position: 'abc' is not a number; "),
        ("i,a,1_0,50,1", "F.csv:2: position: '1_0' is not a number; "),
        ("i,a,1,nan,1", "F.csv:2: salience: 'nan' is not a finite number; "),
        ("i,a,1,50,-inf", "F.csv:2: capability: '-inf' is not a finite number; "),
        ("i,a,1,-5,1", "F.csv:2: salience: -5 is negative; "),
        ("i,a,1,101,1", "F.csv:2: salience: 101 is above 100; "),
        ("i,a,1,50,-2", "F.csv:2: capability: -2 is negative; "),
        ("i,a,1,50,1e300", "F.csv:2: capability: 1e+300 is too large to compute with; "),
        ("i,a,-1,50,1", "F.csv:2: position: -1 lies outside the scale 0..100; "),
        ("i, ,1,50,1", "F.csv:2: actor: the name is blank; "),
        (",a,1,50,1", "F.csv:2: issue: the name is blank; "),
        ("i,a,1,50", "F.csv:2: row: it has 4 cells, the header 5; "),
        ("i,a,1,50,1,9", "F.csv:2: row: it has 6 cells, the header 5; "),
        ('i,"a"b,1,50,1', "F.csv:2: row: it cannot be read ("),
    ],
)
def test_a_bad_row_is_told_with_line_column_and_what_to_do(row: str, says: str) -> None:
    (line,) = refused(f"{HEAD}\n{row}\ni,other,1,50,1\n")
    assert line.startswith(says)


@pytest.mark.parametrize(
    ("extra", "rows", "says"),
    [
        ("scale_min,scale_max", ("i,a,1,50,1,9,9",), "F.csv:2: scale_min: 9 is not below scale_max 9; "),
        ("scale_min", ("i,a,1,50,1,0", "i,b,1,50,1,1"), "F.csv:3: scale_min: 1 differs from 0 in line 2 of the same issue; "),
        ("reference_point", ("i,a,1,50,1,0", "i,b,1,50,1,1"), "F.csv:3: reference_point: 1 differs from 0 in line 2 of the same issue; "),
        ("dossier", ("i,a,1,50,1,d", "i,b,1,50,1,e"), "F.csv:3: dossier: e differs from d in line 2 of the same issue; "),
        ("position_low", ("i,a,1,50,1,2",), "F.csv:2: position_low: 2 lies above the mode in position; "),
        ("capability_high", ("i,a,1,50,3,2",), "F.csv:2: capability_high: 2 lies below the mode in capability; "),
        ("position", ("i,a,1,50,3,2",), "F.csv:1: position: this column stands twice in the header; "),
    ],
)  # fmt: skip
def test_what_must_agree_within_an_issue_or_a_row_is_told(extra: str, rows: tuple[str, ...], says: str) -> None:
    (line,) = refused("\n".join((f"{HEAD},{extra}", *rows)))
    assert line.startswith(says)


def test_an_actor_that_stands_twice_is_told_with_both_lines() -> None:
    assert refused(f"{HEAD}\ni,a,1,50,1\nj,a,1,50,1\ni,a,2,50,1\n") == [
        "F.csv:4: actor: 'a' already stands on 'i' in line 2; keep one row for each issue and actor. [table-duplicate]"
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "F.csv: file: it is empty; "),
        ("\n\n", "F.csv: file: it is empty; "),
        (HEAD, "F.csv:1: file: it has a header and no row; "),
        (HEAD.encode() + b"\ni,\xff,1,1,1\n", "F.csv:2: bytes: this line is not UTF-8; "),
    ],
)
def test_a_file_with_nothing_to_read_is_told_in_one_line(text: str | bytes, says: str) -> None:
    (line,) = refused(text)
    assert line.startswith(says)


def test_missing_columns_are_told_all_at_once_with_the_one_that_looks_like_a_slip() -> None:
    assert refused("issue,actor,positon,capability\ni,a,1,1\n") == [
        "F.csv:1: position: this column is missing; rename 'positon'. [csv-header]",
        "F.csv:1: salience: this column is missing; add it to the header. [csv-header]",
    ]


def test_all_problems_of_a_file_come_at_once_in_the_order_of_its_lines() -> None:
    found = refused(f"{HEAD}\ni,a,x,500,1\ni,b,1,50\ni,a,1,50,-1\n\ni,c,200,50,1\n")
    assert [line.split(": ")[0].removeprefix("F.csv:") + " " + line.split(": ")[1] for line in found] == [
        "2 position", "2 salience", "3 row", "4 capability", "4 actor", "6 position",
    ]  # fmt: skip


def test_lines_are_counted_in_the_file_when_a_cell_holds_a_line_break() -> None:
    (line,) = refused(f'{HEAD}\n"i\n1",a,1,50,1\ni,b,x,50,1\n')
    assert line.startswith("F.csv:4: position")


def test_a_hundred_thousand_rows_are_read_in_a_few_seconds() -> None:
    rows = "".join(f"i{k // 20},a{k % 20},{k % 101},{k % 100},{k % 7}\n" for k in range(100_000))
    start = time.perf_counter()
    issues, problems, _ = read_issues(f"{HEAD}\n{rows}", "F.csv")
    assert (len(issues), problems) == (5000, ())
    assert time.perf_counter() - start < 5
