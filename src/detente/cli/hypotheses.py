"""``detente hypotheses``."""

import click

from detente.cli.groups import DossierGroup
from detente.cli.hypotheses_elicit import elicit
from detente.cli.hypotheses_files import collect, reveal, sheet


@click.group(cls=DossierGroup, otherwise="solve")
def hypotheses() -> None:
    """Which of several rival explanations the evidence supports."""


for _command in (elicit, sheet, collect, reveal):
    hypotheses.add_command(_command)
