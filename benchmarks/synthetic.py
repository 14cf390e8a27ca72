"""A synthetic dossier of any size, written to a folder: for benchmarks only, every name in it is invented."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

from detente.dossier.layout import EVENT_COLUMNS

ACTORS, ISSUES, PER_FILE = 60, 12, 2_000


def write(folder: Path, claims: int, events: int) -> None:
    """Write the dossier: ``claims`` claims over files of 2,000, ``events`` rows, 60 actors, 12 issues, 400 positions."""
    (folder / "claims").mkdir(parents=True)
    head = 'format: 1\nid: {}\ntitle: Synthetic\nparties: [actor-0, actor-1]\nperiod: {{from: "2018-01-01", to: "2022-12-31"}}\n'
    periods = 'periods:\n  - {id: one, title: One, from: "2018-01-01", to: "2022-12-31"}\ncoding:\n  coders:\n    - {id: coder, name: coder, kind: model}\n'
    (folder / "dossier.yaml").write_text(head.format(folder.name) + periods)
    actors = "".join(f"  - {{id: actor-{i}, name: Actor {i}, kind: state}}\n" for i in range(ACTORS))
    (folder / "actors.yaml").write_text("actors:\n" + actors)
    issues = "".join(
        f"  - {{id: issue-{i}, name: Issue {i}, low: none, high: all, controller: joint}}\n" for i in range(ISSUES)
    )
    (folder / "issues.yaml").write_text("issues:\n" + issues)
    digest = hashlib.sha256(b"synthetic").hexdigest()
    (folder / "sources.yaml").write_text(
        "sources:\n" + "".join(
            f"  - {{id: doc-{i}, file: doc-{i}.txt, sha256: {digest}, text_sha256: {digest}, chars: 1000000, lines: 9000, kind: news, title: {{status: not_printed}},"
            f' outlet: {{status: not_printed}}, affiliation: {{status: not_printed}}, standing: none, date: {{value: "2019-01-{i + 1:02d}", status: given}}, reliability: F, reliability_reason: none, short: Doc {i}}}\n'
            for i in range(20)
        )
    )  # fmt: skip
    for start in range(0, claims, PER_FILE):
        rows = "".join(_claim(i) for i in range(start, min(start + PER_FILE, claims)))
        (folder / "claims" / f"part-{start // PER_FILE:03d}.yaml").write_text("claims:\n" + rows)
    (folder / "positions.yaml").write_text("positions:\n" + "".join(_position(i, claims) for i in range(400)))
    rows = [",".join(EVENT_COLUMNS)] + [_event(i, claims) for i in range(events)]
    (folder / "events.csv").write_text("\n".join(rows) + "\n")


def _claim(i: int) -> str:
    print_ = hashlib.sha256(str(i).encode()).hexdigest()
    return (
        f"  - id: claim-{i}\n    type: event\n    source_document: doc-{i % 20}\n    anchors:\n"
        f"      - {{paragraph: {i % 40 + 1}, line: {i % 9000 + 1}, start: {i * 40}, end: {i * 40 + 39}, fingerprint: {print_}}}\n"
        f"    said_by: {{role: author}}\n    author_attitude: asserts\n    confidence: high\n"
        f'    date: {{start: "2019-03-{i % 28 + 1:02d}", end: "2020-03-{i % 28 + 1:02d}", precision: interval, basis: context}}\n'
        f"    issues: [issue-{i % ISSUES}]\n    status: confirmed\n    by: coder\n    at: 2026-11-24T00:00:00Z\n    origin: {{method: model, name: coder}}\n"
        f"    summary: Actor {i % ACTORS} asked actor {(i + 7) % ACTORS} for something of the kind that fills a sentence of usual length\n"
        f"    plover: REQUEST\n    mode: [assist]\n    source: [actor-{i % ACTORS}]\n    target: [actor-{(i + 7) % ACTORS}]\n"
    ).replace("at: 2026-11-24T00:00:00Z", 'at: "2026-11-24T00:00:00Z"')


def _position(i: int, claims: int) -> str:
    cell = f"{{low: {i % 40}, mode: {i % 40 + 10}, high: {i % 40 + 30}, claims: [claim-{i % claims}, claim-{(i * 7) % claims}]}}"
    name = (
        f"id: p-{i}, actor: actor-{i % ACTORS}, issue: issue-{i // ACTORS}, period: one, coder: coder, note: synthetic"
    )
    return f"  - {{{name}, position: {cell}, salience: {cell}, influence: {cell}}}\n"


def _event(i: int, claims: int) -> str:
    day = date(2018, 1, 1) + timedelta(days=i % 1800)
    cells = {
        "id": f"event-{i}", "date_start": str(day), "date_end": str(day), "date_precision": "day", "date_basis": "printed", "source": f"actor-{i % ACTORS}",
        "target": f"actor-{(i + 3) % ACTORS}", "type": "CONSULT", "mode": "visit", "issues": f"issue-{i % ISSUES}", "summary": f"A visit number {i}", "claims": f"claim-{i % claims}",
    }  # fmt: skip
    return ",".join(cells.get(column, "") for column in EVENT_COLUMNS)
