"""The challenge model over the issues of a table: the rows of PATH.csv and ENSEMBLE.csv, and what to beware of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from detente.kernel.csv_text import csv_table
from detente.kernel.errors import DetenteError, Problem

if TYPE_CHECKING:
    from detente.binding.issue_tables import BoundIssue
    from detente.engines.bargaining.challenge import Path
    from detente.engines.bargaining.challenge_options import Options
    from detente.engines.bargaining.issue import Issue
    from detente.engines.bargaining.ktab import KtabOptions, KtabPath
    from detente.explain.sentence import Sentence
    from detente.studies.challenge_ensemble import ChallengeDrivers, ChallengeEnsemble

KTAB = "ktab-smp"
PRESETS = ("scholz-as-coded", "scholz-as-printed", KTAB)
ROUNDS, KTAB_ROUNDS = 10, 100
PATH_COLUMNS = ("issue", "preset", "round", "median", "mean", "actor", "position", "move", "kind", "partner", "eu_own",
                "eu_other", "probability")  # fmt: skip
SWEEP_COLUMNS = ("option", "value")
QUANTILE_COLUMNS = ("q05", "q10", "q25", "q50", "q75", "q90", "q95")
ENSEMBLE_COLUMNS = ("issue", "round", "statistic", *QUANTILE_COLUMNS)
DRIVER_COLUMNS = ("issue", "statistic", "actor", "field", "first", "total")
_MOST_DRAWS = 1_000_000

Row = dict[str, Any]
#: Called with the work done and the work in all: issues, or draws where there is one issue.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Challenges:
    """Rows by column, on each issue's own scale. ``warnings`` are problems of the level warning.

    ``path`` is the run of the modes; ``ensemble`` the quantiles over ``draws`` of the ranges, and ``drivers`` the Sobol
    indices of the last round (both empty without draws). ``sentences`` say who gave way to whom, issue by issue.
    ``manifest`` says what gives the same bytes again.
    """

    path: tuple[Row, ...]
    ensemble: tuple[Row, ...]
    drivers: tuple[Row, ...]
    sentences: "tuple[Sentence, ...]"
    warnings: tuple[Problem, ...]
    manifest: dict[str, Any]
    swept: bool = False

    def path_csv(self) -> str:
        """The text of PATH.csv, numbers in full precision."""
        return csv_table(PATH_COLUMNS + (SWEEP_COLUMNS if self.swept else ()), self.path)

    def ensemble_csv(self) -> str:
        """The text of ENSEMBLE.csv."""
        return csv_table(ENSEMBLE_COLUMNS, self.ensemble)

    def drivers_csv(self) -> str:
        """The Sobol indices as a table."""
        return csv_table(DRIVER_COLUMNS, self.drivers)


def run_challenges(
    issues: "str | FilePath | Iterable[Issue]", preset: str = "scholz-as-coded", rounds: int | None = None,
    settings: Sequence[str] = (), sweep: bool = False, draws: int = 0, seed: int = 0, *, stability: bool = True,
    sensitivity: bool = False, explained: bool = False, missing: str = "impute", salience_scale: int | None = None,
    progress: Progress | None = None,
) -> Challenges:  # fmt: skip
    """Run the challenge model, or the KTAB preset, on every issue of a table (or on engine issues) by itself.

    ``rounds`` is 10, or at most 100 turns for ktab-smp, unless given. ``settings`` change options (``name=value``).
    ``sweep`` runs both presets of the challenge model and every single change of an option. With ``draws`` the ensemble
    over the ranges and filled cells is run too, and with ``sensitivity`` its Sobol indices. ``stability=False`` skips
    the 200 draws that decide on an unstable median where there is no ensemble. ``explained`` fills ``sentences``.

    Raises DetenteError with every problem of the options, or of the file.
    """
    from detente import __version__

    options = _options(preset, rounds, settings, sweep, draws, seed)
    steps = rounds if rounds is not None else KTAB_ROUNDS if preset == KTAB else ROUNDS
    bound, found, fingerprint, file = _bound(issues, missing, salience_scale)
    parts: list[_Done] = []
    for at, each in enumerate(bound):
        if each.issue.actors:
            inner = progress if len(bound) == 1 else None
            parts.append(
                _one(
                    each,
                    preset,
                    options,
                    steps,
                    _Work(sweep, draws, seed, at, stability, sensitivity, explained, inner),
                )
            )
        if progress is not None and len(bound) > 1:
            progress(at + 1, len(bound))
    warnings = (*found, *(Problem(file, 0, slug, f"{name}: {message}", level="warning")
                          for part in parts for slug, name, message in part.warnings))  # fmt: skip
    manifest = {
        "engine": "bargaining", "version": __version__, "file": file, "fingerprint": fingerprint, "seed": seed,
        "options": {"preset": preset, "rounds": steps, "settings": list(settings), "sweep": sweep, "draws": draws,
                    "stability": stability, "sensitivity": sensitivity, "missing": missing, "salience_scale": salience_scale},
        "warnings": [each.record() for each in warnings],
    }  # fmt: skip
    return Challenges(
        tuple(row for part in parts for row in part.path),
        tuple(row for part in parts for row in part.ensemble),
        tuple(row for part in parts for row in part.drivers),
        tuple(_of_issue(part, len(bound) > 1, each) for part in parts for each in part.sentences),
        warnings,
        manifest,
        sweep,
    )


def _of_issue(part: "_Done", several: bool, sentence: "Sentence") -> "Sentence":
    """The sentence, led by its issue where there are several."""
    return replace(sentence, text=f"{part.name}, {sentence.text}") if several else sentence


# --- the door ---------------------------------------------------------------------------------------------------------


def _options(
    preset: str, rounds: int | None, settings: Sequence[str], sweep: bool, draws: int, seed: int
) -> "dict[str, Options] | KtabOptions":
    """The options of the preset (of both with a sweep), with the settings applied; all problems at once."""
    from detente.engines.bargaining import challenge_options, ktab

    wrong = []
    if preset not in PRESETS:
        wrong.append((f"--preset: there is no preset {preset!r}", f"Use one of {', '.join(PRESETS)}."))
    if rounds is not None and rounds < 0:
        wrong.append((f"--rounds: {rounds} is negative", "Use 0 or more."))
    if not 0 <= draws <= _MOST_DRAWS:
        wrong.append((f"--draws: {draws} draws are out of range", f"Use 0 to {_MOST_DRAWS:,}."))
    if seed < 0:
        wrong.append((f"--seed: {seed} is negative", "Use 0 or a positive whole number."))
    if sweep and preset == KTAB:
        wrong.append(("--sweep: it changes the options of the challenge model, not of ktab-smp", "Leave one out."))
    found: dict[str, Options] | KtabOptions
    if preset == KTAB:
        found = ktab.KTAB_SMP
        for setting in settings:
            try:
                found = ktab.with_option(found, setting)
            except ValueError as error:
                wrong.append((f"--set: {error}", ""))
    else:
        names = tuple(challenge_options.PRESETS) if sweep or preset not in PRESETS else (preset,)
        found = {name: challenge_options.PRESETS[name] for name in names}
        for setting in settings:
            try:
                found = {name: challenge_options.with_option(each, setting) for name, each in found.items()}
            except ValueError as error:
                wrong.append((f"--set: {error}", ""))
    if wrong:
        raise DetenteError(*(Problem("", 0, "option-invalid", message, fix) for message, fix in wrong))
    return found


def _bound(
    issues: "str | FilePath | Iterable[Issue]", missing: str, salience_scale: int | None
) -> "tuple[list[BoundIssue], tuple[Problem, ...], str | None, str]":
    from detente.binding.issue_tables import BoundIssue, bind_rows

    if not isinstance(issues, str | FilePath):
        return [BoundIssue(each) for each in issues], (), None, ""
    from detente.engines.bargaining import static
    from detente.workbench.bargaining import _notes, _warnings, read_issue_table

    table, notes, fingerprint = read_issue_table(issues, missing=missing, salience_scale=salience_scale)
    bound = [bind_rows(each) for each in table]
    noted: dict[str, list[str]] = defaultdict(list)
    for source, each in zip(table, bound, strict=True):
        for slug in _notes(source, each.issue, static.statics(each.issue)):
            if slug != "many-positions":
                noted[slug].append(source.name)
    return bound, (*notes, *_warnings(str(issues), noted)), fingerprint, str(issues)


# --- one issue --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Work:
    """What is asked for beside the path; ``at`` is the place of the issue in the file."""

    sweep: bool
    draws: int
    seed: int
    at: int
    stability: bool
    sensitivity: bool
    explained: bool
    progress: Progress | None

    def draws_done(self, done: int) -> None:
        """Tell the person who waits."""
        if self.progress is not None:
            self.progress(done, self.draws)


@dataclass(frozen=True)
class _Done:
    name: str
    path: list[Row]
    ensemble: list[Row]
    drivers: list[Row]
    sentences: "tuple[Sentence, ...]"
    warnings: list[tuple[str, str, str]]


def _one(each: "BoundIssue", preset: str, options: "dict[str, Options] | KtabOptions", rounds: int, work: _Work) -> _Done:  # fmt: skip
    if isinstance(options, dict):
        return _challenge(each, preset, options, rounds, work)
    return _ktab(each, options, rounds, work)


def _challenge(each: "BoundIssue", preset: str, options: "dict[str, Options]", rounds: int, work: _Work) -> _Done:
    from detente.engines.bargaining import challenge
    from detente.engines.bargaining.challenge_options import single_changes
    from detente.explain.challenge import explain
    from detente.studies.challenge_ensemble import challenge_drivers, challenge_ensemble
    from detente.studies.challenge_warnings import challenge_warnings

    issue, base = each.issue, options[preset]
    path = challenge.run(issue, base, rounds)
    if work.sweep:
        rows = []
        for name, given in options.items():
            rows += _path_rows(issue.name, name, challenge.run(issue, given, rounds), "", "")
            for option, value, changed in single_changes(given):
                rows += _path_rows(issue.name, name, challenge.run(issue, changed, rounds), option, value)
    else:
        rows = _path_rows(issue.name, preset, path)
    runs = drivers = None
    if work.draws:
        runs = challenge_ensemble(issue, base, rounds=rounds, draws=work.draws, seed=work.seed, stream=work.at,
                                  pools=each.pools, progress=work.draws_done)  # fmt: skip
        if work.sensitivity:
            drivers = challenge_drivers(issue, base, rounds=rounds, runs=work.draws, seed=work.seed)
    cautions = challenge_warnings(issue, path, runs, seed=work.seed, stability=work.stability)
    return _Done(
        issue.name,
        rows,
        _ensemble_rows(issue.name, runs),
        _driver_rows(issue.name, drivers),
        explain(path) if work.explained else (),
        [(caution.slug, issue.name, caution.message) for caution in cautions],
    )


def _path_rows(name: str, preset: str, path: "Path", *swept: str) -> list[Row]:
    """One row per round and actor in file order; empty where an actor did not move."""
    from detente.engines.bargaining.challenge import KINDS

    move = path.move
    return [
        {"issue": name, "preset": preset, "round": t, "median": float(path.median[t]), "mean": float(path.mean[t]),
         "actor": actor, "position": float(path.positions[t, i]), "move": float(move[t, i]),
         "kind": KINDS[path.kind[t, i]], "partner": path.actors[j] if (j := int(path.partner[t, i])) >= 0 else "",
         "eu_own": float(path.eu_own[t, i]), "eu_other": float(path.eu_other[t, i]),
         "probability": float(path.odds[t, i]), **dict(zip(SWEEP_COLUMNS, swept, strict=False))}
        for t in range(path.rounds + 1) for i, actor in enumerate(path.actors)
    ]  # fmt: skip


def _ktab(each: "BoundIssue", options: "KtabOptions", rounds: int, work: _Work) -> _Done:
    from detente.engines.bargaining import ktab
    from detente.explain.ktab import explain

    issue = each.issue
    path = ktab.run(issue, options, rounds)
    rows = [{"issue": issue.name, "preset": KTAB} | row for row in ktab.path_rows(path)]
    cautions = []
    if rounds and not path.settled:
        cautions.append(("not-settled", issue.name, f"the KTAB run was cut after {len(path.turns)} turns"))
    runs = _ktab_ensemble(each, options, rounds, work) if work.draws else None
    reach = float(issue.position.mode.max() - issue.position.mode.min())
    if runs is not None and runs.median_spread > 0.2 * reach > 0:
        cautions.append(("unstable-median", issue.name, f"the last median spreads over {runs.median_spread / reach:.0%} of"
                         f" the range of positions (5-95 % of {runs.draws} draws); do not quote it"))  # fmt: skip
    return _Done(
        issue.name, rows, _ensemble_rows(issue.name, runs), [], explain(path) if work.explained else (), cautions
    )


def _ktab_ensemble(each: "BoundIssue", options: "KtabOptions", rounds: int, work: _Work) -> "ChallengeEnsemble":
    """Draw by draw; a run that settles early stays where it is."""
    import numpy as np

    from detente.engines.bargaining import ktab
    from detente.studies.challenge_ensemble import summary
    from detente.studies.issue_draws import draw_issue

    rng = np.random.default_rng(np.random.SeedSequence(work.seed, spawn_key=(work.at,)))
    drawn = draw_issue(each.issue, work.draws, rng, each.pools)
    found = np.empty((2, work.draws, rounds + 1))
    for place in range(work.draws):
        path = ktab.run(drawn.issue(each.issue, place), options, rounds)
        found[:, place] = _ktab_centre(path, rounds)
        work.draws_done(place + 1)
    return summary(found[0], found[1], work.seed)


def _ktab_centre(path: "KtabPath", rounds: int) -> Any:
    import numpy as np

    from detente.engines.bargaining.solve import weighted_mean, weighted_median

    places = path.positions[np.minimum(np.arange(rounds + 1), len(path.turns)), :, 0]
    w = np.broadcast_to(path.weight, places.shape)
    return np.stack([weighted_median(places, w), weighted_mean(places, w)])


# --- layout -----------------------------------------------------------------------------------------------------------


def _ensemble_rows(name: str, runs: "ChallengeEnsemble | None") -> list[Row]:
    if runs is None:
        return []
    return [
        {"issue": name, "round": t, "statistic": statistic, **dict(zip(QUANTILE_COLUMNS, map(float, row), strict=True))}
        for statistic in ("median", "mean")
        for t, row in enumerate(getattr(runs, statistic))
    ]


def _driver_rows(name: str, drivers: "ChallengeDrivers | None") -> list[Row]:
    if drivers is None:
        return []
    return [
        {"issue": name, "statistic": statistic, "actor": each.actor, "field": each.field, "first": each.first, "total": each.total}
        for statistic in ("median", "mean")
        for each in getattr(drivers, statistic)
    ]  # fmt: skip
