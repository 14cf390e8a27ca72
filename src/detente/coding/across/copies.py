"""Near-copies of passages across documents: what was printed twice must not count twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from detente.coding.suggest.features import words

#: Words in a run; runs shared by two texts are what was copied.
RUN = 5
#: A shorter passage proves nothing.
LEAST_WORDS = 12
COPIED = 0.5


@dataclass(frozen=True, slots=True)
class Copy:
    """Two passages (document, id) and the share of the shorter one's runs of five words that both have (0.5..1)."""

    first: tuple[str, str]
    second: tuple[str, str]
    share: float


def near_copies(passages: Iterable[tuple[str, str, str]], *, least: float = COPIED) -> list[Copy]:
    """Passages (document, id, text) of two documents that share half or more of the shorter one's runs, the closest first."""
    runs: dict[tuple[str, str], frozenset[tuple[str, ...]]] = {}
    where: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for document, name, text in passages:
        found = words(text)
        if len(found) < LEAST_WORDS:
            continue
        runs[document, name] = frozenset(tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1))
        for run in runs[document, name]:
            where[run].append((document, name))
    shared: dict[tuple[tuple[str, str], tuple[str, str]], int] = defaultdict(int)
    for places in where.values():
        for i, first in enumerate(places):
            for second in places[i + 1 :]:
                if first[0] != second[0]:
                    shared[first, second] += 1
    pairs = [Copy(a, b, count / min(len(runs[a]), len(runs[b]))) for (a, b), count in shared.items()]
    return sorted((each for each in pairs if each.share >= least), key=lambda each: (-each.share, each.first, each.second))  # fmt: skip
