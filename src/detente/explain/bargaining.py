"""A forecast and its trace in sentences: where the issue settles, who pulls it there, what it hangs on."""

from collections.abc import Mapping

from detente.binding.trace import Trace
from detente.dossier.issue import Issue
from detente.engines.bargaining.issue import Issue as Bound
from detente.engines.bargaining.result import Forecast
from detente.explain.scale import in_words
from detente.explain.sentence import Sentence, listed
from detente.studies.ensemble import Ensemble

_FIELD = {"position": "position", "salience": "salience", "capability": "influence"}


def explain(
    forecast: Forecast, runs: Ensemble, trace: Trace, bound: Bound, issue: Issue, names: Mapping[str, str]
) -> tuple[Sentence, ...]:
    """The answer, what it is compared with, who pulls, what it hangs on, and what rests on assumptions alone."""
    return tuple(filter(None, (
        _answer(forecast, trace, bound, issue),
        _mean(forecast, runs, bound),
        _calibration(),
        _pulls(forecast, trace, bound, names),
        _drivers(runs, trace, names),
        _jump(runs),
        _assumed(trace, names),
    )))  # fmt: skip


def _answer(forecast: Forecast, trace: Trace, bound: Bound, issue: Issue) -> Sentence:
    q = forecast.quantiles
    claims = tuple(dict.fromkeys(claim for actor in bound.actors for claim in trace.claims(actor, "position")))
    return Sentence(
        f"The forecast for {issue.name} is {q['q50']:.0f} of 100, with 80 % between {q['q10']:.0f} and {q['q90']:.0f};"
        f" the middle is nearest to: {in_words(issue, q['q50'])}",
        claims,
    )


def _mean(forecast: Forecast, runs: Ensemble, bound: Bound) -> Sentence:
    if len(bound.actors) == 1:
        return Sentence(
            "Only one actor holds a position here, so there is nothing to weigh: the answer is that actor's own position"
        )
    mean, plain = forecast.statics.weighted_mean, forecast.statics.plain_mean
    inside = runs.q10 <= plain <= runs.q90
    verdict = (
        "so the weights add nothing beyond the ranges themselves"
        if inside
        else f"so the weights move the mean by {mean - plain:+.0f}, outside its own range"
    )
    return Sentence(
        f"The mean weighted by influence and salience is {mean:.0f} (80 % of draws between {runs.q10:.0f} and {runs.q90:.0f});"
        f" the plain mean of the same positions, the null, is {plain:.0f}, {verdict}"
    )


def _calibration() -> Sentence:
    return Sentence(
        "The width of the forecast was calibrated on decisions of the European Union, not on this relationship: read it as how far such"
        " models miss, not as knowledge of this case"
    )


def _pulls(forecast: Forecast, trace: Trace, bound: Bound, names: Mapping[str, str]) -> Sentence | None:
    ranked = sorted(
        zip(bound.actors, forecast.statics.pull, forecast.statics.share, strict=True), key=lambda each: -abs(each[1])
    )
    strongest = [each for each in ranked if abs(each[1]) >= 0.5][:3]
    if not strongest:
        return None
    said = listed(f"{names[actor]} ({pull:+.0f}, {share:.0%} of the weight)" for actor, pull, share in strongest)
    claims = tuple(dict.fromkeys(claim for actor, _, _ in strongest for claim in trace.claims(actor)))
    return Sentence(f"The strongest pulls come from {said}", claims, assumption=not claims)


def _drivers(runs: Ensemble, trace: Trace, names: Mapping[str, str]) -> Sentence | None:
    top = [driver for driver in runs.drivers[:3] if driver[2] >= 0.01]
    if not top:
        return None
    said = listed(f"the {_FIELD[field]} of {names[actor]} ({share:.0%})" for actor, field, share in top)
    claims = tuple(dict.fromkeys(claim for actor, field, _ in top for claim in trace.claims(actor, field)))
    return Sentence(f"What the answer hangs on most is {said}", claims, assumption=not claims)


def _jump(runs: Ensemble) -> Sentence | None:
    if runs.median_jump < 20:
        return None
    return Sentence(
        f"The weighted median is unstable here: it jumps by {runs.median_jump:.0f} points across the ranges and should not be quoted"
    )


def _assumed(trace: Trace, names: Mapping[str, str]) -> Sentence | None:
    cells = trace.assumptions()
    if not cells:
        return None
    rows = list(dict.fromkeys(names[row] for row, _ in cells))
    return Sentence(
        f"{len(cells)} of {len(trace.cells)} inputs {'is an assumption' if len(cells) == 1 else 'are assumptions'} that no claim carries ({listed(rows[:4])}{' and others' if len(rows) > 4 else ''})",
        assumption=True,
    )
