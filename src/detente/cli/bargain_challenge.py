"""``detente bargain challenge``."""

import json
from pathlib import Path

import click

from detente.cli import output
from detente.cli.options import FILE, SEED

PRESETS = ("scholz-as-coded", "scholz-as-printed", "ktab-smp")


@click.command(short_help="Who moves whom: the challenge model or KTAB on every issue of a table.")
@click.argument("table", metavar="ISSUES.csv", type=FILE)
@click.option("--out", type=FILE, required=True, metavar="PATH.csv", help="The path, one row per round and actor.")
@click.option("--preset", default=PRESETS[0], show_default=True, metavar="NAME", help=f"One of {', '.join(PRESETS)}.")
@click.option("--rounds", type=int, help="How many rounds.  [default: 10; ktab-smp: at most 100]")
@click.option("--set", "settings", multiple=True, metavar="OPTION=VALUE", help="Change one option; may be repeated.")
@click.option("--sweep", is_flag=True, help="Both presets, and one path for every single option changed.")
@click.option("--draws", type=int, default=0, show_default=True, help="Draws of the ranges and of the filled cells.")
@SEED
@click.option("--ensemble", type=FILE, metavar="ENSEMBLE.csv", help="Where the quantiles over the draws go.")
@click.option("--drivers", type=FILE, metavar="DRIVERS.csv", help="Where the Sobol indices of the last round go.")
@click.option("--manifest", type=FILE, metavar="MANIFEST.json", help="What gives the same bytes again.")
@click.option("--no-stability-check", is_flag=True, help="Skip the 200 draws that tell whether the median is stable.")
@click.option("--missing", type=click.Choice(["impute", "error"]), default="impute", show_default=True,
              help="Fill gaps by the stated rule, or make each a problem.")  # fmt: skip
@click.option(
    "--salience-scale", type=click.Choice(["1", "100"]), help="How salience is written; else the file decides."
)
@click.option("--explain", is_flag=True, help="Print who gave way to whom, and how close the others came.")
def challenge(table: Path, out: Path, preset: str, rounds: int | None, settings: tuple[str, ...], sweep: bool, draws: int,
              seed: int, ensemble: Path | None, drivers: Path | None, manifest: Path | None, no_stability_check: bool,
              missing: str, salience_scale: str | None, explain: bool) -> None:  # fmt: skip
    """Run the challenge model on every issue of ISSUES.csv by itself: who confronts whom, and who gives way.

    The path explains; it is no better a forecast than the weighted mean. Every ambiguity of the literature is an option
    (--set), and the two presets scholz-as-coded and scholz-as-printed are frozen. --ensemble and --drivers need --draws.
    """
    from detente import workbench
    from detente.cli.tables import places_for, progress_bar, warn
    from detente.kernel.errors import fail
    from detente.workbench.challenges import run_challenges

    if (ensemble or drivers) and not draws:
        raise fail("option-invalid", "--ensemble and --drivers need draws", "Give --draws, such as --draws 10000.")
    places_for(table, [each for each in (out, ensemble, drivers, manifest) if each is not None])
    with progress_bar("runs") as progress:
        done = run_challenges(
            table, preset, rounds, settings, sweep, draws, seed, stability=not no_stability_check,
            sensitivity=drivers is not None, explained=explain, missing=missing,
            salience_scale=int(salience_scale) if salience_scale else None, progress=progress,
        )  # fmt: skip
    warn(done.warnings)
    if ensemble is not None:
        workbench.save(ensemble, done.ensemble_csv())
    if drivers is not None:
        workbench.save(drivers, done.drivers_csv())
    if manifest is not None:
        workbench.save(manifest, json.dumps(done.manifest, ensure_ascii=False, indent=2) + "\n")
    workbench.save(out, done.path_csv())
    output.said(f"{len(done.path)} rows written to {out}")
    if explain:
        for sentence in done.sentences:
            click.echo(f"{sentence.text}.")
