"""Published numbers beside ours: every case of the catalogue, run with the engine, with its errata."""

import csv
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np

from detente.engines.bargaining.issue import Issue, fixed
from detente.kernel.errors import fail

Row = dict[str, Any]
EMISSIONS = "icaart/scholz-2011/table-1"
DECISION = 8.833  # years; Bueno de Mesquita 1994, as quoted by Scholz et al. 2011, p. 27


@dataclass(frozen=True)
class Case:
    """One file of the catalogue. ``settings`` are its keys beside title, model, citation, note, expected and issues."""

    name: str
    title: str
    model: str
    citation: str
    note: str
    expected: tuple[Mapping[str, Any], ...]
    issues: tuple[Issue, ...]
    settings: Mapping[str, Any]


def catalogue() -> tuple[Case, ...]:
    """All cases of the bargaining engine, by name ``<venue>/<author-year>/<table or figure>``."""
    read = [(name, tomllib.loads(file.read_text("utf-8"))) for name, file in sorted(catalogue_files())]
    return tuple(_case(name, raw) for name, raw in read if "engine" not in raw)


def replicate(name: str | None = None, data: Path | None = None) -> tuple[Row, ...]:
    """Run every case, or those whose name contains ``name``: one row for each published number.

    Columns: case, title, quantity, published, ours, difference, tolerance, within, erratum, citation, note. ``data`` is
    the folder with inputs that do not ship; without it ``ours`` and ``within`` of such a case are None.

    Raises DetenteError (option-invalid) if no case has the name.
    """
    cases = [case for case in catalogue() if name is None or name in case.name]
    if not cases:
        known = ", ".join(case.name for case in catalogue())
        raise fail("option-invalid", f"the catalogue has no case {name!r}", f"Use one of {known}.")
    return tuple(row for case in cases for row in _compare(case, data))


def presets_side_by_side(rounds: int = 10) -> tuple[Row, ...]:
    """The emissions case under the three presets: median and mean of every round. The decision was 8.833 years."""
    from detente.engines.bargaining import challenge, ktab
    from detente.engines.bargaining.challenge_options import PRESETS

    issue = next(case for case in catalogue() if case.name == EMISSIONS).issues[0]
    rows: list[Row] = [{"round": number} for number in range(rounds + 1)]
    for name, options in PRESETS.items():
        path = challenge.run(issue, options, rounds)
        for number, row in enumerate(rows):
            row[f"{name} median"], row[f"{name} mean"] = float(path.median[number]), float(path.mean[number])
    told = {row["round"]: row for row in ktab.path_rows(ktab.run(issue, rounds=rounds))}
    for number, row in enumerate(rows):
        last = told[min(number, max(told))]
        row["ktab-smp median"], row["ktab-smp mean"] = last["median"], last["mean"]
    return tuple(rows)


def catalogue_files() -> list[tuple[str, Traversable]]:
    """Every file of the catalogue with its name; ``engine`` in a file names its engine, bargaining if it has none."""
    root = resources.files("detente") / "catalog"
    return [
        (f"{venue.name}/{work.name}/{file.name.removesuffix('.toml')}", file)
        for venue in root.iterdir()
        if venue.is_dir()
        for work in venue.iterdir()
        if work.is_dir()
        for file in work.iterdir()
        if file.name.endswith(".toml")
    ]


def _case(name: str, raw: dict[str, Any]) -> Case:
    issues = tuple(_issue(each) for each in raw.pop("issues", []))
    own = {key: raw.pop(key) for key in ("title", "model", "citation")}
    note, expected = raw.pop("note", ""), tuple(raw.pop("expected"))
    return Case(name=name, **own, note=note, expected=expected, issues=issues, settings=raw)


def _issue(raw: Mapping[str, Any]) -> Issue:
    x, s, c = (np.array(raw[field], float) for field in ("position", "salience", "capability"))
    return fixed(raw["name"], tuple(raw["actors"]), x, s, c, float(raw.get("low", 0.0)), float(raw.get("high", 100.0)))


def _compare(case: Case, data: Path | None) -> list[Row]:
    issues = case.issues or _issues_from(data, case.settings["input"])
    found = _MODELS[case.model](issues, case) if issues else {}
    rows = []
    for each in case.expected:
        ours = found[each["quantity"]] if found else None
        gap = None if ours is None else ours - each["value"]
        rows.append({
            "case": case.name, "title": case.title, "quantity": each["quantity"], "published": each["value"],
            "ours": ours, "difference": gap, "tolerance": each["tolerance"],
            "within": None if gap is None else abs(gap) <= each["tolerance"] + 1e-12, "erratum": each.get("erratum", ""),
            "citation": case.citation, "note": case.note,
        })  # fmt: skip
    return rows


