"""Compare the compiled kernels with a folder of computed cases: random models, inverse queries and ensembles.

Run by hand: ``python benchmarks/check_conflict.py FOLDER``, where FOLDER holds the ``.models.json`` and ``.expected.json`` files.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

from detente.engines.conflict import fast
from detente.engines.conflict.cube import CONCEPTS
from detente.engines.conflict.reader import read_model


def flags(given: object, ids: list[str]) -> list[bool]:
    return [x == "1" for x in given] if isinstance(given, str) else [each in given for each in ids]  # type: ignore[operator]


def batch(folder: Path, name: str) -> None:
    models = json.loads((folder / f"{name}.models.json").read_text())["models"]
    results = json.loads((folder / f"{name}.expected.json").read_text())["results"]
    begin, cells, wrong = time.perf_counter(), 0, 0
    for plain, expected in zip(models, results, strict=True):
        model = read_model(plain, name)
        ids = [model.states.id(k) for k in range(model.states.size)]
        found = fast.stability(model, model.ranks, CONCEPTS)
        for concept in CONCEPTS:
            for dm, name_of in enumerate(model.ids):
                want = flags(expected["stable"][concept][name_of], ids)
                cells += len(want)
                wrong += int((found[concept][dm] != want).sum())
    print(f"{name}: {len(models)} models, {cells:,} cells, {wrong} mismatches, {time.perf_counter() - begin:.1f} s")


def inverse(folder: Path) -> None:
    queries = json.loads((folder / "inverse.expected.json").read_text())["queries"]
    wrong, slowest = 0, 0.0
    for query in queries:
        model = read_model(json.loads((folder / "models" / f"{query['model']}.json").read_text()), "x")
        ids = [model.states.id(k) for k in range(model.states.size)]
        begin = time.perf_counter()
        found = fast.least_swaps(model, ids.index(query["state"]), query["concept"], query["max_cost"])
        slowest = max(slowest, time.perf_counter() - begin)
        names = [[each.id for each in dm.preferences.statements] for dm in model.decision_makers]
        orders = [{dm: [names[i][x] for x in order] for i, (dm, order) in enumerate(zip(model.ids, profile, strict=True))}
                  for profile in found.orders]  # fmt: skip
        listed = not query["orders"] or sorted(map(str, orders)) == sorted(map(str, query["orders"]))
        wrong += (found.cost, found.n_minimal) != (query["cost"], query["n_minimal"]) or not listed
    print(f"inverse: {len(queries)} queries, {wrong} differ, slowest {slowest:.2f} s")


def ensembles(folder: Path) -> None:
    expected = json.loads((folder / "ensembles.expected.json").read_text())
    for key, mode in (("order", "order"), ("swaps_lambda_1", "swaps"), ("order_sign", "order_sign")):
        want = expected.get(f"syria_iraq_{key}")
        if want is None:
            continue
        model = read_model(json.loads((folder / "models" / "syria_iraq.json").read_text()), "x")
        tally = fast.ensemble(model, mode, 200_000, np.random.default_rng(1), 1.0, CONCEPTS)
        off = max(
            abs(tally.counts[c][k] / tally.draws - want["p"][c][model.states.id(k)])
            for c in CONCEPTS
            for k in range(model.states.size)
        )
        print(f"ensemble {mode}: greatest difference from the exact probability {off:.4f} in 200,000 draws")


if __name__ == "__main__":
    where = Path(sys.argv[1])
    for each in ("random_300", "random_general_120"):
        batch(where, each)
    inverse(where)
    ensembles(where)
