"""What a person types becomes three numbers, and nothing is taken for certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.cells import CERTAIN, as_text, read_cell, say
from detente.kernel.probability_words import SCALES


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("likely", (0.55, 0.675, 0.80)),
        ("  Very  Likely ", (0.80, 0.875, 0.95)),
        ("highly improbable", (0.05, 0.125, 0.20)),
        ("ac", (0.95, 0.97, 0.99)),
        (".7", (0.7, 0.7, 0.7)),
        ("70%", (0.7, 0.7, 0.7)),
        ("70 %", (0.7, 0.7, 0.7)),
        (".6-.8", (0.6, 0.7, 0.8)),
        ("20-40%", (0.2, 0.3, 0.4)),
        ("0.2 to 0.4", (0.2, 0.3, 0.4)),
        ("[.15, .25, .40]", (0.15, 0.25, 0.40)),
        (".1 .15 .4", (0.1, 0.15, 0.4)),
    ],
)
def test_words_numbers_and_ranges_are_read(typed: str, value: tuple[float, float, float]) -> None:
    assert read_cell(typed, "icd203").value == pytest.approx(value)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("0", "later evidence"),
        ("1", "later evidence"),
        ("100%", "later evidence"),
        ("0 .1 .2", "later evidence"),
        (".8 1", "later evidence"),
        ("70", "write 70%"),
        ("-.2", "neither a word"),
        (".8 .2", "do not rise"),
        (".2 .9 .5", "do not rise"),
        ("perhaps", "neither a word of icd203"),
        ("realistic possibility", "neither a word of icd203"),
        ("", "neither a word"),
        (".1 .2 .3 .4", "neither a word"),
        ("nan", "neither a word"),
    ],
)
def test_what_is_no_probability_or_certain_is_refused_with_a_reason(typed: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_cell(typed, "icd203")
    assert "later evidence" in CERTAIN


@pytest.mark.parametrize("name", SCALES)
def test_every_word_of_every_scale_stays_away_from_0_and_1(name: str) -> None:
    for word in SCALES[name].rows:
        cell = read_cell(word.term, name)
        assert 0.01 <= cell.low <= cell.point <= cell.high <= 0.99
        assert read_cell(as_text(cell.cell), name).value == cell.value


def test_a_word_is_said_with_its_band_and_point() -> None:
    assert say(read_cell("li", "icd203")) == "likely = 55-80 %, point 67.5 %"
    assert say(read_cell(".7", "icd203")) == "70 %"
    assert say(read_cell(".5 .6 .8", "icd203")) == "50-80 %, point 60 %"


@given(st.lists(st.floats(0.001, 0.999), min_size=1, max_size=3).map(sorted))
def test_the_question_files_form_of_a_cell_means_the_same(numbers: list[float]) -> None:
    cell = read_cell(" ".join(map(repr, numbers)), "icd203")
    assert read_cell(as_text(cell.cell), "icd203").value == cell.value
    assert 0 < cell.low <= cell.point <= cell.high < 1
