"""``detente schema``."""

import click

from detente.cli import output


@click.command()
@click.argument("kind", required=False)
def schema(kind: str | None) -> None:
    """Print the JSON Schema of a kind of dossier file (without KIND: the list of kinds)."""
    from detente import workbench

    if kind is None:
        for name, pattern in workbench.file_kinds().items():
            click.echo(f"{name:15} {pattern}")
        return
    output.data(workbench.file_schema(kind))
