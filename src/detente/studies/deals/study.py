"""A deal studied: the account, the runs with other numbers, and what happens over time, as records."""

from dataclasses import dataclass, replace
from typing import Any

from detente.engines.deals.deal import Deal
from detente.engines.deals.solve import Solved, solve
from detente.engines.relation.result import relation_data, threat_data
from detente.studies.deals import controls, ensemble, over_time
from detente.studies.deals.crisis_facts import crisis_facts, crisis_threshold
from detente.studies.deals.task import Task
from detente.studies.deals.variants import Driver, Removed, Swept, ablation, sensitivity, sweep


@dataclass(frozen=True)
class DealStudy:
    """Everything about one deal. ``rates`` are those of the patterns that the controls are held against."""

    task: Task
    deal: Deal
    solved: Solved
    threshold: dict[str, float | None] | None
    sweep: tuple[tuple[str, tuple[Swept, ...]], ...]
    drawn: ensemble.Drawn | None
    rates: dict[str, float]
    controls: dict[str, tuple[controls.Control, ...]] | None
    drivers: tuple[Driver, ...] | None
    removed: tuple[Removed, ...] | None


@dataclass(frozen=True)
class Repeated:
    """The other engine's blocks as plain data, the path as records, and warnings."""

    relation: dict[str, Any] | None
    threat_game: dict[str, Any] | None
    path: tuple[over_time.PathRow, ...]
    warnings: tuple[str, ...]


def study(task: Task, *, with_sensitivity: bool = False, with_ablation: bool = False, draws: int | None = None, seed: int | None = None) -> DealStudy | None:  # fmt: skip
    """Solve the deal of a file and everything it asks for; None if it holds none. Same seed, same numbers.

    ``draws`` and ``seed`` replace those of the file's ensemble and controls; 0 draws leave both out.
    """
    file, deal = task.file, task.file.deal
    if deal is None:
        return None
    solved = solve(deal, crisis_facts(deal))
    drawn, compared = None, None
    rates = {pattern.name: float(pattern.holds(deal, solved.pick)) for pattern in file.patterns}
    if file.ensemble is not None and draws != 0:
        drawn = ensemble.run(file, _again(file.ensemble, draws, seed))
        rates = drawn.rates
    if file.controls is not None and draws != 0:
        compared = controls.run(file, _again(file.controls, draws, seed), rates)
    return DealStudy(
        task, deal, solved, crisis_threshold(deal), sweep(file), drawn, rates, compared,
        sensitivity(file) if with_sensitivity else None, ablation(deal) if with_ablation else None,
    )  # fmt: skip


def _again(block: Any, draws: int | None, seed: int | None) -> Any:
    return replace(block, draws=block.draws if draws is None else draws, seed=block.seed if seed is None else seed)


def repeated(task: Task) -> Repeated:
    """What repeated dealing does to the two governments of a file."""
    relation, warnings, path = None, list[str](), tuple[over_time.PathRow, ...]()
    if task.relation is not None:
        relation, warnings = relation_data(task.relation)
        if task.relation.path is not None:
            path = over_time.run(task.file.plain, task.relation.path)
    return Repeated(relation, threat_data(task.game) if task.game is not None else None, path, tuple(warnings))
