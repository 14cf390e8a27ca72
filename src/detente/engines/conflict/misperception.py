"""Decision makers who do not see the same conflict: each judges in its own model."""

from collections.abc import Sequence

import numpy as np

from detente.engines.conflict.columns import Bools
from detente.engines.conflict.model import Model
from detente.engines.conflict.stability import stabilities


def perceived(model: Model, concepts: Sequence[str]) -> tuple[dict[str, Bools], Bools]:
    """The flags of each concept, shape (N, S), and which states each decision maker sees, shape (N, S).

    Flags mean nothing where a state is not seen. Who has no perception of its own judges in the model itself.
    """
    seen = np.ones((len(model.ids), model.states.size), bool)
    flags = stabilities(model, model.ranks, concepts)
    for each in model.perceptions:
        own = model.with_perception(each)
        judged = stabilities(own, own.ranks, concepts)
        seen[each.dm] = each.visible
        for concept in concepts:
            flags[concept][each.dm] = judged[concept][each.dm]
    return flags, seen
