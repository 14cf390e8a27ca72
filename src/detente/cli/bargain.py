"""``detente bargain``."""

from datetime import date
from typing import Any

import click

from detente import workbench
from detente.cli import output
from detente.cli.options import AS_OF, DRAWS, NAME, PERIOD, SCENARIO, SEED


@click.group()
def bargain() -> None:
    """Where an issue settles among many actors."""


@bargain.command(short_help="Settle one issue of a dossier.")
@NAME
@click.option("--issue", metavar="ID", required=True, help="The issue to settle.")
@PERIOD
@AS_OF
@SCENARIO
@click.option("--against", metavar="ID", help="Settle under this scenario too, side by side.")
@DRAWS
@SEED
@output.format_option
def settle(
    name: str,
    issue: str,
    period: str | None,
    as_of: date | None,
    scenario: str | None,
    against: str | None,
    draws: int,
    seed: int,
    form: str,
) -> None:
    """Settle one issue of DOSSIER: the mean weighted by influence and salience, its range, its null, and why."""
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


def _print(label: str | None, settled: Any) -> None:
    click.secho(f"{settled.issue}, {settled.period}{f', scenario {label}' if label else ''}", bold=True)
    notes = []
    for sentence in settled.sentences:
        mark = ""
        if sentence["note"]:
            notes.append(sentence["note"])
            mark = f" [{len(notes)}]"
        click.echo(f"{sentence['text']}.{' (assumption)' if sentence['assumption'] else ''}{mark}")
    for place, note in enumerate(notes, 1):
        click.secho(f"  [{place}] {note}", dim=True)
