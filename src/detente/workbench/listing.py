"""Lists of records."""

from datetime import date
from pathlib import Path

from detente.reports.listing import Filters, Listing, listing
from detente.workbench.opening import open_dossier


def show(name: str | Path, what: str, filters: Filters = Filters(), *, as_known_on: date | None = None) -> Listing:  # noqa: B008
    """A list of records (``detente.reports.listing.KINDS``), filtered by actor, issue, source, dates."""
    return listing(open_dossier(name, as_known_on=as_known_on), what, filters)
