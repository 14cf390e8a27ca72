"""Titles that stand for a person ("the president", "the former minister"): who in the roster held them at that time.

A title is settled only if one member fits. Two that fit are both named, and the question goes to a person.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.coding.find.geography import places
from detente.coding.find.roster import Member, Roster, Term

_TITLE = (
    r"vice[-\s]president|president-elect|president|prime\s+minister|foreign\s+(?:relations\s+)?minister|premier|"
    r"defen[cs]e\s+(?:minister|secretary)|finance\s+minister|interior\s+minister|foreign\s+secretary|secretary\s+of\s+state|"
    r"attorney\s+general|secretary\s+general|chancellor|minister|ambassador|envoy|governor|mayor|king|queen|general|"
    r"chairman|chairwoman|secretary|candidate|speaker"
)
_MODIFIER = r"(?:former|ex-|then-|previous|outgoing|incoming|current|new|late)"
PATTERN = re.compile(
    rf"\b[Tt]he\s+(?:(?P<when>{_MODIFIER})[\s-]*)?(?:(?P<of>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)\s+)?(?P<title>(?i:{_TITLE}))\b"
    r"(?![\s-]+(?:[A-Z]|elect|general\b))(?![’']s\s+(?:office|house)\b)"
)
_FORMER = ("former", "ex-", "previous", "late")


@dataclass(frozen=True, slots=True)
class Held:
    """A title in the text with the members (numbers in the roster) that it can mean."""

    start: int
    end: int
    members: tuple[int, ...]


def titles(text: str, roster: Roster, span: tuple[date, date] | None) -> Iterator[Held]:
    """The titles in a folded text that some member of the roster held; ``span`` is the time that the passage speaks of."""
    for match in PATTERN.finditer(text):
        word = _plain(match["title"])
        when = (match["when"] or "").lower()
        country = None
        if match["of"]:
            place = places().get(match["of"])
            if place is None or place.kind == "capital":
                continue  # the Republican president: only a metonym of the roster can say who that is
            country = place.country
        fits = tuple(
            number
            for number, member in enumerate(roster.members)
            if (country is None or country in member.country) and holds(member, word, span, when in _FORMER)
        )
        if when == "previous" and len(fits) > 1:
            fits = _latest(fits, roster, word)
        if fits:
            yield Held(match.start(), match.end(), fits)


def _latest(members: tuple[int, ...], roster: Roster, title: str) -> tuple[int, ...]:
    """Of those who once held the title the one whose term ended last."""
    ends = {
        number: max(
            (term.end for term in roster.members[number].roles if term.end and _bears(term, title)), default=date.min
        )
        for number in members
    }
    return tuple(number for number in members if ends[number] == max(ends.values()))


def _bears(term: Term, title: str) -> bool:
    return re.search(rf"(?<!vice )(?<!former )\b{re.escape(title)}(?!-)\b", _plain(term.title)) is not None


def holds(member: Member, title: str, span: tuple[date, date] | None, former: bool = False) -> bool:
    """True if one of the member's terms bears the title at some time of the span (``former``: before it)."""
    for term in member.roles:
        if not _bears(term, title):
            continue
        if former:
            if term.end is not None and (span is None or term.end <= span[1]):
                return True
        elif within(term, span):
            return True
    return False


def within(term: Term, span: tuple[date, date] | None) -> bool:
    """True if the term overlaps the span; open ends overlap everything, and one that ends on the first day has ended."""
    if span is None:
        return True
    return (term.start is None or term.start <= span[1]) and (term.end is None or term.end > span[0])


def at_the_time(members: Sequence[int], roster: Roster, span: tuple[date, date] | None, noun: str) -> tuple[int, ...]:
    """Of members named by one phrase, those who held its office ("the U.S. president") at the time; all if that settles none."""
    kept = [
        number for number in members if not roster.members[number].roles or holds(roster.members[number], noun, span)
    ]
    return tuple(kept or members)


def _plain(title: str) -> str:
    return (
        re.sub(r"[\s-]+", " ", title.lower())
        .replace("president elect", "president-elect")
        .replace("defense", "defence")
    )
