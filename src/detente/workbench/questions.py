"""Forecast questions from a file: read, checked whole, with every problem at once."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from detente.dossier.finding import Finding
from detente.dossier.forecast import P_TAGS, FreeQuestion
from detente.dossier.forecast_check import duplicates, faults
from detente.kernel.errors import DetenteError, Problem
from detente.kernel.ids import nearest
from detente.kernel.slugs import SLUGS
from detente.sources.metaculus import is_metaculus, to_question
from detente.store.safe_yaml import parse

FORMAT = "detente/forecast-questions/1"
#: Codes of the records and of the YAML reader -> codes of a questions file.
_CODES = {"missing": "missing_key", "extra_forbidden": "unknown_key", "date-invalid": "bad_date", "id-invalid": "id_not_text",
          "range-bounds": "bad_probability"}  # fmt: skip
_SAID = {"model_type": "is no mapping", "model_attributes_type": "is no mapping", "dict_type": "is no mapping", "tuple_type": "is no list",
         "list_type": "is no list", "string_type": "is no text", "bool_type": "is neither true nor false"}  # fmt: skip
#: Faults of the YAML reader that a questions file forgives: bare days and yes or no stay text, and are read as such.
_FORGIVEN = ("yaml-trap",)


def read_questions(path: str | Path) -> tuple[FreeQuestion, ...]:
    """The questions of a YAML or JSON file, or of JSON from Metaculus. Raises DetenteError with every problem of the file."""
    file = Path(path)
    data = _data(file)
    items = _items(file, data)
    questions, problems = [], []
    for place, item in enumerate(items):
        own = _own(item)
        try:
            questions.append(FreeQuestion.model_validate(own))
        except ValidationError as error:
            found = error.errors(include_url=False)
            problems += [_problem(file, place, item, fault) for fault in found]
            problems += _of_the_rest(file, own, found)
    for question in questions:
        problems += [as_problem(file, each, f"questions.{question.id}") for each in faults(question)]
    problems += [as_problem(file, each) for each in duplicates(questions)]
    if problems:
        raise DetenteError(*problems)
    return tuple(questions)


def _of_the_rest(file: Path, item: Any, found: Sequence[Any]) -> list[Problem]:
    """The faults of what is left of a question without the values that cannot be read, so that all are told at once."""
    if not isinstance(item, dict):
        return []
    wrong = {fault["loc"][:2] if fault["loc"][:1] == ("forecasts",) else fault["loc"][:1] for fault in found}
    rest = {key: value for key, value in item.items() if (key,) not in wrong}
    calls = rest.get("forecasts")
    kept = (
        [place for place in range(len(calls)) if ("forecasts", place) not in wrong] if isinstance(calls, list) else []
    )
    if isinstance(calls, list):
        rest["forecasts"] = [calls[place] for place in kept]
    try:
        question = FreeQuestion.model_validate(rest)
    except ValidationError:
        return []
    told = []
    for each in faults(question):
        moved = (each.loc[0], kept[int(each.loc[1])], *each.loc[2:]) if each.loc[0] == "forecasts" else each.loc
        told.append(as_problem(file, replace(each, loc=moved), f"questions.{question.id}"))
    return told


def as_problem(file: str | Path, finding: Finding, place: str = "") -> Problem:
    """A finding on a question as a problem of its file."""
    inner = ".".join(str(each + 1) if isinstance(each, int) else each for each in finding.loc)
    whole = ".".join(each for each in (place, inner) if each)
    return Problem(
        str(file), 0, finding.slug, finding.message, finding.fix.rstrip("."), finding.level, place=whole or "file"
    )


def _data(file: Path) -> Any:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DetenteError(
            Problem(str(file), 0, "no_file", (error.strerror or "cannot be read").lower(), place="file")
        ) from None
    except UnicodeDecodeError as error:
        raise DetenteError(Problem(str(file), 0, "bad_yaml", f"byte {error.start} is no UTF-8", place="file")) from None
    if file.suffix.lower() == ".json":
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise DetenteError(
                Problem(str(file), 0, "bad_yaml", f"not well-formed JSON: {error}", place="file")
            ) from None
    parsed = parse(text, aliases=True)  # as other programs write a list that several questions share
    wrong = [(line, message) for line, slug, message in parsed.faults if slug not in _FORGIVEN]
    if wrong:
        raise DetenteError(
            *(Problem(str(file), 0, "bad_yaml", message, place=f"line {line}") for line, message in wrong)
        )
    return parsed.data


def _items(file: Path, data: Any) -> list[Any]:
    """The questions as plain data; what Metaculus wrote is turned into ours."""
    if is_metaculus(data):
        return [to_question(data)]
    if isinstance(data, dict) and isinstance(data.get("results"), list) and "questions" not in data:
        data = data["results"]  # a page of the site's list of posts
    if isinstance(data, list):
        items = data
    else:
        problems = list(_head(file, data))
        if problems:
            raise DetenteError(*problems)
        items = data["questions"]
    return [to_question(item) if is_metaculus(item) else item for item in items]


def _head(file: Path, data: Any) -> Iterator[Problem]:
    if not isinstance(data, dict):
        yield Problem(
            str(file),
            0,
            "bad_type",
            "the file is no mapping with `questions`",
            f"Begin it with `format: {FORMAT}`",
            place="file",
        )
        return
    if data.get("format", FORMAT) != FORMAT:
        yield Problem(
            str(file),
            0,
            "bad_type",
            f"{data['format']!r} is no format of forecast questions",
            f"Write {FORMAT}",
            place="format",
        )
    if "questions" not in data:
        yield Problem(
            str(file),
            0,
            "missing_key",
            "the key `questions` is missing",
            "Add the list of questions",
            place="questions",
        )
    elif not isinstance(data["questions"], list):
        yield Problem(
            str(file), 0, "bad_type", "`questions` is no list", "Write a list of questions", place="questions"
        )
    for key in data:
        if key not in ("format", "questions", "title") and not _private(key):
            guess = nearest(str(key), ("format", "questions", "title"))
            yield Problem(
                str(file),
                0,
                "unknown_key",
                f"unknown key {key!r}",
                f"Did you mean `{guess}`" if guess else "",
                place=str(key),
            )


def _private(key: object) -> bool:
    return str(key).startswith("x_") or key in ("note", "notes")


def _own(value: Any) -> Any:
    """The data without remarks (``note``, ``notes``) and private keys (``x_...``)."""
    if isinstance(value, dict):
        return {key: _own(item) for key, item in value.items() if not _private(key)}
    return [_own(item) for item in value] if isinstance(value, list) else value


def _problem(file: Path, place: int, item: Any, fault: Any) -> Problem:
    name = item.get("id") if isinstance(item, dict) else None
    steps = [str(each + 1) if isinstance(each, int) else str(each) for each in fault["loc"] if each not in P_TAGS]
    whole = ".".join(["questions", name if isinstance(name, str) and name.strip() else str(place + 1), *steps])
    kind = str(fault["type"])
    code = _CODES.get(kind, "bad_type")
    message, fix = str(fault["msg"]), ""
    if kind == "missing":
        message = f"the key `{steps[-1]}` is missing" if steps else message
    elif kind == "extra_forbidden":
        guess = nearest(steps[-1], FreeQuestion.model_fields)
        message, fix = f"unknown key `{steps[-1]}`", f"Did you mean `{guess}`" if guess else ""
    elif kind in _SAID:
        message = f"`{steps[-1]}` {_SAID[kind]}" if steps else _SAID[kind]
    elif steps == ["id"]:
        code, message = "id_not_text", f"the id {name!r} is no text"
    return Problem(
        str(file), 0, code, message[:1].lower() + message[1:], (fix or SLUGS[code].fix).rstrip("."), place=whole
    )
