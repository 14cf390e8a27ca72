"""The picture of a conflict: its states, who can move where, and where it comes to rest.

``read.graph_view(model, result)`` makes a :class:`view.GraphView` of the two mappings; ``graph.conflict_graph(view)`` draws it;
``summary.conflict_summary(result)`` stands in for it when there are thousands of states. ``read`` and ``view`` know the
conflict, ``selection``, ``axes``, ``grid`` and ``layers`` decide where everything stands, ``draw`` and ``legend`` write SVG.
"""
