"""The charts of weighed hypotheses: figures as in the result, hypotheses in rows and evidence in columns by date."""

import json
from collections.abc import Callable
from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest

from detente.engines.hypotheses.tornado import Swing
from detente.reports.charts.apart import apart
from detente.reports.charts.chart import Chart
from detente.reports.charts.hypotheses import bridge as bridges
from detente.reports.charts.hypotheses.bridge import bridge
from detente.reports.charts.hypotheses.course import course
from detente.reports.charts.hypotheses.posterior import posterior
from detente.reports.charts.hypotheses.titles import percent, titles
from detente.reports.charts.hypotheses.tornado import tornado
from detente.reports.charts.hypotheses.weights import weights
from detente.reports.charts.hypotheses.without_sources import SHOWN, without_sources
from detente.reports.charts.render import to_png, to_svg

IDS = ("LEVERAGE", "COALITION", "CAPACITY", "OTHER")


def each(*values: float) -> dict[str, float]:
    return dict(zip(IDS, values, strict=True))


def band(low: float, high: float) -> dict[str, float]:
    return {"q05": low, "q95": high}


#: The made-up question of the method (delay of a fisheries accord), rounded and reduced to what the charts read.
RESULT: dict[str, Any] = {
    "hypotheses": list(IDS), "ranking": ["COALITION", "CAPACITY", "LEVERAGE", "OTHER"],
    "prior": each(0.3, 0.3, 0.25, 0.15), "posterior": each(0.0849, 0.6169, 0.2268, 0.0714),
    "items": {item: {"observed": item != "E05"} for item in ("E01", "E02", "E03", "E04", "E05", "E06")},
    "groups": {"rules": {"items": ["E02", "E03"], "rho": 0.6}},
    "ranges": {
        "independent": each(*(band(*ends) for ends in ((0.041, 0.151), (0.477, 0.751), (0.125, 0.345), (0.028, 0.119)))),
        "shared": each(*(band(*ends) for ends in ((0.023, 0.226), (0.394, 0.792), (0.099, 0.391), (0.019, 0.163)))),
        "envelope": each([0.0023, 0.763], [0.0662, 0.9732], [0.0149, 0.8449], [0.0016, 0.6941]),
    },
    "diagnosticity": {
        "E06": {"woe_db": each(-1.36, 2.22, -1.67, -1.34)}, "E01": {"woe_db": each(3.51, 0.85, -2.15, 0.37)},
        "E02": {"woe_db": each(-1.33, -0.2, 1.03, -0.08)}, "E03": {"woe_db": each(0.18, -1.05, 1.62, -0.4)},
        "E04": {"woe_db": each(-3.24, 4.58, -3.0, -1.96)}, "E05": {"woe_db": each(-3.28, 0.38, 1.55, 0.16)},
    },
    "leave_one_source_out": {
        "ministry": {"dropped": ["E02"], "regraded": ["E03"], "posterior": each(0.1127, 0.6323, 0.1818, 0.0732), "leader": "COALITION"},
        "002": {"dropped": ["E01", "E06"], "regraded": ["E05"], "posterior": each(0.0535, 0.4434, 0.4175, 0.0856), "leader": "COALITION"},
        "003": {"dropped": ["E04"], "regraded": ["E03", "E05"], "posterior": each(0.1996, 0.3606, 0.3316, 0.1082), "leader": "COALITION"},
    },
    "timeline": [
        {"date": "2021-02-14", "items": ["E01"], "posterior": each(0.4924, 0.2491, 0.1339, 0.1246)},
        {"date": "2021-03-01", "items": ["E02"], "posterior": each(0.3592, 0.2666, 0.241, 0.1333)},
        {"date": "2021-05-20", "items": ["E03"], "posterior": each(0.3504, 0.2296, 0.3052, 0.1148)},
        {"date": "2021-06-11", "items": ["E04"], "posterior": each(0.2165, 0.4694, 0.2235, 0.0906)},
        {"date": "2021-07-02", "items": ["E05"], "posterior": each(0.1127, 0.4914, 0.3012, 0.0948)},
        {"date": "2021-09-30", "items": ["E06"], "posterior": each(0.0849, 0.6169, 0.2268, 0.0714)},
    ],
    "analysts": {
        "second-desk": {"as_of": "2021-07-31", "posterior": each(0.1, 0.4, 0.4, 0.1)},
        "harbour": {"as_of": None, "posterior": each(0.08, 0.1, 0.8, 0.02)},
    },
    "disagreement": {
        "second-desk": {"as_of": "2021-07-31", "hypotheses": ["COALITION", "CAPACITY"], "total_db": 1.85, "prior_db": 0.79,
                        "parts": {"E01": 0.0, "rules": 0.0, "E04": 1.06, "E05": 0.0}},
        "harbour": {"as_of": None, "hypotheses": ["COALITION", "CAPACITY"], "total_db": 13.37, "prior_db": 0.0,
                    "parts": {"E01": 4.6, "rules": 0.06, "E04": 12.4, "E05": -3.73, "E06": 0.04}},
    },
}  # fmt: skip
NAMES = {"COALITION": "The coastal partner", "LEVERAGE": "Leverage & <pressure>, held back until quotas move", "CAPACITY": "Rules unfinished", "003": "Parliamentary record"}  # fmt: skip
SWINGS = (
    Swing(None, "COALITION", 0.05, 0.45, 0.211, 0.707, "CAPACITY", "COALITION"),
    Swing(None, "CAPACITY", 0.10, 0.40, 0.712, 0.542, "COALITION", "COALITION"),
    Swing("E03", "COALITION", 0.20, 0.45, 0.521, 0.672, "COALITION", "COALITION"),
    Swing("E04", "LEVERAGE", 0.0, 0.40, None, 0.588, None, "COALITION"),
    *(Swing("E01", each, 0.20, 0.20 + step / 100, 0.617, 0.617 + step / 100, "COALITION", "COALITION") for step, each in enumerate(IDS, 1)),
)  # fmt: skip


