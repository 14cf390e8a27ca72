"""``detente events next``."""

from pathlib import Path
from typing import Any

import click

from detente.cli import output
from detente.cli.options import FILE


@click.command("next", short_help="Who does what to whom next, with the past events and rules behind each answer.")
@click.argument("source", metavar="EVENTS|TRAINFILE|DOSSIER", type=FILE)
@click.option("--who", metavar="NAME", help="Who acts: a name of the events, or an actor of the dossier.")
@click.option("--whom", metavar="NAME", help="Who is acted upon.")
@click.option("--what", metavar="TYPE", help="A PLOVER type, a CAMEO code (--by cameo), or a relation of the file.")
@click.option(
    "--as-of",
    metavar="DAY",
    help="Know only what came up to that day: a date, or a day number of a file of quadruples.",
)
@click.option("--top", type=click.IntRange(1, 100), default=10, show_default=True, help="How many answers.")
@click.option(
    "--model",
    type=click.Choice(["logit", "full"]),
    default="logit",
    show_default=True,
    help="full: with trees that re-rank, which takes longer.",
)
@click.option(
    "--by",
    type=click.Choice(["plover", "cameo"]),
    default="plover",
    show_default=True,
    help="What a type is in a store.",
)
@click.option("--dossier", metavar="NAME", help="A dossier whose actors may be named: they stand for their country.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Seed of the sampling.")
@output.format_option
def next_(
    source: Path, who: str | None, whom: str | None, what: str | None, as_of: str | None, top: int, model: str, by: str,
    dossier: str | None, seed: int, form: str,
) -> None:  # fmt: skip
    """The likeliest next events: tell --who, --whom or both, and --what if you like; the rest is the answer.

    SOURCE is an event store (EVENTS.parquet), a file of quadruples with its names beside it, or a dossier. With fewer than
    2,000 events nothing is learned, and counts answer. A probability is that of the answer given what you told.
    """
    from detente.workbench.next_question import forecast_next

    done = forecast_next(
        source, who=who, what=what, whom=whom, as_of=as_of, top=top, model=model, by=by, dossier=dossier, seed=seed
    )
    if output.wants_json(form):
        output.data(done)
        return
    open_ = [part for part in ("who", "what", "whom") if done["question"][part] is None]
    columns = ("rank", *(open_ or ["what", "whom"]), "probability", "reasons")
    output.rows(_title(done), columns, done["candidates"], form)


def _title(done: dict[str, Any]) -> str:
    asked = done["question"]
    said = " ".join((asked[part] or "?").replace("_", " ") for part in ("who", "what", "whom"))
    return f"{said} after {done['as_of']}: {done['events']} events known, model {done['model']}"
