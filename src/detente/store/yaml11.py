"""YAML 1.1 as a safe loader reads it, for question files that other programs write too.

Unlike :mod:`detente.store.safe_yaml`, which refuses what readers disagree on, this one follows YAML 1.1: bare ``yes``,
``no`` and ``on`` are booleans, ``000`` is a number, and whoever needs text must say so. A bare ISO day becomes a date.
Refused are duplicate keys, unknown tags, a second document and deep nesting. Aliases share their value, so that a few
lines of them cannot grow.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from detente.kernel.dates import parse_day
from detente.store.safe_yaml import LOADER, MAX_DEPTH, MAX_VALUES

_TAG = "tag:yaml.org,2002:"
_MERGE = object()


@dataclass
class Parsed:
    """Plain data, and what is wrong with the text: (line, message). With any fault the data must not be used."""

    data: Any = None
    faults: list[tuple[int, str]] = field(default_factory=list)


class _StopError(Exception):
    def __init__(self, event: Any, message: str) -> None:
        super().__init__(message)
        self.fault = (event.start_mark.line + 1, message)


def parse(text: str) -> Parsed:
    """Read one YAML document. Never raises for bad text."""
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        builder.faults.append((mark.line + 1 if mark else 0, f"not well-formed: {what}"))
    except _StopError as stop:
        builder.faults.append(stop.fault)
    return Parsed(builder.root[0] if builder.root and not builder.faults else None, builder.faults)


class _Builder:
    """Plain data from events: a stack of open containers with, for each mapping, the key that waits for its value."""

    def __init__(self) -> None:
        self.root: list[Any] = []
        self.stack: list[tuple[Any, list[Any], set[Any]]] = [(self.root, [], set())]
        self.anchors: dict[str, Any] = {}
        self.faults: list[tuple[int, str]] = []
        self.values = self.documents = 0
        self.resolver: Any = Resolver()
        self.constructor = SafeConstructor()

    def take(self, event: Any) -> None:
        """One event of the parser."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self.values += 1
            if self.values > MAX_VALUES:
                raise _StopError(event, f"more than {MAX_VALUES:,} values")
            self._put(event, self._scalar(event))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event, {} if kind is yaml.MappingStartEvent else [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.stack.pop()
        elif kind is yaml.AliasEvent:
            if event.anchor not in self.anchors:
                raise _StopError(event, f"the alias *{event.anchor} names nothing that is complete")
            self._put(event, self.anchors[event.anchor])
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                raise _StopError(event, "a second document begins")

    def _open(self, event: Any, container: Any) -> None:
        plain = f"{_TAG}{'map' if isinstance(container, dict) else 'seq'}"
        if event.tag not in (None, "!", plain):
            raise _StopError(event, f"the tag {event.tag!r} is refused")
        if len(self.stack) > MAX_DEPTH:
            raise _StopError(event, f"nested more than {MAX_DEPTH} deep")
        if any(isinstance(open_, dict) and not waiting for open_, waiting, _ in self.stack[-1:]):
            raise _StopError(event, "a key must be a word, not a list or mapping")
        self._put(event, container)
        self.stack.append((container, [], set()))

    def _put(self, event: Any, value: Any) -> None:
        if getattr(event, "anchor", None) and type(event) is not yaml.AliasEvent:
            self.anchors[event.anchor] = value
        container, waiting, own = self.stack[-1]
        if isinstance(container, list):
            container.append(value)
        elif not waiting:
            self._key(event, value, own)
            waiting.append(value)
        elif (key := waiting.pop()) is _MERGE:
            self._merge(event, container, value)
        else:
            container[key] = value

    def _key(self, event: Any, value: Any, own: set[Any]) -> None:
        if isinstance(value, dict | list):
            raise _StopError(event, "a key must be a word, not a list or mapping")
        if value in own:
            self.faults.append((event.start_mark.line + 1, f"the key {value!r} stands twice in one mapping"))
        own.add(value)

    def _merge(self, event: Any, container: dict[Any, Any], value: Any) -> None:
        """``<<``: the keys of another mapping, which never replace the mapping's own."""
        for each in value if isinstance(value, list) else [value]:
            if not isinstance(each, dict):
                raise _StopError(event, "<< needs a mapping")
            for key, inner in each.items():
                container.setdefault(key, inner)

    def _scalar(self, event: Any) -> Any:
        text, tag = event.value, event.tag
        if tag in (None, "!"):
            if tag == "!" or not event.implicit[0]:  # quoted, or a block of text
                return text
            tag = self.resolver.resolve(yaml.ScalarNode, text, (True, False))
        kind = tag.removeprefix(_TAG)
        if kind == "merge":
            return _MERGE
        if kind in ("str", "value"):
            return text
        if kind == "timestamp":
            return _day(text)
        if kind not in ("int", "float", "bool", "null"):
            raise _StopError(event, f"the tag {tag!r} is refused")
        try:
            return getattr(self.constructor, f"construct_yaml_{kind}")(yaml.ScalarNode(tag, text))
        except (ValueError, KeyError, IndexError):
            raise _StopError(event, f"{text[:40]!r} is no {kind}") from None


def _day(text: str) -> datetime.date | str:
    """A date for an ISO day that exists; else the text, which whoever wants a day will refuse with its place."""
    try:
        return parse_day(text)
    except ValueError:
        return text
