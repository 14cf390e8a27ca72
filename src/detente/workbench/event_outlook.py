"""The outlook of a dossier's parties for a page: its own record and the store beside it, each by itself or with why there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from detente.kernel.errors import DetenteError
from detente.workbench.opening import open_dossier

if TYPE_CHECKING:
    from detente.workbench.outlook import PairOutlook

#: What a record may lack without the page being wrong.
_NOTHING = frozenset({"outlook-empty", "outlook-mixed", "outlook-horizon", "outlook-pair", "temperature-pair", "part-missing"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outlooks:
    """``confirmed`` is the dossier's outlook, ``machine`` the store's; ``nothing`` says why, by that name. ``names`` are the parties' by country."""

    confirmed: "PairOutlook | None"
    machine: "PairOutlook | None"
    nothing: dict[str, str]
    names: dict[str, str]


def outlooks(name: str | Path, *, events: str | Path | None = None, as_known_on: date | None = None, kind: str | None = None,
             dedup: Literal["none", "story", "day"] = "none", seed: int = 0, progress: Callable[[int, int], None] | None = None) -> Outlooks:  # fmt: skip
    """The chance of an event of each class within 7, 30 and 90 days, from the dossier's events and from a store, never from both together.

    ``kind`` asks about one PLOVER type, or about cooperation or conflict, in place of the four quads. Raises DetenteError: outlook-class, and
    what opening a dossier or store raises; a record that is too thin to ask is no error.
    """
    from detente.workbench.outlook import names_of, take_outlook

    dossier = open_dossier(name, as_known_on=as_known_on)
    found: dict[str, PairOutlook] = {}
    nothing: dict[str, str] = {}
    names = names_of(dossier)
    ways = {"confirmed": name} | ({"machine": events} if events is not None else {})
    for at, (record, source) in enumerate(ways.items()):
        try:
            pair = None if record == "confirmed" else _pair(names)
            told = _share(progress, at, len(ways))
            [found[record]] = take_outlook(source, pair=pair, classes=[kind] if kind else (), dedup=dedup, as_of=as_known_on, seed=seed, progress=told)  # fmt: skip
        except DetenteError as error:
            if any(each.slug not in _NOTHING for each in error.problems):
                raise
            nothing[record] = "; ".join(each.message for each in error.problems)
    return Outlooks(found.get("confirmed"), found.get("machine"), nothing, names)


def _pair(names: dict[str, str]) -> tuple[str, str] | None:
    countries = tuple(names)
    return (countries[0], countries[1]) if len(countries) == 2 else None


def _share(progress: Callable[[int, int], None] | None, at: int, of: int) -> Callable[[int, int], None] | None:
    """Progress of one of several runs as progress of the whole."""
    return None if progress is None else lambda done, total: progress(at * total + done, of * total)
