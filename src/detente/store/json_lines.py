"""JSON lines: one record a line."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Records:
    """Mappings, the line of each, and faults (line, slug, message)."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)


def read_lines(text: str) -> Records:
    """Read one JSON mapping a line; empty lines are passed over."""
    found = Records()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            found.faults.append((number, "ledger-entry", f"the line is no JSON: {error}"))
            continue
        if not isinstance(record, dict):
            found.faults.append((number, "ledger-entry", "the line holds no mapping"))
            continue
        found.rows.append(record)
        found.lines.append(number)
    return found


def as_line(record: dict[str, Any]) -> str:
    """A record as one line, with its line break."""
    return json.dumps(record, ensure_ascii=False) + "\n"
