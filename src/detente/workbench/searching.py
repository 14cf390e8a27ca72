"""Search over passages and claims of a dossier: by words always, by meaning where the extra ``vectors`` is installed."""

import importlib
import importlib.util
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from detente.coding.review.readings import Reading
from detente.dossier.claim import issues_of
from detente.dossier.dossier import Dossier
from detente.kernel.errors import DetenteError, Problem, fail
from detente.kernel.fingerprints import of_text
from detente.kernel.ids import nearest
from detente.store.search import Filters, Index, Item, make_index, match_of, open_index
from detente.store.shipped import SHIPPED, folder_of
from detente.workbench.review_room import HOME, PASSAGES, open_room

FILE = "search.sqlite"
#: Texts -> an array with one vector of length 1 a row.
Embed = Callable[[Sequence[str]], Any]
#: Where an encoder is looked for: a module with ``embed(texts)``, which raises DetenteError while its part is missing.
ENCODER = "detente.workbench.embedding"
WITHOUT = "by meaning needs the extra `vectors` (pip install 'detente[vectors]'); these are the hits by words"


def search(name: str | Path, query: str, *, actor: str | None = None, issue: str | None = None, since: str | None = None,
           until: str | None = None, source: str | None = None, kind: str | None = None, meaning: bool = False, limit: int = 20,
           embed: Embed | None = None) -> dict[str, Any]:  # fmt: skip
    """Hits as plain data: ``hits`` (kind, name, source, line, date, status, snippet, score), ``by`` and remarks.

    ``since`` and ``until`` are ISO days: a claim counts by its own interval, a passage by its document's date; what is
    undated is then no hit. ``meaning`` ranks by sentence vectors (``embed``, or the installed encoder); without one the
    words are searched, and ``remarks`` says so. Raises DetenteError for a query without words and unknown filters.
    """
    if not match_of(query) and not (meaning and query.strip()):
        raise fail("search-query", f"{query!r} holds no word")
    filters = Filters(actor, issue, source, kind, since, until)
    remarks: list[str] = []
    with index_of(name) as index:
        _known(name, filters)
        encoder = (embed or installed_encoder()) if meaning else None
        if meaning and encoder is None:
            remarks.append(WITHOUT)
        hits = _by_meaning(index, query, filters, limit, encoder) if encoder else index.find(query, filters, limit)
    undated = since or until
    if undated:
        remarks.append("undated claims and passages of undated documents are left out")
    return {"query": query, "by": "meaning" if encoder else "words", "hits": hits, "remarks": remarks}


def index_of(name: str | Path) -> Index:
    """The dossier's index: as it is if nothing has changed, else made anew; in memory for dossiers that ship."""
    folder = folder_of(name)
    stamp = _stamp(folder)
    path = None if folder.resolve().is_relative_to(SHIPPED) else folder / HOME / FILE
    held = open_index(path, stamp)
    if held is not None:
        return held
    room = open_room(folder)
    if path is not None and not (folder / HOME).is_dir():
        path = None  # a dossier without a reading room gets none by being searched
    return make_index(path, stamp, _items(room.dossier, room.readings))


def installed_encoder() -> Embed | None:
    """The encoder of sentence vectors, None while that part is not installed."""
    if importlib.util.find_spec(ENCODER) is None:
        return None
    embed: Embed = importlib.import_module(ENCODER).embed
    try:
        embed(["probe"])
    except DetenteError:
        return None
    return embed


def _items(dossier: Dossier, readings: Any) -> Iterator[Item]:
    for claim in dossier.claims.values():
        source = dossier.sources.get(claim.source_document)
        names = " ".join(dossier.actor_name(actor) for actor in claim.actors)
        text = " ".join(part for part in (claim.says, claim.note or "", names) if part)
        days = (claim.date.start.isoformat(), claim.date.end.isoformat()) if claim.date else None
        actors = tuple(dict.fromkeys([*claim.actors, *([claim.said_by.actor] if claim.said_by.actor else [])]))
        yield Item("claim", claim.id, claim.source_document, text, claim.line, claim.paragraph, claim.status, claim.type,
                   source.short if source else "", days, actors, issues_of(claim))  # fmt: skip
    for reading in readings.values():
        yield from _passages(dossier, reading)


def _passages(dossier: Dossier, reading: Reading) -> Iterator[Item]:
    source = dossier.sources[reading.source]
    appeared = source.appeared.isoformat() if source.appeared else None
    for passage in reading.passages:
        if passage["label"] in ("clutter", "duplicate"):
            continue
        actors = tuple(dict.fromkeys(str(each["actor"]) for each in passage.get("actors") or () if each.get("actor")))
        near = [claim for claim in dossier.claims.values() if claim.source_document == reading.source and claim.line == passage["line"]]  # fmt: skip
        issues = tuple(dict.fromkeys(issue for claim in near for issue in issues_of(claim)))
        days = (appeared, appeared) if appeared else None
        yield Item("passage", str(passage["id"]), reading.source, str(passage["clean"]), int(passage["line"]), passage.get("paragraph"), "",
                   str(passage["label"]), source.short, days, actors, issues)  # fmt: skip


def _stamp(folder: Path) -> str:
    """What the index was made from: names, sizes and times of the files it reads."""
    files = [*folder.glob("*.yaml"), *(folder / "claims").glob("*.yaml"), *(folder / HOME / PASSAGES).glob("*.jsonl")]
    found = [(path.relative_to(folder).as_posix(), info.st_size, info.st_mtime_ns) for path in sorted(files) if (info := path.stat())]  # fmt: skip
    return of_text(repr(found))


def _known(name: str | Path, filters: Filters) -> None:
    """Raise for a filter on something that the dossier does not have. Names are read from the files only when asked for."""
    from detente.kernel.dates import parse_day

    problems = []
    for what in ("since", "until"):
        if given := getattr(filters, what):
            try:
                parse_day(given)
            except ValueError as error:
                problems.append(Problem("", 0, "date-invalid", str(error)))
    wanted = [(what, given) for what in ("actor", "issue", "source") if (given := getattr(filters, what))]
    if wanted:
        from detente.workbench.opening import open_dossier

        dossier = open_dossier(name)
        for what, given in wanted:
            known = getattr(dossier, f"{what}s")
            if given not in known:
                guess = nearest(given, known)
                problems.append(Problem("", 0, "id-unknown", f"there is no {what} {given!r}", f"Did you mean {guess!r}?" if guess else ""))  # fmt: skip
    if problems:
        raise DetenteError(*problems)


def _by_meaning(index: Index, query: str, filters: Filters, limit: int, embed: Embed) -> list[dict[str, Any]]:
    """Cosine of the query's vector with every text that fits the filters; vectors are remembered with the index."""
    import numpy as np

    rows = index.all(filters)
    if not rows:
        return []
    names = [of_text(text) for _, text in rows]
    held = index.vectors(names)
    missing = {name: text for name, (_, text) in zip(names, rows, strict=True) if name not in held}
    if missing:
        fresh = np.asarray(embed(list(missing.values())), np.float32)
        made = dict(zip(missing, (row.tobytes() for row in fresh), strict=True))
        index.remember(made.items())
        held.update(made)
    matrix = np.vstack([np.frombuffer(held[name], np.float32) for name in names])
    scores = matrix @ np.asarray(embed([query]), np.float32)[0]
    best = sorted(range(len(rows)), key=lambda place: (-scores[place], place))[:limit]
    return index.hits([(rows[place][0], round(float(scores[place]), 6)) for place in best])
