"""``detente bargain``."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from detente import workbench
from detente.cli import output
from detente.cli.bargain_challenge import challenge
from detente.cli.bargain_exchange import exchange
from detente.cli.bargain_replicate import replicate
from detente.cli.groups import DossierGroup
from detente.cli.options import AS_OF, DRAWS, FILE, NAME, PERIOD, SCENARIO, SEED
from detente.cli.tables import MISSING, SALIENCE_SCALE, TABLE, places_for, progress_bar, warn


@click.group(cls=DossierGroup, otherwise="settle")
def bargain() -> None:
    """Where an issue settles among many actors: of a dossier, or of a table of issues."""


@bargain.command(short_help="Settle the issues of a dossier, or one of them.")
@NAME
@click.option("--issue", metavar="ID", help="The issue to settle; without it a table of all of them.")
@PERIOD
@AS_OF
@SCENARIO
@click.option("--against", metavar="ID", help="Settle under this scenario too, side by side.")
@DRAWS
@SEED
@output.format_option
def settle(
    name: str,
    issue: str | None,
    period: str | None,
    as_of: date | None,
    scenario: str | None,
    against: str | None,
    draws: int,
    seed: int,
    form: str,
) -> None:
    """Where one issue of DOSSIER settles: the forecast with its interval, the models and the null beside it, and why."""
    if issue is None:
        if against:
            raise click.UsageError("--against compares one issue; name it with --issue.")
        settled = workbench.settle_all(
            name, period=period, as_known_on=as_of, scenario=scenario, draws=draws, seed=seed
        )
        output.rows(f"Where the issues of {name} settle", _OVERVIEW, [_rounded(row, form) for row in settled], form)
        return
    cases = [scenario, *([against] if against else [])]
    done = [
        workbench.settle(name, issue, period=period, as_known_on=as_of, scenario=each, draws=draws, seed=seed)
        for each in cases
    ]
    if output.wants_json(form):
        found = [
            {"issue": d.issue, "period": d.period, **d.numbers, "sentences": list(d.sentences), "manifest": d.manifest}
            for d in done
        ]
        output.data(found if against else found[0])
        return
    for label, each in zip(cases, done, strict=True):
        _print(label, each)


_OVERVIEW = ("issue", "period", "actors", "q50", "q10", "q90", "weighted_mean", "plain_mean")


def _rounded(row: dict[str, Any], form: str) -> dict[str, Any]:
    if output.wants_json(form):
        return row
    return {key: f"{value:.0f}" if isinstance(value, float) else value for key, value in row.items()}


def _print(label: str | None, settled: Any) -> None:
    click.secho(f"{settled.issue}, {settled.period}{f', scenario {label}' if label else ''}", bold=True)
    output.account(settled.sentences)


# --- tables of issues -------------------------------------------------------------------------------------------------


@bargain.command(short_help="Forecast every issue of a table.")
@TABLE
@click.option("--out", type=FILE, metavar="PREDICTIONS.csv", required=True, help="Forecasts, one row per issue.")
@click.option("--density", type=FILE, metavar="DENSITY.csv", help="The whole distributions, 101 rows per issue.")
@click.option(
    "--manifest", type=FILE, metavar="MANIFEST.json", help="What gives the same bytes again, and the warnings."
)
@click.option(
    "--models",
    type=click.Choice(["static", "all"]),
    default="static",
    show_default=True,
    help="all adds the challenge model, KTAB and exchange.",
)
@click.option(
    "--draws",
    type=click.IntRange(0, 1_000_000),
    default=0,
    show_default=True,
    help="Average the distribution over so many draws of the ranges and of the filled cells.",
)
@SEED
@MISSING
@SALIENCE_SCALE
def solve(
    file: Path,
    out: Path,
    density: Path | None,
    manifest: Path | None,
    models: str,
    draws: int,
    seed: int,
    missing: str,
    salience_scale: str | None,
) -> None:
    """Where every issue of a table settles: quantiles of the predictive distribution, and the models beside it.

    ISSUES.csv has the columns issue, actor, position, salience, capability, and may have scale_min, scale_max,
    reference_point, dossier and a range (position_low, position_high, ...). Bad input writes nothing.
    """
    wanted = [each for each in (out, density, manifest) if each is not None]
    places_for(file, wanted)
    with progress_bar("issues") as progress:
        done = workbench.solve_issues(
            file,
            models=models,
            draws=draws,
            seed=seed,
            missing=missing,
            salience_scale=int(salience_scale) if salience_scale else None,
            progress=progress,
        )
    warn(done.warnings)
    if density is not None:
        workbench.save(density, done.density_csv())
    if manifest is not None:
        workbench.save(manifest, json.dumps(done.manifest, ensure_ascii=False, indent=2) + "\n")
    workbench.save(out, done.csv())
    output.said(f"{len(done.rows)} {'issue' if len(done.rows) == 1 else 'issues'} written to {out}")


for _command in (challenge, exchange, replicate):
    bargain.add_command(_command)
