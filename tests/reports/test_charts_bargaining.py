"""The charts of one settled issue: forecast over its actors, what moves it, and the challenge model round by round."""

import json
from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest

import detente
from detente.binding.bargaining import bind
from detente.engines.bargaining.challenge import run
from detente.engines.bargaining.inputs import Cells
from detente.engines.bargaining.issue import Issue, fixed
from detente.reports.charts.chart import Chart
from detente.reports.charts.paths import paths
from detente.reports.charts.render import to_png, to_svg
from detente.reports.charts.settlement import settlement
from detente.reports.charts.tornado import SHOWN, tornado

NAMES = {"a": "Arcadia", "b": "Borduria & <Co>", "c": "Cabinet"}
#: Weights 2, 1 and 1: shares 50, 25 and 25 %; on a scale from 0 to 10.
ISSUE = Issue(
    "fish", ("a", "b", "c"), Cells(np.array([1.0, 4, 10]), np.array([2.0, 4, 10]), np.array([3.0, 4, 10])),
    Cells(*[np.array([1.0, 1, 0.5])] * 3), Cells(*[np.array([2.0, 1, 2])] * 3), low=0, high=10,
)  # fmt: skip
DENSITY = np.full(101, 1 / 101)
QUANTILES = {"q10": 1.0, "q50": 5.0, "q90": 9.0}
MODELS = {"weighted mean": 4.5, "plain mean": 16 / 3, "weighted median": 2.0}
DRIVERS = [("position of Arcadia", 0.1, 0.15), ("salience of Cabinet", 0.6, 0.7), ("influence of Borduria", -0.01, 0.2)]


def settled(**changes: Any) -> Chart:
    given = {
        "name": "Fish",
        "issue": ISSUE,
        "density": DENSITY,
        "quantiles": QUANTILES,
        "models": MODELS,
        "names": NAMES,
    }
    return settlement(**{**given, **changes})


def walked() -> Chart:
    path = run(ISSUE, rounds=3)
    return paths("Fish", ISSUE.actors, path.positions.tolist(), path.median.tolist(), 0, 10, NAMES)


CHARTS: dict[str, Callable[[], Chart]] = {
    "settlement": settled,
    "tornado": lambda: tornado("Fish", DRIVERS),
    "paths": walked,
}


@pytest.mark.parametrize("name", CHARTS)
def test_the_chart_is_drawn_and_tells_its_figures(name: str) -> None:
    """SVG and PNG; the alternative text begins with the title and holds numbers; the specification carries it along."""
    chart = CHARTS[name]()
    svg = to_svg(chart)
    assert svg.startswith("<svg")
    assert svg.rstrip().endswith("</svg>")
    assert to_png(chart, scale=1).startswith(b"\x89PNG")
    assert chart.alt.startswith(chart.title)
    assert any(letter.isdigit() for letter in chart.alt.removeprefix(chart.title))
    assert chart.spec["description"] == chart.alt
    assert chart.caption
    assert chart.data


@pytest.mark.parametrize("name", CHARTS)
def test_the_chart_keeps_to_the_width_of_a_page_and_fetches_nothing(name: str) -> None:
    """720 pixels at most, no address inside, and two runs agree."""
    chart = CHARTS[name]()
    assert float(to_svg(chart).split('width="', 1)[1].split('"', 1)[0]) <= 720
    text = json.dumps({key: value for key, value in chart.spec.items() if key not in ("$schema", "description")})
    assert "http" not in text
    assert '"url"' not in text
    assert CHARTS[name]().spec == chart.spec


@pytest.mark.parametrize("name", CHARTS)
def test_the_specification_follows_the_published_schema(name: str) -> None:
    """Altair has the JSON Schema of Vega-Lite and refuses what does not follow it."""
    altair = pytest.importorskip("altair")
    spec = CHARTS[name]().spec
    kind, key = (altair.VConcatChart, "vconcat") if "vconcat" in spec else (altair.LayerChart, "layer")
    assert kind.from_dict(spec).to_dict()[key]


