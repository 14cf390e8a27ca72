"""The workbench under load on loopback: clients that ask what if at once; first view and slider as one client sees them.

    python benchmarks/workbench_load.py [--clients 20] [--requests 20] [--dossier us-mexico] [--issue migration-enforcement]

Prints the median and the 95th percentile of the answers in milliseconds, errors (none may be), the first view's time and weight,
and the memory of the server. Each client waits for its answer before it asks again, with another number moved each time.
"""

import argparse
import http.client
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path


def ask(link: http.client.HTTPConnection, path: str) -> tuple[int, bytes, float]:
    start = time.perf_counter()
    link.request("GET", path, headers={"X-Panel": "1"} if "answer" in path or "timeline" in path else {})
    answer = link.getresponse()
    content = answer.read()
    return answer.status, content, 1000 * (time.perf_counter() - start)


def client(
    host: str, path: str, position: str, requests: int, times: list[float], failed: list[int], seed: int
) -> None:
    link = http.client.HTTPConnection(host)
    for turn in range(requests):
        value = (7 * seed + 13 * turn) % 101
        status, _, took = ask(link, f"{path}?salience.{position}={value}")
        times.append(took)
        if status != 200:
            failed.append(status)
    link.close()


def memory(process: int) -> float:
    """Resident memory in MB, the worker process included."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    total = 0
    for each in (str(process), *children):
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{each}/status").read_text())
        total += int(found[1]) if found else 0
    return total / 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--requests", type=int, default=20)
    parser.add_argument("--dossier", default="us-mexico")
    parser.add_argument("--issue", default="migration-enforcement")
    told = parser.parse_args()
    start = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "detente", "open", told.dossier, "--no-browser"],
        stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert server.stderr is not None
    found = re.search(r"http://([^/\s]+)", server.stderr.readline())
    assert found
    host = found[1]
    try:
        link = http.client.HTTPConnection(host)
        _, page, first = ask(link, "/")
        print(f"start to first answer: {1000 * (time.perf_counter() - start):.0f} ms; that answer alone {first:.0f} ms")
        time.sleep(5)  # the warm-up
        _, page, warm = ask(link, "/")
        _, figure, drawn = ask(link, "/overview/timeline")
        assets = set(re.findall(rb'(?:href|src)="(/assets/[^"]+)"', page))
        weight = len(page) + len(figure) + sum(len(ask(link, each.decode())[1]) for each in assets)
        print(f"first view, warm: page {warm:.0f} ms, chart {drawn:.0f} ms; {weight / 1000:.0f} kB in all")
        path = f"/issues/{told.issue}/answer"
        _, issue, _ = ask(link, f"/issues/{told.issue}")
        position = re.search(rb'name="salience\.([^"]+)"', issue)
        assert position
        alone: list[float] = []
        client(host, path, position[1].decode(), 20, alone, [], 0)
        print(f"what-if, one client: median {statistics.median(alone):.0f} ms")
        times: list[float] = []
        failed: list[int] = []
        before = memory(server.pid)
        threads = [
            threading.Thread(target=client, args=(host, path, position[1].decode(), told.requests, times, failed, seed)) for seed in range(told.clients)
        ]  # fmt: skip
        start = time.perf_counter()
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        took = time.perf_counter() - start
        cut = statistics.quantiles(times, n=20)
        print(f"what-if, {told.clients} clients x {told.requests}: median {statistics.median(times):.0f} ms, p95 {cut[18]:.0f} ms, "
              f"{len(times) / took:.0f} a second, {len(failed)} errors; memory {before:.0f} -> {memory(server.pid):.0f} MB")  # fmt: skip
    finally:
        server.terminate()
        server.wait(timeout=10)


if __name__ == "__main__":
    main()
