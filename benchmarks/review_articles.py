"""A dossier built from the five articles through new, read, suggest and review alone, with the shipped dossier as the person's knowledge.

    python benchmarks/review_articles.py FOLDER [--keep FOLDER] [--limit N] [--vectors auto|off]

FOLDER holds the articles of the shipped dossier (known by their digests). No file is copied: the roster grows by answers to "who is
this?" and by records kept in the review, and so do the calendar, the issues and the documents' dates. Then every suggestion is
decided as a reader would who means what the shipped dossier says: accepted, changed, split where it tells two claims, merged where
two tell one, put off and taken up again, rejected by slip and taken back; what nothing suggested becomes a claim of one's own, and event
claims become rows. Prints the time of each step and decision, and how good the suggestions were.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from detente import workbench
from detente.coding.review.proposals import claim_id, fold
from detente.workbench import review_room, reviewing

SHIPPED = "us-mexico"
SKIPPED = (
    "id",
    "type",
    "source_document",
    "anchors",
    "status",
    "by",
    "at",
    "origin",
    "history",
    "settled_by",
    "outcome",
)
#: Each so often a suggestion is put off first, or rejected by slip and taken back.
LATER, SLIP = 25, 40


def clock(title: str, work: Any) -> Any:
    """Do it and say how long it took."""
    start = time.perf_counter()
    result = work()
    print(f"{title}: {time.perf_counter() - start:.2f} s", flush=True)
    return result


def run(*arguments: object) -> str:
    """The command line in a process of its own, start included."""
    done = subprocess.run([sys.executable, "-m", "detente", *map(str, arguments)], capture_output=True, text=True, check=False)  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{arguments}: {done.stderr[-3000:]}")
    return done.stdout + done.stderr


def apply(folder: Path, title: str, rows: list[dict[str, Any]]) -> None:
    """Decisions through ``review --apply``, a process for all of them, start included."""
    if not rows:
        return
    path = folder.parent / "decisions.jsonl"
    path.write_text("".join(json.dumps({**row, "by": "reader"}, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")  # fmt: skip
    start = time.perf_counter()
    run("review", folder, "--apply", path)
    spent = time.perf_counter() - start
    print(f"{title}: {len(rows)} decisions, {spent:.1f} s, {spent / len(rows) * 1000:.0f} ms each; {dict(Counter(row['action'] for row in rows))}", flush=True)  # fmt: skip


def share(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Common positions over those of the shorter span."""
    common = min(first[1], second[1]) - max(first[0], second[0])
    return max(0, common) / min(first[1] - first[0], second[1] - second[0])


