"""Labels in a column: each as near its wanted height as the others let it."""

from collections.abc import Sequence


def apart(wanted: Sequence[tuple[float, float]], height: float) -> list[float]:
    """Middles of labels (wanted middle, own height) between 0 and ``height``, none over another, in the order of what is wanted.

    Labels that meet form a pile, whose middle goes where its members want it on average. What does not fit into
    ``height`` runs out at the top.
    """
    order = sorted(range(len(wanted)), key=lambda each: wanted[each][0])
    piles: list[list[int]] = []
    for each in order:
        piles.append([each])
        while len(piles) > 1 and _top(piles[-2], wanted, height) + _tall(piles[-2], wanted) > _top(
            piles[-1], wanted, height
        ):
            last = piles.pop()
            piles[-1] += last
    middles = [0.0] * len(wanted)
    for pile in piles:
        top = _top(pile, wanted, height)
        for each in pile:
            middles[each] = top + wanted[each][1] / 2
            top += wanted[each][1]
    return middles


def _tall(pile: Sequence[int], wanted: Sequence[tuple[float, float]]) -> float:
    return sum(wanted[each][1] for each in pile)


def _top(pile: Sequence[int], wanted: Sequence[tuple[float, float]], height: float) -> float:
    """Where the pile begins, so that its labels are off by nothing on average and it stays inside."""
    above = total = 0.0
    for each in pile:
        total += wanted[each][0] - (above + wanted[each][1] / 2)
        above += wanted[each][1]
    return min(max(total / len(pile), 0.0), height - above)
