"""Random codings to compare with: how often does a pattern come out if each actor's numbers are shuffled? (section 6)."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.engines.deals.reader import deal_of
from detente.engines.deals.requests import Controls, DealFile
from detente.kernel.checker import Checker
from detente.kernel.seeds import generator
from detente.studies.deals.variants import solve_short

#: A pattern counts as a finding if its rate is at least so many times that under random coding.
ENOUGH = 3.0


@dataclass(frozen=True)
class Control:
    """The rate of a pattern under one kind of shuffling. ``ratio`` is None where shuffled codings never show it.

    ``beats``: the rate of the ensemble is above 0 and at least ENOUGH times that of the control.
    """

    permute: str
    rate: float
    ratio: float | None
    beats: bool


def run(file: DealFile, block: Controls, rates: dict[str, float]) -> dict[str, tuple[Control, ...]]:
    """By pattern one record for each kind. ``rates`` are those of the ensemble, or 1 and 0 of the point solution."""
    found: dict[str, list[Control]] = {pattern.name: [] for pattern in file.patterns}
    for number, kind in enumerate(block.permute):
        rng = generator(block.seed * 1009 + number)
        hits, counted = dict.fromkeys(found, 0), 0
        for _ in range(block.draws):
            check = Checker("control")
            deal = deal_of(check, shuffled(file.plain, kind, rng))
            if deal is None or check.problems:
                continue
            counted += 1
            pick = solve_short(deal).pick
            for pattern in file.patterns:
                hits[pattern.name] += pattern.holds(deal, pick)
        for name, hit in hits.items():
            rate = hit / counted if counted else 0.0
            ratio = rates[name] / rate if rate > 0 else None
            beats = rates[name] > 0 and (ratio is None or ratio >= ENOUGH)
            found[name].append(Control(kind, rate, ratio, beats))
    return {name: tuple(each) for name, each in found.items()}


def shuffled(plain: dict[str, Any], kind: str, rng: np.random.Generator) -> dict[str, Any]:
    """The file with weights, ideals or both shuffled, for each actor over its own issues, each column by itself.

    Ideals move among the issues for which the actor states one; tables of values stay. Actors with one issue stay.
    """
    columns = ("weights", "ideals") if kind == "both" else (kind,)
    return plain | {
        group: [_actor(each, columns, rng) for each in plain[group]]
        for group in ("governments", "ratifiers") if isinstance(plain.get(group), list)
    }  # fmt: skip


def _actor(actor: dict[str, Any], columns: tuple[str, ...], rng: np.random.Generator) -> dict[str, Any]:
    changed = dict(actor)
    for column in columns:
        table = actor.get(column)
        if isinstance(table, dict) and len(table) > 1:
            order = rng.permutation(len(table))
            values = list(table.values())
            changed[column] = {key: values[k] for key, k in zip(table, order.tolist(), strict=True)}
    return changed
