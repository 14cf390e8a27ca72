"""Which lines of a saved article are its body paragraphs: the core of the cleaning layer, as line numbers only.

Rules 2 to 4 of the reading method: long lines that end a sentence are core; between the first and the last core line a
short sentence is body too, unless it is a pull quote or a copy. The full layer of labels comes with the reader; a
person may always set ``paragraph_lines`` by hand.
"""

import re

_CUES = re.compile(
    r"sign up|subscribe|sign in|newsletter|related|most read|download|cookies|all rights reserved|unlimited access|more from|get all your news|you are reading",
    re.IGNORECASE,
)
_BIO = re.compile(r"^[•*-]?\s*[A-ZÁÉÍÓÚÑ][\w.]+( [A-ZÁÉÍÓÚÑ][\w.]+)+ (is|was) (a|an|the)\b")
_HEADING = re.compile(
    r"^([A-Z]\S*|a|an|the|and|of|or|to|in|on|at|for|is) ?(([A-Z]\S*|a|an|the|and|of|or|to|in|on|at|for|is) ?)*\?$"
)
_CREDIT = re.compile(
    r"(\([^()]*/[^()]*\)$|/ ?Getty|Getty Images|/AFP|AFP via|Reuters|/ ?AP\b|Photo(graph)?:|Credit:)[^.]*\)?$",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^(editor.s note|this article (is|was)|note:)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_WORD = re.compile(r"\w+")


def body_lines(text: str) -> tuple[int, ...]:
    """Line numbers (from 1) of the body paragraphs, in order; empty if the text has no core line."""
    lines = {number: line.strip() for number, line in enumerate(text.split("\n"), 1) if line.strip()}
    core = [number for number, line in lines.items() if _is_core(line)]
    if not core:
        return ()
    while len(core) > 1 and _BIO.match(lines[core[-1]]):
        core.pop()
    core = _without_dek(core, lines)
    inside = {number: line for number, line in lines.items() if core[0] <= number <= core[-1]}
    return tuple(
        number for number, line in inside.items()
        if _SENTENCE_END.search(line) and not _CREDIT.search(line) and not _HEADING.match(line) and not _is_copy(number, line, lines) and not _is_pull_quote(number, line, inside)
    )  # fmt: skip


def _is_core(line: str) -> bool:
    return (
        len(line.split()) >= 15
        and bool(_SENTENCE_END.search(line))
        and not _CUES.match(line)
        and not _CREDIT.search(line)
        and not _NOTE.match(line)
    )


def _without_dek(core: list[int], lines: dict[int, str]) -> list[int]:
    """A sentence or two before a picture credit is the dek, not the first paragraph."""
    credits = [number for number, line in lines.items() if _CREDIT.search(line) and number < core[-1]]
    while len(core) > 1 and any(core[0] < credit < core[1] for credit in credits) and len(lines[core[0]].split()) < 60:
        core = core[1:]
    return core


def _is_copy(number: int, line: str, lines: dict[int, str]) -> bool:
    return len(line) >= 20 and any(
        other != number and len(text) > len(line) and text.startswith(line) for other, text in lines.items()
    )


def _is_pull_quote(number: int, line: str, inside: dict[int, str]) -> bool:
    """At most 25 words, and four in five of its longer words stand in one block up to five away."""
    if len(line.split()) > 25:
        return False
    mine = {word.lower()[:5] for word in _WORD.findall(line) if len(word) >= 4}
    places = list(inside)
    here = places.index(number)
    for other in places[max(0, here - 5) : here + 6]:
        theirs = {word.lower()[:5] for word in _WORD.findall(inside[other]) if len(word) >= 4}
        if other != number and mine and len(mine & theirs) >= 0.8 * len(mine):
            return True
    return False
