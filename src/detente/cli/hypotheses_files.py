"""``detente hypotheses sheet``, ``collect`` and ``reveal``: elicitation by files, and what several analysts said."""

from pathlib import Path
from typing import Any

import click

from detente.cli import output
from detente.cli.hypotheses_elicit import ANALYST, JUDGEMENT, ORDER, PRIOR
from detente.cli.options import FILE

QUESTION = click.argument("question", metavar="QUESTION.yaml")
RATINGS = click.argument("ratings", type=FILE, nargs=-1, required=True, metavar="RATINGS...")
OF_DOSSIER = click.option("--dossier", metavar="DOSSIER", help="QUESTION is the id of a question of this dossier.")
#: Decibans below which two analysts say the same.
_NOTHING = 0.05
ROUND = click.option("--round", "round_number", type=click.IntRange(1, 2), help="Use the files of this round only.")


@click.command(short_help="A blank sheet to fill away from the program.")
@QUESTION
@OF_DOSSIER
@ANALYST
@click.option("--out", type=FILE, required=True, metavar="SHEET.yaml|.csv", help="The ending decides the form.")
@click.option("--round", "round_number", type=click.IntRange(1, 2), default=1, show_default=True)
@ORDER
@PRIOR
@JUDGEMENT
def sheet(question: str, dossier: str | None, analyst: str, out: Path, round_number: int, seed: int, prior: bool,
          judgement: bool) -> None:  # fmt: skip
    """Write a blank sheet: hypotheses in rows, items in columns, in an order that is written down.

    Fill one item down all hypotheses before looking at the next. collect reads it back.
    """
    from detente.kernel.errors import fail
    from detente.workbench import elicitation, save

    if out.exists():
        raise fail("ratings-exist", "a file stands there already", "Choose another place with --out.", file=str(out))
    asked = elicitation.read_question(dossier or question, question if dossier else None)
    form = "csv" if out.suffix.lower() == ".csv" else "yaml"
    save(out, elicitation.blank_sheet(asked, form, analyst=analyst, seed=seed, round_number=round_number, prior=prior,
                                      judgement=judgement))  # fmt: skip
    output.said(f"blank sheet for {analyst} written to {out}")


@click.command(short_help="Merge the ratings of several analysts into the question.")
@QUESTION
@RATINGS
@OF_DOSSIER
@click.option("--out", type=FILE, required=True, metavar="QUESTION2.yaml|.json", help="The question with the ratings.")
@click.option("--base", type=click.Choice(["none", "median"]), default="none", show_default=True,
              help="median makes the base table of the medians of lows, points and highs.")  # fmt: skip
@ROUND
def collect(question: str, ratings: tuple[Path, ...], dossier: str | None, out: Path, base: str,
            round_number: int | None) -> None:  # fmt: skip
    """Merge ratings files and filled sheets into the question: one override an analyst, raw probabilities as judgements.

    Each file must have been made for this very question, all in one round, one file an analyst. Missing cells are listed.
    """
    from detente.workbench import elicitation, save

    asked = elicitation.read_question(dossier or question, question if dossier else None)
    done = elicitation.collect_ratings(asked, ratings, base=base, round_number=round_number,
                                       as_json=out.suffix.lower() == ".json")  # fmt: skip
    save(out, done.text)
    for note in done.notes:
        output.said(note)
    count = len(done.collected.analysts)
    output.said(f"{count} {'analyst' if count == 1 else 'analysts'} collected in {out}")
    if dossier:
        output.said(
            "It is a file of a dossier: put it into questions/ of your copy and run detente hypotheses COPY ID."
        )


@click.command(short_help="Show where analysts part, once all have finished.")
@QUESTION
@RATINGS
@OF_DOSSIER
@ROUND
@output.format_option
def reveal(question: str, ratings: tuple[Path, ...], dossier: str | None, round_number: int | None, form: str) -> None:
    """Show the spread of every item, the largest disagreement first, and who stands at its ends.

    Refused unless everybody has finished the round. Discuss, then rate again with elicit --round 2.
    """
    from dataclasses import asdict

    from detente.workbench import elicitation

    asked = elicitation.read_question(dossier or question, question if dossier else None)
    done = elicitation.reveal(asked, ratings, round_number=round_number)
    if done.why_not:
        output.said(done.why_not)
    if output.wants_json(form):
        output.data({"question": asked.inquiry.question, "round": done.round, "analysts": list(done.analysts),
                     "columns": [{**asdict(each), "step": str(each.step)} for each in done.partings],
                     "posteriors": done.posteriors, "pools": done.pools})  # fmt: skip
        return
    click.secho(f"{asked.inquiry.question}, round {done.round}: {', '.join(done.analysts)}", bold=True)
    for each in done.partings:
        click.echo()
        apart = (
            f"{each.decibans:.1f} dB between {each.towards} and {each.against} on {each.pair[0]} against {each.pair[1]}"
        )
        click.secho(
            f"{each.step}: {apart if each.decibans >= _NOTHING else 'no difference between hypotheses'}", bold=True
        )
        if each.step.kind == "item":
            click.echo(f"  {asked.inquiry.item(each.step.item).text}")
        _table(("hypothesis", "low", "median", "high", "lowest", "highest"), [asdict(cell) for cell in each.cells])
    if done.posteriors:
        click.echo()
        _posteriors(done)


def _posteriors(done: Any) -> None:
    """What follows from each analyst's ratings, and the pools beside the spread."""
    columns = {**done.posteriors, **{name: done.pools[name] or {} for name in ("linear", "log", "median")}}
    rows = [
        {"hypothesis": name, **{each: f"{column[name]:.3f}" for each, column in columns.items() if name in column},
         "spread": "-".join(f"{end:.3f}" for end in ends)}
        for name, ends in done.pools["spread"].items()
    ]  # fmt: skip
    click.secho("Posterior of each analyst's own ratings, and pools", bold=True)
    _table(("hypothesis", *columns, "spread"), rows)


def _table(columns: tuple[str, ...], records: list[dict[str, Any]]) -> None:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    for record in records:
        table.add_row(*(output.cell(f"{cell:.4g}" if isinstance(cell := record.get(column), float) else cell) for column in columns))  # fmt: skip
    output.terminal().print(table)
