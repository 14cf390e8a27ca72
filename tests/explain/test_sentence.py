"""Words of an explanation: lists, cases, clauses, and scales in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.dossier.issue import AnchorPoint, Issue
from detente.explain.scale import in_words, say_distance, say_range
from detente.explain.sentence import clause, listed, sentence_case
from detente.kernel.ranges import Range

WATERS = Issue(id="waters", name="Waters", low="shut", high="open", controller="joint",
               anchors=(AnchorPoint(at=30, text="a third"), AnchorPoint(at=50, text="half")))  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_listed_as_one_says_them(words: list[str], said: str) -> None:
    """Commas between, "and" before the last."""
    assert listed(words) == said
    assert listed(iter(words)) == said


@given(st.text(max_size=60))
def test_a_sentence_has_a_capital_and_one_stop(text: str) -> None:
    """The result is empty for nothing, else ends with one of . ? ! and is stable when asked again."""
    said = sentence_case(text)
    assert said == "" or said[-1] in ".?!"
    assert not said.endswith("..")
    assert sentence_case(said) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("he left", "He left."),
        ("he left...", "He left."),
        ("did he?", "Did he?"),
        ("Oh!", "Oh!"),
        (" . ", ""),
        ("é", "É."),
    ],
)
def test_examples_of_sentences(text: str, said: str) -> None:
    """Worked by hand."""
    assert sentence_case(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The waters open.", "the waters open"),
        ("Norvia wins.", "Norvia wins"),
        ("U.S. aid stops", "U.S. aid stops"),
        ("", ""),
    ],
)
def test_a_clause_keeps_names_and_drops_the_stop(text: str, said: str) -> None:
    """Only common first words lose their capital."""
    assert clause(text) == said


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "shut"), (14.9, "shut"), (15.1, "a third"), (39.9, "a third"), (40.1, "half"), (74.9, "half"), (75.1, "open"), (100, "open")],
)  # fmt: skip
def test_a_value_is_told_by_the_nearest_point_of_the_scale(value: float, words: str) -> None:
    """Ends are points too: between 0 and an anchor at 30 the border lies at 15."""
    assert in_words(WATERS, value) == words


def test_an_anchor_wins_a_tie() -> None:
    """15 lies between "shut" at 0 and the anchor at 30; 75 between the anchor at 50 and "open"."""
    assert (in_words(WATERS, 15), in_words(WATERS, 75)) == ("a third", "half")


@given(st.floats(0, 100))
def test_no_point_of_the_scale_lies_nearer_than_the_one_named(value: float) -> None:
    """For any value, the distance to the named point is the least distance."""
    points = {"shut": 0, "a third": 30, "half": 50, "open": 100}
    assert abs(points[in_words(WATERS, value)] - value) == min(abs(at - value) for at in points.values())


def test_a_range_is_said_with_its_mode_first() -> None:
    """62 (50-75); a range without width is a bare number."""
    assert say_range(Range(50, 62, 75)) == "62 (50-75)"
    assert say_range(Range(40, 40, 40)) == "40"


@pytest.mark.parametrize(
    ("points", "words"),
    [(0, "all but agreed"), (9.9, "all but agreed"), (10, "close"), (24.9, "close"), (25, "apart"), (44.9, "apart"), (45, "far apart")],
)  # fmt: skip
def test_distances_have_words(points: float, words: str) -> None:
    """Below 10, 25, 45, and beyond."""
    assert say_distance(points) == words
