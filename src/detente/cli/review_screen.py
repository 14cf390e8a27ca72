"""How a suggestion looks on a terminal: the paragraph with the words marked, what is known, and the keys."""

from typing import Any

import click

from detente.cli import output

KEYS = ("1-3 that type", "t type by name", "a accept as it is", "e edit", "x reject", "p nothing more in this paragraph",
        "s later", "n new claim", "/ split", "+ merge", "g roster, days, issues", "u undo", "r raw line", "? codebook", "q quit")  # fmt: skip
BAR = 20


def draw(view: dict[str, Any]) -> None:
    """One suggestion."""
    from rich.text import Text

    terminal, passage, document = output.terminal(), view["passage"], view["document"]
    click.echo()
    terminal.rule(f"{view['type'].replace('_', ' ')}  -  {view['position']['open']} open", align="left")
    terminal.print(Text(_head(document), style="bold"))
    if view["before"]:
        terminal.print(Text(view["before"], style="dim"))
    where = f"¶{passage['paragraph']}" if passage["paragraph"] else passage["label"]
    terminal.print(Text(f"{where}, line {passage['line']}  ", style="cyan") + marked(view))
    if view["after"]:
        terminal.print(Text(view["after"], style="dim"))
    click.echo()
    _ranks(view)
    for label, said in _facts(view):
        terminal.print(Text(f"{label:<12}", style="cyan") + Text(said))


def draw_passage(view: dict[str, Any]) -> None:
    """One paragraph, with the claims on it."""
    from rich.text import Text

    terminal, passage = output.terminal(), view["passage"]
    click.echo()
    terminal.rule(f"{view['position']['place']} of {view['position']['open']}", align="left")
    terminal.print(Text(_head(view["document"]), style="bold"))
    where = f"¶{passage['paragraph']}" if passage["paragraph"] else passage["label"]
    terminal.print(Text(f"{where}, line {passage['line']}  ", style="cyan") + marked(view))
    for span in view["spans"]:
        click.echo(f"  {span['type']}: {span['claim']}")
    click.secho(
        "n new claim   g roster, days, issues   j next paragraph   k the one before   u undo   q quit", dim=True
    )


def marked(view: dict[str, Any]) -> Any:
    """The paragraph with the words of the suggestion in reverse."""
    from rich.text import Text

    text = Text(view["passage"]["raw"])
    for span in view["spans"]:
        text.stylize("reverse", max(0, span["start"]), span["end"])
    return text


def _head(document: dict[str, Any]) -> str:
    who = ", ".join(each for each in document["authors"] if each) or "no author printed"
    if document["affiliation"]:
        who += f" ({document['affiliation']})"
    low, high = document["bracket"]
    date = document["date"] or (f"between {low or '?'} and {high or '?'}" if low or high else "no date")
    status = str(document["date_status"]).replace("_", " ")
    return f"{document['id']}: {document['title'] or 'no title printed'} - {document['outlet'] or 'no outlet printed'}, {who}, {date} ({status})"  # fmt: skip


def _ranks(view: dict[str, Any]) -> None:
    """The top three as bars; a percentage only where decisions of this dossier were measured (``detente suggest --reliability``)."""
    if not view["ranked"]:
        if view["types"] and view["blind"]:
            click.echo("types: " + " ".join(view["types"]))
        return
    best = max(each["score"] for each in view["ranked"]) or 1.0
    for each in view["ranked"]:
        bar = "█" * max(1, round(BAR * each["score"] / best))
        click.echo(
            f"  {each['rank']}  {each['type']:<10} {bar}" + (f" {each['percent']} %" if "percent" in each else "")
        )
    click.secho(f"     ({view['measured']})", dim=True)
    if view["hint"]:
        click.secho(f"     {view['hint']}", fg="yellow")


def _facts(view: dict[str, Any]) -> list[tuple[str, str]]:
    fields, names = view["fields"], view["names"]
    said = []
    for key in ("source", "target", "speaker", "attributed_to"):
        value, name = fields.get(key), names.get(key)
        if value or name:
            ids = ", ".join(value) if isinstance(value, list | tuple) else str(value or "")
            said.append((key, f"{ids or 'nobody in the roster'}" + (f"  (text: {name})" if name else "")))
    if view["type"] == "number":
        figure = " ".join(str(fields[key]) for key in ("hedge", "value", "value_max", "unit", "per") if fields.get(key) is not None)  # fmt: skip
        said.append(("figure", figure))
    date = view["date"]
    said.append(("date", f"{date['start']} to {date['end']} ({date['basis']})" if date else "none proposed"))
    voice = fields.get("said_by") or {}
    said.append(("said by", " ".join(str(each) for each in (voice.get("role", ""), voice.get("actor", ""), voice.get("name", "")) if each) + f"; the author {fields.get('author_attitude', '')}"))  # fmt: skip
    if fields.get("auxiliary"):
        said.append(("auxiliary", ", ".join(fields["auxiliary"])))
    if view["likely_issues"]:
        said.append(("issues?", ", ".join(view["likely_issues"])))
    said += [("similar", _similar(each)) for each in view["similar"]]
    if view["open"]:
        said.append(("hangs on", ", ".join(view["open"])))
    return said


def _similar(each: Any) -> str:
    if isinstance(each, dict):
        return "  ".join(str(each[key]) for key in ("type", "claim", "id", "summary", "text") if each.get(key))
    return str(each)


def draw_question(view: dict[str, Any]) -> None:
    """One question, with what hangs on it."""
    terminal = output.terminal()
    click.echo()
    terminal.rule(f"question, {view['left']} open", align="left")
    click.secho(view["text"], bold=True)
    count = view["depends"]
    click.echo(f"One answer resolves {count} {'mention or suggestion' if count == 1 else 'mentions and suggestions'}.")
    for fact in view["facts"]:
        click.echo(f"  {fact}")
    places = ", ".join(f"{each['document']} line {each['line']}" for each in view["places"][:8])
    if places:
        click.secho(f"  it stands in {places}", dim=True)
    for place, option in enumerate(view["options"], 1):
        click.echo(f"  {place}  {option}")


def draw_event(view: dict[str, Any]) -> None:
    """One event claim that no row of events.csv tells yet."""
    click.echo()
    output.terminal().rule(f"event claim without a row, {view['left']} open", align="left")
    date = view["date"]
    when = f"{date['start']} to {date['end']}" if date else "undated"
    click.secho(view["summary"], bold=True)
    click.echo(f"  {view['type']}: {', '.join(view['source'])} -> {', '.join(view['target']) or 'nobody'}, {when} ({view['id']})")  # fmt: skip
    for place, each in enumerate(view["candidates"], 1):
        span = f"{each['date_start']} to {each['date_end']}" if each["date_start"] else "undated"
        click.echo(f"  {place}  {each['id']}: {each['summary']} {each['type']}, {span} (likeness {each['score']:.2f})")


def draw_help(kind: dict[str, Any]) -> None:
    """What the codebook says about a type."""
    click.secho(f"{kind['type']} ({kind['quad']}): {kind['meaning']}", bold=True)
    for example in kind["examples"]:
        click.echo(f"  e.g. {example}")
    for other in kind["neighbours"]:
        click.echo(f"  {other['type']}? {other['rule']}")
    click.echo(f"  modes: {', '.join(kind['modes']) or 'none'}" + ("; needs a target" if kind["needs_target"] else ""))
