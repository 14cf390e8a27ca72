"""``detente new``, ``detente source`` and ``detente claim``."""

import getpass
from datetime import date
from pathlib import Path
from typing import Any

import click

from detente import workbench
from detente.cli import output
from detente.cli.options import FILE, NAME, Day


@click.command()
@click.argument("path", type=FILE, metavar="NAME")
@click.option("--title", default="", help="Title of the dossier.")
@click.option(
    "--parties",
    nargs=2,
    default=("party-a", "party-b"),
    show_default=True,
    metavar="ID ID",
    help="Ids of the two states.",
)
@click.option("--like", metavar="DOSSIER", help="Copy this dossier instead of making an empty one.")
def new(path: Path, title: str, parties: tuple[str, str], like: str | None) -> None:
    """Make an empty dossier: a folder of commented files that passes check. With --like it is a copy to edit."""
    folder = workbench.new_dossier(path, title=title, parties=parties, like=like)
    output.said(f"{folder} is ready: edit its files, then run detente check {folder}")


@click.group()
def source() -> None:
    """Add documents to a dossier."""


@source.command("add")
@NAME
@click.argument("file", type=FILE)
@click.option("--id", "name_id", required=True, metavar="ID", help="Id of the document, such as starr-2021.")
@click.option("--short", required=True, help='How notes name it, such as "Starr 2021".')
@click.option(
    "--kind", type=click.Choice(["news", "analysis", "opinion", "official", "data", "academic", "other"]), required=True
)
@click.option("--title", help="Title as printed.")
@click.option("--outlet", help="Outlet as printed.")
@click.option("--author", "authors", multiple=True, help="Author as printed; may be repeated.")
@click.option(
    "--author-actor", "author_actors", multiple=True, metavar="ID", help="The author in actors.yaml; may be repeated."
)
@click.option("--affiliation", help="The author's affiliation as printed.")
@click.option("--language", default="en", show_default=True)
@click.option("--url", help="Where the document was found.")
@click.option("--date", "day", type=Day(), help="The day it appeared, if you know it.")
@click.option("--not-before", type=Day(), help="First possible day, if you do not.")
@click.option("--not-after", type=Day(), help="Last possible day.")
@click.option(
    "--letter",
    type=click.Choice(list("ABCDEF")),
    default="F",
    show_default=True,
    help="Admiralty letter; F is unjudged.",
)
@click.option("--letter-reason", default="Not judged yet.", show_default=True)
@click.option("--standing", default="Not described yet.", show_default=True, help="Who the author is, in your words.")
def add_source(name: str, file: Path, name_id: str, short: str, kind: str, title: str | None, outlet: str | None, authors: tuple[str, ...],
               author_actors: tuple[str, ...], affiliation: str | None, language: str, url: str | None,
               day: date | None, not_before: date | None, not_after: date | None, letter: str, letter_reason: str, standing: str) -> None:  # fmt: skip
    """Add the text in FILE as a document: digests, size and body paragraphs are measured, the text stays yours."""
    if (day is None) == (not_before is None and not_after is None):
        raise click.UsageError("Give either --date, or a bracket with --not-before and --not-after.")

    def printed(value: str | None) -> dict[str, Any]:
        return {"value": value, "status": "given" if value else "not_printed"}

    when: dict[str, Any] = {"value": day.isoformat() if day else None, "status": "given" if day else "bracket",
            "not_before": not_before.isoformat() if not_before else None, "not_after": not_after.isoformat() if not_after else None, "evidence": []}  # fmt: skip
    record = {"id": name_id, "short": short, "kind": kind, "title": printed(title), "outlet": printed(outlet), "authors": [printed(a) for a in authors],
              "author_actors": list(author_actors), "affiliation": printed(affiliation), "language": language, **({"url": url} if url else {}), "standing": standing, "date": when, "reliability": letter, "reliability_reason": letter_reason}  # fmt: skip
    workbench.add_source(name, file, record)
    output.said(f"{name_id} added to {name}")


@click.group()
def claim() -> None:
    """Add claims to a dossier, and decide on them."""


@claim.command("add")
@NAME
@click.argument("drafts", type=FILE)
@click.option("--document", required=True, metavar="ID", help="The document that the drafts come from.")
@click.option("--texts", type=FILE, required=True, help="Folder with your own copies of the articles.")
@click.option("--by", default=getpass.getuser, help="Who coded; by default your user name.")
def add_claim(name: str, drafts: Path, document: str, texts: Path, by: str) -> None:
    """Add the claims in DRAFTS (a YAML list under claims:, each with quote: and an optional line:), all or none.

    The words are found in your text and replaced by position and fingerprint; they never enter the dossier.
    """
    count = workbench.add_claims(name, workbench.read_drafts(drafts), document=document, texts=texts, by=by)
    output.said(f"{count} claims added to {name}")


def _decision(status: str) -> Any:
    @NAME
    @click.argument("claim_id", metavar="CLAIM")
    @click.option("--by", default=getpass.getuser, help="Who decides; by default your user name.")
    @click.option("--note", help="Why.")
    def decide(name: str, claim_id: str, by: str, note: str | None) -> None:
        workbench.decide_claim(name, claim_id, status, by=by, note=note)
        output.said(f"{claim_id} is {status}")

    return decide


@claim.command("edit")
@NAME
@click.argument("claim_id", metavar="CLAIM")
@click.option(
    "--set",
    "settings",
    multiple=True,
    required=True,
    metavar="KEY=VALUE",
    help="A key of the claim and its new value as YAML; may be repeated.",
)
@click.option("--by", default=getpass.getuser, help="Who edits; by default your user name.")
@click.option("--note", help="Why.")
def edit_claim(name: str, claim_id: str, settings: tuple[str, ...], by: str, note: str | None) -> None:
    """Change keys of a claim; its status becomes edited, and who did it when joins its history."""
    workbench.decide_claim(name, claim_id, "edited", by=by, note=note, fields=workbench.read_settings(settings))
    output.said(f"{claim_id} is edited")


claim.command("confirm", help="Confirm a claim: from now on models and briefs may rest on it.")(_decision("confirmed"))
claim.command("reject", help="Reject a claim: it stays on record and carries nothing.")(_decision("rejected"))
claim.command("reopen", help="Set a claim back to suggested.")(_decision("suggested"))
