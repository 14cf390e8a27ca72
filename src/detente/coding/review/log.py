"""The decision log: one entry a decision, only ever appended. Everything that was decided can be rebuilt from it.

An entry holds codes, own words, positions and fingerprints: never a sentence of a document.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.kernel.errors import Problem
from detente.kernel.slugs import SLUGS

#: confirm and edit accept a claim; new makes one from a selection; answer settles a question that others hang on;
#: event makes or joins a row of events.csv; record adds to the roster, the calendar or the issues; done closes a document of a blind pass.
ACTIONS = ("confirm", "edit", "reject", "later", "new", "split", "merge", "answer", "event", "record", "done", "undo")
STATUS = {"confirm": "confirmed", "edit": "edited", "new": "confirmed", "merge": "edited", "reject": "rejected"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision: who, when (UTC), about what, what it was and what it became.

    ``about`` is a claim id, a question id or a document (for ``done``). ``touches`` lists every claim whose state the
    entry changes. ``was`` and ``became`` are plain data: ``status``, ``claim`` (the claim's record), ``pieces``,
    ``answer``, ``row``, ``record``; ``was["records"]`` says what records of the dossier's other files held before. ``seconds`` is the time spent on the screen. ``blind`` entries belong to a second coder alone.
    """

    seq: int
    at: str
    by: str
    action: str
    about: str
    touches: tuple[str, ...] = ()
    was: Mapping[str, Any] = field(default_factory=dict)
    became: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    blind: bool = False
    note: str = ""
    undoes: int | None = None

    def line(self) -> str:
        """The entry as one line of JSON, with its line break; empty keys are left out."""
        data = {"seq": self.seq, "at": self.at, "by": self.by, "action": self.action, "about": self.about,
                "touches": list(self.touches), "was": self.was, "became": self.became, "seconds": round(self.seconds, 1),
                "blind": self.blind, "note": self.note, "undoes": self.undoes}  # fmt: skip
        kept = {key: value for key, value in data.items() if value not in (None, "", False, [], {})}
        return json.dumps(kept, ensure_ascii=False, default=str) + "\n"


def read_log(text: str, file: str) -> tuple[list[Entry], list[Problem]]:
    """Entries and problems of a log. A last line that was cut off in the middle of writing was never acknowledged: it is dropped."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    whole, _, _torn = text.rpartition("\n")
    for number, line in enumerate(whole.split("\n"), 1):
        if not line.strip():
            continue
        try:
            entries.append(_entry(json.loads(line)))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            message = f"the line is no entry of a decision log: {type(error).__name__}"
            problems.append(Problem(file, number, "review-log", message, SLUGS["review-log"].fix))
    return entries, problems


def _entry(data: Mapping[str, Any]) -> Entry:
    if data["action"] not in ACTIONS:
        raise ValueError(data["action"])
    undoes = data.get("undoes")
    return Entry(
        int(data["seq"]), str(data["at"]), str(data["by"]), str(data["action"]), str(data["about"]),
        tuple(map(str, data.get("touches", ()))), dict(data.get("was", {})), dict(data.get("became", {})),
        float(data.get("seconds", 0)), bool(data.get("blind", False)), str(data.get("note", "")),
        None if undoes is None else int(undoes),
    )  # fmt: skip


def in_force(entries: Iterable[Entry], *, blind: str | None = None) -> list[Entry]:
    """The entries that count: undone ones and the undoing left out; those of one blind coder, or all that are not blind."""
    ours = [each for each in entries if (each.by == blind and each.blind if blind else not each.blind)]
    undone = {each.undoes for each in ours if each.action == "undo"}
    return [each for each in ours if each.action != "undo" and each.seq not in undone]
