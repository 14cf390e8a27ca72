"""What a line looks like: sentence or not, headline capitals or not, how many words. Small tests that the rules share."""

import re


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written with blanks between them."""
    return frozenset(text.split())


_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*(\s*\[\d{1,3}\])*[\s■◼∎•]*$")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
#: Signs at the end of a line that are looked at, so that a line of any length takes the same time.
_TAIL = 200
_PART = re.compile(r"[^\W_]+")
_SMALL = word_set(
    "a an and as at but by for from in into is its nor of off on or over per so than that the their to up via vs with yet"
)
#: Titles and short forms whose full stop ends no sentence.
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Sgt|Col|Lt|St|No|vol|vs|etc|Inc|Ltd|Corp|Co)\.$")


def count_words(text: str) -> int:
    """Words between blanks."""
    return len(text.split())


def ends_sentence(text: str) -> bool:
    """True if the text ends in sentence punctuation; closing quotation marks, brackets and note marks may follow."""
    tail = text.rstrip()[-_TAIL:]
    return bool(_SENTENCE_END.search(tail)) and not _ABBREVIATION.search(tail)


def words_of(text: str) -> list[str]:
    """The words of a text, without marks."""
    return _WORD.findall(text)


def stems(text: str) -> set[str]:
    """Words of four letters or more, by their first five letters in lower case: how a pull quote is compared."""
    return {word.lower()[:5] for word in _PART.findall(text) if len(word) >= 4}


def headline_capitals(text: str) -> bool:
    """True if two words or more stand there and all but the small ones begin with a capital or a digit."""
    words = words_of(text)
    if len(words) < 2:
        return False
    large = [word for place, word in enumerate(words) if place == 0 or word.lower() not in _SMALL]
    return all(not word[:1].islower() for word in large)


def headline_form(text: str) -> bool:
    """True for what may be a title: begins with no small letter, and ends no sentence unless in headline capitals."""
    words = words_of(text)
    if not words or words[0][:1].islower():
        return False
    return not ends_sentence(text) or headline_capitals(text) or text.rstrip("\"'”’ ").endswith(("?", "!"))
