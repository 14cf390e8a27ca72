"""One look for all charts: fonts, colours that survive colour blindness and grey print."""

from typing import Any

FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"
#: Total width in pixels that every chart keeps to, so that it fits a page at full size.
WIDTH = 700
#: Size of letters, and height of a line of them.
SIZE, LINE = 11, 13
INK = "#222222"
GREY = "#6b6b6b"
MIST = "#d5d5d5"
PAPER = "#ffffff"
#: The first and the second party, both together, and everybody else: told apart by colour and by shape.
SIDE_COLOURS = ("#2a5c9a", "#b5651d", "#5a3d7a", "#7d7d7d")
SIDE_SHAPES = ("circle", "square", "diamond", "triangle-up")


def config() -> dict[str, Any]:
    """The Vega-Lite configuration of every chart."""
    axis = {"labelFontSize": SIZE, "titleFontSize": SIZE, "labelColor": INK, "titleColor": GREY, "titleFontWeight": "normal",
            "domainColor": MIST, "tickColor": MIST, "gridColor": "#ececec", "labelLimit": 300}  # fmt: skip
    legend = {"labelFontSize": SIZE, "titleFontSize": SIZE, "labelColor": INK, "titleColor": GREY, "titleFontWeight": "normal",
              "labelLimit": 260, "titleLimit": 300}  # fmt: skip
    return {
        "font": FONT,
        "background": PAPER,
        "aria": False,  # the picture as a whole has its alternative text; labels of marks would follow the local time zone
        "view": {"stroke": None},
        "axis": axis,
        "legend": legend,
        "title": {"anchor": "start", "frame": "bounds", "fontSize": 15, "fontWeight": "bold", "color": INK, "offset": 10,
                  "subtitleFontSize": SIZE, "subtitleColor": GREY, "subtitlePadding": 5, "subtitleLineHeight": 14},
        "text": {"fontSize": SIZE, "color": INK},
    }  # fmt: skip
