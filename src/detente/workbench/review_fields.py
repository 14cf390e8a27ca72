"""The fields of a claim as a person types them: at the terminal and on the page the same texts mean the same."""

from collections.abc import Mapping
from typing import Any, get_args

from detente.dossier.actor import Actor
from detente.dossier.claim import CLAIM_TYPES, Auxiliary

LIST_FIELDS = ("source", "target", "actor", "addressee", "issues", "mode", "auxiliary")
#: Fields that hold actors' ids.
ACTOR_FIELDS = ("source", "target", "actor", "addressee", "speaker", "attributed_to", "holder", "adviser")
INTERVALS = ("date", "due")
ROLES = ("author", "actor_own_words", "third_party", "unnamed", "data_source")
#: Kinds of actor.
KINDS: tuple[str, ...] = get_args(Actor.model_fields["kind"].annotation)
NOTHING = ("none", "-")


def shown(value: Any) -> str:
    """A field's value as one types it."""
    if value in (None, "", [], ()):
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        if "start" in value:
            return str(value["start"]) if value["start"] == value["end"] else f"{value['start']}/{value['end']}"
        return " ".join(str(each) for each in value.values() if each)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def parsed(field: str, text: str) -> Any:
    """What was typed as the field's value: lists by commas, said_by as role and actor, numbers as numbers."""
    if field in LIST_FIELDS:
        return text if text in NOTHING else [part.strip() for part in text.split(",") if part.strip()]
    if field == "said_by":
        role, _, rest = text.partition(" ")
        return {"role": role, **({"actor": rest.strip()} if rest.strip() else {})}
    if field in ("value", "value_max"):
        try:
            return float(text.replace(",", ""))
        except ValueError:
            return None
    if field == "due":
        from detente.workbench.reviewing import as_interval

        return as_interval(text)
    return text


#: What is asked for a record of each kind; ``kind_of`` is the kind of an actor.
RECORD_FIELDS = {
    "actor": ("id", "name", "kind_of", "country", "sector", "aliases", "metonyms", "group_of", "roles"),
    "calendar": ("id", "name", "start", "end", "source"),
    "issue": ("id", "name", "low", "high", "controller"),
}


def record_of(kind: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """What was typed as the keys of a record: lists by commas, a country in capitals, roles by semicolons; empty fields are left out."""
    record: dict[str, Any] = {}
    for field in RECORD_FIELDS.get(kind, ()):
        text = typed.get(field, "").strip()
        if not text:
            continue
        if field in ("aliases", "metonyms", "group_of"):
            record[field] = [part.strip() for part in text.split(",") if part.strip()]
        elif field == "roles":
            record[field] = [role_of(part) for part in text.split(";") if part.strip()]
        else:
            record["kind" if field == "kind_of" else field] = text.upper() if field == "country" else text
    return record


def role_of(text: str) -> dict[str, str]:
    """``President 2018-12-01..2024-09-30`` as a role; an end that is not said stays open."""
    words, _, last = text.strip().rpartition(" ")
    start, sign, end = last.partition("..")
    if not sign:
        return {"title": text.strip()}
    return {"title": words, **({"from": start} if start else {}), **({"to": end} if end else {})}


def choices(type_: str, field: str) -> tuple[str, ...]:
    """The words that a field takes where it takes a few, in their order; () where it takes anything."""
    if field == "auxiliary":
        return tuple(get_args(Auxiliary))
    known = CLAIM_TYPES[type_].model_fields.get(field)
    if known is None:
        return ()
    found = [each for part in (known.annotation, *get_args(known.annotation)) for each in get_args(part) if isinstance(each, str)]  # fmt: skip
    return tuple(dict.fromkeys(found))
