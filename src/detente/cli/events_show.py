"""``detente events show``."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from detente.cli import output
from detente.cli.options import AS_OF, ENGINE, Day


@click.command(short_help="Events counted by month, pair, actor, type, class or issue, or one by one.")
@click.argument("name", metavar="DOSSIER|EVENTS.parquet")
@click.option("--by", type=click.Choice(["month", "dyad", "actor", "type", "quad", "issue", "event"]), multiple=True, default=("month",), show_default=True, help="What a row is; may be repeated.")  # fmt: skip
@click.option("--pair", nargs=2, metavar="A B", help="Two countries, in both directions.")
@click.option("--since", type=Day(), help="From this day on.")
@click.option("--until", type=Day(), help="Up to this day.")
@click.option("--coding", type=click.Choice(["confirmed", "machine"]), help="Only events that a person confirmed, or that a machine coded.")  # fmt: skip
@click.option("--dedup", type=click.Choice(["none", "story", "day"]), default="none", show_default=True, help="Count the same pair, type and day once, or once a story.")  # fmt: skip
@click.option("--weight", type=click.Choice(["rows", "sources", "articles"]), default="rows", show_default=True, help="What a row adds.")  # fmt: skip
@click.option("--mirror", type=click.Choice(["merge", "keep"]), default="merge", show_default=True, help="Count the two rows of one meeting once.")  # fmt: skip
@click.option("--limit", type=click.IntRange(1), default=1000, show_default=True, help="So many rows, and no more.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write all rows to this file as well: .csv or .parquet.")  # fmt: skip
@ENGINE
@AS_OF
@output.format_option
def show(name: str, by: Any, pair: tuple[str, str] | None, since: date | None, until: date | None, coding: Any, dedup: Any, weight: Any, mirror: Any, limit: int, out: Path | None, engine: Any, as_of: date | None, form: str) -> None:  # fmt: skip
    """The events of a store, or the confirmed events of a dossier. Confirmed and machine-coded events are never one sum."""
    from detente.workbench.events import show_events

    found = show_events(Path(name) if Path(name).exists() else name, by=by, pair=pair, since=since, until=until, as_of=as_of, coding=coding, dedup=dedup, weight=weight, mirror=mirror, limit=limit, engine=engine, out=out)  # fmt: skip
    rows = [{key: round(value, 3) if isinstance(value, float) else value for key, value in row.items()} for row in found.rows]  # fmt: skip
    hidden = {"event_id", "source", "target", "scale"} if by == ("event",) else set()
    columns = [key for key in (rows[0] if rows else {}) if key not in hidden]
    output.rows(f"Events by {', '.join(by)}", columns, rows, form)
    if out is not None:
        output.said(f"{found.total} rows written to {out}")
    if found.total is not None and found.total > len(rows):
        output.said(f"these are the first {len(rows)} of {found.total} rows; --limit shows more, --out writes them all")
