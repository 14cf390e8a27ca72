"""Names of authors as they are printed: bylines, lines of names, and the note that says who an author is."""

import re

from detente.coding.labels.words import word_set

_PARTICLE = r"(?:de|del|de la|da|do|dos|van|von|der|den|di|du|la|le|al|el|bin|ibn|ben|y|ter|ten|zu)"
_PART = r"(?:[^\W\d_a-z][\w'’.-]*|[a-z]['’][A-Z][\w-]*)"
_NAME = re.compile(rf"{_PART}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0])*{_PART}){{1,4}}", re.UNICODE)
_BY = re.compile(
    r"^[\s|•*–—-]*(?:(?:written|words|text|analysis|opinion|reporting|story|report)\s+)?by[:\s]\s*", re.IGNORECASE
)
_PREFIX = re.compile(r"^[\s|•*–—-]*(?:author|authors|von|par|por|di)\s*:?\s+(?=[^\W\d_a-z])", re.IGNORECASE)
_SPLIT = re.compile(
    r"\s*(?:,\s*and\s+|,\s*|;\s*|\s+and\s+|\s+&\s+|\s+\|\s+|\s+[–—·•]\s+|\t+|\s+with\s+|\s+y\s+(?=[A-ZÁÉÍÓÚÑ]))\s*"
)
_TAIL = re.compile(r"\s+(?:in|for|at|from|is|on)\s.*$|\s*[(\[].*$")
#: Words that no person's name holds: roles, offices and things that follow a name on a byline.
_NOT_NAMES = word_set("""editor editors correspondent reporter staff writer columnist contributor fellow professor director analyst bureau chief desk news agency institute university center centre
    associated press reuters published updated posted january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday the a an of and affairs policy times post guest senior deputy foreign opinion special minutes min read share print follow photo getty images
    stories story related sign subscribe more top latest analysis us app days free united states president minister house white street north south east west new""")
_BIO = re.compile(
    rf"^[\s•*–—-]*(?P<name>{_NAME.pattern})(?:\s*\([^)]{{1,40}}\))?,?\s+(?:is|was|has been|serves|served|works|worked|teaches|taught|writes|wrote|covers|covered|reports|directs|leads|holds|joined)\s"
    r"(?:also\s|currently\s|previously\s|now\s)?(?:an?\b|the\b|as\b|at\b|in\b|on\b|for\b|about\b|from\b|based\b|one\b|senior\b|deputy\b|head\b|director\b|professor\b|associate\b|co-|former\b|editor\b|[A-Z])"
)  # fmt: skip
_BIO_ROLE = re.compile(
    r"\b(?:fellow|professor|author of|lecturer|correspondent|reporter|editor|journalist|writer|columnist|consultant|diplomat|ambassador|adviser|advisor|director|analyst|researcher|scholar|"
    r"economist|historian|scientist|lawyer|chair|president of|founder|partner|associate|senior|contributor|expert|teaches|writes|covers|member of|head of|minister|student|candidate)\b",
    re.IGNORECASE,
)


#: Longest byline in signs.
_LONGEST = 500


def is_name(text: str) -> bool:
    """Two to five words that look like a person's name."""
    text = text.strip()
    if not _NAME.fullmatch(text):
        return False
    return not any(word.lower().strip(".") in _NOT_NAMES for word in text.split())


def has_by(text: str) -> bool:
    """True for a line that begins with ``By`` and a name."""
    return len(text) <= _LONGEST and bool(names_on_byline(text)) if _BY.match(text) or _PREFIX.match(text) else False


def names_on_byline(text: str) -> list[tuple[str, int]]:
    """All names of a byline with their place in the text; empty if it begins with no ``By`` or holds no name."""
    start = _BY.match(text) or _PREFIX.match(text)
    if start is None or len(text) > _LONGEST or len(text.split()) > 30:
        return []
    return _names(text, start.end(), strict=False)


def names_alone(text: str) -> list[tuple[str, int]]:
    """The names of a line that holds nothing but names; empty if anything else stands in it."""
    return _names(text, 0, strict=True) if len(text) <= _LONGEST and len(text.split()) <= 20 else []


def _names(text: str, start: int, *, strict: bool) -> list[tuple[str, int]]:
    found, place = [], start
    pieces = [(match.start(), match.end()) for match in _SPLIT.finditer(text, start)]
    for left, right in [*pieces, (len(text), len(text))]:
        piece = text[place:left]
        bare = (
            piece.strip().rstrip(".")
            if piece.strip().count(" ") and not re.search(r"\b[A-Z]\.$", piece.strip())
            else piece.strip()
        )
        bare = bare if strict else _TAIL.sub("", bare).strip()
        if is_name(bare):
            found.append((bare, text.index(bare, place)))
        elif strict and piece.strip():
            return []
        elif not found and piece.strip():
            return found
        place = right
    return found


def bio_name(text: str) -> tuple[str, int] | None:
    """The name with which a note about an author begins, and its place; None if the text is no such note."""
    if len(text) > 4 * _LONGEST:
        return None
    match = _BIO.match(text[:_LONGEST])
    if match is None or not _BIO_ROLE.search(text) or len(text.split()) > 120:
        return None
    name = match["name"]
    if any(word.lower() in ("the", "a", "an", "this", "it", "he", "she") for word in name.split()):
        return None
    return name, match.start("name")
