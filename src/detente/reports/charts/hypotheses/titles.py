"""Printed names of hypotheses and sources, and their order."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def titles(ids: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """The printed name of each id; where two share one, the id stands behind it, so that no two rows become one."""
    told = {each: names.get(each, each) for each in ids}
    shared = list(told.values())
    return {each: title if shared.count(title) == 1 else f"{title} ({each})" for each, title in told.items()}


def ranking(result: Mapping[str, Any]) -> Sequence[str]:
    """The hypotheses, the likeliest first."""
    held: Sequence[str] = result["ranking"]
    return held


def percent(share: float) -> str:
    """``62 %``; never a rounded certainty."""
    return "< 1 %" if share < 0.005 else "> 99 %" if share > 0.995 else f"{share:.0%}".replace("%", " %")
