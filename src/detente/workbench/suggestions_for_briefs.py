"""What a brief says of the reading room: how many suggestions nobody has decided on. They count for nothing."""

from collections.abc import Container
from pathlib import Path

from detente.kernel.errors import DetenteError
from detente.store.shipped import folder_of


def open_suggestions(name: str | Path, documents: Container[str]) -> int | None:
    """Open suggestions in these documents; None for a dossier into which nothing was read, or whose reading room cannot be read."""
    from detente.workbench.review_room import HOME, PASSAGES, open_room

    if not (folder_of(name) / HOME / PASSAGES).is_dir():
        return None
    try:
        queue = open_room(name).desk().queue()
    except DetenteError:
        return None
    return sum(each.document in documents for each in queue)
