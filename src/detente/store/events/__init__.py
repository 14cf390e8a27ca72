"""The event store: Parquet partitioned by year, read by DuckDB. Every row says whether it is confirmed or machine-coded."""

from detente.store.events.choosing import Choice
from detente.store.events.coverage import coverage, kinds_of
from detente.store.events.daily import daily
from detente.store.events.parts import write
from detente.store.events.schema import COLUMNS
from detente.store.events.view import Table, table

__all__ = ["COLUMNS", "Choice", "Table", "coverage", "daily", "kinds_of", "table", "write"]
