"""Which country a mention speaks for, from its words alone; None where they name none.

The possessor or the adjective decides: "A's ambassador to B" and "two A soldiers" are A. This is a seed lexicon of countries,
not of persons: it never says who somebody is.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from detente.coding.find.folding import folded
from detente.coding.find.geography_table import TABLE


class Place(NamedTuple):
    """What a word names: the country, and how (``name``, ``nationality`` or ``capital``)."""

    country: str
    kind: str


@lru_cache(maxsize=1)
def places() -> dict[str, Place]:
    """Every word of the table with what it names; a name wins over a nationality, and that over a capital."""
    found: dict[str, Place] = {}
    rows = [line.split(";") for line in TABLE.strip().splitlines()]
    for column, kind in ((1, "name"), (2, "nationality"), (3, "capital")):
        for row in rows:
            for word in filter(None, row[column].split("|")):
                found.setdefault(word, Place(row[0], kind))
                if kind == "nationality" and not word.endswith(("s", "ese", "sh", "ch", "men", "US", ".", "ss")):
                    found.setdefault(word + "s", Place(row[0], kind))
    return found


@lru_cache(maxsize=1)
def place_pattern() -> re.Pattern[str]:
    """Matches any word of the table in a folded text, longest first, case as printed."""
    words = sorted(places(), key=lambda each: (-len(each), each))
    return re.compile(
        rf"(?<!\w)(?<!Latin\s)(?<!North\s)(?<!South\s)(?<!Central\s)(?:{'|'.join(re.escape(word) for word in words)})(?!\w)"
    )


_POSSESSED = re.compile(r"'s?(?=\s)")
_BEHIND = re.compile(r"\b(?:to|toward|towards|against|with|on|about|over|in|at|for|from)\s+(?:the\s+)?$", re.IGNORECASE)


def country_of(mention: str) -> str | None:
    """The ISO 3166 alpha-3 code of the country that a mention speaks for; None if it names none, or two of equal right."""
    plain = folded(mention)
    found = [(match, places()[match[0]]) for match in place_pattern().finditer(plain)]
    for match, place in found:
        if _POSSESSED.match(plain, match.end()):
            return place.country
    ruling = [place for match, place in found if not _BEHIND.search(plain[: match.start()])]
    adjectives = [place for place in ruling if place.kind == "nationality"]
    for some in (adjectives[:1], ruling):
        countries = {place.country for place in some}
        if len(countries) == 1:
            return countries.pop()
    return None
