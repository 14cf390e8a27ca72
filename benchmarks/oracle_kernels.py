"""Compare the compiled kernels of the conflict graphs with the definitions on random models.

Run by hand: ``python benchmarks/oracle_kernels.py [--models 100000] [--seed 1]``. Half are cubes (which the general kernel
solves too), half are arbitrary graphs. Every cell is compared: concept x decision maker x state.
"""

import argparse
import time

import numpy as np
from conflict_oracle import CONCEPTS, Case, definition, random_cube, random_graph

from detente.engines.conflict import cube, graph


def graph_of(case: Case) -> graph.Graph:
    counts = case.moves.sum(axis=2)
    ends = np.concatenate([np.zeros((len(counts), 1), np.int64), np.cumsum(counts, axis=1)], axis=1)
    return graph.Graph(ends, [np.nonzero(each)[1].astype(np.int32) for each in case.moves], case.nature)


def cube_of(case: Case) -> cube.Cube:
    assert case.owner is not None
    assert case.direction is not None
    return cube.Cube(len(case.owner), case.owner, case.direction, case.feasible, case.nature)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    cells = {"cube kernel": 0, "graph kernel on cubes": 0, "graph kernel on graphs": 0}
    wrong = dict.fromkeys(cells, 0)
    begin = time.perf_counter()
    for number in range(options.models):
        case = random_graph(rng) if number % 2 else random_cube(rng)
        expected = definition(case.moves, case.ranks, case.nature)
        which = "graph kernel on graphs" if number % 2 else "graph kernel on cubes"
        found = {which: graph.stability(graph_of(case), case.ranks)}
        allowed = slice(None) if case.feasible is None else case.feasible
        if case.owner is not None:
            found["cube kernel"] = cube.stability(cube_of(case), case.ranks)
        for name, stable in found.items():
            for place, concept in enumerate(CONCEPTS):
                cells[name] += expected[place][:, allowed].size
                wrong[name] += int((stable[concept][:, allowed] != expected[place][:, allowed]).sum())
    for name, count in cells.items():
        print(f"{name}: {count:,} cells, {wrong[name]:,} mismatches")
    print(f"{options.models:,} models, {time.perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main()
