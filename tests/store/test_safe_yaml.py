"""YAML as data: traps, bombs, tags, duplicates and depth are refused by line; everything else reads as it is written."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.store.safe_yaml import MAX_DEPTH, Lines, parse

#: What YAML 1.1 readers turn (yaml.org/type/{bool,int,timestamp}.html) and what is left as text by YAML 1.2.
WORDS = ["yes", "no", "on", "off", "y", "n", "Yes", "NO", "ON", "Off", "Y", "N", "No", "YES", "oN"]
NUMBERS = ["2020-11-07", "2020-1-7", "2020-11-07T10:00:00Z", "2020-11-07 10:00:00", "2020-11-07t10:00", "012", "-012", "+07", "00", "0o17", "0x1F",
           "12:30", "1:30:00", "-1:30", "12:30:45.5", "1_000", "1_0", "-1_000", "10__0"]  # fmt: skip
TRAPS = WORDS + NUMBERS


def slugs(text: str) -> list[str]:
    return [slug for _, slug, _ in parse(text).faults]


@pytest.mark.parametrize("trap", TRAPS)
def test_a_bare_trap_as_a_value_is_reported_on_its_line_and_stays_text(trap: str) -> None:
    parsed = parse(f"a: 1\nb: {trap}\n")
    assert parsed.data == {"a": 1, "b": trap}
    ((line, slug, message),) = parsed.faults
    assert (line, slug) == (2, "yaml-trap")
    assert message == f"the bare value {trap} means different things to different YAML readers"


@pytest.mark.parametrize("trap", TRAPS)
def test_a_bare_trap_as_a_key_is_reported_and_stays_text(trap: str) -> None:
    parsed = parse(f"{trap}: 1\n")
    assert parsed.data == {trap: 1}
    assert [slug for _, slug, _ in parsed.faults] == ["yaml-trap"]


@pytest.mark.parametrize("trap", TRAPS)
def test_a_bare_trap_in_a_list_is_reported_in_block_and_flow_style(trap: str) -> None:
    assert slugs(f"- {trap}\n") == slugs(f"- [{trap}, a]\n") == ["yaml-trap"]


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_quoted_trap_is_text_as_value_and_as_key(trap: str, quote: str) -> None:
    word = f"{quote}{trap}{quote}"
    parsed = parse(f"{word}: {word}\n")
    assert parsed.data == {trap: trap}
    assert parsed.faults == []


def test_block_text_is_never_a_trap() -> None:
    parsed = parse("a: |\n  yes\nb: >-\n  2020-11-07\n")
    assert parsed.data == {"a": "yes\n", "b": "2020-11-07"}
    assert parsed.faults == []


def test_the_country_code_of_norway_stays_text_and_is_reported() -> None:
    parsed = parse("country: NO\n")
    assert parsed.data == {"country": "NO"}
    assert slugs("country: NO\n") == ["yaml-trap"]
    assert parse("country: NOR\n").faults == []


@pytest.mark.parametrize(
    ("written", "value"),
    [("0", 0), ("0.0", 0.0), ("7", 7), ("-7", -7), ("+7", 7), ("1.5", 1.5), ("-0.5", -0.5), (".5", 0.5), ("1e3", 1000.0), ("1.5E-2", 0.015), ("1.", 1.0),
     ("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False),
     ("null", None), ("Null", None), ("NULL", None), ("~", None), ("", None),
     ("nothing", "nothing"), ("yesterday", "yesterday"), ("1.2.3", "1.2.3"), ("2020-11", "2020-11"), ("nUll", "nUll"), ("tRue", "tRue"),
     ("9" * 30, "9" * 30), ("a_b", "a_b"), ("2020", 2020), ("e3", "e3"), ("1e", "1e")],
)  # fmt: skip
def test_a_plain_scalar_reads_by_the_core_schema_of_yaml_1_2(written: str, value: Any) -> None:
    # YAML 1.2.2, section 10.3.2 (tag resolution of the core schema), without the octal, hex and .inf/.nan forms.
    parsed = parse(f"a: {written}\n")
    assert parsed.data == {"a": value}
    assert type(parsed.data["a"]) is type(value)
    assert parsed.faults == []


def test_a_number_too_large_to_hold_is_not_turned_into_infinity() -> None:
    assert parse("a: 1e999\n").data["a"] != float("inf")


def test_block_scalars_keep_fold_and_strip_as_the_standard_says() -> None:
    # YAML 1.2.2, examples 8.2 to 8.6: literal keeps line breaks, folded joins them, "-" strips, "+" keeps the last ones.
    assert parse("a: |\n  one\n  two\n").data == {"a": "one\ntwo\n"}
    assert parse("a: >\n  one\n  two\n\n  three\n").data == {"a": "one two\nthree\n"}
    assert parse("a: |-\n  one\n").data == {"a": "one"}
    assert parse("a: |+\n  one\n\n").data == {"a": "one\n\n"}


def test_an_empty_text_or_only_comments_is_nothing() -> None:
    assert parse("").data is None
    assert parse("# a remark\n\n").data is None


def test_a_billion_laughs_is_refused_at_its_first_alias_and_at_once() -> None:
    lines = ['a0: &a0 "lol"'] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    start = time.perf_counter()
    parsed = parse("\n".join(lines) + "\n")
    assert time.perf_counter() - start < 0.2
    assert parsed.data is None
    assert parsed.faults == [(2, "yaml-alias", "the alias *a0 is not followed")]


def test_aliases_are_followed_where_they_are_allowed_and_cannot_grow() -> None:
    shared = parse("a: &x [1, {b: &y two}]\nc: *x\nd: *y\n", aliases=True)
    assert (shared.data, shared.faults) == ({"a": [1, {"b": "two"}], "c": [1, {"b": "two"}], "d": "two"}, [])
    assert [slug for _, slug, _ in parse("a: &x [*x]\n", aliases=True).faults] == ["yaml-alias"]
    lines = ["a0: &a0 [1, 2, 3]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    start = time.perf_counter()
    assert [slug for _, slug, _ in parse("\n".join(lines), aliases=True).faults] == ["yaml-too-many"]
    assert time.perf_counter() - start < 0.2


def test_a_merge_key_cannot_bring_an_alias_in() -> None:
    assert slugs("a: &x {b: 1}\nc:\n  <<: *x\n") == ["yaml-alias"]


@pytest.mark.parametrize(
    "text",
    ["a: !!python/object/apply:os.system ['echo hi']\n", "a: !!python/object:os.path {}\n", "a: !!python/name:os.system\n", "a: !!binary aGk=\n",
     "a: !!int '3'\n", "a: !!str 3\n", "a: !mine x\n", "!!map {a: 1}\n", "a: !!timestamp 2020-01-01\n", "!!str a: 1\n", "- !!set {a, b}\n"],
)  # fmt: skip
def test_tags_are_refused_and_nothing_is_read(text: str) -> None:
    parsed = parse(text)
    assert parsed.data is None
    ((line, slug, message),) = parsed.faults
    assert (line, slug) == (1, "yaml-tag")
    assert message.startswith("the tag ")
    assert message.endswith(" is refused")


def test_a_key_that_stands_twice_is_reported_on_its_second_line() -> None:
    parsed = parse("a: 1\nb: 2\na: 3\n")
    assert parsed.faults == [(3, "yaml-duplicate-key", "the key 'a' stands twice in one mapping")]
    assert slugs("x: {k: 1, k: 1}\n") == ["yaml-duplicate-key"]
    assert slugs("x: {k: 1}\nz: {k: 1}\n") == []


def test_deep_nesting_is_refused_and_ordinary_nesting_is_not() -> None:
    assert parse("a: " + "[" * (MAX_DEPTH - 2) + "]" * (MAX_DEPTH - 2) + "\n").faults == []
    parsed = parse("[" * 100_000 + "]" * 100_000 + "\n")
    assert parsed.data is None
    assert parsed.faults == [(1, "yaml-too-deep", f"nested more than {MAX_DEPTH} deep")]
    assert slugs("{a: " * 100_000 + "\n") == ["yaml-too-deep"]


def test_a_second_document_is_refused_on_its_line() -> None:
    parsed = parse("a: 1\n---\nb: 2\n")
    assert parsed.data is None
    assert parsed.faults == [(2, "yaml-syntax", "a second document begins")]
    assert parse("---\na: 1\n...\n").data == {"a": 1}


@pytest.mark.parametrize("text", ["? [a, b]\n: 1\n", "? {a: 1}\n: 1\n", "{[a]: 1}\n"])
def test_a_key_must_be_a_word(text: str) -> None:
    assert parse(text).data is None
    assert parse(text).faults[0][1:] == ("yaml-syntax", "a key must be a word, not a list or mapping")


@pytest.mark.parametrize(
    ("text", "line", "slug"),
    [("a: [1, 2\n", 1, "file-cut-off"), ('a: 1\nb: "half\n', 2, "file-cut-off"), ("a: 1\n b: 2\nc: 3\n", 2, "yaml-syntax"), ("a: b: c\nd: 1\n", 1, "yaml-syntax"),
     ("a: 'x' y\nb: 1\n", 1, "yaml-syntax"), ("\ta: 1\nb: 1\n", 1, "yaml-syntax"), ("- a\nb: 1\nc: 2\n", 2, "yaml-syntax"), ('a: "\\ud800"\nb: 1\n', 1, "yaml-syntax")],
)  # fmt: skip
def test_broken_text_gives_one_fault_with_its_line(text: str, line: int, slug: str) -> None:
    parsed = parse(text)
    assert parsed.data is None
    ((found, what, message),) = parsed.faults
    assert (found, what) == (line, slug)
    assert message


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    parsed = parse(text)
    for line, _, message in parsed.faults:
        assert (
            0
            <= line
            <= text.count("\n")
            + text.count("\r")
            + text.count("\x85")
            + text.count("\u2028")
            + text.count("\u2029")
            + 1
        )
        assert message


@given(st.text(alphabet="ab:-[]{}&*!|>'\"%@`#,? \n~0", max_size=60))
def test_no_run_of_yaml_punctuation_makes_the_reader_fail(text: str) -> None:
    parsed = parse(text)
    assert isinstance(parsed.faults, list)
    Lines(text)(("a", 0, "b"))


TEXT = """# a remark
title: x
claims:
  - id: one
    anchors:
      - {line: 1,
         start: 2}
  - id: two
    note: |
      long
      text
    from: "2020-01-01"
