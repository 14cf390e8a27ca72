"""The drawing of a conflict: everything once, nothing over anything, and every line where it says it goes."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise

import numpy as np
import pytest
from conflict_cases import ELMIRA_ARCS, Model, cuban, elmira, made_up, party, prisoners, result, trap, us_china
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.reports.blocks import Figure, Report
from detente.reports.charts import theme
from detente.reports.charts.conflict.axes import axes
from detente.reports.charts.conflict.drawn import conflict_chart
from detente.reports.charts.conflict.graph import conflict_graph, layout
from detente.reports.charts.conflict.picture import Box, Picture, Point
from detente.reports.charts.conflict.read import graph_view
from detente.reports.charts.conflict.routes import shortest
from detente.reports.charts.conflict.selection import LIMIT, shown_moves, shown_states
from detente.reports.charts.conflict.summary import conflict_summary
from detente.reports.charts.conflict.view import GraphView, Move
from detente.reports.charts.letters import wide
from detente.reports.charts.render import to_png, to_svg
from detente.reports.html import html

CASES = {
    "prisoners": (*prisoners(), None), "cuban": (*cuban(), None), "elmira": (*elmira(), ELMIRA_ARCS), "trap": (*trap(), None),
    "64 of three": (*made_up(2, 2, 2), None), "us-china": (*us_china(), None), "256 of two": (*made_up(4, 4), None),
}  # fmt: skip
VIEWS = {name: graph_view(*case) for name, case in CASES.items()}
SVG = "{http://www.w3.org/2000/svg}"


def laid_out(view: GraphView, limit: int = 100, every: bool = True, against: bool = False) -> tuple[Picture, Counter]:
    """The picture, and the moves that it has to hold: those chosen, and the steps of the path."""
    shown = shown_states(view, limit)
    moves = shown_moves(view, shown, every, against)
    wanted = Counter((view.party(move.by), move.start, move.end) for move in (*moves, *view.path) if {move.start, move.end} <= set(shown))  # fmt: skip
    return layout(view, shown, moves), wanted


def check(view: GraphView, picture: Picture, wanted: Counter) -> None:
    boxes = {box.state: box for box in picture.boxes}
    for one, two in combinations(picture.boxes, 2):
        assert one.right <= two.x or two.right <= one.x or one.bottom <= two.y or two.bottom <= one.y
    drawn = Counter((line.by, start, line.target) for line in picture.lines for start, _ in line.starts)
    assert drawn == wanted
    spans = []
    for line in picture.lines:
        assert on_edge(boxes[line.target], line.end)
        assert all(on_edge(boxes[state], point) for state, point in line.starts)
        own = list(pieces(line.path))
        ends = [point for piece in own for point in (piece[0], piece[-1])]
        for x, y in (line.end, *(point for _, point in line.starts)):
            assert any(abs(x - at) < 0.2 and abs(y - height) < 0.2 for at, height in ends)
        spans += [(min(xs), min(ys), max(xs), max(ys)) for xs, ys in (zip(*piece, strict=True) for piece in own)]
    if spans:
        lines, blocks = np.array(spans)[:, None], np.array([(box.x, box.y, box.right, box.bottom) for box in picture.boxes])  # fmt: skip
        assert not np.any(np.all((lines[..., :2] < blocks[:, 2:] - 1) & (lines[..., 2:] > blocks[:, :2] + 1), axis=-1))
    texts = [rectangle(heading) for heading in picture.headings]
    texts += [(box.x, box.y, box.right, box.bottom) for box in picture.boxes]
    for a, b in combinations(texts, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    assert all(box.x >= -1 and box.right <= picture.width and box.bottom <= picture.height for box in picture.boxes)


def on_edge(box: Box, point: Point) -> bool:
    sideways = point[0] in (box.x, box.right) and box.y <= point[1] <= box.bottom
    return sideways or (point[1] == box.bottom and box.x <= point[0] <= box.right)


def pieces(path: str) -> Iterator[list[Point]]:
    """Path data in straight pieces: lines as they are, which all run along an axis, and curves in points."""
    here = (0.0, 0.0)
    for sign, text in re.findall(r"([MLQC])([^MLQC]*)", path):
        numbers = [float(each) for each in text.split()]
        points = [here, *zip(numbers[::2], numbers[1::2], strict=True)]
        if sign == "L":
            assert here[0] == points[-1][0] or here[1] == points[-1][1]
            yield points
        elif sign != "M":
            yield from ([bezier(points, step / 10)] for step in range(11))
        here = points[-1]


def bezier(points: list[Point], share: float) -> Point:
    while len(points) > 1:
        points = [(a + (c - a) * share, b + (d - b) * share) for (a, b), (c, d) in pairwise(points)]
    return points[0]


def rectangle(heading) -> tuple[float, float, float, float]:
    # the estimate of the width is on the wide side, so a tenth of it may hang over
    width = 0.9 * max(wide(line, bold=heading.bold) for line in heading.lines)
    left = heading.x - (width / 2 if heading.anchor == "middle" else 0)
    return left, heading.y - 9, left + width, heading.y + 2 + theme.LINE * (len(heading.lines) - 1)


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("every", [True, False])
def test_nothing_covers_anything_and_every_line_ends_where_it_says(name, every):
    """Boxes, words and lines of each case; with every move, also those for the worse, where states are few."""
    few = len(VIEWS[name].states) <= 16
    picture, wanted = laid_out(VIEWS[name], LIMIT if name == "256 of two" else 100, every, against=every and few)
    check(VIEWS[name], picture, wanted)


@st.composite
def listed(draw) -> tuple[Model, Model]:
    """A conflict in explicit form: states without options, any arcs, any ranking with ties."""
    states = [f"s{place}" for place in range(draw(st.integers(1, 14)))]
    dms = "AB"[: draw(st.integers(1, 2))]
    pair = st.tuples(st.sampled_from(states), st.sampled_from(states)).filter(lambda pair: pair[0] != pair[1])
    arcs: dict[str, dict[str, list[str]]] = {}
    for dm in dms:
        for start, end in draw(st.lists(pair, max_size=20, unique=True)) if len(states) > 1 else ():
            arcs.setdefault(dm, {}).setdefault(start, []).append(end)
    ranks = {dm: {state: draw(st.integers(1, 4)) for state in states} for dm in dms}
    model = {"id": "x", "decision_makers": [{"id": dm} for dm in dms], "states": [{"id": state} for state in states], "arcs": arcs}  # fmt: skip
    if draw(st.booleans()):
        model["status_quo"] = draw(st.sampled_from(states))
    return model, result(model, ranks, [(state, None) for state in states])


@settings(deadline=None, max_examples=40)
@given(listed(), st.booleans())
def test_any_listed_conflict_is_drawn_in_layers_without_a_line_through_a_box(case, against):
    view = graph_view(*case)
    picture, wanted = laid_out(view, against=against)
    assert not picture.gridded
    check(view, picture, wanted)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=3), st.integers(3, 90), st.booleans())
def test_any_conflict_of_options_is_drawn(sizes, limit, every):
    view = graph_view(*made_up(*sizes))
    picture, wanted = laid_out(view, limit, every)
    check(view, picture, wanted)


@pytest.mark.parametrize("name", VIEWS)
def test_every_state_is_drawn_once_in_well_formed_svg_with_its_words(name):
    """One group for each state; title, description and role on the root; no script, no address; the same bytes twice."""
    chart = conflict_graph(VIEWS[name])
    svg = to_svg(chart)
    root = ET.fromstring(svg)  # noqa: S314
    drawn = [each.get("data-state") for each in root.iter(f"{SVG}g") if each.get("data-state")]
    assert drawn == [row["state"] for row in chart.data]
    assert len(set(drawn)) == len(drawn)
    assert root.get("role") == "img"
    assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    assert (root[0].text, root[1].text) == (chart.title, chart.alt)
    assert "<script" not in svg
    assert svg.count("http") == 1
    assert svg == to_svg(conflict_graph(graph_view(*CASES[name])))


def test_text_is_escaped_and_control_signs_are_dropped():
    model, solved = cuban()
    model["decision_makers"][0]["title"] = 'US <b>&"\x00'
    chart = conflict_graph(graph_view(model, solved))
    root = ET.fromstring(chart.svg)  # noqa: S314
    assert "<b>" not in chart.svg
    assert 'US <b>&"' in {text.text for text in root.iter(f"{SVG}text")}


def test_moves_follow_from_the_options_and_their_directions():
    """Four states of two options of one party: all twelve moves; none back once an option is only taken."""
    model = {"id": "x", "decision_makers": [party("A", "a", "b")]}
    solved = made_up(2)[1]
    both = graph_view(model, {**solved, "states": [{**each, "taken": [o.translate({"o": "", 48: "a", 49: "b", 111: ""}) for o in each["taken"]], "rank": {"A": 1}} for each in solved["states"]]})  # fmt: skip
    assert len(both.moves) == 12
    assert not any(move.improving for move in both.moves)
    model["decision_makers"][0]["options"][0]["moves"] = "forward"
    model["decision_makers"][0]["options"][1]["moves"] = "back"
    one_way = graph_view(model, {**solved, "states": [{"id": state.id, "taken": sorted(state.taken), "rank": {"A": 1}} for state in both.states]})  # fmt: skip
    assert {(move.start, move.end) for move in one_way.moves} == {("0", "1"), ("2", "3"), ("2", "0"), ("3", "1"), ("2", "1")}  # fmt: skip


def test_improvements_of_the_cuban_crisis_are_those_of_the_worked_case():
    """At 6 the US can only improve to 4, and the USSR has nothing better."""
    better = {(move.by, move.start, move.end) for move in VIEWS["cuban"].moves if move.improving}
    assert {move for move in better if move[1] == "6"} == {("US", "6", "4")}
    assert {move for move in better if move[1] == "2"} == {("USSR", "2", "6")}


def test_the_strongest_concept_is_named_and_drawn():
    view = VIEWS["cuban"]
    assert view.strongest == {"4": "seq", "6": "seq", **dict.fromkeys(("0", "1", "2", "5", "7"), "smr")}
    assert VIEWS["prisoners"].strongest == {"0": "nash", "3": "seq"}
    root = ET.fromstring(conflict_graph(VIEWS["prisoners"]).svg)  # noqa: S314
    told = {each.get("data-state"): [text.text for text in each.iter(f"{SVG}text")] for each in root.iter(f"{SVG}g") if each.get("data-state")}  # fmt: skip
    assert told == {"0": ["0", "Nash"], "1": ["1"], "2": ["2"], "3": ["3", "SEQ", "START"]}


def test_the_path_leads_to_the_outcome_else_to_the_strongest_equilibrium_that_improvements_reach():
    assert [(move.by, move.start, move.end, move.improving) for move in VIEWS["cuban"].path] == [("US", "0", "2", True), ("USSR", "2", "6", True)]  # fmt: skip
    assert [move.end for move in VIEWS["elmira"].path] == ["s5"]
    assert [move.end for move in graph_view(*elmira(), ELMIRA_ARCS, toward="s9").path] == ["s9"]
    assert VIEWS["trap"].path == ()
    model, solved = prisoners()
    at_rest = {
        **solved["status_quo"],
        "state": "0",
        "paths": {"3": {"moves": [{"by": "A", "to": "1"}, {"by": "B", "to": "3"}]}},
    }
    assert graph_view(model, {**solved, "status_quo": at_rest}).path == ()
    sought = graph_view(*cuban(), toward="5").path
    assert (len(sought), sought[-1].end, {move.improving for move in sought}) == (2, "5", {True})
    picture, _ = laid_out(VIEWS["cuban"])
    assert sorted((line.step, line.target) for line in picture.lines if line.step) == [(1, "2"), (2, "6")]


def test_nobody_moves_twice_in_a_row_on_the_shortest_way():
    """B could go from s1 to s3 alone, but not in two moves of its own; with A in between it can."""
    moves = [Move("B", "s1", "s2", True), Move("B", "s2", "s3", True)]
    assert shortest(moves, "s1", "s3") == ()
    assert shortest(moves, "s1", "s2") == (moves[0],)
    assert shortest(moves, "s1", "s1") == ()
    round_about = [*moves, Move("A", "s2", "s4", True), Move("A", "s4", "s2", True), Move("C", "s4", "s2", True)]
    assert [move.end for move in shortest(round_about, "s1", "s3")] == ["s2", "s4", "s2", "s3"]


def test_two_parties_make_a_grid_in_which_moves_go_straight():
    """Rows are combinations of the first party and columns of the second; what the options forbid is an empty place."""
    view = VIEWS["cuban"]
    found = axes(view.parties, view.states)
    assert (len(found.rows), len(found.columns)) == (4, 3)
    assert all(found.cells[move.start][0 if move.by == "USSR" else 1] == found.cells[move.end][0 if move.by == "USSR" else 1] for move in view.moves)  # fmt: skip
    china = VIEWS["us-china"]
    picture, _ = laid_out(china)
    assert picture.gridded
    assert len(picture.boxes) == 76
    assert len(picture.gaps) == 12 * 9 - 76
    assert not any(left_out for _, left_out in picture.gaps)


def test_a_conflict_that_is_too_large_keeps_what_matters_and_counts_the_rest():
    """Start, outcome, path and the equilibria that fit stay; the words say how many states are not drawn."""
    chart = conflict_graph(VIEWS["us-china"], limit=20)
    shown = {row["state"] for row in chart.data}
    assert len(shown) == 20
    assert {"1", *VIEWS["us-china"].equilibria["gmr"]} <= shown
    for text in (chart.caption, chart.alt):
        assert "56 of 76 states are left out." in text
    crowded = conflict_graph(graph_view(*made_up(4, 4, stable=100)))
    assert len(crowded.data) == LIMIT
    drawn = sum(row["equilibrium"] == ["nash"] for row in crowded.data)
    assert f"192 of 256 states are left out, among them equilibria by strongest concept: {100 - drawn} Nash." in crowded.alt  # fmt: skip


def test_neighbours_of_what_matters_come_before_the_rest():
    """With one place left after start and equilibrium, a state goes in that is one move from one of them."""
    view = graph_view(*made_up(4, 4, stable=1))
    shown = shown_states(view, 3)
    assert {"0", "255"} < set(shown)
    (third,) = set(shown) - {"0", "255"}
    assert any(move.improving and third in (move.start, move.end) and {"0", "255"} & {move.start, move.end} for move in view.moves)  # fmt: skip


def test_of_many_states_only_the_best_move_of_each_party_is_drawn():
    view = VIEWS["64 of three"]
    moves = shown_moves(view, [state.id for state in view.states], every=False, against=False)
    assert max(Counter((move.by, move.start) for move in moves).values()) == 1
    better = {(move.by, move.start): move for move in view.moves if move.improving}
    assert {(move.by, move.start) for move in moves} == set(better)
    for move in moves:
        ends = [each.end for each in view.moves if (each.by, each.start) == (move.by, move.start)]
        assert view.by_id[move.end].rank[move.by] == min(view.by_id[end].rank[move.by] for end in ends)


def test_what_cannot_be_drawn_says_why():
    with pytest.raises(ValueError, match="needs its arcs from the engine"):
        graph_view(*elmira())
    with pytest.raises(ValueError, match="detail: summary"):
        graph_view({"decision_makers": []}, {"n_states": 1})


def test_thousands_of_states_become_counts():
    model = {"id": "big", "title": "Big", "outcome": {"state": "5", "date": "2020-01-01"}}
    solved = {"n_states": 1 << 20, "n_equilibria": {"nash": 3, "seq": 1 << 19, "smr": None, "gmr": 1 << 20}, "evidence": {"seq": {"in": True}}}  # fmt: skip
    chart = conflict_chart(model, solved)
    assert [(row["concept"], row["told"]) for row in chart.data] == [("Nash", "3 (< 0.1 %)"), ("SEQ", "524,288 (50.0 %)"), ("GMR", "1,048,576 (100.0 %)")]  # fmt: skip
    assert "1,048,576 states are too many" in chart.alt
    assert "state 5, is an equilibrium by SEQ." in chart.caption
    assert to_svg(chart).startswith("<svg")
    altair = pytest.importorskip("altair")
    assert altair.LayerChart.from_dict(chart.spec).to_dict()["layer"]
    assert "No data" in conflict_summary(model, {"n_states": 0}).alt
    assert conflict_chart(*cuban()).id == "conflict"


def test_the_drawing_goes_into_page_and_word_file():
    """The page holds the SVG itself; a PNG of it has twice its size."""
    chart = conflict_graph(VIEWS["cuban"])
    assert chart.svg in html(Report("T", "S", (Figure(chart),)), to_svg)
    png = to_png(chart)
    assert png.startswith(b"\x89PNG")
    width = float(ET.fromstring(chart.svg).get("width"))  # noqa: S314
    assert int.from_bytes(png[16:20], "big") == pytest.approx(2 * width, abs=2)