@pytest.mark.parametrize("name", CHARTS)
def test_the_rows_behind_the_chart_go_into_json(name: str) -> None:
    """Plain numbers and words only."""
    rows = CHARTS[name]().data
    assert json.loads(json.dumps(rows)) == list(rows)


# --- settlement -------------------------------------------------------------------------------------------------------


def test_settlement_has_a_row_for_each_actor_and_each_place_of_the_distribution() -> None:
    """Three actors with their shares of the weight, then 101 places over the issue's own scale whose mass is 1."""
    chart = settled()
    actors, curve = chart.data[:3], chart.data[3:]
    assert [(row["actor"], row["x"], row["share"]) for row in actors] == [
        ("Arcadia", 2, 0.5), ("Borduria & <Co>", 4, 0.25), ("Cabinet", 10, 0.25),
    ]  # fmt: skip
    assert [(row["low"], row["high"]) for row in actors] == [(1, 3), (4, 4), (10, 10)]
    assert len(curve) == 101
    assert (curve[0]["x"], curve[100]["x"]) == (0, 10)
    assert sum(row["p"] for row in curve) == pytest.approx(1)


def test_settlement_says_the_forecast_and_every_actor_in_words() -> None:
    """Median, interval, and place and weight of everybody; the marks stand in the caption."""
    chart = settled()
    assert "Median forecast 5, 80 % between 1 and 9" in chart.alt
    assert "Arcadia at 2 with 50% of the weight; Borduria & <Co> at 4 with 25% of the weight" in chart.alt
    assert "weighted mean 4, plain mean 5, weighted median 2" in chart.caption
    svg = to_svg(chart)
    assert "Borduria &amp; &lt;Co&gt;" in svg
    assert "weighted median" in svg


def test_settlement_shades_exactly_the_places_inside_the_interval() -> None:
    """80 of the 101 places lie from 1 to 9 with both ends: 81."""
    layers = settled().spec["vconcat"][1]["layer"]
    assert len(layers[0]["data"]["values"]) == 101
    assert [row["x"] for row in layers[1]["data"]["values"]] == pytest.approx([place / 10 for place in range(10, 91)])
    assert layers[2]["data"]["values"] == [{"x": 5.0}]


def test_names_over_the_stalks_do_not_cover_one_another() -> None:
    """Twelve actors within a tenth of the scale, some at its ends: no two names of one line overlap, none leaves the page."""
    names = tuple(f"Ministry of the number {place}" for place in range(12))
    x = np.array([0, 0, 1, 2, 3, 50, 51, 51, 99, 100, 100, 100.0])
    issue = fixed("crowd", names, x, np.ones(12), np.arange(1, 13.0))
    chart = settled(issue=issue, names={}, quantiles={"q10": 10, "q50": 50, "q90": 90})
    from detente.reports.charts.settlement import _WIDTH

    layers = [layer for layer in chart.spec["vconcat"][0]["layer"] if layer["mark"]["type"] == "text"]
    assert len(layers) == 12
    spans: dict[float, list[tuple[float, float]]] = {}
    for layer in layers:
        (row,) = layer["data"]["values"]
        at, wide = row["x"] / 100 * _WIDTH, 5.6 * len(row["actor"])
        span = (at, at + wide) if layer["mark"]["align"] == "left" else (at - wide, at)
        assert span[0] >= -10
        assert span[1] <= _WIDTH + 10
        spans.setdefault(layer["mark"]["y"], []).append(span)
    assert len(spans) > 1
    for held in spans.values():
        assert all(one[1] <= two[0] or two[1] <= one[0] for one, two in combinations(held, 2))
    assert all(y > 0 for y in spans)


