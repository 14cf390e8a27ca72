"""What may be asked about: a quad of PLOVER, one of its types, or several of these together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from detente.dossier import plover
from detente.kernel.errors import DetenteError, Problem
from detente.kernel.ids import nearest
from detente.kernel.slugs import SLUGS

_QUADS = {name: (number,) for number, name in plover.QUADS.items()} | {"cooperation": (1, 2), "conflict": (3, 4)}
_QUADS |= {str(number): (number,) for number in plover.QUADS}


@dataclass(frozen=True)
class EventClass:
    """A class of events: those of its quads, and those of its types."""

    name: str
    quads: frozenset[int] = frozenset()
    types: frozenset[str] = frozenset()


#: The quads of PLOVER (not CAMEO's, which sort requests and appeals the other way); they part the events among them.
QUADS = tuple(EventClass(name, quads=frozenset({number})) for number, name in plover.QUADS.items())


def read_classes(words: Iterable[str]) -> tuple[EventClass, ...]:
    """Classes as people write them: ``verbal-conflict``, ``THREATEN``, ``SANCTION+COERCE``; each once, in the order given.

    Raises DetenteError (outlook-class) with every word that is none.
    """
    found: dict[EventClass, None] = {}
    wrong: list[Problem] = []
    for word in words:
        quads: set[int] = set()
        types: list[str] = []
        names: list[str] = []
        parts = [part for part in re.split(r"[+,]", word) if part.strip()]
        if not parts:
            wrong.append(_problem(word))
        for part in parts:
            quad, kind = " ".join(re.split(r"[\s_-]+", part.strip().lower())), part.strip().upper()
            if quad in _QUADS:
                quads.update(_QUADS[quad])
                names.append(plover.QUADS[_QUADS[quad][0]] if quad.isdigit() else quad)
            elif kind in plover.TYPES:
                types.append(kind)
                names.append(kind)
            else:
                wrong.append(_problem(part.strip()))
        found.setdefault(EventClass(" or ".join(dict.fromkeys(names)), frozenset(quads), frozenset(types)))
    if wrong:
        raise DetenteError(*wrong)
    return tuple(found)


def _problem(word: str) -> Problem:
    old = plover.OLD_NAMES.get(word.upper())
    guess = nearest(word.upper(), plover.TYPES) or nearest(word.lower().replace(" ", "-"), [each.replace(" ", "-") for each in _QUADS])  # fmt: skip
    fix = (
        f"Since 2021 PLOVER calls it {old}."
        if old
        else f"Did you mean {guess!r}?"
        if guess
        else SLUGS["outlook-class"].fix
    )
    return Problem("", 0, "outlook-class", f"there is no class of events {word!r}", fix)
