"""Where the counts of a stream are kept: lists of past answers, one for each context of each family.

A *context* is what a question shares with past events (the same actor and relation; the same actor; the same relation;
the actor's country and relation; ...), a *slot* is one answer that the context has had. The layout is made from the
whole stream, but slots of a context stand in the order of their first day, and a context opens them one by one, so
whatever comes later changes nothing in what is read earlier.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.stream import Ids, Stream

Ints = npt.NDArray[np.int32]
#: Families whose answers are entities, then those whose answers are countries or sectors, then the pair's relations.
ACTOR_RELATION, ACTOR, RELATION, COUNTRY_RELATION, COUNTRY, ALL = range(6)
ACTOR_RELATION_COUNTRY, ACTOR_COUNTRY, COUNTRY_RELATION_COUNTRY, SECTOR_RELATION = range(6, 10)
PAIR, COUNTRY_PAIR, ANSWER = range(10, 13)
FAMILIES = 13
#: Columns of the contexts of a question: families 0..9, then the actor's context in the other direction.
REVERSED = 10


@dataclass(frozen=True)
class Layout:
    """Contexts and slots of all families.

    ``keys[f]`` the sorted keys of family f's contexts and ``first[f]`` the number of its first context; ``start`` the
    first slot of each context (contexts + 1 numbers); ``answer`` the answer of each slot; ``slot[f, i]`` and
    ``context[f, i]`` where event i (both ways) counts; ``pair`` the PAIR context of each slot of family
    ACTOR and the COUNTRY_PAIR context of each slot whose answer is a country.
    """

    keys: tuple[Ids, ...]
    first: Ids
    start: Ids
    answer: Ints
    slot: Ints
    context: Ints
    pair: Ints
    day: Ids


def context_keys(a: Ids, q: Ids, country: Ids, sector: Ids, relations: int) -> list[Ids]:
    """The key of the context of a question (a, q) in every family but PAIR."""
    way, both = (q >= relations).astype(np.int64), 2 * relations
    return [
        a * both + q, a * 2 + way, q.copy(), country[a] * both + q, country[a] * 2 + way, way,
        a * both + q, a * 2 + way, country[a] * both + q, sector[a] * both + q,
    ]  # fmt: skip


def lay_out(events: Stream, country: Ids, sector: Ids) -> Layout:
    """Make the layout for a stream, with the country and sector of every entity (see :mod:`names`)."""
    a, q, b, day = events.both_ways
    n = events.entities
    keys = [*context_keys(a, q, country, sector, events.relations), a * n + b, country[a] * n + country[b], b]
    same = (country[a] == country[b]).astype(np.int64)
    answers = [b, b, b, b, b, b, country[b], country[b], country[b], 2 * sector[b] + same, q, q, q]
    size = int(max(n, 2 * events.relations, 2 * (sector.max(initial=0) + 1), country.max(initial=0) + 1))
    uniques, starts, held, firsts = [], [], [], []
    slot, context = np.empty((FAMILIES, len(a)), np.int32), np.empty((FAMILIES, len(a)), np.int32)
    contexts = slots = 0
    for family, (key, answer) in enumerate(zip(keys, answers, strict=True)):
        unique, which = np.unique(key, return_inverse=True)
        combined, first, inverse = np.unique(which * size + answer, return_index=True, return_inverse=True)
        order = np.lexsort((first, combined // size))
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        counts = np.bincount(combined // size, minlength=len(unique))
        uniques.append(unique)
        firsts.append(contexts)
        starts.append(slots + np.concatenate([[0], np.cumsum(counts)[:-1]]) if len(unique) else np.empty(0, np.int64))
        held.append((combined % size)[order])
        slot[family], context[family] = slots + place[inverse], contexts + which
        contexts, slots = contexts + len(unique), slots + len(combined)
    pair = np.full(slots, -1, np.int32)
    pair[slot[ACTOR]] = context[PAIR]
    for family in (ACTOR_RELATION_COUNTRY, ACTOR_COUNTRY, COUNTRY_RELATION_COUNTRY):
        pair[slot[family]] = context[COUNTRY_PAIR]
    return Layout(
        tuple(uniques), np.array(firsts), np.concatenate([*starts, [slots]]).astype(np.int64),
        np.concatenate(held).astype(np.int32), slot, context, pair, day,
    )  # fmt: skip


def find_contexts(layout: Layout, a: Ids, q: Ids, country: Ids, sector: Ids, relations: int) -> Ints:
    """The contexts of questions (a, q): shape (questions, 11), -1 where none exists.

    The last column is the actor's context in the other direction: what was done to it, where the question
    asks what it does.
    """
    keys = [*context_keys(a, q, country, sector, relations), a * 2 + (q < relations)]
    found = np.full((len(a), REVERSED + 1), -1, np.int32)
    for column, key in enumerate(keys):
        family = ACTOR if column == REVERSED else column
        known = layout.keys[family]
        if len(known) == 0:
            continue
        place = np.minimum(np.searchsorted(known, key), len(known) - 1)
        hit = known[place] == key
        found[hit, column] = layout.first[family] + place[hit]
    return found
