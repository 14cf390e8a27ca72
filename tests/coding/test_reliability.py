"""Agreement between coders, against the published matrix and against values by definition."""

from datetime import date

import pytest

from detente.coding.reliability import LEVELS, Slot, alpha, compare, interval, kappa, mark, match, same_days

#: Four observers, twelve units, gaps: Krippendorff (2011), the matrix recalled, the four values recomputed by definition.
OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
EVENTS = [("AGREE", "AGREE"), ("AGREE", "SUPPORT"), ("ACCUSE", "ACCUSE"), ("ACCUSE", "ACCUSE"), ("REJECT", "ACCUSE"), ("COERCE", "COERCE"),
          ("COERCE", "COERCE"), ("THREATEN", "THREATEN"), ("REQUEST", "REQUEST"), ("REQUEST", "THREATEN")]  # fmt: skip


def units() -> list[list[int | None]]:
    return [[None if sign == "." else int(sign) for sign in column] for column in zip(*OBSERVERS, strict=True)]


@pytest.mark.parametrize(("level", "value"), [*zip(LEVELS, (0.743421, 0.815388, 0.849107, 0.797403), strict=True)])
def test_alpha_of_the_four_observer_matrix_is_the_published_one(level: str, value: float) -> None:
    assert alpha(units(), level) == pytest.approx(value, abs=5e-7)


def test_units_with_fewer_than_two_values_drop_out() -> None:
    assert alpha([*units(), [4, None, None, None]]) == alpha(units())


def test_kappa_of_the_two_by_two_table() -> None:
    pairs = [(0, 0)] * 20 + [(0, 1)] * 5 + [(1, 0)] * 10 + [(1, 1)] * 15
    assert kappa(pairs) == pytest.approx(0.4)


def test_ten_coded_events() -> None:
    assert kappa(EVENTS) == pytest.approx(0.642857, abs=5e-7)
    assert alpha(EVENTS) == pytest.approx(0.654545, abs=5e-7)


def test_one_value_only_is_undefined_and_never_one() -> None:
    same = [("AGREE", "AGREE")] * 6
    assert alpha(same) is None
    assert kappa(same) is None
    assert alpha([]) is None
    assert "undefined" in mark(alpha(same))
    assert interval(alpha, same) is None


def test_intervals_are_those_of_their_seed() -> None:
    first, again = interval(alpha, EVENTS, seed=3), interval(alpha, EVENTS, seed=3)
    assert first == again
    assert first is not None
    assert first[0] < 0.654545 < first[1]


@pytest.mark.parametrize(
    ("value", "said"), [(0.66, "not reliable enough to count"), (0.7, "tentative"), (0.8, "reliable")]
)
def test_marks(value: float, said: str) -> None:
    assert mark(value) == said


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="is no level of measurement"):
        alpha(EVENTS, "cardinal")


def slot(name: str, start: int, end: int, **more: object) -> Slot:
    return Slot(name, "a", str(more.pop("type", "event")), ((start, end),), **more)  # type: ignore[arg-type]


def test_slots_match_when_they_share_half_of_the_shorter_span_greedily() -> None:
    first = [slot("a1", 0, 10), slot("a2", 8, 20)]
    second = [slot("b1", 5, 20), slot("b2", 0, 5), slot("b3", 0, 10, type="quote")]
    assert [(a.id, b.id) for a, b in match(first, second)] == [("a2", "b1"), ("a1", "b2")]
    assert match([slot("a", 0, 10)], [slot("b", 6, 16)]) == []


def test_days_agree_when_half_of_the_shorter_interval_is_shared() -> None:
    march, half = (date(2020, 3, 1), date(2020, 3, 31)), (date(2020, 3, 17), date(2020, 4, 14))
    assert same_days(march, half)
    assert not same_days(march, (date(2020, 3, 30), date(2020, 4, 5)))
    assert same_days(None, None)
    assert not same_days(march, None)


def test_comparing_counts_finding_over_accepted_claims_and_status_over_all() -> None:
    first = [slot("a1", 0, 10, label="AGREE"), slot("a2", 20, 30, label="ACCUSE"), slot("a3", 40, 50, accepted=False)]
    second = [slot("b1", 0, 10, label="SUPPORT"), slot("b2", 20, 30, label="ACCUSE"), slot("b3", 40, 50, label="AGREE")]
    found = compare(first, second)
    assert found["finding_f1"] == pytest.approx(4 / 5)
    assert found["type"]["n"] == 2
    assert found["status"]["n"] == 3
    assert [each["in"] for each in found["differ"]] == [["type"], ["status"]]
