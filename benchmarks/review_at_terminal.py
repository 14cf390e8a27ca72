"""Some twenty decisions at the real terminal, on a dossier just read from articles: keys through a pty, and a kill in between.

    python benchmarks/review_at_terminal.py FOLDER

FOLDER holds the articles (*.txt). Prints what each key led to and the machine's time from the last key of a decision to the next screen,
then what the log and the dossier hold.
"""

import json
import os
import pty
import re
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from detente import workbench
from detente.workbench import reviewing

CODER = "reader"
SCREEN, PROMPT, LEFT = "q quit", " > ", "decisions kept"
#: What a person answers to a prompt that begins so; Enter otherwise.
SAID = {"summary": "Told in words of our own, number {n}.", "gist": "Said in words of our own, number {n}.", "what": "a figure of the text", "position": "A view in our own words, number {n}.",
        "statement": "A statement in our own words, number {n}.", "source": "united-states", "target": "none", "speaker": "mexico", "actor": "mexico", "adviser": "none", "holder": "none", "attributed_to": "none",
        "date": "none", "issues": "none", "issue": "relations", "its name": "Relations", "what 0": "cold", "what 100": "warm", "unit": "people", "value": "1", "said_by": "", "author_att": "",
        "strength": "moderate", "kind": "direct"}  # fmt: skip


class Terminal:
    """A review in a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.times, self.count = folder, [], 0
        self.start()

    def start(self) -> None:
        self.main, side = pty.openpty()
        self.run = subprocess.Popen([sys.executable, "-m", "detente", "review", str(self.folder), "--coder", CODER, "--only", "event"], stdin=side, stdout=side, stderr=side,
                                    env={**os.environ, "TERM": "xterm", "COLUMNS": "120"})  # fmt: skip
        os.close(side)

    def until(self, *words: str) -> str:
        """What is shown until one of the words comes at the end of it."""
        seen, deadline = "", time.monotonic() + 60
        while not any(word in seen[-200:] for word in words):
            if time.monotonic() > deadline:
                raise SystemExit(f"the terminal hangs:\n{seen[-2000:]}")
            if select.select([self.main], [], [], 0.2)[0]:
                try:
                    seen += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", os.read(self.main, 65536).decode(errors="replace"))
                except OSError:
                    return seen
        return seen

    def send(self, text: str) -> None:
        time.sleep(0.15)  # what is typed before the terminal listens for a key is thrown away
        self.sent = time.perf_counter()
        os.write(self.main, text.encode())

    def decide(self, key: str, *lines: str) -> str:
        """A key, its lines, and whatever is asked, until the next screen; returns all that was shown."""
        self.send(key)
        seen, lines_left = "", list(lines)
        while True:
            part = self.until(PROMPT, SCREEN, LEFT)
            seen += part
            if PROMPT not in part[-6:]:
                break
            self.count += 1
            asked = part.rstrip().splitlines()[-1].strip()
            said = next((text for start, text in SAID.items() if asked.startswith(start)), "")
            if lines_left:
                said = lines_left.pop(0)
            elif asked.endswith("] >") and not asked.startswith(("summary", "issues")):
                said = ""  # what is proposed is kept
            self.send(said.format(n=self.count) + "\r")
        self.times.append(time.perf_counter() - self.sent)
        kept = re.findall(r"kept: \S+ is \w+|taken back: .*|\w+ \S+ added|^  \S.*\. .*$", seen, re.MULTILINE)
        print(f"{key}  {self.times[-1] * 1000:.0f} ms  {'; '.join(each.strip() for each in kept)[:150]}", flush=True)
        return seen

    def questions(self) -> int:
        """Answers to what comes first: days for documents, a new actor for a few names, later for the rest."""
        answered = 0
        while True:
            seen = self.until(PROMPT, SCREEN)
            if PROMPT not in seen[-6:]:
                return answered
            said = "s"
            if "On which day did" in seen:
                said = "2021-03-01"
            elif "Who is" in seen and answered < 9:
                said = "new person MEX"
            answered += said != "s"
            self.send(said + "\r")
            if said.startswith("new"):
                self.until(PROMPT)
                self.send("\r")


def now(folder: Path, later: int = 0) -> dict[str, Any]:
    """What is on the screen."""
    return reviewing.review_queue(folder, coder=CODER, types=("event",))[later]


def main() -> None:
    files = sorted(Path(sys.argv[1]).glob("*.txt"))
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "case"
        for words in (("new", folder, "--parties", "united-states", "mexico"), ("read", *files, "--dossier", folder)):
            subprocess.run([sys.executable, "-m", "detente", *map(str, words)], check=True, capture_output=True)
        desk = Terminal(folder)
        start = time.perf_counter()
        print(desk.questions(), "questions answered, others put off", f"{time.perf_counter() - start:.1f} s")
        for key in ("1", "x", "s", "2", "u", "1"):
            desk.decide(key)
        desk.decide("t", "CONSULT")
        desk.decide("e", "auxiliary=negated", "source=mexico", "target=united-states", "")
        held = now(folder)
        view = reviewing.suggestion(folder, held["id"], coder=CODER)
        raw = view["passage"]["raw"].split()
        desk.decide("n", " ".join(raw[:4]), "stance")
        words = held["words"].split()
        desk.decide("/", " ".join(words[len(words) // 2 : len(words) // 2 + 4]))
        desk.decide("+", "1")
        desk.decide("g", "actor", "senate", "The Senate", "body", "USA", "", "", "", "united-states", "")
        desk.decide("x")
        log = folder / "reading" / "decisions.jsonl"
        before = len(log.read_text("utf-8").splitlines())
        desk.run.kill()
        desk.run.wait()
        print("killed with", before, "entries in the log")
        assert len(log.read_text("utf-8").splitlines()) == before
        desk.start()
        desk.questions()
        for key in ("1", "p", "1", "x", "2", "u"):
            desk.decide(key)
        desk.send("q")
        print(desk.until(LEFT).strip().splitlines()[-1])
        desk.run.wait(20)
        entries = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
        print(len(entries), "entries:", ", ".join(f"{sum(each['action'] == name for each in entries)} {name}" for name in dict.fromkeys(each["action"] for each in entries)))  # fmt: skip
        print(len(workbench.open_dossier(folder).usable_claims), "claims; problems:", [str(each) for each in workbench.check(folder) if each.level == "error"])  # fmt: skip
        print("anchors", {each.outcome.status for each in workbench.verify(folder, files[0].parent)})
        print(
            f"machine time from the last key to the next screen: median {statistics.median(desk.times) * 1000:.0f} ms, longest {max(desk.times) * 1000:.0f} ms"
        )


if __name__ == "__main__":
    main()
