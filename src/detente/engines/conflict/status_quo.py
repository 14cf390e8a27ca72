"""How the conflict can evolve from where it stands (Li, Kilgour & Hipel 2005, as recalled)."""

from dataclasses import dataclass

from detente.engines.conflict.model import Model
from detente.engines.conflict.walk import Walk, walk


@dataclass(frozen=True)
class StatusQuo:
    """What is reached from ``state``, by any moves and by improvements only."""

    state: int
    moves: Walk
    improvements: Walk


def from_status_quo(model: Model) -> StatusQuo | None:
    """Both walks from the status quo; None if the model has none."""
    if model.status_quo is None:
        return None
    everyone = range(len(model.ids))
    improving = [arcs.improving(ranks) for arcs, ranks in zip(model.arcs, model.ranks, strict=True)]
    return StatusQuo(
        model.status_quo, walk(model.arcs, model.status_quo, everyone), walk(improving, model.status_quo, everyone)
    )
