"""Solve one conflict: the base concepts, and every analysis that the model asks for."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict import unknown as unknown_preference
from detente.engines.conflict.attractors import attractors
from detente.engines.conflict.coalitions import Coalitions, coalitions
from detente.engines.conflict.columns import Bools
from detente.engines.conflict.ensembles import Ensemble, draw, with_null
from detente.engines.conflict.evidence import Evidence, evidence
from detente.engines.conflict.explanation import Explanation, explain_state
from detente.engines.conflict.foresight import limited
from detente.engines.conflict.inverse import Inverse, inverse
from detente.engines.conflict.labels import labels
from detente.engines.conflict.misperception import perceived
from detente.engines.conflict.model import CONCEPTS, FULL_DETAIL, SIMULTANEOUS, Model, Note
from detente.engines.conflict.simultaneous import simultaneous
from detente.engines.conflict.stability import stabilities, tallies
from detente.engines.conflict.status_quo import StatusQuo, from_status_quo


@dataclass(frozen=True)
class Solution:
    """Everything that was computed. Analyses not asked for are None or empty.

    ``equilibria`` maps a concept to the places of the states stable for everybody, or to None where it is undefined, and
    ``n_stable`` to (N,) how many states are stable for each decision maker. ``stable`` holds the flags, shape (N, S), and
    is empty in a summary. ``full`` says whether states and flags are to be listed.
    """

    model: Model
    full: bool
    stable: dict[str, Bools | None]
    n_stable: dict[str, NDArray[np.int64] | None]
    equilibria: dict[str, NDArray[np.int64] | None]
    labels: NDArray[np.str_] | None = None
    attractors: tuple[tuple[int, ...], ...] | None = None
    status_quo: StatusQuo | None = None
    coalitions: Coalitions | None = None
    explanations: tuple[Explanation, ...] = ()
    inverse: tuple[Inverse, ...] = ()
    ensemble: tuple[Ensemble, ...] = ()
    evidence: dict[str, Evidence] = field(default_factory=dict)
    limited: dict[int, Bools] = field(default_factory=dict)
    unknown: dict[str, dict[str, Bools]] = field(default_factory=dict)
    perceived: tuple[dict[str, Bools], Bools] | None = None
    notes: tuple[Note, ...] = ()


def solve(model: Model) -> Solution:
    """Solve a model by its own request. Pure: the same model gives the same solution."""
    request, size = model.request, model.states.size
    full = request.detail == "full" or (request.detail == "auto" and size <= FULL_DETAIL)
    wants_sim = (full and "sim" in request.concepts) or (
        request.chosen and any(each in request.concepts for each in SIMULTANEOUS)
    )
    flags = stabilities(model, model.ranks, CONCEPTS) if full or wants_sim else {}
    asked = tuple(each for each in CONCEPTS if each in request.concepts)
    stable: dict[str, Bools | None] = {each: flags[each] for each in asked if flags}
    if flags:
        joint = {each: np.logical_and.reduce(flags[each]) for each in CONCEPTS}
        n_stable: dict[str, NDArray[np.int64] | None] = {each: flags[each].sum(axis=1) for each in asked}
    else:
        joint, counts = tallies(model, asked or CONCEPTS)
        n_stable = {each: counts[each] for each in asked}
    equilibria: dict[str, NDArray[np.int64] | None] = {each: np.flatnonzero(joint[each]) for each in asked}
    if wants_sim:
        sim = simultaneous(model, flags["seq"])
        if "sim" in request.concepts:
            stable["sim"] = sim
            n_stable["sim"] = None if sim is None else sim.sum(axis=1)
        for concept in ("seq", "smr"):
            name = f"{concept}_or_sim"
            if not request.chosen or name in request.concepts:
                equilibria[name] = None if sim is None else np.flatnonzero((flags[concept] | sim).all(axis=0))
    base = asked or CONCEPTS
    inversed = tuple(inverse(model, each) for each in request.inverse)
    drawn = tuple(draw(model, each, base) for each in with_null(request.ensemble))
    return Solution(
        model, full, stable if full else {}, n_stable, equilibria,
        labels=labels(flags["nash"], flags["seq"], flags["gmr"]) if full else None,
        attractors=attractors(model) if full else None,
        status_quo=from_status_quo(model) if size <= FULL_DETAIL or full else None,
        coalitions=coalitions(model) if request.coalitions else None,
        explanations=tuple(explain_state(model, state, dm) for state, dm in request.explain),
        inverse=inversed,
        ensemble=drawn,
        evidence=_evidence(model, joint, base, drawn),
        limited=limited(model, request.horizons) if request.horizons else {},
        unknown={each: unknown_preference.attitude(model, each) for each in request.attitudes},
        perceived=perceived(model, base) if model.perceptions else None,
        notes=(*model.notes, *_stopped(model, inversed)),
    )  # fmt: skip


def _evidence(model: Model, joint: dict[str, Bools], concepts: tuple[str, ...], drawn: tuple[Ensemble, ...]) -> dict[str, Evidence]:  # fmt: skip
    outcome = model.outcome.state if model.outcome is not None else None
    if outcome is None:
        return {}
    null = next((each for each in drawn if each.block.mode == "random_ranks"), None)
    found = {}
    for concept in concepts:
        everyone = joint[concept]
        p = None if null is None else float(null.p(concept)[outcome])
        found[concept] = evidence(bool(everyone[outcome]), float(everyone.mean()), p)
    return found


def _stopped(model: Model, inversed: tuple[Inverse, ...]) -> tuple[Note, ...]:
    return tuple(
        Note("inverse_stopped", model.states.id(each.query.state), f"no profile below cost {each.stopped_at}; beyond that there are too many to try")
        for each in inversed if each.stopped_at is not None
    )  # fmt: skip
