"""Bargaining over tables of issues: read the file, forecast every issue, and lay the numbers out as the doors write them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.kernel.csv_text import csv_table
from detente.kernel.errors import DetenteError, Problem, fail

if TYPE_CHECKING:
    from detente.binding.issue_tables import BoundIssue
    from detente.engines.bargaining.inputs import Array
    from detente.engines.bargaining.issue import Issue
    from detente.sources.issue_tables import IssueRows

LEVELS = {"q05": 0.05, "q10": 0.10, "q25": 0.25, "q50": 0.50, "q75": 0.75, "q90": 0.90, "q95": 0.95}
DYNAMIC = ("challenge_mean", "challenge_median", "ktab", "exchange")
ROUNDS = 10
_NAMED = 5

#: Called with issues done and issues in all.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Predictions:
    """The forecasts of a file. ``rows`` hold one dictionary per issue in file order (None where there is no number).

    ``density`` maps an issue to its (value, probability) pairs, 101 that sum to 1; issues without positions have none.
    ``warnings`` are problems of the level warning; ``manifest`` says what gives the same bytes again.
    """

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    density: dict[str, tuple[tuple[float, float], ...]]
    warnings: tuple[Problem, ...]
    manifest: dict[str, Any]

    def csv(self) -> str:
        """PREDICTIONS.csv."""
        return csv_table(self.columns, self.rows)

    def density_csv(self) -> str:
        """DENSITY.csv."""
        columns = ("issue", "value", "probability")
        return csv_table(
            columns,
            (dict(zip(columns, (name, *pair), strict=True)) for name, each in self.density.items() for pair in each),
        )


def read_issue_table(path: str | Path, *, missing: str = "impute", salience_scale: int | None = None) -> "tuple[tuple[IssueRows, ...], tuple[Problem, ...], str]":  # fmt: skip
    """The issues of a file, the warnings, and the fingerprint of its bytes.

    Raises DetenteError with every problem of the file, each as ``FILE:LINE: COLUMN: problem; what to do``.
    """
    from detente.kernel.fingerprints import of_bytes
    from detente.sources.issue_tables import read_issues

    if missing not in ("impute", "error"):
        raise fail("option-invalid", f"--missing: there is no way {missing!r}", "Use impute or error.")
    if salience_scale not in (None, 1, 100):
        raise fail("option-invalid", f"--salience-scale: {salience_scale!r} is no scale", "Use 1 or 100.")
    file = str(path)
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        why = (error.strerror or "cannot be read").lower()
        raise DetenteError(
            Problem(file, 0, "file-unreadable", f"file: {why}; give the path of a readable table")
        ) from None
    issues, problems, notes = read_issues(
        content, file, missing="error" if missing == "error" else "impute", salience_scale=salience_scale
    )
    if problems:
        raise DetenteError(*problems)
    return issues, notes, of_bytes(content)


def solve_issues(path: str | Path, *, models: str = "static", draws: int = 0, seed: int = 0, missing: str = "impute",
                 salience_scale: int | None = None, progress: Progress | None = None) -> Predictions:  # fmt: skip
    """Where each issue of a table settles: the predictive distribution, and the models side by side.

    ``models="all"`` adds the challenge model (as coded, round 10), KTAB and one round of exchange within the dossier.
    With ``draws`` the distribution is averaged over draws of the ranges and of the filled cells; the models stay those of
    the modes. Raises DetenteError with all problems of the file or an option that cannot be used.
    """
    from detente import __version__
    from detente.binding.issue_tables import bind_rows
    from detente.engines.bargaining import static

    if models not in ("static", "all"):
        raise fail("option-invalid", f"--models: there is no set of models {models!r}", "Use static or all.")
    if not 0 <= draws <= 1_000_000:
        raise fail("option-invalid", f"--draws: {draws} draws are out of range", "Use 0 to 1,000,000.")
    if seed < 0:
        raise fail("option-invalid", f"--seed: {seed} is negative", "Use 0 or a positive whole number.")
    table, found, fingerprint = read_issue_table(path, missing=missing, salience_scale=salience_scale)
    bound = [bind_rows(each) for each in table]
    exchanged = _exchange([each.issue for each in bound]) if models == "all" else {}
    columns = ("issue", "point", *LEVELS, *static.MODELS, *(DYNAMIC if models == "all" else ()), "n_actors", "n_imputed", "notes")  # fmt: skip
    rows, densities, noted = [], {}, defaultdict(list)
    for at, (source, each) in enumerate(zip(table, bound, strict=True)):
        issue = each.issue
        row: dict[str, Any] = dict.fromkeys(columns)
        numbers = static.statics(issue)
        row |= {"issue": issue.name} | {name: getattr(numbers, name) for name in static.MODELS}
        row |= {"n_actors": len(issue.actors), "n_imputed": len(source.filled)}
        if issue.actors:
            p = _density(each, draws, seed, at)
            row |= _quantiles(p, issue)
            densities[issue.name] = tuple((issue.low + issue.width * g / 100, float(p[g])) for g in range(101))
            if models == "all":
                row |= _dynamic(issue) | {"exchange": exchanged.get(issue.name)}
        notes = _notes(source, issue, numbers)
        row["notes"] = "; ".join(f"{slug}: {detail}" if detail else slug for slug, detail in notes.items())
        for slug in notes:
            noted[slug].append(issue.name)
        rows.append(row)
        if progress is not None:
            progress(at + 1, len(bound))
    warnings = (*found, *_warnings(str(path), noted))
    manifest = {
        "engine": "bargaining", "version": __version__, "file": str(path), "fingerprint": fingerprint, "seed": seed,
        "options": {"models": models, "draws": draws, "missing": missing, "salience_scale": salience_scale},
        "salience_read_as": _scale_used(table, salience_scale), "warnings": [each.record() for each in warnings],
    }  # fmt: skip
    return Predictions(columns, tuple(rows), densities, warnings, manifest)


# --- numbers ----------------------------------------------------------------------------------------------------------


def _density(bound: "BoundIssue", draws: int, seed: int, at: int) -> "Array":
    """The distribution of the modes, or averaged over draws if anything varies. Each issue has a stream of its own."""
    import numpy as np

    from detente.engines.bargaining.distribution import density
    from detente.studies.issue_draws import draw_issue, varies

    if not draws or not varies(bound.issue, bound.pools):
        return density(bound.issue)
    rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(at,)))
    drawn = draw_issue(bound.issue, draws, rng, bound.pools)
    total = np.zeros(101)
    for place in range(draws):
        total += density(drawn.issue(bound.issue, place))
    return np.asarray(total / total.sum())


def _quantiles(p: "Array", issue: "Issue") -> dict[str, float]:
    from detente.engines.bargaining.distribution import quantiles

    found = quantiles(p, tuple(LEVELS.values()))
    named = {name: float(issue.low + issue.width * g / 100) for name, g in zip(LEVELS, found, strict=True)}
    return {"point": named["q50"]} | named


def _dynamic(issue: "Issue") -> dict[str, float]:
    """Challenge model as coded at round 10, and the c*s mean of the last KTAB turn."""
    from detente.engines.bargaining import challenge, ktab
    from detente.engines.bargaining.solve import weighted_mean

    path = challenge.run(issue, rounds=ROUNDS)
    turns = ktab.run(issue)
    return {
        "challenge_mean": float(path.mean[-1]),
        "challenge_median": float(path.median[-1]),
        "ktab": float(weighted_mean(turns.positions[-1, :, 0], turns.weight)),
    }


def _exchange(issues: "list[Issue]") -> dict[str, float | None]:
    """Outcome of every issue after one round of exchange within its dossier; issues alone in theirs are left out."""
    from detente.engines.bargaining.exchange import exchange

    sizes = Counter(each.group for each in issues if each.group is not None)
    trading = tuple(each for each in issues if each.group is not None and sizes[each.group] > 1)
    groups: dict[str | None, list[Issue]] = defaultdict(list)
    for each in trading:
        groups[each.group].append(each)
    return {out.issue: out.after for group in groups.values() for out in exchange(tuple(group)).outcomes}


# --- notes and warnings -----------------------------------------------------------------------------------------------


def _notes(source: "IssueRows", issue: "Issue", numbers: Any) -> dict[str, str]:
    """What a reader of the row must know: slug -> detail."""
    import numpy as np

    notes: dict[str, str] = {}
    parts = [f"{each.field} of {each.actor}" for each in source.filled]
    parts += [f"without {actor}" for actor in source.left_out]
    if parts:
        notes["imputed"] = ", ".join(parts)
    if source.ignored:
        notes["range-ignored"] = ", ".join(f"{name} of {actor}" for actor, name in source.ignored)
    if not issue.actors:
        return notes | {"no-positions": ""}
    if not (issue.capability.mode * issue.salience.mode).sum() > 0:
        notes["zero-weight"] = ""
    if numbers.median_tie:
        notes["median-tie"] = ""
    if set(np.unique(issue.position.mode)) == {issue.low, issue.high}:
        notes["two-valued"] = ""
    if isnan(numbers.pce_conditional):
        notes["many-positions"] = ""
    return notes


def _warnings(file: str, noted: dict[str, list[str]]) -> Iterable[Problem]:
    """One warning a slug, with the issues that it concerns."""
    made: dict[str, Callable[[str], Problem]] = {
        "imputed": lambda on: Problem(file, 0, "imputed", f"cells were empty on {on}", "They were filled, and actors without a position left out; column notes says which.", level="warning"),
        "range-ignored": lambda on: Problem(file, 0, "range-ignored", f"a range stands beside an empty mode on {on}", "It was not used: fill the mode.", level="warning"),
        "no-positions": lambda on: Problem(file, 0, "no-positions", f"no actor has a position on {on}", "The row has no numbers.", level="warning"),
        "zero-weight": lambda on: Problem(file, 0, "zero-weight", f"capability times salience is 0 for every actor on {on}", "All were given the same weight.", level="warning"),
        "median-tie": lambda on: Problem(file, 0, "median-tie", f"two camps weigh exactly the same on {on}", "The weighted median is the lower end of what ties.", level="warning"),
        "two-valued": lambda on: Problem(file, 0, "two-valued", f"everybody stands at an end of the scale on {on}", "Read the distribution, not the mean.", level="warning"),
        "many-positions": lambda on: Problem(file, 0, "many-positions", f"there are too many distinct positions for an election on {on}", "The columns pce_* are empty.", level="warning"),
    }  # fmt: skip
    return [make(_named(noted[slug])) for slug, make in made.items() if slug in noted]


def _named(names: list[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{len(names)} issue{'s' if len(names) > 1 else ''} ({shown}{more})"


def _scale_used(table: "tuple[IssueRows, ...]", fixed: int | None) -> int | None:
    return fixed if fixed is not None else next((each.salience_scale for each in table), None)


# --- layout -----------------------------------------------------------------------------------------------------------
