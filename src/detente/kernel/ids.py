"""Ids: short lower-case names that are safe as file names, YAML keys and link targets."""

import difflib
import re
from collections.abc import Iterable

MAX_LENGTH = 80
_ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")


def is_id(text: object) -> bool:
    """True for 1 to 80 characters of ``a-z 0-9 . _ -`` that begin and end with a letter or digit, without ``..``.

    The rule leaves no room for a path, a blank or a quote, so an id can never name a file elsewhere.
    """
    return isinstance(text, str) and len(text) <= MAX_LENGTH and ".." not in text and bool(_ID.fullmatch(text))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name most like ``word``, or None when none is close (for "did you mean")."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None
