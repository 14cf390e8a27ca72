"""The door: ``detente``. Commands load when they are asked for, so that ``--help`` stays quick."""

import importlib
import os
import sys
from typing import Any

import click

from detente import __version__

HELP = ("-h", "--help")

#: Command -> (module, attribute, help line). The help lines stand here so that the overview needs no import.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "open": ("open", "open_", "The workbench in the browser: look, trace, ask what if."),
    "brief": ("brief", "brief", "A cited brief: where things stand, who wants what, what is disputed; and its checks."),
    "show": ("show", "show", "List actors, issues, claims, timeline, positions, disagreements and more."),
    "check": ("check", "check", "Check a dossier: all problems at once, with file, line and fix."),
    "verify": ("check", "verify", "Check every anchor against your copies of the texts."),
    "bargain": ("bargain", "bargain", "Where an issue settles among its actors."),
    "hypotheses": ("hypotheses", "hypotheses", "Which rival explanation the evidence supports."),
    "conflict": ("conflict", "conflict", "Which outcomes of a conflict are stable, and why."),
    "judgement": ("judgement", "judgement", "Keep score of forecasts: record, resolve, score, calibration."),
    "crisis": ("crisis", "crisis", "Threats and audience costs, in public or quietly."),
    "deal": ("deal", "deal", "What two governments can agree and carry at home."),
    "events": ("events", "events", "Who did what to whom, when: import, look at and forecast events."),
    "relation": ("relation", "relation", "What repeated dealing does to two governments."),
    "forecast": ("judgement", "forecast", "The same for forecasts: add, resolve, score, calibration, ledger."),
    "diff": ("diff", "diff", "What changed between two dossiers, or two dates of one."),
    "export": ("export", "export", "Hand a dossier on: JSON, CSV, CSL-JSON, Web Annotation, FollowTheMoney."),
    "new": ("edit", "new", "Make an empty dossier."),
    "read": ("read", "read", "Read articles: passages with labels, anchors and suggestions."),
    "suggest": (
        "suggest",
        "suggest",
        "Suggest what a text tells: ranked event types, for texts or a dossier's passages.",
    ),
    "components": ("components", "components", "Which optional parts are installed, and how to get the others."),
    "source": ("edit", "source", "Add documents to a dossier."),
    "claim": ("edit", "claim", "Add claims to a dossier, and decide on them."),
    "review": ("review", "review", "Decide on suggestions, one by one; blind double coding and agreement."),
    "board": ("board", "board", "Where documents may differ, agree independently, or tell one event: proposed."),
    "search": ("search", "search", "Full text over passages and claims, with filters."),
    "schema": ("schema", "schema", "The JSON Schema of a dossier file, for editors."),
}


def _with_short_help(command: click.Command) -> click.Command:
    """Let ``-h`` work on the command and everything below it, however it is called."""
    command.context_settings.setdefault("help_option_names", list(HELP))
    setattr(command, "_help_option", None)  # noqa: B010  click keeps the option of the first call, which may not know -h
    for inner in getattr(command, "commands", {}).values():
        _with_short_help(inner)
    return command


class Door(click.Group):
    """A group that imports a command's module only when the command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        return _with_short_help(getattr(importlib.import_module(f"detente.cli.{module}"), attribute))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, _, text) in COMMANDS.items()])


@click.group(cls=Door, context_settings={"help_option_names": list(HELP), "max_content_width": 100})
@click.version_option(__version__, prog_name="detente")
def door() -> None:
    """Explain, forecast and test policy on a bilateral relationship, every number one step from its source.

    DOSSIER is the name of a shipped dossier (us-mexico) or the path of a dossier's folder.
    """


def main(args: list[str] | None = None) -> Any:
    """Run the command line. Bad input leaves with exit status 2 and one line a problem, never a traceback."""
    from detente.kernel.errors import DetenteError

    try:
        return door.main(args=args, prog_name="detente")
    except DetenteError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
