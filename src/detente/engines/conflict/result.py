"""A solution as plain data: RESULT.json (method, section 9)."""

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.columns import Bools
from detente.engines.conflict.explanation import Explanation, Step
from detente.engines.conflict.model import CONCEPTS, Model
from detente.engines.conflict.solve import Solution
from detente.engines.conflict.stability import COMPILED_FROM, compiler_installed
from detente.engines.conflict.status_quo import StatusQuo

FORMAT = "detente-conflict-result/1"
BATCH = "detente-conflict-batch-result/1"
Places = NDArray[np.int64]


def as_data(found: Solution, engine: str) -> dict[str, Any]:
    """The result as JSON takes it. Keys of analyses that were not asked for are absent. ``engine`` names this program."""
    model, size = found.model, found.model.states.size
    data: dict[str, Any] = {
        "format": FORMAT, "model": model.id, "model_sha256": model.data_sha256, "engine": engine,
        "decision_makers": list(model.ids), "n_states": size,
    }  # fmt: skip
    ids = model.states.ids(range(size)) if found.full else []
    if found.full:
        data["states"] = _states(model, ids)
        data["stable"] = {
            concept: flags if flags is None else _by_dm(model, flags) for concept, flags in found.stable.items()
        }
    most = size if found.full else model.request.max_list
    counts = {concept: None if places is None else len(places) for concept, places in found.equilibria.items()}
    data["equilibria"] = {
        concept: None if places is None else model.states.ids(places[:most])
        for concept, places in found.equilibria.items()
    }
    data["n_stable"] = {
        concept: None if each is None else dict(zip(model.ids, each.tolist(), strict=True))
        for concept, each in found.n_stable.items()
    }
    data["n_equilibria"] = counts
    data["selectivity"] = {concept: None if count is None else count / size for concept, count in counts.items()}
    data["equilibria_sha256"] = {
        concept: None if places is None else _hash(model, places) for concept, places in found.equilibria.items()
    }
    if found.labels is not None:
        data["labels"] = {dm: row.tolist() for dm, row in zip(model.ids, found.labels, strict=True)}
    if found.attractors is not None:
        quo = found.status_quo
        data["attractors"] = [
            {"states": [ids[s] for s in each],
             "reachable": None if quo is None else bool((quo.improvements.distance[list(each)] >= 0).any())}
            for each in found.attractors
        ]  # fmt: skip
    if model.status_quo is not None:
        data["status_quo"] = _status_quo(found, found.status_quo, ids)
    if found.coalitions is not None:
        data["coalitions"] = {
            "stable": {concept: {"+".join(model.ids[i] for i in group): flags.tolist() for group, flags in each.items()}
                       for concept, each in found.coalitions.stable.items()},
            "universal": {concept: model.states.ids(np.flatnonzero(flags)) for concept, flags in found.coalitions.universal.items()},
        }  # fmt: skip
    if found.explanations:
        data["explanations"] = [_explanation(model, each) for each in found.explanations]
    _add_variations(data, found)
    if model.outcome is not None and model.outcome.state is not None:
        data["outcome_rank"] = {
            dm: int(row.max() - row[model.outcome.state]) + 1 for dm, row in zip(model.ids, model.ranks, strict=True)
        }
    data["warnings"] = [each.record() for each in found.notes]
    return data


def _hash(model: Model, places: Places) -> str:
    """SHA-256 of the ids, joined by a line feed."""
    codes = model.states.codes
    if codes is not None and not model.states.names and len(places) >= COMPILED_FROM and compiler_installed():
        from detente.engines.conflict.decimals import lines

        return hashlib.sha256(lines(codes[places])).hexdigest()
    return hashlib.sha256("\n".join(model.states.ids(places)).encode()).hexdigest()


def _states(model: Model, ids: Sequence[str]) -> list[dict[str, Any]]:
    codes = model.states.codes
    best = {dm: (row.max() - row + 1).tolist() for dm, row in zip(model.ids, model.ranks, strict=True)}
    return [
        {"id": name, "code": None if codes is None else int(codes[at]), "taken": model.states.taken_in(at),
         "rank": {dm: ranks[at] for dm, ranks in best.items()}}
        for at, name in enumerate(ids)
    ]  # fmt: skip


