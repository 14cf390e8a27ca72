"""Masks: the two sides of an act are replaced by the same words everywhere, so that only the act is compared."""

SOURCE = "the source government"
TARGET = "the target country"

Span = tuple[int, int]


def first_place(text: str, name: str) -> Span | None:
    """The span of the first occurrence of a name as it stands; None if it is empty or does not occur."""
    start = text.find(name) if name else -1
    return None if start < 0 else (start, start + len(name))


def mask(text: str, source: Span | None, target: Span | None) -> str:
    """The text with its two spans (code points, end exclusive) replaced; of two that overlap the source wins."""
    if source and target and source[0] < target[1] and target[0] < source[1]:
        target = None
    marks = sorted([(span, word) for span, word in ((source, SOURCE), (target, TARGET)) if span], reverse=True)
    for (start, end), word in marks:
        text = text[:start] + word + text[end:]
    return text
