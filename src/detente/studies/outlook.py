"""The outlook on time that its model did not see: origins week by week, each asked of a model fitted on what was known by then."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.engines.outlook.model import ask, learn
from detente.engines.outlook.stream import Array, Stream
from detente.engines.outlook.windows import outcomes, persistence, season

#: Days between origins, and share of the record that is held back where no day is given.
STEP = 7
HELD_BACK = 0.25
REFERENCES = ("climatology", "persistence", "season")


@dataclass(frozen=True)
class Held:
    """What was said at each origin, and what came: arrays of shape (pairs, classes, origins).

    ``p`` and ``references`` (by the names of REFERENCES) are probabilities of at least one event in the ``horizon`` days after the
    origin; ``happened`` says whether one came. ``modelled`` (classes, origins) is False where the climatology stood for want of data.
    ``classes`` names the rows; ``fits`` are the days at whose end a model was fitted; days count from ``first_day``.
    """

    horizon: int
    step: int
    classes: tuple[str, ...]
    origins: NDArray[np.intp]
    p: Array
    references: dict[str, Array]
    happened: NDArray[np.bool_]
    modelled: NDArray[np.bool_]
    fits: tuple[int, ...]
    first_day: np.datetime64

    def of(self, pairs: Iterable[int]) -> "Held":
        """The same for some pairs."""
        rows = list(pairs)
        return replace(self, p=self.p[rows], happened=self.happened[rows], references={name: each[rows] for name, each in self.references.items()})  # fmt: skip

    def day(self, index: int) -> np.datetime64:
        """The date of a day's index."""
        return self.first_day + np.timedelta64(int(index), "D")


def first_origin(days: int, horizon: int) -> int:
    """The first held-back origin of a record: the last quarter of those whose window has ended."""
    return max(int((1 - HELD_BACK) * (days - horizon)), 0)


def backtest(stream: Stream, horizon: int, start: int, *, step: int = STEP, refit: int | None = 28, rows: Iterable[int] | None = None,
             progress: Callable[[int], object] | None = None) -> Held | None:  # fmt: skip
    """Asks at ``start`` and every ``step`` days after it, as long as windows of ``horizon`` days have ended; None if none has.

    The model of an origin is fitted on windows that had ended by then: at the first origin, and again as soon as ``refit`` days have
    passed (never again where it is None). ``rows`` are the classes to score (all without it). ``progress`` is told of each origin.
    """
    wanted = tuple(range(len(stream.classes)) if rows is None else rows)
    origins = np.arange(start, stream.days - horizon, step, dtype=np.intp)
    if not len(origins):
        return None
    said: list[Array] = []
    base: list[Array] = []
    modelled: list[NDArray[np.bool_]] = []
    fits: list[int] = []
    for together in _by_fit(origins, refit):
        model = learn(stream, horizon, int(together[0]), rows=wanted)
        fits.append(int(together[0]))
        answer = ask(model, stream.until(int(together[-1])), together)  # an origin sees no day after itself
        said.append(answer.p[:, wanted])
        base.append(answer.base[:, wanted])
        modelled.append(np.repeat(np.array([[answer.modelled[row]] for row in wanted]), len(together), axis=1))
        if progress is not None:
            progress(len(together))
    climate = np.concatenate(base, axis=-1)
    counts = stream.counts[:, wanted]
    references = {
        "climatology": climate,
        "persistence": persistence(counts, horizon, origins, climate),
        "season": season(counts, horizon, origins, climate, stream.first_day),
    }
    return Held(
        horizon, step, tuple(stream.classes[row] for row in wanted), origins, np.concatenate(said, axis=-1), references,
        outcomes(counts, horizon, origins), np.concatenate(modelled, axis=1), tuple(fits), stream.first_day,
    )  # fmt: skip


def _by_fit(origins: NDArray[np.intp], refit: int | None) -> list[NDArray[np.intp]]:
    """The origins that share a model, which is fitted at the first of them."""
    if refit is None:
        return [origins]
    groups: list[list[int]] = []
    for origin in origins.tolist():
        if not groups or origin - groups[-1][0] >= refit:
            groups.append([])
        groups[-1].append(origin)
    return [np.array(each, dtype=np.intp) for each in groups]
