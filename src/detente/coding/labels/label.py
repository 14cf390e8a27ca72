"""The labels of a document's blocks, by rules in a fixed order, each label with its reason. Nothing is deleted.

Rules of the reading method, section 2: copies, notes and captions first; then the *core* lines (long, ending a sentence,
no cue); between the first and the last of them body, pull quotes and headings; before them title, dek, outlet, section,
byline and date line; after them closing lines, author notes and clutter. A page's mark-up may hint at a label.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.coding.labels import cues
from detente.coding.labels.blocks import Block, blocks_of
from detente.coding.labels.dates_printed import is_date_line
from detente.coding.labels.names import bio_name, has_by, names_alone
from detente.coding.labels.words import count_words, ends_sentence, headline_capitals, headline_form, stems

LABELS = ("body", "title", "dek", "heading", "caption", "pullquote", "outlet", "section", "byline", "date_line",
          "note", "author_bio", "duplicate", "clutter")  # fmt: skip
CORE_WORDS, COPY_LENGTH, PULL_WORDS, PULL_SHARE, PULL_REACH = 15, 20, 25, 0.8, 5
#: Longest dek in words; a longer sentence before the body is its first paragraph.
DEK_WORDS = 45
#: Longest headline in words.
TITLE_WORDS = 30
#: How many headings of other articles are weighed as the end of the text.
_MARKERS = 50


@dataclass(frozen=True, slots=True)
class Labelled:
    """A block with its label, the reason, and its number if it is a body paragraph. ``twin``: the line it copies."""

    block: Block
    label: str
    reason: str
    paragraph: int | None = None
    twin: int | None = None


@dataclass
class _Sheet:
    """The blocks with what is known so far; a label once given stays."""

    blocks: Sequence[Block]
    hints: Mapping[int, str]
    outlets: tuple[str, ...]
    labels: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    twins: dict[int, int] = field(default_factory=dict)
    stemmed: dict[int, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clean = [block.clean for block in self.blocks]
        self.words = [count_words(text) for text in self.clean]
        self.stops = [ends_sentence(text) for text in self.clean]
        self.labels = [""] * len(self.blocks)
        self.reasons = [""] * len(self.blocks)

    def stems(self, place: int) -> set[str]:
        """The longer words of a block by their beginnings, made when first asked for."""
        if place not in self.stemmed:
            self.stemmed[place] = stems(self.clean[place])
        return self.stemmed[place]

    def hint(self, place: int) -> str:
        return self.hints.get(self.blocks[place].line, "")

    def set(self, place: int, label: str, reason: str) -> None:
        if not self.labels[place]:
            self.labels[place], self.reasons[place] = label, reason

    def open(self, low: int = 0, high: int | None = None) -> list[int]:
        """Places without a label yet."""
        return [place for place in range(low, len(self.blocks) if high is None else high) if not self.labels[place]]


def label_blocks(blocks: Sequence[Block], hints: Mapping[int, str] | None = None, outlets: tuple[str, ...] = ()) -> list[Labelled]:  # fmt: skip
    """A label for every block, in order. ``hints``: line -> label that the page's mark-up suggests; ``outlets``: more names.

    Hints of clutter that would leave less than half of the long sentences are not believed.
    """
    believed = dict(hints or {})
    hinted = [block for block in blocks if believed.get(block.line) == "clutter" and _long(block.clean)]
    free = [block for block in blocks if believed.get(block.line, "body") in ("body", "") and _long(block.clean)]
    if sum(count_words(block.text) for block in hinted) > sum(count_words(block.text) for block in free):
        believed = {line: label for line, label in believed.items() if label != "clutter"}
    sheet = _Sheet(blocks, believed, outlets)
    _known_by_themselves(sheet)
    core = _core(sheet)
    if core:
        first, last = _first_core(sheet, core), core[-1]
        _between(sheet, first, last)
        _before(sheet, first)
        _after(sheet, last)
    else:
        _before(sheet, len(blocks))
    paragraph, result = 0, []
    for place, block in enumerate(blocks):
        label = sheet.labels[place] or "clutter"
        paragraph += label == "body"
        reason = sheet.reasons[place] or "outside the text, no other label"
        result.append(Labelled(block, label, reason, paragraph if label == "body" else None, sheet.twins.get(place)))
    return result


def body_lines(text: str) -> tuple[int, ...]:
    """The lines (from 1) on which the body paragraphs of a text begin, in order; empty if it has none."""
    return tuple(each.block.line for each in label_blocks(blocks_of(text)) if each.label == "body")


def _long(text: str) -> bool:
    return count_words(text) >= CORE_WORDS and ends_sentence(text) and not cues.is_clutter(text)


def _said(sheet: _Sheet, place: int) -> str:
    words = sheet.words[place]
    return f"{words} {'word' if words == 1 else 'words'}, {'ends a sentence' if sheet.stops[place] else 'ends no sentence'}"


def _known_by_themselves(sheet: _Sheet) -> None:
    """Copies, notes, captions, and what the page's mark-up says."""
    ordered = sorted(range(len(sheet.blocks)), key=lambda place: sheet.clean[place])
    texts = [sheet.clean[place] for place in ordered]
    for place, text in enumerate(sheet.clean):
        if len(text) >= COPY_LENGTH:
            here = bisect_right(texts, text)
            if here < len(texts) and texts[here].startswith(text):
                sheet.twins[place] = sheet.blocks[ordered[here]].line
                sheet.set(place, "duplicate", f"cut-off copy of line {sheet.twins[place]}")
    seen: dict[str, int] = {}
    for place, text in enumerate(sheet.clean):
        if _long(text):
            if text in seen:
                sheet.twins[place] = seen[text]
                sheet.set(place, "duplicate", f"copy of line {seen[text]}")
            seen.setdefault(text, sheet.blocks[place].line)
    for place, text in enumerate(sheet.clean):
        hint = sheet.hint(place)
        if hint in LABELS and hint not in ("body", "byline", "date_line", "dek"):
            sheet.set(place, hint, f"the page marks it as {hint}")
        elif cues.is_note(text):
            sheet.set(place, "note", "an editor's or publisher's note by its first words")
        elif cues.is_caption(text):
            sheet.set(place, "caption", "ends in a picture source")


