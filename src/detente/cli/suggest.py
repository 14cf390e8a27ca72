"""``detente suggest``: ranked event types for texts, and fresh suggestions for the passages of a dossier."""

import os
from pathlib import Path

import click

from detente.cli import output
from detente.cli.options import FILE

OUT = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("passages", metavar="[PASSAGES.jsonl]", required=False, type=FILE)
@click.option(
    "--dossier",
    "name",
    metavar="NAME",
    help="Refresh the suggestions of this dossier's passages, with its roster and its confirmed claims.",
)
@click.option(
    "--texts",
    metavar="IN.jsonl",
    type=FILE,
    help="Rank every text of a file: one JSON mapping a line with `text`, `source`, `target`.",
)
@click.option(
    "--learn",
    metavar="LABELLED.jsonl",
    type=FILE,
    help="With --texts: the same plus `type`; the ranking learns from them.",
)
@click.option(
    "--out",
    metavar="FILE",
    type=OUT,
    help="Where the result goes; by default --texts prints it, and passages are refreshed in place.",
)
@click.option(
    "--vectors",
    type=click.Choice(["auto", "off"]),
    default="auto",
    show_default=True,
    help="Use sentence vectors where they are installed, or never.",
)
@click.option(
    "--llm",
    "use_llm",
    is_flag=True,
    help="Also ask a language model of your own choice; it sees the passages. Needs --llm-url and --llm-model.",
)
@click.option(
    "--llm-url",
    metavar="URL",
    envvar="DETENTE_LLM_URL",
    help="Its OpenAI-compatible endpoint, such as http://127.0.0.1:8080/v1.",
)
@click.option(
    "--llm-model",
    metavar="NAME",
    envvar="DETENTE_LLM_MODEL",
    help="The model's name there. A key is read from DETENTE_LLM_KEY.",
)
@click.option(
    "--llm-limit",
    metavar="N",
    type=click.IntRange(1, 1000),
    default=50,
    show_default=True,
    help="Passages that are sent at most; each is sent twice.",
)
@click.option("--reliability", "table", is_flag=True, help="With --dossier: what the percentages rest on, as a table.")
@output.format_option
def suggest(passages: Path | None, name: str | None, texts: Path | None, learn: Path | None, out: Path | None, vectors: str,
            use_llm: bool, llm_url: str | None, llm_model: str | None, llm_limit: int,
            table: bool, form: str) -> None:  # fmt: skip
    """Suggest what a text tells: ranked event types, who and whom, cues, similar confirmed claims.

    Either --texts ranks a file of texts, or --dossier refreshes the suggestions of passages made by `detente read`.
    Suggestions are never facts: a person decides on each, and what was decided stays as it is.
    """
    if (texts is None) == (name is None):
        raise click.UsageError("Give --texts IN.jsonl, or --dossier NAME with or without a file of passages.")
    if texts is not None:
        if table:
            raise click.UsageError("--reliability goes with --dossier.")
        if passages is not None or use_llm:
            raise click.UsageError("--texts takes neither a file of passages nor --llm.")
        from detente.workbench.suggesting import rank_texts

        content = rank_texts(texts, learn, vectors=vectors)
        output.deliver(content, out, f"{content.count(chr(10))} ranked texts")
        return
    if learn is not None:
        raise click.UsageError("--learn goes with --texts; a dossier learns from its own confirmed claims.")
    if table:
        _table(str(name), vectors, form)
        return
    from detente.workbench.refreshing import refresh_suggestions
    from detente.workbench.second_opinions import llm_settings

    settings = llm_settings(llm_url, llm_model, os.environ.get("DETENTE_LLM_KEY"), llm_limit) if use_llm else None
    made = refresh_suggestions(str(name), passages, out, vectors=vectors, llm=settings)
    output.said(f"{made['suggestions']} suggestions in {', '.join(made['files'])}; ranked by {made['model']}")
    for remark in made["remarks"]:
        output.said(remark)


def _table(name: str, vectors: str, form: str) -> None:
    """The reliability table: what percentages rest on."""
    from detente.workbench.reliability import reliability

    found = reliability(name, vectors=vectors)
    if output.wants_json(form):
        output.data(found)
        return
    if not found["table"]:
        output.said(f"{found['decisions']} decisions on events; percentages are shown after {found['needed']}. Not measured on this kind of text.")  # fmt: skip
        return
    rows = [{**each, "between": f"{each['low']:.0%} and {each['high']:.0%}", "said": _percent(each["said"]), "right": _percent(each["right"])} for each in found["table"]]  # fmt: skip
    output.rows(f"{found['model']}: {found['measured_on']}; temperature {found['temperature']}", ("between", "n", "said", "right"), rows, form)  # fmt: skip
    output.said(f"{found['rejected']} suggestions were rejected as no event; no percentage speaks of those")


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"