#: Cells with long names, each of which costs the lead at one end.
LONG = tuple(Swing(f"statement-of-the-minister-{place}", "LEVERAGE", 0.1, 0.9, 0.7, 0.2 + place / 100, "COALITION", "LEVERAGE") for place in range(40))  # fmt: skip


def swung(name: str, result: dict[str, Any], names: dict[str, str]) -> Chart:
    """The tornado as the other charts are called; without ``items`` nothing swings."""
    return tornado(name, result, names, () if "items" not in result else SWINGS if result["items"] else LONG)


CHARTS: dict[str, Callable[..., Chart]] = {"posterior": posterior, "weights": weights, "course": course, "without_sources": without_sources, "tornado": swung, "bridge": bridge}  # fmt: skip


def crowded() -> dict[str, Any]:
    """Forty items with long names, on dates that lie close together."""
    result = deepcopy(RESULT)
    items = [f"statement-of-the-minister-{place}" for place in range(40)]
    result["diagnosticity"] = {item: {"woe_db": each(9.0, -9.0, 0.2, 0.0)} for item in items}
    result["disagreement"] = {f"analyst-{place}": {"as_of": "2021-07-31", "hypotheses": ["COALITION", "CAPACITY"], "total_db": 40 + place, "prior_db": place, "parts": dict.fromkeys(items, 1.0)} for place in range(7)}  # fmt: skip
    result["analysts"] = {
        name: {"as_of": "2021-07-31", "posterior": RESULT["posterior"]} for name in result["disagreement"]
    }
    result["items"], result["groups"] = {}, {"press": {"items": [items[3], items[4], items[9]]}}
    result["timeline"] = [{"date": f"2021-{1 + place // 20:02}-{1 + place % 20:02}", "items": [item], "posterior": RESULT["posterior"]} for place, item in enumerate(items)]  # fmt: skip
    return result


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("given", [RESULT, crowded()], ids=["small", "crowded"])
def test_the_chart_is_drawn_on_a_page_as_the_published_schema_has_it(name, given):
    """At most 720 pixels, no address, alternative text with figures, plain rows; Altair holds the schema."""
    chart = CHARTS[name]("Norland", given, NAMES)
    svg = to_svg(chart)
    assert float(svg.split('width="', 1)[1].split('"', 1)[0]) <= 720
    assert chart.alt.startswith(chart.title)
    assert chart.spec["description"] == chart.alt
    assert "%" in chart.alt or "+" in chart.alt
    assert "http" not in json.dumps({key: held for key, held in chart.spec.items() if key != "$schema"})
    assert json.loads(json.dumps(chart.data)) == list(chart.data)
    altair = pytest.importorskip("altair")
    assert altair.LayerChart.from_dict(chart.spec).to_dict()["layer"]