class Person:
    """What somebody knows who has read the articles as the shipped dossier does; ``ours`` maps its documents to the new ones."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.shipped = folder, workbench.open_dossier(SHIPPED)
        digests = {source.sha256: name for name, source in workbench.open_dossier(folder).sources.items()}
        self.ours = {name: digests[source.sha256] for name, source in self.shipped.sources.items()}
        self.names = {fold(name): actor.id for actor in self.shipped.actors.values() for name in (actor.name, *actor.aliases)}  # fmt: skip

    def record(self, actor: str) -> dict[str, Any]:
        """An actor as a person writes it into the roster, without the groups it belongs to."""
        data = self.shipped.actors[actor].model_dump(
            mode="json", exclude_none=True, exclude_defaults=True, by_alias=True
        )
        return {key: value for key, value in data.items() if key != "group_of"}

    def answers(self, asked: list[Any], known: set[str]) -> list[dict[str, Any]]:
        """One answer a question. A name that stands in no memory is no actor."""
        rows: list[dict[str, Any]] = []
        theirs = {ours: name for name, ours in self.ours.items()}
        said: set[str] = set()
        for each in asked:
            kind, _, rest = each.id.partition(":")
            answer: dict[str, Any] = {"skip": True}
            if kind == "date":
                date = self.shipped.sources[theirs[rest]].date
                answer = {"value": str(date.value or f"{date.not_before}/{date.not_after}")}
            elif kind == "who":
                actor = self.names.get(rest, "")
                if fold(rest) in said:
                    continue  # an answer before this one has told the name
                answer = {"actor": actor}
                if actor and actor not in known:
                    known.add(actor)
                    answer["add"] = self.record(actor)
                    said |= {fold(name) for name in (answer["add"]["name"], *answer["add"].get("aliases", ()))}
                elif actor:
                    answer["alias"] = True
            elif kind == "actor":
                document = theirs[rest.partition(":")[0]]
                spoken = Counter(
                    name
                    for claim in self.shipped.usable_claims.values()
                    if claim.source_document == document
                    for name in claim.actors
                )
                best = max(each.options, key=lambda name: spoken[name], default="")
                answer = {"actor": best if spoken[best] else ""}
            elif each.options:
                answer = {"value": each.options[0]}
            rows.append({"action": "answer", "question": each.id, "answer": answer, "seconds": 6})
        return rows

    def records(self, known: set[str]) -> list[dict[str, Any]]:
        """Actors that nothing asked for, then who belongs to whom, issues and days of the calendar."""
        actors = [("actor", self.record(name)) for name in self.shipped.actors if name not in known]
        groups = [
            ("actor", {"id": name, "group_of": list(actor.group_of)})
            for name, actor in self.shipped.actors.items()
            if actor.group_of
        ]
        issues = [
            ("issue", {"id": each.id, "name": each.name, "low": each.low, "high": each.high})
            for each in self.shipped.issues.values()
        ]
        days = [("calendar", each.model_dump(mode="json")) for each in self.shipped.calendar.values()]
        return [{"action": "record", "kind": kind, "record": record, "seconds": 15} for kind, record in (*actors, *groups, *issues, *days)]  # fmt: skip


def fields_of(claim: Any) -> dict[str, Any]:
    """The coding of a claim of the shipped dossier, without its place."""
    fields = {
        key: value for key, value in claim.model_dump(mode="json", exclude_none=True).items() if key not in SKIPPED
    }
    fields.setdefault("date", "none")
    if claim.type == "number":
        fields.setdefault("attributed_to", "none")
    return fields


def decide(person: Person) -> tuple[list[dict[str, Any]], dict[str, str], dict[str, Any]]:
    """The decisions; the new id of each claim of the shipped dossier; and how good the suggestions were."""
    desk = review_room.open_room(person.folder).desk()
    queue = desk.queue()
    rows: list[dict[str, Any]] = []
    became: dict[str, str] = {}
    suggested: Counter[str] = Counter()
    ranks: list[tuple[bool, bool]] = []
    spans = {
        name: (claim.anchors[0].start, claim.anchors[0].end) for name, claim in person.shipped.usable_claims.items()
    }
    split = merged = 0
    for place, each in enumerate(queue):
        if place % LATER == 1:
            rows.append({"action": "later", "claim": each.id, "seconds": 3})
        if place % SLIP == 2:
            rows += [{"action": "reject", "claim": each.id, "seconds": 2}, {"action": "undo"}]
        told = [name for name, claim in person.shipped.usable_claims.items() if person.ours[claim.source_document] == each.document and claim.type == each.type
                and any(share(spans[name], span) >= 0.5 for span in each.spans)]  # fmt: skip
        fresh = sorted((name for name in told if name not in became), key=lambda name: spans[name])
        if not fresh:
            held = [became[name] for name in told if became[name] != each.id]
            if held and merged < 12:
                rows.append({"action": "merge", "claim": each.id, "with": held[0], "seconds": 8})
                merged += 1
            else:
                rows.append({"action": "reject", "claim": each.id, "seconds": 5})
            continue
        parts = _parts(desk.readings[each.document], each, spans, fresh)
        if parts:
            rows.append({"action": "split", "claim": each.id, "at": str(parts[1][1][0]), "seconds": 9})
            split += 1
        else:
            parts = [(fresh[0], None)]
        for name, span in parts:
            claim = person.shipped.usable_claims[name]
            id_ = each.id if span is None else claim_id(each.document, each.type, span)
            fields = fields_of(claim)
            same = span is None and all(
                fields.get(key) == value
                for key, value in each.fields.items()
                if value and key in ("value", "speaker", "kind")
            )
            rows.append({"action": "confirm" if same else "edit", "claim": id_, "fields": fields, "seconds": 30})
            became[name] = id_
            suggested[claim.type] += 1
            if each.type == "event":
                names = [kind for kind, _ in each.ranked[:3]]
                ranks.append((names[:1] == [claim.plover], claim.plover in names))
    for name, claim in person.shipped.usable_claims.items():
        passage = desk.readings[person.ours[claim.source_document]].at(spans[name][0])
        id_ = claim_id(person.ours[claim.source_document], claim.type, spans[name])
        if name in became or passage is None or id_ in became.values():
            continue
        words = f"{spans[name][0]}-{spans[name][1]}"
        rows.append({"action": "new", "document": person.ours[claim.source_document], "passage": passage["id"], "words": words, "type": claim.type,
                     "fields": fields_of(claim), "seconds": 45})  # fmt: skip
        became[name] = id_
    count = max(1, len(ranks))
    figures = {
        "suggestions": len(queue), "claims": dict(Counter(each.type for each in person.shipped.usable_claims.values())), "suggested": dict(suggested),
        "rejected": sum(row["action"] == "reject" for row in rows) - sum(row["action"] == "undo" for row in rows), "split": split, "merged": merged,
        "event types": {"n": len(ranks), "first": round(sum(a for a, _ in ranks) / count, 3), "top three": round(sum(b for _, b in ranks) / count, 3)},
    }  # fmt: skip
    return rows, became, figures


def _parts(
    reading: Any, each: Any, spans: dict[str, tuple[int, int]], fresh: list[str]
) -> list[tuple[str, tuple[int, int]]]:
    """Two claims and their sides of the cut, where a suggestion of one span tells two that lie one after the other; else none."""
    if len(fresh) != 2 or len(each.spans) != 1:
        return []
    (start, end), cut = each.spans[0], spans[fresh[1]][0]
    if not start < cut < end or spans[fresh[0]][1] > cut:
        return []
    left = (start, start + len((reading.words(start, cut) or "").rstrip(" ,;:\n")))
    return [(fresh[0], left), (fresh[1], (cut, end))]


def events(person: Person, became: dict[str, str]) -> list[dict[str, Any]]:
    """A row for each event of the shipped dossier: its first claim makes the row, the others join it."""
    held = workbench.open_dossier(person.folder).usable_claims
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for event in person.shipped.events.values():
        ours = [
            became[name]
            for name in event.claims
            if name in became and became[name] in held and held[became[name]].type == "event"
        ]
        for place, claim in enumerate(name for name in dict.fromkeys(ours) if name not in seen):
            seen.add(claim)
            chosen = {"row": event.id} if place == 0 else {"joins": event.id}
            rows.append({"action": "event", "claim": claim, **chosen, "seconds": 4})
    return rows


def main() -> None:
    """The walk."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--keep", type=Path, help="where the dossier is made (a folder that is not there yet)")
    options.add_argument("--limit", type=int, default=10**6, help="decisions on suggestions at most")
    options.add_argument("--vectors", choices=("auto", "off"), default="auto")
    given = options.parse_args()
    files = sorted(given.folder.glob("*.txt"))
    with tempfile.TemporaryDirectory() as home:
        folder = given.keep or Path(home) / "my-case"
        clock(
            "new",
            lambda: run(
                "new",
                folder,
                "--title",
                "Mexico and the United States, 2016-2022",
                "--parties",
                "united-states",
                "mexico",
            ),
        )
        clock("read, with suggestions", lambda: run("read", *files, "--dossier", folder))
        person = Person(folder)
        known = set(workbench.open_dossier(folder).actors)
        print(reviewing.review_status(folder)["open_questions"], "questions at first", flush=True)
        apply(
            folder,
            "parties",
            [
                {"action": "record", "kind": "actor", "record": person.record(name)}
                for name in known & set(person.shipped.actors)
            ],
        )
        for turn in range(4):
            asked = [each for each in review_room.open_room(folder).desk().questions if turn < 3 or each.urgent]
            apply(folder, f"questions, turn {turn + 1}", person.answers(asked, known))
        apply(folder, "roster, issues, calendar", person.records(known))
        asked = review_room.open_room(folder).desk().questions
        apply(folder, "questions that came with the roster", person.answers(asked, known))
        clock("suggest, with the roster", lambda: run("suggest", "--dossier", folder))
        told = reviewing.review_status(folder)
        print(told["open_questions"], "questions left;", told["status"], {key: sum(value.values()) for key, value in told["by_type"].items()})  # fmt: skip
        decisions, became, figures = decide(person)
        print(json.dumps(figures), flush=True)
        decisions = decisions[: given.limit]
        for start in range(0, len(decisions), 300):
            apply(folder, f"decisions from {start + 1}", decisions[start : start + 300])
        if given.limit >= 10**6:
            apply(folder, "rows of events.csv", events(person, became))
        built = workbench.open_dossier(folder)
        print(len(built.usable_claims), "claims;", dict(Counter(each.type for each in built.usable_claims.values())), len(built.events), "events")  # fmt: skip
        print(reviewing.review_status(folder)["status"])
        clock("check", lambda: run("check", folder))
        print("anchors", dict(Counter(each.outcome.status for each in workbench.verify(folder, given.folder))))


if __name__ == "__main__":
    main()
