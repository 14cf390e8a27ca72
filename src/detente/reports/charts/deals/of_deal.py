"""The charts that a result has data for, in the order in which a reader wants them."""

from collections.abc import Mapping, Sequence
from typing import Any

from detente.reports.charts.chart import Chart
from detente.reports.charts.deals.channels import channels
from detente.reports.charts.deals.deal_map import deal_map
from detente.reports.charts.deals.linkage import linkage
from detente.reports.charts.deals.patterns import patterns
from detente.reports.charts.deals.ratifier_waterfall import ratifier_waterfall
from detente.reports.charts.deals.ratifiers import ratifiers
from detente.reports.charts.deals.relation_path import relation_path
from detente.reports.charts.deals.scenarios import scenarios


def charts_of_deal(
    title: str, result: Mapping[str, Any], names: Mapping[str, str], *, outside: Mapping[str, float] | None = None,
    given: Sequence[tuple[str, Mapping[str, Any]]] = (), changes: Sequence[tuple[int, str]] = (),
    fan: Mapping[str, Any] | None = None,
) -> tuple[Chart, ...]:  # fmt: skip
    """The charts without those that would only say that they are empty; none for a file without a deal.

    ``names`` holds printed names by id (governments, ratifiers, issues, channels; levels as ``ISSUE.level``). What the result
    does not hold comes beside it: ``outside`` options by government, ``given`` scenarios (name, result), leader ``changes``
    (period, name), the ``fan`` of the path.
    """
    if not result.get("notions"):
        return ()
    drawn = (
        deal_map(title, result, names, outside),
        channels(title, result, names),
        ratifiers(title, result, names),
        ratifier_waterfall(title, result, names),
        linkage(title, result, names),
        scenarios(title, result, given, names),
        relation_path(title, result, names, changes, fan),
        patterns(title, result, names),
    )
    return tuple(chart for chart in drawn if chart.data)