def test_an_actor_that_is_alone_and_a_table_without_weight_are_drawn_too() -> None:
    """One stalk of full height; and equal stalks where nobody weighs anything."""
    alone = fixed("fish", ("a",), np.array([3.0]), np.array([0.5]), np.array([2.0]), 0, 10)
    chart = settled(issue=alone)
    assert chart.data[0]["share"] == 1
    assert to_svg(chart).startswith("<svg")
    weightless = fixed("fish", ("a", "b"), np.array([3.0, 5]), np.zeros(2), np.zeros(2), 0, 10)
    assert [row["share"] for row in settled(issue=weightless).data[:2]] == [0.5, 0.5]


# --- tornado ----------------------------------------------------------------------------------------------------------


def test_tornado_orders_by_the_total_share_and_draws_no_share_below_nothing() -> None:
    """Largest total first; an estimate a hair below 0 is drawn as 0."""
    chart = tornado("Fish", DRIVERS)
    assert [row["input"] for row in chart.data] == [
        "salience of Cabinet",
        "influence of Borduria",
        "position of Arcadia",
    ]
    assert [(row["alone"], row["total"]) for row in chart.data] == [(0.6, 0.7), (0.0, 0.2), (0.1, 0.15)]
    assert "salience of Cabinet: 60% alone, 70% in all" in chart.alt


def test_tornado_says_how_many_inputs_it_leaves_out() -> None:
    """The largest are drawn, the others counted."""
    many = [(f"input {place}", place / 100, place / 50) for place in range(SHOWN + 3)]
    chart = tornado("Fish", many)
    assert len(chart.data) == SHOWN
    assert chart.data[0]["input"] == f"input {SHOWN + 2}"
    assert "3 further inputs" in chart.caption
    assert "further" not in tornado("Fish", many[:SHOWN]).caption


def test_tornado_without_a_driver_says_so() -> None:
    """No range, no bar."""
    chart = tornado("Fish", [])
    assert chart.data == ()
    assert "No data" in chart.alt
    assert "No data" in to_svg(chart)


# --- paths ------------------------------------------------------------------------------------------------------------


def test_paths_has_a_row_for_each_actor_and_round() -> None:
    """Three actors, the start and three rounds: twelve rows, the first three where the actors began."""
    chart = walked()
    assert len(chart.data) == 3 * 4
    assert [(row["round"], row["actor"], row["position"]) for row in chart.data[:3]] == [
        (0, "Arcadia", 2), (0, "Borduria & <Co>", 4), (0, "Cabinet", 10),
    ]  # fmt: skip
    assert len(chart.spec["layer"][1]["data"]["values"]) == 4


def test_paths_names_who_ends_elsewhere_and_where_the_median_goes() -> None:
    """Only Cabinet moves, from 10 to 5; the median from 2 to 4; and the reader is told that this is not the forecast."""
    chart = paths("Fish", ("a", "b", "c"), [[2, 4, 10], [2, 4, 6], [2, 4, 5]], [2, 2, 4], 0, 10, NAMES)
    assert "1 of 3 actors end elsewhere than they began: Cabinet." in chart.alt
    assert "the weighted median, from 2 to 4" in chart.caption
    assert "its end is not the forecast" in chart.caption
    still = paths("Fish", ("a", "b"), [[2, 4], [2, 4]], [2, 2], 0, 10, NAMES)
    assert "0 of 2 actors end elsewhere than they began: nobody." in still.alt


# --- the flagship -----------------------------------------------------------------------------------------------------


def test_every_issue_of_the_flagship_can_be_drawn() -> None:
    """Each actor of each issue appears in the picture and in its words, and every place is on the scale."""
    dossier = detente.open_dossier("us-mexico")
    for issue, record in dossier.issues.items():
        bound, _ = bind(dossier, issue, "biden")
        names = {actor: dossier.actor_name(actor) for actor in bound.actors}
        quantiles = {"q10": 20, "q50": 50, "q90": 80}
        chart = settlement(record.name, bound, DENSITY, quantiles, {"weighted mean": 50}, names)
        for actor in bound.actors:
            assert names[actor] in chart.alt
        assert all(0 <= row["x"] <= 100 for row in chart.data)
        assert float(to_svg(chart).split('width="', 1)[1].split('"', 1)[0]) <= 720
