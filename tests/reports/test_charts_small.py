"""Charts of tiny dossiers, where every figure can be seen at a glance; and of empty ones, which must say so."""

import subprocess
import sys

import pytest

from detente.dossier.actor import Actor
from detente.dossier.dossier import Dossier
from detente.dossier.event import Event
from detente.dossier.issue import Issue
from detente.dossier.meta import Meta, Period
from detente.dossier.position import Position
from detente.dossier.record import Span
from detente.kernel.errors import DetenteError
from detente.reports.charts import library
from detente.reports.charts.coverage import coverage
from detente.reports.charts.heatmap import heatmap
from detente.reports.charts.issue_map import issue_map
from detente.reports.charts.render import to_svg
from detente.reports.charts.sides import government, groups, side
from detente.reports.charts.timeline import timeline

META = Meta(format=1, id="tiny", title="Arcadia and Borduria", parties=("arcadia", "borduria"), period=Span(),
            periods=(Period.model_validate({"id": "now", "title": "Today", "from": "2020-01-01", "to": "2020-12-31"}),))  # fmt: skip
ACTORS = {each.id: each for each in (
    Actor(id="arcadia", name="Arcadia", kind="state"), Actor(id="borduria", name="Borduria", kind="state"),
    Actor(id="cabinet", name="Cabinet", kind="government", group_of=("crown",)), Actor(id="crown", name="Crown", kind="group", group_of=("arcadia",)),
    Actor(id="loop", name="Loop", kind="group", group_of=("loop", "borduria")), Actor(id="press", name="Press & <Co>", kind="firm"),
)}  # fmt: skip
ISSUES = {
    name: Issue(id=name, name=name.title(), low="none", high="all", controller="joint")
    for name in ("fish", "salt", "wine")
}


def estimate(mode: float, sure: bool = True) -> dict[str, object]:
    basis = {"claims": ("c1",)} if sure else {"assumption": "assumption: nobody says"}
    return {"low": max(0, mode - 10), "mode": mode, "high": min(100, mode + 10), **basis}


def position(actor: str, issue: str, mode: float, influence: float = 50, sure: bool = True) -> Position:
    return Position.model_validate({"id": f"{actor}.{issue}", "actor": actor, "issue": issue, "period": "now", "position": estimate(mode, sure),
                                    "salience": estimate(40), "influence": estimate(influence), "coder": "me", "note": "n"})  # fmt: skip


def with_positions(*held: Position) -> Dossier:
    return Dossier(META, actors=ACTORS, issues=ISSUES, positions={each.id: each for each in held})


EMPTY = Dossier(META)
NOTHING = {"issue_map": lambda dossier: issue_map(dossier, "now"), "heatmap": lambda dossier: heatmap(dossier, "now"),
           "timeline": timeline, "coverage": coverage}  # fmt: skip


@pytest.mark.parametrize("name", NOTHING)
@pytest.mark.parametrize("dossier", [EMPTY, Dossier(META, actors=ACTORS, issues=ISSUES)], ids=["empty", "without data"])
def test_no_data_gives_a_message(name, dossier):
    chart = NOTHING[name](dossier)
    assert chart.data == ()
    assert "No data" in chart.alt
    svg = to_svg(chart)
    assert "No data" in svg
    assert chart.caption.split()[0] in svg.split("</desc>")[1]


def test_unknown_period_names_those_there_are():
    assert (
        "(periods of this dossier: now)" in issue_map(with_positions(position("cabinet", "fish", 10)), "then").caption
    )


def test_issue_map_orders_by_distance_and_keeps_what_lacks_a_side():
    held = (position("cabinet", "fish", 30), position("borduria", "fish", 50), position("cabinet", "wine", 10), position("borduria", "wine", 90),
            position("press", "wine", 55), position("press", "salt", 5))  # fmt: skip
    chart = issue_map(with_positions(*held), "now")
    assert list(dict.fromkeys(row["issue"] for row in chart.data)) == ["Wine", "Fish", "Salt"]
    assert "Cabinet 10 (0 to 20), Borduria 90 (80 to 100), 80 apart; Press & <Co> 55" in chart.alt
    assert "no position coded for Arcadia, no position coded for Borduria; Press & <Co> 5" in chart.alt
    svg = to_svg(chart)
    assert "neither side" in svg
    assert "Press &amp; &lt;Co&gt;" in svg


def test_the_government_is_the_state_or_cabinet_with_most_influence():
    held = [
        position("arcadia", "fish", 1, influence=20),
        position("cabinet", "fish", 2, influence=60),
        position("crown", "fish", 3, influence=90),
    ]
    dossier = with_positions(*held)
    assert government(dossier, "arcadia", held) == held[1]
    assert government(dossier, "borduria", held) is None


