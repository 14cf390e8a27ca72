"""Reading ``solve``: which analyses are asked for, each checked against the model."""

from typing import Any

from detente.engines.conflict.checking import Checker
from detente.engines.conflict.model import CONCEPTS, SIMULTANEOUS, DecisionMaker, EnsembleBlock, InverseQuery, Request
from detente.engines.conflict.reader_states import read_state
from detente.engines.conflict.states import States

KEYS = (
    "concepts",
    "detail",
    "max_list",
    "sim_participants",
    "coalitions",
    "explain",
    "inverse",
    "ensemble",
    "limited",
    "unknown_attitudes",
)
MODES = ("swaps", "order", "order_sign", "inclusion", "random_ranks")
ATTITUDES = ("a", "b", "c", "d")
MOST_ACTORS = 8
MOST_PAIRED = 8192
MOST_DRAWS = 10_000_000


def read_request(check: Checker, value: Any, states: States | None, dms: tuple[DecisionMaker, ...]) -> Request:
    """The request; a part that cannot be read is noted and left at its default."""
    plain = check.mapping(value, "solve", KEYS)
    concepts = Request().concepts
    if "concepts" in plain:
        known = (*CONCEPTS, *SIMULTANEOUS)
        named = [
            check.word(each, f"solve.concepts[{k}]", known, "concept")
            for k, each in enumerate(check.items(plain["concepts"], "solve.concepts"))
        ]
        concepts = tuple(each for each in known if each in named)
    detail = check.word(plain.get("detail", "auto"), "solve.detail", ("auto", "full", "summary"), "detail") or "auto"
    most = check.whole(plain.get("max_list", 1000), "solve.max_list", 0, 1 << MOST_OPTIONS_BITS)
    taking = check.word(
        plain.get("sim_participants", "unstable"), "solve.sim_participants", ("unstable", "all"), "kind of participants"
    )
    coalitions = check.truth(plain.get("coalitions", False), "solve.coalitions")
    if coalitions and sum(not dm.nature for dm in dms) > MOST_ACTORS:
        check.add(
            "solve.coalitions",
            "conflict-limit",
            f"coalitions of {len(dms)} decision makers are too many",
            f"Coalitions take at most {MOST_ACTORS} actors.",
        )
    attitudes = tuple(each for k, each in enumerate(check.items(plain.get("unknown_attitudes"), "solve.unknown_attitudes"))
                      if check.word(each, f"solve.unknown_attitudes[{k}]", ATTITUDES, "attitude"))  # fmt: skip
    if (coalitions or attitudes) and states is not None and states.size > MOST_PAIRED:
        check.add(
            "solve",
            "conflict-limit",
            f"coalitions and unknown preferences compare every pair of {states.size:,} states",
            f"They take at most {MOST_PAIRED:,} states.",
        )
    return Request(
        concepts, "concepts" in plain, detail, 1000 if most is None else most, taking or "unstable", coalitions,  # type: ignore[arg-type]
        _explain(check, plain, states, dms), _inverse(check, plain, states), _ensemble(check, plain),
        _horizons(check, plain, dms), attitudes,
    )  # fmt: skip


MOST_OPTIONS_BITS = 24


def _explain(check: Checker, plain: dict[str, Any], states: States | None, dms: tuple[DecisionMaker, ...]) -> tuple[tuple[int, int], ...]:  # fmt: skip
    found = []
    for number, each in enumerate(check.items(plain.get("explain"), "solve.explain")):
        where = f"solve.explain[{number}]"
        one = check.mapping(each, where, ("state", "dm"), ("state", "dm"))
        dm = check.known(one["dm"], f"{where}.dm", [d.id for d in dms], "decision maker") if "dm" in one else None
        state = (
            read_state(check, one["state"], f"{where}.state", states) if "state" in one and states is not None else None
        )
        if dm is not None and state is not None:
            found.append((state, dm))
    return tuple(found)


def _inverse(check: Checker, plain: dict[str, Any], states: States | None) -> tuple[InverseQuery, ...]:
    found = []
    for number, each in enumerate(check.items(plain.get("inverse"), "solve.inverse")):
        where = f"solve.inverse[{number}]"
        one = check.mapping(each, where, ("state", "concept", "max_cost"), ("state", "concept", "max_cost"))
        concept = check.word(one["concept"], f"{where}.concept", CONCEPTS, "concept") if "concept" in one else None
        cost = check.whole(one["max_cost"], f"{where}.max_cost", 0, 1000) if "max_cost" in one else None
        state = (
            read_state(check, one["state"], f"{where}.state", states) if "state" in one and states is not None else None
        )
        if concept is not None and cost is not None and state is not None:
            found.append(InverseQuery(state, concept, cost))
    return tuple(found)


def _ensemble(check: Checker, plain: dict[str, Any]) -> tuple[EnsembleBlock, ...]:
    found = []
    for number, each in enumerate(check.items(plain.get("ensemble"), "solve.ensemble")):
        where = f"solve.ensemble[{number}]"
        one = check.mapping(each, where, ("mode", "draws", "seed", "lambda"), ("mode", "draws", "seed"))
        mode = check.word(one["mode"], f"{where}.mode", MODES, "mode") if "mode" in one else None
        draws = check.whole(one["draws"], f"{where}.draws", 1, MOST_DRAWS) if "draws" in one else None
        seed = check.whole(one["seed"], f"{where}.seed", 0, 2**63 - 1) if "seed" in one else None
        rate = one.get("lambda", 1.0)
        if isinstance(rate, bool) or not isinstance(rate, int | float) or not 0 <= rate <= 1000:
            check.add(
                f"{where}.lambda",
                "conflict-value",
                f"{rate!r} is no mean number of swaps",
                "Write a number of 0 to 1,000.",
            )
        elif mode is not None and draws is not None and seed is not None:
            found.append(EnsembleBlock(mode, draws, seed, float(rate)))  # type: ignore[arg-type]
    return tuple(found)


def _horizons(check: Checker, plain: dict[str, Any], dms: tuple[DecisionMaker, ...]) -> tuple[int, ...]:
    if "limited" not in plain:
        return ()
    one = check.mapping(plain["limited"], "solve.limited", ("horizons",), ("horizons",))
    if len(dms) != 2:
        check.add(
            "solve.limited",
            "conflict-limit",
            f"limited foresight is defined for two decision makers, here are {len(dms)}",
            "Drop limited.",
        )
    found = [
        check.whole(each, f"solve.limited.horizons[{k}]", 1, 10_000)
        for k, each in enumerate(check.items(one.get("horizons"), "solve.limited.horizons"))
    ]
    return tuple(dict.fromkeys(each for each in found if each is not None))
