"""Pronouns for one person. They are never settled: each names its likeliest antecedent and says that it is an inference."""

import re
from collections.abc import Sequence

from detente.coding.find.overlaps import holding
from detente.coding.find.page import Item
from detente.coding.find.roster import Roster
from detente.coding.find.sentences import sentences

_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]im|[Hh]er|[Hh]is|[Hh]ers|[Hh]imself|[Hh]erself)\b")


def add_pronouns(texts: Sequence[str], found: Sequence[list[Item]], roster: Roster) -> None:
    """Add an item for each pronoun that has a person before it in its block or in the block before."""
    persons = {member.id: member for member in roster.members if member.kind in (None, "person")}
    before: list[Item] = []
    for text, items in zip(texts, found, strict=True):
        people = [item for item in items if item["actor"] in persons]
        spans = sentences(text) if people or before else []
        for match in _PRONOUN.finditer(text) if people or before else ():
            if any(item["start"] <= match.start() < item["end"] for item in items):
                continue
            antecedent, others = likeliest(match.start(), people, spans, before)
            antecedent = (
                _named_behind(match, text, people, spans) or _possessor(match, text, people, spans) or antecedent
            )
            if antecedent is not None:
                new = _item(match.start(), match.end(), text, antecedent, others)
                items.append(new)
                people.append(new)
        items.sort(key=lambda item: item["start"])
        people.sort(key=lambda item: item["start"])
        before = _subject_of_the_last(people, spans) or before


def _subject_of_the_last(people: Sequence[Item], spans: Sequence[tuple[int, int]]) -> list[Item]:
    """The first person (or pronoun) of the last sentence that has one."""
    for low, high in reversed(spans):
        here = [item for item in people if low <= item["start"] < high]
        if here:
            return here[:1]
    return []


def _start(item: Item) -> int:
    return int(item["start"])


def _named_behind(
    match: re.Match[str], text: str, people: Sequence[Item], spans: Sequence[tuple[int, int]]
) -> Item | None:  # fmt: skip
    """Of "For her part, the minister ..." the minister: the person right behind the opening phrase."""
    low, _ = holding(spans, match.start()) or (0, 0)
    if len(text[low : match.start()].split()) > 3:
        return None
    comma = re.compile(r"[^,.;:]{0,60},\s+(?:[a-z]+\s+){0,2}").match(text, match.end())
    return next(
        (item for item in people if comma and item["start"] == comma.end() and item["match"] != "pronoun"), None
    )


def _possessor(
    match: re.Match[str], text: str, people: Sequence[Item], spans: Sequence[tuple[int, int]]
) -> Item | None:  # fmt: skip
    """Of "the minister's speech and her promise" the minister: the nearest owner before "his" or "her" in the sentence."""
    if match[0].lower() not in ("his", "her") or not re.search(
        r"\b(?:and|or)\s+$", text[max(0, match.start() - 6) : match.start()]
    ):
        return None
    low, _ = holding(spans, match.start()) or (0, 0)
    owners = [
        item for item in people
        if low <= item["start"] < match.start() and text[item["end"] : item["end"] + 2] in ("’s", "'s")
    ]  # fmt: skip
    return max(owners, key=_start) if owners else None


def likeliest(
    place: int, people: Sequence[Item], spans: Sequence[tuple[int, int]], before: Sequence[Item]
) -> tuple[Item | None, list[str]]:
    """The first person of the pronoun's sentence or of the nearest sentence before it that names one, and all candidates."""
    names: list[str] = []
    chosen: Item | None = None
    for low, high in reversed([span for span in spans if span[0] <= place]):
        here = [item for item in people if low <= item["start"] < min(high, place)]
        names.extend(item["actor"] for item in here if item["actor"] not in names)
        if here and chosen is None:
            pronouns = [item for item in here if item["match"] == "pronoun"]
            own = low <= place < high and pronouns
            chosen = max(pronouns, key=_start) if own else min(here, key=_start)
        elif chosen is not None:
            break
    if chosen is None and before:
        chosen = before[-1]
        names.append(chosen["actor"])
    return chosen, names


def _item(start: int, end: int, text: str, antecedent: Item, candidates: list[str]) -> Item:
    return {
        "start": start, "end": end, "text": text[start:end], "status": "inferred", "rule": "pronoun",
        "actor": antecedent["actor"], "name": antecedent["name"], "match": "pronoun",
        "candidates": candidates if len(candidates) > 1 else [],
        "country": antecedent["country"], "sector": antecedent["sector"],
    }  # fmt: skip
