"""The sections of a brief by name, so that a reader may choose; a section runs from one heading of the first level to the next."""

from collections.abc import Collection, Sequence

from detente.reports.blocks import Block, Heading

#: Key -> the headings that belong to it, in the order of the brief.
SECTIONS: dict[str, tuple[str, ...]] = {
    "bottom-line": ("Bottom line",),
    "key-judgements": ("Key judgements",),
    "implications": ("Implications",),
    "changes": ("Changes",),
    "discussion": ("Discussion",),
    "hypotheses": ("Hypotheses",),
    "confidence": ("Confidence",),
    "assumptions": ("Assumptions",),
    "uncertainty": ("Causes of uncertainty",),
    "indicators": ("Indicators",),
    "state": ("Where the issues stand", "Where the issue stands"),
    "agreement": ("What can be agreed",),
    "conflicts": ("Threat and counter-threat",),
    "voices": ("Who wants what, and who says so",),
    "disputes": ("Where the sources disagree",),
    "chronology": ("Timeline",),
    "events": ("Events",),
    "expectations": ("Open expectations", "What the analysts advise"),
    "track": ("Forecast questions", "Track record"),
    "fragility": ("What rests on one source",),
    "evidence": ("Evidence",),
    "sources": ("Sources",),
}


def without(blocks: Sequence[Block], left_out: Collection[str]) -> list[Block]:
    """The blocks without some sections. What stands before the first heading stays, and so does a section without a key."""
    gone = {heading for key in left_out for heading in SECTIONS.get(key, ())}
    kept, here = [], ""
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            here = block.text
        if here not in gone:
            kept.append(block)
    return kept