def _core(sheet: _Sheet) -> list[int]:
    """Places of the core lines; where all paragraphs are short, three sentences of eight words or more stand in."""
    plain = [place for place in sheet.open() if sheet.stops[place] and not cues.is_clutter(sheet.clean[place])]
    core = [place for place in plain if sheet.words[place] >= CORE_WORDS]
    if not core:
        short = [place for place in plain if sheet.words[place] >= 8]
        core = short if len(short) >= 3 else []
    core = _until_the_end(sheet, core)
    while len(core) > 1 and bio_name(sheet.clean[core[-1]]):
        core.pop()
    return core


def _until_the_end(sheet: _Sheet, core: list[int]) -> list[int]:
    """Core lines up to a heading that offers other articles or readers' comments, if the article was mostly told by then."""
    total, markers = sum(sheet.words[place] for place in core), 0
    for place, text in enumerate(sheet.clean):
        comments = cues.opens_comments(text)
        if not comments and not cues.ends_article(text):
            continue
        markers += 1
        if markers > _MARKERS:
            break
        before, after = [each for each in core if each < place], [each for each in core if each > place]
        told = sum(sheet.words[each] for each in before)
        teasers = all(sheet.words[each] < 40 for each in after) and told >= 0.65 * total
        if after and before and ((comments and told * 2 >= total) or teasers):
            return before
    return core


def _first_core(sheet: _Sheet, core: list[int]) -> int:
    """The first paragraph: a dek before a byline, a date or a caption is passed over."""
    at = 0
    while at + 1 < len(core):
        here, following = core[at], core[at + 1]
        between = range(here + 1, following)
        marks = [place for place in between if sheet.labels[place] == "caption" or _is_head(sheet, place)]
        titled = any(headline_form(sheet.clean[place]) and sheet.words[place] >= 2 and not cues.is_clutter(sheet.clean[place]) for place in range(here))  # fmt: skip
        dek = sheet.hint(here) == "dek" or (titled and marks and sheet.words[here] <= DEK_WORDS)
        if not dek:
            break
        sheet.set(
            here,
            "dek",
            "a sentence after the title, before byline, date or caption" if marks else "the page marks it as dek",
        )
        at += 1
    return core[at]


