"""CSL-JSON: what is printed, what is not, and a bracket as a range."""

from typing import Any

import pytest
from test_exports_evidence import SOURCES, printed, small_dossier, source

from detente.dossier.dossier import Dossier
from detente.dossier.source import Source
from detente.reports.exports.csl import TYPES, csl_json


def item(**more: Any) -> dict[str, Any]:
    record = Source.model_validate(source("one", "words", **more))
    return csl_json(Dossier(small_dossier().dossier, sources={"one": record}))[0]


def test_a_printed_source_has_title_container_and_authors() -> None:
    first = csl_json(small_dossier())[0]
    assert (first["id"], first["type"], first["title"]) == ("boats-2020", "article-magazine", "Boats")
    assert first["container-title"] == "Harbour Review"


def test_names_are_split_only_where_that_is_no_guess() -> None:
    assert csl_json(small_dossier())[0]["author"] == [
        {"family": "Field", "given": "Jo"},
        {"literal": "Ana María Ruiz Soto"},
        {"family": "Ray", "given": "Kay L."},
        {"literal": "The Desk"},
    ]
    assert item(authors=[printed("Soto, Ana María")])["author"] == [{"family": "Soto", "given": "Ana María"}]
    assert item(authors=[printed("Reuters")])["author"] == [{"literal": "Reuters"}]


def test_a_name_that_the_roster_knows_as_a_group_stays_whole() -> None:
    dossier = small_dossier()
    group = dossier.actors["critics"].model_copy(update={"name": "Harbour Critics"})
    record = Source.model_validate(source("one", "x", authors=[printed("Harbour Critics")], author_actors=["critics"]))
    found = csl_json(Dossier(dossier.dossier, sources={"one": record}, actors={"critics": group}))
    assert found[0]["author"] == [{"literal": "Harbour Critics"}]


def test_a_bracket_is_a_range_with_circa_and_a_printed_day_is_one_date() -> None:
    first, second = csl_json(small_dossier())
    assert first["issued"] == {"date-parts": [[2020, 3, 2], [2020, 4, 30]], "circa": True}
    assert second["issued"] == {"date-parts": [[2020, 4, 2]]}


def test_one_bound_alone_is_said_in_words_and_no_bound_gives_no_date() -> None:
    assert item(date={"status": "bracket", "not_after": "2020-05-01"})["issued"]["literal"] == "not after 2020-05-01"
    assert "issued" not in item()


def test_keys_that_are_not_printed_are_absent_and_named_in_the_note() -> None:
    second = csl_json(small_dossier())[1]
    assert {"title", "container-title", "author"}.isdisjoint(second)
    assert second["note"] == "Not printed in the document: title, outlet, affiliation, author."


def test_a_value_that_the_user_gave_is_named_as_given() -> None:
    assert "Given by the user: title." in item(title={"value": "Boats", "status": "given"})["note"]


@pytest.mark.parametrize("kind", TYPES)
def test_the_outlet_is_the_container_of_an_article_and_else_the_publisher(kind: str) -> None:
    found = item(kind=kind, outlet=printed("House"))
    assert found["type"] == TYPES[kind]
    assert found["container-title" if "article" in TYPES[kind] else "publisher"] == "House"


def test_there_is_one_item_a_source() -> None:
    assert [each["id"] for each in csl_json(small_dossier())] == [each["id"] for each in SOURCES]
