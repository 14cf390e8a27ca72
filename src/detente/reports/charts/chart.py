"""A chart: a specification, the rows behind it, and the words that go with it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Chart:
    """``spec`` is Vega-Lite with its data inside; ``data`` the same figures as a table for readers and tests.

    A drawing that Vega-Lite has no means for is SVG of our own in ``svg``; ``spec`` is then empty.
    ``caption`` says what is drawn and on what it rests; ``alt`` gives the figures in words to who cannot see them.
    """

    id: str
    title: str
    caption: str
    alt: str
    spec: dict[str, Any]
    data: tuple[dict[str, Any], ...]
    svg: str = ""
