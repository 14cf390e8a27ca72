"""A mapping: how a plain CSV names the columns of the event record."""

from collections.abc import Mapping
from typing import Any

from detente.kernel.errors import DetenteError, Problem
from detente.kernel.ids import nearest
from detente.sources.events.layouts import Layout

#: Columns of the record that a file may fill; ``auxiliary`` keeps what did not happen out.
TARGETS = (
    "event_id", "date_start", "date_end", "source", "source_country", "source_sector", "target", "target_country",
    "target_sector", "plover", "mode", "cameo", "intensity", "issue", "latitude", "longitude", "story_id", "weight",
    "sources", "articles", "known_on", "auxiliary",
)  # fmt: skip
_DAYS = ("date_start", "date_end", "known_on")
_WORDS = {
    "coding": ("machine", "confirmed"),
    "codebook": ("plover-2021", "plover-2016"),
    "scale": ("own", "plover", "goldstein-gdelt", "goldstein-icews"),
    "fill": ("none", "plover", "goldstein-gdelt", "goldstein-icews"),
}
_KEYS = ("columns", "constants", "date_format", "delimiter", *_WORDS)


def read_mapping(data: Any, file: str) -> Layout:
    """The layout that a mapping describes; ``data`` is the plain content of MAP.yaml.

    Keys: ``columns`` (column of the record -> column of the file), ``constants`` (column of the record -> one text for every
    row), ``date_format`` (as strptime; by default YYYY-MM-DD), ``delimiter`` (one character, by default a comma), ``coding``
    (machine or confirmed), ``codebook`` (plover-2021 or plover-2016), ``scale`` (whose intensity the file has), ``fill`` (the
    scale that gives an intensity where the file has none; by default plover with types, goldstein-gdelt with CAMEO codes).
    Raises DetenteError (events-mapping) with every problem.
    """
    problems: list[Problem] = []

    def wrong(place: str, message: str, fix: str) -> None:
        problems.append(Problem(file, 0, "events-mapping", message, fix, place=place))

    if not isinstance(data, Mapping):
        raise DetenteError(
            Problem(file, 0, "events-mapping", "is no mapping", "write keys such as columns:", place="file")
        )
    for key in data:
        if key not in _KEYS:
            guess = nearest(str(key), _KEYS)
            wrong(str(key), "is no key of a mapping", f"did you mean {guess}" if guess else f"use {', '.join(_KEYS)}")
    columns = _texts(data, "columns", wrong)
    constants = _texts(data, "constants", wrong)
    for name in sorted({*columns} & {*constants}):
        wrong(f"constants.{name}", "stands under columns as well", "keep one of the two")
    filled = {**constants, **columns}
    if "date_start" not in filled:
        wrong("columns.date_start", "is missing", "name the column that holds the day")
    if not {"plover", "cameo"} & {*filled}:
        wrong("columns", "neither plover nor cameo is named", "name the column that holds the type or the CAMEO code")
    for side in ("source", "target"):
        if not {side, f"{side}_country"} & {*filled}:
            wrong(
                f"columns.{side}_country",
                "is missing, and so is the actor",
                f"name the column of {side}_country or of {side}",
            )
    words = {key: _word(data, key, wrong) for key in _WORDS}
    delimiter, form = data.get("delimiter", ","), data.get("date_format", "%Y-%m-%d")
    if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\n\r':
        wrong("delimiter", "is no single character", 'write for example ";" or "\\t"')
    if not isinstance(form, str) or "%" not in form:
        wrong("date_format", "is no form of a date", 'write it as strptime has it, for example "%d/%m/%Y"')
    if problems:
        raise DetenteError(*problems)
    reading = {name: f"cell({_name(column)})" for name, column in columns.items()}
    reading |= {name: _text(value) for name, value in constants.items()}
    for name in {*_DAYS} & {*reading}:
        reading[name] = f"CAST(try_strptime({reading[name]}, {_text(form)}) AS DATE)"
    for name in {"plover"} & {*reading}:
        reading[name] = f"upper({reading[name]})"
    for name in {"mode", "auxiliary"} & {*reading}:
        reading[name] = f"lower({reading[name]})"
    has_type = "plover" in filled
    fill = words["fill"] or ("plover" if has_type else "goldstein-gdelt")
    scale = words["scale"] or ("own" if "intensity" in filled else fill)
    return Layout(
        origin="csv", delimiter=delimiter, quoting=True, reading=reading, scale=scale,
        fill="" if fill == "none" or (words["scale"] or fill) != fill or ("intensity" in filled and scale == "own") else fill,
        needed=tuple(dict.fromkeys(columns.values())), modes="refuse", lists=True,
        old_names=words["codebook"] == "plover-2016", coding=words["coding"] or "machine",
    )  # fmt: skip


def _texts(data: Mapping[str, Any], key: str, wrong: Any) -> dict[str, str]:
    given = data.get(key, {})
    if not isinstance(given, Mapping):
        wrong(key, "is no mapping", "write one line for each column of the record")
        return {}
    found = {}
    for name, value in given.items():
        if name not in TARGETS:
            guess = nearest(str(name), TARGETS)
            wrong(f"{key}.{name}", "is no column of the event record", f"did you mean {guess}" if guess else f"use {', '.join(TARGETS)}")  # fmt: skip
        elif not isinstance(value, str | int) or isinstance(value, bool) or not str(value).strip():
            wrong(f"{key}.{name}", "is no text", "write the text, in quotation marks if it looks like a number")
        else:
            found[str(name)] = str(value)
    return found


def _word(data: Mapping[str, Any], key: str, wrong: Any) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if value not in _WORDS[key]:
        wrong(key, f"is {str(value)[:40]!r}", f"use one of {', '.join(_WORDS[key])}")
        return ""
    return str(value)


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
