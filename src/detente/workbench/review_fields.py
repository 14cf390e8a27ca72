"""The fields of a claim as a person types them: at the terminal and on the page the same texts mean the same."""

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


def choices(type_: str, field: str) -> tuple[str, ...]:
    """The words that a field takes where it takes a few, in their order; () where it takes anything."""
    if field == "auxiliary":
        return tuple(get_args(Auxiliary))
    known = CLAIM_TYPES[type_].model_fields.get(field)
    if known is None:
        return ()
    found = [each for part in (known.annotation, *get_args(known.annotation)) for each in get_args(part) if isinstance(each, str)]  # fmt: skip
    return tuple(dict.fromkeys(found))
