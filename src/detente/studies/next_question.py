"""One question about the present: who will do what to whom, from all that is known before a day."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.forecaster import Forecaster, Settings, learn
from detente.engines.forecast.reasons import Reasons, reasons
from detente.engines.forecast.stream import Ids, Stream
from detente.engines.forecast.walk import Described, Walk
from detente.studies.next_events import CORES, make_walk, train_blocks

#: Fewer events than this teach no weights: the counts alone answer.
ENOUGH = 2_000
#: Questions that teach the forecaster of the present: fewer than under the protocol, so that a desk need not wait.
QUESTIONS = 15_000
#: Half-lives (see :data:`kernel.HALF_LIVES`) of the actor's own relations and of everybody's.
_OWN, _ALL = 1, 2


@dataclass(frozen=True)
class Present:
    """A walk that has counted everything before ``day``, and what it learned: None where there was too little."""

    walk: Walk
    forecaster: Forecaster | None
    day: int


@dataclass(frozen=True)
class Candidate:
    """An answer: the relation both ways (see :attr:`Stream.both_ways`), the entity, its place, probability and reasons."""

    relation: int
    entity: int
    rank: int
    probability: float
    reasons: Reasons


def prepare(known: Stream, names: Sequence[str], day: int, *, model: str = "logit", seed: int = 0) -> Present:
    """Count and learn all events before ``day``. ``model`` is logit or full.

    Raises ValueError if nothing is known before ``day``.
    """
    known = known.until(day - 1)
    if not len(known):
        raise ValueError("no event is known before that day")
    walk = make_walk(known, names, seed, day)
    if len(known) < ENOUGH:
        walk.count_until(day - 1)
        walk.learn_rules()
        return Present(walk, None, day)
    blocks = train_blocks(known, 0)
    walk.count_until(blocks[0].first - 1)
    walk.learn_rules()
    walk.learn_affinity()
    with ThreadPoolExecutor(CORES) as pool:
        forecaster = learn(walk, blocks, replace(Settings(), questions=QUESTIONS), model == "full", pool)
    walk.learn_rules()
    return Present(walk, forecaster, day)


def ask(present: Present, actor: int, relations: Ids, other: int | None = None, top: int = 10) -> tuple[Candidate, ...]:
    """The likeliest answers (q, b) to (actor, q, b) for the ``relations`` q, all of one direction.

    With one relation the probability is that of b given the relation and that b is among its candidates; with several it
    is that times the relation's chance to be the actor's next (:func:`chances`). ``other`` keeps only b = other, at the
    place that it has among all.
    """
    walk = present.walk
    m = len(relations)
    found = walk.describe(np.full(m, actor), relations, np.full(m, present.day), np.zeros(m, np.int64))
    given = _from_counts(found.scores) if present.forecaster is None else present.forecaster.probability(found)
    share = given.astype(float) * (chances(walk, actor, relations, present.day)[:, None] if m > 1 else 1.0)
    share[found.candidates < 0] = -1.0
    order = np.argsort(-share, axis=None, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(1, len(order) + 1)
    wanted = (found.candidates >= 0) if other is None else (found.candidates == other)
    answers = []
    for at in order[wanted.ravel()[order]][:top]:
        row, place = divmod(int(at), share.shape[1])
        part = slice(row, row + 1)
        one = Described(found.rows[part], found.candidates[part], found.features[part], found.scores[part])
        q = int(relations[row])
        why = reasons(walk, present.forecaster, one, actor, q, present.day, place)
        answers.append(Candidate(q, int(one.candidates[0, place]), int(rank[at]), float(share[row, place]), why))
    return tuple(answers)


def chances(walk: Walk, actor: int, relations: Ids, day: int) -> npt.NDArray[np.float64]:
    """The chance of each relation to be the actor's next one: its own share, with one event of everybody's beside it.

    (x + p) / (sum of x + 1), where x is the actor's count of the relation at the middle half-life and p the relation's share
    in all events of that direction at the long one (a Dirichlet prior worth one event).
    """
    account = walk.account

    def total(contexts: npt.NDArray[np.int32], half: int) -> npt.NDArray[np.float64]:
        value = account.total[contexts, half] * account.decay[half, day - account.seen[contexts]]
        return np.where((contexts >= 0) & (account.fill[contexts] > 0), value, 0.0).astype(float)

    own, usual = total(walk.world.via_same[relations, actor], _OWN), total(walk.of_relation[relations], _ALL)
    found: npt.NDArray[np.float64] = (own + usual / usual.sum()) / (own.sum() + 1.0)
    return found


def _from_counts(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    found: npt.NDArray[np.float32] = scores / np.maximum(scores.sum(1, keepdims=True), 1e-30)
    return found
