"""Lists of records: filters by actor, issue, source and dates, against a slow oracle on the flagship."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import workbench
from detente.dossier.as_of import as_of
from detente.dossier.dossier import Dossier
from detente.kernel.errors import DetenteError
from detente.reports.listing import KINDS, Filters, listing

FLAGSHIP = workbench.open_dossier("us-mexico")
#: Days before the first document, between any two, and after the last.
DAYS = (date(2020, 1, 1), date(2020, 12, 20), date(2021, 3, 1), date(2021, 6, 1), date(2021, 12, 1), date(2023, 1, 1))
VIEWS = {day: as_of(FLAGSHIP, day) for day in DAYS} | {None: FLAGSHIP}
#: The sixteen most mentioned actors, so that filters often leave something.
BUSY = sorted(FLAGSHIP.actors, key=lambda actor: -sum(actor in c.actors for c in FLAGSHIP.claims.values()))[:16]

day = st.integers(0, 2000).map(lambda offset: date(2018, 1, 1) + timedelta(days=offset))
filters = st.builds(
    Filters, actor=st.none() | st.sampled_from(BUSY), issue=st.none() | st.sampled_from(sorted(FLAGSHIP.issues)),
    source=st.none() | st.sampled_from(sorted(FLAGSHIP.sources)), first=st.none() | day, last=st.none() | day,
)  # fmt: skip


def touches(f: Filters, start: date | None, end: date | None) -> bool:
    """True if some day of the record lies in the span asked for (counted out loud: no day may be before first or after last)."""
    if f.first is None and f.last is None:
        return True
    if start is None or end is None:
        return False
    first, last = f.first or date.min, f.last or date.max
    return not (end < first or start > last)


def claims(d: Dossier, f: Filters) -> list[str]:
    kept = []
    for claim in d.claims.values():
        people = set(claim.actors) | {claim.said_by.actor}
        about = set(claim.issues) | {getattr(claim, "issue", None)}
        when = (claim.date.start, claim.date.end) if claim.date else (None, None)
        if (
            f.actor in {None, *people}
            and f.issue in {None, *about}
            and f.source in (None, claim.source_document)
            and touches(f, *when)
        ):
            kept.append(claim.id)
    return kept


def timeline(d: Dossier, f: Filters) -> list[str]:
    return [
        e.id for e in d.events.values()
        if f.actor in {None, *e.source, *e.target} and f.issue in {None, *e.issues}
        and f.source in {None, *(d.claims[c].source_document for c in e.claims)} and touches(f, e.date_start, e.date_end)
    ]  # fmt: skip


def resting(d: Dossier, f: Filters, ids: list[str], issues: tuple[str, ...]) -> bool:
    """A record that rests on claims: some claim is about the actor, some is of the source, and the record is on the issue."""
    people = {actor for claim in ids for actor in d.claims[claim].actors}
    return (
        f.actor in {None, *people}
        and f.issue in {None, *issues}
        and f.source in {None, *(d.claims[c].source_document for c in ids)}
    )


def agreements(d: Dossier, f: Filters) -> list[str]:
    return [a.id for a in d.agreements.values() if resting(d, f, list(a.claims), a.issues)]


def disagreements(d: Dossier, f: Filters) -> list[str]:
    return [
        x.id for x in d.disagreements.values() if resting(d, f, [c for v in x.positions for c in v.claims], x.issues)
    ]


def judgements(d: Dossier, f: Filters) -> list[str]:
    return [j.id for j in d.judgements.values() if resting(d, f, list(j.claims), j.issues)]


def known(f: Filters, when: date | None) -> Filters:
    """The filters without a source that had not appeared by then (asking for it is an error, tested below)."""
    return f if f.source in VIEWS[when].sources else replace(f, source=None)


@pytest.mark.parametrize("oracle", [claims, timeline, agreements, disagreements, judgements])
def test_the_filters_keep_what_a_slow_oracle_keeps(oracle: Callable[[Dossier, Filters], list[str]]) -> None:
    """For any filters, on any as-of view, the ids are those that a literal reading of each record gives."""

    @given(filters, st.sampled_from(list(VIEWS)))
    @settings(max_examples=40)
    def compare(f: Filters, when: date | None) -> None:
        f = known(f, when)
        undated = f if oracle in (claims, timeline) else Filters(f.actor, f.issue, f.source)
        rows = listing(VIEWS[when], oracle.__name__, undated).rows
        assert sorted(row["id"] for row in rows) == sorted(oracle(VIEWS[when], undated))

    compare()


@given(filters)
@settings(max_examples=60)
def test_positions_are_kept_by_actor_issue_and_source(f: Filters) -> None:
    """A position belongs to its actor and issue, and to the documents behind its place."""
    f = Filters(f.actor, f.issue, f.source)
    rows = listing(FLAGSHIP, "positions", f).rows
    wanted = [
        (p.actor, p.issue, p.period) for p in FLAGSHIP.positions.values()
        if f.actor in (None, p.actor) and f.issue in (None, p.issue)
        and f.source in {None, *(FLAGSHIP.claims[c].source_document for c in p.position.claims)}
    ]  # fmt: skip
    assert [(row["actor"], row["issue"], row["period"]) for row in rows] == wanted


@pytest.mark.parametrize("kind", ["actors", "issues", "sources"])
@given(f=filters, when=st.sampled_from(list(VIEWS)))
@settings(max_examples=8)
def test_two_filters_keep_no_more_than_each_alone(kind: str, f: Filters, when: date | None) -> None:
    """Filters narrow: every row that passes all of them passes each one."""

    def ids(chosen: Filters) -> set[str]:
        return {row["id"] for row in listing(VIEWS[when], kind, chosen).rows}

    f = known(f, when)
    together = ids(f)
    for alone in (Filters(actor=f.actor), Filters(issue=f.issue), Filters(source=f.source)):
        if alone != Filters():
            assert together <= ids(alone)


def test_a_source_that_had_not_appeared_is_unknown_then() -> None:
    """Asking an earlier view for a later document is an error, not an empty list."""
    with pytest.raises(DetenteError, match="there is no source 'sarukhan-2022'"):
        listing(VIEWS[date(2020, 12, 20)], "claims", Filters(source="sarukhan-2022"))


def test_a_scenario_is_no_answer_to_a_question_about_an_actor() -> None:
    """A scenario whose claims do not concern the actor is not listed for it (the flagship's one is about quiet diplomacy)."""
    stranger = next(
        actor for actor in FLAGSHIP.actors
        if not any(actor in FLAGSHIP.claims[c].actors for s in FLAGSHIP.scenarios.values() for c in s.claims)
    )  # fmt: skip
    assert len(listing(FLAGSHIP, "scenarios").rows) == len(FLAGSHIP.scenarios)
    assert listing(FLAGSHIP, "scenarios", Filters(actor=stranger)).rows == ()


def test_a_source_is_not_shown_to_an_actor_it_does_not_mention() -> None:
    """Asked for a document and an actor who is not in it, the list of sources is empty."""
    silent = next(
        (actor, source) for source in FLAGSHIP.sources for actor in FLAGSHIP.actors
        if actor not in FLAGSHIP.sources[source].author_actors
        and not any(actor in c.actors or c.said_by.actor == actor for c in FLAGSHIP.claims.values() if c.source_document == source)
    )  # fmt: skip
    assert listing(FLAGSHIP, "sources", Filters(actor=silent[0], source=silent[1])).rows == ()


@pytest.mark.parametrize("kind", KINDS)
def test_an_earlier_day_shows_nothing_of_later_documents(kind: str) -> None:
    """As known on 2020-12-20 no row names a claim or a document that appeared later."""
    view = VIEWS[date(2020, 12, 20)]
    later = {name for name, c in FLAGSHIP.claims.items() if c.source_document != "proving-a-point-2020"} | (
        set(FLAGSHIP.sources) - {"proving-a-point-2020"}
    )
    rows = listing(view, kind).rows
    for row in rows:
        named = {
            value
            for key in ("claims", "documents", "source", "id")
            for value in (row.get(key) if isinstance(row.get(key), list) else [row.get(key)])
        }  # type: ignore[union-attr]
        assert not named & later
        if kind == "disagreements":
            assert not [view_ for view_ in row["views"] for source in later if view_.startswith(source)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_has_its_columns(kind: str) -> None:
    """A column that is named is in each row, and the title names the dossier."""
    shown = listing(FLAGSHIP, kind)
    assert shown.title == f"{FLAGSHIP.dossier.title}: {kind}"
    assert shown.rows
    assert all(set(shown.columns) <= set(row) for row in shown.rows)


def test_the_timeline_runs_forward_and_undated_events_come_last() -> None:
    """Rows are in the order of their first day."""
    ids = [row["id"] for row in listing(FLAGSHIP, "timeline").rows]
    starts = [FLAGSHIP.events[each].date_start or date.max for each in ids]
    assert starts == sorted(starts)
    assert len(ids) == len(FLAGSHIP.events)


def test_an_unknown_list_or_filter_is_named_with_its_nearest_neighbour() -> None:
    """Did you mean, for the kind of list and for each filter."""
    with pytest.raises(DetenteError, match=r"there is no list 'claim'.*Did you mean 'claims'\?"):
        listing(FLAGSHIP, "claim")
    with pytest.raises(DetenteError, match=r"there is no list 'zzz'.*Use one of actors, issues"):
        listing(FLAGSHIP, "zzz")
    with pytest.raises(DetenteError, match=r"there is no source 'sarukhan-2021'.*Did you mean 'sarukhan-2022'\?"):
        listing(FLAGSHIP, "claims", Filters(source="sarukhan-2021"))
    with pytest.raises(DetenteError, match=r"there is no actor 'mexicoo'.*Did you mean 'mexico'\?"):
        listing(FLAGSHIP, "claims", Filters(actor="mexicoo"))
    with pytest.raises(DetenteError, match=r"there is no issue 'trade'"):
        listing(FLAGSHIP, "claims", Filters(issue="trade"))
