"""How long a dossier takes to load and check, and how fast claims are read, side by side with ruamel.yaml.

Run by hand: ``python benchmarks/bench_dossier.py``. Each line is one measurement in a process of its own.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

CHECK = """
import resource, sys, time
from detente import workbench
start = time.perf_counter()
problems = workbench.check(sys.argv[1])
seconds = time.perf_counter() - start
print(f"{len(problems)} problems, {seconds:.2f} s, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at the peak")
"""
READERS = """
import sys, time
from pathlib import Path
from ruamel.yaml import YAML
from detente.store.safe_yaml import parse
text = Path(sys.argv[1]).read_text()
start = time.perf_counter(); ours = parse(text).data; mine = time.perf_counter() - start
start = time.perf_counter(); theirs = YAML(typ="safe", pure=True).load(text); peer = time.perf_counter() - start
start = time.perf_counter(); YAML().load(text); trip = time.perf_counter() - start
assert ours == theirs, "the two readers differ"
print(f"2,000 claims ({len(text) / 1e6:.1f} MB): safe_yaml {mine:.2f} s, ruamel.yaml safe {peer:.2f} s ({peer / mine:.0f}x), ruamel.yaml round trip {trip:.2f} s ({trip / mine:.0f}x)")
"""


def measure(code: str, argument: Path) -> str:
    """Run the code in a fresh process and give what it prints."""
    return subprocess.run(
        [sys.executable, "-c", code, str(argument)], capture_output=True, text=True, check=True
    ).stdout.strip()


def main() -> None:
    """Print the table."""
    from synthetic import write

    with tempfile.TemporaryDirectory() as scratch:
        for claims, events in ((500, 500), (2_000, 10_000), (20_000, 100_000)):
            folder = Path(scratch) / f"synthetic-{claims}"
            write(folder, claims, events)
            print(f"check, {claims:,} claims and {events:,} events: {measure(CHECK, folder)}", flush=True)
        print(measure(READERS, Path(scratch) / "synthetic-2000" / "claims" / "part-000.yaml"))


if __name__ == "__main__":
    main()
