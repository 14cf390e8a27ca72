"""What the model looks at: for each pair, class and origin a row of named numbers, all known at the origin."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.engines.outlook.decay import rates
from detente.engines.outlook.stream import Array, Stream

#: Half-lives in days.
SAME = (3, 10, 30, 90, 365)
VOLUME = (3, 10, 30, 90)
REVERSE = (10, 60)
SYSTEM = (10, 90)
#: Added inside logarithms: a fiftieth of an event in the window.
LITTLE = 0.02
#: Longer silences count as this many days.
LONG_AGO = 400


@dataclass(frozen=True)
class Features:
    """``values``: shape (pairs, classes, origins, names). ``names``: what each column is, in words for people."""

    names: tuple[str, ...]
    values: Array


def features(stream: Stream, horizon: int, origins: NDArray[np.intp]) -> Features:
    """Decayed rates of the class, of all classes, of the reverse pair and of each class; silence; the volume of the whole record."""
    counts = stream.counts
    base = len(stream.base)
    mirror = stream.mirror
    back = np.where((mirror >= 0)[:, None, None], counts[np.maximum(mirror, 0)], np.float32(0))
    same = {half: rates(counts, half, origins) for half in sorted({*SAME, *VOLUME})}
    shape = same[SAME[0]].shape
    names: list[str] = []
    columns: list[Array] = []

    def add(name: str, column: Array) -> None:
        names.append(name)
        columns.append(np.broadcast_to(column, shape))

    for half in SAME:  # on the scale of the answer: the chance of an event at a steady rate
        add(f"events of this class (half-life {half} days)", np.log(-np.expm1(-same[half] * horizon) + LITTLE / 10))
    for half in REVERSE:
        add(f"events of this class the other way (half-life {half} days)", np.log(rates(back, half, origins) * horizon + LITTLE))  # fmt: skip
    for half in VOLUME:
        add(f"events of all classes (half-life {half} days)", np.log(same[half][:, :base].sum(axis=1, keepdims=True) * horizon + LITTLE))  # fmt: skip
    answered = rates(back[:, :base].sum(axis=1), 10, origins)[:, None]
    add("events of all classes the other way (half-life 10 days)", np.log(answered * horizon + LITTLE))
    add("days since the last event of this class", np.log1p(_silence(counts, origins)))
    whole = counts[:, :base].sum(axis=(0, 1))
    fresh, long = (rates(whole, half, origins) for half in SYSTEM)
    add("volume of the whole record against its usual", np.log((fresh + LITTLE) / (long + LITTLE))[None, None])
    for row, name in enumerate(stream.base):
        add(f"events of {name} (half-life 10 days)", np.log(same[10][:, row : row + 1] * horizon + LITTLE))
    return Features(tuple(names), np.stack(columns, axis=-1))


def _silence(counts: NDArray[np.float32], origins: NDArray[np.intp]) -> Array:
    last = np.maximum.accumulate(np.where(counts > 0, np.arange(counts.shape[-1]), -LONG_AGO), axis=-1)
    return np.minimum(origins - last[..., origins], LONG_AGO).astype(float)
