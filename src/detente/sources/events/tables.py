"""The code tables that ship with the importers: CAMEO to PLOVER and intensity, and names of countries to ISO codes."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from detente.dossier import plover

Mapping = Literal["table-2021", "manual-2021"]
Cameo02 = Literal["none", "request"]


@dataclass(frozen=True, slots=True)
class Code:
    """One CAMEO code: PLOVER type, mode and context (None where there is none), and both published intensities."""

    cameo: str
    plover: str | None
    mode: str | None
    context: str | None
    goldstein_icews: float | None
    goldstein_gdelt: float | None


def codes(mapping: Mapping = "table-2021", cameo02: Cameo02 = "none") -> tuple[Code, ...]:
    """Every CAMEO code, bare roots included.

    ``table-2021`` is the conversion table as published, ``manual-2021`` what the manual of that year says of the same acts
    (25 codes differ). ``cameo02`` request reads appeals (root 02) as REQUEST, none leaves them without a type. The bare
    root 08 is YIELD, either of CONCEDE and RETREAT. Root 01 has no type.
    """
    found = []
    for row in _read("cameo.csv"):
        form = "_manual" if mapping == "manual-2021" and row["plover_manual"] else ""
        kind = row[f"plover{form}"] or None
        if row["cameo"].startswith("02") and cameo02 == "request":
            kind = "REQUEST"
        found.append(Code(row["cameo"], kind, row[f"mode{form}"] or None, row[f"context{form}"] or None,
                          _number(row["goldstein_icews"]), _number(row["goldstein_gdelt"])))  # fmt: skip
    return tuple(found)


def countries() -> tuple[tuple[str, str], ...]:
    """(name or code in capitals, ISO 3166 alpha-3 code)."""
    return tuple((row["name"].upper(), row["iso3"]) for row in _read("countries.csv"))


def types() -> tuple[tuple[str, int], ...]:
    """(PLOVER type, quad class). YIELD, which merges a verbal and a material type, has no quad and is not listed."""
    return tuple((name, kind.quad) for name, kind in plover.TYPES.items())


def scores() -> tuple[tuple[str, str, float], ...]:
    """(PLOVER type, mode or empty, score)."""
    return tuple((name, mode, score) for name, kind in plover.TYPES.items() for mode, score in {"": kind.score, **kind.modes}.items())  # fmt: skip


@cache
def _read(name: str) -> tuple[dict[str, str], ...]:
    text = resources.files("detente.sources.events").joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def _number(text: str) -> float | None:
    return float(text) if text else None
