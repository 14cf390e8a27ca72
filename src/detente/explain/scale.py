"""A number on an issue's scale in words: the anchor point it lies nearest to."""

from detente.dossier.issue import Issue
from detente.kernel.ranges import Range


def in_words(issue: Issue, value: float) -> str:
    """The text of the nearest point of the scale (its ends included; the anchor wins a tie)."""
    points = [(anchor.at, anchor.text) for anchor in issue.anchors]
    points += [(0.0, issue.low), (100.0, issue.high)]
    return min(points, key=lambda point: abs(point[0] - value))[1]


def say_range(values: Range) -> str:
    """``62 (50-75)``: the mode with its range, or a bare number if there is none."""
    if values.width == 0:
        return f"{values.mode:.0f}"
    return f"{values.mode:.0f} ({values.low:.0f}-{values.high:.0f})"


def say_distance(points: float) -> str:
    """How far apart two positions are, in words that a reader can hold on to."""
    if points < 10:
        return "all but agreed"
    if points < 25:
        return "close"
    if points < 45:
        return "apart"
    return "far apart"