def _is_head(sheet: _Sheet, place: int) -> bool:
    text = sheet.clean[place]
    return sheet.hint(place) in ("byline", "date_line") or has_by(text) or is_date_line(text)


def _between(sheet: _Sheet, first: int, last: int) -> None:
    """Rule 4: body, pull quotes, headings; cues of clutter stay clutter."""
    for place in sheet.open(first, last + 1):
        text, words, stops = sheet.clean[place], sheet.words[place], sheet.stops[place]
        if (words < CORE_WORDS * 2 and cues.is_clutter(text)) or (
            words >= CORE_WORDS * 2 and not stops and cues.is_clutter(text)
        ):
            sheet.set(place, "clutter", "a cue of an offer or a menu")
        elif _is_pull_quote(sheet, place) and (stops or words >= 8):
            sheet.set(place, "pullquote", f"{words} words that stand in a longer block nearby")
        elif words < CORE_WORDS and text.endswith("?") and headline_capitals(text):
            sheet.set(place, "heading", "a question in headline capitals")
        elif stops or words >= CORE_WORDS or _lists(sheet, place):
            sheet.set(place, "body", _said(sheet, place))
        elif has_by(text):
            sheet.set(place, "byline", "a byline inside the text")
        else:
            sheet.set(
                place, "heading", f"{words} {'word' if words == 1 else 'words'}, between paragraphs, ends no sentence"
            )


def _lists(sheet: _Sheet, place: int) -> bool:
    """A line that opens a list with a colon, or an item of a list that was opened so."""
    text = sheet.clean[place]
    if text.endswith((":", ";", ",")):
        return sheet.words[place] >= 4
    before = sheet.clean[place - 1] if place and sheet.labels[place - 1] == "body" else ""
    return _is_item(text) and (before.endswith((":", ";")) or _is_item(before))


def _is_item(text: str) -> bool:
    return text[:1] in tuple("•-–*·▪") or bool(re.match(r"\(?\d{1,2}[.)]\s", text))


def _is_pull_quote(sheet: _Sheet, place: int) -> bool:
    """At most 25 words, and four in five of its longer words stand in one longer block up to five away."""
    if sheet.words[place] > PULL_WORDS:
        return False
    mine = sheet.stems(place)
    if len(mine) < 3:
        return False
    near = range(max(0, place - PULL_REACH), min(len(sheet.blocks), place + PULL_REACH + 1))
    longer = [
        other
        for other in near
        if sheet.words[other] >= CORE_WORDS and len(sheet.clean[other]) > len(sheet.clean[place])
    ]
    return any(len(mine & sheet.stems(other)) >= PULL_SHARE * len(mine) for other in longer)


def _before(sheet: _Sheet, first: int) -> None:
    """Rule 5: title, dek, outlet, section, byline and date line; opening one-liners are body; the rest is clutter."""
    counts: dict[str, int] = {}
    for text in sheet.clean[: min(first, 40)]:
        counts[text] = counts.get(text, 0) + 1
    titles = []
    for place in sheet.open(0, first):
        text, words = sheet.clean[place], sheet.words[place]
        if is_date_line(text) or sheet.hint(place) == "date_line":
            sheet.set(place, "date_line", "a printed date and nothing else")
        elif has_by(text) or sheet.hint(place) == "byline":
            sheet.set(place, "byline", "begins with By and a name" if has_by(text) else "the page marks it as byline")
        elif cues.is_outlet(text, sheet.outlets):
            sheet.set(place, "outlet", "the name of an outlet")
        elif cues.is_section(text):
            sheet.set(place, "section", "a section label")
        elif cues.is_clutter(text):
            sheet.set(place, "clutter", "a cue of an offer or a menu")
        elif sheet.hint(place) == "dek":
            sheet.set(place, "dek", "the page marks it as dek")
        elif counts.get(text, 0) > 1 and words <= 5 and not sheet.stops[place]:
            sheet.set(place, "outlet", "a short line repeated at the top")
        elif headline_form(text) and 3 <= words <= TITLE_WORDS:
            titles.append(place)
    _choose_title(sheet, titles, first)
    _openers(sheet, first)
    for place in sheet.open(0, first):
        sheet.set(place, "clutter", "before the text, no other label")


