"""Coder reliability: Krippendorff's alpha, Cohen's kappa, and the matching of two coders' claims.

Krippendorff, Computing Krippendorff's alpha-reliability (2011): with coincidences ``o_ck``, sums ``n_c`` and
``n = sum n_c``, alpha = 1 - Do/De, Do = sum o_ck d2(c,k) / n, De = sum n_c n_k d2(c,k) / (n(n-1)). Cohen (1960):
kappa = (po - pe) / (1 - pe). One value only leaves nothing to disagree about: both are then undefined, never 1.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

LEVELS = ("nominal", "ordinal", "interval", "ratio")
RESAMPLES = 1_000
#: Conventional marks (Krippendorff 2004, recalled).
RELIABLE, TENTATIVE = 0.8, 0.667
Unit = TypeVar("Unit")
Pair = tuple[Hashable, Hashable]


def alpha(units: Sequence[Sequence[Any]], level: str = "nominal") -> float | None:
    """Krippendorff's alpha of units, each the values that its observers gave (None where an observer gave none).

    Units with fewer than two values drop out. ``level`` is one of :data:`LEVELS`; all but nominal want numbers.
    None when nothing can disagree: fewer than two values in all, or one value only. At most 1, may be negative.
    """
    if level not in LEVELS:
        raise ValueError(f"{level!r} is no level of measurement; use one of {', '.join(LEVELS)}")
    coincidences: dict[tuple[Any, Any], float] = defaultdict(float)
    for unit in units:
        values = Counter(value for value in unit if value is not None)
        size = sum(values.values())
        if size < 2:
            continue
        for c, many in values.items():
            for k, others in values.items():
                coincidences[c, k] += many * (others - (c == k)) / (size - 1)
    sums: dict[Any, float] = defaultdict(float)
    for (c, _), weight in coincidences.items():
        sums[c] += weight
    n = sum(sums.values())
    if len(sums) < 2:
        return None
    distance = _distance(level, sums)
    observed = sum(weight * distance(c, k) for (c, k), weight in coincidences.items()) / n
    expected = sum(sums[c] * sums[k] * distance(c, k) for c in sums for k in sums) / (n * (n - 1))
    return 1 - observed / expected


def _distance(level: str, sums: dict[Any, float]) -> Callable[[Any, Any], float]:
    """d2(c, k), the squared distance of two values."""
    if level == "nominal":
        return lambda c, k: float(c != k)
    if level == "interval":
        return lambda c, k: float((c - k) ** 2)
    if level == "ratio":
        return lambda c, k: 0.0 if c == k else float(((c - k) / (c + k)) ** 2)
    ranks = sorted(sums)

    def ordinal(c: Any, k: Any) -> float:
        low, high = sorted((c, k))
        between = sum(sums[g] for g in ranks if low <= g <= high)
        return 0.0 if c == k else float((between - (sums[c] + sums[k]) / 2) ** 2)

    return ordinal


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's kappa of two coders' labels, unit by unit; None without units, or when both use one label only."""
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[label] * second[label] for label in first) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def interval(
    statistic: Callable[[Sequence[Unit]], float | None],
    units: Sequence[Unit],
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> tuple[float, float] | None:
    """The 95 % interval of a statistic by resampling units with replacement; the same seed gives the same interval.

    Resamples on which the statistic is undefined are left out; None if that leaves fewer than half of them.
    """
    import numpy as np

    from detente.kernel.seeds import generator

    if not units:
        return None
    draws = generator(seed).integers(0, len(units), size=(resamples, len(units)))
    found = [value for row in draws if (value := statistic([units[place] for place in row])) is not None]
    if len(found) < resamples / 2:
        return None
    low, high = np.quantile(found, (0.025, 0.975))
    return float(low), float(high)


def mark(value: float | None) -> str:
    """What may be done with codings of that alpha, in words."""
    if value is None:
        return "undefined: one value only, or nothing to compare"
    if value < TENTATIVE:
        return "not reliable enough to count"
    return "reliable" if value >= RELIABLE else "tentative"


@dataclass(frozen=True, slots=True)
class Slot:
    """One coder's decision on a span. ``label`` is the class inside the type (PLOVER type of an event), "" where there is none.

    ``spans`` are pairs of code points; ``days`` the claim's interval; ``accepted`` is False for a rejected suggestion.
    """

    id: str
    document: str
    type: str
    spans: tuple[tuple[int, int], ...]
    label: str = ""
    actors: tuple[str, ...] = ()
    days: tuple[date, date] | None = None
    accepted: bool = True


def match(first: Sequence[Slot], second: Sequence[Slot]) -> list[tuple[Slot, Slot]]:
    """Pairs of slots of the same document and type whose spans overlap by half of the shorter; greedy by overlap.

    Each slot is in one pair at most. Ties go to the earlier text, then to the order given.
    """
    options = []
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            if (a.document, a.type) != (b.document, b.type):
                continue
            shared = sum(max(0, min(e, f) - max(s, t)) for s, e in a.spans for t, f in b.spans)
            shorter = min(sum(e - s for s, e in a.spans), sum(f - t for t, f in b.spans))
            if shared and shared >= shorter / 2:
                options.append((-shared, a.document, a.spans, i, j))
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    pairs = []
    for *_, i, j in sorted(options):
        if i not in taken_first and j not in taken_second:
            taken_first.add(i)
            taken_second.add(j)
            pairs.append((first[i], second[j]))
    return pairs


def same_days(first: tuple[date, date] | None, second: tuple[date, date] | None) -> bool:
    """True if both are undated, or the intervals share at least half of the days of the shorter."""
    if first is None or second is None:
        return first is second
    shared = (min(first[1], second[1]) - max(first[0], second[0])).days + 1
    return shared >= min((end - start).days + 1 for start, end in (first, second)) / 2


def compare(first: Sequence[Slot], second: Sequence[Slot], *, seed: int = 0) -> dict[str, Any]:
    """What two coders share, as plain data: finding, then agreement on type, actors, date and status.

    Finding (F1) and the first three look at accepted claims; status at every decision that both took on one span.
    """
    ours, theirs = [each for each in first if each.accepted], [each for each in second if each.accepted]
    pairs = match(ours, theirs)
    labelled = [(a.label, b.label) for a, b in pairs if a.label or b.label]
    decided = match(first, second)
    total = len(ours) + len(theirs)
    return {
        "claims": [len(ours), len(theirs)],
        "matched": len(pairs),
        "finding_f1": 2 * len(pairs) / total if total else None,
        "type": agreement(labelled, seed=seed),
        "actors": agreement([(_names(a), _names(b)) for a, b in pairs], seed=seed),
        "date": {"n": len(pairs), "share": _share([same_days(a.days, b.days) for a, b in pairs])},
        "status": agreement([(_status(a), _status(b)) for a, b in decided], seed=seed),
        "differ": [{"first": a.id, "second": b.id, "document": a.document, "in": wrong}
                   for a, b in decided if (wrong := _differences(a, b))],
        "seed": seed, "resamples": RESAMPLES,
    }  # fmt: skip


def agreement(pairs: Sequence[Pair], *, seed: int = 0) -> dict[str, Any]:
    """Share, alpha (nominal) and kappa of two coders' labels with their 95 % intervals, and what alpha allows."""
    value = alpha(pairs)
    return {
        "n": len(pairs),
        "share": _share([a == b for a, b in pairs]),
        "alpha": value,
        "alpha_interval": interval(alpha, pairs, seed=seed) if value is not None else None,
        "kappa": kappa(pairs),
        "kappa_interval": interval(kappa, pairs, seed=seed) if value is not None else None,
        "mark": mark(value),
    }


def _share(same: Sequence[bool]) -> float | None:
    return sum(same) / len(same) if same else None


def _names(slot: Slot) -> str:
    return " ".join(slot.actors) or "none"


def _status(slot: Slot) -> str:
    return "accepted" if slot.accepted else "rejected"


def _differences(a: Slot, b: Slot) -> list[str]:
    if a.accepted != b.accepted:
        return ["status"]
    if not a.accepted:
        return []
    checks = {"type": a.label == b.label, "actors": a.actors == b.actors, "date": same_days(a.days, b.days)}
    return [name for name, same in checks.items() if not same]
