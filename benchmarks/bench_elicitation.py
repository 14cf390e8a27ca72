"""Time of an answer, of writing a round, of collecting and of revealing: 10 hypotheses, 50 items, 10 analysts."""

import json
import random
import tempfile
import time
from pathlib import Path

from detente.workbench import elicitation

NAMES = [*(f"H{number}" for number in range(9)), "OTHER"]
QUESTION = {
    "id": "big", "question": "Why?", "hypotheses": [{"id": name, "text": name} for name in NAMES],
    "evidence": [{"id": f"E{number:02}", "text": f"Item {number}", "grade": "B2", "date": "2020-01-01"} for number in range(50)],
}  # fmt: skip
CELLS = ("hu", "un", "ev", "li", "vl", ".3", ".2-.6")
WHEN = "2026-01-01T00:00:00Z"


def main() -> None:
    """Print one line a figure."""
    rng = random.Random(0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "question.json"
        path.write_text(json.dumps(QUESTION) + "\n")
        asked = elicitation.read_question(path)
        files, answering, writing, answers = [], 0.0, 0.0, 0
        for number in range(10):
            out = Path(folder) / f"a{number}.yaml"
            session = elicitation.open_session(asked, analyst=f"a{number}", out=out)
            started = time.perf_counter()
            while (question := session.next_question()) is not None:
                session = session.answer(".1" if question.step.kind == "prior" else rng.choice(CELLS), at=WHEN)
                answers += 1
            session = session.finish(at=WHEN)
            answered = time.perf_counter()
            elicitation.save_session(session, out)
            answering, writing = answering + answered - started, writing + time.perf_counter() - answered
            files.append(out)
        started = time.perf_counter()
        elicitation.collect_ratings(asked, files, base="median")
        collected = time.perf_counter()
        elicitation.reveal(asked, files)
        print(f"answer {1e3 * answering / answers:.3f} ms, write a round {writing / 10:.2f} s")
        print(f"collect {collected - started:.2f} s, reveal {time.perf_counter() - collected:.2f} s")


if __name__ == "__main__":
    main()
