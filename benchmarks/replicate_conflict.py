"""Every published conflict model of a folder against its expected file, through the same code as the command.

    python benchmarks/replicate_conflict.py FOLDER

FOLDER holds models/, expected/, import/, the batches random_300, random_general_120 and ordinal_2x2, and
inverse.expected.json and ensembles.expected.json. Prints one line for each part; exits 1 if a cell differs.
"""

import json
import sys
import time
from itertools import permutations
from math import sqrt
from pathlib import Path

from detente.workbench.conflict_replication import quantities
from detente.workbench.conflicts import solve_conflict, solve_conflicts

CONCEPTS = ("nash", "gmr", "smr", "seq", "seq_symmetric")


def main() -> int:
    folder = Path(sys.argv[1])
    wrong = 0
    parts = {
        "named models": lambda: _files(folder, "models/*.json"),
        "imported files": lambda: _files(folder, "import/*.gmcr"),
        **{
            name: (lambda name=name: _batch(folder, name))
            for name in ("random_300", "random_general_120", "ordinal_2x2")
        },
        "games of section 12": lambda: _games(folder),
        "all 576 strict 2x2 games": _strict_games,
        "inverse": lambda: _inverse(folder),
        "ensembles": lambda: _ensembles(folder),
    }
    for name, part in parts.items():
        started = time.perf_counter()
        checked, differing = part()
        wrong += len(differing)
        print(f"{name}: {checked:,} checked, {len(differing)} differ, {time.perf_counter() - started:.1f} s")
        for each in differing[:10]:
            print("   ", each)
    return 1 if wrong else 0


def _files(folder: Path, pattern: str) -> tuple[int, list[str]]:
    checked, differing = 0, []
    for path in sorted(folder.glob(pattern)):
        beside = folder / "expected" / path.name if path.suffix == ".json" else path.with_suffix(".expected.json")
        count, bad = _compare(solve_conflicts(path), json.loads(beside.read_text("utf-8")))
        checked, differing = checked + count, differing + bad
    return checked, differing


def _batch(folder: Path, name: str) -> tuple[int, list[str]]:
    checked, differing = 0, []
    expected = json.loads((folder / f"{name}.expected.json").read_text("utf-8"))["results"]
    for result, each in zip(solve_conflicts(folder / f"{name}.models.json")["results"], expected, strict=True):
        count, bad = _compare(result, each)
        checked, differing = checked + count, differing + bad
    return checked, differing


def _compare(result, expected) -> tuple[int, list[str]]:
    """Cells checked, and where a result differs from its expected file."""
    ids, found = [each["id"] for each in result["states"]], quantities(result)

    def flags(value):
        if isinstance(value, str):
            return value
        if isinstance(value, dict):
            return "".join("-" if value[name] is None else "01"[value[name]] for name in ids)
        return "".join("01"[name in value] for name in ids)

    wanted = {}
    if "states" in expected:
        wanted["states"] = expected["states"]
    for concept, each in expected.get("equilibria", {}).items():
        if each is None:
            wanted[f"equilibria {concept}"] = None
        else:
            wanted[f"equilibria {concept}"] = each
    for prefix, stable in [("stable", expected.get("stable", {})), ("perceived", expected.get("perceived_stable", {})),
                           *((f"unknown {which}", each["stable"]) for which, each in expected.get("unknown", {}).items())]:  # fmt: skip
        for concept, by_dm in stable.items():
            wanted |= {f"{prefix} {concept} {dm}": flags(value) for dm, value in (by_dm or {}).items()}
    for which, each in expected.get("unknown", {}).items():
        wanted |= {f"unknown {which} equilibria {concept}": value for concept, value in each["equilibria"].items()}
    for concept, value in expected.get("perceived_equilibria", {}).items():
        wanted[f"perceived equilibria {concept}"] = value
    for dm, each in expected.get("labels", {}).items():
        wanted[f"labels {dm}"] = "".join(each[name][0] for name in ids)
    if "attractors" in expected:
        wanted["attractors"] = [" ".join(each["states"]) for each in expected["attractors"]]
    for kind in ("moves", "improvements"):
        if "status_quo" in expected:
            wanted[f"distance by {kind}"] = [f"{a} {b}" for a, b in expected["status_quo"][f"distance_{kind}"].items()]
    for each in expected.get("explanations", []):
        wanted[f"sanctions {each['state']} {each['dm']}"] = [
            f"{one['to']} {_steps(one['any'])} {_steps(one['credible'])}" for one in each["improvements"]
        ]
    wanted |= {f"warning {each['code']} {each['where']}": True for each in expected.get("warnings", [])}
    for h, each in expected.get("limited", {}).items():
        for dm, value in each["stable"].items():
            wanted[f"L{h} {dm}"] = flags(value)
            found[f"L{h} {dm}"] = "".join("01"[flag] for flag in result["limited"][h]["stable"][dm])
    for concept, groups in expected.get("coalitions", {}).items():
        for group, value in groups.items():
            wanted[f"coalition {concept} {group}"] = flags(value)
            found[f"coalition {concept} {group}"] = "".join(
                "01"[flag] for flag in result["coalitions"]["stable"][concept][group]
            )
    if "universal" in expected:
        wanted["universal"], found["universal"] = expected["universal"], result["coalitions"]["universal"]
    bad = [
        f"{result['model']}: {name}: {value} but {found.get(name)}"
        for name, value in wanted.items()
        if found.get(name) != value
    ]
    return sum(len(value) if isinstance(value, str | list) else 1 for value in wanted.values()), bad


