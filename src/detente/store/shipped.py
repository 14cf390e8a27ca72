"""Where a dossier lives: a path the user gives, or the name of one that ships with the package."""

from pathlib import Path

from detente.kernel.errors import fail
from detente.kernel.ids import is_id, nearest

SHIPPED = Path(__file__).resolve().parent.parent / "dossiers"


def shipped_names() -> tuple[str, ...]:
    """Names of the dossiers inside the package."""
    return tuple(sorted(path.parent.name for path in SHIPPED.glob("*/dossier.yaml")))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        return False


def folder_of(name: str | Path) -> Path:
    """The folder of a dossier: an existing path wins, else a shipped name. Raises DetenteError (dossier-missing)."""
    path = Path(name)
    if _is_folder(path):
        return path
    if isinstance(name, str) and is_id(name) and name in shipped_names():
        return SHIPPED / name
    guess = nearest(str(name)[:120], shipped_names())
    raise fail(
        "dossier-missing", f"there is no dossier {str(name)[:120]!r}", f"Did you mean {guess!r}?" if guess else ""
    )


def writable_folder_of(name: str | Path) -> Path:
    """The folder of a dossier that may be edited. Raises DetenteError for a shipped one (dossier-shipped)."""
    folder = folder_of(name)
    if folder.resolve().is_relative_to(SHIPPED):
        raise fail("dossier-shipped", f"{folder.name} ships with the package and is not edited in place")
    return folder
