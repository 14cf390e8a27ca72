"""Mentions of the roster's actors, block by block: names, surnames, titles, seats of government and, as inferences, pronouns.

The longest name wins, whole words only; accents and the shape of apostrophes do not count; a possessive is left out of the
span. Where two members fit, both are named and neither is chosen.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from detente.coding.find.folding import folded
from detente.coding.find.names import TITLES, Name, is_work, names
from detente.coding.find.page import Item
from detente.coding.find.roster import Member, Roster
from detente.coding.find.roster_index import METONYM, SURNAME, Form, Index, index_of, key_of
from detente.coding.find.seats import stands_for_government
from detente.coding.find.titles import Held, at_the_time, titles
from detente.coding.find.word_lists import FUNCTION_WORDS, OPENERS, word_set

_BEHIND_SURNAME = word_set(
    "administration white house cabinet team government presidency campaign republicans democrats camp era rally aide"
)
_OTHER_PLACE = re.compile(
    r"\b(?:New|Latin|North|South|Central|Gulf\s+of|State\s+of|Sea\s+of|Bank\s+of|University\s+of)\s+$"
)
_TITLE_NOUN = re.compile(r"(president(?:-elect)?|minister|chancellor|king|queen|secretary|general|ambassador|leader|premier|senator)$")  # fmt: skip


@dataclass(slots=True)
class _State:
    """What the document has told so far: the members whose full name stood, and all that were named."""

    full: set[int] = field(default_factory=set)
    named: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Hit:
    """``members`` can be meant; ``likely`` is the one that the paragraph points to, if one."""

    start: int
    end: int
    members: tuple[int, ...]
    match: str
    inferred: bool = False
    likely: int | None = None


Span = tuple[date, date] | None


def find_actors(texts: Sequence[str], roster: Roster, span: Span) -> list[list[Item]]:
    """The mentions in each block, in order. ``span`` is the document's date as two days, None if it is not known."""
    index, state = index_of(roster), _State()
    found = []
    for text in texts:
        plain = folded(text)
        hits = _hits(plain, index, state, span)
        for held in titles(plain, roster, span):
            over = [hit for hit in hits if hit.start < held.end and held.start < hit.end]
            if all(
                held.start <= hit.start and hit.end < held.end for hit in over
            ):  # "the new U.S. president" is one mention
                hits = [hit for hit in hits if hit not in over]
                hits.append(_title(held, hits, state))
        state.named.update(hit.members[0] for hit in hits if len(hit.members) == 1)
        found.append([_item(hit, text, roster) for hit in sorted(hits, key=lambda hit: hit.start)])
    return found


def _hits(plain: str, index: Index, state: _State, span: Span) -> list[_Hit]:
    if index.pattern is None:
        return []
    works = [name for name in names(plain) if is_work(name.text)]
    hits: list[_Hit] = []
    for match in index.pattern.finditer(plain):
        start, end = match.start(), match.end()
        forms = index.forms.get(key_of(match[0]), ())
        if not forms or _inside_work(start, end, works) or _other_place(plain, start, end):
            continue
        kept = [form for form in forms if _counts(form, plain, start, end, index, state)]
        if not kept:
            continue
        state.full.update(form.member for form in kept if form.full)
        members = _settled(kept, match[0], index, span)
        title = bool(_TITLE_NOUN.search(match[0])) and all(form.match == METONYM for form in kept)
        hits.append(_Hit(start, end, members, "title" if title else kept[0].match, _possessed(match[0])))
    return hits


def _title(held: Held, hits: Sequence[_Hit], state: _State) -> _Hit:
    """A title that several can bear points to the one who is named before it in the paragraph, else in the document."""
    near = {hit.members[0] for hit in hits if len(hit.members) == 1 and hit.start < held.start} & set(held.members)
    known = (near | state.named) & set(held.members)
    members = tuple(number for number in held.members if not known or number in known)
    likely = next(iter(near)) if len(near) == 1 < len(held.members) else None
    if likely is None and len(members) == 1 < len(held.members):
        likely = members[0]
    return _Hit(held.start, held.end, members if likely is None else held.members, "title", likely=likely)


