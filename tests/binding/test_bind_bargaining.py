"""From positions to the engine's issue: every cell keeps the claims of its record."""

from dataclasses import replace
from datetime import date

import pytest

from detente import workbench
from detente.binding.bargaining import COLUMN, bind
from detente.binding.trace import Ground, Trace, without
from detente.dossier.as_of import LATER, as_of
from detente.dossier.dossier import Dossier
from detente.dossier.position import FIELDS
from detente.kernel.errors import DetenteError


@pytest.fixture(scope="module")
def flagship() -> Dossier:
    return workbench.open_dossier("us-mexico")


def test_the_issue_holds_the_numbers_of_the_records(small_dossier: Dossier) -> None:
    """Rows stand in the order of the file, each field as low, mode and high; influence becomes capability, and salience
    a share of 1."""
    bound, _ = bind(small_dossier, "fishing-rights", "closure")
    assert bound.actors == ("norvia-government", "sudland-government")
    # The numbers of POSITIONS in tests/conftest.py.
    assert (bound.position.low.tolist(), bound.position.mode.tolist()) == ([0, 70], [5, 90])
    assert (bound.position.high.tolist(), bound.salience.mode.tolist()) == ([20, 100], [0.8, 0.5])
    assert (bound.capability.low.tolist(), bound.capability.high.tolist()) == ([50, 30], [70, 60])


def test_the_issue_has_its_name_its_scale_and_its_period_as_group(small_dossier: Dossier) -> None:
    """A dossier's scale runs from 0 to 100, nothing was filled in, and issues of one period may be traded."""
    bound, _ = bind(small_dossier, "fishing-rights", "closure")
    assert (bound.name, bound.group) == ("fishing-rights", "closure")
    assert (bound.low, bound.high, bound.reference, bound.imputed) == (0, 100, None, ())


def test_a_cell_may_rest_on_several_claims(small_dossier: Dossier) -> None:
    """Sudland's position rests on two claims, and the trace keeps both, with the coder."""
    _, trace = bind(small_dossier, "fishing-rights", "closure")
    assert trace.cells["sudland-government", "position"] == Ground(("g-tariff-threat", "r-no-tariff"), None, "kim")
    assert trace.claims("sudland-government", "position") == ("g-tariff-threat", "r-no-tariff")
    assert trace.claims("sudland-government") == ("g-tariff-threat", "r-no-tariff", "g-jobs")
    assert trace.every_claim() == ("g-closure", "r-stock", "g-tariff-threat", "r-no-tariff", "g-jobs")


def test_what_rests_on_no_claim_is_listed_as_an_assumption(small_dossier: Dossier) -> None:
    """Both influences of the closure are assumptions; their reasons stay in the trace."""
    _, trace = bind(small_dossier, "fishing-rights", "closure")
    assert trace.assumptions() == (("norvia-government", "capability"), ("sudland-government", "capability"))
    assert trace.cells["norvia-government", "capability"].assumption == "it holds the waters"


@pytest.mark.parametrize("period", ["trump", "biden"])
def test_every_cell_of_the_flagship_carries_the_claims_of_its_record(flagship: Dossier, period: str) -> None:
    """For each issue, each of the three cells of each row has exactly the claims that the positions file gives it."""
    several = 0
    for issue in flagship.issues:
        bound, trace = bind(flagship, issue, period)
        records = {p.actor: p for p in flagship.positions.values() if (p.issue, p.period) == (issue, period)}
        assert bound.actors == tuple(records)
        assert set(trace.cells) == {(actor, COLUMN[field]) for actor in records for field in FIELDS}
        for actor, record in records.items():
            for field in FIELDS:
                estimate, ground = getattr(record, field), trace.cells[actor, COLUMN[field]]
                assert (ground.claims, ground.assumption) == (estimate.claims, estimate.assumption)
                assert ground.claims or ground.assumption
                several += len(ground.claims) > 1
        assert set(trace.assumptions()) == {
            (actor, COLUMN[field]) for actor, p in records.items() for field in FIELDS if not getattr(p, field).claims
        }
    assert several > 100


