"""The charts of deals: figures as in the result, labels apart, no verdict that the result does not give."""

import json
from collections.abc import Callable
from copy import deepcopy
from itertools import combinations, pairwise
from typing import Any

import pytest
from deal_cases import (  # fmt: skip
    CHANGES,
    FRONTIER,
    NAMES,
    NORTHLAND,
    SCENARIOS,
    D,
    Result,
    changed,
    continuous,
    with_third,
    without_deal,
)

from detente.reports.charts import letters, theme
from detente.reports.charts.apart import apart
from detente.reports.charts.chart import Chart
from detente.reports.charts.deals.channels import channels
from detente.reports.charts.deals.deal_map import deal_map
from detente.reports.charts.deals.linkage import linkage
from detente.reports.charts.deals.of_deal import charts_of_deal
from detente.reports.charts.deals.patterns import patterns
from detente.reports.charts.deals.places import beside
from detente.reports.charts.deals.plane import MANY, WIDTH, plane
from detente.reports.charts.deals.ratifier_waterfall import ratifier_waterfall
from detente.reports.charts.deals.ratifiers import ratifiers
from detente.reports.charts.deals.relation_path import relation_path
from detente.reports.charts.deals.scenarios import SHOWN, scenarios
from detente.reports.charts.deals.told import differences, figure, package_words, signed
from detente.reports.charts.render import to_png, to_svg

OUTSIDE = {"S": 0.3}
CHARTS: dict[str, Callable[[Result], Chart]] = {
    "deal-map": lambda result: deal_map("The accord", result, NAMES, OUTSIDE),
    "channels": lambda result: channels("The accord", result, NAMES),
    "ratifiers": lambda result: ratifiers("The accord", result, NAMES),
    "ratifier-waterfall": lambda result: ratifier_waterfall("The accord", result, NAMES),
    "linkage": lambda result: linkage("The accord", result, NAMES),
    "scenarios": lambda result: scenarios("The accord", result, SCENARIOS, NAMES),
    "relation-path": lambda result: relation_path("The accord", result, NAMES, CHANGES),
    "patterns": lambda result: patterns("The accord", result, NAMES),
}
LONG = {**NAMES, "N": "The Federal Republic of Northland", "Army": "The united armed forces of the southern isles", "BORDER": "Enforcement at the border and in the interior"}  # fmt: skip


def texts(chart: Chart) -> list[str]:
    """All words that the drawing's data holds."""
    found: list[str] = []

    def walk(held: Any) -> None:
        if isinstance(held, dict):
            for each in held.values():
                walk(each)
        elif isinstance(held, list):
            for each in held:
                walk(each)
        elif isinstance(held, str):
            found.append(held)

    walk(chart.spec)
    return found


# --- every chart ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("given", [NORTHLAND, without_deal()], ids=["deal", "no deal"])
def test_the_chart_fits_a_page_and_tells_its_figures(name, given):
    """At most 720 pixels, no address, alternative text that begins with the title, plain rows, the same specification twice."""
    chart = CHARTS[name](given)
    svg = to_svg(chart)
    assert chart.id == name
    assert float(svg.split('width="', 1)[1].split('"', 1)[0]) <= 720
    assert chart.alt.startswith(chart.title)
    assert chart.spec["description"] == chart.alt
    assert chart.caption
    assert "http" not in json.dumps({key: held for key, held in chart.spec.items() if key != "$schema"})
    assert json.loads(json.dumps(chart.data, allow_nan=False)) == list(chart.data)
    assert CHARTS[name](deepcopy(given)) == chart
    assert "Southland &amp; &lt;Isles&gt;" in svg or name in ("patterns",) or not chart.data


@pytest.mark.parametrize("name", CHARTS)
def test_the_specification_follows_the_published_schema(name):
    """Altair has the JSON Schema of Vega-Lite and refuses what does not follow it."""
    altair = pytest.importorskip("altair")
    spec = CHARTS[name](NORTHLAND).spec
    kind, key = next((getattr(altair, kind), key) for kind, key in (("HConcatChart", "hconcat"), ("VConcatChart", "vconcat"), ("LayerChart", "layer")) if key in spec)  # fmt: skip
    assert kind.from_dict(spec).to_dict()[key]


def test_the_same_picture_twice():
    """Byte for byte, on one chart of each make."""
    for name in ("deal-map", "scenarios", "relation-path"):
        assert to_svg(CHARTS[name](NORTHLAND)) == to_svg(CHARTS[name](deepcopy(NORTHLAND)))
    assert to_png(CHARTS["deal-map"](NORTHLAND), 1).startswith(b"\x89PNG")


