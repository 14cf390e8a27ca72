"""The dossier as FollowTheMoney entities ``{id, schema, properties}``, every property a list of text.

Schema and property names are those of the public model (alephdata/followthemoney, followthemoney/schema, June 2025).
The claims behind an entity stand in ``notes``, document by document, and ``proof`` points to the documents.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.dossier.actor import Actor
from detente.dossier.claim import BaseClaim
from detente.dossier.dossier import Dossier
from detente.dossier.event import NEVER_COUNTED, Event
from detente.dossier.source import Source
from detente.reports.exports import evidence
from detente.reports.exports.country_codes import ALPHA_2

#: Kind of actor -> schema. Groups and publics are no organizations: they have no members' roll and no legal form.
ACTOR_SCHEMA: dict[str, str] = {
    "person": "Person",
    "state": "PublicBody",
    "government": "PublicBody",
    "body": "PublicBody",
    "agency": "PublicBody",
    "faction": "Organization",
    "firm": "Company",
    "group": "LegalEntity",
    "public": "LegalEntity",
}
_ORGANIZATIONS = {"PublicBody", "Organization", "Company"}
_ARTICLES = {"news", "analysis", "opinion"}
_LANGUAGES = {"en": "eng", "es": "spa", "fr": "fra", "de": "deu", "pt": "por", "it": "ita", "ru": "rus", "zh": "zho",
              "ar": "ara", "ja": "jpn", "ko": "kor", "tr": "tur", "uk": "ukr", "pl": "pol", "nl": "nld", "fa": "fas",
              "he": "heb", "hi": "hin"}  # fmt: skip

Values = Iterable[str | None]


def ftm_entities(dossier: Dossier) -> list[dict[str, Any]]:
    """Give sources, actors, memberships and events as entities, in this order and in the order of the files.

    A membership in a group that is no organization is an UnknownLink with the role "member of". An event that the
    dossier does not count (negated, hypothetical, future or alleged) says so in its name, keywords and notes.
    """
    about = _claims_about(dossier)
    return [
        *(_source(dossier, source) for source in dossier.sources.values()),
        *(_actor(dossier, actor, about.get(name, ())) for name, actor in dossier.actors.items()),
        *(
            _membership(dossier, actor, dossier.actors[group])
            for actor in dossier.actors.values()
            for group in dict.fromkeys(actor.group_of)
            if group in dossier.actors
        ),
        *(_event(dossier, event) for event in evidence.events(dossier)),
    ]


def entity_id(dossier: Dossier, kind: str, *names: str) -> str:
    """Make an id that FollowTheMoney accepts (letters, digits, dots, hyphens) and that no two records share.

    An underscore becomes ``-..-`` and several names are joined by ``..``; a dossier's ids never hold two dots in a row.
    """
    return "-".join((dossier.dossier.id, kind, "..".join(names))).replace("_", "-..-")


def _entity(name: str, schema: str, properties: Mapping[str, Values]) -> dict[str, Any]:
    filled = {key: [value for value in dict.fromkeys(values) if value] for key, values in properties.items()}
    return {"id": name, "schema": schema, "properties": {key: values for key, values in filled.items() if values}}


def _claims_about(dossier: Dossier) -> dict[str, list[BaseClaim]]:
    found: dict[str, list[BaseClaim]] = {}
    for claim in dossier.usable_claims.values():
        for actor in claim.actors:
            found.setdefault(actor, []).append(claim)
    return found


def _claim_notes(claims: Sequence[BaseClaim]) -> list[str]:
    """One note a document: ``Claims in DOCUMENT: id, id``."""
    return [
        f"Claims in {document}: {', '.join(claim.id for claim in claims if claim.source_document == document)}"
        for document in evidence.documents_of(claims)
    ]


def _proof(dossier: Dossier, claims: Iterable[BaseClaim]) -> list[str]:
    known = (document for document in evidence.documents_of(claims) if document in dossier.sources)
    return [entity_id(dossier, "source", document) for document in known]


def _source(dossier: Dossier, source: Source) -> dict[str, Any]:
    when = source.date
    return _entity(
        entity_id(dossier, "source", source.id),
        "Article" if source.kind in _ARTICLES else "Document",
        {
            "name": [source.title.value or source.short],
            "title": [source.title.value],
            "fileName": [source.file],
            "author": [author.value for author in source.authors],
            "publisher": [source.outlet.value],
            "language": [_LANGUAGES.get(source.language.split("-")[0].lower())],
            "publishedAt": [when.value.isoformat() if when.value else None],
            "sourceUrl": [source.url if source.url and source.url.startswith(("https://", "http://")) else None],
            "notes": [
                f"SHA-256 of the file: {source.sha256}",
                f"Reliability {source.reliability}: {source.reliability_reason}",
                _bracket_note(source),
            ],
        },
    )


def _bracket_note(source: Source) -> str | None:
    when = source.date
    if when.value:
        return None
    sides = (("not before", when.not_before), ("not after", when.not_after))
    bounds = ", ".join(f"{side} {day}" for side, day in sides if day)
    return f"The document prints no date: {bounds or 'no bound is known'}."


def _actor(dossier: Dossier, actor: Actor, claims: Sequence[BaseClaim]) -> dict[str, Any]:
    schema = ACTOR_SCHEMA[actor.kind]
    unknown = [code for code in actor.countries if code not in ALPHA_2]
    properties: dict[str, Values] = {
        "name": [actor.name],
        "alias": [alias for alias in actor.aliases if alias != actor.name],
        "weakAlias": actor.metonyms,
        "country": [ALPHA_2.get(code) for code in actor.countries],
        "sector": [actor.sector],
        "notes": [
            actor.note,
            f"Countries without a two-letter code: {', '.join(unknown)}" if unknown else None,
            *_claim_notes(claims),
        ],
        "proof": _proof(dossier, claims),
    }
    if schema == "Person":
        properties["position"] = [role.title for role in actor.roles]
    return _entity(entity_id(dossier, "actor", actor.id), schema, properties)


def _membership(dossier: Dossier, actor: Actor, group: Actor) -> dict[str, Any]:
    organized = ACTOR_SCHEMA[group.kind] in _ORGANIZATIONS
    member, organization = ("member", "organization") if organized else ("subject", "object")
    return _entity(
        entity_id(dossier, "member", actor.id, group.id),
        "Membership" if organized else "UnknownLink",
        {
            "role": ["member of"],
            member: [entity_id(dossier, "actor", actor.id)],
            organization: [entity_id(dossier, "actor", group.id)],
        },
    )


def _event(dossier: Dossier, event: Event) -> dict[str, Any]:
    claims = evidence.usable(dossier, event.claims)
    kept_out = [each for each in event.auxiliary if each in NEVER_COUNTED]
    start = event.date_start.isoformat() if event.date_start else None
    end = event.date_end.isoformat() if event.date_end else None
    involved = [each for each in (*event.source, *event.target) if each in dossier.actors]
    return _entity(
        entity_id(dossier, "event", event.id),
        "Event",
        {
            "name": [_event_name(dossier, event, kept_out)],
            "summary": [event.summary],
            "startDate": [start],
            "endDate": [end],
            "date": [start if start == end else None],
            "involved": [entity_id(dossier, "actor", each) for each in involved],
            "keywords": [event.type, *event.mode, *event.auxiliary, *event.issues],
            "recordId": [event.id],
            "notes": [
                event.note,
                f"Not counted as an event: {', '.join(kept_out)}" if kept_out else None,
                *_claim_notes(claims),
            ],
            "proof": _proof(dossier, claims),
        },
    )


def _event_name(dossier: Dossier, event: Event, kept_out: Sequence[str]) -> str:
    """``Donald Trump to Mexico: THREATEN``, with what keeps the event out of counts in brackets."""
    sides = [", ".join(map(dossier.actor_name, side)) for side in (event.source, event.target)]
    who = " to ".join(filter(None, sides)) or "Unnamed"
    return f"{who}: {event.type}" + (f" ({', '.join(kept_out)})" if kept_out else "")
