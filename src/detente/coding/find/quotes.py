"""Quotations of one document: where the marks are, what they stand for, and who speaks, or that the text does not say."""

from collections.abc import Sequence

from detente.coding.find.attribution import Attribution, attribution, blanked
from detente.coding.find.names import names
from detente.coding.find.overlaps import holding
from detente.coding.find.page import Item
from detente.coding.find.quotation_marks import Marked
from detente.coding.find.quote_kinds import is_clause, is_label, is_term, is_title, word_count
from detente.coding.find.sentences import sentences
from detente.coding.find.speakers import Scene, as_before, nobody
from detente.coding.find.speech_words import CUE, IMAGINED

#: How far from the marks, in code points, the words that attribute them are looked for.
_REACH = 600


def find_quotes(
    texts: Sequence[str], marks: Sequence[Sequence[Marked]], actors: Sequence[Sequence[Item]]
) -> list[list[Item]]:
    """One item for each utterance, block by block; spans that a reporting clause interrupts are one utterance."""
    found: list[list[Item]] = []
    running: Item | None = None
    for text, spans, known in zip(texts, marks, actors, strict=True):
        items: list[Item] = []
        if spans:
            blank = blanked(text, spans)
            scene = Scene(blank, names(blank), known, sentences(text), list(CUE.finditer(blank)))
            for place, span in enumerate(spans):
                nearby = items[-1] if items else None
                carried = running if place == 0 else None
                item = _item(text, blank, span, spans, place, scene, nearby, carried)
                if item is not None:
                    items.append(item)
        running = items[-1] if items and spans and not spans[-1].closed else None
        found.append(items)
    return found


def _item(
    text: str, blank: str, span: Marked, spans: Sequence[Marked], place: int, scene: Scene, nearby: Item | None, carried: Item | None
) -> Item | None:  # fmt: skip
    """The item of one span; None if it goes on with the utterance ``nearby`` (which then takes it in)."""
    low, high = _sentence(scene.sentences, span)
    before, after = text[low : span.start], text[span.end : high]
    inner = text[span.start : span.end].strip("“”\"'‘’«»„ \n")
    said = None
    kind = rule = None
    if is_title(before, inner):
        kind, rule = "title", "title"
    elif IMAGINED.search(blank[low : span.start]):
        kind, rule = "imagined", "future or general mouth"
    elif is_label(before, inner, after):
        kind, rule = ("term", "term") if is_term(before, after) else ("scare", "label")
    else:
        said = attribution(blank, span, low, high, inner, scene)
        if said is None and carried is not None:
            said = Attribution(as_before(carried["speaker"], "paragraph goes on"), "paragraph goes on")
        if said is None and nearby is not None and _goes_on(nearby, text, span, low):
            nearby["spans"].append([span.start, span.end])
            nearby["text"].append(text[span.start : span.end])
            nearby["end"] = span.end
            return None
        if said is not None and nearby is not None and said.verb in ("ing", "noun") and not before[:1].isupper():
            said = Attribution(as_before(nearby["speaker"], "speaker before"), said.verb)
        if said is not None and not (said.verb == "beside" and is_term(before, after)):
            kind, rule = ("direct" if is_clause(before, inner) else "partial"), f"attributed: {said.verb}"
        elif is_term(before, after):
            kind, rule, said = "term", "term", None
        elif word_count(inner) >= 8:
            kind, rule = ("direct" if is_clause(before, inner) else "partial"), "eight words"
        else:
            kind, rule = "scare", "short and without attribution"
    speaker = said.speaker if said else nobody()
    return {
        "start": span.start, "end": span.end, "text": [text[span.start : span.end]], "spans": [[span.start, span.end]],
        "status": "suggested", "rule": rule, "kind": kind, "speaker": speaker,
    }  # fmt: skip


def _sentence(spans: Sequence[tuple[int, int]], span: Marked) -> tuple[int, int]:
    """From the start of the sentence that holds the opening mark to the end of the one that holds the closing mark."""
    low, _ = holding(spans, span.start) or (0, 0)
    _, high = holding(spans, span.end - 1) or (0, span.end)
    return max(low, span.start - _REACH), min(high, span.end + _REACH)


def _goes_on(nearby: Item, text: str, span: Marked, low: int) -> bool:
    """True if only a reporting clause lies between an utterance and this span, which is a sentence of its own."""
    if nearby["kind"] != "direct" or low < span.start:
        return False
    between = text[nearby["end"] : span.start]
    return len(sentences(between)) <= 1 and "\n" not in between.strip()
