"""``detente conflict``."""

from pathlib import Path

import click

from detente.cli import output
from detente.cli.groups import DossierGroup
from detente.cli.options import FILE


@click.group(cls=DossierGroup, otherwise="stand")
def conflict() -> None:
    """Which outcomes of a conflict are stable when each side looks at the others' answers: of a dossier, or of a file."""


@conflict.command(short_help="Solve a model, a batch of models, or a .gmcr file.")
@click.argument("file", metavar="MODEL.json", type=FILE)
@click.option("--out", type=FILE, required=True, metavar="RESULT.json", help="Where the result goes.")
def solve(file: Path, out: Path) -> None:
    """Stable states and equilibria of the conflict in MODEL.json, and every analysis that it asks for under "solve".

    The file may also be a batch ("format": "detente-conflict-batch/1") or the .gmcr file of a desktop tool. Bad input
    leaves with exit status 2 and one line a problem, and writes nothing.
    """
    from detente import workbench
    from detente.cli.tables import places_for, progress_bar
    from detente.workbench.conflicts import conflict_text, solve_conflicts

    places_for(file, [out])
    with progress_bar("models") as progress:
        done = solve_conflicts(file, progress)
    workbench.save(out, conflict_text(done))
    results = done.get("results", [done])
    warned = sum(len(each["warnings"]) for each in results)
    output.said(
        f"{len(results)} {'model' if len(results) == 1 else 'models'} solved, {warned} {'warning' if warned == 1 else 'warnings'},"
        f" written to {out}"
    )