@pytest.mark.parametrize("name", [name for name in CHARTS if name != "patterns"])
def test_long_names_keep_to_the_page(name):
    chart = {
        "deal-map": lambda: deal_map("x", NORTHLAND, LONG), "channels": lambda: channels("x", NORTHLAND, LONG), "ratifiers": lambda: ratifiers("x", NORTHLAND, LONG),
        "ratifier-waterfall": lambda: ratifier_waterfall("x", NORTHLAND, LONG),
        "linkage": lambda: linkage("x", NORTHLAND, LONG), "scenarios": lambda: scenarios("x", NORTHLAND, SCENARIOS, LONG),
        "relation-path": lambda: relation_path("x", NORTHLAND, LONG, CHANGES),
    }[name]()  # fmt: skip
    assert float(to_svg(chart).split('width="', 1)[1].split('"', 1)[0]) <= 720


# --- the map ----------------------------------------------------------------------------------------------------------


def test_map_holds_both_breakdowns_every_solution_and_the_packages():
    chart = CHARTS["deal-map"](NORTHLAND)
    kinds = [row["kind"] for row in chart.data]
    assert [kinds.count(kind) for kind in ("breakdown", "solution", "pareto", "frontier")] == [2, 7, 7, 13]
    assert chart.data[0] == {"kind": "breakdown", "name": "nonagreement", "package": "", "N": 0.5823, "S": 0.4253}
    assert "4 if breakdown means no agreement; 31 if breakdown means retaliation" in chart.caption
    assert (
        "Nash, Kalai (max-min), Kalai (line) and egalitarian: border 0.5, TONE not a word, ENERGY 1, TARIFF 0.5, 0.62 and 0.59"
        in chart.alt
    )
    assert "Outside options: Southland & <Isles> 0.30" in chart.alt


def test_map_groups_rules_by_package_and_tells_the_others_by_what_differs():
    spots = plane(NORTHLAND, NAMES, {}).spots
    assert [spot.solutions for spot in spots] == [("utilitarian",), ("ks_maximin", "ks_line"), ("nash", "kalai_maximin", "kalai_line", "egalitarian")]  # fmt: skip
    assert [spot.headline for spot in spots] == [False, False, True]
    assert spots[0].lines == ("utilitarian", "ENERGY 0", "0.38 / 0.89, risk 4 %")
    assert spots[1].lines[-2:] == ("TARIFF 0", "0.50 / 0.69, risk < 1 %")


def test_map_labels_of_solutions_lie_one_below_the_other():
    """In the order of their points, none over another, all inside, as wide as the column."""
    drawn = plane(NORTHLAND, NAMES, {})
    spans = [(spot.middle - theme.LINE * len(spot.lines) / 2, spot.middle + theme.LINE * len(spot.lines) / 2) for spot in drawn.spots]  # fmt: skip
    assert all(above[1] < below[0] for above, below in pairwise(spans))
    assert spans[0][0] >= 0
    assert spans[-1][1] <= drawn.height


@pytest.mark.parametrize("outside", [{}, {"S": 0.3}, {"N": 0.5, "S": 0.3}, {"N": 0.98, "S": 0.9}])
def test_map_names_inside_the_plane_do_not_cover_one_another(outside):
    layers = deal_map("x", NORTHLAND, NAMES, outside).spec["layer"]
    boxes = []
    for layer in layers:
        if layer["mark"] == {"type": "text"}:
            text, x, y = (
                layer["data"]["values"][0]["text"],
                layer["encoding"]["x"]["value"],
                layer["encoding"]["y"]["value"],
            )
            boxes.append((x - letters.wide(text) / 2, y - 6, x + letters.wide(text) / 2, y + 6))
    assert len(boxes) == 2 + len(outside)
    assert all(
        one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
        for one, two in combinations(boxes, 2)
    )
    assert all(box[0] >= -1 and box[2] <= WIDTH + 1 for box in boxes)


def test_map_shades_what_is_better_than_the_headline_breakdown_for_both():
    """The corners begin on the breakdown line and hold every frontier package that is better for both, and no other."""
    drawn = plane(NORTHLAND, NAMES, {})
    for notion, (first, second) in D.items():
        corners = drawn.shaded(notion)
        better = sorted(at for at in drawn.frontier if at[0] > first and at[1] > second)
        assert corners == [(first, better[0][1]), *better]
    assert len(drawn.frontier) == len(FRONTIER)


