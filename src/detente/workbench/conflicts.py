"""Conflicts from files: read a model, a batch or an imported file, solve it, and lay the result out."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.kernel.csv_text import csv_table
from detente.kernel.errors import DetenteError

if TYPE_CHECKING:
    from detente.dossier.dossier import Dossier
    from detente.engines.conflict.checking import Checker
    from detente.engines.conflict.model import Model
    from detente.reports.charts.chart import Chart

#: Called with models done and models in all.
Progress = Callable[[int, int], None]
CONCEPT_NAMES = ("nash", "gmr", "smr", "seq", "seq_symmetric")


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


# --- conflicts of a dossier -------------------------------------------------------------------------------------------

STATE_COLUMNS = ("state", "code", "taken", "decision_maker", "rank", "label", *CONCEPT_NAMES)


@dataclass(frozen=True)
class StandingConflict:
    """One reading of one conflict: the result as data, sentences with their notes, the states as rows, the manifest, the drawing."""

    conflict: str
    profile: str
    title: str
    numbers: dict[str, Any]
    sentences: tuple[dict[str, Any], ...]
    states: tuple[dict[str, Any], ...]
    manifest: dict[str, Any]
    drawing: "Chart"

    def states_csv(self) -> str:
        """One row for each state and decision maker."""
        return csv_table(STATE_COLUMNS, self.states)


def list_conflicts(name: str | Path, *, as_known_on: date | None = None) -> tuple[dict[str, Any], ...]:
    """The conflicts of a dossier and their readings, one row each, with the verdict on the outcome.

    Columns: conflict, profile, title, states, outcome, and one for each concept: yes or no for the outcome, and how
    many of the states are equilibria.
    """
    from detente.binding.conflict import bind, profiles
    from detente.engines.conflict.model import Request
    from detente.engines.conflict.solve import solve
    from detente.workbench.opening import open_dossier

    dossier = open_dossier(name, as_known_on=as_known_on)
    rows = []
    for conflict, file in dossier.conflicts.items():
        for profile, reading in profiles(file).items():
            model, _ = bind(dossier, conflict, profile)
            found = solve(replace(model, request=Request()))
            outcome = model.outcome.state if model.outcome is not None else None
            row: dict[str, Any] = {"conflict": conflict, "profile": profile, "title": reading.get("title") or file.title or "",
                                   "states": model.states.size, "outcome": None if outcome is None else model.states.id(outcome)}  # fmt: skip
            for concept in CONCEPT_NAMES:
                places = found.equilibria[concept]
                count = 0 if places is None else len(places)
                verdict = "" if outcome is None or places is None else ("yes " if outcome in places else "no ")
                row[concept] = f"{verdict}{count}/{model.states.size}"
            rows.append(row)
    return tuple(rows)


def stand(name: str | Path, conflict: str, profile: str | None = None, *, as_known_on: date | None = None, draws: int = 2000, seed: int = 0) -> tuple[StandingConflict, ...]:  # fmt: skip
    """Where a conflict of a dossier can come to rest, under one reading of the preferences or under each of them.

    Raises DetenteError if the conflict or the profile is unknown, or with every problem of the model.
    """
    from detente.binding.conflict import profiles
    from detente.workbench.opening import open_dossier

    dossier = open_dossier(name, as_known_on=as_known_on)
    known = list(profiles(dossier.conflicts[conflict])) if conflict in dossier.conflicts else []
    return tuple(
        _standing(dossier, conflict, each, as_known_on, draws, seed)
        for each in ([profile] if profile or not known else known)
    )


def _standing(dossier: "Dossier", conflict: str, profile: str | None, day: date | None, draws: int, seed: int) -> StandingConflict:  # fmt: skip
    from detente import __version__
    from detente.binding.conflict import bind, dating, profiles
    from detente.engines.conflict.result import as_data
    from detente.explain.conflict import explain_conflict
    from detente.reports.notes import noted
    from detente.studies.conflict import study

    model, trace = bind(dossier, conflict, profile)
    done = study(model, draws, seed)
    numbers = as_data(done.solution, f"detente {__version__}")
    numbers["fragility"] = {
        "concept": "seq", "null": done.null, "orders": done.orders,
        "swaps": [{"dm": each.dm, "above": each.over, "below": each.statement} for each in done.swaps],
        "drops": [{"dm": each.dm, "statement": each.statement} for each in done.drops],
    }  # fmt: skip
    when = dating(dossier, model, trace)
    if when is not None:
        numbers["dating"] = {
            "statements": when.statements,
            "cited": when.cited,
            "told_before": when.told_before,
            "undated": when.undated,
            "written_before": when.written_before,
            "late": [{"dm": dm, "statement": name} for dm, name in when.late],
            "only_late": [{"dm": dm, "statement": name} for dm, name in when.only_late],
        }
    said = noted(dossier, explain_conflict(done, trace, when))
    used = profile or next(iter(profiles(dossier.conflicts[conflict])), "base")
    title = str(profiles(dossier.conflicts[conflict])[used].get("title") or model.title)
    manifest = {"engine": "conflict", "version": __version__, "fingerprint": dossier.fingerprint, "as_of": day.isoformat() if day else None,
                "model_sha256": model.data_sha256, "options": {"conflict": conflict, "profile": used, "draws": draws}, "seed": seed}  # fmt: skip
    drawing = drawn(model, numbers, f"{dossier.conflicts[conflict].title or conflict}: {title}")
    return StandingConflict(conflict, used, title, numbers, said, tuple(_state_rows(numbers)), manifest, drawing)


def draw_conflicts(path: str | Path) -> "tuple[Chart, ...]":
    """The drawing of each model in a file, in order. Raises DetenteError with every problem of the file."""
    models, _ = read_conflicts(path)
    return tuple(drawn(model, _solved(model), model.title or model.id) for model in models)


def drawn(model: "Model", result: dict[str, Any], title: str) -> "Chart":
    """States as option vectors, moves by party, equilibria, the path from the status quo; counts where they are too many."""
    from detente.reports.charts.conflict.drawn import conflict_chart
    from detente.reports.charts.conflict.summary import MANY

    few = "states" in result and result["n_states"] <= MANY
    arcs = (
        {
            dm: {model.states.id(at): model.states.ids(moves.of(at)) for at in range(model.states.size)}
            for dm, moves in zip(model.ids, model.arcs, strict=True)
        }
        if few
        else None
    )
    return conflict_chart({**model.plain, "title": title}, result, arcs)


def _state_rows(result: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One row for each state and decision maker, from the result."""
    for at, state in enumerate(result.get("states", [])):
        for dm in result["decision_makers"]:
            yield {"state": state["id"], "code": state["code"], "taken": " ".join(state["taken"]), "decision_maker": dm,
                   "rank": state["rank"][dm], "label": result["labels"][dm][at],
                   **{concept: result["stable"][concept][dm][at] for concept in CONCEPT_NAMES}}  # fmt: skip
