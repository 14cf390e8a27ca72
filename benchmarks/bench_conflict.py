"""Time and memory of the compiled kernels of the conflict graphs, each line in its own process.

Run by hand: ``python benchmarks/bench_conflict.py [--folder FOLDER] [--large]``. With FOLDER (which holds
``scale_2e20.model.json`` and ``.expected.json``) the equilibria of that model are checked against counts and SHA-256.
The naive line is the search over (state, last mover) of ``conflict_oracle``, compiled, on a size that it can do.
"""

import argparse
import hashlib
import json
import multiprocessing
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from conflict_oracle import definition

from detente.engines.conflict import cube, graph
from detente.engines.conflict.columns import Columns
from detente.engines.conflict.ensembles import draw
from detente.engines.conflict.expression import parse
from detente.engines.conflict.inverse import inverse
from detente.engines.conflict.model import CONCEPTS, EnsembleBlock, InverseQuery, Model
from detente.engines.conflict.reader import FORMAT, read_model
from detente.engines.conflict.reader_request import MODES
from detente.engines.conflict.scores import ranks_of

Lines = list[tuple[str, float]]


def timed(lines: Lines, what: str, work: Callable[[], object], times: int = 3) -> object:
    """Append the least of some runs after the first, which is shown too where there are more."""
    spans = []
    for _ in range(times):
        begin = time.perf_counter()
        result = work()
        spans.append(time.perf_counter() - begin)
    lines.append((what if times == 1 else f"{what} (first {spans[0]:.2f} s)", min(spans)))
    return result


def random_cube(options: int, dms: int, statements: int) -> tuple[cube.Cube, list[list[str]]]:
    """Options shared out in order, the first of each second DM one-way, and statements of one to three options."""
    rng = np.random.default_rng(options)
    owner = np.sort(np.arange(options) % dms).astype(np.int8)
    direction = np.zeros(options, np.int8)
    direction[[int(np.argmax(owner == dm)) for dm in range(0, dms, 2)]] = 1
    texts = []
    for _ in range(dms):
        terms = [[("", "not ")[rng.integers(2)] + f"o{k}" for k in rng.permutation(options)[: rng.integers(1, 4)]]
                 for _ in range(statements)]  # fmt: skip
        texts.append([f" {('and', 'or')[rng.integers(2)]} ".join(each) for each in terms])
    return cube.Cube(options, owner, direction, None, np.zeros(dms, bool)), texts


def ranks(names: Sequence[str], texts: Sequence[str]) -> np.ndarray:
    """Dense ranks, one tier a statement."""
    columns = Columns(names, np.arange(1 << len(names), dtype=np.int64))
    return ranks_of([(tier, parse(text, names)) for tier, text in enumerate(texts)], columns)


def cubes(options: int, dms: int, times: int) -> Lines:
    lines: Lines = []
    whole, texts = random_cube(options, dms, 26)
    names = [f"o{k}" for k in range(options)]
    where = f"2^{options} states, {dms} DMs"
    given = timed(lines, f"{where}: ranks of 26 statements each", lambda: [ranks(names, each) for each in texts], times)
    timed(lines, f"{where}: five concepts", lambda: cube.equilibria(whole, lambda dm: given[dm]), times)
    return lines


def scale(folder: Path) -> Lines:
    lines: Lines = []
    model = json.loads((folder / "scale_2e20.model.json").read_text())
    expected = json.loads((folder / "scale_2e20.expected.json").read_text())
    dms = model["decision_makers"]
    options = [(i, each) for i, dm in enumerate(dms) for each in dm["options"]]
    names = [each["id"] for _, each in options]
    way = [("both", "forward", "back").index(each.get("moves", "both")) for _, each in options]
    whole = cube.Cube(
        len(names), np.array([i for i, _ in options], np.int8), np.array(way, np.int8), None, np.zeros(len(dms), bool)
    )
    texts = [[each["holds"] for each in dm["preferences"]["statements"]] for dm in dms]
    given = timed(lines, "scale_2e20: ranks", lambda: [ranks(names, each) for each in texts])
    found = timed(lines, "scale_2e20: five concepts", lambda: cube.equilibria(whole, lambda dm: given[dm]))
    good = 0
    for concept in CONCEPTS:
        text = "\n".join(map(str, np.flatnonzero(found.equilibria[concept])))
        good += hashlib.sha256(text.encode()).hexdigest() == expected["equilibria_sha256"][concept]
        good += found.n_stable[concept].tolist() == list(expected["n_stable"][concept].values())
    lines.append((f"scale_2e20: {good} of 10 sets of hashes and counts agree", 0.0))
    return lines


