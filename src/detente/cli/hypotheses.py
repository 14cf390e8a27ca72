"""``detente hypotheses``."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from detente import workbench
from detente.cli import output
from detente.cli.groups import DossierGroup
from detente.cli.hypotheses_elicit import elicit
from detente.cli.hypotheses_files import collect, reveal, sheet
from detente.cli.hypotheses_replicate import replicate
from detente.cli.options import AS_OF, FILE, NAME, SEED, Day
from detente.cli.tables import places_for, progress_bar
from detente.engines.hypotheses.parts import PARTS


@click.group(cls=DossierGroup, otherwise="weigh")
def hypotheses() -> None:
    """Which of several rival explanations the evidence supports: bookkeeping and audit, no promise of accuracy."""


@hypotheses.command(short_help="Audit the question of a file, or a batch of them.")
@click.argument("path", metavar="PATH", type=FILE)
@click.option("--out", type=FILE, metavar="RESULT.json", required=True, help="Where the result goes.")
@click.option(
    "--parts", metavar="LIST", default="all", show_default=True, help=f"Parts, with commas: {', '.join(PARTS)}."
)
@click.option("--as-of", type=Day(), help="Count only what was known by that day; goes before the question's own.")
@click.option(
    "--draws", type=click.IntRange(1, 1_000_000), help="Draws of the ranges; by default the question's own, else 5000."
)
@click.option("--seed", type=click.IntRange(0), help="Seed of the ranges; by default the question's own, else 0.")
def solve(path: Path, out: Path, parts: str, as_of: date | None, draws: int | None, seed: int | None) -> None:
    """Posterior, ranges, audit and findings of PATH: QUESTION.yaml, .yml or .json; a batch as .jsonl, as a mapping with
    `questions`, or as a folder of question files.

    Bad input writes nothing: every problem of every question is one line, FILE: PLACE: PROBLEM; FIX [code].
    """  # noqa: D205
    places_for(path, [out])
    with progress_bar("questions") as progress:
        done = workbench.solve_questions(path, parts=parts, as_of=as_of, draws=draws, seed=seed, progress=progress)
    workbench.save(out, done.json())
    count = len(done.results)
    output.said(f"{count} {'question' if count == 1 else 'questions'} written to {out}")


# --- questions of a dossier


@hypotheses.command(short_help="Weigh the questions of a dossier, or one of them in full.")
@NAME
@click.argument("question", metavar="[NAME]", required=False)
@AS_OF
@click.option(
    "--draws", type=click.IntRange(1, 1_000_000), default=5_000, show_default=True, help="Draws of the ranges."
)
@SEED
@click.option("--charts", type=FILE, metavar="FOLDER", help="Draw the question NAME into this folder, as SVG.")
@output.format_option
def weigh(
    name: str, question: str | None, as_of: date | None, draws: int, seed: int, charts: Path | None, form: str
) -> None:
    """Every question of DOSSIER in a row, or one question NAME with the whole account and its notes.

    The number beside each posterior says how large a common lean of the coder would end the lead; it matters more than
    the posterior itself.
    """
    if question is None:
        if charts is not None:
            raise click.UsageError("--charts wants one question NAME.")
        _list(workbench.weigh_all(name, as_known_on=as_of, draws=draws, seed=seed), form)
        return
    done = workbench.weigh(name, question, as_known_on=as_of, draws=draws, seed=seed)
    if charts is not None:
        for chart in done.charts:
            workbench.save_chart(chart, charts / f"{done.question}-{chart.id}.svg")
            output.said(f"{chart.title} -> {charts / f'{done.question}-{chart.id}.svg'}")
    if output.wants_json(form):
        output.data({"question": done.question, "title": done.title, "result": done.result,
                     "sections": list(done.sections), "manifest": done.manifest})  # fmt: skip
        return
    click.secho(done.title, bold=True)
    notes: list[str] = []
    for section in done.sections:
        click.echo()
        click.secho(section["heading"], bold=True)
        output.sentences(section["sentences"], notes)
    click.echo()
    output.rows("Explanations in rows, evidence in columns, in percent", list(done.table[0]), done.table, "table")
    output.noted(notes)


def _list(rows: tuple[dict[str, Any], ...], form: str) -> None:
    if not output.wants_json(form):
        for row in rows:
            bias = row["common_bias_db"]
            row["common bias"] = (
                f"{bias:.1f} dB" if bias is not None else "over 40 dB" if row["items"] else "prior alone"
            )
            lost = row["without_it"] is not None and row["without_it"] != row["leader"]
            row["stands on"] = (
                f"{row['stands_on'] or ''}{' (without it ' + row['without_it'] + ' leads)' if lost else ''}"
            )
    output.rows("Questions", ("question", "leader", "answer", "common bias", "stands on", "items"), rows, form)


for _command in (elicit, sheet, collect, reveal, replicate):
    hypotheses.add_command(_command)
