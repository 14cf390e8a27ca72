"""Checking a brief: the file, the result of its model, and what the checks find."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.kernel.errors import DetenteError, Problem

if TYPE_CHECKING:
    from detente.reports.lint.findings import Findings


def lint_brief(path: str | Path, *, result: str | Path | None = None) -> "Findings":
    """The 31 checks over a brief. ``result`` overrides the ``model`` of its front matter, which is looked for beside it.

    A model that is named but not there is a finding (6.3). Raises DetenteError for a brief or result that cannot be read.
    """
    from detente.reports.lint.brief import parse
    from detente.reports.lint.lint import lint

    file = Path(path)
    text = _text(file)
    model: Path | None = Path(result) if result is not None else None
    if model is None:
        named = parse(text, None, str(file)).said("model")
        beside = (file.parent / named).resolve()
        model = beside if named and beside.is_file() and beside.is_relative_to(file.parent.resolve()) else None
    return lint(text, None if model is None else _result(model), file=str(file))


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except OSError as error:
        why = (error.strerror or "cannot be read").lower()
        raise DetenteError(Problem(str(file), 0, "no_file", why, place="file")) from None
    except UnicodeDecodeError as error:
        raise DetenteError(
            Problem(str(file), 0, "bad_type", f"byte {error.start} is no UTF-8", "Save the file as UTF-8", place="file")
        ) from None


def _result(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(_text(file))
    except (ValueError, RecursionError) as error:
        raise DetenteError(Problem(str(file), 0, "bad_yaml", f"not well-formed JSON: {error}", place="file")) from None
    if not isinstance(data, dict) or not (isinstance(data.get("posterior"), dict) or data.get("results")):
        message = "no result of a question, or of several: it has neither `posterior` nor `results`"
        raise DetenteError(
            Problem(str(file), 0, "bad_type", message, "Give the RESULT.json of the brief's model", place="posterior")
        )
    return data
