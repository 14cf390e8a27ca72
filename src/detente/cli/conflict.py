"""``detente conflict``."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from detente.cli import output
from detente.cli.conflict_replicate import replicate
from detente.cli.groups import DossierGroup
from detente.cli.options import AS_OF, FILE, NAME, SEED

DRAW = click.option("--draw", type=FILE, metavar="FILE", help="The graph as .svg or .png; of several, one file each.")


@click.group(cls=DossierGroup, otherwise="stand")
def conflict() -> None:
    """Which outcomes of a conflict are stable when each side looks at the others' answers: of a dossier, or of a file."""


@conflict.command(short_help="Solve a model, a batch of models, or a .gmcr file.")
@click.argument("file", metavar="MODEL.json", type=FILE)
@click.option("--out", type=FILE, required=True, metavar="RESULT.json", help="Where the result goes.")
@DRAW
def solve(file: Path, out: Path, draw: Path | None) -> None:
    """Stable states and equilibria of the conflict in MODEL.json, and every analysis that it asks for under "solve".

    The file may also be a batch ("format": "detente-conflict-batch/1") or the .gmcr file of a desktop tool. Bad input
    leaves with exit status 2 and one line a problem, and writes nothing.
    """
    from detente import workbench
    from detente.cli.tables import places_for, progress_bar
    from detente.workbench.conflicts import conflict_text, solve_conflicts

    places_for(file, [out, *([draw] if draw else [])])
    with progress_bar("models") as progress:
        done = solve_conflicts(file, progress)
    workbench.save(out, conflict_text(done))
    if draw is not None:
        charts = workbench.draw_conflicts(file)
        _draw(dict(zip((each["model"] for each in done.get("results", [done])), charts, strict=True)), draw)
    results = done.get("results", [done])
    warned = sum(len(each["warnings"]) for each in results)
    output.said(
        f"{len(results)} {'model' if len(results) == 1 else 'models'} solved, {warned} {'warning' if warned == 1 else 'warnings'},"
        f" written to {out}"
    )


@conflict.command(short_help="The conflicts of a dossier, or the account of one.")
@NAME
@click.argument("conflict_id", metavar="[CONFLICT]", required=False)
@click.option("--profile", metavar="ID", help="Only this reading of the preferences; by default each of them.")
@AS_OF
@click.option(
    "--draws",
    type=click.IntRange(1, 1_000_000),
    default=2000,
    show_default=True,
    help="Random orders and rankings to compare with.",
)
@SEED
@click.option("--states", type=FILE, metavar="FILE", help="All states with ranks and flags, as .csv or .json.")
@DRAW
@output.format_option
def stand(name: str, conflict_id: str | None, profile: str | None, as_of: date | None, draws: int, seed: int, states: Path | None, draw: Path | None, form: str) -> None:  # fmt: skip
    """Where the conflicts of DOSSIER can come to rest; with CONFLICT, the account of that one under each reading.

    Without CONFLICT a table: for each reading whether the outcome is an equilibrium, and how many states are.
    """
    from detente import workbench

    if conflict_id is None:
        if states is not None or draw is not None:
            raise click.UsageError("--states and --draw want one CONFLICT.")
        columns = ["conflict", "profile", "outcome", "nash", "gmr", "smr", "seq", "seq_symmetric"]
        output.rows(
            "Is the outcome an equilibrium, and how many states are?",
            columns,
            workbench.list_conflicts(name, as_known_on=as_of),
            form,
        )
        return
    done = workbench.stand(name, conflict_id, profile, as_known_on=as_of, draws=draws, seed=seed)
    if states is not None:
        _export(done, states)
    if draw is not None:
        _draw({each.profile: each.drawing for each in done}, draw)
    if output.wants_json(form):
        output.data([{"conflict": each.conflict, "profile": each.profile, "title": each.title, "result": each.numbers,
                      "sentences": list(each.sentences), "manifest": each.manifest} for each in done])  # fmt: skip
        return
    for each in done:
        _print(each)


def _export(done: Any, path: Path) -> None:
    from detente import workbench
    from detente.kernel.csv_text import csv_table
    from detente.workbench.conflicts import STATE_COLUMNS

    rows = [{"conflict": each.conflict, "profile": each.profile, **row} for each in done for row in each.states]
    if path.suffix.lower() == ".json":
        workbench.save(path, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    else:
        workbench.save(path, csv_table(("conflict", "profile", *STATE_COLUMNS), rows))
    output.said(f"{len(rows)} rows written to {path}")


def _draw(charts: dict[str, Any], path: Path) -> None:
    """One chart to the file, several to files named after model or profile."""
    from detente import workbench

    for name, chart in charts.items():
        out = path if len(charts) == 1 else path.with_name(f"{path.stem}-{name}{path.suffix}")
        workbench.save_chart(chart, out)
        output.said(f"drawing written to {out}")


def _print(done: Any) -> None:
    click.secho(f"{done.conflict}, {done.profile}: {done.title}", bold=True)
    notes: list[str] = []
    output.sentences(done.sentences, notes)
    _table(done.numbers)
    output.noted(notes)
    click.echo()


def _table(result: dict[str, Any]) -> None:
    """Concept by concept: the equilibria, their share, and what the outcome is worth."""
    rows = []
    for concept, each in result.get("evidence", {}).items():
        ids = result["equilibria"][concept]
        rows.append({
            "concept": concept, "outcome": "yes" if each["in"] else "no", "share": f"{each['selectivity']:.0%}",
            "null": "" if each["null_p"] is None else f"{each['null_p']:.0%}",
            "bits": "" if each["bits"] is None else f"{each['bits']:.1f}",
            "equilibria": " ".join(ids[:12]) + (" ..." if len(ids) > 12 else ""),
        })  # fmt: skip
    if rows:
        output.rows("", list(rows[0]), rows, "table")


conflict.add_command(replicate)