def test_map_marks_breakdown_by_a_hollow_and_a_filled_diamond_and_the_headline_by_a_star():
    """Shapes, not colours alone."""
    marks = [
        (layer["mark"], layer["data"]["values"])
        for layer in CHARTS["deal-map"](NORTHLAND).spec["layer"]
        if layer["mark"]["type"] == "point"
    ]
    diamonds = [(mark["fill"], values) for mark, values in marks if mark.get("shape") == "diamond"]
    assert diamonds == [(theme.PAPER, [{"x": 0.5823, "y": 0.4253}]), (theme.INK, [{"x": 0.2594, "y": 0.2024}])]
    stars = [values for mark, values in marks if str(mark.get("shape")).startswith("M")]
    assert stars == [[{"x": 0.618, "y": 0.5864}]]


def test_map_without_a_deal_says_so_and_draws_what_there_is():
    chart = CHARTS["deal-map"](without_deal())
    assert "No deal: there is no zone of agreement." in chart.caption
    assert "none if breakdown means no agreement" in chart.caption
    assert chart.spec["title"]["subtitle"][0].startswith("No deal: there is no zone of agreement.")
    assert len(chart.data) == 2 + 13


def test_map_of_a_continuous_file_has_the_picked_packages_and_of_three_governments_none():
    """Shares of a pie in words; a third side has no axis."""
    chart = deal_map("Pie", continuous(), {})
    assert "PIE A 0.33 / B 0.67" in chart.alt
    assert "only the picked ones are drawn" in chart.caption
    assert to_svg(chart).startswith("<svg")
    assert deal_map("x", with_third(), NAMES).data == ()


def test_map_spends_no_room_on_an_outside_option_that_removes_nothing():
    """Below everything: in words only. Above everything it is drawn, since it explains why there is no deal."""
    low, high = (deal_map("x", NORTHLAND, NAMES, {"N": value}) for value in (-3, 3))
    assert "The outside option of Northland, −3.00, lies below the plane and removes nothing." in low.caption
    assert plane(NORTHLAND, NAMES, {"N": -3}).low == plane(NORTHLAND, NAMES, {}).low
    assert plane(NORTHLAND, NAMES, {"N": 3}).high[0] > 3
    assert "lies below" not in high.caption


def test_map_of_very_many_packages_keeps_what_can_be_told_apart():
    """Twenty thousand points of a frontier become at most twice the grid; its ends stay."""
    result = deepcopy(NORTHLAND)
    many = [{"package": {}, "utility": {"N": share / 20_000, "S": 1 - share / 20_000}} for share in range(20_001)]
    result["notions"]["retaliation"]["frontier"] = many
    drawn = plane(result, NAMES, {})
    assert len(drawn.frontier) <= 2 * MANY + 2
    assert drawn.frontier[-1] == (1.0, 0.0)
    assert drawn.frontier[0][0] < 1 / MANY


# --- channels ---------------------------------------------------------------------------------------------------------


def test_channels_has_each_side_in_each_channel():
    chart = CHARTS["channels"](NORTHLAND)
    assert [(row["channel"], row["government"]) for row in chart.data[:3]] == [("quiet", "Northland"), ("quiet", "Southland & <Isles>"), ("treaty", "Northland")]  # fmt: skip
    assert chart.data[0]["gain"] == pytest.approx(0.618 - 0.2594)
    assert (
        "Northland does better quietly by 0.132 and Southland & <Isles> does better in public by 0.097."
        in chart.caption
    )
    assert "audience cost is below 0.306" in chart.caption


def test_channels_gives_no_verdict_where_publicity_is_a_cost_only():
    """Not even if a verdict stood in the file."""
    result = deepcopy(NORTHLAND)
    result["channels"]["comparable"] = False
    chart = CHARTS["channels"](result)
    assert "No channel is called the better one" in chart.caption
    assert "does better" not in chart.alt


@pytest.mark.parametrize(("bound", "says"), [(0, "publicity never helps"), (None, "at any audience cost")])
def test_channels_tells_the_ends_of_the_threshold(bound, says):
    result = deepcopy(NORTHLAND)
    result["channels"]["threshold"]["target_audience"] = bound
    assert says in CHARTS["channels"](result).caption


