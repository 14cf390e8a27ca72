"""``detente hypotheses elicit``: one column at a time, on a terminal or through a pipe."""

import sys
from pathlib import Path
from typing import Any

import click

from detente.cli import output
from detente.cli.options import FILE

TARGET = click.argument("target", metavar="QUESTION.yaml|DOSSIER")
NAME = click.argument("name", required=False, metavar="[ID]")
ANALYST = click.option("--analyst", required=True, metavar="NAME", help="Whose ratings these are.")
ORDER = click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True,
    help="Order of items and hypotheses, together with the analyst's name; it is recorded.",
)  # fmt: skip
PRIOR = click.option("--prior/--no-prior", default=True, show_default=True, help="Ask for priors first.")
JUDGEMENT = click.option(
    "--judgement", is_flag=True, help="Ask for raw probabilities of the hypotheses at the end, for pooling."
)
HELP = (
    "Answer with a word, a number (.7 or 70%), a range (.6-.8) or low, most likely and high (.5 .6 .8).",
    "A remark after # is kept as the reason: likely # he said so himself.",
    "? these lines   b back   s skip this item   q save and quit   Enter keeps the value that is shown",
)


@click.command(short_help="Rate the evidence of a question, item by item.")
@TARGET
@NAME
@ANALYST
@click.option("--out", type=FILE, required=True, metavar="RATINGS.yaml", help="The ratings, saved after every item.")
@click.option("--round", "round_number", type=click.IntRange(1, 2), default=1, show_default=True,
              help="1 is blind; 2 shows your first value and the group's spread of each item.")  # fmt: skip
@click.option("--after", type=FILE, multiple=True, metavar="RATINGS.yaml",
              help="Round 2: a finished first round; give one for every analyst, yourself too.")  # fmt: skip
@click.option("--resume", is_flag=True, help="Go on where --out stopped.")
@ORDER
@PRIOR
@JUDGEMENT
def elicit(target: str, name: str | None, analyst: str, out: Path, round_number: int, after: tuple[Path, ...], resume: bool,
           seed: int, prior: bool, judgement: bool) -> None:  # fmt: skip
    """Rate one item at a time, down all hypotheses: if this were the driver, how likely would we be to see that?

    Round 1 is blind: it shows the item and your own column, never a result or anybody else's ratings. Everything is
    saved after every item, and on q, Ctrl-C or the end of the input; go on with --resume.
    """
    from detente.workbench import elicitation

    asked = elicitation.read_question(target, name)
    session = elicitation.open_session(
        asked, analyst=analyst, out=out, round_number=round_number, resume=resume, seed=seed, prior=prior,
        judgement=judgement, after=after,
    )  # fmt: skip
    elicitation.save_session(session, out)
    _head(asked, session)
    try:
        session = _walk(session, out)
    except _QuitError as stopped:
        session = stopped.session
    elicitation.save_session(session, out)
    left = len(session.ratings.open)
    if session.ratings.finished:
        output.said(f"round {session.ratings.round} of {analyst} is finished: {out}")
    else:
        output.said(f"saved in {out}: {left} {'cell is' if left == 1 else 'cells are'} open; go on with --resume")


class _QuitError(Exception):
    """The person left, or the input ended; ``session`` holds what was said until then."""

    def __init__(self, session: Any) -> None:
        super().__init__()
        self.session = session


def _walk(session: Any, out: Path) -> Any:
    """Ask until the round is closed."""
    from detente.workbench import elicitation

    shown = None
    while True:
        question = session.next_question()
        if question is None:
            elicitation.save_session(session, out)
            closed = _close(session)
            if closed.ratings.finished:
                return closed
            session, shown = closed, None
            continue
        screen = elicitation.screen_of(session, question)
        if question.step != shown:
            elicitation.save_session(session, out)
            _show(screen)
            shown = question.step
        before = session
        session = _cell(session, screen)
        moved = session.next_question()
        if moved is None or moved.step != question.step:
            session = _coherent(session, before, question)
            shown = None


