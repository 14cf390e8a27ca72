"""What is said and drawn of an outlook: the charts are well formed, the brief tells it, and weak numbers are called weak."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from outlook_records import drifting, scattered

from detente import workbench
from detente.binding.outlook_classes import QUADS
from detente.explain.outlook import Checked, explain_backtest
from detente.reports.charts.outlook import outlook_chart, reliability_chart
from detente.reports.outlook_data import reliability_rows
from detente.studies.outlook_now import numbers, strengths
from detente.studies.outlook_scores import score
from detente.workbench.events_for_briefs import outlook_for
from detente.workbench.outlook import Asked, dossier_bound


def _row(p: float, direction: str = "USA>MEX", days: int = 7) -> dict[str, Any]:
    one, other = direction.split(">")
    return {"source": one, "target": other, "direction": direction, "class": "verbal conflict", "horizon": days, "p": p, "low": p / 2, "high": p, "climatology": 0.3, "words": "x"}  # fmt: skip


def test_the_charts_are_vega_lite_and_say_their_figures() -> None:
    altair = pytest.importorskip("altair")
    chart = outlook_chart("A and B", [_row(0.4), _row(0.6, days=30), _row(0.2, "MEX>USA")])
    altair.Chart.from_dict(chart.spec, validate=True)
    assert "USA to MEX: verbal conflict, 7 days" in chart.alt
    assert [row["p"] for row in chart.data] == [0.4, 0.6, 0.2]
    held = scattered(pairs=40)
    rows = reliability_rows(7, score(held)["all"])
    drawn = reliability_chart("record", rows)
    altair.Chart.from_dict(drawn.spec, validate=True)
    assert len(drawn.data) == 10
    thin = reliability_chart("record", [{**row, "shown": False} for row in rows])
    assert "No point is shown" in thin.caption + thin.alt


def test_weak_numbers_are_called_weak() -> None:
    held = scattered(pairs=40)
    rng = np.random.default_rng(9)
    noise = replace(held, p=rng.uniform(0.02, 0.98, held.p.shape))  # what is said has nothing to do with what comes
    strong, weak = (Checked(each, score(each)) for each in (held, noise))
    assert strong.beats
    assert not weak.beats
    assert "worse than the base rate on one and two" in " ".join(each.text for each in explain_backtest({7: weak}))
    unlearned = replace(held, p=held.references["climatology"], modelled=np.zeros_like(held.modelled))
    assert "too little to learn from" in explain_backtest({7: Checked(unlearned, score(unlearned))})[0].text


def test_the_brief_tells_the_outlook_and_that_it_is_the_base_rate() -> None:
    dossier = workbench.open_dossier("us-mexico")
    ahead, worth = outlook_for(dossier, None, 0)
    assert len(ahead) == 4
    assert all("base rate" in each.text for each in ahead)
    assert any(each.claims for each in ahead)
    assert "not enough to beat the base rate" in worth[0].text
    assert outlook_for(replace(dossier, events={}), None, 0) == ((), ())


def test_a_longer_horizon_is_never_less_likely() -> None:
    found = numbers(drifting(), range(20), range(4), (30, 7, 14))
    for pair in range(20):
        for row in range(4):
            own = sorted(
                (each for each in found if (each.pair, each.row) == (pair, row)), key=lambda each: each.horizon
            )
            for kind in ("p", "low", "high"):
                values = [getattr(each, kind) for each in own]
                assert values == sorted(values)


def test_the_strength_of_a_pair_is_told_on_the_scale_of_its_scores() -> None:
    from detente.engines.outlook.intensity import Panel

    rng = np.random.default_rng(2)
    panel = Panel(100 + rng.normal(0, 5, (8, 800)), tuple((f"A{n}", "B") for n in range(8)), np.datetime64("2019-01-01"))  # fmt: skip
    found = strengths(panel, (0, 3), (7,))
    assert [each.pair for each in found] == [0, 3]
    assert found[0].mean == pytest.approx(100, abs=5)
    assert found[0].low < found[0].mean < found[0].high
    assert strengths(Panel(panel.scores[:, :300], panel.pairs, panel.first_day), (0,), (7,)) == ()


def test_dates_known_only_roughly_are_left_out_and_joint_acts_count_both_ways(small_dossier: Any) -> None:
    asked = Asked((7,), QUADS, False, None, "none", None, None, 1, 31)
    bound = dossier_bound(small_dossier, ("NOR", "SUD"), asked)
    middle = (np.datetime64("2020-04-15") - bound.stream.first_day).astype(int)
    assert bound.stream.counts[0, 3, middle] == 1  # 1 to 30 April counts on its middle day
    assert bound.events[0, 0] == bound.events[1, 0] == ("joint-count",)
    assert bound.events[1, 3] == ()
    strict = dossier_bound(small_dossier, ("NOR", "SUD"), replace(asked, longest=29))
    assert strict.left_out == {"dated too coarsely": ("closure",)}
