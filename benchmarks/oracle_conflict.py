"""The conflict engine against brute force on random models: every cell of the base concepts, and some coalitions.

    python benchmarks/oracle_conflict.py --models 100000 [--seed 0] [--seconds 480] [--compiled]

Exits 1 at the first mismatch, after printing the model.
"""

import argparse
import json
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "engines"))

from conflict_models import random_model
from conflict_oracle import CONCEPTS

from detente.engines.conflict.coalitions import coalitions
from detente.engines.conflict.reader import read_model
from detente.engines.conflict.stability import stabilities


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--coalitions-every", type=int, default=50)
    parser.add_argument("--compiled", action="store_true", help="the kernels instead of the readable form")
    asked = parser.parse_args()
    stable_of = stabilities
    if asked.compiled:
        from detente.engines.conflict import fast

        stable_of = fast.stability
    rng, started, cells, done, engine = random.Random(asked.seed), time.perf_counter(), 0, 0, 0.0
    while done < asked.models and time.perf_counter() - started < asked.seconds:
        plain, case = random_model(rng, done)
        before = time.perf_counter()
        model = read_model(plain)
        found = stable_of(model, model.ranks, CONCEPTS)
        engine += time.perf_counter() - before
        wanted = case.stable()
        for concept in CONCEPTS:
            if found[concept].tolist() != wanted[concept]:
                sys.exit(f"MISMATCH in {concept}: {json.dumps(plain)}")
            cells += case.count * case.size
        if done % asked.coalitions_every == 0 and case.size <= 16:
            groups = coalitions(model).stable
            for concept, by_group in case.coalitions().items():
                for group, flags in by_group.items():
                    if groups[concept][group].tolist() != flags:
                        sys.exit(f"MISMATCH in coalition {group}, {concept}: {json.dumps(plain)}")
                    cells += case.size
        done += 1
    spent = time.perf_counter() - started
    print(
        f"{done:,} models, {cells:,} cells, no mismatch, {spent:.0f} s (engine {engine:.0f} s, {1e3 * engine / done:.2f} ms a model)"
    )


if __name__ == "__main__":
    main()
