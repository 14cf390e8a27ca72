"""SVG text, written plainly: every attribute and word escaped, no script, the same bytes for the same drawing."""

from collections.abc import Iterable
from html import escape

from detente.reports.charts import theme


def number(value: float) -> str:
    """A measure in as few letters as a tenth of a pixel needs."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def tag(name: str, content: str = "", /, **attributes: str | float) -> str:
    """An element; ``content`` is SVG already. Attribute names have ``_`` for ``-``; empty texts are left out."""
    told = "".join(
        f' {key.strip("_").replace("_", "-")}="{escape(number(value) if isinstance(value, (int, float)) else value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def words(text: str, x: float, y: float, **attributes: str | float) -> str:
    """A line of text with its baseline at ``y``."""
    return tag("text", escape(_printable(text), quote=False), x=x, y=y, **attributes)


def named(text: str) -> str:
    """The name of the element around it, which browsers show to a pointer at rest."""
    return tag("title", escape(_printable(text), quote=False))


def picture(name: str, width: float, height: float, title: str, told: str, parts: Iterable[str]) -> str:
    """The whole drawing on a light ground, an image with a title and its alternative text as description."""
    head = f"{named(title)}{tag('desc', escape(_printable(told), quote=False))}"
    ground = tag("rect", width=width, height=height, fill=theme.PAPER)
    return tag(
        "svg", head + ground + "".join(parts), xmlns="http://www.w3.org/2000/svg", role="img", data_chart=name,
        width=width, height=height, viewBox=f"0 0 {number(width)} {number(height)}", font_family=theme.FONT,
        font_size=theme.SIZE, fill=theme.INK,
    )  # fmt: skip


def _printable(text: str) -> str:
    """The text without signs that XML cannot hold."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")
