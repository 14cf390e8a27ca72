"""A report as one self-contained HTML page: styles and charts inside, no script, no request to anywhere."""

from collections.abc import Callable
from importlib import resources

from detente.kernel.errors import fail
from detente.reports.blocks import Bullets, Figure, Heading, Paragraph, Report, Table
from detente.reports.charts.chart import Chart
from detente.reports.notes import Counter


def html(report: Report, draw: Callable[[Chart], str] | None = None) -> str:
    """The page. ``draw`` gives a chart as SVG text. Raises DetenteError (part-missing) without the ``html`` extra."""
    try:
        from jinja2 import Environment, StrictUndefined
        from markupsafe import Markup
    except ImportError:
        raise fail("part-missing", "HTML needs Jinja", 'Install "detente[html]".') from None
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    counter = Counter()
    kinds = {Heading: "heading", Paragraph: "paragraph", Bullets: "bullets", Table: "table", Figure: "figure"}
    template = resources.files("detente.reports").joinpath("templates/report.html.j2").read_text("utf-8")
    return environment.from_string(template).render(
        report=report,
        kind=lambda block: kinds[type(block)],
        number=counter.number,
        types={"F": "fact", "A": "assumption", "J": "judgement"},
        picture=lambda figure: Markup(draw(figure.chart)) if draw else None,  # noqa: S704  our own renderer's SVG
        style=Markup(resources.files("detente.reports").joinpath("templates/report.css").read_text("utf-8")),  # noqa: S704
    )