nested: {a: {b: [1, 2,
  3]}}
"""


@pytest.mark.parametrize(
    ("loc", "line"),
    [(("title",), 2), (("claims",), 3), (("claims", 0), 4), (("claims", 0, "id"), 4), (("claims", 0, "anchors", 0, "line"), 6),
     (("claims", 0, "anchors", 0, "start"), 7), (("claims", 1), 8), (("claims", 1, "note"), 9), (("claims", 1, "from"), 12),
     (("nested", "a", "b", 1), 13), (("nested", "a", "b", 2), 14), (("claims", 1, "absent"), 8), (("claims", 9), 3), (("absent",), 1), ((), 1)],
)  # fmt: skip
def test_a_path_through_the_data_leads_to_its_line(loc: tuple[str | int, ...], line: int) -> None:
    assert Lines(TEXT)(loc) == line


def test_a_broken_text_has_no_lines() -> None:
    assert Lines("a: [")(("a",)) == 0


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["id", "note", "at"]), st.sampled_from(["x", "y y", "z\nz"]), min_size=1),
        min_size=1,
        max_size=6,
    )
)
def test_the_line_of_a_record_is_the_line_on_which_it_was_emitted(records: list[dict[str, str]]) -> None:
    from detente.store.emit import emit

    text = emit({"records": records})
    starts = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith("  - ")]
    assert [Lines(text)(("records", place)) for place in range(len(records))] == starts
