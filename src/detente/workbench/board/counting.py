"""Which documents count once: tied by author, outlet or citation, or by passages that one has from the other."""

from pathlib import Path
from typing import TYPE_CHECKING

from detente.dossier.dossier import Dossier

if TYPE_CHECKING:
    from detente.coding import across


def copies_in(name: str | Path) -> "list[across.Copy]":
    """Near-copies among the passages in the reading room; none where no texts are at hand."""
    from detente.coding import across
    from detente.workbench.review_room import open_room

    readings = open_room(name).readings
    return across.near_copies((document, str(passage["id"]), str(passage["clean"])) for document, reading in readings.items()
                              for passage in reading.passages if passage["label"] == "body")  # fmt: skip


def ties_in(dossier: Dossier, copies: "list[across.Copy]") -> "list[across.Ties]":
    """Pairs of documents that count once, and why."""
    from detente.coding import across

    return across.ties(dossier.sources, dossier.claims.values(), ((each.first[0], each.second[0]) for each in copies))
