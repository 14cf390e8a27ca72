"""Where a Brier score comes from: reliability, resolution, uncertainty (Murphy 1973)."""

from collections import defaultdict
from collections.abc import Iterable


def murphy(calls: Iterable[tuple[float, bool]]) -> dict[str, float | int | None]:
    """BS = REL - RES + UNC over (p, happened), grouped by distinct p. All parts None when there is no call.

    REL = sum n_k (p_k - o_k)^2 / N, RES = sum n_k (o_k - o)^2 / N, UNC = o (1 - o).
    """
    groups: dict[float, list[bool]] = defaultdict(list)
    for p, happened in calls:
        groups[p].append(happened)
    n = sum(map(len, groups.values()))
    if not n:
        return {"n": 0, "brier": None, "reliability": None, "resolution": None, "uncertainty": None}
    mean = sum(sum(each) for each in groups.values()) / n
    share = {p: sum(each) / len(each) for p, each in groups.items()}
    return {
        "n": n,
        "brier": sum((p - happened) ** 2 for p, each in groups.items() for happened in each) / n,
        "reliability": sum(len(each) * (p - share[p]) ** 2 for p, each in groups.items()) / n,
        "resolution": sum(len(each) * (share[p] - mean) ** 2 for p, each in groups.items()) / n,
        "uncertainty": mean * (1 - mean),
    }
