"""YAML as data: the core schema of YAML 1.2 on libyaml's fast event stream, with the traps reported by line.

ruamel.yaml keeps comments and is used where a file is edited; here speed decides (70 times faster on claims, see
docs/reference/performance.md). libyaml only cuts the text into events; what a plain word means is decided below, so
``NO`` stays text, and words that other readers would turn (yes, 2020-11-07, 012, 12:30) are refused until quoted.
Tags are refused: data, never code. Aliases are refused too, except where other programs write the file: there an alias
counts as all the values it stands for, so that a few lines of them cannot grow.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

Loc = tuple[str | int, ...]

MAX_DEPTH = 40
MAX_VALUES = 2_000_000

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONSTANTS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
TRAP_WORD = re.compile(r"(?i:y|n|yes|no|on|off)")
TRAP_NUMBER = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?|[-+]?0\d+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\d+(:[0-5]?\d)+(\.\d*)?|[-+]?\d[\d_]*_[\d_]*"
)


#: First characters of everything that is, or that some reader takes for, a number, date or boolean.
_SUSPECT = frozenset("0123456789+-.yYnNoO")


@dataclass
class Parsed:
    """Plain data, and what is wrong with the text: (line, slug, message)."""

    data: Any = None
    faults: list[tuple[int, str, str]] = field(default_factory=list)


def parse(text: str, *, aliases: bool = False) -> Parsed:
    """Read one YAML document. Never raises for bad text; a broken one has ``data`` None and at least one fault.

    With ``aliases`` an alias shares the value of its anchor; without, it is refused.
    """
    parsed = Parsed()
    try:
        parsed.data = _build(yaml.parse(text, Loader=LOADER), parsed.faults, {} if aliases else None)
    except yaml.YAMLError as error:
        parsed.data = None
        parsed.faults.append(_syntax_fault(text, error))
    except _StopError as stop:
        parsed.data = None
        parsed.faults.append(stop.fault)
    return parsed


@lru_cache(maxsize=96)
def parsed(text: str) -> Parsed:
    """:func:`parse` for whoever only reads: a text that was parsed before is not parsed again, and its data must never be changed.

    Of a dossier that is edited one file changes at a time, and the text that an edit writes is the text that is read next.
    """
    return parse(text)


class _StopError(Exception):
    def __init__(self, line: int, slug: str, message: str) -> None:
        super().__init__(message)
        self.fault = (line, slug, message)


def _syntax_fault(text: str, error: yaml.YAMLError) -> tuple[int, str, str]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else 0
    last = text.count("\n") + (0 if text.endswith("\n") else 1)
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    if "nesting depth" in what:
        return line, "yaml-too-deep", f"nested more than {MAX_DEPTH} deep"
    if line >= last and "special characters" not in what and "control characters" not in what:
        return min(line, last), "file-cut-off", f"the text ends in the middle of a value ({what})"
    return line, "yaml-syntax", f"not well-formed: {what}"


def _build(
    events: Iterable[Any], faults: list[tuple[int, str, str]], anchors: dict[str, tuple[Any, int]] | None
) -> Any:
    """Plain data from the event stream: a stack of open containers, and for each mapping the key that waits.

    ``anchors`` collects anchor -> (value, scalars in it) of what is complete; None refuses aliases.
    """
    root: list[Any] = []
    stack: list[tuple[Any, list[Any]]] = [(root, [])]
    named: list[tuple[str | None, int]] = []  # for each open container its anchor, and how many values came before it
    documents = values = 0
    for event in events:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            values += 1
            if values > MAX_VALUES:
                raise _too_many(event)
            value = _scalar(event, faults)
            if anchors is not None and event.anchor:
                anchors[event.anchor] = value, 1
            _put(stack, value, event, faults)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            _no_tag(event)
            if len(stack) > MAX_DEPTH:
                raise _StopError(event.start_mark.line + 1, "yaml-too-deep", f"nested more than {MAX_DEPTH} deep")
            container: Any = {} if kind is yaml.MappingStartEvent else []
            _put(stack, container, event, faults)
            stack.append((container, []))
            named.append((event.anchor, values))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            container, _ = stack.pop()
            anchor, before = named.pop()
            if anchors is not None and anchor:
                anchors[anchor] = container, values - before + 1
        elif kind is yaml.AliasEvent:
            if anchors is None or event.anchor not in anchors:
                raise _StopError(event.start_mark.line + 1, "yaml-alias", f"the alias *{event.anchor} is not followed")
            value, size = anchors[event.anchor]
            values += size
            if values > MAX_VALUES:
                raise _too_many(event)
            _put(stack, value, event, faults)
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise _StopError(event.start_mark.line + 1, "yaml-syntax", "a second document begins")
    return root[0] if root else None


def _too_many(event: Any) -> _StopError:
    return _StopError(event.start_mark.line + 1, "yaml-too-many", f"more than {MAX_VALUES:,} values")


def _put(stack: list[tuple[Any, list[Any]]], value: Any, event: Any, faults: list[tuple[int, str, str]]) -> None:
    container, waiting = stack[-1]
    if isinstance(container, list):
        container.append(value)
    elif not waiting:
        if isinstance(value, dict | list):
            raise _StopError(event.start_mark.line + 1, "yaml-syntax", "a key must be a word, not a list or mapping")
        if value in container:
            faults.append(
                (event.start_mark.line + 1, "yaml-duplicate-key", f"the key {value!r} stands twice in one mapping")
            )
        waiting.append(value)
    else:
        container[waiting.pop()] = value


def _no_tag(event: Any) -> None:
    if event.tag is not None and event.tag != "!":
        raise _StopError(event.start_mark.line + 1, "yaml-tag", f"the tag {event.tag!r} is refused")


def _scalar(event: Any, faults: list[tuple[int, str, str]]) -> Any:
    text = event.value
    if event.tag is not None:
        _no_tag(event)
    if not event.implicit[0]:  # quoted or block text
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _SUSPECT:  # most words: no number and no trap begins like this
        return text
    if TRAP_WORD.fullmatch(text) or TRAP_NUMBER.fullmatch(text):
        message = f"the bare value {text} means different things to different YAML readers"
        faults.append((event.start_mark.line + 1, "yaml-trap", message))
        return text
    if _INT.fullmatch(text):
        return int(text) if len(text) < 20 else text
    if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text


class Lines:
    """From a path through the data to a line of the text. Composed only when there is a problem to place."""

    def __init__(self, text: str) -> None:
        try:
            self._root: Any = yaml.compose(text, Loader=LOADER)
        except yaml.YAMLError:
            self._root = None

    def __call__(self, loc: Loc) -> int:
        """The line of the deepest value of ``loc`` that exists, counted from 1 (0 if the text cannot be placed)."""
        node, line = self._root, 1 if self._root is not None else 0
        for step in loc:
            if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line + 1
            elif isinstance(node, yaml.MappingNode):
                found = [(key, value) for key, value in node.value if key.value == str(step)]
                if not found:
                    break
                line, node = found[-1][0].start_mark.line + 1, found[-1][1]
            else:
                break
        return line
