"""``detente review``: suggestions one by one, a key a decision; and decisions from a file, status, agreement."""

import getpass
import sys
from pathlib import Path
from typing import Any

import click

from detente.cli import output
from detente.cli.options import FILE, NAME


@click.command()
@NAME
@click.option("--coder", default=getpass.getuser, metavar="NAME", help="Who decides; by default your user name.")
@click.option("--by", type=click.Choice(["document", "certainty", "issue"]), default="document", show_default=True,
              help="Order of the queue: as the text stands, least certain first, or issue by issue.")  # fmt: skip
@click.option("--document", metavar="ID", help="Only this document.")
@click.option("--issue", metavar="ID", help="Only passages that seem to be about this issue.")
@click.option("--only", "types", multiple=True, metavar="TYPE", help="Only this type of claim (event, quote, number, ...); may be repeated.")  # fmt: skip
@click.option("--blind", is_flag=True, help="A second coder's pass: no ranks, no decisions of the first coder.")
@click.option("--read", "reading", is_flag=True, help="Paragraph by paragraph, for claims that nothing suggested.")
@click.option("--apply", "decisions", type=FILE, metavar="DECISIONS.jsonl", help="Apply a file of decisions, with the same checks.")  # fmt: skip
@click.option("--status", is_flag=True, help="Counts by status, type and document, decisions an hour, open questions.")
@click.option("--agreement", is_flag=True, help="How far the blind coder agrees: alpha and kappa with intervals.")
@click.option("--record", is_flag=True, help="With --agreement: write share and alpha into dossier.yaml.")
@click.option("--rebuild", is_flag=True, help="Write every claim of the decision log that the dossier lacks.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Seed of the resamples of --agreement.")  # fmt: skip
@output.format_option
def review(name: str, coder: str, by: str, document: str | None, issue: str | None, types: tuple[str, ...], blind: bool, reading: bool,
           decisions: Path | None, status: bool, agreement: bool, record: bool, rebuild: bool, seed: int, form: str) -> None:  # fmt: skip
    """Decide on what was suggested for DOSSIER, one suggestion after the other; every decision is kept at once.

    Questions come first (a document's date, who "the president" is, who a new name is), then suggestions, then events:
    which claims tell one event. Keys are shown on the screen; no key accepts by default, and Enter never does.
    """
    chosen = [word for word, given in (("--apply", decisions is not None), ("--status", status), ("--agreement", agreement), ("--rebuild", rebuild)) if given]  # fmt: skip
    if len(chosen) > 1:
        raise click.UsageError(f"Use one of {' and '.join(chosen)} at a time.")
    if record and not agreement:
        raise click.UsageError("--record goes with --agreement.")
    if decisions is not None:
        _apply(name, decisions, form)
    elif status:
        _status(name, coder if blind else "", blind, form)
    elif agreement:
        _agreement(name, coder, seed, record, form)
    elif rebuild:
        from detente.workbench import reviewing

        output.said(f"{reviewing.rebuild(name)} records of {name} written from the decision log")
    else:
        from detente.cli.review_session import Session

        session = Session(name, coder, by, document, issue, types, blind)
        session.run(session.read if reading else session.walk)


def _apply(name: str, decisions: Path, form: str) -> None:
    from detente.workbench import reviewing

    done = reviewing.apply_decisions(name, decisions)
    if output.wants_json(form):
        output.data(done)
    else:
        click.echo(f"{done['applied']} decisions applied: {_counts(done['actions'])}")


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {what}" for what, count in counts.items()) or "none"


def _status(name: str, coder: str, blind: bool, form: str) -> None:
    from detente.workbench import reviewing

    found = reviewing.review_status(name, coder=coder, blind=blind)
    if output.wants_json(form):
        output.data(found)
        return
    kinds = [*dict.fromkeys(["open", "later", "confirmed", "edited", "rejected", *found["status"]])]
    kinds = [kind for kind in kinds if found["status"].get(kind)]
    for title, key in (("By type", "by_type"), ("By document", "by_document")):
        rows = [{"": what, **{kind: counts.get(kind, 0) for kind in kinds}} for what, counts in found[key].items()]
        if rows:
            output.rows(title, ("", *kinds), rows, "table")
    speed = found["decisions_per_hour"]
    click.echo(f"{found['decisions']} decisions" + (f", {speed} an hour" if speed else "") + f" ({_counts(found['by_coder'])})")  # fmt: skip
    click.echo(f"{found['open_questions']} open questions")
    if not blind:
        click.echo(f"claims in the dossier: {_counts(found['claims_in_dossier'])}; event claims without a row: {found['event_claims_without_row']}")  # fmt: skip
        click.echo(found["coding"])


def _agreement(name: str, coder: str, seed: int, record: bool, form: str) -> None:
    from detente.workbench import agreeing

    given = click.get_current_context().get_parameter_source("coder")
    chosen = coder if given is click.core.ParameterSource.COMMANDLINE else None
    found = (agreeing.record_agreement if record else agreeing.agreement)(name, coder=chosen, seed=seed)
    if output.wants_json(form):
        output.data(found)
        return
    for line in sentences_of(found):
        click.echo(line)
    if found["differ"]:
        output.rows("Where the two differ", ("first", "second", "in"), found["differ"], "table")
    sys.stdout.flush()


def sentences_of(found: dict[str, Any]) -> list[str]:
    """The figures in lines, each with its n, and what may be counted."""
    first, second = found["coders"]
    f1 = found["finding_f1"]
    said = [f"{first} and {second} on {', '.join(found['documents'])}: {found['claims'][0]} and {found['claims'][1]} claims, {found['matched']} matched"
            + (f", finding F1 {f1:.2f}" if f1 is not None else "")]  # fmt: skip
    for key in ("type", "actors", "status"):
        said.append(f"  {key}: {_figures(found[key])}")
    share = found["date"]["share"]
    said.append(f"  date: {'nothing to compare' if share is None else f'{100 * share:.0f} % overlap by half'} (n = {found['date']['n']})")  # fmt: skip
    said.append(f"Double-coded share {100 * found['double_coded_share']:.0f} %; {found['mark']} (alpha of type).")
    said.append(f"Intervals: {found['resamples']} resamples, seed {found['seed']}. {found['note']}")
    return said


def _figures(found: dict[str, Any]) -> str:
    if found["alpha"] is None:
        return f"{found['mark']} (n = {found['n']})"
    parts = [f"same in {100 * found['share']:.0f} %"]
    for name in ("alpha", "kappa"):
        if found[name] is not None:
            band = found[f"{name}_interval"]
            parts.append(f"{name} {found[name]:.3f}" + (f" [{band[0]:.2f}, {band[1]:.2f}]" if band else ""))
    return f"{', '.join(parts)} (n = {found['n']}): {found['mark']}"
