"""Which documents speak for themselves: of those with one author, one outlet, one text, or one that cites the other, one counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.dossier.claim import BaseClaim
from detente.dossier.source import Source


@dataclass(frozen=True, slots=True)
class Ties:
    """Why two documents count once: the two ids and the reason in words."""

    first: str
    second: str
    why: str


def ties(
    sources: Mapping[str, Source], claims: Iterable[BaseClaim] = (), copied: Iterable[tuple[str, str]] = ()
) -> list[Ties]:
    """Every tie between two documents. ``copied`` are pairs of documents that share near-copies of passages.

    A document cites another if one of its claims is said by an author of the other.
    """
    names = list(sources)
    said: dict[str, set[str]] = {}
    for claim in claims:
        if claim.said_by.actor and claim.said_by.role != "author":
            said.setdefault(claim.source_document, set()).add(claim.said_by.actor)
    pairs = {frozenset(pair) for pair in copied}
    found = []
    for i, first in enumerate(names):
        for second in names[i + 1 :]:
            found += [Ties(first, second, why) for why in _whys(sources[first], sources[second], said)]
            if frozenset((first, second)) in pairs:
                found.append(Ties(first, second, "one copies the other"))
    return found


def _whys(first: Source, second: Source, said: Mapping[str, set[str]]) -> list[str]:
    why = []
    authors = _authors(first) & _authors(second)
    if authors:
        why.append("same author")
    if first.outlet.value and second.outlet.value and _folded(first.outlet.value) == _folded(second.outlet.value):
        why.append(f"same outlet ({first.outlet.value})")
    for one, other in ((first, second), (second, first)):
        if set(other.author_actors) & said.get(one.id, set()) - set(one.author_actors):
            why.append(f"{one.id} cites an author of {other.id}")
    if first.sha256 == second.sha256 or first.text_sha256 == second.text_sha256:
        why.append("same text")
    return why


def _authors(source: Source) -> set[str]:
    return {_folded(each.value) for each in source.authors if each.value} | {*source.author_actors}


def _folded(name: str) -> str:
    return " ".join(name.lower().split())


def independent(documents: Sequence[str], tied: Iterable[Ties]) -> list[list[str]]:
    """The documents in groups that count once each; ties pass on (a copy of a copy is a copy). Order as given."""
    group = {name: name for name in documents}

    def head(name: str) -> str:
        while group[name] != name:
            name = group[name]
        return name

    for each in tied:
        if each.first in group and each.second in group:
            one, other = head(each.first), head(each.second)
            if one != other:
                group[other] = one
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(documents):
        found.setdefault(head(name), []).append(name)
    return list(found.values())
