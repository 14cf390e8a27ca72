"""A settlement and its trace in sentences: where the issue settles, who pulls it there, what it hangs on."""

from collections.abc import Mapping

from detente.binding.trace import Trace
from detente.dossier.issue import Issue
from detente.engines.bargaining.result import Settlement
from detente.explain.scale import in_words
from detente.explain.sentence import Sentence, listed
from detente.studies.ensemble import Ensemble

_FIELD = {"position": "position", "salience": "salience", "capability": "influence"}


def explain(
    settlement: Settlement, runs: Ensemble, trace: Trace, issue: Issue, names: Mapping[str, str]
) -> tuple[Sentence, ...]:
    """The answer, its range beside the null, who pulls, what it hangs on, and what rests on assumptions alone."""
    return tuple(filter(None, (
        _answer(settlement, runs, trace, issue),
        _null(settlement, runs),
        _pulls(settlement, trace, names),
        _drivers(runs, trace, names),
        _jump(runs),
        _assumed(trace, names),
    )))  # fmt: skip


def _answer(settlement: Settlement, runs: Ensemble, trace: Trace, issue: Issue) -> Sentence:
    words = in_words(issue, settlement.compromise_mean)
    positions = tuple(dict.fromkeys(claim for actor in settlement.actors for claim in trace.claims(actor, "position")))
    return Sentence(
        f"Weighed by influence and salience, the positions on {issue.name} settle at {settlement.compromise_mean:.0f} of 100"
        f" (80 % of draws between {runs.q10:.0f} and {runs.q90:.0f}), nearest to: {words}",
        positions,
    )


def _null(settlement: Settlement, runs: Ensemble) -> Sentence:
    if len(settlement.actors) == 1:
        return Sentence(
            "Only one actor holds a position here, so there is nothing to weigh: the answer is that actor's own position"
        )
    gap = settlement.compromise_mean - settlement.plain_mean
    inside = runs.q10 <= settlement.plain_mean <= runs.q90
    verdict = (
        "so the weights add nothing beyond the ranges themselves"
        if inside
        else f"so the weights move the answer by {gap:+.0f}, outside its own range"
    )
    return Sentence(f"The plain mean of the same positions, the null, is {settlement.plain_mean:.0f}, {verdict}")


def _pulls(settlement: Settlement, trace: Trace, names: Mapping[str, str]) -> Sentence | None:
    ranked = sorted(
        zip(settlement.actors, settlement.pull, settlement.share, strict=True), key=lambda each: -abs(each[1])
    )
    strongest = [each for each in ranked if abs(each[1]) >= 0.5][:3]
    if not strongest:
        return None
    said = listed(f"{names[actor]} ({pull:+.0f}, {share:.0%} of the weight)" for actor, pull, share in strongest)
    claims = tuple(
        dict.fromkeys(claim for actor, _, _ in strongest for claim in trace.claims(actor, "capability", "salience"))
    )
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