def test_sides_follow_groups_even_in_circles():
    assert groups(EMPTY, "nobody") == {"nobody"}
    dossier = Dossier(META, actors=ACTORS)
    assert [side(dossier, actors) for actors in (("cabinet",), ("loop",), ("loop", "crown"), ("press",), ())] == [
        0,
        1,
        2,
        3,
        3,
    ]


def test_heatmap_marks_assumptions_and_puts_the_busiest_actor_first():
    held = (position("press", "fish", 5, sure=False), position("cabinet", "fish", 30), position("cabinet", "salt", 60))
    chart = heatmap(with_positions(*held), "now")
    assert [row["actor"] for row in chart.data] == ["Cabinet", "Cabinet", "Press & <Co>"]
    assert [row["rests_on"] for row in chart.data] == ["1 claim", "1 claim", "assumption"]
    assert to_svg(chart).startswith("<svg")


def event(name: str, start: str | None, end: str | None, kind: str = "AGREE", auxiliary: tuple[str, ...] = ()) -> Event:
    return Event.model_validate({"id": name, "date_start": start, "date_end": end, "source": ("cabinet",), "type": kind, "auxiliary": auxiliary,
                                 "summary": f"Something called {name} came to pass in a way that takes words to tell"})  # fmt: skip


def test_timeline_leaves_out_what_cannot_be_drawn():
    events = (event("one", "2020-03-01", "2020-03-01"), event("two", "2020-01-01", "2020-07-19"), event("long", "2020-01-01", "2020-07-20"),
              event("undated", None, None), event("denied", "2020-03-01", "2020-03-01", auxiliary=("negated",)),
              event("trend", "2020-03-01", "2020-03-01", auxiliary=("trend",)), event("protest", "2020-04-01", "2020-04-01", "PROTEST"))  # fmt: skip
    chart = timeline(Dossier(META, actors=ACTORS, events={each.id: each for each in events}))
    assert [row["event"] for row in chart.data] == ["two", "one", "protest"]
    assert "Left out: 4 events" in chart.caption
    assert "2 of verbal cooperation, no" not in chart.alt
    assert "1 of material conflict" in chart.alt
    assert to_svg(chart).startswith("<svg")


@pytest.mark.parametrize("number", [1, 40])
def test_timeline_of_one_day(number):
    chart = timeline(
        Dossier(
            META,
            actors=ACTORS,
            events={f"e{each}": event(f"e{each}", "2020-03-01", "2020-03-01") for each in range(number)},
        )
    )
    assert len(chart.data) == number
    assert to_svg(chart).count("Something called") > 0


def test_of_one_day_one_event_is_named_the_one_with_more_claims():
    events = [event(name, "2020-03-01", "2020-03-01") for name in ("one", "two")]
    events[1] = events[1].model_copy(update={"claims": ("c1",)})
    events.append(event("three", "2020-02-01", "2020-03-31"))
    chart = timeline(Dossier(META, actors=ACTORS, events={each.id: each for each in events}))
    assert {row["event"] for row in chart.spec["datasets"]["events"] if row["named"]} == {"two", "three"}


def test_heatmap_keeps_the_number_of_rows_and_says_what_is_left_out():
    held = (
        position("crown", "fish", 5),
        position("loop", "salt", 5),
        position("cabinet", "fish", 30),
        position("cabinet", "salt", 60),
    )
    one, two, whole = (heatmap(with_positions(*held), "now", rows=rows) for rows in (1, 2, None))
    assert list(dict.fromkeys(row["actor"] for row in one.data)) == ["Cabinet"]
    assert "2 further actors hold a position and are not drawn" in one.caption
    assert list(dict.fromkeys(row["actor"] for row in two.data)) == ["Cabinet", "Crown"]
    assert '1 further actor holds a position and is not drawn: "detente show tiny positions" lists all' in two.caption
    assert len(whole.data) == 4
    assert "further" not in whole.caption


@pytest.mark.parametrize("name", NOTHING)
def test_the_chart_without_data_is_valid_vega_lite(name):
    altair = pytest.importorskip("altair")
    assert altair.Chart.from_dict(NOTHING[name](EMPTY).spec).to_dict()["mark"]["type"] == "text"


def test_without_the_library_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(DetenteError) as caught:
        library.vl_convert()
    assert caught.value.problems[0].slug == "part-missing"
    assert caught.value.problems[0].message == "charts need vl-convert"
    assert "detente[charts]" in caught.value.problems[0].fix


def test_charts_are_built_without_any_library():
    code = (
        "import sys, detente; from detente.reports.charts import coverage, heatmap, issue_map, timeline\n"
        "d = detente.open_dossier('us-mexico'); p = d.dossier.periods[0].id\n"
        "coverage.coverage(d), heatmap.heatmap(d, p), issue_map.issue_map(d, p), timeline.timeline(d)\n"
        "print('altair' in sys.modules, 'vl_convert' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
