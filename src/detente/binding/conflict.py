"""A conflict file of the dossier -> the conflict engine's model, one for each rival reading of the preferences.

The body of a conflict file is the engine's model format, with keys of the dossier beside it: ``claims`` on options,
statements and preference blocks become citations; ``profiles`` replace the preference blocks that they name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.binding.trace import Ground, Trace
from detente.dossier.as_of import LATER
from detente.dossier.dossier import Dossier
from detente.dossier.model_file import ModelFile
from detente.engines.conflict.model import Model
from detente.engines.conflict.reader import FORMAT, read_model
from detente.kernel.errors import fail
from detente.kernel.ids import nearest

#: The name of the reading that stands under ``decision_makers`` itself.
BASE = "base"
#: Keys of the dossier, which the engine does not know.
_DOSSIER_KEYS = ("claims", "assumption", "coder", "note", "period", "issues", "profiles")


@dataclass(frozen=True, slots=True)
class Dating:
    """How many preference statements could have been written without knowing the outcome.

    ``told_before``: every claim behind it has a day of its own, before the outcome. ``undated``: no claim behind it tells of the
    outcome's day or later, but some have no day, as standing views have none. ``written_before``: every document behind it had
    appeared before the outcome. Statements on no claim are in none of them. ``late`` names, as (decision maker, statement), those
    with a claim that tells of the outcome's day or later, ``only_late`` those of them that no other claim supports.
    """

    statements: int
    cited: int
    told_before: int
    undated: int
    written_before: int
    late: tuple[tuple[str, str], ...] = ()
    only_late: tuple[tuple[str, str], ...] = ()


def profiles(file: ModelFile) -> dict[str, dict[str, Any]]:
    """The rival readings of a conflict file by id; BASE is the one under ``decision_makers``, where it is complete."""
    body = file.body()
    found = {str(each["id"]): each for each in body.get("profiles") or []}
    complete = all("preferences" in dm or dm.get("kind") == "nature" for dm in body.get("decision_makers") or [])
    base = {BASE: {"id": BASE, "title": "As coded first", "preferences": {}}}
    return (base if complete else {}) | found


def bind(dossier: Dossier, name: str, profile: str | None = None) -> tuple[Model, Trace]:
    """The model of one reading and its trace: (decision maker, statement id) -> ground.

    Without ``profile`` it is the first reading. In the trace the field of an option is ``option ID``, that of a ranking or
    other block its kind, and the row ``profile`` holds the claims of the reading itself. Raises DetenteError if the conflict
    or the profile is unknown, or with every problem of the model.
    """
    file = _file(dossier, name)
    known = profiles(file)
    chosen = profile if profile is not None else next(iter(known), BASE)
    if chosen not in known:
        guess = nearest(chosen, known)
        raise fail("conflict-empty", f"the conflict {name!r} has no profile {chosen!r}",
                   f"Did you mean {guess!r}?" if guess else f"Use one of {', '.join(known) or 'none: give preferences'}.")  # fmt: skip
    body = _with_profile(file.body(), known[chosen])
    coder = str(body.get("coder") or "")
    cells = dict(_grounds(body, coder))
    reading = known[chosen]
    if reading.get("claims"):
        cells["profile", chosen] = Ground(tuple(reading["claims"]), None, coder)
    plain = _plain(dossier, body) | {"format": body.get("format") or file.format or FORMAT, "id": f"{name}.{chosen}"}
    if file.title:
        plain["title"] = file.title
    return read_model(plain, f"conflicts/{name}.yaml"), Trace(cells)


def statements_of(file: ModelFile, profile: str, dm: str) -> list[dict[str, Any]] | None:
    """A decision maker's preference statements as a reading has them, by falling weight; None where it ranks otherwise."""
    body = _with_profile(file.body(), profiles(file)[profile])
    held: Mapping[str, Any] = next((each for each in body.get("decision_makers") or [] if each.get("id") == dm), {})
    found = (held.get("preferences") or {}).get("statements")
    return None if found is None else [dict(each) for each in found]


def place_of_statements(file: ModelFile, profile: str, dm: str) -> tuple[tuple[str, ...], bool]:
    """The path of a decision maker's statements in a reading, and whether it is written there.

    A reading that takes the statements over from the file itself gets a block of its own: then the path is that block's.
    """
    if profile == BASE:
        return ("decision_makers", dm, "preferences", "statements"), True
    own = profiles(file)[profile].get("preferences") or {}
    if "statements" in (own.get(dm) or {}):
        return ("profiles", profile, "preferences", dm, "statements"), True
    return ("profiles", profile, "preferences", dm), False


def with_statements(file: ModelFile, profile: str, changed: Mapping[str, list[dict[str, Any]]]) -> ModelFile:
    """The file with other statements in one reading, decision maker -> statements; the one given is untouched."""
    body = file.body()
    for dm, statements in changed.items():
        path, written = place_of_statements(file, profile, dm)
        body = _set(body, path, statements if written else {"statements": statements})
    envelope = file.model_dump(include={"id", "title", "order", "format", "period", "claims"})
    return ModelFile.model_validate({**envelope, **body})


