"""Where a dossier lives: a path the user gives, or the name of one that ships with the package."""

from pathlib import Path

from detente.kernel.errors import fail
from detente.kernel.ids import is_id, nearest

SHIPPED = Path(__file__).resolve().parent.parent / "dossiers"


def shipped_names() -> tuple[str, ...]:
    """Names of the dossiers inside the package."""
    return tuple(sorted(path.parent.name for path in SHIPPED.glob("*/dossier.yaml")))


def folder_of(name: str | Path) -> Path:
    """The folder of a dossier: an existing path wins, else a shipped name. Raises DetenteError (dossier-missing)."""
    path = Path(name)
    if path.is_dir():
        return path
    if isinstance(name, str) and is_id(name) and name in shipped_names():
        return SHIPPED / name
    guess = nearest(str(name), shipped_names())
    raise fail("dossier-missing", f"there is no dossier {str(name)!r}", f"Did you mean {guess!r}?" if guess else "")
