"""A stream of coded events: who (subject) does what (relation) to whom (object) on which day, in the order of the days."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Stream:
    """Events as four arrays of one length, sorted by day, each event once a day.

    ``subject`` and ``object`` are entity ids in 0..``entities`` - 1, ``relation`` in 0..``relations`` - 1, ``day`` is a
    whole number of days from any origin. Build it with :func:`stream`, which sorts and drops repetitions.
    """

    subject: Ids
    relation: Ids
    object: Ids
    day: Ids
    entities: int
    relations: int

    def __len__(self) -> int:
        return len(self.day)

    def until(self, day: int) -> "Stream":
        """The events of ``day`` and before."""
        return self._cut(slice(0, int(np.searchsorted(self.day, day, side="right"))))

    def after(self, day: int) -> "Stream":
        """The events after ``day``."""
        return self._cut(slice(int(np.searchsorted(self.day, day, side="right")), None))

    def _cut(self, part: slice) -> "Stream":
        return Stream(
            self.subject[part], self.relation[part], self.object[part], self.day[part], self.entities, self.relations
        )

    @cached_property
    def both_ways(self) -> tuple[Ids, Ids, Ids, Ids]:
        """Every event twice: (a, q, b, day), as (s, r, o) and then as (o, r + relations, s); the length is doubled.

        So both directions of forecasting are one question: (a, q, ?), where q >= ``relations`` asks who did it to a.
        """
        a = np.stack([self.subject, self.object], 1).ravel()
        b = np.stack([self.object, self.subject], 1).ravel()
        q = np.stack([self.relation, self.relation + self.relations], 1).ravel()
        return a, q, b, np.repeat(self.day, 2)


def stream(subject: Ids, relation: Ids, object_: Ids, day: Ids, entities: int, relations: int) -> Stream:
    """Sort events by (day, subject, relation, object) and keep each once a day.

    Raises ValueError for arrays of unequal length and for ids outside 0..``entities`` - 1 or 0..``relations`` - 1.
    """
    columns = [np.asarray(each, np.int64) for each in (subject, relation, object_, day)]
    if len({each.shape for each in columns}) != 1 or columns[0].ndim != 1:
        raise ValueError("subject, relation, object and day are arrays of one length")
    for values, limit, what in (
        (columns[0], entities, "subject"),
        (columns[1], relations, "relation"),
        (columns[2], entities, "object"),
    ):
        if len(values) and (values.min() < 0 or values.max() >= limit):
            raise ValueError(f"{what}: ids run from 0 to {limit - 1}")
    order = np.lexsort((columns[2], columns[1], columns[0], columns[3]))
    rows = np.stack([each[order] for each in columns])
    new = np.ones(rows.shape[1], bool)
    new[1:] = (rows[:, 1:] != rows[:, :-1]).any(0)
    kept = rows[:, new]
    return Stream(kept[0], kept[1], kept[2], kept[3], entities, relations)


def joined(*parts: Stream) -> Stream:
    """Several streams of the same entities and relations as one."""
    first = parts[0]
    return stream(
        np.concatenate([each.subject for each in parts]),
        np.concatenate([each.relation for each in parts]),
        np.concatenate([each.object for each in parts]),
        np.concatenate([each.day for each in parts]),
        first.entities,
        first.relations,
    )