def _cell(session: Any, screen: Any) -> Any:
    """One cell: ask until there is an answer or a command."""
    from detente.workbench import elicitation

    if row := next((each for each in screen.rows if each.asked), None):
        click.echo(f"{row.hypothesis}: {row.text}" if row.text != row.hypothesis else row.hypothesis)
    while True:
        said = _ask(session, f"{screen.asked}{f' [{screen.kept}]' if screen.kept else ''}")
        given, _, reason = said.partition("#")
        try:
            match given.strip().lower():
                case "?" | "help":
                    for line in (*elicitation.words_of(session), *HELP):
                        click.echo(f"  {line}")
                case "b" | "back":
                    return session.back()
                case "s" | "skip":
                    return session.skip()
                case "q" | "quit":
                    raise _QuitError(session)
                case "":
                    return session.keep(at=elicitation.now())
                case _:
                    after = session.answer(given, at=elicitation.now(), reason=reason)
                    click.echo(f"  {elicitation.said_by(after, session)}")
                    return after
        except ValueError as error:
            click.echo(f"  {error}. (? for help)")


def _coherent(session: Any, before: Any, question: Any) -> Any:
    """After a column of probabilities: tell what they add up to, and ask again when they are far from 1."""
    from detente.workbench import elicitation

    found = elicitation.coherence_of(session, question)
    if found is None or before.ratings.answers == session.ratings.answers:
        return session
    click.echo(f"  They add up to {100 * found.total:.4g} % (distance to coherence {found.incoherence:.2f}).")
    if found.refused:
        click.echo("  That is too far from 100 % to be used as a prior; please rate them again.")
        return session.again(question.step)
    if found.ask_again:
        said = _ask(session, "  ask_again: that is far from 100 %. Rate them again? y/n")
        if said.strip().lower() not in ("n", "no"):
            return session.again(question.step)
    return session


def _close(session: Any) -> Any:
    """Every cell was rated or skipped: close the round, or go back."""
    from detente.workbench import elicitation

    said = _ask(
        session, "Every item was asked. Enter closes the round for good, b goes back, q saves and quits"
    ).strip()
    match said.lower():
        case "b" | "back":
            return session.back()
        case "":
            return session.finish(at=elicitation.now())
        case "q" | "quit":
            raise _QuitError(session)
    click.echo("  Enter, b or q.")
    return session


def _ask(session: Any, prompt: str) -> str:
    try:
        return str(click.prompt(prompt, default="", show_default=False, prompt_suffix=" > "))
    except (click.Abort, EOFError, KeyboardInterrupt):
        click.echo()
        raise _QuitError(session) from None


def _head(asked: Any, session: Any) -> None:
    ratings = session.ratings
    click.secho(asked.inquiry.text, bold=True)
    if asked.inquiry.explanandum:
        click.echo(f"To be explained: {asked.inquiry.explanandum}")
    blind = "blind: you see no result and nobody else's ratings" if ratings.round == 1 else "after the reveal"
    click.echo(f"Analyst {ratings.analyst}, round {ratings.round} ({blind}). ? lists the words of {ratings.scale}.")


def _show(screen: Any) -> None:
    from rich import box
    from rich.table import Table

    click.echo()
    click.secho(screen.heading, bold=True)
    for fact in screen.facts:
        click.echo(f"  {fact}")
    titles = {"hypothesis": "hypothesis", "text": "", "own": "your rating", "first": "your first value", "spread": "the group"}  # fmt: skip
    wanted = [key for key in titles if key in ("hypothesis", "text") or any(getattr(row, key) for row in screen.rows)]
    table = Table(box=box.SIMPLE_HEAD)
    for key in wanted:
        table.add_column(titles[key], overflow="fold")
    for row in screen.rows:
        table.add_row(*(output.cell(getattr(row, key)) for key in wanted))
    output.terminal().print(table)
    sys.stdout.flush()
