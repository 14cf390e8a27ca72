"""Solved conflicts for the tests of drawings: models as facts, results as the engine's file has them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import Any

Model = dict[str, Any]


def party(name: str, *options: str, **more: Any) -> Model:
    return {"id": name, "options": [{"id": option} for option in options], **more}


def result(model: Model, ranks: Mapping[str, Mapping[str, int]], states: Iterable[tuple[str, list[str] | None]], **equilibria: Sequence[str]) -> Model:  # fmt: skip
    """RESULT.json with the fields that a drawing reads. ``ranks`` are 1 = best; equilibria of concepts not named are none."""
    listed = [{"id": state, "taken": taken, "rank": {dm: own[state] for dm, own in ranks.items()}} for state, taken in states]  # fmt: skip
    held = {concept: list(equilibria.get(concept, ())) for concept in ("nash", "seq", "smr", "gmr")}
    return {
        "model": model["id"], "n_states": len(listed), "states": listed, "equilibria": held,
        "n_equilibria": {concept: len(own) for concept, own in held.items()},
    }  # fmt: skip


def cube(model: Model, ruled_out: Callable[[set[str]], bool] = lambda taken: False) -> list[tuple[str, list[str]]]:
    """The feasible combinations with their codes, the first option the lowest bit."""
    options = [option["id"] for dm in model["decision_makers"] for option in dm["options"]]
    found = []
    for code in range(2 ** len(options)):
        taken = [option for bit, option in enumerate(options) if code >> bit & 1]
        if not ruled_out(set(taken)):
            found.append((str(code), taken))
    return found


def in_order(*best_first: str) -> dict[str, int]:
    return {state: place for place, state in enumerate(best_first, 1)}


def prisoners() -> tuple[Model, Model]:
    """Textbook; the status quo is cooperation."""
    model = {"id": "prisoners", "title": "Prisoner's dilemma", "decision_makers": [party("A", "A_coop"), party("B", "B_coop")], "status_quo": "3"}  # fmt: skip
    solved = result(
        model, {"A": in_order("2", "3", "0", "1"), "B": in_order("1", "3", "0", "2")}, cube(model),
        nash=["0"], seq=["0", "3"], smr=["0", "3"], gmr=["0", "3"],
    )  # fmt: skip
    solved["status_quo"] = {"state": "3", "distance_moves": {"0": 2, "1": 1, "2": 1, "3": 0}, "paths": {"0": {"moves": [{"by": "A", "to": "2"}, {"by": "B", "to": "0"}], "improvements": [{"by": "A", "to": "2"}, {"by": "B", "to": "0"}]}}}  # fmt: skip
    return model, solved


def cuban() -> tuple[Model, Model]:
    """Cuban missile crisis, after Fraser and Hipel 1984: 12 states, SEQ equilibria 4 and 6."""
    model = {
        "id": "cuban", "title": "Cuba <1962> & after", "status_quo": "0", "outcome": {"state": "6", "date": "1962-10-28"},
        "decision_makers": [party("US", "air_strike", "blockade"), party("USSR", "withdraw", "escalate")],
    }  # fmt: skip
    ranks = {
        "US": in_order("4", "6", "5", "7", "2", "1", "3", "0", "11", "9", "10", "8"),
        "USSR": in_order("0", "4", "6", "2", "5", "1", "7", "3", "11", "9", "10", "8"),
    }
    some = ["0", "1", "2", "4", "5", "6", "7"]
    solved = result(model, ranks, cube(model, lambda taken: {"withdraw", "escalate"} <= taken), seq=["4", "6"], smr=some, gmr=some)  # fmt: skip
    steps = [{"by": "US", "to": "2"}, {"by": "USSR", "to": "6"}]
    solved["status_quo"] = {"state": "0", "distance_moves": {"0": 0, "6": 2}, "paths": {"6": {"moves": steps, "improvements": steps}}}  # fmt: skip
    return model, solved


ELMIRA_ARCS = {
    "MoE": {"s1": ["s2"], "s3": ["s4"], "s5": ["s6"], "s7": ["s8"]},
    "UR": {"s1": ["s3", "s9"], "s2": ["s4", "s9"], "s3": ["s9"], "s4": ["s9"], "s5": ["s7", "s9"], "s6": ["s8", "s9"], "s7": ["s9"], "s8": ["s9"]},
    "LG": {"s1": ["s5"], "s2": ["s6"], "s3": ["s7"], "s4": ["s8"], "s5": ["s1"], "s6": ["s2"], "s7": ["s3"], "s8": ["s4"]},
}  # fmt: skip


def elmira() -> tuple[Model, Model]:
    """Elmira, after Hipel, Fang, Kilgour and Haight 1993: 9 states, of which s9 stands for all in which the plant is abandoned."""
    model = {
        "id": "elmira", "status_quo": "s1", "coalesce": [{"id": "s9", "where": "abandon"}],
        "decision_makers": [party("MoE", "modify", title="Ministry"), party("UR", "delay", "accept", "abandon"), party("LG", "insist")],
    }  # fmt: skip
    ranks = {
        "MoE": in_order("s7", "s3", "s4", "s8", "s5", "s1", "s2", "s6", "s9"),
        "UR": in_order("s1", "s4", "s8", "s5", "s9", "s2", "s3", "s7", "s6"),
        "LG": in_order("s7", "s3", "s5", "s1", "s8", "s6", "s4", "s2", "s9"),
    }
    states = [
        ("s1", ["delay"]), ("s2", ["modify", "delay"]), ("s3", ["accept"]), ("s4", ["modify", "accept"]), ("s9", ["abandon"]),
        ("s5", ["delay", "insist"]), ("s6", ["modify", "delay", "insist"]), ("s7", ["accept", "insist"]), ("s8", ["modify", "accept", "insist"]),
    ]  # fmt: skip
    most = ["s1", "s4", "s9", "s5", "s8"]
    solved = result(model, ranks, states, nash=["s9", "s5", "s8"], seq=["s9", "s5", "s8"], smr=most, gmr=most)
    solved["status_quo"] = {"state": "s1", "distance_moves": {}, "paths": {"s9": {"moves": [{"by": "UR", "to": "s9"}], "improvements": None}, "s5": {"moves": [{"by": "LG", "to": "s5"}], "improvements": [{"by": "LG", "to": "s5"}]}}}  # fmt: skip
    return model, solved


def us_china() -> tuple[Model, Model]:
    """US and China 2017-2020, states, statements and joint sets of the GMCR_GDELT tables; moves as the options allow."""
    sides = {"CN": ["C1", "C2", "C3", "C4"], "US": ["U1", "U2", "U3", "U4"]}
    model = {"id": "us-china", "title": "US and China", "status_quo": "1", "decision_makers": [party(dm, *own) for dm, own in sides.items()]}  # fmt: skip
    late = [["U3", "U4"], ["U1", "U3", "U4"], ["U2", "U3", "U4"]]
    us = [[], ["U1"], ["U2"], ["U3"], ["U1", "U3"], ["U2", "U3"], *late]
    china = [[name for bit, name in enumerate(("C1", "C2", "C3")) if code >> bit & 1] for code in range(8)]
    states = [[*theirs, *ours] for ours in china for theirs in us if "C1" not in ours or theirs not in ([], ["U3"])]
    states += [[*theirs, *ours, "C4"] for ours in china[4:] for theirs in late]
    named = [(str(place), taken) for place, taken in enumerate(states, 1)]
    ranks = {
        "CN": _by_statements(named, lambda t: (not t["U1"], t["U4"] and t["C4"], t["U1"] and t["C1"], t["C3"], t["U2"], t["U3"] and t["C2"], not t["U1"] and not t["C1"], t["C4"])),
        "US": _by_statements(named, lambda t: (t["C2"] and t["C4"], t["U4"], not t["C2"] and t["U1"], t["U3"], not t["C1"], t["U2"], t["C3"], not t["U1"] and t["U2"])),
    }  # fmt: skip
    some = ["9", "10", "16", "25", "32", "41", "42", "44", "48", "57", "64", "73", "76"]
    return model, result(model, ranks, named, nash=["73"], seq=["10", "42", "73"], smr=some, gmr=some)


def _by_statements(states: Sequence[tuple[str, list[str]]], holds: Callable[[Mapping[str, bool]], tuple[bool, ...]]) -> dict[str, int]:  # fmt: skip
    names = [f"{side}{number}" for side, number in product("UC", "1234")]
    scores = {state: holds({name: name in taken for name in names}) for state, taken in states}
    order = sorted(set(scores.values()), reverse=True)
    return {state: order.index(score) + 1 for state, score in scores.items()}


def made_up(*sizes: int, stable: int = 4) -> tuple[Model, Model]:
    """A conflict of parties with so many options each, ranked by a rule without meaning; the first states are Nash."""
    total = sum(sizes)
    names = iter(range(total))
    parties = [party(f"P{place}", *(f"o{next(names)}" for _ in range(size))) for place, size in enumerate(sizes)]
    model = {"id": "made-up", "decision_makers": parties, "status_quo": "0"}
    states = cube(model)
    ranks = {dm["id"]: {state: (int(state) * 37 + 11 * place) % len(states) + 1 for state, _ in states} for place, dm in enumerate(parties)}  # fmt: skip
    return model, result(model, ranks, states, nash=[state for state, _ in states[-stable:]])


def trap() -> tuple[Model, Model]:
    """Five states without options: B has to act twice, with C in between."""
    model = {
        "id": "trap", "states": [{"id": f"s{place}", "title": f"Situation {place}"} for place in range(5)],
        "decision_makers": [{"id": name} for name in "ABC"],
        "arcs": {"A": {"s0": ["s1"]}, "B": {"s1": ["s2"], "s3": ["s4"]}, "C": {"s2": ["s3"]}},
    }  # fmt: skip
    ranks = {"A": in_order("s1", "s2", "s3", "s0", "s4"), "B": in_order("s4", "s2", "s3", "s1", "s0"), "C": in_order("s3", "s4", "s2", "s1", "s0")}  # fmt: skip
    return model, result(model, ranks, [(f"s{place}", None) for place in range(5)], nash=["s4"], seq=["s0", "s4"], smr=["s0", "s4"], gmr=["s0", "s4"])  # fmt: skip