def test_an_unknown_issue_is_named_with_its_nearest_neighbour(small_dossier: Dossier) -> None:
    """A misspelt issue gets "did you mean"; a far-off one the list of what there is."""
    with pytest.raises(DetenteError, match=r"there is no issue 'fishing-right'.*Did you mean 'fishing-rights'\?"):
        bind(small_dossier, "fishing-right", "closure")
    with pytest.raises(DetenteError, match=r"there is no issue 'zzz'.*Use one of fishing-rights, salmon-tariff"):
        bind(small_dossier, "zzz", "closure")


def test_an_unknown_period_is_named_with_its_nearest_neighbour(small_dossier: Dossier) -> None:
    """The same for periods."""
    with pytest.raises(DetenteError, match=r"there is no period 'thraw'.*Did you mean 'thaw'\?"):
        bind(small_dossier, "fishing-rights", "thraw")


def test_an_issue_on_which_nobody_stands_is_an_error_not_an_empty_issue(small_dossier: Dossier) -> None:
    """Nobody holds a position on the tariff."""
    with pytest.raises(DetenteError, match="nobody holds a position on salmon-tariff in the period closure"):
        bind(small_dossier, "salmon-tariff", "closure")


def test_an_earlier_day_takes_later_evidence_away(small_dossier: Dossier) -> None:
    """On the day after the Gazette the Review's claims are gone, and a salience that rested on them is an assumption."""
    bound, trace = bind(as_of(small_dossier, date(2020, 5, 5)), "fishing-rights", "closure")
    assert bound.actors == ("norvia-government", "sudland-government")
    assert trace.every_claim() == ("g-closure", "g-tariff-threat", "g-jobs")
    assert trace.cells["norvia-government", "salience"].assumption == LATER
    with pytest.raises(DetenteError, match="nobody holds a position on fishing-rights in the period thaw"):
        bind(as_of(small_dossier, date(2020, 5, 5)), "fishing-rights", "thaw")


def test_an_earlier_day_takes_actors_off_the_flagships_issues(flagship: Dossier) -> None:
    """As known on 2020-12-20 only one document had appeared: fewer rows, and only its claims."""
    then = as_of(flagship, date(2020, 12, 20))
    now_rows = then_rows = 0
    for issue in flagship.issues:
        now_rows += len(bind(flagship, issue, "trump")[0].actors)
        try:
            bound, trace = bind(then, issue, "trump")
        except DetenteError:
            continue
        then_rows += len(bound.actors)
        assert {flagship.claims[claim].source_document for claim in trace.every_claim()} <= {"proving-a-point-2020"}
    assert 0 < then_rows < now_rows


def test_a_document_carries_the_rows_that_would_rest_on_nothing_without_it() -> None:
    """A row is lost only if all claims of its position are; rows that never had any are not counted."""
    trace = Trace({
        ("a", "position"): Ground(("one", "two"), None, "kim"), ("b", "position"): Ground(("one",), None, "kim"),
        ("c", "position"): Ground((), "nobody says", "kim"), ("b", "salience"): Ground(("three",), None, "kim"),
    })  # fmt: skip
    assert without(trace, ["one"]) == ("b",)
    assert without(trace, ["one", "two"]) == ("a", "b")
    assert without(trace, ["three"]) == ()


def test_a_trace_cannot_be_changed_afterwards() -> None:
    """The trace is recorded once, on the way in."""
    cells = {("a", "position"): Ground(("one",), None, "kim")}
    trace = Trace(cells)
    cells["b", "position"] = Ground((), "later", "kim")
    assert tuple(trace.cells) == (("a", "position"),)
    with pytest.raises(TypeError):
        trace.cells["b", "position"] = Ground((), "later", "kim")  # type: ignore[index]


def test_two_records_of_one_cell_never_lose_their_claims(small_dossier: Dossier) -> None:
    """An actor coded twice on one issue and period is refused, or both rows keep their claims: none falls out silently."""
    twin = small_dossier.positions["norvia.fishing-rights.closure"].model_copy(
        update={"id": "twin", "position": small_dossier.positions["norvia.fishing-rights.thaw"].position}
    )
    doubled = replace(small_dossier, positions={**small_dossier.positions, "twin": twin})
    try:
        _, trace = bind(doubled, "fishing-rights", "closure")
    except DetenteError:
        return
    assert {"g-closure", "r-count"} <= set(trace.every_claim())
