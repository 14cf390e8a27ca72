"""``detente brief``."""

from datetime import date
from pathlib import Path

import click

from detente import workbench
from detente.cli import output
from detente.cli.options import AS_OF, DRAWS, FILE, ISSUE, NAME, PERIOD, SCENARIO, SEED

_SUFFIX = {".md": "md", ".html": "html", ".htm": "html", ".docx": "docx", ".json": "json"}


@click.command()
@NAME
@AS_OF
@ISSUE
@PERIOD
@SCENARIO
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "html", "docx", "json"]),
    help="By default what the name of --out says, else md.",
)
@click.option("--out", type=FILE, help="File to write; Word files need one.")
@click.option("--charts/--no-charts", default=True, show_default=True, help="Figures need the extra detente[charts].")
@DRAWS
@SEED
@click.option("--open", "look", is_flag=True, help="Open the written file in the browser or in Word.")
def brief(name: str, as_of: date | None, issue: str | None, period: str | None, scenario: str | None, form: str | None, out: Path | None,
          charts: bool, draws: int, seed: int, look: bool) -> None:  # fmt: skip
    """A cited brief on DOSSIER: bottom line, state of the issues, who wants what, disputes, chronology, outlook, notes."""
    form = form or (_SUFFIX.get(out.suffix.lower(), "md") if out else "md")
    if form == "docx" and out is None:
        raise click.UsageError("A Word file needs --out FILE.")
    if look and out is None:
        raise click.UsageError("--open needs --out FILE.")
    report = workbench.compose_brief(
        name, as_known_on=as_of, issue=issue, period=period, scenario=scenario, draws=draws, seed=seed, charts=charts
    )
    output.deliver(workbench.render(report, form), out, "brief")
    if look and out is not None:
        click.launch(str(out.resolve()))
