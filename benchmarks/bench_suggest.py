"""How long suggesting takes: whole commands, start included, in seconds of the clock and of the processor.

Run by hand: ``python benchmarks/bench_suggest.py [ARTICLE ...] [--texts 1000]``. Texts are made up; articles, if named, are read.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NAMES = ("Veldria", "Sudria", "Norvia", "Ostland", "Marland")
ACTS = ("expelled two diplomats of {}", "agreed to reopen the crossing with {}", "sent flood relief to {} after the storm", "accused {} of jamming its radars",
        "refused to meet the envoys of {} in the capital", "moved two battalions to the border with {} on Monday", "released the sailors of {} from prison")  # fmt: skip


def texts(count: int) -> str:
    """So many different lines of some twenty words."""
    lines = []
    for place in range(count):
        one, other = NAMES[place % 5], NAMES[(place // 5 + place % 5 + 1) % 5]
        act = ACTS[place % len(ACTS)].format(other)
        text = f"{one} {act}, and the {place}th session of the joint commission was told of it by the deputy minister."
        lines.append(json.dumps({"id": place, "text": text, "source": one, "target": other}))
    return "\n".join(lines) + "\n"


def timed(what: str, *arguments: str) -> None:
    """Run a command of the package and print its times."""
    command = [str(Path(sys.executable).with_name("detente")), *arguments]
    before, began = os.times(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    print(f"{what:48} {time.perf_counter() - began:6.1f} s   {cpu:6.1f} s of processor", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path, nargs="*")
    parser.add_argument("--texts", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        source.write_text(texts(given.texts), encoding="utf-8")
        for choice in ("off", "auto"):
            timed(
                f"suggest, {given.texts} texts, vectors {choice}",
                "suggest",
                "--texts",
                str(source),
                "--out",
                str(out),
                "--vectors",
                choice,
            )
        if given.articles:
            timed(f"read, {len(given.articles)} articles", "read", *map(str, given.articles), "--out", str(out))
            timed(
                f"read without suggestions, {len(given.articles)} articles",
                "read",
                *map(str, given.articles),
                "--out",
                str(out),
                "--no-suggest",
            )


if __name__ == "__main__":
    main()
