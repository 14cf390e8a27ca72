"""Where sentences begin and end. Abbreviations, initials and initialisms (U.S.) end none, unless a usual opener follows."""

import re
from functools import lru_cache

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[—–-]*\s?[A-ZÀ-ÖØ-Þ0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Cmdr|Adm|Sen|Rep|Gov|Rev|Hon|Amb|St|Jr|Sr|vs|No|Art|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|e\.g|i\.e|etc|approx|ca)"
    r"|(?:\b[A-Z]\.)*\b[A-Z])\.\s+$"
)
_INITIALISM = re.compile(r"(?:\b[A-Z]\.){2,}\s+$")
_OPENER = re.compile(
    r"[\"'“‘(]*(?:The|This|That|These|Those|In|On|At|By|But|And|Yet|It|He|She|They|We|I|A|An|If|When|While|For|As|Its|His|Her|Their|There|What|However|Although|Since|After|Before|To|From|Both|So|Now|Then)\b"
)


@lru_cache(maxsize=256)  # several finders ask for the same block
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence; the white space after a sentence belongs to none."""
    spans = []
    start = 0
    for match in _END.finditer(text):
        if match[0][0] == "." and match.group().rstrip()[-1] == ".":
            before = text[max(0, match.start() - 12) : match.end()]
            if _ABBREVIATION.search(before) and not (_INITIALISM.search(before) and _OPENER.match(text, match.end())):
                continue
        spans.append((start, match.end() - (len(match[0]) - len(match[0].rstrip()))))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text.rstrip()) if text.rstrip() else len(text)))
    return tuple((low, high) for low, high in spans if low < high)