def naive(options: int, dms: int) -> Lines:
    """The definition, compiled, beside the two kernels, on the same model with random ranks."""
    lines: Lines = []
    whole, _ = random_cube(options, dms, 1)
    states = 1 << options
    ranks = np.random.default_rng(1).integers(0, states, (dms, states))
    s, t = np.arange(states)[:, None], np.arange(states)[None, :]
    one_way = sum(1 << k for k in range(options) if whole.direction[k])
    masks = [sum(1 << k for k in range(options) if whole.owner[k] == dm) for dm in range(dms)]
    moves = np.array([(s != t) & (s & ~t & one_way == 0) & ((s ^ t) & ~mask == 0) for mask in masks])
    counts = moves.sum(axis=2)
    ends = np.concatenate([np.zeros((dms, 1), np.int64), np.cumsum(counts, axis=1)], axis=1)
    arcs = graph.Graph(ends, [np.nonzero(each)[1].astype(np.int32) for each in moves], whole.nature)
    nature = np.zeros(dms, bool)
    definition(moves[:, :4, :4].copy(), ranks[:, :4].copy(), nature)
    where = f"2^{options} states, {dms} DMs, five concepts"
    want = timed(lines, f"{where}: naive search, compiled", lambda: definition(moves, ranks, nature), 1)
    found = timed(lines, f"{where}: cube kernel", lambda: cube.stability(whole, ranks))
    general = timed(lines, f"{where}: graph kernel", lambda: graph.stability(arcs, ranks))
    wrong = sum(int((each[c] != want[x]).sum()) for each in (found, general) for x, c in enumerate(CONCEPTS))
    lines.append((f"{where}: {wrong} cells differ", 0.0))
    return lines


def conflict(options: int, dms: int, statements: int) -> Model:
    """A model in option form with random statements."""
    whole, texts = random_cube(options, dms, statements)
    parties = [{"id": f"D{dm}", "options": [{"id": f"o{k}"} for k in range(options) if whole.owner[k] == dm],
                "preferences": {"statements": [{"id": f"s{k}", "holds": text} for k, text in enumerate(texts[dm])]}}
               for dm in range(dms)]  # fmt: skip
    return read_model({"format": FORMAT, "id": "random", "decision_makers": parties})


def drawn(options: int, dms: int, statements: int) -> Lines:
    lines: Lines = []
    model = conflict(options, dms, statements)
    for mode in MODES:
        draw(model, EnsembleBlock(mode, 4096, 1), CONCEPTS)
        timed(lines, f"{options} options, {dms} DMs: 100,000 draws of {mode}, five concepts",
              lambda mode=mode: draw(model, EnsembleBlock(mode, 100_000, 1), CONCEPTS), 1)  # fmt: skip
    return lines


def least() -> Lines:
    """Thirty-two states, three DMs with ten statements each: every state asked for, up to three swaps."""
    lines: Lines = []
    model = conflict(5, 3, 10)
    costs = timed(lines, "inverse: 32 states, 3 DMs, 30 statements, cost up to 3, all 32 queries",
                  lambda: [inverse(model, InverseQuery(s, "seq_symmetric", 3)).cost for s in range(32)], 1)  # fmt: skip
    lines.append((f"inverse: costs found {sorted(set(costs), key=str)}", 0.0))
    return lines


def _in_process(
    queue: "multiprocessing.Queue[tuple[Lines, float]]", work: Callable[..., Lines], values: tuple[object, ...]
) -> None:
    lines = work(*values)
    queue.put((lines, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--large", action="store_true", help="also 2^24 states")
    options = parser.parse_args()
    jobs: list[tuple[Callable[..., Lines], tuple[object, ...]]] = [
        (naive, (9, 3)), (cubes, (20, 4, 3)), (drawn, (8, 3, 12)), (drawn, (6, 2, 8)), (least, ()),
    ]  # fmt: skip
    jobs += [(scale, (options.folder,))] if options.folder else []
    jobs += [(cubes, (24, 4, 1))] if options.large else []
    fresh = multiprocessing.get_context("spawn")
    print("| what | time | peak memory of its process |\n| --- | --: | --: |")
    for work, values in jobs:
        queue = fresh.Queue()
        process = fresh.Process(target=_in_process, args=(queue, work, values))
        process.start()
        lines, peak = queue.get()
        process.join()
        for what, seconds in lines:
            print(f"| {what} | {f'{seconds:.3g} s' if seconds else ''} | {peak:.0f} MB |", flush=True)


if __name__ == "__main__":
    main()