def _set(data: Any, path: tuple[str, ...], value: Any) -> Any:
    """A copy of plain data with one value set; elements of lists are named by their ids."""
    if not path:
        return value
    if isinstance(data, list | tuple):
        return [_set(each, path[1:], value) if isinstance(each, Mapping) and each.get("id") == path[0] else each for each in data]  # fmt: skip
    return {**data, path[0]: _set(data.get(path[0], {}), path[1:], value)}


def dating(dossier: Dossier, model: Model, trace: Trace) -> Dating | None:
    """Both kinds of hindsight, counted in statements; None for a model without outcome."""
    if model.outcome is None:
        return None
    day, statements, cited, told, undated, written = model.outcome.date, 0, 0, 0, 0, 0
    some_late: list[tuple[str, str]] = []
    only_late: list[tuple[str, str]] = []
    for dm in model.decision_makers:
        for each in dm.preferences.statements:
            statements += 1
            claims = trace.cells[dm.id, each.id].claims
            if claims:
                cited += 1
                days = [dossier.claims[claim].date for claim in claims]
                after = [when is not None and when.end.isoformat() >= day for when in days]
                some_late += [(dm.id, each.id)] if any(after) else []
                only_late += [(dm.id, each.id)] if all(after) else []
                told += not any(after) and None not in days
                undated += not any(after) and None in days
                written += all(_written(dossier, claim) < day for claim in claims)
    return Dating(statements, cited, told, undated, written, tuple(some_late), tuple(only_late))


def _file(dossier: Dossier, name: str) -> ModelFile:
    if name in dossier.conflicts:
        return dossier.conflicts[name]
    guess = nearest(name, dossier.conflicts)
    known = ", ".join(dossier.conflicts) or "none"
    raise fail(
        "conflict-empty",
        f"the dossier has no conflict {name!r}",
        f"Did you mean {guess!r}?" if guess else f"Its conflicts: {known}.",
    )


def _with_profile(body: dict[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """The body with the preference blocks that the profile replaces."""
    blocks = dict(profile.get("preferences") or {})
    names = [dm.get("id") for dm in body.get("decision_makers") or []]
    for each in blocks:
        if each not in names:
            guess = nearest(str(each), [str(name) for name in names])
            raise fail("conflict-unknown", f"the profile {profile['id']!r} names the decision maker {each!r}, whom the conflict lacks",
                       f"Did you mean {guess!r}?" if guess else f"Use one of {', '.join(map(str, names))}.")  # fmt: skip
    dms = [
        dm | {"preferences": blocks[dm["id"]]} if dm.get("id") in blocks else dm
        for dm in body.get("decision_makers") or []
    ]
    return body | {"decision_makers": dms}


def _grounds(body: Mapping[str, Any], coder: str) -> Iterator[tuple[tuple[str, str], Ground]]:
    """What every statement, block and option rests on."""
    for dm in body.get("decision_makers") or []:
        for option in dm.get("options") or []:
            yield (str(dm["id"]), f"option {option.get('id')}"), _ground(option, coder)
        block = dm.get("preferences") or {}
        for statement in block.get("statements") or []:
            yield (str(dm["id"]), str(statement.get("id"))), _ground(statement, coder)
        for kind in ("ranking", "values", "indifferent"):
            if kind in block:
                yield (str(dm["id"]), kind), _ground(block, coder)


def _ground(plain: Mapping[str, Any], coder: str) -> Ground:
    claims = tuple(plain.get("claims") or ())
    # An as-of view takes the claims that had not appeared out of the list and leaves it empty.
    reason = plain.get("assumption") or (LATER if plain.get("claims") == [] else None)
    return Ground(
        claims, None if claims else str(reason or "no claim is given for it"), str(plain.get("coder") or coder)
    )


def _plain(dossier: Dossier, value: Any) -> Any:
    """The body as the engine reads it: dossier keys dropped, claims turned into citations where the format takes them."""
    if isinstance(value, list):
        return [_plain(dossier, each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: _plain(dossier, each) for key, each in value.items() if key not in _DOSSIER_KEYS}
    cites = [_citation(dossier, claim) for claim in value.get("claims") or () if claim in dossier.claims]
    if cites and (
        "holds" in value
        or any(kind in value for kind in ("statements", "ranking", "values", "moves"))
        or _is_option(value)
    ):
        found["cite"] = cites
    return found


def _is_option(value: Mapping[str, Any]) -> bool:
    return "id" in value and not set(value) - {"id", "title", "moves", "cite", "note", "claims", "assumption", "coder"}


def _citation(dossier: Dossier, claim: str) -> dict[str, str]:
    found = dossier.claims[claim]
    anchor = found.anchors[0]
    place = anchor.paragraph if anchor.paragraph is not None else f"l{anchor.line}"
    return {"passage": f"{found.source_document}:{place}#{anchor.fingerprint[:8]}", "date": _told(dossier, claim)}


def _told(dossier: Dossier, claim: str) -> str:
    """The last day that the claim tells of, as ISO text; its document's day where it gives none."""
    when = dossier.claims[claim].date
    return when.end.isoformat() if when is not None else _written(dossier, claim)


def _written(dossier: Dossier, claim: str) -> str:
    """The day by which the claim's document had appeared; the last of days where nothing bounds it."""
    day = dossier.sources[dossier.claims[claim].source_document].appeared
    return day.isoformat() if day is not None else "9999-12-31"
