"""Files that the page brings: first kept as they came, then read into the dossier, so that a kill in between loses nothing."""

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from detente.kernel.errors import DetenteError, Problem, fail
from detente.kernel.slugs import SLUGS
from detente.store.reading_room import open_room
from detente.store.shipped import writable_folder_of
from detente.store.write import write_atomically
from detente.workbench.opening import open_dossier
from detente.workbench.reading import ReadOptions, read_documents
from detente.workbench.reading_dossiers import add_documents

#: Files taken at a time.
MOST_FILES = 10
INBOX, SAID, ABOUT = "inbox", "said.json", "about.json"
_BATCH = re.compile(r"[0-9a-f]{16}")
#: What a person may know about a document, as ``detente read --meta`` takes it.
KNOWN = ("date", "title", "outlet", "authors")


def receive(name: str | Path, files: Sequence[tuple[str, bytes]], about: Mapping[str, str] | None = None) -> str:
    """Keep files (name and bytes) in the inbox of the dossier's reading room; returns the batch, which :func:`take_in` reads.

    ``about`` tells date, title, outlet or authors of a single file. Names are taken to pieces: nothing of them leads
    anywhere. Raises DetenteError for no file, or more than :data:`MOST_FILES`; nothing is kept then.
    """
    folder = writable_folder_of(name)
    if not 0 < len(files) <= MOST_FILES:
        raise fail("option-invalid", f"{len(files) or 'no'} files came; between 1 and {MOST_FILES} are read at a time")
    given = {key: value.strip() for key, value in (about or {}).items() if key in KNOWN and value.strip()}
    if given and len(files) > 1:
        raise fail("option-invalid", "date, title, outlet and authors are those of one file", "Read the files one by one, or leave these empty.")  # fmt: skip
    batch = secrets.token_hex(8)
    place = open_room(folder) / INBOX / batch
    (place / "files").mkdir(parents=True)
    taken: set[str] = set()
    for given_name, content in files:
        plain = _plain(given_name, taken)
        write_atomically(place / "files" / plain, content)
    if given:
        record: dict[str, Any] = {"file": next(iter(taken)), **given}
        if "authors" in given:
            record["authors"] = [part.strip() for part in re.split(r",| and ", given["authors"]) if part.strip()]
        write_atomically(place / ABOUT, json.dumps({"documents": [record]}, ensure_ascii=False))
    return batch


def take_in(name: str | Path, batch: str) -> dict[str, Any]:
    """Read a batch into the dossier: ``documents`` (new ids), ``said`` (a line each) and ``problems`` (then nothing was added).

    What came out is kept: asking again answers the same, and after a kill the reading starts anew. Raises DetenteError
    (id-unknown) for a batch that never came.
    """
    folder = writable_folder_of(name)
    place = folder / "reading" / INBOX / batch
    if not _BATCH.fullmatch(batch) or not place.is_dir():
        raise fail("id-unknown", "there is no such batch of files")
    if (place / SAID).exists():
        told: dict[str, Any] = json.loads((place / SAID).read_text("utf-8"))
        return told
    files = sorted((place / "files").iterdir())
    before = set(open_dossier(folder).sources)
    found: dict[str, Any] = {"files": [each.name for each in files], "documents": [], "said": [], "problems": []}
    try:
        about = place / ABOUT
        result = read_documents(files, ReadOptions(meta=about if about.exists() else None, dossier=str(folder)))
        found["said"] = [*(f"warning: {each}" for each in result.warnings), *add_documents(folder, result)]
        found["documents"] = [each for each in open_dossier(folder).sources if each not in before]
    except DetenteError as error:
        found["problems"] = [_told(each) for each in error.problems]
    write_atomically(place / SAID, json.dumps(found, ensure_ascii=False))
    for each in files:
        each.unlink(missing_ok=True)
    return found


def _plain(name: str, taken: set[str]) -> str:
    """The last part of a name, in letters, digits and a few signs; unlike all others of the batch."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r"[^\w.-]+", "-", last, flags=re.ASCII).strip("-._")[-100:] or "document"
    stem, dot, ending = plain.rpartition(".")
    number, made = 1, plain
    while made in taken:
        number += 1
        made = f"{stem or plain}-{number}{dot}{ending if stem else ''}"
    taken.add(made)
    return made


def _told(problem: Problem) -> dict[str, str]:
    return {"file": Path(problem.file).name, "message": problem.message, "fix": problem.fix or SLUGS[problem.slug].fix, "slug": problem.slug}  # fmt: skip
