"""What a government does alone with an issue that it controls (section 3)."""

from detente.engines.deals.deal import Deal
from detente.engines.deals.issues import TOLERANCE
from detente.engines.deals.utilities import Array


def unilateral_level(deal: Deal, k: int, part: Array) -> int:
    """The place of the level with the largest G_gk, ``part`` being G_gk of issue ``k``'s controller.

    Its interactions are taken at the status quo of the other issue and left out where none is stated. Ties: nearest in
    the list to the issue's status quo, then first.
    """
    issue = deal.issues[k]
    score = part.copy()
    for each in deal.interactions:
        if each.actor == issue.controller and issue.id in each.issues:
            other = deal.issues[deal.places[each.issues[0] if each.issues[1] == issue.id else each.issues[1]]]
            if other.quo is not None:
                score = score + each.weight * other.numbers[other.quo] * issue.numbers
    best = [place for place, each in enumerate(score) if each >= score.max() - TOLERANCE]
    quo = issue.quo
    return best[0] if quo is None else min(best, key=lambda place: (abs(place - quo), place))
