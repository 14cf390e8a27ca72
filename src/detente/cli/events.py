"""``detente events``."""

import click

from detente.cli.events_backtest import backtest
from detente.cli.events_evaluate import evaluate
from detente.cli.events_import import import_
from detente.cli.events_next import next_
from detente.cli.events_outlook import outlook
from detente.cli.events_show import show
from detente.cli.events_temperature import temperature
from detente.cli.groups import DossierGroup


@click.group(cls=DossierGroup, otherwise="temperature")
def events() -> None:
    """Who did what to whom, when: a dossier's confirmed events and what public data sets hold."""


events.add_command(evaluate)
events.add_command(next_)
events.add_command(temperature)
events.add_command(import_)
events.add_command(show)
events.add_command(outlook)
events.add_command(backtest)
