"""How long the commands take as whole processes: median of five runs each, after one that is not counted.

Run by hand: ``python benchmarks/bench_commands.py``.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5


def seconds(command: list[str]) -> float:
    """Median wall time of the command."""
    times = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def main() -> None:
    """Print one row a command."""
    detente = [sys.executable, "-m", "detente"]
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        rows = {
            "import detente": [sys.executable, "-c", "import detente"],
            "detente --help": [*detente, "--help"],
            "detente check us-mexico": [*detente, "check", "us-mexico"],
            "detente show us-mexico timeline": [*detente, "show", "us-mexico", "timeline"],
            "detente brief us-mexico (md, no charts)": [*detente, "brief", "us-mexico", "--no-charts"],
            "detente brief us-mexico (html, charts)": [*detente, "brief", "us-mexico", "--out", str(out / "b.html")],
            "detente brief us-mexico (docx, charts)": [*detente, "brief", "us-mexico", "--out", str(out / "b.docx")],
            "detente export us-mexico (json)": [*detente, "export", "us-mexico", "--out", str(out / "e.json")],
        }
        for name, command in rows.items():
            print(f"{name:42} {seconds(command):6.2f} s", flush=True)


if __name__ == "__main__":
    main()
