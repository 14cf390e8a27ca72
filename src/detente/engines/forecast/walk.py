"""Walk through a stream in the order of its days: what was known, then the questions of a day, then what came.

A :class:`Walk` holds every count as of the last day that it has counted. Questions of a later day are described from these
counts alone; rules and affinities are learned from counted events only.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.affinity import Affinity
from detente.engines.forecast.describing import WIDTH, Learned, World, describe
from detente.engines.forecast.history import (
    ACTOR,
    ACTOR_RELATION,
    ALL,
    ANSWER,
    COUNTRY_PAIR,
    PAIR,
    RELATION,
    find_contexts,
    lay_out,
)
from detente.engines.forecast.kernel import HALF_LIVES, Account, count_events
from detente.engines.forecast.parallel import in_parts
from detente.engines.forecast.rules import learn_rules
from detente.engines.forecast.stream import Ids, Stream

Floats = npt.NDArray[np.float32]
#: What each list adds to the score that picks candidates: actor and relation, actor, relation, country and relation,
#: country, actor reversed, third parties by the same relation and by any, actor and relation over the long half-life.
RETRIEVAL = np.array([0.3, 0.2, 0.08, 0.1, 0.05, 0.08, 0.08, 0.05, 0.1])
#: Questions described at a time (memory).
CHUNK = 1024
#: Whose past the rules read, and which share of the events teaches them (each so-many-th; odd, so that both
#: directions teach).
_LEVELS = {PAIR: 1, COUNTRY_PAIR: 5, ANSWER: 7}


@dataclass(frozen=True)
class Block:
    """Days ``first``..``last``. Frozen: all are asked from what was known before ``first`` (the multi-step protocol)."""

    first: int
    last: int
    frozen: bool = False


@dataclass(frozen=True)
class Described:
    """Questions with candidates, features and retrieval scores: (m,), (m, K; -1 for none), (m, K, WIDTH), (m, K)."""

    rows: Ids
    candidates: npt.NDArray[np.int32]
    features: Floats
    scores: Floats


class Walk:
    """Counts, rules and affinities of a stream, up to a day that only goes forward."""

    def __init__(
        self, events: Stream, country: Ids, sector: Ids, is_state: npt.NDArray[np.bool_], rng: np.random.Generator,
        last_day: int, candidates: int = 100, rank: int = 64,
    ) -> None:  # fmt: skip
        """Lay out ``events`` (all that will be counted or asked); ``last_day`` is the last day of any question.

        ``country``, ``sector`` (entities,) from :func:`detente.engines.forecast.names.parts`; ``is_state`` marks
        entities that are countries themselves; ``candidates`` kept for each question; ``rank`` of the affinities.
        """
        self.events, self.rng, self.kept, self.home = events, rng, candidates, (country, sector)
        self.layout = lay = lay_out(events, country, sector)
        self.a, self.q, self.b, self.day = events.both_ways
        n, both = events.entities, 2 * events.relations
        origin = int(self.day[0]) if len(self.day) else 0
        days = np.arange(max(1, last_day - origin + 2))
        contexts, slots = len(lay.start) - 1, len(lay.answer)
        self.account = Account(
            start=lay.start,
            answer=lay.answer,
            pair=lay.pair,
            fill=np.zeros(contexts, np.int32),
            total=np.zeros((contexts, 4), np.float32),
            seen=np.zeros(contexts, np.int32),
            counts=np.zeros((slots, 3), np.float32),
            last=np.zeros(slots, np.int32),
            number=np.zeros(slots, np.float32),
            decay=np.stack([2.0 ** (-days / half) for half in HALF_LIVES]).astype(np.float32),
        )
        way = (self.q >= events.relations).astype(np.int64)
        everything, via_any = np.full((2, n), -1, np.int32), np.full((2, n), -1, np.int32)
        everything[way, self.b], via_any[way, self.a] = lay.slot[ALL], lay.context[ACTOR]
        via_same, node = np.full((both, n), -1, np.int32), np.full(n, -1, np.int32)
        via_same[self.q, self.a], node[self.b] = lay.context[ACTOR_RELATION], lay.context[ANSWER]
        self.of_relation = np.full(both, -1, np.int32)
        self.of_relation[self.q] = lay.context[RELATION]
        self.world = World(
            via_same, via_any, everything, node, country.astype(np.int32), sector.astype(np.int32), is_state,
            events.relations, RETRIEVAL,
        )  # fmt: skip
        self.rules = [np.zeros((both, both, len(HALF_LIVES)), np.float32) for _ in _LEVELS]
        self.ruled = 0
        self.affinity = Affinity(n, both, rank, rng)
        self.counted = self.learned = 0

    def count_until(self, day: int) -> None:
        """Count all events up to and including ``day``."""
        high, lay = int(np.searchsorted(self.day, day, side="right")), self.layout
        if high > self.counted:
            count_events(self.counted, high, lay.slot, lay.context, lay.day, self.account)
            self.counted = high

    def learn_rules(self) -> None:
        """Learn the rules of pairs, of their countries and of answering actors from everything counted so far."""
        if self.counted == self.ruled:
            return
        for place, (level, every) in enumerate(_LEVELS.items()):
            known, rounds = (self.rules[place], 2) if self.ruled else (None, 4)
            self.rules[place] = learn_rules(
                self.layout, self.counted, self.events.relations, self.account.decay, level, known, rounds, every
            )
        self.ruled = self.counted

    def learn_affinity(self, passes: int = 3) -> None:
        """Let the affinities learn what was counted since they last learned, mixed with as many older events."""
        low, high = self.learned, self.counted
        if high == low:
            return
        self.affinity.note(self.b[low:high])
        for _ in range(passes if low else passes + 2):
            older = self.rng.integers(0, low, high - low) if low else np.empty(0, np.int64)
            rows = self.rng.permutation(np.concatenate([np.arange(low, high), older]))
            self.affinity.learn(self.a, self.q, self.b, rows)
        self.learned = high

    def close(self, block: Block) -> None:
        """Count a block to its end and let the affinities learn it."""
        self.count_until(block.last)
        self.learn_affinity()

    def visit(self, block: Block, asked: npt.NDArray[np.bool_], pool: ThreadPoolExecutor | None) -> Iterator[Described]:
        """The questions of a block: the marked events (both ways, ``asked``), a few at a time, in the order of the days."""
        low, high = np.searchsorted(self.day, [block.first, block.last + 1])
        self.count_until(block.first - 1)
        rows = low + np.flatnonzero(asked[low:high])
        edges = np.flatnonzero(np.diff(self.day[rows])) + 1 if not block.frozen else np.empty(0, np.int64)
        for part in np.split(rows, edges):
            if not len(part):
                continue
            if not block.frozen:
                self.count_until(int(self.day[part[0]]) - 1)
            for start in range(0, len(part), CHUNK):
                some = part[start : start + CHUNK]
                yield self.describe(self.a[some], self.q[some], self.day[some], some, pool)

    def describe(self, a: Ids, q: Ids, day: Ids, rows: Ids, pool: ThreadPoolExecutor | None = None) -> Described:
        """Candidates and features of questions (a, q, ?) of days not yet counted."""
        m = len(a)
        contexts = find_contexts(self.layout, a, q, *self.home, self.events.relations)
        candidates = np.empty((m, self.kept), np.int32)
        features, scores = np.zeros((m, self.kept, WIDTH), np.float32), np.empty((m, self.kept), np.float32)
        near = self.affinity
        pairs, countries, answers = self.rules
        learned = Learned(pairs, countries, answers, near.u, near.w, np.concatenate([near.v, near.bias[:, None]], 1))

        def work(low: int, high: int) -> None:
            part = slice(low, high)
            describe(
                a[part], q[part], day[part], contexts[part], self.account, self.world, learned,
                candidates[part], features[part], scores[part],
            )  # fmt: skip

        in_parts(work, m, pool)
        return Described(rows, candidates, features, scores)
