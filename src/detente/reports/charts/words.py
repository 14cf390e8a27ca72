"""Small helpers for the words on and around a chart."""

import textwrap
from collections.abc import Sequence

from detente.dossier.dossier import Dossier


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` characters (a longer word stands alone); never empty."""
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]


def balanced(text: str, width: int) -> list[str]:
    """The text in as few lines as :func:`wrapped` needs, of nearly equal length: no last line with a single word."""
    lines = wrapped(text, width)
    while width > 1 and len(wrapped(text, width - 1)) == len(lines):
        width -= 1
        lines = wrapped(text, width)
    return lines


def listed(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def counted(number: int, noun: str) -> str:
    """``1 claim``, ``2 claims``, ``no claims``."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def capital(name: str) -> str:
    """The name with a capital letter at its beginning, as at the head of a row."""
    return name[:1].upper() + name[1:]


def period_title(dossier: Dossier, period: str) -> str:
    """The printed name of a period id."""
    return next((each.title for each in dossier.dossier.periods if each.id == period), period)


def coded_by(dossier: Dossier) -> str:
    """Who coded, and whether anybody checked: a sentence for captions."""
    coding = dossier.dossier.coding
    who = listed([f"{coder.name} ({coder.kind})" for coder in coding.coders])
    if not who:
        return ""
    checked = (
        f"agreement between coders (alpha) {coding.alpha:g}"
        if coding.alpha is not None
        else "not checked by a second coder"
    )
    return f"Coded by {who}; {checked}."