def _issues_from(data: Path | None, file: str) -> tuple[Issue, ...]:
    """The issues of a table that does not ship (position, salience in percent, capability); none if it is not there."""
    if data is None or not (data / file).is_file():
        return ()
    rows: dict[str, list[dict[str, str]]] = {}
    with (data / file).open(encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            rows.setdefault(row["issue"], []).append(row)
    return tuple(
        fixed(name, tuple(row["actor"] for row in held), np.array([float(row["position"]) for row in held]),
              np.array([float(row["salience"]) / 100 for row in held]), np.array([float(row["capability"]) for row in held]))
        for name, held in rows.items()
    )  # fmt: skip


# --- what each model gives, by the names that the catalogue uses ------------------------------------------------------


def _challenge(issues: tuple[Issue, ...], case: Case) -> dict[str, float]:
    from detente.engines.bargaining import challenge
    from detente.engines.bargaining.challenge_options import PRESETS

    path = challenge.run(issues[0], PRESETS[case.settings["preset"]], case.settings["rounds"])
    found: dict[str, float] = {}
    for number in range(path.rounds + 1):
        found |= {
            f"median, round {number}": float(path.median[number]),
            f"mean, round {number}": float(path.mean[number]),
        }
        for i, actor in enumerate(path.actors):
            for what, values in (
                ("position", path.positions),
                ("a", path.eu_own),
                ("b", path.eu_other),
                ("r", path.risk),
            ):
                found[f"{what} of {actor}, round {number}"] = float(values[number, i])
    return found


def _static(issues: tuple[Issue, ...], case: Case) -> dict[str, float]:
    from detente.engines.bargaining.static import MODELS, statics

    solved = statics(issues[0])
    return {name: float(getattr(solved, name)) for name in MODELS}


def _ktab(issues: tuple[Issue, ...], case: Case) -> dict[str, float]:
    from detente.engines.bargaining import ktab

    path = ktab.run(issues, rounds=case.settings["rounds"])
    first, names = path.turns[0], path.actors
    found = {"turns": float(len(path.turns)), "settled": float(path.settled)}
    for i, actor in enumerate(names):
        found |= {f"risk-neutral p of {actor}": float(first.risk_neutral[i]), f"R of {actor}": float(first.risk[i])}
        for j, other in enumerate(names):
            found |= {f"gain {actor}>{other}": float(first.gain[i, j]), f"p {actor}>{other}": float(first.p[i, j])}
        for turn in range(len(path.positions)):
            found[f"position of {actor}, turn {turn}"] = float(path.positions[turn, i, 0])
            found[f"probability of {actor}, turn {turn}"] = float(path.probabilities[turn, i])
    return found


def _exchange(issues: tuple[Issue, ...], case: Case) -> dict[str, float]:
    from detente.engines.bargaining.exchange import exchange

    result = exchange(issues)
    found = {"steps": float(len(result.steps))}
    for each in result.outcomes:
        found |= {f"outcome {when}, {each.issue}": float(value) for when, value in
                  (("before", each.before), ("after", each.after)) if value is not None}  # fmt: skip
    for step in result.steps:
        found[f"gain {step.step}"] = step.gain
        found[f"step {step.step}, i to ({step.i}, {step.i_supplies})"] = step.i_to
        found[f"step {step.step}, j to ({step.j}, {step.j_supplies})"] = step.j_to
    if result.steps:
        first = result.steps[0]
        issue = next(each for each in issues if each.name == first.i_supplies)
        share = float(issue.weight[issue.actors.index(first.i)] / issue.weight.sum())
        after = found[f"outcome before, {issue.name}"] + share * (first.i_to - first.i_from)
        found[f"outcome of {issue.name} after step 1"] = after
    return found


def _distribution(issues: tuple[Issue, ...], case: Case) -> dict[str, float]:
    from detente.engines.bargaining.distribution import baseline, quantiles

    issue = issues[0]
    p = baseline(issue)
    grid = np.arange(p.size)
    found = {"m": float(issue.weight @ issue.position.mode / issue.weight.sum())}
    found |= {f"p({g})": float(p[g]) for g in grid}
    levels = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
    found |= {f"q{100 * t:02.0f}": float(q) for t, q in zip(levels, quantiles(p, levels), strict=True)}
    cumulative = np.cumsum(p)
    for y in (0, 40):
        found[f"CRPS if the outcome is {y}"] = float(((cumulative - (grid >= y)) ** 2).sum())
    return found


_MODELS: dict[str, Callable[[tuple[Issue, ...], Case], dict[str, float]]] = {
    "challenge": _challenge,
    "static": _static,
    "ktab": _ktab,
    "exchange": _exchange,
    "distribution": _distribution,
}