def test_posterior_has_a_row_for_each_hypothesis_with_prior_and_three_ranges():
    chart = posterior("Norland", RESULT, NAMES)
    assert [row["hypothesis"] for row in chart.data] == ["The coastal partner", "Rules unfinished", NAMES["LEVERAGE"], "OTHER"]  # fmt: skip
    assert chart.data[0] == {
        "hypothesis": "The coastal partner", "prior": 0.3, "posterior": 0.6169, "shared_low": 0.394, "shared_high": 0.792,
        "independent_low": 0.477, "independent_high": 0.751, "envelope_low": 0.0662, "envelope_high": 0.9732, "figure": "62 %  (39–79)",
    }  # fmt: skip
    assert "The coastal partner: 62 % (shared 39 to 79, independent 48 to 75, envelope 7 to 97), prior 30 %" in chart.alt  # fmt: skip
    assert to_png(chart, 1).startswith(b"\x89PNG")


def test_posterior_without_ranges_draws_point_and_prior_only():
    bare = posterior("Norland", {key: held for key, held in RESULT.items() if key != "ranges"}, NAMES)
    assert bare.data[0]["figure"] == "62 %"
    assert "range" not in bare.caption
    assert not any(layer["encoding"].get("x2") for layer in bare.spec["layer"])


def test_weights_has_hypotheses_in_rows_and_evidence_in_columns_by_date():
    """Four rows of six cells, the item that the file lists first but dates last at the right end."""
    chart = weights("Norland", RESULT, NAMES)
    assert len(chart.data) == 24
    first = chart.data[:6]
    assert {row["hypothesis"] for row in first} == {"The coastal partner"}
    assert [row["item"] for row in first] == ["E01", "E02", "E03", "E04", "E05", "E06"]
    assert [row["decibans"] for row in first] == [0.85, -0.2, -1.05, 4.58, 0.38, 2.22]
    assert [(row["start"], row["end"]) for row in first] == [(place, place + 1) for place in range(6)]
    assert [row["seen"] for row in first] == [True, True, True, True, False, True]
    svg = to_svg(chart)
    assert ">+4.6<" in svg
    assert ">not seen<" in svg


def test_weights_brackets_the_items_of_a_group_and_every_run_of_an_interrupted_one():
    def brackets(chart: Chart) -> list[tuple[float, float]]:
        marks = [layer for layer in chart.spec["layer"] if layer["mark"].get("yOffset")]
        return [(round(row["start"]), round(row["end"])) for layer in marks for row in layer["data"]["values"]]

    chart = weights("Norland", RESULT, NAMES)
    assert brackets(chart) == [(1, 3)]
    assert "Bracketed: rules (E02 and E03)." in chart.caption
    assert brackets(weights("Norland", crowded(), NAMES)) == [(3, 5), (9, 10)]
    assert brackets(weights("Norland", {**RESULT, "groups": {}}, NAMES)) == []


def test_weights_keeps_the_items_that_separate_most_and_counts_the_rest():
    result = crowded()
    result["diagnosticity"] |= {
        "loud": {"woe_db": each(20.0, -20.0, 0.0, 0.0)},
        "silent": {"woe_db": each(0.0, 0.0, 0.0, 0.0)},
    }
    chart = weights("Norland", result, NAMES)
    drawn = {row["item"] for row in chart.data}
    assert len(drawn) == 40
    assert "loud" in drawn
    assert "silent" not in drawn
    assert "The 40 of 42 items that separate the explanations most" in chart.caption


def test_weights_prints_signs_where_numbers_find_no_room_and_nothing_where_evidence_is_silent():
    (texts,) = (layer["data"]["values"] for layer in weights("Norland", crowded(), NAMES).spec["layer"] if layer["encoding"].get("text", {}).get("field") == "text")  # fmt: skip
    assert {(row["decibans"], row["text"]) for row in texts} == {(9.0, "+"), (-9.0, "−"), (0.2, ""), (0.0, "")}


def test_weights_takes_a_weight_that_is_not_defined():
    """A logarithm of 0 is null in the file: a dash in the cell, and the chart is drawn."""
    result = deepcopy(RESULT)
    result["diagnosticity"]["E01"]["woe_db"]["OTHER"] = None
    chart = weights("Norland", result, NAMES)
    assert "OTHER: E01 –, " in chart.alt
    assert to_svg(chart).startswith("<svg")


