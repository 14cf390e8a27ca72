"""``detente events backtest``."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from detente.cli import output
from detente.cli.events_outlook import asking, horizons_of
from detente.cli.options import AS_OF, FILE, SEED, Day

_COLUMNS = ("days", "class", "origins", "came", "Brier", "log", "ECE", "over climatology", "over persistence", "over season")  # fmt: skip


@click.command(short_help="How the outlook would have done, week by week, on time that it did not see.")
@click.argument("name", metavar="DOSSIER|EVENTS.parquet")
@asking
@AS_OF
@click.option("--from", "start", type=Day(), help="The first held-back origin; by default the last quarter of the record.")  # fmt: skip
@click.option("--refit", type=int, default=28, show_default=True, help="Days after which the model is fitted anew on what is known by then.")  # fmt: skip
@click.option("--out", type=FILE, metavar="BACKTEST.json", help="Write scores and reliability as JSON.")
@click.option("--chart", type=FILE, metavar="FILE", help="Draw the reliability, as .svg or .png.")
@SEED
@output.format_option
def backtest(name: str, horizons: str, classes: tuple[str, ...], either: bool, coding: Any, dedup: Any, since: date | None, most: int, longest: int,
             as_of: date | None, start: date | None, refit: int, out: Path | None, chart: Path | None, seed: int, form: str) -> None:  # fmt: skip
    """Ask every week of the held-back time, each time of a model fitted only on what was known before, and score the answers.

    All pairs that were busiest before the held-back time count. Skill is of Brier scores, 1 - S / S_ref, with the 95 % interval of
    origins drawn again in stretches as long as the horizon.
    """
    from detente import workbench
    from detente.cli.tables import progress_bar

    if chart is not None and chart.suffix.lower() not in (".svg", ".png"):
        raise click.UsageError("--chart takes a file that ends in .svg or .png.")
    with progress_bar("origins") as progress:
        done = workbench.backtest_outlook(
            name, horizons=horizons_of(horizons), classes=classes, direction="either" if either else "each", coding=coding, dedup=dedup, as_of=as_of,
            since=since, start=start, refit=refit, most=most, longest=longest, seed=seed, progress=progress,
        )  # fmt: skip
    if out is not None:
        output.deliver(json.dumps(done.data(), ensure_ascii=False, indent=2) + "\n", out, "back-test")
    if chart is not None:
        workbench.save_chart(done.chart, chart)
        output.said(f"{done.chart.title} -> {chart}")
    if output.wants_json(form):
        if out is None:
            output.data(done.data())
        return
    click.secho(done.source, bold=True)
    output.account(done.sentences)
    output.rows("Scores on held-back time (0 is best; skill above 0 beats the reference)", _COLUMNS, [_row(row) for row in done.scores], "table")  # fmt: skip


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "days": row["horizon"], "class": row["class"], "origins": row["origins"], "came": f"{row['rate']:.1%}", "Brier": f"{row['brier']:.4f}", "log": f"{row['log']:.4f}",
        "ECE": f"{row['ece']:.1%}", **{f"over {name}": _skill(row, name) for name in ("climatology", "persistence", "season")},
    }  # fmt: skip


def _skill(row: dict[str, Any], name: str) -> str:
    value, low, high = (row[f"skill_{name}{end}"] for end in ("", "_low", "_high"))
    if value is None:
        return ""
    return f"{100 * value:+.1f} %" + ("" if low is None else f" ({100 * low:+.1f} to {100 * high:+.1f}{', pairs' if row[f'drawn_{name}'] == 'pairs' else ''})")  # fmt: skip
