"""FollowTheMoney entities: known schemas and properties, ids that the model accepts, provenance in notes."""

import re

from hypothesis import given
from hypothesis import strategies as st
from test_exports_evidence import small_dossier

from detente.kernel.ids import is_id
from detente.reports.exports.country_codes import ALPHA_2
from detente.reports.exports.follow_the_money import entity_id, ftm_entities

#: Properties of the public model that the export uses (alephdata/followthemoney, followthemoney/schema, June 2025).
LEGAL = {"name", "alias", "weakAlias", "country", "sector", "notes", "proof"}
DOCUMENT = {"name", "title", "fileName", "author", "publisher", "language", "publishedAt", "sourceUrl", "notes"}
MODEL = {
    "Person": LEGAL | {"position"}, "PublicBody": LEGAL, "Organization": LEGAL, "Company": LEGAL, "LegalEntity": LEGAL,
    "Article": DOCUMENT, "Document": DOCUMENT,
    "Membership": {"role", "member", "organization"}, "UnknownLink": {"role", "subject", "object"},
    "Event": {"name", "summary", "startDate", "endDate", "date", "involved", "keywords", "recordId", "notes", "proof"},
}  # fmt: skip
LINKS = ("proof", "member", "organization", "subject", "object", "involved")
ENTITY_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")  # followthemoney/types/entity.py
IDS = st.from_regex(r"[a-z0-9]([a-z0-9._-]{0,8}[a-z0-9])?", fullmatch=True).filter(is_id)


def test_every_property_belongs_to_its_schema_and_holds_a_list_of_texts() -> None:
    for entity in ftm_entities(small_dossier()):
        assert set(entity) == {"id", "schema", "properties"}
        assert set(entity["properties"]) <= MODEL[entity["schema"]]
        for values in entity["properties"].values():
            assert values
            assert all(isinstance(value, str) and value for value in values)


def test_ids_are_unique_and_every_link_leads_to_an_entity() -> None:
    entities = ftm_entities(small_dossier())
    names = [entity["id"] for entity in entities]
    assert len(set(names)) == len(names)
    assert all(ENTITY_ID.fullmatch(name) for name in names)
    assert {link for entity in entities for key in LINKS for link in entity["properties"].get(key, ())} <= set(names)


def test_a_membership_in_a_group_without_organization_is_an_unknown_link() -> None:
    links = {entity["id"]: entity["schema"] for entity in ftm_entities(small_dossier()) if "-member-" in entity["id"]}
    assert links == {
        "boats-member-jo-..-field..south": "Membership",
        "boats-member-jo-..-field..critics": "UnknownLink",
    }


def test_countries_have_two_letters_and_an_unknown_code_is_named_in_the_notes() -> None:
    critics = next(entity for entity in ftm_entities(small_dossier()) if entity["id"] == "boats-actor-critics")
    assert critics["properties"]["country"] == ["no"]
    assert "Countries without a two-letter code: ATL" in critics["properties"]["notes"]
    assert (ALPHA_2["MEX"], ALPHA_2["USA"], len(set(ALPHA_2.values()))) == ("mx", "us", len(ALPHA_2))


def test_an_event_names_its_claims_and_its_documents() -> None:
    offer = next(entity for entity in ftm_entities(small_dossier()) if entity["id"] == "boats-event-offer")[
        "properties"
    ]
    assert offer["name"] == ["North to South: AGREE"]
    assert offer["notes"] == ["Claims in boats-2020: lend", "Claims in paper-2020: lent"]
    assert offer["proof"] == ["boats-source-boats-2020", "boats-source-paper-2020"]
    assert offer["startDate"] == offer["endDate"] == offer["date"] == ["2020-03-01"]


def test_an_event_that_is_not_counted_says_so_in_its_name_and_notes() -> None:
    feared = next(entity for entity in ftm_entities(small_dossier()) if entity["id"] == "boats-event-blockade")[
        "properties"
    ]
    assert feared["name"] == ["North to South: THREATEN (hypothetical)"]
    assert "Not counted as an event: hypothetical" in feared["notes"]


def test_a_bracket_is_never_a_publication_date() -> None:
    first, second, *_ = ftm_entities(small_dossier())
    assert "publishedAt" not in first["properties"]
    assert "The document prints no date: not before 2020-03-02, not after 2020-04-30." in first["properties"]["notes"]
    assert (second["schema"], second["properties"]["publishedAt"]) == ("Article", ["2020-04-02"])


@given(st.lists(st.tuples(IDS, IDS), min_size=2, max_size=6, unique=True))
def test_different_pairs_of_ids_have_different_entity_ids(pairs: list[tuple[str, str]]) -> None:
    dossier = small_dossier()
    names = [entity_id(dossier, "member", *pair) for pair in pairs]
    assert len(set(names)) == len(names)
    assert all(ENTITY_ID.fullmatch(name) for name in names)
