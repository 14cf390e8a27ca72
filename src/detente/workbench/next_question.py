"""What happens next, one question: from files of quadruples, an event store, or a dossier's confirmed events."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.kernel.errors import DetenteError, Problem, fail
from detente.kernel.ids import nearest
from detente.kernel.slugs import SLUGS

if TYPE_CHECKING:
    from detente.engines.forecast.stream import Stream

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class _Known:
    """A stream with its names; ``dated`` if its days count from 1970, else they are the file's own."""

    stream: "Stream"
    entities: list[str]
    relations: list[str]
    dated: bool
    countries: dict[str, str]

    def on(self, day: int) -> str:
        return str(_EPOCH + timedelta(day)) if self.dated else f"day {day}"


def forecast_next(
    source: str | Path, *, who: str | None = None, what: str | None = None, whom: str | None = None, as_of: date | str | None = None,
    top: int = 10, model: str = "logit", by: str = "plover", dossier: str | None = None, seed: int = 0,
) -> dict[str, Any]:  # fmt: skip
    """The likeliest next events of which ``who``, ``what`` and ``whom`` tell a part, each with the past events and rules behind it.

    At least one of the two sides is given; the rest is asked for. ``source`` is a file of quadruples (names beside it), an event
    store, or a dossier. Events after ``as_of`` (a date, or a day number of a file of quadruples) are not looked at; by default
    all are known, and the question is about the day after. ``by`` says what a relation is in a store: plover or cameo.
    ``dossier`` names a dossier whose actors may be named in a question to a store: they stand for their country. Under 2,000
    events nothing is learned and the counts answer alone (``model`` of the result is then counts).

    ``probability`` is that of the answer given what the question tells: of the other side given side and type; of type and
    other side together, for the side's next event, where no type is given.

    Returns plain data. Raises DetenteError: next-unknown, next-history, option-invalid, and what reading raises.
    """
    import numpy as np

    from detente.explain.next_events import plain, told
    from detente.studies.next_question import ask, prepare
    from detente.workbench.next_events import SPAN

    if who is None and whom is None:
        raise fail("option-invalid", "a question names one side at least: --who or --whom")
    known = _read(source, by, dossier, as_of)
    day = _day(known, as_of)
    sides = [
        None if each is None else _place(known.countries.get(each, each), known.entities, what)
        for each, what in ((who, "actor"), (whom, "actor"))
    ]
    asked = None if what is None else _place(what, known.relations, "type")
    if known.stream.day[0] >= day:
        raise fail("next-history", f"the first event is of {known.on(int(known.stream.day[0]))}", file=str(source))
    if day - int(known.stream.day[0]) > SPAN:
        raise fail("option-invalid", f"--as-of {as_of} lies more than {SPAN} days after the first event")
    present = prepare(known.stream, known.entities, day, model=model, seed=seed)
    actor, other, way = (sides[1], None, 1) if sides[0] is None else (sides[0], sides[1], 0)
    assert actor is not None  # noqa: S101 - one of the sides is given
    relations = np.arange(len(known.relations)) if asked is None else np.array([asked])
    found = ask(present, actor, relations + way * len(known.relations), other, top)

    def row(rank: int, each: Any) -> dict[str, Any]:
        ends = (actor, each.entity) if way == 0 else (each.entity, actor)
        return {
            "rank": rank,
            "who": known.entities[ends[0]],
            "what": plain(known.relations[each.relation % len(known.relations)]),
            "whom": known.entities[ends[1]],
            "probability": round(each.probability, 4),
            "reasons": told(
                each.reasons,
                known.entities,
                known.relations,
                known.on,
                known.entities[actor],
                known.entities[each.entity],
            ),
        }

    return {
        "question": {
            "who": None if sides[0] is None else known.entities[sides[0]],
            "what": None if asked is None else known.relations[asked],
            "whom": None if sides[1] is None else known.entities[sides[1]],
        },
        "as_of": known.on(day - 1),
        "events": present.walk.counted // 2,
        "model": "counts" if present.forecaster is None else model,
        "candidates": [row(each.rank if other is not None and asked is not None else place, each) for place, each in enumerate(found, 1)],
    }  # fmt: skip


