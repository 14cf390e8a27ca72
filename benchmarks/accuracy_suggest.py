"""How well the ranking of event types does on labelled records that it never saw, with own phrases alone and after learning.

Run by hand: ``python benchmarks/accuracy_suggest.py FOLDER [--folds 5] [--learn 200] [--vectors auto|off] [--seed 7]``.
FOLDER holds ``plover_gsr_flat.csv`` (text, spans of both sides, ``type_2021``), an external check that is not part of the
project. Learning is measured on folds: the labelled texts of the other folds stand for a user's confirmed claims.
With ``--dossier NAME`` FOLDER holds the articles of a dossier instead: its confirmed event claims are ranked by their words in
the text, learned from the claims of all other documents.
"""

import argparse
import csv
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from detente.coding.suggest.clauses import act_of
from detente.coding.suggest.masking import first_place, mask
from detente.coding.suggest.ranker import NAMES, Ranker, labelled
from detente.dossier.claim import EventClaim
from detente.kernel.fingerprints import of_bytes
from detente.kernel.threads import one_thread
from detente.workbench.learning import encoder_for, ranker_of


def span(row: dict[str, str], side: str) -> tuple[int, int] | None:
    """The located span of a side, None if the record has none."""
    start, end = row[f"{side}_start"], row[f"{side}_end"]
    return (int(start), int(end)) if start and end else None


def read(folder: Path) -> tuple[list[str], list[str]]:
    """Masked texts and their types."""
    with (folder / "plover_gsr_flat.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [act_of(mask(row["text"], span(row, "source"), span(row, "target"))) for row in rows], [row["type_2021"] for row in rows]  # fmt: skip


def claims(name: str, folder: Path) -> tuple[list[str], list[str], np.ndarray]:
    """Masked words of a dossier's confirmed event claims, their types, and the number of their document."""
    from detente.workbench.learning import names_of
    from detente.workbench.opening import open_dossier

    dossier = open_dossier(name)
    texts = {
        of_bytes(path.read_bytes()): path.read_bytes().decode("utf-8-sig")
        for path in folder.iterdir()
        if path.is_file()
    }
    chosen = [
        each
        for each in dossier.claims.values()
        if isinstance(each, EventClaim) and each.usable and dossier.sources[each.source_document].sha256 in texts
    ]
    masked = []
    for claim in chosen:
        anchor = claim.anchors[0]
        words = texts[dossier.sources[claim.source_document].sha256][anchor.start : anchor.end]
        places = [
            next((place for each in names_of(dossier, ids) if (place := first_place(words, each))), None)
            for ids in (claim.source, claim.target)
        ]
        masked.append(act_of(mask(words, *places)))
    documents = list(dossier.sources)
    return (
        masked,
        [each.plover for each in chosen],
        np.array([documents.index(each.source_document) for each in chosen]),
    )


def measures(order: np.ndarray, truth: Sequence[str]) -> tuple[float, float, float]:
    """Accuracy, macro F1 over the types that occur, and share with the truth among the first three."""
    first = [NAMES[place] for place in order[:, 0]]
    f1 = []
    for name in sorted(set(truth)):
        hits = sum(a == name == b for a, b in zip(first, truth, strict=True))
        f1.append(2 * hits / (first.count(name) + list(truth).count(name)))
    top = np.mean([name in {NAMES[place] for place in row[:3]} for row, name in zip(order, truth, strict=True)])
    return float(np.mean([a == b for a, b in zip(first, truth, strict=True)])), float(np.mean(f1)), float(top)


def ranks(ranker: Ranker, texts: Sequence[str], vectors: np.ndarray | None) -> np.ndarray:
    """The types of each text, best first."""
    return np.argsort(-ranker.scores(texts, vectors), axis=1, kind="stable")


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--learn", type=int, nargs="*", default=[50, 100, 200])
    parser.add_argument("--vectors", choices=["auto", "off"], default="auto")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--dossier", help="measure on the claims of a dossier, document by document")
    parser.add_argument("--misses", action="store_true", help="list the wrong ones of the own phrases")
    given = parser.parse_args()
    if given.dossier:
        texts, truth, fold = claims(given.dossier, given.folder)
        given.learn = []
    else:
        texts, truth = read(given.folder)
        fold = np.random.default_rng(given.seed).permutation(np.arange(len(texts)) % given.folds)
    for choice in dict.fromkeys([given.vectors, "off"]):
        with one_thread():
            table(texts, truth, choice, fold, given)


def table(texts: list[str], truth: list[str], choice: str, fold: np.ndarray, given: argparse.Namespace) -> None:
    """The rows of one choice of vectors."""
    encoder = encoder_for(choice)
    began = time.perf_counter()
    vectors = encoder(texts) if encoder is not None else None
    print(
        f"\nvectors: {'yes' if encoder else 'no'}; {len(texts)} texts"
        + (f" encoded in {time.perf_counter() - began:.1f} s" if encoder else "")
    )
    began = time.perf_counter()
    ranker = ranker_of((), encoder)
    took = time.perf_counter() - began
    order = ranks(ranker, texts, vectors)
    print(
        "{:34} accuracy {:.3f}  macro F1 {:.3f}  top-3 {:.3f}  fit {:.2f} s".format(
            "own phrases", *measures(order, truth), took
        )
    )
    if given.misses:
        for text, row, name in zip(texts, order, truth, strict=True):
            if NAMES[row[0]] != name:
                print(f"  {name:10} {' '.join(NAMES[place] for place in row[:3]):32} {text[:150]}")
    rng = np.random.default_rng(given.seed)
    folds = int(fold.max()) + 1
    for count in [*given.learn, len(texts)]:
        found, times = np.zeros_like(order), []
        for each in range(folds):
            test = np.flatnonzero(fold == each)
            learn = rng.permutation(np.flatnonzero(fold != each))[:count]
            examples = [example for place in learn for example in labelled(texts[place], truth[place], str(place))]
            began = time.perf_counter()
            after = ranker_of(examples, encoder)
            times.append(time.perf_counter() - began)
            found[test] = ranks(after, [texts[place] for place in test], vectors[test] if vectors is not None else None)
        said = f"+ {min(count, len(texts) - len(texts) // folds)} confirmed, {folds} {'documents' if given.dossier else 'folds'}"
        print(
            "{:34} accuracy {:.3f}  macro F1 {:.3f}  top-3 {:.3f}  fit {:.2f} s".format(
                said, *measures(found, truth), float(np.median(times))
            )
        )


if __name__ == "__main__":
    main()
