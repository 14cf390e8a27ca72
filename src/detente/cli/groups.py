"""Groups of commands whose first word may be a dossier: ``detente bargain us-mexico`` is ``detente bargain settle us-mexico``."""

from pathlib import Path
from typing import Any

import click

from detente import workbench
from detente.kernel.ids import nearest


class DossierGroup(click.Group):
    """A first word that names no command of the group is a dossier, for the command named by ``otherwise``."""

    def __init__(self, *args: Any, otherwise: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.otherwise = otherwise

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options in front of a dossier's name are those of the default command: ``brief --issue X us-mexico``."""
        if args and args[0].startswith("-") and args[0] not in (*ctx.help_option_names, "--"):
            args = [self.otherwise, *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Put the default command in front of a dossier's name; a near miss of a command is told."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            meant = nearest(args[0], self.commands)
            if meant is not None and args[0] not in workbench.dossiers() and not Path(args[0]).exists():
                raise click.UsageError(f"There is no command {args[0]!r}; did you mean {meant!r}?")
            args = [self.otherwise, *args]
        return super().resolve_command(ctx, args)
