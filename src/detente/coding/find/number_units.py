"""What a figure counts: currencies, scale words, time units, plural nouns and ranks, as small editable tables."""

import re

from detente.coding.find.word_lists import FUNCTION_WORDS, word_set

SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9,
    "tn": 1e12, "trillion": 1e12, "hundred": 100.0, "dozen": 12.0,
}  # fmt: skip
SIGNS = {
    "US$": "USD", "C$": "CAD", "A$": "AUD", "Mex$": "MXN", "MX$": "MXN", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY",
}  # fmt: skip
CODES = ("USD", "EUR", "GBP", "MXN", "CAD", "JPY", "CNY", "CHF", "AUD", "BRL", "INR", "RUB", "TRY")
#: Names of money; "dollars", "pesos" and "pounds" stay as printed, for the text need not say whose.
MONEY_WORDS = {
    "dollars": "dollars", "dollar": "dollars", "euros": "EUR", "euro": "EUR", "pounds": "pounds", "pesos": "pesos",
    "peso": "pesos", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rubles": "RUB", "roubles": "RUB", "rupees": "rupees",
    "francs": "francs", "crowns": "crowns", "kronor": "SEK", "kroner": "kroner", "lira": "lira", "reais": "BRL",
}  # fmt: skip
#: Spans told in years: a decade is ten of them.
LONG_UNITS = {"decade": 10, "century": 100}
HEDGES = (
    "about", "around", "roughly", "approximately", "some", "nearly", "almost", "more than", "over", "at least", "fewer than",
    "less than", "under", "up to", "as many as", "as much as", "only", "just", "barely", "close to", "an estimated",
    "well over", "at most", "no more than", "exactly", "upwards of", "or so",
)  # fmt: skip
_PLURALS = word_set(
    "people men women children police personnel staff troops cattle sheep fish aircraft media crew parties"
)
_NO_NOUNS = word_set("""as is was has this its us his hers ours theirs yours does plus thus yes less unless always perhaps besides across
    towards afterwards sometimes versus minus whereas times others lies says goes takes makes gives comes seems means""")
RANKS = word_set("largest biggest smallest richest poorest highest lowest strongest wealthiest oldest longest most busiest top worst best")  # fmt: skip
ROLE_NOUNS = word_set("""customer buyer partner supplier exporter importer market economy source investor donor employer producer party
    recipient seller creditor lender ally contributor destination shareholder rival competitor consumer owner month year
    day week quarter""")
_NOUN = re.compile(r"[\s\u00a0]+([^\W\d_][\w’'-]*)")


def unit_after(text: str, end: int, reach: int = 3) -> tuple[str, int] | None:
    """The plural noun that the figure before ``end`` counts and where it ends, None if none follows within ``reach`` words."""
    place = end
    for _ in range(reach):
        match = _NOUN.match(text, place)
        if not match:
            return None
        word = re.sub(r"[’']s?$", "", match[1])
        low = word.lower()
        if low in FUNCTION_WORDS:
            return None
        ends = match.start(1) + len(word)
        if is_plural(word):
            return ("persons" if low in ("people", "persons") else word if len(word) == 2 else low), ends
        if text[match.end() : match.end() + 1] in (",", ";", ".", ":"):
            return None
        place = match.end()
    return None


def is_plural(word: str) -> bool:
    """True for a word that looks like a plural noun ("Cs" of "three Cs" too)."""
    low = word.lower()
    if low in _PLURALS or low.endswith("people") or re.fullmatch(r"[A-Z]s", word):
        return True
    return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is", "ous")) and low not in _NO_NOUNS