def _by_dm(model: Model, flags: Bools) -> dict[str, list[bool]]:
    return {dm: row.tolist() for dm, row in zip(model.ids, flags, strict=True)}


def _steps(model: Model, steps: Sequence[Step]) -> list[dict[str, str]]:
    return [{"by": model.ids[k], "to": model.states.id(state)} for k, state in steps]


def _status_quo(found: Solution, quo: StatusQuo | None, ids: Sequence[str]) -> dict[str, Any]:
    model = found.model
    data: dict[str, Any] = {"state": model.states.id(model.status_quo or 0)}
    if not found.full:
        for name, each in (("moves", quo and quo.moves), ("improvements", quo and quo.improvements)):
            data[f"reachable_{name}"] = int((each.distance >= 0).sum()) if each else None
        return data
    if quo is None:
        return data
    for name, each in (("moves", quo.moves), ("improvements", quo.improvements)):
        data[f"distance_{name}"] = {ids[s]: int(each.distance[s]) for s in np.flatnonzero(each.distance >= 0).tolist()}
    places = sorted({int(s) for each in found.equilibria.values() if each is not None for s in each})
    data["paths"] = {
        ids[s]: {
            name: _steps(model, each.path(s)) if each.distance[s] >= 0 else None
            for name, each in (("moves", quo.moves), ("improvements", quo.improvements))
        }
        for s in places
    }
    return data


def _explanation(model: Model, found: Explanation) -> dict[str, Any]:
    return {
        "state": model.states.id(found.state),
        "dm": model.ids[found.dm],
        "improvements": [
            {"to": model.states.id(each.to), "any": None if each.any is None else _steps(model, each.any),
             "credible": None if each.credible is None else _steps(model, each.credible)}
            for each in found.improvements
        ],
    }  # fmt: skip


def _add_variations(data: dict[str, Any], found: Solution) -> None:
    """Other preferences, other horizons, other eyes."""
    model = found.model
    states = model.states
    if found.inverse:
        data["inverse"] = [
            {"state": states.id(each.query.state), "concept": each.query.concept, "cost": each.cost,
             "n_minimal": each.n_minimal, "orders": list(each.orders)}
            for each in found.inverse
        ]  # fmt: skip
    if found.ensemble:
        data["ensemble"] = []
        for drawn in found.ensemble:
            block = drawn.block
            said: dict[str, Any] = {"mode": block.mode, "draws": block.draws, "seed": block.seed}
            if block.mode == "swaps":
                said["lambda"] = block.rate
            if found.full:
                said["p"] = {
                    concept: dict(zip(states.ids(range(states.size)), drawn.p(concept).tolist(), strict=True))
                    for concept in drawn.times
                }
            said["mean_selectivity"] = {concept: drawn.mean_selectivity(concept) for concept in drawn.times}
            data["ensemble"].append(said)
    if found.evidence:
        data["evidence"] = {
            concept: {"in": each.holds, "selectivity": each.selectivity, "null_p": each.null_p, "bits": each.bits}
            for concept, each in found.evidence.items()
        }
    if found.limited:
        data["limited"] = {
            str(h): {"stable": _by_dm(model, flags), "equilibria": states.ids(np.flatnonzero(flags.all(axis=0)))}
            for h, flags in found.limited.items()
        }
    if found.unknown:
        data["unknown"] = {
            which: {"stable": {concept: _by_dm(model, flags) for concept, flags in each.items()},
                    "equilibria": {concept: states.ids(np.flatnonzero(flags.all(axis=0))) for concept, flags in each.items()}}
            for which, each in found.unknown.items()
        }  # fmt: skip
    if found.perceived is not None:
        flags, seen = found.perceived
        data["perceived"] = {
            "stable": {concept: {dm: [bool(flag) if sees else None for flag, sees in zip(row, mask, strict=True)]
                                 for dm, row, mask in zip(model.ids, flags[concept], seen, strict=True)}
                       for concept in CONCEPTS if concept in flags},
            "equilibria": {concept: states.ids(np.flatnonzero((flags[concept] & seen).all(axis=0))) for concept in flags},
        }  # fmt: skip
