"""How well the finders read the five articles of the flagship dossier: goal and measured side by side.

    python benchmarks/accuracy_finders.py FOLDER

FOLDER holds the five texts (they do not ship). Dates, actors and figures are held against gold_finders.csv, a careful reading of
the body paragraphs; quotations and, once more, figures against the dossier's own claims, which were coded before the
finders stood. The document dates are the dossier's brackets, taken as accepted. Pronouns are not counted.
"""

import argparse
import csv
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from detente.coding.find import Block, Found, Head, Item, calendar_of, find, roster_of
from detente.dossier.dossier import Dossier
from detente.dossier.source import Source
from detente.workbench import open_dossier

GOLD = Path(__file__).with_name("gold_finders.csv")
SPOKEN = ("direct", "partial")
Gold = list[tuple[int, int, str]]


def gold_of(document: str, kind: str) -> Gold:
    """Start, end and value of each item of a kind in a document."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return [
            (int(row["start"]), int(row["end"]), row["value"])
            for row in rows
            if (row["document"], row["kind"]) == (document, kind)
        ]


def blocks_of(text: str, source: Source) -> list[Block]:
    """The body paragraphs, by the lines that the dossier names."""
    blocks, place = [], 0
    for line, words in enumerate(text.split("\n"), 1):
        if line in source.paragraph_lines:
            blocks.append(Block(words, place, line, "body", len(blocks) + 1))
        place += len(words) + 1
    return blocks


def meet(item: Item, start: int, end: int) -> bool:
    return bool(item["start"] < end and start < item["end"])


def actors(found: list[Item], gold: Gold) -> dict[str, int]:
    """Mentions found with the right actor, with a wrong one, left open between several, and missed."""
    named = [item for item in found if item["match"] != "pronoun"]
    sure = [item for item in named if item["actor"]]
    right = sum(any(meet(item, a, b) and item["actor"] == value for a, b, value in gold) for item in sure)
    seen = sum(any(meet(item, a, b) and item["actor"] == value for item in sure) for a, b, value in gold)
    return {"gold": len(gold), "named": len(sure), "right": right, "seen": seen, "open": len(named) - len(sure)}


def dates(found: list[Item], gold: Gold) -> dict[str, int]:
    """Expressions found, with the right value, with a wrong one, and asked."""
    counts = {"gold": len(gold), "found": 0, "right": 0, "wrong": 0, "asks": 0, "exact": 0, "extra": 0}
    for start, end, value in gold:
        item = next((each for each in found if meet(each, start, end)), None)
        if item is None:
            continue
        counts["found"] += 1
        counts["exact"] += (item["start"], item["end"]) == (start, end)
        counts["asks" if item["status"] == "asks" else "right" if item["value"] == value else "wrong"] += 1
    counts["extra"] = sum(not any(meet(each, a, b) for a, b, _ in gold) for each in found)
    return counts


def figures(found: list[Item], gold: Gold) -> dict[str, int]:
    """Figures found with the right value."""
    hit = sum(any(meet(each, a, b) and same(each["value"], value) for each in found) for a, b, value in gold)
    right = sum(any(meet(each, a, b) and same(each["value"], value) for a, b, value in gold) for each in found)
    return {"gold": len(gold), "hit": hit, "found": len(found), "right": right}


def same(value: float | None, told: str) -> bool:
    return value is None if told in ("", "None") else value is not None and abs(value - float(told)) < 1e-4


def claimed_figures(found: list[Item], claims: Iterable[Any]) -> dict[str, int]:
    """The dossier's number claims that have a value: how many a figure with that value touches."""
    counts = {"claims": 0, "hit": 0}
    for claim in claims:
        if claim.type == "number" and claim.value is not None and claim.anchors[0].paragraph:
            anchor = claim.anchors[0]
            counts["claims"] += 1
            counts["hit"] += any(
                meet(each, anchor.start, anchor.end) and each["value"] == claim.value for each in found
            )
    return counts


