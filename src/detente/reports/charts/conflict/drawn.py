"""The picture of a solved conflict, whatever its size: its graph, or counts where a graph would say nothing."""

from collections.abc import Mapping
from typing import Any

from detente.reports.charts.chart import Chart
from detente.reports.charts.conflict.graph import conflict_graph
from detente.reports.charts.conflict.read import Arcs, graph_view
from detente.reports.charts.conflict.summary import MANY, conflict_summary


def conflict_chart(model: Mapping[str, Any], result: Mapping[str, Any], arcs: Arcs | None = None) -> Chart:
    """MODEL.json and RESULT.json in; ``arcs`` as in :func:`read.graph_view`."""
    if "states" not in result or result["n_states"] > MANY:
        return conflict_summary(model, result)
    return conflict_graph(graph_view(model, result, arcs))
