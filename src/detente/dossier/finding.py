"""A finding: a problem with its place as a path through the data. The store turns the path into a line."""

from dataclasses import dataclass

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at ``loc`` of ``file`` (path inside the dossier); for a table ``loc`` begins with the row."""

    file: str
    loc: Loc
    slug: str
    message: str
    fix: str
    level: str = "error"
