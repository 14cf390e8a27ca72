"""``detente events evaluate``."""

from pathlib import Path

import click

from detente.cli.options import FILE

PROTOCOLS = ("single-step", "multi-step")
MODELS = ("recurrency", "logit", "full")


@click.command(short_help="Score forecasts of next events on a test file, with the recurrency baseline beside.")
@click.option(
    "--train",
    type=FILE,
    required=True,
    multiple=True,
    metavar="FILE",
    help="Quadruples to learn from; may be given again.",
)
@click.option("--test", type=FILE, required=True, metavar="FILE", help="Quadruples whose answers are ranked.")
@click.option(
    "--valid",
    type=FILE,
    metavar="FILE",
    help="Quadruples to choose on; without it, the last tenth of the training days.",
)
@click.option(
    "--protocol", type=click.Choice(PROTOCOLS), required=True, help="Whether test days before the question are known."
)
@click.option(
    "--model",
    type=click.Choice(MODELS),
    default="full",
    show_default=True,
    help="full: the logit, then trees that re-rank its best 30.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Seed of the sampling; the same seed gives the same ranks.",
)
@click.option(
    "--time-unit",
    type=click.Choice(["auto", "hours", "days"]),
    default="auto",
    show_default=True,
    help="Unit of the fourth column; auto: hours if all are multiples of 24.",
)
@click.option("--out", type=FILE, required=True, metavar="RESULT.json", help="Where the result goes.")
def evaluate(
    train: tuple[Path, ...],
    test: Path,
    valid: Path | None,
    protocol: str,
    model: str,
    seed: int,
    time_unit: str,
    out: Path,
) -> None:
    """Train on quadruples and rank the answers of a test file, both directions, with the time-aware filter.

    Files hold `subject relation object time` a line; `entity2id.txt` and `relation2id.txt` stand beside the first training file.
    Bad input leaves with exit status 2 and one line a problem, and writes nothing.
    """
    from detente import workbench
    from detente.cli import output
    from detente.cli.tables import places_for
    from detente.workbench.next_events import evaluate_next_events, next_events_text

    places_for(test, [out])
    done = evaluate_next_events(
        train, test, valid=valid, protocol=protocol, model=model, seed=seed, time_unit=time_unit
    )
    workbench.save(out, next_events_text(done))
    beside = done["baselines"]["recurrency"]
    output.said(
        f"MRR {done['mrr']:.4f}, hits@10 {done['hits']['10']:.4f} on {done['queries']} questions"
        f" (recurrency baseline: {beside['mrr']:.4f}, {beside['hits']['10']:.4f}); written to {out}"
    )
