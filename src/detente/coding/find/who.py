"""The queue "who is this?": capitalised names that no member of the roster explains."""

import re
from collections.abc import Sequence

from detente.coding.find.folding import folded
from detente.coding.find.geography import country_of, places
from detente.coding.find.names import TITLES, is_work, names
from detente.coding.find.page import Item
from detente.coding.find.word_lists import OPENERS


def find_unknown(texts: Sequence[str], actors: Sequence[list[Item]], dates: Sequence[list[Item]]) -> list[list[Item]]:
    """The names in each block outside actors and dates; capitals, nationalities and treaties are not asked for. One word that only opens a sentence is no name by its capital."""
    printed = [names(text) for text in texts]
    inner = {name.text for each in printed for name in each if not name.opens}
    found = []
    for text, each, known, times in zip(texts, printed, actors, dates, strict=True):
        items: list[Item] = []
        for name in each:
            single = not re.search(r"[\s.]", name.text)
            if single and ((name.opens and name.text not in inner) or name.text.lower() in TITLES | OPENERS):
                continue
            place = places().get(folded(name.text))
            if (place and place.kind != "name") or len(name.text) < 2 or is_work(name.text):
                continue
            if any(item["start"] < name.end and name.start < item["end"] for item in (*known, *times)):
                continue
            items.append({
                "start": name.start, "end": name.end, "text": text[name.start : name.end], "status": "suggested",
                "rule": "capitalised", "title": name.title or None, "country": country_of(name.text),
            })  # fmt: skip
        found.append(items)
    return found