def test_channels_says_how_small_a_difference_is_and_that_equilibria_were_selected():
    result = deepcopy(NORTHLAND)
    table = result["channels"]["table"]
    table["public"] |= {"utility": {"N": 0.6179, "S": 0.5864}, "n_equilibria": 3}
    result["channels"]["verdict"] = {"N": "quiet", "S": "equal"}
    caption = CHARTS["channels"](result).caption
    assert (
        "Northland does better quietly by less than 0.001 and Southland & <Isles> has the same either way." in caption
    )
    assert "several equilibria in public" in caption


def test_channels_without_a_deal_keep_the_breakdown():
    chart = CHARTS["channels"](without_deal())
    assert {(row["utility"], row["gain"], row["p_breakdown"]) for row in chart.data} == {(None, None, 1.0)}
    assert "quiet: no deal" in chart.alt
    assert "no deal" in texts(chart)


# --- scenarios --------------------------------------------------------------------------------------------------------


def test_scenarios_put_the_largest_change_first_and_name_what_changes_nothing():
    chart = CHARTS["scenarios"](NORTHLAND)
    assert list(dict.fromkeys(row["scenario"] for row in chart.data)) == ["The army insists", "The blocs waver & threaten to walk out of the talks", "Energy is opened at home"]  # fmt: skip
    assert (
        "1 of 4 scenarios brings another deal. No deal: The army insists. Nothing changes with: A note and a call."
        in chart.caption
    )
    energy = [row for row in chart.data if row["scenario"] == "Energy is opened at home"]
    assert [row["measure"] for row in energy] == [
        "gain of Northland",
        "gain of Southland & <Isles>",
        "risk of breakdown",
    ]
    assert energy[0]["value"] == pytest.approx(0.5013 - 0.2594)
    assert energy[0]["base"] == pytest.approx(0.618 - 0.2594)
    assert {row["deal"] for row in energy} == {"TARIFF 0"}


def test_scenarios_without_a_deal_are_crosses_at_no_gain_and_full_risk():
    chart = CHARTS["scenarios"](NORTHLAND)
    assert [(row["value"], row["deal"]) for row in chart.data[:3]] == [(value, "no deal: there is no zone of agreement") for value in (0.0, 0.0, 1.0)]  # fmt: skip
    crosses = [
        layer for panel in chart.spec["hconcat"] for layer in panel["layer"] if layer["mark"].get("shape") == "cross"
    ]
    assert [len(layer["data"]["values"]) for layer in crosses] == [1, 1, 1]


def test_scenarios_write_the_figure_on_the_side_away_from_the_base():
    """So that no figure lies on the line of the base."""
    for panel in CHARTS["scenarios"](NORTHLAND).spec["hconcat"]:
        for layer in panel["layer"]:
            if layer["mark"]["type"] == "text" and layer["encoding"]["text"]["field"] == "figure":
                left = layer["mark"]["align"] == "right"
                assert all((row["value"] < row["base"]) == left for row in layer["data"]["values"])


def test_scenarios_that_change_nothing_leave_no_chart_and_too_many_are_counted():
    assert scenarios("x", NORTHLAND, SCENARIOS[:1], NAMES).data == ()
    assert scenarios("x", NORTHLAND, [], NAMES).data == ()
    many = [(f"number {place}", changed((0.5, "silent", 1, 0), place / 100)) for place in range(SHOWN + 2)]
    chart = scenarios("x", NORTHLAND, many, NAMES)
    assert len(chart.data) == 3 * SHOWN
    assert "2 further scenarios change less" in chart.caption


# --- ratifiers, linkage -----------------------------------------------------------------------------------------------


def test_ratifiers_have_slack_and_chance_and_the_pivotal_one_is_a_diamond():
    chart = CHARTS["ratifiers"](NORTHLAND)
    assert [(row["ratifier"], row["slack"], row["p"], row["pivotal"]) for row in chart.data[3:]] == [("Army", 0.3, 1.0, True), ("Base", 0.3, 1.0, False)]  # fmt: skip
    assert (
        "Army (Southland & <Isles>, veto): slack +0.30, approves > 99 %, pivotal: without it border 1, ENERGY 0.5"
        in chart.alt
    )
    assert "Pivotal: Army." in chart.caption
    point = next(layer for layer in chart.spec["hconcat"][0]["layer"] if layer["mark"]["type"] == "point")
    assert point["encoding"]["shape"] == {"condition": {"test": "datum.pivotal", "value": "diamond"}, "value": "circle"}


def test_ratifiers_of_no_deal_name_who_stands_in_its_way():
    chart = CHARTS["ratifiers"](without_deal())
    assert chart.data == ()
    assert "Without Army there would be one." in chart.caption


