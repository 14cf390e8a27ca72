"""Claims that may tell one event: complete linkage, so that every two claims of a cluster are alike enough.

Never two claims of one passage: an author who tells two acts in a breath means two acts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.coding.across.act import Act
from detente.coding.across.likeness import SUGGESTED, likeness, word_cosines


@dataclass(frozen=True, slots=True)
class Cluster:
    """Ids of the claims in their given order, and the lowest score between two of them (0..1)."""

    claims: tuple[str, ...]
    score: float


def clusters(acts: Sequence[Act], *, least: float = SUGGESTED) -> list[Cluster]:
    """Groups of two or more acts that score ``least`` or more pair by pair, the surest first.

    The two groups whose least alike members are most alike are joined first; of equal ones those that come first.
    """
    cosines = word_cosines([act.words for act in acts])
    links: dict[int, dict[int, float]] = {place: {} for place in range(len(acts))}
    for i, first in enumerate(acts):
        for j in range(i + 1, len(acts)):
            if first.passage != acts[j].passage and (score := likeness(first, acts[j], float(cosines[i, j]))) >= least:
                links[i][j] = links[j][i] = score
    members: dict[int, list[int]] = {place: [place] for place in range(len(acts))}
    lowest = dict.fromkeys(members, 1.0)
    while best := min(
        ((-score, i, j) for i, near in links.items() for j, score in near.items() if i < j), default=None
    ):
        score, keep, gone = -best[0], best[1], best[2]
        members[keep] += members.pop(gone)
        lowest[keep] = min(lowest[keep], lowest.pop(gone), score)
        theirs = links.pop(gone)
        joined = {other: min(near, theirs[other]) for other, near in links[keep].items() if other in theirs}
        for other, near in links.items():
            near.pop(gone, None)
            near.pop(keep, None)
            if other in joined:
                near[keep] = joined[other]
        links[keep] = joined
    found = [Cluster(tuple(acts[place].id for place in sorted(group)), lowest[first]) for first, group in members.items() if len(group) > 1]  # fmt: skip
    return sorted(found, key=lambda each: (-each.score, each.claims))
