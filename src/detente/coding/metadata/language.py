"""The language of a text, from the small words that it uses. None where they do not decide."""

import re
from collections import Counter

from detente.coding.labels.words import word_set

_SMALL = {
    "en": word_set("the of and to in is that it was for with as on be at by this had from not are but have an they which were"),
    "es": word_set("el los las de la que y en un una es por con para del se no su al lo como más fue pero"),
    "fr": word_set("le les des la de et un une est dans que qui pour sur par au avec ce il pas ne se du sont"),
    "de": word_set("der die das und ist in den von zu mit sich des auf für nicht ein eine dem es als auch war"),
    "pt": word_set("o os as de da do que e em um uma é por com para não se na no mais foi dos das ao"),
    "it": word_set("il gli le di che e la un una è per con del della non si da nel sono come più"),
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
#: Fewest small words from which a language is told, and how far ahead of the next it must be.
_LEAST, _AHEAD = 3, 1.3


def language_of(text: str) -> str | None:
    """ISO 639-1 code, or None."""
    words = Counter(_WORD.findall(text[:50_000].lower()))
    scores = sorted(((sum(words[word] for word in small), name) for name, small in _SMALL.items()), reverse=True)
    (best, name), (second, _) = scores[0], scores[1]
    return name if best >= _LEAST and best >= _AHEAD * second else None
