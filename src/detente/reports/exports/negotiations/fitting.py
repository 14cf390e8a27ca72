"""Fitting a negotiation into a format: utilities in 0..1, weights that sum to 1, file names, breakdown as a package."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from detente.dossier.negotiation import Negotiation, Party
from detente.kernel.errors import Problem

Array = NDArray[np.float64]

_UNSAFE = re.compile(r"[^\w .()+-]")
#: Names that one system or another keeps for devices.
_DEVICES = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)")
_MOST_SUMS = 1_000_000
_NEAR = 1e-9


@dataclass
class Remarks:
    """Warnings about what was written, each with the file and place they belong to."""

    warnings: list[Problem] = field(default_factory=list)

    def warn(self, file: str, place: str, slug: str, message: str, fix: str) -> None:
        """Add one."""
        self.warnings.append(Problem(file, 0, slug, message, fix, "warning", place))


def stems(negotiation: Negotiation, remarks: Remarks) -> tuple[str, ...]:
    """A file name, without its ending, for the domain and then for each party: safe, and different in any case of letters."""
    found: list[str] = []
    for party in negotiation.parties:
        safe = _UNSAFE.sub("_", party.id).strip(" .")[:100] or "party"
        safe = f"{safe}_" if _DEVICES.fullmatch(safe.split(".")[0]) else safe
        stem = _free(safe, found)
        if stem != party.id:
            remarks.warn(f"{stem}", "file", "negotiation-fitted", f"{party.id!r} is no safe file name, so the party is called {stem!r}",
                        "rename the file if you like")  # fmt: skip
        found.append(stem)
    return (_free("domain", found), *found)


def _free(stem: str, taken: Sequence[str]) -> str:
    known = {each.casefold() for each in taken}
    return next(
        name for k in range(len(known) + 1) if (name := stem if not k else f"{stem}_{k + 1}").casefold() not in known
    )


def without_negatives(party: Party, file: str, remarks: Remarks) -> Party:
    """The party with its least utilities lifted to 0 where they lie below: the same packages and gains at another zero."""
    floors = [min(0.0, *table) for table in party.utilities]
    if not any(floors):
        return party
    lift = -sum(w * floor for w, floor in zip(party.weights, floors, strict=True))
    remarks.warn(file, "utilities", "negotiation-fitted", f"utilities below 0 are lifted, {lift:.12g} in all, breakdown with them",
                "compare packages and gains, not levels of utility")  # fmt: skip
    utilities = tuple(
        tuple(each - floor for each in table) for table, floor in zip(party.utilities, floors, strict=True)
    )
    return replace(party, utilities=utilities, reservation=(party.reservation or 0.0) + lift)


def by_top(party: Party) -> Party:
    """The same utilities with 1 as the largest of every issue (0 where all are 0)."""
    tops = [max(table) if max(table) > 0 else 1.0 for table in party.utilities]
    return replace(
        party,
        weights=tuple(w * top for w, top in zip(party.weights, tops, strict=True)),
        utilities=tuple(tuple(each / top for each in table) for table, top in zip(party.utilities, tops, strict=True)),
    )


def balanced(party: Party, file: str, remarks: Remarks) -> Party:
    """The same utilities with weights that sum to 1 and values in 0..1, if they lie in 0..1; else as they are."""
    whole = all(0 <= each <= 1 for table in party.utilities for each in table)
    if whole and abs(math.fsum(party.weights) - 1) <= _NEAR:
        return party
    scaled = by_top(party)
    tops = [w if max(table) > 0 else 0.0 for w, table in zip(scaled.weights, scaled.utilities, strict=True)]
    spare = 1 - math.fsum(tops)
    if spare < -_NEAR:
        remarks.warn(file, "utilities", "negotiation-fitted", f"the best package is worth {1 - spare:.12g}; GeniusWeb itself wants at most 1",
                    "divide all weights by one number if another program is to read the file")  # fmt: skip
        return party
    weights = [top + max(spare, 0.0) / len(tops) for top in tops]
    return replace(
        party,
        weights=tuple(weights),
        utilities=tuple(
            tuple(min(each * top / w, 1.0) if w else 0.0 for each in table)
            for table, top, w in zip(scaled.utilities, tops, weights, strict=True)
        ),
    )


def nearest_bid(party: Party, target: float) -> tuple[int, ...]:
    """The package whose utility is nearest to ``target``, the first of equals.

    Exact if the issues split into two lists of at most a million packages each; of the issues beyond, the first level is taken.
    """
    parts = [w * np.asarray(table) for w, table in zip(party.weights, party.utilities, strict=True)]
    halves: list[list[int]] = [[], []]
    at = 0
    for half in halves:
        size = 1
        while at < len(parts) and size * len(parts[at]) <= _MOST_SUMS:
            size *= len(parts[at])
            half.append(at)
            at += 1
    rest = sum(float(part[0]) for part in parts[at:])
    first, second = (_sums([parts[k] for k in half]) for half in halves)
    order = np.argsort(first, kind="stable")
    ranked = first[order]
    wanted = target - rest - second
    spot = np.searchsorted(ranked, wanted)
    below, above = np.clip(spot - 1, 0, len(ranked) - 1), np.clip(spot, 0, len(ranked) - 1)
    closer = np.where(np.abs(ranked[above] - wanted) < np.abs(ranked[below] - wanted), above, below)
    best = int(np.argmin(np.abs(ranked[closer] - wanted)))
    found = [0] * len(parts)
    for half, place in zip(halves, (int(order[closer[best]]), best), strict=True):
        for k, level in zip(half, np.unravel_index(place, [len(parts[k]) for k in half]) if half else (), strict=True):
            found[k] = int(level)
    return tuple(found)


def _sums(parts: Sequence[Array]) -> Array:
    """Sums over all packages, the first issue slowest; the empty package is worth 0."""
    total = np.zeros(1)
    for part in parts:
        total = np.add.outer(total, part).ravel()
    return total