def test_course_begins_at_the_prior_and_has_a_step_for_each_date():
    chart = course("Norland", RESULT, NAMES)
    own = [row for row in chart.data if row["hypothesis"] == "The coastal partner"]
    assert [row["probability"] for row in own] == [0.3, 0.2491, 0.2666, 0.2296, 0.4694, 0.4914, 0.6169]
    assert [row["date"] for row in own][1:] == [step["date"] for step in RESULT["timeline"]]
    assert own[0]["date"] < "2021-02-14"
    assert f"In the lead from 2021-02-14: {NAMES['LEVERAGE']}; from 2021-06-11: The coastal partner." in chart.caption
    assert "The coastal partner from 30 % to 62 %" in chart.alt


def test_course_on_one_day_is_drawn_too():
    chart = course("Norland", {**RESULT, "timeline": RESULT["timeline"][:1]}, NAMES)
    assert len(chart.data) == 8
    assert to_svg(chart).startswith("<svg")


@pytest.mark.parametrize("heights", [[100, 101, 102, 103], [250, 252, 255, 259], [0, 0, 0], [10, 200]])
def test_names_at_the_ends_of_lines_do_not_cover_one_another(heights):
    """Two lines of text each: 28 pixels apart at least, and inside the drawing."""
    middles = sorted(apart([(height, 28) for height in heights], 268))
    assert all(after - before >= 28 for before, after in pairwise(middles))
    assert middles[-1] <= 268 - 14


def test_without_sources_orders_by_harm_and_says_what_is_lost():
    chart = without_sources("Norland", RESULT, NAMES)
    assert [(row["source"], row["posterior"], row["falls"], row["dropped"]) for row in chart.data] == [
        ("Parliamentary record", 0.3606, False, "E04"), ("002", 0.4434, False, "E01, E06"), ("ministry", 0.6323, False, "E02"),
    ]  # fmt: skip
    assert "It leads without any one of them." in chart.caption
    assert chart.data[0]["change"] == pytest.approx(0.3606 - 0.6169)


def test_without_sources_names_the_source_without_which_another_explanation_leads():
    result = deepcopy(RESULT)
    result["leave_one_source_out"]["003"] |= {"posterior": each(0.2, 0.3, 0.4, 0.1), "leader": "CAPACITY"}
    chart = without_sources("Norland", result, NAMES)
    assert "Without Parliamentary record another explanation leads." in chart.caption
    assert "without Parliamentary record 30 %, and Rules unfinished leads" in chart.alt


def test_without_sources_counts_those_it_leaves_out():
    held = RESULT["leave_one_source_out"]["ministry"]
    result = {**RESULT, "leave_one_source_out": {f"s{place:02}": held for place in range(SHOWN + 2)}}
    chart = without_sources("Norland", result, NAMES)
    assert len(chart.data) == SHOWN
    assert "2 further sources" in chart.caption


def test_tornado_draws_the_longest_bars_first_and_marks_an_end_that_loses_the_lead_by_shape():
    chart = tornado("Norland", RESULT, NAMES, SWINGS)
    assert [row["cell"] for row in chart.data[:4]] == [
        "prior of The coastal partner", "prior of Rules unfinished", "E03 if The coastal partner", "E01 if OTHER",
    ]  # fmt: skip
    assert len(chart.data) == 7  # an end without a posterior has no bar
    first = chart.data[0]
    assert (first["low"], first["low_posterior"], first["high"], first["high_posterior"]) == (0.05, 0.211, 0.45, 0.707)
    assert (first["low_falls"], first["high_falls"], first["low_leader"]) == (True, False, "Rules unfinished")
    assert first["told"] == "cell 5–45 %\nRules unfinished leads"
    shapes = [layer["encoding"]["shape"]["condition"] for layer in chart.spec["layer"] if "shape" in layer["encoding"]]
    assert shapes == [{"test": f"datum.{end}_falls", "value": "diamond"} for end in ("low", "high")]
    assert "prior of The coastal partner: 21 % at 5 %, where Rules unfinished leads, 71 % at 45 %" in chart.alt
    assert "with every cell at its point, 62 %. 1 cell alone ends the lead within its own range." in chart.caption
    assert to_png(chart, 1).startswith(b"\x89PNG")


