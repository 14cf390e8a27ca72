"""A copy of a text for comparing: accents off, curly apostrophes straight, short dashes and odd blanks plain. Every position stays the same."""

import unicodedata


def _table() -> dict[int, str]:
    table = {0x2019: "'", 0x2018: "'", 0x02BC: "'", 0x2011: "-", 0x2010: "-", 0x2013: "-"}
    table |= dict.fromkeys((0x00A0, 0x2002, 0x2003, 0x2009, 0x202F, 0x200A), " ")
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code):
            table[code] = base
    return table


_TABLE = _table()


def folded(text: str) -> str:
    """The text with one character for each of its own."""
    return text if text.isascii() else text.translate(_TABLE)
