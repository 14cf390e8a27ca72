"""Number words and small word lists that several finders share."""

UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21,
}  # fmt: skip

_ones = "|".join(sorted(UNITS, key=len, reverse=True))
_small = "|".join(word for word in UNITS if UNITS[word] < 10)
_tens = "|".join(TENS)


def either_case(pattern: str) -> str:
    """The alternation with the first letter of each word in either case (cheaper than ignoring case everywhere)."""
    return "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in pattern.split("|"))


#: A number word from one to ninety-nine, as a pattern without groups; its first letter may be a capital.
WORD_NUMBER = rf"(?:(?:{either_case(_tens)})(?:[-\s](?:{_small}))?|(?:{either_case(_ones)}))"


def word_value(text: str) -> int:
    """The value of a number word ("thirty-eight" is 38); KeyError if it is none."""
    parts = text.lower().replace("-", " ").split()
    return sum(TENS[part] if part in TENS else UNITS[part] for part in parts)


def count_of(text: str) -> int:
    """A small count in digits or words; "a" and "an" are 1."""
    low = text.lower()
    return 1 if low in ("a", "an") else int(low) if low.isdecimal() else word_value(low)
