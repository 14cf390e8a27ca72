"""Charts of a dossier: one description (a Vega-Lite specification with its data inside) for brief, docs and page.

Each chart has its own module with a function of the same name, so that importing this package costs nothing::

    from detente.reports.charts.issue_map import issue_map
    from detente.reports.charts.render import to_png, to_svg
    png = to_png(issue_map(dossier, "biden"))

``conflict`` draws solved conflicts, ``hypotheses`` weighed hypotheses and ``deals`` solved deals, all from the engines' result files.

Drawing needs the extra ``charts`` (vl-convert).
"""

#: The charts; each name is a module of this package and the function in it.
CHARTS = ("issue_map", "timeline", "heatmap", "coverage")
