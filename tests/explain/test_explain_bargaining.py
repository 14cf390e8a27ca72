"""The explanation of a forecast: each sentence carries exactly the claims of the cells it speaks of."""

from dataclasses import replace

import numpy as np
import pytest

from detente import workbench
from detente.binding.bargaining import bind
from detente.binding.trace import Ground, Trace
from detente.dossier.issue import AnchorPoint, Issue
from detente.engines.bargaining.issue import Issue as Bound
from detente.engines.bargaining.issue import fixed
from detente.engines.bargaining.result import Forecast
from detente.engines.bargaining.static import statics
from detente.explain.bargaining import explain
from detente.explain.dependence import dependence
from detente.explain.sentence import Sentence
from detente.studies.ensemble import Ensemble, ensemble
from detente.studies.forecast import forecast

FIELDS = ("position", "salience", "capability")
NAMES = {"big": "Bigland", "small": "Smallia", "mute": "Mutonia"}
ISSUE = Issue(id="waters", name="Waters", low="shut", high="open", anchors=(AnchorPoint(at=50, text="half"),), controller="joint")  # fmt: skip


def bound(actors: tuple[str, ...], position: list[float], salience: list[float], capability: list[float]) -> Bound:
    return fixed("waters", actors, np.array(position), np.array(salience), np.array(capability))


#: Weights .8 x 3 = 2.4, .4 x 1 = .4 and .4 x 1 = .4: shares .75, .125, .125; mean 0 x .75 + (100 + 60) x .125 = 20;
#: plain mean 160 / 3 = 53.3.
TABLE = bound(("big", "small", "mute"), [0, 100, 60], [0.8, 0.4, 0.4], [3, 1, 1])
#: One claim of its own for every cell of big and small; mute is all assumption.
TRACE = Trace({
    (row, field): Ground((f"{row}-{field}",) if row != "mute" else (), None if row != "mute" else "nobody says", "kim")
    for row in NAMES for field in FIELDS
})  # fmt: skip
RUNS = ensemble(TABLE, draws=50)
#: A forecast whose middle (31) is not the weighted mean (20).
FORECAST = Forecast(np.full(101, 1 / 101), {"q10": 12.4, "q50": 30.6, "q90": 63.6}, statics(TABLE))


def told(
    table: Bound = TABLE, trace: Trace = TRACE, runs: Ensemble = RUNS, answer: Forecast = FORECAST
) -> tuple[Sentence, ...]:
    return explain(replace(answer, statics=statics(table)), runs, trace, table, ISSUE, NAMES)


def find(sentences: tuple[Sentence, ...], words: str) -> Sentence:
    found = [each for each in sentences if words in each.text]
    assert len(found) == 1, f"{len(found)} sentences say {words!r}"
    return found[0]


def test_the_answer_comes_first_with_its_interval_and_words_and_the_claims_of_all_positions() -> None:
    """31 of 100, nearest to "half" (the anchor at 50 is 19 away, 0 is 31); claims of the positions and of nothing else."""
    answer = told()[0]
    assert "The forecast for Waters is 31 of 100, with 80 % between 12 and 64" in answer.text
    assert answer.text.endswith("nearest to: half")
    assert answer.claims == ("big-position", "small-position")
    assert not answer.assumption


def test_the_weighted_mean_stands_beside_the_forecast_with_its_own_range() -> None:
    """20 on the modes, and the range of the draws, which is not the interval of the forecast."""
    mean = find(told(runs=replace(RUNS, q10=15.4, q90=26.6)), "the null")
    assert "weighted by influence and salience is 20 (80 % of draws between 15 and 27)" in mean.text


def test_a_reader_is_told_where_the_width_of_the_forecast_comes_from() -> None:
    """It was calibrated on other decisions; the sentence cites nothing, for it speaks of the method."""
    said = find(told(), "calibrated")
    assert "European Union" in said.text
    assert (said.claims, said.assumption) == ((), False)


def test_an_actor_that_is_alone_is_compared_with_nothing() -> None:
    """With one position there are no weights, so no null is told."""
    alone = bound(("big",), [30], [0.5], [2])
    said = told(alone, runs=ensemble(alone, draws=10))
    assert find(said, "Only one actor holds a position here")
    assert not [each for each in said if "null" in each.text or "pulls" in each.text]


def test_the_pulls_name_the_strongest_with_their_cells_claims() -> None:
    """Pull is share x (position - weighted mean): -15 (75 %), +10 (12.5 %), +5 (12.5 %); claims are of the cells named."""
    pulls = find(told(), "strongest pulls")
    assert (
        "Bigland (-15, 75% of the weight), Smallia (+10, 12% of the weight) and Mutonia (+5, 12% of the weight)"
        in pulls.text
    )
    assert set(pulls.claims) == {f"{row}-{field}" for row in ("big", "small") for field in FIELDS}


def test_pulls_that_round_to_nothing_are_not_told() -> None:
    """Two actors two tenths apart pull by less than half a point."""
    table = bound(("big", "small"), [50, 50.2], [0.5, 0.5], [3, 1])
    assert not [each for each in told(table, runs=ensemble(table, draws=10)) if "pull" in each.text]


