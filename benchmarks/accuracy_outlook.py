"""How well the outlook does on time that it did not see: ICEWS 2014 and 2018 by quad, and GDELT's daily scores of pairs.

    python benchmarks/accuracy_outlook.py FOLDER --relations FOLDER

FOLDER holds ICEWS14/ and ICEWS18/ (train.txt, valid.txt, entity2id.txt) and gdelt_daily_dyads_2018_2021.npz, the folder of --relations the tables
relations_ICEWS14.csv and relations_ICEWS18.csv (rel_id, plover); none of them ships. Countries are read from names such as
``Government (Mexico)``. Every model is fitted only on what was known before the origin, anew each 28 days.
"""

import argparse
import csv
import re
import time
from collections import Counter
from pathlib import Path

import numpy as np

from detente.dossier import plover
from detente.engines.outlook import intensity
from detente.engines.outlook.stream import Stream
from detente.studies.outlook import backtest, first_origin
from detente.studies.outlook_scores import score

PAIRS = 400


def quads(folder: Path, relations: Path, name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, list[str]]:
    """Source, target, quad (0-3) and day of every event between two countries; and the names of the countries."""
    kind = {int(row["rel_id"]): row["plover"] for row in csv.DictReader((relations / f"relations_{name}.csv").open(encoding="utf-8"))}  # fmt: skip
    quad_of = {number: plover.TYPES[each].quad - 1 for number, each in kind.items() if each in plover.TYPES}
    country: dict[int, str] = {}
    for line in (folder / name / "entity2id.txt").read_text(encoding="utf-8").splitlines():
        label, number = line.split("\t")[:2]
        found = re.search(r"\(([^()]*)\)$", label.replace("_", " "))
        country[int(number)] = found.group(1) if found else label.replace("_", " ")
    rows = np.concatenate([np.loadtxt(folder / name / f"{part}.txt", dtype=np.int64, usecols=(0, 1, 2, 3)) for part in ("train", "valid")])  # fmt: skip
    names = sorted(set(country.values()))
    place = {each: number for number, each in enumerate(names)}
    code = np.array([place[country[number]] for number in range(max(country) + 1)])
    quad = np.array([quad_of.get(number, -1) for number in range(max(kind) + 1)])[rows[:, 1]]
    source, target = code[rows[:, 0]], code[rows[:, 2]]
    kept = (quad >= 0) & (source != target)
    return source[kept], target[kept], quad[kept], rows[kept, 3] // 24, names


def stream_of(events: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, list[str]], year: str, before: int | None) -> Stream:  # fmt: skip
    """The PAIRS busiest directed pairs, by what came up to the day ``before`` (by the whole record without it)."""
    source, target, quad, day, names = events
    seen = day <= before if before is not None else np.ones(len(day), dtype=bool)
    busy = [pair for pair, _ in Counter(zip(source[seen].tolist(), target[seen].tolist(), strict=True)).most_common(PAIRS)]  # fmt: skip
    rows = {pair: row for row, pair in enumerate(busy)}
    at = np.array([rows.get(pair, -1) for pair in zip(source.tolist(), target.tolist(), strict=True)])
    counts = np.zeros((len(busy), 4, int(day.max()) + 1), dtype=np.float32)
    np.add.at(counts, (at[at >= 0], quad[at >= 0], day[at >= 0]), 1)
    return Stream(counts, tuple((names[a], names[b]) for a, b in busy), tuple(plover.QUADS.values()), np.datetime64(f"{year}-01-01"))  # fmt: skip


def probabilities(folder: Path, relations: Path) -> None:
    for name, year in (("ICEWS14", "2014"), ("ICEWS18", "2018")):
        events = quads(folder, relations, name)
        days = int(events[3].max()) + 1
        print(f"{name}: {days} days, {len(events[0]):,} events between countries")
        for horizon in (7, 30, 90):
            start = first_origin(days, horizon)
            for which, before in (("before the test", start), ("in all the record", None)):
                began = time.perf_counter()
                held = backtest(stream_of(events, year, before), horizon, start)
                if held is None:
                    continue
                found = score(held)
                whole = found["all"]
                print(f"  {horizon:2} days, {PAIRS} pairs busiest {which}: {len(held.origins)} weekly origins, {len(held.fits)} fits, Brier {whole.brier:.4f}, log {whole.log:.4f}, ECE {whole.ece:.2%}, {time.perf_counter() - began:.1f} s")  # fmt: skip
                for reference, each in whole.against.items():
                    interval = "" if each.interval is None else f" ({each.interval[0]:+.1%} to {each.interval[1]:+.1%}, {each.drawn})"  # fmt: skip
                    print(f"    over {reference}: {each.skill:+.1%}{interval}")
                print("    by quad over climatology: " + ", ".join(f"{label} {each.against['climatology'].skill:+.1%}" for label, each in found.items() if label != "all"))  # fmt: skip
                if before is not None:
                    print("    reliability: " + "; ".join(f"{each.p:.0%} came {each.rate:.0%} ({each.n}{'' if each.shown else ', too few'})" for each in whole.bins))  # fmt: skip


def strengths(folder: Path) -> None:
    with np.load(folder / "gdelt_daily_dyads_2018_2021.npz") as held:
        sums, codes = held["M"].astype(float), held["codes"]
        days = np.array([np.datetime64(f"{day[:4]}-{day[4:6]}-{day[6:]}") for day in held["days"].astype(str)])
    one, other = np.triu_indices(len(codes), 1)
    scores = np.full((len(one), int((days[-1] - days[0]).astype(int)) + 1), np.nan)
    scores[:, (days - days[0]).astype(int)] = sums[:, one, other].T
    for cut in ("2021-06-30", "2021-11-30"):
        last = int((np.datetime64(cut) - days[0]).astype(int))
        kept = np.argsort(-np.abs(np.nan_to_num(scores[:, : last + 1])).sum(axis=1), kind="stable")[:300]
        panel = intensity.Panel(scores[kept], tuple((str(codes[one[row]]), str(codes[other[row]])) for row in kept), days[0])  # fmt: skip
        for horizon in (1, 7, 30):
            began = time.perf_counter()
            model = intensity.learn_intensity(panel, horizon, last)
            if model is None:
                continue
            origins = np.arange(last, panel.scores.shape[1] - horizon)
            said, came = intensity.ask_intensity(model, panel, origins), intensity.windows_ahead(panel, horizon, origins)  # fmt: skip
            seen = np.isfinite(came)
            error = np.abs(said.mean - came)[seen].mean()
            naive = min(np.abs(each - came)[seen].mean() for each in intensity.naive_means(panel, origins).values())
            covered = ((came >= said.low) & (came <= said.high))[seen].mean()
            fell = (came < said.threshold)[seen]
            skill = 1 - ((said.downturn[seen] - fell) ** 2).mean() / ((intensity.PERCENTILE - fell) ** 2).mean()
            print(f"GDELT after {cut}, {len(kept)} pairs, {horizon:2} days: MAE {error:.4f}, {1 - error / naive:+.1%} under the best trailing mean; 80 % intervals cover {covered:.1%}; downturn in {fell.mean():.1%}, Brier skill over 20 % {skill:+.1%}; {time.perf_counter() - began:.1f} s")  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--relations", type=Path, required=True)
    given = parser.parse_args()
    probabilities(given.folder, given.relations)
    strengths(given.folder)
