"""Time the checks of a brief and the scoring of many questions: python benchmarks/bench_judgement.py"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/reports/lint"))


def main() -> None:
    from planted import DEFECTS

    from detente.dossier.forecast import FreeQuestion
    from detente.reports.lint.lint import lint
    from detente.studies.scores.track_record import track_record

    clean = (ROOT / "tests/reports/lint/clean.md").read_text("utf-8")
    result = {
        "posterior": {
            "LEVERAGE": 0.0848543732,
            "COALITION": 0.6168604248,
            "CAPACITY": 0.2268441575,
            "OTHER": 0.0714410445,
        }
    }
    start = time.perf_counter()
    found = sum(
        any(f.check == check for f in lint(clean.replace(old, new), result).findings) for check, old, new, _ in DEFECTS
    )
    print(
        f"{found} of {len(DEFECTS)} planted defects found, {(time.perf_counter() - start) / len(DEFECTS) * 1000:.1f} ms a brief"
    )
    calls = [{"at": f"2021-03-{day:02}", "by": "kim", "p": day / 40} for day in range(1, 11)]
    questions = [
        FreeQuestion.model_validate(
            {
                "id": str(k),
                "text": "x",
                "open": "2021-03-01",
                "close": "2021-03-31",
                "resolution": "yes" if k % 3 else "no",
                "forecasts": calls,
            }
        )
        for k in range(1000)
    ]
    start = time.perf_counter()
    track_record(questions)
    print(f"1,000 questions with 10 forecasts each scored in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
