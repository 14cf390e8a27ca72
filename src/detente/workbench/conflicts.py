"""Conflicts from files: read a model, a batch or an imported file, solve it, and lay the result out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.kernel.errors import DetenteError

if TYPE_CHECKING:
    from detente.engines.conflict.checking import Checker
    from detente.engines.conflict.model import Model

#: Called with models done and models in all.
Progress = Callable[[int, int], None]


def solve_conflicts(path: str | Path, progress: Progress | None = None) -> dict[str, Any]:
    """The result of a MODEL.json or a .gmcr file, or the results of a batch, as plain data.

    Raises DetenteError with every problem of the file, each as ``FILE: PLACE: problem; what to do``.
    """
    from detente.engines.conflict.result import BATCH

    models, batch = read_conflicts(path)
    results = []
    for done, model in enumerate(models, 1):
        results.append(_solved(model))
        if progress is not None:
            progress(done, len(models))
    return {"format": BATCH, "results": results} if batch else results[0]


def solve_conflict(model: dict[str, Any]) -> dict[str, Any]:
    """The result of one model given as plain data (the schema of MODEL.json). Raises DetenteError with all problems."""
    from detente.engines.conflict.reader import read_model

    return _solved(read_model(model, "model"))


def conflict_text(result: dict[str, Any]) -> str:
    """A result as the text of its file: one line for each key, so that two results can be compared."""
    if "results" in result:
        inner = ",\n".join(_lines(each) for each in result["results"])
        return f'{{"format": {json.dumps(result["format"])},\n"results": [\n{inner}\n]}}\n'
    return _lines(result) + "\n"


def read_conflicts(path: str | Path) -> "tuple[list[Model], bool]":
    """The models of a file, and whether it is a batch. Raises DetenteError with every problem."""
    from detente.engines.conflict.checking import Checker
    from detente.engines.conflict.gmcr_file import plain_model
    from detente.engines.conflict.reader import BATCH

    check = Checker(str(path))
    data = _parsed(check, Path(path))
    if check.problems:
        raise DetenteError(*check.problems)
    if Path(path).suffix.lower() == ".gmcr":
        plain, notes = plain_model(data, check, Path(path).stem)
        if check.problems:
            raise DetenteError(*check.problems)
        return _read_all(check, [(plain, "")], notes), False
    if not isinstance(data, dict) or data.get("format") != BATCH:
        return _read_all(check, [(data, "")]), False
    check.mapping(data, "", ("format", "models", "id", "title", "origin", "notes"), ("models",))
    plains = check.items(data.get("models"), "models")
    return _read_all(check, [(each, _name(each, k)) for k, each in enumerate(plains)]), True


def _read_all(check: "Checker", plains: list[tuple[Any, str]], notes: Any = ()) -> "list[Model]":
    from dataclasses import replace

    from detente.engines.conflict.reader import read_model

    models, problems = [], list(check.problems)
    for plain, prefix in plains:
        try:
            model = read_model(plain, check.file, prefix)
        except DetenteError as error:
            problems += error.problems
        else:
            models.append(replace(model, notes=(*model.notes, *notes)))
    if problems:
        raise DetenteError(*problems)
    return models


def _name(plain: Any, number: int) -> str:
    name = plain.get("id") if isinstance(plain, dict) else None
    return name if isinstance(name, str) and name else f"models[{number}]"


def _parsed(check: "Checker", path: Path) -> Any:
    """The JSON of a file; what keeps it from being read becomes a problem."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                check.add(
                    "", "conflict-duplicate", f"the key {key!r} stands twice in one object", "Keep one of the two."
                )
            found[key] = value
        return found

    try:
        return json.loads(path.read_bytes(), object_pairs_hook=unique)
    except OSError as error:
        check.add(
            "", "conflict-file", (error.strerror or "cannot be read").lower(), "Give the path of a readable file."
        )
    except json.JSONDecodeError as error:
        check.add(f"line {error.lineno}", "conflict-file", f"no JSON ({error.msg.lower()})", "Write JSON.")
    except (UnicodeDecodeError, RecursionError, ValueError):
        check.add("", "conflict-file", "no JSON that can be read (encoding, depth or a number)", "Write JSON in UTF-8.")
    return None


def _solved(model: "Model") -> dict[str, Any]:
    from detente import __version__
    from detente.engines.conflict.result import as_data
    from detente.engines.conflict.solve import solve

    return as_data(solve(model), f"detente {__version__}")


def _lines(data: dict[str, Any]) -> str:
    inner = ",\n".join(
        f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False, allow_nan=False)}" for key, value in data.items()
    )
    return f"{{\n{inner}\n}}"
