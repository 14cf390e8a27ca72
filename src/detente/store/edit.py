"""Edits to a dossier's YAML files that keep what people wrote: comments, order, quoting."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ruamel.yaml.error import YAMLError

from detente.kernel.errors import fail
from detente.store.emit import emit_items, round_trip, styled
from detente.store.files import MAX_YAML, read_text
from detente.store.safe_yaml import parse
from detente.store.write import write_atomically


def append_records(path: Path, key: str, records: list[dict[str, Any]], title: str = "") -> None:
    """Append records to the list under ``key`` (the file is made if it is not there). Call inside ``writing``.

    New text goes to the end, so everything before it stays byte for byte; the result is parsed before it is written.
    """
    old = _old_text(path)
    if old is None:
        head = f"# {title}\n" if title else ""
        new = f"{head}{key}:\n{emit_items(records)}"
        expected = len(records)
    else:
        before = parse(old).data
        held = before.get(key) if isinstance(before, dict) else None
        new = old.replace(f"{key}: []", f"{key}:") if held == [] else old
        new += emit_items(records)
        expected = len(held or []) + len(records)
    check = parse(new)
    if check.faults or not isinstance(check.data, dict) or len(check.data.get(key) or []) != expected:
        raise fail(
            "edit-conflict", f"records cannot be appended under `{key}:`; the file has another shape", file=str(path)
        )
    write_atomically(path, new)


def edit_record(path: Path, key: str, name: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Replace fields of one record: ``change`` gets the record and returns the keys to set. Call inside ``writing``."""
    text = _old_text(path)
    yaml = round_trip()
    try:
        data = yaml.load(text or "")
    except YAMLError as error:
        raise fail("yaml-syntax", f"not well-formed: {str(error).splitlines()[0]}", file=str(path)) from None
    for record in (data or {}).get(key) or []:
        if record.get("id") == name:
            for field, value in change(dict(record)).items():
                record[field] = styled(value, field)
            out = io.StringIO()
            yaml.dump(data, out)
            write_atomically(path, out.getvalue())
            return
    raise fail("id-unknown", f"there is no {name!r} under `{key}:`", file=str(path))


def _old_text(path: Path) -> str | None:
    if not path.exists():
        return None
    problems: list[Any] = []
    text = read_text(path, MAX_YAML, problems)
    if text is None:
        from detente.kernel.errors import DetenteError

        raise DetenteError(*problems)
    return text
