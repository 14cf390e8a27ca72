"""The charts of the shipped dossier: what they draw equals what a slow, obvious count finds."""

import json
from collections import Counter
from datetime import date

import pytest

import detente
from detente.dossier import plover
from detente.dossier.claim import issues_of
from detente.dossier.dossier import Dossier
from detente.reports.charts import CHARTS
from detente.reports.charts.chart import Chart
from detente.reports.charts.coverage import coverage
from detente.reports.charts.heatmap import heatmap
from detente.reports.charts.issue_map import issue_map
from detente.reports.charts.render import to_png, to_svg
from detente.reports.charts.timeline import LABELS, timeline
from detente.reports.charts.words import capital


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return detente.open_dossier("us-mexico")


@pytest.fixture(scope="module")
def charts(dossier: Dossier) -> dict[str, Chart]:
    drawn = {
        f"{draw.__name__} {each.id}": draw(dossier, each.id)
        for draw in (issue_map, heatmap)
        for each in dossier.dossier.periods
    }
    return drawn | {"timeline": timeline(dossier), "coverage": coverage(dossier)}


def test_every_chart_is_drawn_and_tells_its_figures(charts):
    assert {name.split()[0] for name in charts} == set(CHARTS)
    for chart in charts.values():
        svg = to_svg(chart)
        assert svg.startswith("<svg")
        assert svg.rstrip().endswith("</svg>")
        assert to_png(chart, scale=1).startswith(b"\x89PNG")
        assert chart.data
        assert chart.alt.startswith(chart.title)
        assert chart.caption
        assert chart.spec["description"] == chart.alt
        assert any(letter.isdigit() for letter in chart.alt.removeprefix(chart.title))


def test_nothing_is_fetched_and_two_runs_agree(dossier, charts):
    for chart in charts.values():
        plain = {key: value for key, value in chart.spec.items() if key not in ("$schema", "description")}
        text = json.dumps(plain)
        assert "http" not in text
        assert '"url"' not in text
    assert timeline(dossier).spec == charts["timeline"].spec


def test_every_chart_keeps_to_the_width_of_a_page(charts):
    for chart in charts.values():
        assert float(to_svg(chart).split('width="', 1)[1].split('"', 1)[0]) <= 720


def test_coverage_counts_claims_by_issue_and_document(dossier, charts):
    drawn = {(row["issue"], row["source"]): row["claims"] for row in charts["coverage"].data}
    slow: Counter[tuple[str, str]] = Counter()
    for claim in dossier.claims.values():
        if claim.status in ("confirmed", "edited"):
            for issue in issues_of(claim) or ["(no issue)"]:
                slow[
                    getattr(dossier.issues.get(issue), "name", issue), dossier.sources[claim.source_document].short
                ] += 1
    assert {key: number for key, number in drawn.items() if number} == dict(slow)


def test_timeline_shows_the_counted_events_that_are_dated_well(dossier, charts):
    slow = []
    for event in dossier.events.values():
        if {"negated", "hypothetical", "future", "alleged", "trend"} & set(event.auxiliary) or not event.date_start:
            continue
        inside = date(2018, 12, 1) <= event.date_start and event.date_end <= date(2022, 12, 31)
        if inside and (event.date_end - event.date_start).days <= 200:
            slow.append(event)
    chart = charts["timeline"]
    assert {row["event"] for row in chart.data} == {event.id for event in slow}
    assert Counter(row["class"] for row in chart.data) == Counter(
        plover.QUADS[plover.TYPES[event.type].quad] for event in slow
    )
    assert f"Left out: {len(dossier.events) - len(slow)} events" in chart.caption
    assert f"{len(slow)} events" in chart.alt


def test_timeline_can_be_narrowed(dossier):
    rows = timeline(dossier, date(2020, 11, 1), date(2020, 12, 31)).data
    assert rows
    assert all("2020-11-01" <= row["start"] <= row["end"] <= "2020-12-31" for row in rows)


@pytest.mark.parametrize("period", ["trump", "biden"])
def test_issue_map_takes_the_two_administrations_and_orders_by_distance(dossier, period):
    rows = issue_map(dossier, period).data
    government = {"trump": "Trump administration", "biden": "Biden administration"}[period]
    modes = {(row["issue"], row["role"]): row["mode"] for row in rows if row["role"] != "other actors"}
    slow = {}
    for position in dossier.positions.values():
        name = dossier.actors[position.actor].name
        role = {government: "United States", "López Obrador administration": "Mexico"}.get(name)
        if position.period == period and role:
            slow[dossier.issues[position.issue].name, role] = position.position.mode
    assert modes == slow
    distances = [row["distance"] for row in rows if row["distance"] is not None]
    assert distances == sorted(distances, reverse=True)
    assert len(rows) == sum(position.period == period for position in dossier.positions.values())


@pytest.mark.parametrize("period", ["trump", "biden"])
def test_heatmap_of_all_has_a_cell_for_each_position(dossier, period):
    chart = heatmap(dossier, period, rows=None)
    held = [each for each in dossier.positions.values() if each.period == period]
    cells = {
        (capital(dossier.actor_name(each.actor)), dossier.issues[each.issue].name): (
            each.position.mode,
            each.salience.mode,
        )
        for each in held
    }
    assert {(row["actor"], row["issue"]): (row["position"], row["salience"]) for row in chart.data} == cells
    assumed = sum(not each.position.claims for each in held)
    assert sum(row["rests_on"] == "assumption" for row in chart.data) == assumed
    assert f"{assumed} rest on an assumption" in chart.caption
    assert "further" not in chart.caption


@pytest.mark.parametrize("period", ["trump", "biden"])
def test_heatmap_draws_the_sixteen_actors_with_most_positions(dossier, period):
    chart, whole = heatmap(dossier, period), heatmap(dossier, period, rows=None)
    drawn, every = (Counter(row["actor"] for row in each.data) for each in (chart, whole))
    assert len(drawn) == 16
    assert drawn.items() <= every.items()
    assert min(drawn.values()) >= max(number for actor, number in every.items() if actor not in drawn)
    assert f"{len(every) - 16} further actors hold a position" in chart.caption
    assert "detente show us-mexico positions" in chart.caption
    assert all(actor[0].isupper() for actor in every)


def test_timeline_names_the_most_told_events_and_one_of_a_day(dossier, charts):
    told = {
        event.id: {dossier.claims[claim].source_document for claim in event.claims} for event in dossier.events.values()
    }
    named = [row for row in charts["timeline"].spec["datasets"]["events"] if row["named"]]
    assert len(named) == LABELS
    days = [row["start"] for row in named if row["start"] == row["end"]]
    assert len(days) == len(set(days))
    least = min(row["documents"] for row in named)
    assert all(row["documents"] == len(told[row["event"]]) for row in charts["timeline"].data)
    unnamed = [row for row in charts["timeline"].data if row["event"] not in {each["event"] for each in named}]
    assert all(row["documents"] <= least or row["start"] in days for row in unnamed)


def test_every_specification_is_valid_vega_lite(charts):
    altair = pytest.importorskip("altair")
    for chart in charts.values():
        assert altair.LayerChart.from_dict(chart.spec).to_dict()["layer"]
