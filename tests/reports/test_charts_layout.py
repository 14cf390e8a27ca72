"""The geometry under the timeline: nothing covers anything, whatever the data."""

from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.reports.charts.labels import Wanted, place
from detente.reports.charts.lanes import stack
from detente.reports.charts.ticks import month_ticks
from detente.reports.charts.words import balanced, capital, counted, listed, wrapped

spans = st.lists(
    st.tuples(st.floats(0, 500), st.floats(0, 80)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=30
)
wanted = st.lists(
    st.builds(Wanted, st.floats(0, 580), st.floats(0, 200), st.floats(40, 210), st.sampled_from([13.0, 26.0, 39.0])),
    max_size=7,
)


@given(spans)
def test_spans_on_one_level_are_apart(given_spans):
    levels = stack(given_spans, gap=2)
    for (one, at), (two, there) in combinations(zip(given_spans, levels, strict=True), 2):
        assert at != there or one[1] + 2 <= two[0] or two[1] + 2 <= one[0]
    assert set(levels) == set(range(len(set(levels))))


@settings(deadline=None, max_examples=40)
@given(wanted)
def test_no_label_covers_another(labels):
    placed = place(labels, -80, 600)
    assert len(placed) == len(labels)
    for one, two in combinations(placed, 2):
        assert one.right <= two.left or two.right <= one.left or one.far <= two.near or two.far <= one.near
    for label, spot in zip(labels, placed, strict=True):
        assert spot.far - spot.near == label.height
        assert spot.left >= -80
        assert spot.right <= 600.001


def test_a_label_alone_stands_next_to_the_lane():
    assert place([Wanted(100, 10, 50, 13)], 0, 600)[0].near == 8


def test_crowded_labels_move_aside_before_they_are_stacked():
    crowd = [
        Wanted(78, 136, 185, 26),
        Wanted(234, 66, 174, 52),
        Wanted(234, 56, 168, 39),
        Wanted(107, 36, 207, 39),
        Wanted(438, 12, 190, 39),
    ]
    placed = place(crowd, -86, 600)
    assert max(spot.far for spot in placed) < sum(label.height for label in crowd)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 20_000))
def test_ticks_are_few_first_days_inside(first, days):
    last = date.fromordinal(first.toordinal() + days)
    ticks = month_ticks(first, last)
    assert len(ticks) <= 9
    assert all(first <= tick <= last and tick.day == 1 for tick in ticks)


@given(st.text(st.sampled_from("ab "), max_size=80), st.integers(1, 30))
def test_balanced_lines_hold_the_same_words_in_no_more_lines(text, width):
    lines = balanced(text, width)
    assert " ".join(lines).split() == text.split()
    assert len(lines) == len(wrapped(text, width))


def test_words():
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert capital("the press") == "The press"
    assert capital("") == ""
    assert [counted(number, "claim") for number in (0, 1, 2)] == ["no claims", "1 claim", "2 claims"]
