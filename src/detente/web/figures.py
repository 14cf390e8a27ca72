"""Charts inside pages: drawn by the program as SVG, kept by what they show, coloured by the page's own sheet."""

import re
import threading
from collections import OrderedDict
from typing import Any

from markupsafe import Markup

from detente import workbench
from detente.kernel import fingerprints

KEPT = 128
_drawn: OrderedDict[str, str] = OrderedDict()
_lock = threading.Lock()
#: What the chart library says of each mark; the picture as a whole has its title and its words, and marks without words are noise.
_SAID_OF_MARKS = re.compile(r' (?:role="graphics-(?:symbol|object)"|aria-roledescription="[^"]*")')


def picture(chart: Any) -> Markup:
    """The chart as SVG for a page. Its colours are attributes, which the style sheet turns over in the dark."""
    key = fingerprints.of_data([chart.spec, chart.svg, chart.alt, chart.title])
    with _lock:
        if key not in _drawn:
            _drawn[key] = _SAID_OF_MARKS.sub("", workbench.draw(chart))
        _drawn.move_to_end(key)
        while len(_drawn) > KEPT:
            _drawn.popitem(last=False)
        return Markup(_drawn[key])  # noqa: S704  our own renderer's SVG, texts escaped
