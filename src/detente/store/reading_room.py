"""The reading room beside a dossier: ``reading/`` with the bytes that were read, their texts and their passages.

Version control keeps the decisions only: the texts stay with their owner.
"""

from pathlib import Path

from detente.store.write import write_atomically

ROOM = "reading"
_IGNORE = "*\n!decisions.jsonl\n!.gitignore\n"


def open_room(folder: Path) -> Path:
    """The reading room of a dossier's folder, made if it is not there."""
    room = folder / ROOM
    for each in (room, room / "raw", room / "texts", room / "passages"):
        each.mkdir(exist_ok=True)
    if not (room / ".gitignore").exists():
        write_atomically(room / ".gitignore", _IGNORE)
    return room


def keep(folder: Path, document: str, *, raw: tuple[str, bytes], text: str, passages: str) -> None:
    """Keep a document: its bytes under their digest (``raw``: name and bytes), its text, its passages."""
    room = open_room(folder)
    name, content = raw
    if not (room / "raw" / name).exists():
        write_atomically(room / "raw" / name, content)
    write_atomically(room / "passages" / f"{document}.jsonl", passages)
    write_atomically(room / "texts" / f"{document}.txt", text)


def kept_text(folder: Path, document: str) -> str | None:
    """The text of a document as it was read last, None if it was never read here."""
    path = folder / ROOM / "texts" / f"{document}.txt"
    return path.read_bytes().decode("utf-8") if path.is_file() else None
