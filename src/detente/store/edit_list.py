"""Edits to a list deep inside a YAML file that leave the lines of every element that stays as its owner wrote them."""

import textwrap
from pathlib import Path
from typing import Any

import yaml

from detente.kernel.errors import DetenteError, Problem, fail
from detente.store.emit import emit, emit_items
from detente.store.files import MAX_YAML, read_text
from detente.store.safe_yaml import LOADER, parse
from detente.store.write import write_atomically


def edited_list(text: str, path: tuple[str, ...], value: list[dict[str, Any]]) -> str:
    """The text with another list of records at ``path`` (keys, and ids of the elements of lists).

    Records that are in the old list as they are keep their lines, remarks included. A path whose last key is not there yet is
    added to its mapping. Raises DetenteError (edit-conflict) where the list shares its lines with something else.
    """
    root: Any = yaml.compose(text, Loader=LOADER)
    data = parse(text).data
    node, held, rest = _follow(root, data, path)
    lines = text.splitlines(keepends=True)
    if len(rest) > 1:
        raise fail("edit-conflict", f"there is no `{'.'.join(path)}`")
    new = _added(lines, node, rest[0], value) if rest else _replaced(lines, node, held, value)
    wanted = _with(data, path, value)
    if (after := parse(new)).faults or after.data != wanted:
        raise fail("edit-conflict", f"`{'.'.join(path)}` cannot be edited in place: it shares its lines with something else", "Edit the file by hand.")  # fmt: skip
    return new


def edit_lists(path: Path, changes: dict[tuple[str, ...], list[dict[str, Any]]]) -> None:
    """Make the edits in one writing. Call inside ``writing``."""
    problems: list[Problem] = []
    text = read_text(path, MAX_YAML, problems)
    if text is None:
        raise DetenteError(*problems)
    for place, value in changes.items():
        text = edited_list(text, place, value)
    write_atomically(path, text)


def _follow(node: Any, data: Any, path: tuple[str, ...]) -> tuple[Any, Any, tuple[str, ...]]:
    """The deepest node on the path with its data, and the steps that lead nowhere."""
    for place, step in enumerate(path):
        if isinstance(node, yaml.MappingNode):
            found = next((value for key, value in node.value if key.value == step), None)
            inner = data.get(step) if isinstance(data, dict) else None
        else:
            at = next((k for k, each in enumerate(data) if isinstance(each, dict) and each.get("id") == step), None)
            found, inner = (None, None) if at is None else (node.value[at], data[at])
        if found is None:
            return node, data, path[place:]
        node, data = found, inner
    return node, data, ()


def _replaced(lines: list[str], node: Any, held: Any, value: list[dict[str, Any]]) -> str:
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        raise fail("edit-conflict", "the list is written on one line", "Give each of its elements a line of its own.")
    starts = [each.start_mark.line for each in node.value]
    column = lines[starts[0]].index("-")
    last = node.end_mark.line
    while last > starts[-1] + 1 and (not lines[last - 1].strip() or lines[last - 1].strip().startswith("#")):
        last -= 1
    ends = [*starts[1:], last]
    own = ["".join(lines[start:end]) for start, end in zip(starts, ends, strict=True)]
    texts = [own[held.index(each)] if each in held else _item(each, column) for each in value]
    return "".join([*lines[: starts[0]], *texts, *lines[last:]])


def _item(record: dict[str, Any], column: int) -> str:
    return textwrap.indent(textwrap.dedent(emit_items([record])), " " * column)


def _added(lines: list[str], node: Any, key: str, value: Any) -> str:
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        raise fail("edit-conflict", "the block is written on one line", "Give each of its keys a line of its own.")
    column = node.value[0][0].start_mark.column
    last = node.end_mark.line
    while last > node.value[-1][1].start_mark.line + 1 and not lines[last - 1].strip():
        last -= 1
    return "".join([*lines[:last], textwrap.indent(emit({key: value}), " " * column), *lines[last:]])


def _with(data: Any, path: tuple[str, ...], value: Any) -> Any:
    if not path:
        return value
    if isinstance(data, list):
        return [_with(each, path[1:], value) if isinstance(each, dict) and each.get("id") == path[0] else each for each in data]  # fmt: skip
    return {**data, path[0]: _with(data.get(path[0], {}), path[1:], value)}