def test_waterfall_steps_from_breakdown_over_margin_and_gain_to_the_slack():
    """Utility - d - margin = slack, and who falls short is named."""
    result = deepcopy(NORTHLAND)
    result["ratifiers"][1]["slack"] = -0.05
    chart = CHARTS["ratifier-waterfall"](result)
    sizes = {(row["ratifier"], row["step"]): row["size"] for row in chart.data}
    for each in result["ratifiers"]:
        own = {step: sizes[each["id"], step] for step in ("breakdown", "margin", "gain", "slack")}
        assert own["breakdown"] + own["gain"] == pytest.approx(each["utility"])
        assert own["gain"] - own["margin"] == pytest.approx(own["slack"]) == pytest.approx(each["slack"])
    assert "breakdown 0.10, margin +0.45, gain +0.40, slack −0.05" in chart.alt
    assert chart.caption == "Short of its margin: Rights bloc."


def test_linkage_tells_who_gains_more_by_each_measure_under_each_notion():
    chart = CHARTS["linkage"](NORTHLAND)
    assert [(row["notion"], row["side"], row["gain"]) for row in chart.data] == [
        ("no agreement", "N", 0.1407), ("no agreement", "S", 0.133), ("retaliation", "N", 0.0357), ("retaliation", "S", 0.1611)]  # fmt: skip
    assert "If breakdown means no agreement, Northland gains more by either measure." in chart.caption
    assert "If breakdown means retaliation, Southland & <Isles> gains more by either measure." in chart.caption
    assert "2 of 4 find agreement (border 0.5; TONE loud)" in chart.caption


def test_linkage_shows_that_the_measures_disagree():
    result = deepcopy(NORTHLAND)
    result["linkage"]["gain_over_breakdown"]["retaliation"] = {"N": 0.4, "S": 0.3}
    assert (
        "Southland & <Isles> gains more from linkage, Northland more over breakdown"
        in CHARTS["linkage"](result).caption
    )


def test_linkage_that_was_skipped_gives_its_reason():
    chart = linkage("x", continuous(), {})
    assert chart.data == ()
    assert "an actor has an explicit disagreement" in chart.caption


# --- over time, patterns ----------------------------------------------------------------------------------------------


def test_path_marks_where_the_deal_becomes_another_and_where_leaders_change():
    chart = CHARTS["relation-path"](NORTHLAND)
    assert sorted({row["t"] for row in chart.data if row["other"]}) == [2, 3]
    assert "from period 2 ENERGY 0.5; from period 3 ENERGY 1" in chart.caption
    assert "a new leader in Northland in period 3" in chart.caption
    assert [row["value"] for row in chart.data if row["series"] == "resentment"] == [0.255, 0.2167, 0.2342, 0.425]
    rules = [layer["data"]["values"] for layer in chart.spec["vconcat"][2]["layer"] if layer["mark"]["type"] == "rule"]
    assert rules == [[{"t": 1.5}], [{"t": 2.5}]]


def test_path_without_a_deal_in_a_period_has_a_gap():
    chart = CHARTS["relation-path"](without_deal())
    assert [row["value"] for row in chart.data if row["t"] == 2 and row["series"] == "utility"] == [None, None]
    assert "from period 2 no deal" in chart.caption


@pytest.mark.parametrize("told", [{}, {"notions": None}], ids=["with the deal", "the relation alone"])
def test_path_has_two_bands_behind_each_line_that_the_axis_holds(told):
    """Nine tenths and the middle half of the draws; where no draw has a deal the band has a gap."""
    band = {"q05": 0.0, "q25": 0.1, "q50": 0.2, "q75": 0.7, "q95": 1.4}
    rows = [{"t": t, "no_deal": 0.0, "utility": None if t == 1 else {"N": band, "S": band}, "resentment": {"S": band}, "erosion": band} for t in range(4)]  # fmt: skip
    fan = {"draws": 20, "seed": 1, "left_out": 2, "rows": rows}
    chart = relation_path("The accord", {**NORTHLAND, **told}, NAMES, CHANGES, fan)
    assert [row["q95"] for row in chart.data if row["series"] == "utility"] == [1.4, 1.4, None, None, 1.4, 1.4, 1.4, 1.4]  # fmt: skip
    assert "nine tenths of 18 draws" in chart.caption
    for panel, lines in zip(chart.spec["vconcat"], (2, 1, 1), strict=True):
        areas = [layer for layer in panel["layer"] if layer["mark"]["type"] == "area"]
        assert len(areas) == 2 * lines
        assert all(layer["encoding"]["y"]["scale"]["domain"][1] > 1.4 for layer in areas)
    assert float(to_svg(chart).split('width="', 1)[1].split('"', 1)[0]) <= 720


