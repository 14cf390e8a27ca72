"""How well next events are forecast on public sets: single-step and multi-step, the recurrency baseline beside them.

    python benchmarks/accuracy_next_events.py FOLDER [--sets ICEWS14 ICEWS18] [--protocol single-step] [--out RESULTS.json]

FOLDER holds one folder a set with train.txt, valid.txt, entity2id.txt, relation2id.txt and, if you have it, test.txt; the
sets do not ship. Where there is no test.txt the validation file is judged instead, and the last tenth of the training days
serves to choose. Each run is a process of its own, so that peak memory is that of the run.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PROTOCOLS = ("single-step", "multi-step")


def score(folder: Path, protocol: str, model: str, out: Path) -> dict[str, Any]:
    """One run of ``detente events evaluate``."""
    test, valid = folder / "test.txt", folder / "valid.txt"
    files = ["--train", folder / "train.txt"]
    files += ["--valid", valid, "--test", test] if test.exists() else ["--test", valid]
    command = [sys.executable, "-m", "detente", "events", "evaluate", *files, "--protocol", protocol, "--model", model, "--out", out]  # fmt: skip
    subprocess.run([str(each) for each in command], check=True, capture_output=True)
    found: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return {"set": folder.name, "judged": "test" if test.exists() else "valid", **found}


def main() -> None:
    """Run all sets and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="+", default=["ICEWS14", "ICEWS18", "ICEWS05-15"])
    parser.add_argument("--protocol", nargs="+", default=list(PROTOCOLS), choices=PROTOCOLS)
    parser.add_argument("--model", default="full", choices=("logit", "full"))
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    rows = []
    print("set | judged on | protocol | MRR | hits@1 | @3 | @10 | recurrency MRR, @10 | fit + score, s | peak, MB")
    with tempfile.TemporaryDirectory() as place:
        for name in asked.sets:
            if not (asked.folder / name / "train.txt").exists():
                print(f"{name}: not there")
                continue
            for protocol in asked.protocol:
                row = score(asked.folder / name, protocol, asked.model, Path(place) / "result.json")
                rows.append(row)
                hits, beside = row["hits"], row["baselines"]["recurrency"]
                print(
                    f"{name} | {row['judged']} | {protocol} | {row['mrr']:.4f} | {hits['1']:.4f} | {hits['3']:.4f} |"
                    f" {hits['10']:.4f} | {beside['mrr']:.4f}, {beside['hits']['10']:.4f} |"
                    f" {row['seconds']['fit']:.0f} + {row['seconds']['score']:.0f} | {row['peak_mb']}",
                    flush=True,
                )
    if asked.out:
        asked.out.write_text(json.dumps(rows, indent=1), "utf-8")


if __name__ == "__main__":
    main()