def test_the_drivers_carry_the_claims_of_their_own_cells_only() -> None:
    """Each of the three cells named brings its claims; the fourth driver is neither named nor cited."""
    drivers = (("small", "salience", 0.5), ("big", "position", 0.3), ("big", "capability", 0.15), ("small", "position", 0.05))  # fmt: skip
    hangs = find(told(runs=replace(RUNS, drivers=drivers)), "hangs on most")
    assert (
        "the salience of Smallia (50%), the position of Bigland (30%) and the influence of Bigland (15%)" in hangs.text
    )
    assert hangs.claims == ("small-salience", "big-position", "big-capability")


def test_drivers_that_rest_on_no_claim_are_marked_as_an_assumption() -> None:
    """If no cell named has a claim, the sentence says so by its mark."""
    hangs = find(told(runs=replace(RUNS, drivers=(("mute", "salience", 1.0),))), "hangs on most")
    assert (hangs.claims, hangs.assumption) == ((), True)


def test_without_a_driver_nothing_is_said_of_drivers() -> None:
    """A table without any range hangs on nothing."""
    assert RUNS.drivers == ()
    assert not [each for each in told() if "hangs on" in each.text]


def test_the_null_says_when_the_weights_add_nothing() -> None:
    """A plain mean (53.3) inside the 80 % range means that the weights add nothing; it is a sentence without a note."""
    null = find(told(runs=replace(RUNS, q10=10, q90=60)), "the null")
    assert "is 53, so the weights add nothing beyond the ranges themselves" in null.text
    assert null.claims == ()


def test_the_null_says_how_far_the_weights_move_the_mean() -> None:
    """Outside the range the gap is named with its sign: 20 - 53.3 = -33."""
    null = find(told(runs=replace(RUNS, q10=10, q90=40)), "the null")
    assert "is 53, so the weights move the mean by -33, outside its own range" in null.text


@pytest.mark.parametrize(("jump", "warned"), [(19.9, False), (20.0, True), (62.4, True)])
def test_an_unstable_median_is_warned_of(jump: float, warned: bool) -> None:
    """From a fifth of the scale on, the jump is told."""
    said = [each.text for each in told(runs=replace(RUNS, median_jump=jump)) if "median is unstable" in each.text]
    assert bool(said) is warned
    assert not warned or f"jumps by {jump:.0f} points" in said[0]


def test_assumptions_are_counted_and_named() -> None:
    """Three of nine cells rest on nothing, all of them Mutonia's."""
    assumed = find(told(), "are assumptions")
    assert assumed.text == "3 of 9 inputs are assumptions that no claim carries (Mutonia)"
    assert (assumed.claims, assumed.assumption) == ((), True)


def test_a_table_that_rests_on_claims_throughout_speaks_of_no_assumption() -> None:
    """The sentence falls away."""
    trace = Trace({cell: Ground(("some",), None, "kim") for cell in TRACE.cells})
    assert not [each for each in told(trace=trace) if "assumption" in each.text]


@pytest.mark.parametrize("period", ["trump", "biden"])
def test_the_flagships_explanations_cite_only_claims_of_their_trace(period: str) -> None:
    """On every issue: the answer cites exactly the positions' claims, and no sentence a claim from outside the trace."""
    dossier = workbench.open_dossier("us-mexico")
    for issue in dossier.issues:
        table, trace = bind(dossier, issue, period)
        runs = ensemble(table, draws=300)
        names = {actor: dossier.actor_name(actor) for actor in table.actors}
        sentences = explain(forecast(table, draws=5), runs, trace, table, dossier.issues[issue], names)
        positions = {c for actor in table.actors for c in trace.cells[actor, "position"].claims}
        assert set(sentences[0].claims) == positions
        drivers = {c for actor, field, _ in runs.drivers[:3] for c in trace.cells[actor, field].claims}
        assert set(find(sentences, "hangs on most").claims) == drivers if runs.drivers else True
        for each in sentences:
            assert set(each.claims) <= set(trace.every_claim())
            assert len(set(each.claims)) == len(each.claims)


# --- dependence on one document ---------------------------------------------------------------------------------------


def test_the_document_that_carries_most_positions_alone_is_named() -> None:
    """Of two documents the one without which two of three positions rest on nothing, with the names of the actors."""
    said = dependence({"Gazette": ("mute",), "Review": ("big", "small")}, 3, NAMES)
    assert [each.text for each in said] == [
        "Without Review, 2 of the 3 positions would rest on nothing (Bigland and Smallia)"
    ]
    assert not said[0].assumption


def test_documents_that_tie_are_all_named() -> None:
    """Two documents, each alone behind one position: neither is left out."""
    said = dependence({"Gazette": ("mute",), "Review": ("big",)}, 3, NAMES)
    assert said[0].text == (
        "1 of the 3 positions would rest on nothing without any one of these: Gazette (Mutonia); Review (Bigland)"
    )


def test_where_no_document_stands_alone_nothing_is_said_of_it() -> None:
    """Every position rests on two documents or on none."""
    assert dependence({}, 3, NAMES) == ()
