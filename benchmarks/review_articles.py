"""A dossier built from the five articles through read, suggest and review alone, with the shipped dossier as the person.

    python benchmarks/review_articles.py FOLDER [--limit N]

FOLDER holds the articles of the shipped dossier (known by their digests). The walk takes the doors a reader takes:
`detente new`, `read`, the questions, `suggest`, then one decision after another from a file (`review --apply`). Where a
suggestion lies on the words of a claim of the same type it is accepted with that claim's coding, else rejected; a claim
that nothing suggested is added as a claim of one's own. Prints how long each step took, how many claims were suggested,
how often the right event type stood first and among three, and what `check` and `verify` say of the result.
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
from detente.store.shipped import folder_of
from detente.workbench import refinding, review_answers, review_room, reviewing

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


def share(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Common positions over those of the shorter span."""
    common = min(first[1], second[1]) - max(first[0], second[0])
    return max(0, common) / min(first[1] - first[0], second[1] - second[0])


def prepare(folder: Path, shipped: Any) -> dict[str, str]:
    """Actors, calendar and issues as the shipped dossier has them; returns our id of each shipped document."""
    home = folder_of(SHIPPED)
    for inner in ("actors.yaml", "calendar.yaml"):
        (folder / inner).write_bytes((home / inner).read_bytes())
    for issue in shipped.issues.values():
        review_answers.add_issue(folder, {"id": issue.id, "name": issue.name, "low": issue.low, "high": issue.high, "controller": "joint"})  # fmt: skip
    digests = {source.sha256: name for name, source in workbench.open_dossier(folder).sources.items()}
    return {name: digests[source.sha256] for name, source in shipped.sources.items()}


def main() -> None:
    """The walk."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--limit", type=int, default=10**6, help="decisions at most")
    given = options.parse_args()
    files = sorted(given.folder.glob("*.txt"))
    shipped = workbench.open_dossier(SHIPPED)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "my-case"
        clock("new", lambda: run("new", folder, "--title", "My case", "--parties", "united-states", "mexico"))
        clock("read", lambda: run("read", *files, "--dossier", folder))
        print(reviewing.review_status(folder)["open_questions"], "questions before the roster is there")
        ours = clock("roster and issues", lambda: prepare(folder, shipped))
        for name, source in shipped.sources.items():
            bracket = source.date.value or f"{source.date.not_before}/{source.date.not_after}"
            reviewing.answer_question(folder, f"date:{ours[name]}", {"value": str(bracket)}, coder="reader")
        clock("look again", lambda: refinding.find_again(folder))
        clock("suggest", lambda: run("suggest", "--dossier", folder))
        told = reviewing.review_status(folder)
        print(told["open_questions"], "questions left;", told["status"], {key: sum(value.values()) for key, value in told["by_type"].items()})  # fmt: skip
        decisions, figures = decide(folder, shipped, ours)
        print(json.dumps(figures, indent=1))
        rows = decisions[: given.limit]
        path = Path(home) / "decisions.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        start = time.perf_counter()
        run("review", folder, "--apply", path)
        spent = time.perf_counter() - start
        print(f"{len(rows)} decisions applied: {spent:.1f} s, {spent / len(rows) * 1000:.0f} ms each")
        built = workbench.open_dossier(folder)
        print(len(built.usable_claims), "claims;", Counter(each.type for each in built.usable_claims.values()))
        clock("check", lambda: run("check", folder))
        matched = Counter(each.outcome.status for each in workbench.verify(folder, given.folder))
        print("anchors", dict(matched))


def decide(folder: Path, shipped: Any, ours: dict[str, str]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The decisions that make the new dossier say what the shipped one says, and how good the suggestions were."""
    desk = review_room.open_room(folder).desk()
    open_ = {each.id: each for each in desk.queue()}
    rows: list[dict[str, Any]] = []
    suggested: Counter[str] = Counter()
    total: Counter[str] = Counter()
    first = third = events = 0
    used: set[str] = set()
    for claim in shipped.usable_claims.values():
        document, span = ours[claim.source_document], (claim.anchors[0].start, claim.anchors[0].end)
        total[claim.type] += 1
        fits = [each for each in open_.values() if each.document == document and each.type == claim.type and each.id not in used
                and any(share(span, other) >= 0.5 for other in each.spans)]  # fmt: skip
        fields = {
            key: value for key, value in claim.model_dump(mode="json", exclude_none=True).items() if key not in SKIPPED
        }
        fields.setdefault("date", "none")
        if claim.type == "number":
            fields.setdefault("attributed_to", "none")
        if not fits:
            reading = desk.readings[document]
            passage = reading.at(span[0])
            if passage is not None:
                rows.append({"action": "new", "document": document, "passage": passage["id"], "words": f"{span[0]}-{span[1]}", "type": claim.type,
                             "fields": fields, "by": "reader"})  # fmt: skip
            continue
        best = max(fits, key=lambda each: max(share(span, other) for other in each.spans))
        used.add(best.id)
        suggested[claim.type] += 1
        if claim.type == "event":
            names = [name for name, _ in best.ranked[:3]]
            events += 1
            first += names[:1] == [claim.plover]
            third += claim.plover in names
        same = all(
            fields.get(key) == value
            for key, value in best.fields.items()
            if value and key in ("value", "speaker", "kind")
        )
        action = "confirm" if same else "edit"
        rows.append({"action": action, "claim": best.id, "fields": fields, "by": "reader"})
    rows += [{"action": "reject", "claim": name, "by": "reader"} for name in open_ if name not in used]
    figures = {
        "claims": dict(total), "suggested": dict(suggested), "rejected": len(open_) - len(used),
        "event types": {"n": events, "first": round(first / max(1, events), 3), "top three": round(third / max(1, events), 3)},
    }  # fmt: skip
    return rows, figures


if __name__ == "__main__":
    main()
