"""``detente components``: which optional parts are installed, what each gives, how to get it."""

import click

from detente.cli import output


@click.command()
@output.format_option
def components(form: str) -> None:
    """Which optional parts are installed, what each gives, and how to get it. Nothing is fetched."""
    from detente.workbench.components import installed_parts

    output.rows("Optional parts", ("part", "state", "gives", "install"), installed_parts(), form)
