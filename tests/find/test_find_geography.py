"""Which country the words of a mention speak for."""

import pytest

from detente.coding.find.geography import country_of


@pytest.mark.parametrize(
    ("mention", "country"),
    [
        ("France’s ambassador to Spain", "FRA"), ("two Turkish soldiers", "TUR"), ("the Mexican government", "MEX"),
        ("the envoy to Spain", None), ("a crowd", None), ("U.S. officials", "USA"), ("Beijing", "CHN"),
        ("Latin American leaders", None), ("Germany and Poland", None), ("the president of Peru", "PER"),
    ],
)  # fmt: skip
def test_country(mention: str, country: str | None) -> None:
    assert country_of(mention) == country
