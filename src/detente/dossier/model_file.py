"""Questions, conflicts and deals: files that belong to an engine.

The dossier keeps their envelope (id, title, period, claims) and checks every claim that they name anywhere; the rest
of the body is checked by the engine's own door, which knows the method.
"""

from collections.abc import Iterator
from typing import Any

from pydantic import ConfigDict

from detente.dossier.record import Id, Ids, Record


class ModelFile(Record):
    """One file of ``questions/``, ``conflicts/`` or ``deals/``. Keys beside the envelope are the engine's."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: Id
    title: str | None = None
    #: Files with a number come first, the lowest first; the others follow by name.
    order: int | None = None
    format: str | int | None = None
    period: Id | None = None
    claims: Ids = ()

    def body(self) -> dict[str, Any]:
        """The engine's part of the file."""
        return dict(self.model_extra or {})


def mentions(body: Any, key: str, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text listed under ``key`` anywhere in plain data, with its path."""
    if isinstance(body, dict):
        for name, value in body.items():
            if name == key and isinstance(value, list):
                yield from (((*path, name, place), item) for place, item in enumerate(value) if isinstance(item, str))
            else:
                yield from mentions(value, key, (*path, name))
    elif isinstance(body, list | tuple):
        for place, item in enumerate(body):
            yield from mentions(item, key, (*path, place))