def test_tornado_draws_twelve_and_counts_all():
    many = [Swing(f"E{place:02}", "OTHER", 0.2, 0.4, 0.5, 0.5 + place / 100, "COALITION", "COALITION") for place in range(20)]  # fmt: skip
    chart = tornado("Norland", RESULT, NAMES, many)
    assert [row["item"] for row in chart.data] == [f"E{place:02}" for place in range(19, 7, -1)]
    assert "No cell alone ends the lead within its own range. The 12 longest of 20 bars are drawn." in chart.caption


def test_bridge_runs_from_the_base_table_to_the_analyst_and_adds_up():
    chart = bridge("Norland", RESULT, NAMES)
    panels = [[row for row in chart.data if row["analyst"] == analyst] for analyst in ("second-desk", "harbour")]
    assert [[row["step"] for row in panel] for panel in panels] == [
        ["base table", "E04", "prior", "second-desk"],
        ["base table", "E04", "E01", "E05", "other (2)", "harbour"],
    ]
    assert [row["decibans"] for row in panels[0]] == pytest.approx([1.85, -1.06, -0.79, 0.0])
    assert [row["decibans"] for row in panels[1]] == pytest.approx([4.339, -12.4, -4.6, 3.73, -0.1, -9.031], abs=1e-3)
    for base, *steps, own in panels:
        assert base["end"] + sum(row["decibans"] for row in steps) == pytest.approx(own["end"], abs=1e-9)
        assert [row["start"] for row in steps] == [row["end"] for row in (base, *steps[:-1])]
    assert "harbour, The coastal partner over Rules unfinished: from +4.3 dB by E04 −12.4, E01 −4.6" in chart.alt
    assert to_png(chart, 1).startswith(b"\x89PNG")


def test_bridge_says_which_way_a_step_leads_by_shape():
    (marks,) = (layer for layer in bridge("Norland", RESULT, NAMES).spec["layer"] if "shape" in layer["encoding"])
    assert marks["encoding"]["shape"] == {"condition": {"test": "datum.up", "value": "triangle-right"}, "value": "triangle-left"}  # fmt: skip
    assert {row["step"]: row["up"] for row in marks["data"]["values"] if row["analyst"] == "harbour"} == {"E04": False, "E01": False, "E05": True, "other (2)": False}  # fmt: skip


def test_bridge_keeps_the_analysts_who_part_most_and_pools_the_steps_beyond_its_room():
    chart = bridge("Norland", crowded(), NAMES)
    assert list(dict.fromkeys(row["analyst"] for row in chart.data)) == [f"analyst-{place}" for place in range(2, 7)]
    own = [row for row in chart.data if row["analyst"] == "analyst-6"]
    assert len(own) == bridges.STEPS + 3
    assert (own[1]["step"], own[-2]["step"], own[-2]["decibans"]) == ("prior", "other (35)", -35.0)
    assert "2 further analysts part less." in chart.caption


def test_bridge_has_no_panel_where_a_probability_of_0_leaves_no_odds():
    result = deepcopy(RESULT)
    result["disagreement"]["harbour"]["parts"]["E01"] = None
    chart = bridge("Norland", result, NAMES)
    assert {row["analyst"] for row in chart.data} == {"second-desk"}
    assert "No panel for harbour" in chart.caption
    result["disagreement"]["second-desk"] |= {"hypotheses": None, "total_db": None, "prior_db": None, "parts": {}}
    assert bridge("Norland", result, NAMES).data == ()


@pytest.mark.parametrize(("name", "part"), [("weights", "diagnosticity"), ("course", "timeline"), ("without_sources", "leave_one_source_out"), ("tornado", "items"), ("bridge", "disagreement")])  # fmt: skip
def test_a_part_that_was_not_computed_gives_a_message(name, part):
    chart = CHARTS[name]("Norland", {key: held for key, held in RESULT.items() if key != part}, NAMES)
    assert chart.data == ()
    assert "No data" in to_svg(chart)


def test_titles_stay_apart_and_percentages_never_round_to_certainty():
    assert titles(["a", "b", "c"], {"a": "Same", "b": "Same"}) == {"a": "Same (a)", "b": "Same (b)", "c": "c"}
    assert [percent(share) for share in (0.001, 0.0849, 0.5, 0.999)] == ["< 1 %", "8 %", "50 %", "> 99 %"]
