"""What an entity's name says about it: ``Police_(Mexico)`` is of the sector police and the country Mexico."""

import re
from collections.abc import Sequence

import numpy as np

from detente.engines.forecast.stream import Ids

_FORM = re.compile(r"^(?P<sector>.+?)[ _]\((?P<country>[^()]+)\)$")
#: The sector of an entity that is a country itself, and of a name that tells none.
STATE, NONE = "<state>", "<none>"


def parts(names: Sequence[str]) -> tuple[Ids, Ids, list[str], list[str]]:
    """Country and sector of every name: two arrays of indices, and the lists that they point into.

    A name ``Sector (Country)`` or ``Sector_(Country)`` has both. A name that stands as a country in another's
    parentheses is that country, sector :data:`STATE`. Every other entity is a country of its own, sector :data:`NONE`.
    """
    found = [_FORM.match(each) for each in names]
    known = {match["country"].replace("_", " ") for match in found if match}
    countries: dict[str, int] = {}
    sectors: dict[str, int] = {NONE: 0, STATE: 1}
    country, sector = np.empty(len(names), np.int64), np.zeros(len(names), np.int64)
    for place, (name, match) in enumerate(zip(names, found, strict=True)):
        plain = name.replace("_", " ")
        if match:
            where, what = match["country"].replace("_", " "), match["sector"].replace("_", " ")
        else:
            where, what = plain, STATE if plain in known else NONE
        country[place] = countries.setdefault(where, len(countries))
        sector[place] = sectors.setdefault(what, len(sectors))
    return country, sector, list(countries), list(sectors)