def test_patterns_have_the_line_at_three_times_the_highest_control():
    chart = CHARTS["patterns"](NORTHLAND)
    assert [(row["pattern"], row["stands"]) for row in chart.data] == [("open border for quiet", True), ("energy opened", False), ("nobody moves", False)]  # fmt: skip
    assert [row["bar"] for row in chart.data] == pytest.approx([0.36, 1.5, 0.03])
    assert "Beyond random coding: open border for quiet." in chart.caption
    assert "The other 2 come out of shuffled files as well" in chart.caption
    assert "Where a control is above a third" in chart.caption
    assert (
        "energy opened: 93 % against weights shuffled 50 %, ideals shuffled 20 %, both shuffled 20 % (only 1.9 times)"
        in chart.alt
    )


def test_patterns_without_a_control_or_an_ensemble():
    """Rates only; and the point solution's 1 and 0 where nothing was drawn."""
    drawn = patterns("x", {key: held for key, held in NORTHLAND.items() if key != "controls"}, NAMES)
    assert "Without a control" in drawn.caption
    assert drawn.data[0]["stands"] is None
    assert to_svg(drawn).startswith("<svg")
    point = patterns("x", {key: held for key, held in NORTHLAND.items() if key != "ensemble"}, NAMES)
    assert "Rates of the deal as coded: 1 or 0." in point.caption


# --- together, and small parts ----------------------------------------------------------------------------------------


def test_charts_of_a_deal_are_those_with_data():
    def ids(result: Result, **more: Any) -> list[str]:
        return [chart.id for chart in charts_of_deal("x", result, NAMES, **more)]

    assert ids(NORTHLAND, given=SCENARIOS) == ["deal-map", "channels", "ratifiers", "ratifier-waterfall", "linkage", "scenarios", "relation-path", "patterns"]  # fmt: skip
    assert ids(with_third()) == ["channels", "ratifiers", "ratifier-waterfall", "linkage", "relation-path", "patterns"]
    assert ids(continuous()) == ["deal-map"]
    assert ids({"format": "detente-deal-result/1", "relation": {"trap": {}}}) == []


@pytest.mark.parametrize(
    "wanted", [[(100, 28)] * 4, [(0, 28), (250, 40), (255, 28)], [(300, 28), (300, 28)], [(10, 20), (200, 20)]]
)
def test_labels_in_a_column_keep_their_order_and_their_distance(wanted):
    """And a pile of four that all want one place has it in its middle."""
    middles = apart(wanted, 300)
    assert all(below - above >= (one[1] + two[1]) / 2 - 1e-9 for above, below, one, two in zip(middles, middles[1:], wanted, wanted[1:], strict=False))  # fmt: skip
    assert all(tall / 2 <= middle <= 300 - tall / 2 for middle, (_, tall) in zip(middles, wanted, strict=True))
    if len(wanted) == 4:
        assert sum(middles) / 4 == pytest.approx(100)
    if wanted == [(10, 20), (200, 20)]:
        assert middles == [10, 200]


def test_a_name_goes_where_it_covers_nothing():
    """Below left at first; elsewhere if that is taken."""
    room = (0.0, 0.0, 200.0, 200.0)
    first = beside([(100, 100)], (40, 13), [], room)
    assert (first[2] < 100, first[1] > 100) == (True, True)
    second = beside([(100, 100)], (40, 13), [first], room)
    assert second[0] > 100
    assert beside([(5, 195)], (40, 13), [], room)[0] > 5


def test_packages_and_figures_in_words():
    assert package_words({"BORDER": 0.5, "TONE": "silent", "X": None, "PIE": {"N": 0.25, "S": 0.75}}, NAMES) == (
        "border 0.5, TONE not a word, X not agreed, PIE Northland 0.25 / Southland & <Isles> 0.75")  # fmt: skip
    assert differences({"A": 1, "B": 2}, {"A": 1, "B": 3}, {}) == "B 2"
    assert [signed(value) for value in (0.104, -0.104, 0.001, -0.001)] == ["+0.10", "−0.10", "0.00", "0.00"]
    assert [figure(value) for value in (0.5, -0.001, -0.25, None)] == ["0.50", "0.00", "−0.25", "–"]
