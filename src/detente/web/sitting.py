"""One sitting of a coder at the review page: who, in which order, what of it; and what was typed into its forms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Request

from detente.kernel.errors import Problem
from detente.web.view import View
from detente.workbench import reviewing
from detente.workbench.review_fields import ACTOR_FIELDS, ROLES, choices, parsed, shown

#: Longest text that one field may bring.
LONGEST = 2000
#: An hour on one screen is a pause.
LONGEST_LOOK = 3600.0


@dataclass(frozen=True)
class Sitting:
    """What the address of the review page says. ``passed`` are questions that the coder does not want to see now."""

    coder: str
    order: str
    only: str
    document: str
    issue: str
    blind: bool
    passed: tuple[str, ...]

    @property
    def query(self) -> dict[str, Any]:
        """As keys of an address."""
        told = {"coder": self.coder, "order": self.order if self.order != "document" else "", "only": self.only, "document": self.document,
                "issue": self.issue, "blind": "1" if self.blind else "", "passed": ",".join(self.passed)}  # fmt: skip
        return {key: value for key, value in told.items() if value}

    def link(self, view: View, path: str = "", **more: Any) -> str:
        """An address of the review that keeps the sitting."""
        return view.link(f"/sources/review{path}", **{**self.query, **more})

    def carried(self, view: View) -> dict[str, Any]:
        """What a form with GET carries on: the view and the sitting."""
        return {**view.where, **self.query}

    @property
    def common(self) -> dict[str, Any]:
        """The arguments that every decision takes."""
        return {"coder": self.coder, "blind": self.blind}

    @property
    def chosen(self) -> dict[str, Any]:
        """The arguments that choose the queue."""
        return {"coder": self.coder, "by": self.order, "types": (self.only,) if self.only else (), "document": self.document or None,
                "issue": self.issue or None, "blind": self.blind}  # fmt: skip


def _sitting(coder: Annotated[str, Query(max_length=80)] = "", order: Literal["document", "certainty", "issue"] = "document",
             only: Annotated[str, Query(max_length=40)] = "", document: Annotated[str, Query(max_length=80)] = "",
             issue: Annotated[str, Query(max_length=80)] = "", blind: bool = False,
             passed: Annotated[str, Query(max_length=4000)] = "") -> Sitting:  # fmt: skip
    return Sitting(
        coder.strip(), order, only, document, issue, blind, tuple(each for each in passed.split(",") if each)[-40:]
    )


async def _typed(request: Request) -> dict[str, str]:
    form = await request.form(max_files=0, max_fields=80)
    return {key: str(value)[:LONGEST].strip() for key, value in form.items()}


#: The parameters of page functions.
Sat = Annotated[Sitting, Depends(_sitting)]
Typed = Annotated[dict[str, str], Depends(_typed)]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form: what it takes (``choices``, or the list of names ``known``), and what stands in it."""

    name: str
    required: bool
    value: str
    choices: tuple[str, ...]
    known: str
    first: bool
    wrong: bool


def fields_of(seen: dict[str, Any], type_: str, typed: dict[str, str], problems: Sequence[Problem] = ()) -> list[Field]:
    """The fields of a claim of the type, filled with what was typed, else with what is proposed; ``problems`` name those that are wrong."""
    named = {name for each in problems for name in re.findall(r"`(\w+)`", each.message)}
    told = reviewing.fields_of(type_)
    same = type_ == seen["type"]
    front = (told["actor_field"], told["own_words"], "date", "issues")
    found = []
    for each in told["wanted"]:
        name = each["name"]
        if name in ("plover", "said_by"):
            continue
        value = seen["fields"].get(name) if same or name in ("date", "issues", "author_attitude") else None
        if name == "issues" and not value:
            value = seen.get("likely_issues")
        known = "actors" if name in ACTOR_FIELDS else "issues" if name in ("issues", "issue") else ""
        found.append(Field(name, each["required"], typed.get(name, shown(value)), () if name == "auxiliary" else choices(type_, name), known,
                           name in front or each["required"] or name == "target" or name in named, name in named))  # fmt: skip
    return found


def voice_of(seen: dict[str, Any], typed: dict[str, str]) -> tuple[str, str, tuple[str, ...]]:
    """Who says so: the role, the actor, and the roles that there are."""
    said = seen["fields"].get("said_by") or {"role": "author"}
    return typed.get("said_by.role", said.get("role", "author")), typed.get("said_by.actor", said.get("actor") or ""), ROLES  # fmt: skip


def read_fields(seen: dict[str, Any], type_: str, typed: dict[str, str]) -> tuple[dict[str, Any], bool, list[str]]:
    """What was typed as fields of the claim; whether something that was proposed is changed by it; fields nobody can read."""
    fields: dict[str, Any] = {}
    proposed = seen["fields"] if type_ == seen["type"] else {}
    changed, wrong = type_ != seen["type"], []
    if changed:
        fields["type"] = type_
    for each in reviewing.fields_of(type_)["wanted"]:
        name = each["name"]
        if name == "said_by" and "said_by.role" in typed:
            text = " ".join(part for part in (typed.get("said_by.role"), typed.get("said_by.actor")) if part)
        elif name == "plover":
            text = typed.get("as") or typed.get("plover", "")
        elif name in typed:
            text = typed[name]
        else:
            continue
        before = shown(proposed.get(name))
        if text == before:
            continue
        value = parsed(name, text) if text else None
        if text and value is None:
            wrong.append(name)
        if value is None and not before:
            continue
        fields[name] = value
        ranked = [entry["type"] for entry in seen.get("ranked") or ()]
        changed |= bool(before) and not (name == "plover" and text in ranked)
    return fields, changed, wrong


def version_of(typed: dict[str, str]) -> int | None:
    """The version that a form carries, None if it carries none that can be read."""
    text = typed.get("version")
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else None


def seconds_of(typed: dict[str, str]) -> float:
    """Seconds that the screen says it was looked at; 0 where it says nothing sensible."""
    try:
        told = float(typed.get("seconds", "0"))
    except ValueError:
        return 0.0
    return told if 0 <= told <= LONGEST_LOOK else 0.0
