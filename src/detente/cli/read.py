"""``detente read``."""

from pathlib import Path

import click

from detente import workbench
from detente.cli import output
from detente.cli.options import FILE


@click.command()
@click.argument("files", nargs=-1, type=FILE, metavar="FILE...")
@click.option(
    "--url",
    "urls",
    multiple=True,
    metavar="URL",
    help="Read a page of the web too; may be repeated. Private and local addresses are refused.",
)
@click.option(
    "--out",
    type=FILE,
    metavar="PASSAGES.jsonl",
    help="Where the passages go; without it, and without --dossier, to stdout.",
)
@click.option(
    "--meta", type=FILE, help="What you know about the documents (JSON or YAML); it wins over what is printed."
)
@click.option("--roster", type=FILE, help="Actors to look for (YAML or JSON); by default the dossier's.")
@click.option(
    "--dossier",
    metavar="NAME",
    help="Take roster and calendar from this dossier, and add the documents to it if it is yours.",
)
@click.option("--calendar", type=FILE, help="Public events with their dates (YAML or JSON); by default the dossier's.")
@click.option("--encoding", metavar="NAME", help="The encoding of text and pages that are not UTF-8.")
@click.option(
    "--wrap",
    type=click.Choice(["auto", "never", "always"]),
    default="auto",
    show_default=True,
    help="Whether lines are joined to paragraphs.",
)
@click.option(
    "--seasons",
    type=click.Choice(["north_meteorological", "south_meteorological"]),
    default="north_meteorological",
    show_default=True,
    help="What summer means.",
)
@click.option(
    "--accept-bracket", is_flag=True, help="Date expressions by the bracket that a text gives for its own date."
)
@click.option("--body-only", is_flag=True, help="Write body passages only.")
@click.option(
    "--no-suggest", is_flag=True, help="Clean and anchor only: look for no actors, dates, quotations and figures."
)
@click.option(
    "--keep-text", type=FILE, metavar="DIR", help="Write the text that the positions count in, one file a document."
)
@click.option(
    "--reanchor",
    type=FILE,
    metavar="OLD.jsonl",
    help="Find the passages of an earlier reading again: one extra record each.",
)
@click.option(
    "--annotations",
    type=FILE,
    metavar="NOTES.jsonld",
    help="Find the words of Web Annotations in the documents: one extra record each.",
)
@click.option("--utf16", is_flag=True, help="The annotations' positions count UTF-16 units, as a browser does.")
def read(files: tuple[Path, ...], urls: tuple[str, ...], out: Path | None, meta: Path | None, roster: Path | None, dossier: str | None,
         calendar: Path | None, encoding: str | None, wrap: str, seasons: str, accept_bracket: bool, body_only: bool, no_suggest: bool,
         keep_text: Path | None, reanchor: Path | None, annotations: Path | None, utf16: bool) -> None:  # fmt: skip
    """Read articles: clean by labels, number and anchor the passages, and look for what they hold. Nothing is confirmed.

    FILE is text (.txt, .md), a page (.html, .htm), .pdf, .docx, an e-mail (.eml) or a feed (.rss, .atom, .xml).
    """
    if not files and not urls:
        raise click.UsageError("Name a file, or a page with --url.")
    options = workbench.ReadOptions(
        meta,
        roster,
        calendar,
        dossier,
        encoding,
        wrap,
        seasons,
        accept_bracket,
        body_only,
        not no_suggest,
        reanchor,
        annotations,
        utf16,
    )
    result = workbench.read_documents(files, options, urls=urls)
    for warning in result.warnings:
        output.said(f"warning: {warning}")
    if keep_text is not None:
        workbench.keep_texts(result, keep_text)
    if out is not None:
        workbench.save(out, result.jsonl)
        passages = sum(len(each.records) - 1 for each in result.documents)
        output.said(
            f"{len(result.documents)} {'document' if len(result.documents) == 1 else 'documents'}, {passages} passages written to {out}"
        )
    if dossier is not None and workbench.is_yours(dossier):
        for line in workbench.add_documents(dossier, result):
            output.said(line)
    elif out is None:
        click.echo(result.jsonl, nl=False)
