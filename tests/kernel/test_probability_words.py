"""Words of estimative probability: bands as printed, the rules between them, the number always beside the word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.probability_words import SCALES, band, find, likelihood, phrase, term_for

P = st.floats(0, 1)


def name(p: float, scale: str, gap: str = "number_only") -> str | None:
    row = term_for(p, scale, gap)
    return None if row is None else row.term


@pytest.mark.parametrize(
    ("p", "icd203", "phia"),
    [(0.62, "likely", "likely"), (0.45, "roughly even chance", "realistic possibility"), (0.50, "roughly even chance", None),
     (0.53, "roughly even chance", None), (0.996, None, "almost certain"), (0.20, "unlikely", "highly unlikely"), (0.55, "likely", "likely"),
     (0.80, "very likely", "highly likely"), (0.01, "almost no chance", "remote chance"), (0.99, "almost certain", "almost certain"), (0.009, None, "remote chance")],
)  # fmt: skip
def test_a_probability_has_the_term_of_its_standard(p: float, icd203: str | None, phia: str | None) -> None:
    """The worked cases of the method, and the ends of bands: contiguous ones are closed below."""
    assert (name(p, "icd203"), name(p, "phia")) == (icd203, phia)


@pytest.mark.parametrize(("cut", "below", "above"), [(0.075, "remote chance", "highly unlikely"), (0.225, "highly unlikely", "unlikely"),
    (0.375, "unlikely", "realistic possibility"), (0.525, "realistic possibility", "likely"), (0.775, "likely", "highly likely"), (0.925, "highly likely", "almost certain")])  # fmt: skip
def test_the_nearest_rule_cuts_at_the_middle_of_a_gap(cut: float, below: str, above: str) -> None:
    assert name(cut - 0.001, "phia", "nearest") == below
    assert name(cut, "phia", "nearest") == above
    assert name(cut, "phia") is None


def test_half_has_no_term_in_phia_whatever_the_rule() -> None:
    assert name(0.5, "phia", "nearest") is None


@pytest.mark.parametrize(("p", "term"), [(0.995, "virtually certain"), (0.95, "very likely"), (0.70, "likely"), (0.66, "about as likely as not"),
    (0.33, "about as likely as not"), (0.2, "unlikely"), (0.05, "very unlikely"), (0.0, "exceptionally unlikely")])  # fmt: skip
def test_of_nested_bands_the_narrowest_is_said(p: float, term: str) -> None:
    assert name(p, "ipcc_ar5") == term


def test_kent_has_gaps_and_where_two_bands_touch_the_upper_one_has_the_value() -> None:
    assert [name(p, "kent") for p in (0.87, 0.40, 0.15, 0.61, 0.005)] == [
        "almost certain",
        "chances about even",
        None,
        None,
        None,
    ]
    assert [name(p, "kent", "nearest") for p in (0.15, 0.17, 0.61, 0.62, 0.005)] == [
        "almost certainly not", "probably not", "chances about even", "probable", None]  # fmt: skip


def test_words_synonyms_and_short_codes_lead_to_the_band_and_likelihoods_are_clipped() -> None:
    assert band("icd203", "Very  Likely") == band("icd203", "highly probable") == band("icd203", "vl") == (0.80, 0.95)
    assert band("phia", "unlikely") == (0.25, 0.35)
    assert (band("phia", "almost certain"), likelihood("phia", "almost certain")) == ((0.95, 1.0), (0.95, 0.99))
    assert likelihood("ipcc_ar5", "exceptionally unlikely") == (0.01, 0.01)
    assert find("icd203", "remote chance") is None
    with pytest.raises(KeyError, match="ICD 203 has no term 'remote chance'"):
        band("icd203", "remote chance")


@pytest.mark.parametrize(
    ("p", "lo", "hi", "scale", "text"),
    [(0.6168604, 0.3941, 0.7919, "icd203", "likely (62 %, range 39-79 %)"), (0.53, 0.4, 0.6, "phia", "53 % (range 40-60 %)"),
     (0.996, 0.98, 0.9999, "icd203", "99.6 % (range 98-99.9 %)"), (0.002, 0.0001, 0.02, "ipcc_ar5", "exceptionally unlikely (0.2 %, range 0.1-2 %)")],
)  # fmt: skip
def test_a_phrase_has_term_number_and_range(p: float, lo: float, hi: float, scale: str, text: str) -> None:
    assert phrase(p, lo, hi, scale) == text


def test_a_number_outside_its_range_or_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="outside its range"):
        phrase(0.5, 0.6, 0.7)
    with pytest.raises(ValueError, match=r"1\.2 is no probability"):
        term_for(1.2)
    with pytest.raises(ValueError, match="no gap rule 'middle'"):
        term_for(0.2, "phia", "middle")


@given(P, st.sampled_from(sorted(SCALES)))
def test_a_term_holds_its_probability(p: float, scale: str) -> None:
    row = term_for(p, scale)
    assert row is None or row.lo <= p <= row.hi


@given(P)
def test_every_probability_from_1_to_99_percent_has_a_term_in_icd_203(p: float) -> None:
    assert (term_for(p) is not None) == (0.01 <= p <= 0.99)
