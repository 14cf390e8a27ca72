"""``detente brief``: write one, or check one that is written."""

import json
import sys
from datetime import date
from pathlib import Path

import click

from detente import workbench
from detente.cli import output
from detente.cli.groups import DossierGroup
from detente.cli.options import AS_OF, DRAWS, FILE, ISSUE, NAME, PERIOD, SCENARIO, SEED, Day

_SUFFIX = {".md": "md", ".html": "html", ".htm": "html", ".docx": "docx", ".json": "json"}


@click.group(cls=DossierGroup, otherwise="write")
def brief() -> None:
    """A cited brief on a dossier, and the checks that a brief must pass.

    `detente brief DOSSIER` is `detente brief write DOSSIER`.
    """


@brief.command(short_help="A cited brief on DOSSIER.")
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
@click.option("--since", type=Day(), help="The day of the brief that this one follows; a section says what changed.")
@click.option("--reader", help="Who reads the brief; by default what dossier.yaml says under desk.")
@click.option("--decision", help="The decision on the reader's desk; likewise.")
@click.option("--horizon", type=Day(), help="Until when the judgements are meant to hold; likewise.")
@DRAWS
@SEED
@click.option("--open", "look", is_flag=True, help="Open the written file in the browser or in Word.")
def write(name: str, as_of: date | None, issue: str | None, period: str | None, scenario: str | None, form: str | None, out: Path | None,
          charts: bool, since: date | None, reader: str | None, decision: str | None, horizon: date | None, draws: int, seed: int,
          look: bool) -> None:  # fmt: skip
    """A cited brief on DOSSIER: bottom line, state of the issues, who wants what, disputes, chronology, outlook, notes."""
    form = form or (_SUFFIX.get(out.suffix.lower(), "md") if out else "md")
    if form == "docx" and out is None:
        raise click.UsageError("A Word file needs --out FILE.")
    if look and out is None:
        raise click.UsageError("--open needs --out FILE.")
    report = workbench.compose_brief(
        name,
        as_known_on=as_of,
        issue=issue,
        period=period,
        scenario=scenario,
        draws=draws,
        seed=seed,
        charts=charts,
        since=since,
        desk={"reader": reader, "decision": decision, "horizon": horizon},
    )
    if out is None:
        output.deliver(workbench.render(report, form), None, "brief")
    else:
        written = workbench.save_brief(report, out, form)
        output.said(f"brief written to {' and '.join(map(str, written))}")
    if look and out is not None:
        click.launch(str(out.resolve()))


@brief.command(short_help="Run the 31 checks over a brief.")
@click.argument("file", metavar="BRIEF.md", type=FILE)
@click.option("--out", type=FILE, metavar="FINDINGS.json", help="Write the findings as JSON.")
@click.option(
    "--result", type=FILE, metavar="RESULT.json", help="Result of the model; by default what the front matter names."
)
@click.option("--strict", is_flag=True, help="Exit 1 when there is a finding.")
@output.format_option
def lint(file: Path, out: Path | None, result: Path | None, strict: bool, form: str) -> None:
    """Check BRIEF.md: sources, uncertainty, types of sentences, alternatives, numbers against the model, figures.

    Exit 0 if the brief could be read, findings or not; 2 if its front matter cannot be read.
    """
    found = workbench.lint_brief(file, result=result)
    data = found.data()
    if out is not None:
        workbench.save(out, json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    elif output.wants_json(form):
        output.data(data)
    if out is not None or not output.wants_json(form):
        for each in found.findings:
            click.echo(f"{file}:{each.line or ''}{':' if each.line else ''} {each.message} [{each.check}]")
        failed = found.n_checks - len(found.passed)
        click.echo(
            f"{file}: {len(found.passed)} of {found.n_checks} checks passed"
            + (f", {len(found.findings)} findings in {failed}" if failed else "")
        )
    sys.exit(1 if strict and found.findings else 0)
