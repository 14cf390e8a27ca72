"""``detente hypotheses``."""

from datetime import date
from pathlib import Path

import click

from detente import workbench
from detente.cli import output
from detente.cli.groups import DossierGroup
from detente.cli.hypotheses_elicit import elicit
from detente.cli.hypotheses_files import collect, reveal, sheet
from detente.cli.options import FILE, Day
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


for _command in (elicit, sheet, collect, reveal):
    hypotheses.add_command(_command)
