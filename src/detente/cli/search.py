"""``detente search``."""

from datetime import date

import click

from detente.cli import output
from detente.cli.options import NAME, Day


@click.command()
@NAME
@click.argument("words", metavar='"WORDS"')
@click.option("--actor", metavar="ID", help="Only what is about this actor, or said by it.")
@click.option("--issue", metavar="ID", help="Only what touches this issue.")
@click.option("--source", metavar="ID", help="Only this document.")
@click.option("--since", type=Day(), help="Only what is dated on that day or later; undated hits are left out.")
@click.option("--until", type=Day(), help="Only what is dated on that day or earlier.")
@click.option("--kind", type=click.Choice(["claim", "passage"]), help="Only claims, or only passages.")
@click.option("--meaning", is_flag=True, help="Rank by meaning, if the extra vectors is installed.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many hits.")
@output.format_option
def search(name: str, words: str, actor: str | None, issue: str | None, source: str | None, since: date | None, until: date | None,
           kind: str | None, meaning: bool, limit: int, form: str) -> None:  # fmt: skip
    """Find WORDS in the claims and passages of DOSSIER: all words, "a phrase" together, a beginning*, or -a word that shall not stand there.

    Case, accents and English endings do not matter. Suggested and rejected claims are found too, with their status.
    """
    from detente.workbench import searching

    found = searching.search(
        name, words, actor=actor, issue=issue, source=source, since=since.isoformat() if since else None,
        until=until.isoformat() if until else None, kind=kind, meaning=meaning, limit=limit,
    )  # fmt: skip
    for remark in found["remarks"]:
        output.said(remark)
    if output.wants_json(form):
        output.data(found)
        return
    rows = [{**hit, "where": f"{hit['source']}:{hit['line']}", "date": hit["date_start"] or ""} for hit in found["hits"]]  # fmt: skip
    output.rows(f"Found by {found['by']}", ("kind", "name", "where", "date", "status", "snippet"), rows, "table")
