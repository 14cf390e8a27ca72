"""``detente board``: pairs of claims that may differ, agreements that count, and claims of one event."""

from typing import Any

import click

from detente.cli import output
from detente.cli.options import NAME

_VIEWS = ("differences", "agreements", "events", "copies")


@click.command()
@NAME
@click.option("--show", "what", type=click.Choice(_VIEWS), default="differences", show_default=True,
              help="Pairs that may differ; agreements with the documents that count; claims that may tell one event; copied passages.")  # fmt: skip
@click.option("--issue", metavar="ID", help="Only claims on this issue.")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=40, show_default=True, help="Pairs of each reason that are shown.")  # fmt: skip
@output.format_option
def board(name: str, what: str, issue: str | None, limit: int, form: str) -> None:
    """Show where the documents of DOSSIER may differ. Pairs are proposed; of what kind a difference is, you decide.

    Document dates stand beside every claim: many conflicts are two points in time.
    """
    from dataclasses import asdict

    from detente import workbench

    held = asdict(workbench.recorded_board(name, issue=issue))
    found = {"recorded": held["disputes"], "agreements": held["accords"], **workbench.proposed_board(name, issue=issue, limit=limit)}  # fmt: skip
    if output.wants_json(form):
        output.data(found)
    else:
        _SHOW[what](found, form)


def _differences(found: dict[str, Any], form: str) -> None:
    for why, said in found["reasons"].items():
        pairs = [each for each in found["proposed"] if each["why"] == why]
        if not pairs:
            continue
        rows = [{"documents": _where(each["claims"]), "claims": _said(each["claims"]), "issues": ", ".join(each["issues"]),
                 "recorded": ", ".join(each["recorded_in"]) or "no"} for each in pairs]  # fmt: skip
        output.rows(f"{said}: {len(pairs)} of {found['totals'][why]}", ("documents", "claims", "issues", "recorded"), rows, form)  # fmt: skip
    output.said(f"{len(found['recorded'])} disagreements are recorded (`detente show` lists them)")


def _where(claims: list[dict[str, Any]]) -> str:
    return "\n".join(f"{each['short']}, {each['document_date']}" for each in claims)


def _said(claims: list[dict[str, Any]]) -> str:
    return "\n".join(f"{each['claim']}: {each['says']} [{each['figure'] or each['plover'] or each['attitude']}, {each['when']}]" for each in claims)  # fmt: skip


def _agreements(found: dict[str, Any], form: str) -> None:
    rows = [{**each, "documents": ", ".join(voice["id"] for voice in each["voices"]), "notes": "; ".join(each["notes"])} for each in found["agreements"]]  # fmt: skip
    output.rows("Agreements over independent documents", ("id", "statement", "independent", "documents", "notes"), rows, form)  # fmt: skip


def _events(found: dict[str, Any], form: str) -> None:
    rows = [{"score": each["score"], "claims": _said(each["claims"]), "rows": ", ".join(each["rows"])} for each in found["events"]]  # fmt: skip
    output.rows("Claims that may tell one event: you merge", ("score", "claims", "rows"), rows, form)


def _copies(found: dict[str, Any], form: str) -> None:
    rows = [{"passages": ", ".join(each["passages"]), "share": each["share"]} for each in found["copies"]]
    rows += [{"passages": ", ".join(each["documents"]), "share": each["why"]} for each in found["ties"]]
    output.rows("Copied passages, and documents that count once", ("passages", "share"), rows, form)


_SHOW = {"differences": _differences, "agreements": _agreements, "events": _events, "copies": _copies}
