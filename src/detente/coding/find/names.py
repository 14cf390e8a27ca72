"""Capitalised names as they are printed, with their titles apart. No list of persons: the form alone decides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from detente.coding.find.date_grammar import MONTHS, WEEKDAYS
from detente.coding.find.folding import folded
from detente.coding.find.word_lists import FUNCTION_WORDS, OPENERS, word_set

#: Words that stand before a name and say what its bearer is.
TITLES = word_set("""president vice prime minister ministers foreign chancellor king queen prince princess sheikh emir general gen. colonel
    col. captain major lieutenant lt. admiral adm. sergeant marshal senator sen. representative rep. congressman congresswoman
    governor gov. mayor secretary deputy ambassador amb. envoy judge justice attorney chief chairman chairwoman chair director
    speaker spokesman spokeswoman spokesperson professor prof. doctor dr. mr. mrs. ms. mr mrs ms dr sir lord lady pope father
    former ex-president then-president then-candidate candidate president-elect premier commissioner commander officer analyst
    historian economist lawyer adviser advisor diplomat colleague opponent rival lawmaker legislator leader counterpart
    relations defense defence finance interior trade state economy energy labor labour agriculture health justice""")
_HEAD_TITLES = TITLES - word_set("foreign relations defense defence finance interior trade state economy energy labor labour agriculture health justice former vice")  # fmt: skip
#: The last word of a name that is a work, a treaty or a place: actors named inside it are not mentioned by it.
_WORKS = word_set("""agreement treaty pact accord act protocol protocols convention charter constitution law bill amendment declaration
    times post journal review university college institute school street avenue square airport tower foundation county
    summit conference initiative plan programme program cup games river gulf sea bank prize award bridge dam war revolution
    association compact framework doctrine memorandum code city""")
_WORD = r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Prof|Lt|Col|Amb|Adm)\.|(?:[A-Z]\.)+(?:-[A-Z][\w']*)*|[A-Z][\w']*(?:-[A-Z]?[\w']+)*)"
_LINK = r"(?:\s+(?:de|del|de\s+la|la|van|von|der|bin|ibn|al|el|da|dos|du|di|of|of\s+the)(?=\s+[A-Z]))?"
_NAME = re.compile(rf"(?<![\w.])(?:{_WORD})(?:{_LINK}(?<!'s)\s+{_WORD})*")
_NOT_NAMES = frozenset(name.lower() for name in (*MONTHS, *WEEKDAYS)) | FUNCTION_WORDS | OPENERS
_REGIONS = frozenset({"Latin American", "Central American", "North American", "South American", "Americas", "America"})
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``start..end`` without its title; ``title`` is what stood before it; ``opens`` says that a sentence began there."""

    start: int
    end: int
    text: str
    title: str
    opens: bool


@lru_cache(maxsize=256)  # several finders ask for the same block
def names(text: str) -> tuple[Name, ...]:
    """The capitalised names of a text, possessives stripped, titles and opening function words cut off."""
    return tuple(_names(text))


def _names(text: str) -> Iterator[Name]:
    plain = folded(text)
    for match in _NAME.finditer(plain):
        start, end = match.start(), match.end()
        opens = re.search(r"(?:^|[.!?:][\"'”’»)\]]*\s+|[\n“\"‘(])$", text[max(0, start - 6) : start]) is not None
        while True:  # a function word that opens the sentence, then titles, are no part of the name
            word = re.match(r"\S+", plain[start:end])
            if word and word[0].lower() in _NOT_NAMES and word.end() < end - start:
                start += word.end() + len(re.match(r"\s*", plain[start + word.end() : end])[0])  # type: ignore[index]
                opens = False
                continue
            break
        low, title = _without_title(plain, start, end)
        cut = _POSSESSIVE.search(plain[low:end])
        if cut:
            end = low + cut.start()
        word_count = len(plain[low:end].split())
        if low >= end or (word_count == 1 and plain[low:end].lower() in _NOT_NAMES):
            continue
        yield Name(low, end, text[low:end], title, opens and not title)


def _without_title(plain: str, start: int, end: int) -> tuple[int, str]:
    """Where the name begins behind its titles, and the titles; a name that is all title keeps its start."""
    place, cut = start, start
    headed = False
    for word in re.finditer(r"\S+", plain[start:end]):
        if word[0].lower() not in TITLES:
            break
        headed = headed or word[0].lower() in _HEAD_TITLES
        place = start + word.end()
        cut = place + len(re.match(r"\s*", plain[place:end])[0])  # type: ignore[index]
    if not headed or cut >= end:
        return start, ""
    return cut, plain[start:place]


def is_work(name: str) -> bool:
    """True for the name of a treaty, an institution or a place by its last word, and for parts of the world."""
    words = re.split(r"[\s-]", folded(name))
    return words[-1].lower() in _WORKS or " ".join(words) in _REGIONS
