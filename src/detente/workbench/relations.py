"""What repeated dealing does to two governments: the blocks ``relation`` and ``threat_game`` of a deal, from a file or a dossier."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.workbench.deals import FAN

if TYPE_CHECKING:
    from detente.reports.charts.chart import Chart
    from detente.studies.deals.task import Task


@dataclass(frozen=True)
class RelatedDeal:
    """The relation of one deal under one scenario: the result as data, sentences with notes, and the chart (None: no path)."""

    deal: str
    scenario: str
    title: str
    numbers: dict[str, Any]
    sentences: tuple[dict[str, Any], ...]
    chart: "Chart | None"
    manifest: dict[str, Any]


def run_relation_file(path: str | Path, *, draws: int = FAN, seed: int | None = None) -> dict[str, Any]:
    """The result of the blocks of a DEAL.yaml, or of a negotiation in another program's format, as plain data (method relation).

    ``draws`` of the fan (0: none), ``seed`` by default that of the file's ensemble. Raises DetenteError with every problem, or
    if the file has neither block.
    """
    from detente.workbench.negotiations import read_deal_files

    read = read_deal_files(Path(path))
    done = run_relation(read.data, read.file, draws=draws, seed=seed)
    done["warnings"] += map(str, read.warnings)
    return done


def run_relation(data: dict[str, Any], file: str = "deal", *, draws: int = FAN, seed: int | None = None) -> dict[str, Any]:  # fmt: skip
    """The same for a deal given as plain data (the schema of DEAL.yaml). Raises DetenteError with all problems."""
    from detente.studies.deals import fan
    from detente.studies.deals.repeated_account import relation_account
    from detente.studies.deals.study import repeated
    from detente.workbench.deals import engine

    task = _task(data, file)
    manifest = {"engine": engine(), "deal_sha256": task.fingerprint}
    return relation_account(repeated(task), fan.run(task, draws, seed), manifest)


def relation_chart(
    title: str, result: Mapping[str, Any], names: Mapping[str, str], changes: list[tuple[int, str]]
) -> "Chart":
    """The path of a result with the bands of its fan. Raises DetenteError if it has no path."""
    from detente.kernel.errors import fail
    from detente.reports.charts.deals.relation_path import relation_path

    if not (result["relation"] or {}).get("path"):
        raise fail("option-invalid", f"{title} has no path to draw", "Leave out --chart.")
    return relation_path(title, result, names, changes, result["fan"])


def file_chart(path: str | Path, result: Mapping[str, Any]) -> "Chart":
    """The path of a file's result, titled as the file. Raises DetenteError if it has no path."""
    from detente.explain.relations import leader_changes
    from detente.workbench.negotiations import read_deal_files

    data = read_deal_files(Path(path)).data
    return relation_chart(str(data.get("title") or Path(path).stem), result, {}, leader_changes(data))


# --- deals of a dossier -----------------------------------------------------------------------------------------------


def list_relations(name: str | Path, *, as_known_on: date | None = None) -> tuple[dict[str, Any], ...]:
    """The deals of a dossier that have one of the blocks: which parts, periods, the trap's threshold and whether it has closed."""
    from detente.binding.deals import bind
    from detente.engines.relation.result import relation_data
    from detente.studies.deals.task import Task
    from detente.workbench.opening import open_dossier

    dossier, rows = open_dossier(name, as_known_on=as_known_on), []
    for each in dossier.deals:
        bound = bind(dossier, each)
        if not _asks(bound.plain):
            continue
        task = Task(bound.plain, bound.file)
        parts = [*(bound.plain.get("relation") or ()), *(["threat_game"] if task.game is not None else [])]
        trap = relation_data(task.relation)[0].get("trap", {}) if task.relation is not None else {}
        path = task.relation.path if task.relation is not None else None
        rows.append({
            "deal": each, "title": bound.title, "parts": parts, "periods": path.periods if path is not None else None,
            "trap_from": trap.get("delta_star"), "trapped": trap.get("trapped"),
        })  # fmt: skip
    return tuple(rows)


def relate(name: str | Path, deal: str, scenario: str | None = None, *, as_known_on: date | None = None, draws: int = FAN,
           seed: int | None = None) -> RelatedDeal:  # fmt: skip
    """The relation of one deal of a dossier under a scenario (by default as coded), with sentences and their notes.

    ``draws`` of the fan (0: none). Raises DetenteError for an unknown deal or scenario, one without either block, or with every
    problem of the file.
    """
    from detente.binding.deals import bind
    from detente.engines.deals.solve import solve
    from detente.explain.relations import explain_relation, leader_changes
    from detente.studies.deals import fan as fans
    from detente.studies.deals.crisis_facts import crisis_facts
    from detente.studies.deals.repeated_account import relation_account
    from detente.studies.deals.study import repeated
    from detente.workbench.deals import engine, manifest_of, noted
    from detente.workbench.opening import open_dossier

    dossier = open_dossier(name, as_known_on=as_known_on)
    bound = bind(dossier, deal, scenario)
    task = _task(bound.plain, bound.file)
    over, fan = repeated(task), fans.run(task, draws, seed)
    table = task.file.deal
    solved = None if table is None else solve(table, crisis_facts(table))
    numbers = relation_account(over, fan, {"engine": engine(), "deal_sha256": task.fingerprint})
    said = explain_relation(over, solved, fan, bound.trace, bound.titles)
    title = bound.title if bound.scenario.id == "base" else f"{bound.title}: {bound.scenario.title}"
    chart = (
        relation_chart(title, numbers, bound.titles, leader_changes(dossier.deals[deal].body())) if over.path else None
    )
    used = fan.seed if fan is not None else seed
    manifest = manifest_of(
        dossier, as_known_on, used, {"deal": deal, "scenario": bound.scenario.id, "draws": draws}, "relation"
    )
    return RelatedDeal(deal, bound.scenario.id, title, numbers, noted(dossier, said), chart, manifest)


def _asks(data: Any) -> bool:
    return isinstance(data, Mapping) and ("relation" in data or "threat_game" in data)


def _task(data: Any, file: str) -> "Task":
    """The file with its blocks. Raises DetenteError with every problem, that it has neither block among them."""
    from detente.kernel.errors import DetenteError, Problem
    from detente.studies.deals.task import Task

    problems: tuple[Problem, ...] = ()
    if isinstance(data, Mapping) and not _asks(data):
        problems = (Problem(file, 0, "relation-empty", "there is neither a block relation nor a block threat_game", "add one of the two", place="file"),)  # fmt: skip
    try:
        task = Task(data, file)
    except DetenteError as error:
        raise DetenteError(*problems, *error.problems) from None
    if problems:
        raise DetenteError(*problems)
    return task
