"""The scores of one forecast on one question that is resolved."""

from collections.abc import Mapping

from detente.dossier.forecast import FreeQuestion, Normal, Quantiles, Sample
from detente.dossier.forecast_check import measure, sums_to_one
from detente.studies.scores import brier as events
from detente.studies.scores import spread

#: Name of a score -> its value; None where it does not exist, and ``notes`` says why.
Scores = dict[str, float | None]


def score(question: FreeQuestion, p: object) -> tuple[Scores, list[str]]:
    """Every score that the type of the question has, and notes on those that are missing.

    Binary: brier (0 to 1), log, baseline. Multiple: brier (0 to 2), log. Ordered: these, rps and ranked_log. Numeric and
    date: crps and log for a normal forecast, crps for a sample, interval (the widest) and weighted_interval for quantiles.
    """
    if question.type == "binary":
        return _binary(float(p), question.resolution == "yes")  # type: ignore[arg-type]
    if isinstance(p, Mapping):
        return _options(question, p)
    return _number(question, p)


def _noted(scores: Scores, why: str = "what happened was called impossible (p = 0)") -> tuple[Scores, list[str]]:
    missing = [name for name, value in scores.items() if value is None]
    return scores, [f"{', '.join(missing)}: null, {why}"] if missing else []


def _binary(p: float, happened: bool) -> tuple[Scores, list[str]]:
    of_it = p if happened else 1 - p
    return _noted(
        {"brier": events.brier(p, happened), "log": events.log_score(of_it), "baseline": events.baseline(of_it)}
    )


def _options(question: FreeQuestion, p: Mapping[str, float]) -> tuple[Scores, list[str]]:
    outcome = str(question.resolution)
    ranked = question.type == "ordered"
    if not sums_to_one(p):
        names = ("brier", "log", *(("rps", "ranked_log") if ranked else ()))
        return _noted(dict.fromkeys(names), "the probabilities do not sum to 1")
    scores: Scores = {"brier": events.brier_options(p, outcome), "log": events.log_score(p.get(outcome, 0.0))}
    if ranked:
        values, category = [p.get(option, 0.0) for option in question.options], question.options.index(outcome) + 1
        scores |= {"rps": events.rps(values, category), "ranked_log": events.ranked_log(values, category)}
    return _noted(scores)


def _number(question: FreeQuestion, p: object) -> tuple[Scores, list[str]]:
    outcome, outside = _outcome(question)
    if outcome is None:
        return {}, ["not scored: the outcome is out of range and the question names no bound there"]
    notes = [f"the outcome is out of range and scored at the bound {outcome:g}"] if outside else []
    if isinstance(p, Normal):
        mean = measure(question, p.mean) or 0.0
        log = None if outside else spread.log_normal_density(mean, p.sd, outcome)
        scores, missing = _noted(
            {"crps": spread.crps_normal(mean, p.sd, outcome), "log": log}, "the outcome is out of range"
        )
        return scores, notes + missing
    if isinstance(p, Sample):
        return {"crps": spread.crps_sample(p.sample, outcome)}, notes
    if isinstance(p, Quantiles):
        scores, missing = _intervals(question, p, outcome)
        return scores, notes + missing
    return {}, notes


def _intervals(question: FreeQuestion, p: Quantiles, outcome: float) -> tuple[Scores, list[str]]:
    at = {float(level): measure(question, value) or 0.0 for level, value in p.quantiles.items()}
    pairs, median = spread.central_intervals(at), at.get(0.5)
    widest = spread.interval(*pairs[0], outcome) if pairs else None
    weighted = spread.weighted_interval(median, pairs, outcome) if median is not None and pairs else None
    return _noted(
        {"interval": widest, "weighted_interval": weighted}, "the quantiles lack a pair q and 1 - q, or the median"
    )


def _outcome(question: FreeQuestion) -> tuple[float | None, bool]:
    """The outcome as a number, moved to the bound if it is out of range, and whether it was."""
    low, high = (None if end is None else measure(question, end) for end in (question.lower, question.upper))
    if question.resolution == "below_range":
        return low, True
    if question.resolution == "above_range":
        return high, True
    value = measure(question, question.resolution if question.resolution is not None else "")
    if value is not None and low is not None and value < low:
        return low, True
    if value is not None and high is not None and value > high:
        return high, True
    return value, False
