"""Models of threats fitted to one table and tried on another: ``detente crisis evaluate``."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from detente.kernel.errors import DetenteError, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from detente.engines.crisis.dyads import Dyads
    from detente.sources.number_tables import Cases

    Floats = NDArray[np.float64]

_T = TypeVar("_T")
FORMAT = "detente-crisis-evaluation/1"
#: Called with folds done and folds in all.
Progress = Callable[[int, int], None]


def evaluate_dyads(train: str | Path, test: str | Path | None = None, folds: str | None = None, *, estimator: str = "nested", penalty: float = 0.0, progress: Progress | None = None) -> dict[str, Any]:  # fmt: skip
    """Fit the signalling game to dyads, predict others and score it beside base rates and a penalised logit.

    With ``folds``, a column of the training table, each of its rows is predicted by a model fitted without its fold; a test
    table is then scored as well, under ``test``. Raises DetenteError with every problem of the tables.
    """
    import numpy as np

    from detente.engines.crisis.dyads import named
    from detente.engines.crisis.estimation import fit
    from detente.engines.crisis.validation import predict

    fitted = partial(_dyads, train, counted=True, folds=folds)
    (labels, rows, groups), other = _both(fitted, fitted if test is None else partial(_dyads, test, counted=False, folds=None))  # fmt: skip
    asked = None if test is None else other
    _enough(train, rows)
    if folds is None or groups is None:
        if asked is None:
            raise DetenteError(Problem("--test", 0, "option-invalid", "no table to predict", "give --test FILE or --folds COLUMN", place="option"))  # fmt: skip
        found = predict(rows, asked[1], estimator, penalty)
        return {"format": FORMAT, "data": "dyads", "estimator": estimator, "penalty": penalty, "n_train": len(labels), **_scored(asked[0], asked[1], found.chances, found.given, found.several),
                "coefficients": named(found.coefficients)}  # fmt: skip
    values = np.unique(groups)
    if len(values) < 2:
        raise DetenteError(Problem(str(train), 0, "crisis-rows", "all rows are in one fold", "give at least two folds", place=folds))  # fmt: skip
    names = ("null", "model", "logit")
    p = {name: np.zeros((len(labels), 4)) for name in names}
    given = {name: np.zeros((len(labels), 3)) for name in names}
    several = np.zeros(len(labels), bool)
    for done, value in enumerate(values, 1):
        out = groups == value
        found = predict(rows.rows(~out), rows.rows(out), estimator, penalty)
        for name in names:
            p[name][out], given[name][out] = found.chances[name], found.given[name]
        several[out] = found.several
        if progress is not None:
            progress(done, len(values))
    data = {"format": FORMAT, "data": "dyads", "estimator": estimator, "penalty": penalty, "n_train": len(labels), "n_folds": len(values), **_scored(labels, rows, p, given, several)}  # fmt: skip
    if asked is None:
        return data | {"coefficients": named(fit(rows, estimator, penalty).coefficients)}
    whole = predict(rows, asked[1], estimator, penalty)
    scored = _scored(asked[0], asked[1], whole.chances, whole.given, whole.several)
    return data | {"coefficients": named(whole.coefficients), "test": scored}


def evaluate_ties(train: str | Path, test: str | Path) -> dict[str, Any]:
    """Fit the small logit to threats of known outcome, predict the threats of another table, and score what is known there.

    The signalling game on the same features is fitted and scored beside it; the verdict says which does better.

    Raises DetenteError with every problem of the tables.
    """
    import numpy as np

    from detente.engines.crisis import threat_game
    from detente.engines.crisis.threats import NAMES, features, fit, predict, scores, succeeded

    known, asked = _both(partial(_threats, train, True), partial(_threats, test, False))
    success = succeeded(known.columns["finaloutcome"])
    use = _threatened(known) & ~np.isnan(success)
    if len(set(success[use].tolist())) < 2:
        raise DetenteError(Problem(str(train), 0, "crisis-rows", "no threats of both outcomes", "give a larger table", place="finaloutcome"))  # fmt: skip
    seen, shown = features(known.columns)[use], _threatened(asked)
    wanted = features(asked.columns)[shown]
    b = fit(seen, success[use])
    p = predict(b, wanted)
    rival = threat_game.predict(threat_game.fit(seen, known.columns["finaloutcome"][use], success[use]), wanted)
    names = [name for name, threat in zip(asked.labels, shown, strict=True) if threat]
    base = float(success[use].mean())
    real = succeeded(asked.columns["finaloutcome"])[shown] if "finaloutcome" in asked.columns else np.full(len(p), np.nan)  # fmt: skip
    told = ~np.isnan(real)
    logit, game = (scores(each[told], real[told], base) if told.any() else None for each in (p, rival))
    return {
        "format": FORMAT, "data": "ties", "n_train": int(use.sum()), "n_test": len(p), "base_rate": base,
        "coefficients": {name: float(value) for name, value in zip(NAMES, b, strict=True)},
        "predictions": [{"caseid": name, "p": float(each)} for name, each in zip(names, p, strict=True)],
        "scores": None if logit is None else asdict(logit),
        "game_scores": None if game is None else asdict(game),
        "verdict": None if logit is None or game is None else _contest(logit.brier, game.brier, logit.base_brier),
    }  # fmt: skip


def _contest(logit: float, game: float, base: float) -> str:
    """Which of the logit, the signalling game and the base rate has the lower Brier score, in a sentence."""
    return (
        f"the signalling game (Brier {game:.4f}) {'beats' if game < logit else 'does not beat'} the logit ({logit:.4f}); "
        f"the logit {'beats' if logit < base else 'does not beat'} the base rate ({base:.4f})"
    )


def _scored(labels: tuple[str, ...], rows: "Dyads", p: "dict[str, Floats]", given: "dict[str, Floats]", several: "Floats") -> dict[str, Any]:  # fmt: skip
    """Scores and predictions; the scores are null where the table has no counts."""
    from detente.engines.crisis.validation import log_likelihood, per_case

    counts = rows.counts
    counted = bool(counts.sum() > 0)
    total = {name: log_likelihood(each, counts) if counted else None for name, each in p.items()}
    case = {name: per_case(each, counts[:, 1:]) if counted else None for name, each in given.items()}
    return {
        "n_test": len(labels), "log_likelihood": total, "conditional_per_case": case,
        "verdict": _verdict(total, case), "games_with_several_equilibria": int(several.sum()),
        "predictions": [
            {"gameID": name, **{key: float(value) for key, value in zip(("SQ", "CD", "SF", "BD"), each, strict=True)}}
            for name, each in zip(labels, p["model"], strict=True)
        ],
    }  # fmt: skip


def _verdict(total: dict[str, float | None], case: dict[str, float | None]) -> str | None:
    """What the game is worth beside the base rates and the logit, in a sentence."""
    said = []
    for what, each in (("on all outcomes", total), ("given a challenge, a case", case)):
        model, null, logit = each["model"], each["null"], each["logit"]
        if model is None or null is None or logit is None:
            continue
        word = "beats" if model > null else "does not beat"
        other = "beats" if model > logit else "does not beat"
        said.append(f"{what}, the game ({model:.4f}) {word} the base rates ({null:.4f}) and {other} the penalised logit ({logit:.4f})")  # fmt: skip
    return "; ".join(said) or None


def _dyads(path: str | Path, *, counted: bool, folds: str | None) -> "tuple[tuple[str, ...], Dyads, Floats | None]":
    import numpy as np

    from detente.engines.crisis.dyads import COUNTS, COVARIATES, dyads
    from detente.sources.number_tables import read_cases

    full = (*COVARIATES, *(COUNTS if counted else ()), *((folds,) if folds else ()))
    positive = ("senderecondep", "targetecondep", *COUNTS)
    table = read_cases(_content(path), str(path), "gameID", full, optional=() if counted else COUNTS, positive=positive)
    counts = [np.nan_to_num(table.columns.get(each, np.zeros(len(table.labels)))) for each in COUNTS]
    return table.labels, dyads(table.columns, np.column_stack(counts)), table.columns.get(folds or "")


def _enough(path: str | Path, rows: "Dyads") -> None:
    """A model of twenty coefficients needs each outcome, and more rows than coefficients."""
    from detente.engines.crisis.dyads import COUNTS, NAMES

    lacking = [name for name, total in zip(COUNTS, rows.counts.sum(axis=0), strict=True) if total == 0]
    if lacking or len(rows.counts) <= len(NAMES):
        why = (
            f"no case of {', '.join(lacking)}" if lacking else f"{len(rows.counts)} rows for {len(NAMES)} coefficients"
        )
        raise DetenteError(Problem(str(path), 0, "crisis-rows", why, "give a larger training table", place="file"))


def _threats(path: str | Path, outcome: bool) -> "Cases":
    from detente.engines.crisis.threats import COLUMNS
    from detente.sources.number_tables import read_cases

    gappy = (*COLUMNS, *(("finaloutcome",) if outcome else ()))
    return read_cases(_content(path), str(path), "caseid", gappy=gappy, optional=("threat", "finaloutcome"))


def _threatened(table: "Cases") -> Any:
    """Which rows are threats: all of them where the column is missing."""
    import numpy as np

    return table.columns["threat"] == 1 if "threat" in table.columns else np.ones(len(table.labels), bool)


def _both(first: "Callable[[], _T]", second: "Callable[[], _T]") -> "tuple[_T, _T]":
    """Two tables. Raises DetenteError with the problems of either."""
    found, problems = [], []
    for read in (first, second):
        try:
            found.append(read())
        except DetenteError as error:
            problems += [each for each in error.problems if each not in problems]
    if problems:
        raise DetenteError(*problems)
    return found[0], found[1]


def _content(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        why = (error.strerror or "cannot be read").lower()
        raise DetenteError(Problem(str(path), 0, "crisis-file", why, "give the path of a readable table", place="file")) from None  # fmt: skip
