"""Records as YAML text: what is emitted reads back as it was, without a fault, in this reader and in a YAML 1.1 one."""

from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.store.emit import emit, emit_items
from detente.store.safe_yaml import parse

AWKWARD = [
    "yes", "No", "on", "OFF", "y", "N", "2020-11-07", "2020-11-07T10:00:00Z", "012", "0o17", "0x1F", "12:30", "1_000", "1e5", ".5", ".inf", ".nan", "+1",
    "null", "~", "true", "FALSE", "", " ", "  two", "two  ", "a\nb", "a\n", "\na", "a\n\nb\n\n", " a\n b", "# no remark", "a # b", "a: b", "a:", ": a", "- a", "-", "? a",
    "?", "[a]", "{a}", "a, b", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "'", '"', "\\", "\\n", "'a' \"b\"", "\t", "a\tb", "\ta", "a\r\nb", "\r", "\x07", "\x1b[31m", "\x7f",
    "\x85", "\u2028", "\u2029", "\ufeff", "\xa0", "é", "\U0001f30a", "---", "...", "--- a", "<<", "=", "None", "100", "1.5", "x" * 5000, "word " * 60,
]  # fmt: skip
TEXTS = st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
TEXTS = TEXTS | st.tuples(TEXTS, st.sampled_from([" ", "\n", ": ", " #", "\n\n", ", "]), TEXTS).map("".join)
SCALARS = (
    TEXTS | st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.floats(-1e6, 1e6).map(lambda x: round(x, 6))
)
KEYS = st.sampled_from(["id", "anchors", "said_by", "date", "note", "position", "claims", "x_mine", "history"])
DATA: st.SearchStrategy[Any] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=10
)  # fmt: skip


def equal(a: Any, b: Any) -> bool:
    """Equal with types told apart, so that 1, 1.0 and True differ."""
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return list(a) == list(b) and all(equal(a[k], b[k]) for k in a)
    return len(a) == len(b) and all(map(equal, a, b)) if isinstance(a, list) else a == b


@pytest.mark.parametrize("text", AWKWARD, ids=repr)
@pytest.mark.parametrize("where", ["value", "block list", "flow list", "short record"])
def test_every_awkward_text_reads_back_as_it_was(text: str, where: str) -> None:
    data = {
        "value": {"note": text},
        "block list": [text, "word " * 40],
        "flow list": {"claims": [text]},
        "short record": {"said_by": {"name": text}},
    }[where]
    written = emit(data)
    parsed = parse(written)
    assert parsed.faults == []
    assert equal(parsed.data, data)
    assert written.endswith("\n")


@pytest.mark.parametrize(
    "key", ["y", "no", "2020-11-07", "12:30", "012", "null", "7", "a: b", "# a", "? a", ""], ids=repr
)
def test_every_awkward_key_reads_back_as_it_was(key: str) -> None:
    parsed = parse(emit({key: 1, "status_quo": {key: {"mode": 1}}}))
    assert parsed.faults == []
    assert equal(parsed.data, {key: 1, "status_quo": {key: {"mode": 1}}})


@settings(max_examples=300)
@given(st.dictionaries(KEYS, DATA, max_size=5))
@example({"note": "\x85"})
def test_whatever_is_emitted_reads_back_without_a_fault(data: dict[str, Any]) -> None:
    parsed = parse(emit(data))
    assert parsed.faults == []
    assert equal(parsed.data, data)


@settings(max_examples=150)
@given(st.lists(st.dictionaries(KEYS, SCALARS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_items_stand_under_a_key_that_is_there_already(records: list[dict[str, Any]]) -> None:
    parsed = parse("claims:\n" + emit_items(records))
    assert parsed.faults == []
    assert equal(parsed.data, {"claims": records})


@settings(max_examples=100)
@given(st.lists(st.sampled_from(AWKWARD[:20]), min_size=1, max_size=5))
def test_a_reader_of_yaml_1_1_sees_text_where_we_wrote_text(words: list[str]) -> None:
    assert yaml.safe_load(emit({"claims": words})) == {"claims": words}


def test_short_records_stand_on_one_line() -> None:
    assert emit({"said_by": {"role": "author"}, "claims": ["a", "b"]}) == "said_by: {role: author}\nclaims: [a, b]\n"
    text = emit({"date": {"start": "2020-01-01", "end": "2020-01-02"}})
    assert text == 'date: {start: "2020-01-01", end: "2020-01-02"}\n'


@pytest.mark.parametrize("word", ["0?", "yes or no?", "?", "a?b"])
def test_a_question_mark_in_a_short_list_reads_back(word: str) -> None:
    """Some readers take a question mark in a flow list for the start of a key; one of them is asked as well."""
    text = emit({"levels": ["yes", word]})
    assert parse(text).data == {"levels": ["yes", word]}
    assert yaml.safe_load(text) == {"levels": ["yes", word]}