def _steps(path) -> str:
    return "none" if path is None else str(len(path))


def _games(folder: Path) -> tuple[int, list[str]]:
    """Counts over the 78 ordinal games, from the results alone."""
    results = solve_conflicts(folder / "ordinal_2x2.models.json")["results"]
    nash = [len(each["equilibria"]["nash"]) for each in results]
    found = {
        "games with 0, 1, 2 Nash equilibria": [nash.count(k) for k in (0, 1, 2)],
        "games without SEQ equilibrium": sum(not each["equilibria"]["seq"] for each in results),
        "games whose L7 and L8 differ": sum(
            each["limited"]["7"]["equilibria"] != each["limited"]["8"]["equilibria"] for each in results
        ),
    }
    wanted = {
        "games with 0, 1, 2 Nash equilibria": [9, 57, 12],
        "games without SEQ equilibrium": 0,
        "games whose L7 and L8 differ": 17,
    }
    return 3, [f"{name}: {wanted[name]} but {found[name]}" for name in wanted if wanted[name] != found[name]]


def _strict_games() -> tuple[int, list[str]]:
    """Mean selectivity over all pairs of strict rankings, as counts of the 576 x 4 cells."""
    wanted = {"nash": 576, "gmr": 1024, "smr": 784, "seq": 772, "seq_symmetric": 676}
    total = dict.fromkeys(wanted, 0)
    for row in permutations([1, 2, 3, 4]):
        for column in permutations([1, 2, 3, 4]):
            dms = [{"id": name, "options": [{"id": option}], "preferences": {"values": list(values)}}
                   for name, option, values in (("R", "r", row), ("C", "c", column))]  # fmt: skip
            result = solve_conflict({"format": "detente-conflict/1", "id": "g", "decision_makers": dms})
            for concept in total:
                total[concept] += result["n_equilibria"][concept]
    return 576, [
        f"{concept}: {wanted[concept]} but {total[concept]}" for concept in wanted if wanted[concept] != total[concept]
    ]


def _inverse(folder: Path) -> tuple[int, list[str]]:
    queries, bad = json.loads((folder / "inverse.expected.json").read_text("utf-8"))["queries"], []
    for each in queries:
        plain = json.loads((folder / "models" / f"{each['model']}.json").read_text("utf-8"))
        plain["solve"] = {"inverse": [{key: each[key] for key in ("state", "concept", "max_cost")}]}
        (found,) = solve_conflict(plain)["inverse"]
        bad += [
            f"{each['model']} {each['state']} {each['concept']}: {key}"
            for key in ("cost", "n_minimal", "orders")
            if found[key] != each[key]
        ]
    return len(queries), bad


def _ensembles(folder: Path, draws: int = 100_000) -> tuple[int, list[str]]:
    """Every probability within five standard errors of the exact (or long) one."""
    expected, bad, checked = json.loads((folder / "ensembles.expected.json").read_text("utf-8")), [], 0
    for name, model, mode in (("syria_iraq_order", "syria_iraq", "order"), ("syria_iraq_swaps_lambda_1", "syria_iraq", "swaps"),
                              ("syria_iraq_order_sign", "syria_iraq", "order_sign"),
                              ("cuban_fraser_hipel_random_ranks", "cuban_fraser_hipel", "random_ranks")):  # fmt: skip
        plain = json.loads((folder / "models" / f"{model}.json").read_text("utf-8"))
        plain["solve"] = {"ensemble": [{"mode": mode, "draws": draws, "seed": 7}], "concepts": list(CONCEPTS)}
        found = solve_conflict(plain)["ensemble"][0]
        share = 1 / draws + (0 if expected[name]["exact"] else 1 / expected[name]["draws"])
        for concept, by_state in expected[name]["p"].items():
            for state, p in by_state.items():
                checked += 1
                if abs(found["p"][concept][state] - p) > 5 * sqrt(max(p * (1 - p), 1e-6) * share) + 1e-6:
                    bad.append(f"{name} {concept} {state}: {p} but {found['p'][concept][state]}")
    return checked, bad


if __name__ == "__main__":
    sys.exit(main())