def quotes(found: list[Item], text: str, blocks: list[Block], claims: list[Any]) -> dict[str, int]:
    """Spans against the opening marks in the paragraphs; speech or not and speaker against the dossier's quote claims."""
    opened = [b.start + m.start() for b in blocks for m in re.finditer("“", b.text)]
    spans = [(low, high, item) for item in found for low, high in item["spans"]]
    told = [
        (c.anchors[0].start, c.anchors[0].end, c.speaker)
        for c in claims
        if c.type == "quote" and c.anchors[0].paragraph
    ]
    counts = {"marks": len(opened), "spans": sum(low in opened for low, _, _ in spans), "extra": 0, "kind": 0, "speech": 0,
              "speaker": 0, "unknown": 0, "wrong": 0, "wrong_explicit": 0}  # fmt: skip
    counts["extra"] = len(spans) - counts["spans"]
    for low, high, item in spans:
        speaker = next((who for a, b, who in told if low < b and a < high), None)
        counts["kind"] += (speaker is not None) == (item["kind"] in SPOKEN)
        if speaker is None:
            continue
        counts["speech"] += 1
        given = item["speaker"]
        if given["actor"] == speaker:
            counts["speaker"] += 1
        elif given["name"] is None or given["status"] == "unknown":
            counts["unknown"] += 1
        else:
            counts["wrong"] += 1
            counts["wrong_explicit"] += given["status"] == "explicit"
    return counts


def add(total: dict[str, int], some: dict[str, int]) -> None:
    for key, count in some.items():
        total[key] = total.get(key, 0) + count


def share(some: int, of: int) -> str:
    return f"{some}/{of} = {some / of:.3f}" if of else "none"


def show(what: str, goal: str, measured: str) -> None:
    print(f"{what:<46} {goal:<22} {measured}")


def read_all(folder: Path, dossier: Dossier) -> tuple[dict[str, dict[str, int]], float, int]:
    roster, calendar = roster_of(dossier.actors.values()), calendar_of(dossier.calendar.values())
    total: dict[str, dict[str, int]] = {}
    spent, words = 0.0, 0
    for source in dossier.sources.values():
        if not source.paragraph_lines:
            continue
        text = (folder / str(source.file)).read_bytes().decode("utf-8")
        blocks = blocks_of(text, source)
        head = Head(None, str(source.date.not_before), str(source.date.not_after), "accepted")
        started = time.process_time()
        found = find(blocks, head, roster, calendar)
        spent += time.process_time() - started
        words += sum(len(block.text.split()) for block in blocks)
        everything = Found(*([item for each in found for item in getattr(each, name)] for name in ("actors", "dates", "quotes", "numbers", "reported", "who")))  # fmt: skip
        claims = [claim for claim in dossier.claims.values() if claim.source_document == source.id]
        for name, counts in (
            ("actors", actors(everything.actors, gold_of(source.id, "actor"))),
            ("dates", dates(everything.dates, gold_of(source.id, "date"))),
            ("figures", figures(everything.numbers, gold_of(source.id, "figure"))),
            ("claimed", claimed_figures(everything.numbers, claims)),
            ("quotes", quotes(everything.quotes, text, blocks, claims)),
        ):
            add(total.setdefault(name, {}), counts)
    return total, spent, words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    dossier = open_dossier("us-mexico")
    _, first, _ = read_all(folder, dossier)
    total, spent, words = read_all(folder, dossier)
    a, d, f, c, q = (total[name] for name in ("actors", "dates", "figures", "claimed", "quotes"))
    show("", "goal", "measured")
    show("actors: precision of named mentions", ".97", share(a["right"], a["named"]))
    show("actors: recall", ".95", f"{share(a['seen'], a['gold'])} ({a['open']} left open between several)")
    show(
        "dates: expressions found", "-", f"{share(d['found'], d['gold'])}, span exact {d['exact']}, false {d['extra']}"
    )
    show("dates: value right", "at least .87", share(d["right"], d["gold"]))
    show("dates: value wrong", "at most .03", share(d["wrong"], d["gold"]))
    show("dates: asked", "the rest", share(d["asks"], d["gold"]))
    show("figures: recall", ".9", share(f["hit"], f["gold"]))
    show("figures: precision", "-", share(f["right"], f["found"]))
    show("figures: claims of the dossier with a value", "-", share(c["hit"], c["claims"]))
    show("quotations: spans", "all", f"{share(q['spans'], q['marks'])}, false {q['extra']}")
    show("quotations: speech or not", "nine in ten", share(q["kind"], q["spans"]))
    show("quotations: speaker right", "nine in ten or unknown", f"{share(q['speaker'], q['speech'])}, unknown {q['unknown']}, wrong {q['wrong']}, of these shown as explicit {q['wrong_explicit']}")  # fmt: skip
    show("seconds", "well below 1", f"{spent:.3f} for {words} words ({first:.3f} the first time)")


if __name__ == "__main__":
    main()
