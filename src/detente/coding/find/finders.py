"""All finders over the blocks of one document."""

from collections.abc import Sequence

from detente.coding.find.actors import find_actors
from detente.coding.find.dates import Clock, clock_of, find_dates
from detente.coding.find.named_days import Calendar
from detente.coding.find.numbers import attribute, find_numbers
from detente.coding.find.page import DATED, Block, Found, Head, Item
from detente.coding.find.pieces import joined, pieces
from detente.coding.find.pronouns import add_pronouns
from detente.coding.find.quotation_marks import marked_spans
from detente.coding.find.quotes import find_quotes
from detente.coding.find.reported import find_reported
from detente.coding.find.roster import Roster
from detente.coding.find.who import find_unknown


def find(
    blocks: Sequence[Block],
    head: Head | None = None,
    roster: Roster | None = None,
    calendar: Calendar | None = None,
    seasons: str = "north_meteorological",
) -> list[Found]:
    """What each block holds, one result a block in the same order; positions are those of the document.

    Without a roster no actor is found, and without a head nothing that counts from the document's date is resolved.
    KeyError if ``seasons`` is no option of ``date_arithmetic.SEASONS``; ValueError if the head's date is no ISO interval.
    """
    parts, of = pieces(blocks)
    return joined(_found(parts, clock_of(head), roster, calendar or Calendar(), seasons), of, len(blocks))


def _found(
    blocks: Sequence[Block], clock: Clock | None, roster: Roster | None, calendar: Calendar, seasons: str
) -> list[Found]:
    found = [Found() for _ in blocks]
    places = [place for place, block in enumerate(blocks) if block.label in DATED]
    texts = [blocks[place].text for place in places]
    body = [place for place in places if blocks[place].label == "body"]
    marks = dict(zip(body, marked_spans([blocks[place].text for place in body]), strict=True))
    if roster is not None and roster.members:
        span = (clock.first, clock.last) if clock else None
        actors = find_actors(texts, roster, span)
        add_pronouns(texts, actors, roster)
    else:
        actors = [[] for _ in texts]
    for place, text, mentions in zip(places, texts, actors, strict=True):
        spans = [(each.start, each.end) for each in marks.get(place, ())]
        found[place].dates.extend(find_dates(text, clock, calendar, seasons, spans))
        found[place].actors.extend(mentions)
        if place in marks:
            found[place].numbers.extend(find_numbers(text, found[place].dates))
    mentions_of = dict(zip(places, actors, strict=True))
    said = (
        [blocks[place].text for place in body],
        [marks[place] for place in body],
        [mentions_of[place] for place in body],
    )
    for place, quotes, reports in zip(body, find_quotes(*said), find_reported(*said), strict=True):
        found[place].quotes.extend(quotes)
        found[place].reported.extend(reports)
        attribute(found[place].numbers, reports, blocks[place].text)
    unknown = find_unknown(texts, actors, [found[place].dates for place in places])
    for place, items in zip(places, unknown, strict=True):
        found[place].who.extend(items)
        _leave_titles(found[place])
    for each, block in zip(found, blocks, strict=True):
        _move(each, block.start)
    return found


def _leave_titles(found: Found) -> None:
    """Who is named in the title of a work is not mentioned by the text."""
    titles = [item for item in found.quotes if item["kind"] == "title"]
    if titles:
        for items in (found.actors, found.who):
            items[:] = [
                each for each in items if not any(t["start"] < each["end"] and each["start"] < t["end"] for t in titles)
            ]


def _move(found: Found, by: int) -> None:
    """Positions inside the block become positions of the document."""
    for items in (found.actors, found.dates, found.quotes, found.numbers, found.reported, found.who):
        for item in items:
            _shift(item, by)


def _shift(item: Item, by: int) -> None:
    item["start"] += by
    item["end"] += by
    if "spans" in item:
        item["spans"] = [[low + by, high + by] for low, high in item["spans"]]
