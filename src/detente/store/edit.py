"""Edits to a dossier's YAML files that touch one record and leave every other byte as its owner wrote it."""

import io
import re
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml
from ruamel.yaml.error import YAMLError

from detente.kernel.errors import DetenteError, Problem, fail
from detente.store.emit import emit_items, round_trip, styled
from detente.store.files import MAX_YAML, read_text
from detente.store.safe_yaml import LOADER, parsed
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
        before = parsed(old).data
        held = before.get(key) if isinstance(before, dict) else None
        new = re.sub(rf"^{key}: *\[ *\]", f"{key}:", old, count=1, flags=re.MULTILINE) if held == [] else old
        new += emit_items(records)
        expected = len(held or []) + len(records)
    check = parsed(new)
    if check.faults or not isinstance(check.data, dict) or len(check.data.get(key) or []) != expected:
        raise fail(
            "edit-conflict", f"records cannot be appended under `{key}:`; the file has another shape", file=str(path)
        )
    write_atomically(path, new)


def edit_record(path: Path, key: str, name: str, change: Callable[[dict[str, Any]], dict[str, Any]],
                drop: Sequence[str] = ()) -> None:  # fmt: skip
    """Set fields of one record: ``change`` gets the record and returns the keys to set; ``drop`` names keys to take away.

    Call inside ``writing``. Only the lines of that record are written anew, with the remarks inside it kept; the result is parsed before it is
    written, and must differ from the file in that record alone.
    """
    text = _old_text(path) or ""
    items, index = _items(parsed(text).data, key, name)
    if index is None:
        raise fail("id-unknown", f"there is no {name!r} under `{key}:`", file=str(path))
    wanted = change(dict(items[index]))
    start, end, indent = _lines_of(text, key, index)
    lines = text.splitlines(keepends=True)
    edited = _edited("".join(lines[start:end]), wanted, indent, drop)
    new = "".join([*lines[:start], edited, *lines[end:]])
    kept = {field: value for field, value in items[index].items() if field not in drop}
    expected = [{**kept, **wanted} if place == index else item for place, item in enumerate(items)]
    if parsed(new).faults or _items(parsed(new).data, key, name)[0] != expected:
        raise fail(
            "edit-conflict",
            f"{name} cannot be edited in place: its lines are shared with another record",
            "Give it lines of its own.",
            file=str(path),
        )
    write_atomically(path, new)


def remove_record(path: Path, key: str, name: str) -> None:
    """Take one record out of the list under ``key``, with the remarks inside it. Call inside ``writing``; all other bytes stay."""
    text = _old_text(path) or ""
    items, index = _items(parsed(text).data, key, name)
    if index is None:
        raise fail("id-unknown", f"there is no {name!r} under `{key}:`", file=str(path))
    start, end, _ = _lines_of(text, key, index)
    lines = text.splitlines(keepends=True)
    new = "".join([*lines[:start], *lines[end:]])
    if len(items) == 1:
        new = re.sub(rf"^{key}: *$", f"{key}: []", new, count=1, flags=re.MULTILINE)
    if parsed(new).faults or _items(parsed(new).data, key, name)[0] != [*items[:index], *items[index + 1 :]]:
        raise fail("edit-conflict", f"{name} cannot be taken out: its lines are shared with another record", "Give it lines of its own.", file=str(path))  # fmt: skip
    write_atomically(path, new)


def _items(data: Any, key: str, name: str) -> tuple[list[Any], int | None]:
    """The records of a file (under ``key``, or a bare list as in format 0) and the place of the one named."""
    items = data if isinstance(data, list) else data.get(key) if isinstance(data, dict) else None
    items = items if isinstance(items, list) else []
    found = [place for place, item in enumerate(items) if isinstance(item, dict) and item.get("id") == name]
    return items, found[0] if found else None


def _lines_of(text: str, key: str, index: int) -> tuple[int, int, int]:
    """First line, line after the last, and indentation of the dash of one item."""
    root: Any = yaml.compose(text, Loader=LOADER)
    listing = (
        root if isinstance(root, yaml.SequenceNode) else next(value for name, value in root.value if name.value == key)
    )
    item = listing.value[index]
    lines = text.splitlines(keepends=True)
    last = item.end_mark.line  # a block ends where the next token begins, a flow record behind its bracket
    if last < len(lines) and lines[last][: item.end_mark.column].strip():
        last += 1
    while last > item.start_mark.line + 1 and lines[last - 1].strip().startswith("#"):
        last -= 1  # remarks before the next record belong to it
    while last > item.start_mark.line + 1 and not lines[last - 1].strip():
        last -= 1
    return item.start_mark.line, last, len(lines[item.start_mark.line]) - len(lines[item.start_mark.line].lstrip(" "))


def edit_head(path: Path, key: str, value: Any) -> None:
    """Set one key of a file that is one record, comments kept. Call inside ``writing``; nothing else may change by it."""
    text = _old_text(path) or ""
    yaml_ = round_trip()
    head = yaml_.load(text)
    head[key] = styled(value, key)
    out = io.StringIO()
    yaml_.dump(head, out)
    before, after = parsed(text).data, parsed(out.getvalue())
    if after.faults or not isinstance(before, dict) or after.data != {**before, key: value}:
        raise fail("edit-conflict", f"`{key}` cannot be edited in place", "Edit the file by hand.", file=str(path))
    write_atomically(path, out.getvalue())


def _edited(block: str, wanted: dict[str, Any], indent: int, drop: Sequence[str] = ()) -> str:
    """The lines of one list item with some keys set, and some taken away."""
    yaml_ = round_trip()
    yaml_.indent(mapping=2, sequence=4, offset=2)
    try:
        (record,) = yaml_.load("items:\n" + textwrap.indent(textwrap.dedent(block), "  "))["items"]
    except (YAMLError, TypeError, ValueError):
        raise fail("edit-conflict", "the record shares its lines with another", "Give it lines of its own.") from None
    for field in drop:
        record.pop(field, None)
    for field, value in wanted.items():
        record[field] = styled(value, field)
    out = io.StringIO()
    yaml_.dump({"items": [record]}, out)
    return textwrap.indent(textwrap.dedent("".join(out.getvalue().splitlines(keepends=True)[1:])), " " * indent)


def _old_text(path: Path) -> str | None:
    if not path.exists():
        return None
    problems: list[Problem] = []
    text = read_text(path, MAX_YAML, problems)
    if text is None:
        raise DetenteError(*problems)
    return text
