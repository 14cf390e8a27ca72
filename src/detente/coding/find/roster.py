"""The roster: who can be meant, under which names and titles, and when. Pure part; files are opened by the workbench.

Two sources give the same roster: the actor records of a dossier, and the data of a ``--roster`` file (a list, or a
mapping with the list under ``actors``) with the keys id, name, country, sector, kind, aliases, roles {title, from, to},
metonyms, group_of, active {from, to} and unique (true: the surname alone is enough from the first line on).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.dossier.actor import Actor
from detente.kernel.dates import parse_day
from detente.kernel.errors import Problem
from detente.kernel.ids import is_id

KEYS = frozenset(
    {"id", "name", "kind", "country", "sector", "aliases", "roles", "metonyms", "group_of", "active", "unique", "note"}
)


@dataclass(frozen=True, slots=True)
class Term:
    """A title held from ``start`` to ``end`` (None: open)."""

    title: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One actor of the roster; ``country`` holds ISO 3166 alpha-3 codes, none to many."""

    id: str
    name: str
    kind: str | None = None
    country: tuple[str, ...] = ()
    sector: str | None = None
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    group_of: tuple[str, ...] = ()
    roles: tuple[Term, ...] = ()
    active: tuple[date | None, date | None] = (None, None)
    unique: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """All members, in the order of the file."""

    members: tuple[Member, ...] = ()


def roster_of(actors: Iterable[Actor]) -> Roster:
    """The roster that a dossier's actor records make."""
    return Roster(
        tuple(
            Member(
                actor.id, actor.name, actor.kind, actor.countries, actor.sector, actor.aliases, actor.metonyms,
                actor.group_of, tuple(Term(role.title, role.from_, role.to) for role in actor.roles),
                (actor.active.from_, actor.active.to) if actor.active else (None, None),
            )
            for actor in actors
        )
    )  # fmt: skip


def read_roster(data: Any, file: str) -> tuple[Roster, list[Problem]]:
    """The roster in a file's data (already parsed), and all that is wrong with it (then the roster is not to be used)."""
    entries = data.get("actors") if isinstance(data, Mapping) else data
    if not isinstance(entries, list):
        return Roster(), [Problem(file, 0, "value-invalid", "a roster is a list of actors",
                                  "Write a list, or `actors:` with a list under it.")]  # fmt: skip
    problems: list[Problem] = []
    members = [_member(entry, number, file, problems) for number, entry in enumerate(entries, 1)]
    seen: set[str] = set()
    for member in members:
        if member.id and member.id in seen:
            problems.append(Problem(file, 0, "id-duplicate", f"the id {member.id} stands twice",
                                    "Give every actor an id of its own.", place=member.id))  # fmt: skip
        seen.add(member.id)
    return Roster(tuple(members)), problems


def _member(entry: Any, number: int, file: str, problems: list[Problem]) -> Member:
    place = f"actor {number}"

    def wrong(message: str, fix: str) -> None:
        problems.append(Problem(file, 0, "value-invalid", message, fix, place=place))

    def texts(key: str) -> tuple[str, ...]:
        value = entry.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            wrong(
                f"`{key}` must be a list of texts",
                "Write each text in quotation marks if YAML takes it for something else.",
            )
            return ()
        return tuple(value)

    def day(value: Any, key: str) -> date | None:
        if value is None or (isinstance(value, date)):
            return value
        try:
            return parse_day(str(value))
        except ValueError:
            wrong(
                f"`{key}` is {str(value)[:40]!r}, which is no day", "Write YYYY-MM-DD, or leave it out for an open end."
            )
            return None

    if not isinstance(entry, Mapping):
        wrong("an actor must have keys", "Write `id:` and `name:`.")
        return Member("", "")
    for key in entry:
        if key not in KEYS and not str(key).startswith("x_"):
            wrong(f"the key `{key}` is unknown", f"Use one of {', '.join(sorted(KEYS))}.")
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        wrong("the key `name` is missing", "Name the actor.")
        name = ""
    if not is_id(entry.get("id")):
        wrong(f"the id {str(entry.get('id'))[:40]!r} is no id", "Use lower-case letters, digits and hyphens.")
    place = str(entry.get("id") or place)
    roles = []
    for role in entry.get("roles") or ():
        if not isinstance(role, Mapping) or not isinstance(role.get("title"), str):
            wrong("each of `roles` needs a `title`", "Write {title: ..., from: YYYY-MM-DD, to: YYYY-MM-DD}.")
            continue
        roles.append(Term(role["title"], day(role.get("from"), "from"), day(role.get("to"), "to")))
    active = entry.get("active")
    span = (
        (day(active.get("from"), "from"), day(active.get("to"), "to")) if isinstance(active, Mapping) else (None, None)
    )
    text = {key: entry.get(key) if isinstance(entry.get(key), str) else None for key in ("kind", "sector")}
    return Member(
        str(entry.get("id") or ""), name, text["kind"], texts("country"), text["sector"], texts("aliases"),
        texts("metonyms"), texts("group_of"), tuple(roles), span, entry.get("unique") is True,
    )  # fmt: skip
