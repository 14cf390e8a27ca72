"""What a dossier's ranking learned: files in ``reading/learned/``, apart from version control like the texts.

``ranking`` holds the last solution, so that the next fit begins there; ``vectors`` the sentence vectors of clauses and
claims, so that only new text is encoded; ``calibration.json`` what percentages rest on. All of it is a cache: whoever
deletes it waits a little longer.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detente.kernel.fingerprints import of_bytes
from detente.store.reading_room import open_room
from detente.store.write import write_atomically

FOLDER = "reading/learned"
RANKING, VECTORS, CALIBRATION = "ranking", "vectors", "calibration"


def keep(folder: Path, what: str, index: Mapping[str, Any], arrays: bytes | None = None) -> None:
    """Write an index and the arrays it speaks of; the index last, with their digest, so that the two belong together."""
    open_room(folder)
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    if arrays is not None:
        write_atomically(place / f"{what}.safetensors", arrays)
        index = {**index, "arrays": of_bytes(arrays)}
    write_atomically(place / f"{what}.json", json.dumps(index) + "\n")


def kept(folder: Path, what: str) -> tuple[dict[str, Any], bytes] | None:
    """The index and the arrays (empty if it has none); None if nothing was kept, or the two do not belong together."""
    place = folder / FOLDER
    try:
        index = json.loads((place / f"{what}.json").read_text(encoding="utf-8"))
        if not isinstance(index, dict):
            return None
        arrays = (place / f"{what}.safetensors").read_bytes() if "arrays" in index else b""
    except (OSError, ValueError):
        return None
    return None if "arrays" in index and index["arrays"] != of_bytes(arrays) else (index, arrays)
