#!/usr/bin/env python3
"""Set up and run detente from a fresh clone, with nothing but Python 3.11+ and pip.

    python3 bootstrap.py brief    make the environment, write the flagship brief and print where it lies
    python3 bootstrap.py test     make the environment and pass every check that a change must pass
    python3 bootstrap.py docs     make the environment and build the documentation
    python3 bootstrap.py run ...  make the environment and run `detente ...` in it

The environment is .venv in this folder. uv makes it in seconds; where uv cannot be had, venv and pip do.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
EXTRAS = {
    "brief": "charts,engines,html,word",
    "run": "charts,engines,html,word",
    "test": "test",
    "docs": "charts,html,docs",
}

CHECKS = (
    ("ruff, lint", ["-m", "ruff", "check", "."]),
    ("ruff, format", ["-m", "ruff", "format", "--check", "."]),
    ("mypy --strict", ["-m", "mypy"]),
    ("import contracts", ["-c", "from importlinter.cli import lint_imports_command as c; c()"]),
    ("tests", ["-m", "pytest", "-q", "-n", "2"]),
)


def call(*command: object, **kwargs: object) -> int:
    """Run a command in this folder and give its exit status."""
    return subprocess.call([str(part) for part in command], cwd=HERE, **kwargs)  # type: ignore[call-overload,no-any-return]


def environment(extras: str) -> None:
    """Make .venv and install this folder into it, editable, with its extras; does nothing if that is already done."""
    stamp = VENV / f".installed-{extras.replace(',', '-')}"
    wanted = (HERE / "pyproject.toml").read_bytes()
    if PYTHON.exists() and stamp.exists() and stamp.read_bytes() == wanted:
        return
    print(f"setting up the environment ({extras}) ...", file=sys.stderr, flush=True)
    uv = find_uv()
    target = f"{HERE}[{extras}]"
    settings = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy", "VIRTUAL_ENV": str(VENV)}
    made = uv is not None and (
        (PYTHON.exists() or call(*uv, "venv", "--quiet", "--python", sys.executable, VENV, env=settings) == 0)
        and call(*uv, "pip", "install", "--quiet", "--python", PYTHON, "--editable", target, env=settings) == 0
    )
    if not made:
        plain_environment(target)
    stamp.write_bytes(wanted)


def find_uv() -> list[object] | None:
    """The command that runs uv: the user's own, or one that pip puts into .boot; None if there is none to be had."""
    if own := shutil.which("uv"):
        return [own]
    boot = HERE / ".boot"
    found = boot / "bin" / "uv"
    if not found.exists():
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        call(sys.executable, "-m", "pip", "install", "--quiet", "--target", boot, "uv", **quiet)
    return [found] if found.exists() else None


def plain_environment(target: str) -> None:
    """The same with venv and pip alone: slower, and it works everywhere."""
    shutil.rmtree(VENV, ignore_errors=True)
    if call(sys.executable, "-m", "venv", VENV) or call(
        PYTHON, "-m", "pip", "install", "--quiet", "--editable", target
    ):
        sys.exit("The environment could not be made: python -m venv or pip failed (see above).")


def brief() -> int:
    """Write the flagship brief as a page and print its first lines."""
    out = HERE / "out"
    out.mkdir(exist_ok=True)
    status = call(PYTHON, "-m", "detente", "brief", "us-mexico", "--out", out / "us-mexico.html")
    if status == 0:
        asked = [PYTHON, "-m", "detente", "brief", "us-mexico", "--no-charts", "--format", "json"]
        told = json.loads(subprocess.run(asked, cwd=HERE, capture_output=True, text=True, check=True).stdout)
        print(f"{told['title']}. {told['subtitle']}")
        for block in told["blocks"]:
            if block["kind"] == "heading" and block["level"] == 1:
                if block["text"] not in ("Bottom line", "Key judgements", "Implications"):
                    break
                print(f"\n{block['text']}")
            for item in block.get("items", ()):
                lead = f"{item['lead']}: " if item["lead"] else ""
                print(f"- {lead}{' '.join(each['text'] for each in item['sentences'])}")
        print(f"\nThe whole brief, with charts and notes: {(out / 'us-mexico.html').as_uri()}")
    return status


def test() -> int:
    """Run every check; all of them, so that one run shows everything that is wrong."""
    failed = []
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        if call(PYTHON, *command):
            failed.append(name)
    print(f"FAILED: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def main() -> int:
    """Do what the first argument says."""
    if sys.version_info < (3, 11):
        return print("detente needs Python 3.11 or newer.", file=sys.stderr) or 2
    verb = sys.argv[1] if len(sys.argv) > 1 else ""
    if verb not in EXTRAS:
        return print(__doc__, file=sys.stderr) or 2
    environment(EXTRAS[verb])
    if verb == "brief":
        return brief()
    if verb == "test":
        return test()
    if verb == "docs":
        return call(PYTHON, "-m", "sphinx", "-W", "-q", "-b", "html", "docs", "docs/_build/html")
    return call(PYTHON, "-m", "detente", *sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