def _choose_title(sheet: _Sheet, titles: list[int], first: int) -> None:
    """The longest line in headline form; a line of names beside it is a byline."""
    marked = any(label == "title" for label in sheet.labels)
    named = [place for place in sheet.open(0, first) if names_alone(sheet.clean[place])]
    sure = [place for place in named if "," in sheet.clean[place] or " and " in sheet.clean[place] or any(
        len(word) == 2 and word.endswith(".") for word in sheet.clean[place].split())]  # fmt: skip
    candidates = [place for place in titles if place not in sure]
    if first == len(sheet.blocks):  # no text follows: only what is plainly a headline
        candidates = [
            place for place in candidates if headline_capitals(sheet.clean[place]) and sheet.words[place] >= 4
        ]
    if candidates and not marked:
        title = max(candidates, key=lambda place: (not sheet.stops[place] or headline_capitals(sheet.clean[place]), len(sheet.clean[place]), -place))  # fmt: skip
        sheet.set(title, "title", "the longest line in headline form before the text")
    at = next((place for place in range(first) if sheet.labels[place] == "title"), None)
    dated = {place for place in range(first) if sheet.labels[place] == "date_line"}
    for place in named:
        beside = at is not None and (
            place == at + 1 or place + 1 in dated or (place == at + 2 and sheet.labels[at + 1] == "dek")
        )
        if place in sure or beside:
            sheet.set(place, "byline", "a line of names")


def _openers(sheet: _Sheet, first: int) -> None:
    """Sentences between the title and the first paragraph: the dek, and short paragraphs that open the text."""
    heads = [
        place for place in range(first) if sheet.labels[place] in ("title", "byline", "date_line", "caption", "dek")
    ]
    start = heads[-1] + 1 if heads else None
    at = next((place for place in range(first) if sheet.labels[place] == "title"), None)
    if at is not None:
        for place in sheet.open(at + 1, max(heads) + 1):
            if sheet.stops[place] and sheet.words[place] >= 5:
                sheet.set(place, "dek", "a sentence between the title and byline, date or caption")
    if start is None:
        return
    run: list[int] = []
    for place in range(first - 1, start - 1, -1):
        if sheet.labels[place] or not sheet.stops[place]:
            break
        run.insert(0, place)
    if len(run) == 1 and at is not None and run[0] == at + 1 and sheet.words[run[0]] >= 6:
        sheet.set(run[0], "dek", "the one sentence between the title and the text")
    for place in run if first < len(sheet.blocks) else ():
        sheet.set(place, "body", f"{_said(sheet, place)}; opens the text")


def _after(sheet: _Sheet, last: int) -> None:
    """Rule 6: closing one-liners are body; author notes, bylines and dates are kept as such; the rest is clutter."""
    closing = True
    for place in sheet.open(last + 1):
        text, words = sheet.clean[place], sheet.words[place]
        clutter = cues.is_clutter(text) or cues.ends_article(text)
        closing = closing and not clutter and not bio_name(text)
        if bio_name(text):
            sheet.set(place, "author_bio", "starts with a name and says who that is")
        elif clutter:
            sheet.set(place, "clutter", "a cue of an offer or a menu")
        elif has_by(text) and words <= 20:
            sheet.set(place, "byline", "begins with By and a name")
        elif is_date_line(text, strict=True):
            sheet.set(place, "date_line", "says when it was published")
        elif closing and sheet.stops[place] and words < CORE_WORDS and not _is_pull_quote(sheet, place):
            sheet.set(place, "body", f"{_said(sheet, place)}; closes the text")
        else:
            sheet.set(place, "clutter", "after the text, no other label")
