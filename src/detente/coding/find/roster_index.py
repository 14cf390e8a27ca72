"""The roster as one pattern of all the names it knows, longest first, with the members that each can mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from detente.coding.find.folding import folded
from detente.coding.find.roster import Member, Roster
from detente.coding.find.word_lists import FUNCTION_WORDS, OPENERS

#: How a form of a name counts: always; only after the full name stood in the document; as a seat of government or a title.
ALIAS, SURNAME, METONYM = "alias", "surname", "metonym"
#: Words that name somebody only by way of another ("his predecessor"), or nobody in particular.
_TOO_COMMON = FUNCTION_WORDS | OPENERS | {"predecessor", "successor", "opponent", "members", "sources", "government"}


@dataclass(frozen=True, slots=True)
class Form:
    """One way to name a member. ``waits``: it counts only once a ``full`` form of the member stood in the document."""

    member: int
    match: str
    full: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """``forms`` by folded key (lower case); ``pattern`` matches any of them at word boundaries in a folded text."""

    roster: Roster
    pattern: re.Pattern[str] | None
    forms: dict[str, tuple[Form, ...]]

    def member(self, form: Form) -> Member:
        """The member that a form means."""
        return self.roster.members[form.member]


@lru_cache(maxsize=8)
def index_of(roster: Roster) -> Index:
    """The index of a roster, made once."""
    forms: dict[str, list[Form]] = {}
    shapes: dict[str, str] = {}
    for number, member in enumerate(roster.members):
        for text, form in _forms(number, member):
            key = key_of(text)
            if not key or (key in _TOO_COMMON and text[:1].islower()):
                continue
            known = forms.setdefault(key, [])
            if all(each.member != number for each in known):
                known.append(form)
            shapes.setdefault(folded(text), key)
    parts = [_shape(text) for text in sorted(shapes, key=lambda each: (-len(each), each))]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None
    return Index(roster, pattern, {key: tuple(each) for key, each in forms.items()})


def key_of(text: str) -> str:
    """What two spellings of one name share: folded, lower case, single blanks."""
    return " ".join(folded(text).lower().split())


def _forms(number: int, member: Member) -> Iterator[tuple[str, Form]]:
    words = member.name.split()
    person = member.kind in (None, "person") and len(words) > 1 and words[-1][:1].isupper()
    yield member.name, Form(number, ALIAS, full=True)
    for alias in member.aliases:
        short = person and key_of(alias) == key_of(words[-1])
        yield alias, Form(number, SURNAME if short else ALIAS, full=" " in alias.strip())
    for metonym in member.metonyms:
        yield metonym, Form(number, METONYM)
    if person:
        if len(words) > 2 and re.fullmatch(r"[A-Z]\.?", words[1]):
            yield f"{words[0]} {words[-1]}", Form(number, ALIAS, full=True)
        yield words[-1], Form(number, SURNAME, waits=not member.unique)


def _shape(text: str) -> str:
    """A pattern: blanks may be any white space, and a word with a small first letter may have a capital."""
    return r"\s+".join(
        f"[{word[0]}{word[0].upper()}]{re.escape(word[1:])}" if word[0].islower() else re.escape(word)
        for word in text.split()
    )