def _counts(form: Form, plain: str, start: int, end: int, index: Index, state: _State) -> bool:
    text = plain[start:end]
    if form.waits and form.member not in state.full:
        return False
    if form.match == SURNAME:
        return not _someone_else(plain, start, end, index.member(form))
    if form.match == METONYM and not _TITLE_NOUN.search(text):
        return stands_for_government(plain, start, end)
    return not (text.islower() and " " not in text and not _bare(plain, start))


def _someone_else(plain: str, start: int, end: int, member: Member) -> bool:
    """True if another given name stands before the surname, or another name goes on behind it."""
    own = set(key_of(member.name).replace(".", "").split())
    before = re.search(r"([A-Z][\w'.-]*)\s+$", plain[max(0, start - 30) : start])
    if before:
        word = before[1].lower().rstrip(".")
        known = (
            word in own or word in TITLES or before[1].lower() in TITLES or word in FUNCTION_WORDS or word in OPENERS
        )
        ends = before[1].endswith((".", "'s", "s'")) and len(before[1]) > 3
        if not (known or ends or before[1].isupper() or re.search(r"(?:an|ish|ese|ans|cs|ly)$", word)):
            return True
    after = re.match(r"\s([A-Z][a-z][\w-]*)", plain[end : end + 24])
    return after is not None and after[1].lower() not in own | _BEHIND_SURNAME | TITLES


def _bare(plain: str, start: int) -> bool:
    """True for a common noun that no adjective narrows ("firms", but not "small firms")."""
    before = re.search(r"([\w'-]+)\s+$", plain[max(0, start - 24) : start])
    if before is None:
        return True
    word = before[1].lower()
    return word in FUNCTION_WORDS or word.endswith(("ing", "ed"))


def _possessed(text: str) -> bool:
    """True for a name that leans on a pronoun ("his government")."""
    return text.split(maxsplit=1)[0].lower() in ("his", "her", "their", "our", "its", "my", "your")


def _inside_work(start: int, end: int, works: Iterable[Name]) -> bool:
    """True inside the longer name of a treaty, an institution or a place."""
    return any(name.start <= start and end <= name.end and end - start < name.end - name.start for name in works)


def _other_place(plain: str, start: int, end: int) -> bool:
    return _OTHER_PLACE.search(plain[max(0, start - 16) : start]) is not None or plain[end : end + 5] in (
        " City",
        "\nCity",
    )


def _settled(forms: Sequence[Form], text: str, index: Index, span: Span) -> tuple[int, ...]:
    """The members that one phrase can mean at the time: those in being; of a state and its one government, the government."""
    members = tuple(dict.fromkeys(form.member for form in forms))
    if len(members) == 1:
        return members
    roster = index.roster
    noun = _TITLE_NOUN.search(text)
    if noun:
        return at_the_time(members, roster, span, noun[1])
    alive = [number for number in members if _alive(roster.members[number], span)]
    governments = [number for number in alive if roster.members[number].kind == "government"]
    states = [number for number in alive if roster.members[number].kind == "state"]
    if len(governments) == 1 and len(states) + 1 == len(alive):
        return (governments[0],)
    if states and not governments:
        return (states[0],) if len(states) == len(alive) == 1 else tuple(alive)
    return tuple(alive or members)


def _alive(member: Member, span: Span) -> bool:
    """True if the member was in being at some time of the span; one that ended on its first day has handed over."""
    low, high = member.active
    return span is None or ((low is None or low <= span[1]) and (high is None or high > span[0]))


def _item(hit: _Hit, text: str, roster: Roster) -> Item:
    candidates = [roster.members[number].id for number in hit.members]
    number = hit.members[0] if len(candidates) == 1 else hit.likely
    member = None if number is None else roster.members[number]
    sure = len(candidates) == 1 and not hit.inferred
    return {
        "start": hit.start, "end": hit.end, "text": text[hit.start : hit.end],
        "status": "ambiguous" if member is None else "suggested" if sure else "inferred", "rule": hit.match,
        "actor": member.id if member else None, "name": member.name if member else None, "match": hit.match,
        "candidates": candidates if len(candidates) > 1 else [],
        "country": member.country[0] if member and len(member.country) == 1 else None,
        "sector": member.sector if member else None,
    }  # fmt: skip