def _read(source: str | Path, by: str, dossier: str | None, as_of: date | str | None) -> _Known:
    from detente.workbench.opening import dossiers

    path = Path(source)
    if str(source) in dossiers() or (path.is_dir() and (path / "dossier.yaml").exists()):
        return _of_dossier(str(source), by, as_of)
    if path.is_file() and path.suffix != ".parquet":
        from detente.workbench.next_events import read_quadruple_files

        read = read_quadruple_files([[path]])
        return _Known(read.streams[0], read.entities, read.relations, False, {})
    return _dated(path, by, _countries(dossier), as_of=None if as_of is None else str(_date(as_of)))


def _of_dossier(name: str, by: str, as_of: date | str | None) -> _Known:
    """A dossier's confirmed events, told by the documents of ``as_of``; actors stand for their country."""
    from detente.workbench.events import dossier_events

    told = dossier_events(name, as_of=None if as_of is None else _date(as_of))
    between = (row for row in told if row["source_country"] != row["target_country"])
    rows = [{**row, "source": None, "target": None} for row in between]
    return _dated(None, by, _countries(name), rows)


def _countries(dossier: str | None) -> dict[str, str]:
    """The country of every actor of a dossier that has one."""
    from detente.workbench.opening import open_dossier

    if dossier is None:
        return {}
    return {
        name: actor.countries[0] for name, actor in open_dossier(dossier).actors.items() if len(actor.countries) == 1
    }


def _dated(
    path: Path | None,
    by: str,
    countries: dict[str, str],
    rows: list[dict[str, Any]] | None = None,
    as_of: str | None = None,
) -> _Known:
    import numpy as np

    from detente.engines.forecast.stream import stream
    from detente.store.events.triples import triples

    found = triples(path, by=by, rows=rows or (), as_of=as_of)
    if not len(found["day"]):
        raise fail("next-history", "there are no events with two actors and a type", file=str(path or ""))
    entities, sides = np.unique(np.concatenate([found["source"], found["target"]]).astype(str), return_inverse=True)
    relations, kinds = np.unique(found["relation"].astype(str), return_inverse=True)
    half = len(found["day"])
    made = stream(sides[:half], kinds, sides[half:], found["day"].astype(np.int64), len(entities), len(relations))
    return _Known(made, entities.tolist(), relations.tolist(), True, countries)


def _day(known: _Known, as_of: date | str | None) -> int:
    """The day that is asked about: the one after ``as_of``."""
    if as_of is None:
        return int(known.stream.day[-1]) + 1
    if known.dated:
        return (_date(as_of) - _EPOCH).days + 1
    try:
        return int(str(as_of)) + 1
    except ValueError:
        form = "a day number: the times of the file in days"
        raise fail("option-invalid", f"--as-of takes {form}, not {str(as_of)!r}") from None


def _date(text: date | str) -> date:
    try:
        return text if isinstance(text, date) else date.fromisoformat(text)
    except ValueError:
        raise fail("option-invalid", f"--as-of takes a date like 2022-06-01, not {text!r}") from None


def _place(name: str, names: list[str], what: str) -> int:
    plain = {each.replace("_", " ").casefold(): place for place, each in reversed(list(enumerate(names)))}
    asked = name.replace("_", " ").casefold()
    if name in names:
        return names.index(name)
    if asked not in plain:
        guess = nearest(asked, plain)
        fix = f"Did you mean {names[plain[guess]]!r}?" if guess else SLUGS["next-unknown"].fix
        raise DetenteError(Problem("", 0, "next-unknown", f"the events have no {what} {name!r}", fix))
    return plain[asked]
