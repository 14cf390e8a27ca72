"""YAML 1.1 for question files: bare words mean what a safe loader makes of them, and nothing is kept in silence."""

from datetime import date

import pytest
import yaml

from detente.store.yaml11 import parse


@pytest.mark.parametrize(
    "text",
    ["a: 000", "a: yes", "on: 1", "a: 1_000", "a: 0x1F", "a: 12:30", "a: .5", "a: 1e3", "a: 1.5e+3", "a: ~", "a:", "a: 08",
     "a: .inf", "a: 'no'", 'a: "000"', "a: !!str 000", "a: |\n  text\n", "a: [1, {b: c}]", "- 1\n- x", "a: 2021-01-05",
     "base: &b {x: 1, y: 2}\nmore: {<<: *b, y: 3}", "a: &x [1]\nb: *x"],
)  # fmt: skip
def test_data_are_those_of_the_safe_loader(text: str) -> None:
    assert parse(text).data == yaml.safe_load(text)
    assert parse(text).faults == []


def test_a_day_is_a_date_and_what_is_no_day_stays_text() -> None:
    assert parse("[2021-01-05, '2021-01-05', 2021-02-30, 2021-1-5]").data == [
        date(2021, 1, 5),
        "2021-01-05",
        "2021-02-30",
        "2021-1-5",
    ]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "stands twice"),
        ("a: {x: 1, x: 2}\n", 1, "stands twice"),
        ("a: !!python/object:os.system x\n", 1, "tag"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: *nobody\n", 1, "alias"),
        ("a: [1,\n", 2, "not well-formed"),
        ("[a, b]: 1\n", 1, "key must be a word"),
        ("? {a: 1}\n: 1\n", 1, "key must be a word"),
        ("a: {<<: 3}\n", 1, "<< needs a mapping"),
        ("[" * 60 + "]" * 60, 1, "nested"),
    ],
)
def test_a_fault_has_its_line(text: str, line: int, what: str) -> None:
    parsed = parse(text)
    assert parsed.data is None
    assert [(at, what in message) for at, message in parsed.faults][:1] == [(line, True)]


def test_a_few_lines_of_aliases_do_not_grow() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    data = parse("\n".join(lines)).data
    assert data["a29"][0] is data["a28"]
