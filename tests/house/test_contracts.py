"""The house keeps its contracts, and each contract is seen to break on a bad import."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).parent / "lint-imports"

HOUSE = "Imports only point down the house"
NUMBERS = "Engines never import the dossier"
APART = "Engines never import one another"
DISK = "Store, sources and coding are reached only from the workbench"
CYCLES = "No cycle among siblings, TYPE_CHECKING included"
ALL = (HOUSE, NUMBERS, APART, DISK, CYCLES)

#: (contract, what is written in addition: path in the package -> text appended to the file)
BAD_IMPORTS: dict[str, tuple[str, dict[str, str]]] = {
    "the kernel looks up to the dossier": (HOUSE, {"kernel/ids.py": "import detente.dossier.meta\n"}),
    "explain looks up to reports": (HOUSE, {"explain/scale.py": "from detente.reports import blocks\n"}),
    "sources reaches over to the store": (HOUSE, {"sources/texts.py": "from detente.store import files\n"}),
    "a room that nobody planned": (HOUSE, {"helpers.py": "HELP = True\n"}),
    "an engine reads the dossier": (NUMBERS, {"engines/bargaining/solve.py": "from detente.dossier.issue import Issue\n"}),
    "an engine reads the dossier in a function": (
        NUMBERS,
        {"engines/bargaining/result.py": "def peek() -> object:\n    import detente.dossier.claim as c\n\n    return c\n"},
    ),
    "one engine leans on another": (
        APART,
        {"engines/other/__init__.py": '"""Another engine."""\n', "engines/bargaining/solve.py": "from detente.engines import other\n"},
    ),
    "the command line opens files itself": (DISK, {"cli/show.py": "from detente.store.folder import read_folder\n"}),
    "a report reads a text": (DISK, {"reports/notes.py": "from detente.sources import texts\n"}),
    "binding codes": (DISK, {"binding/trace.py": "from detente.coding import anchors\n"}),
    "two siblings know each other for their types": (
        CYCLES,
        {"dossier/issue.py": "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from detente.dossier.dossier import Dossier\n"},
    ),
}  # fmt: skip


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package and the contracts that stand in the folder."""
    return subprocess.run(
        [str(LINT), "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200", "NO_COLOR": "1"},
    )  # fmt: skip


def verdicts(ran: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """The line of each contract: KEPT or BROKEN."""
    said = {}
    for line in ran.stdout.splitlines():
        name, _, verdict = line.rpartition(" ")
        if verdict in ("KEPT", "BROKEN"):
            said[name.strip()] = verdict
    return said


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and of the contracts, to be bent."""
    data = shutil.ignore_patterns("__pycache__", "dossiers", "templates")
    shutil.copytree(ROOT / "src" / "detente", tmp_path / "detente", ignore=data)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_as_it_stands_keeps_all_its_contracts(copy: Path) -> None:
    """No contract is broken, and there are the five of DESIGN.md."""
    ran = lint(copy)
    assert verdicts(ran) == dict.fromkeys(ALL, "KEPT"), ran.stdout + ran.stderr
    assert ran.returncode == 0


@pytest.mark.parametrize("case", BAD_IMPORTS)
def test_a_bad_import_breaks_its_contract(copy: Path, case: str) -> None:
    """The run fails and names the contract that the import breaks."""
    contract, additions = BAD_IMPORTS[case]
    for inner, text in additions.items():
        path = copy / "detente" / inner
        path.parent.mkdir(exist_ok=True)
        path.write_text((path.read_text("utf-8") if path.exists() else "") + "\n" + text, "utf-8")
    ran = lint(copy)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert verdicts(ran)[contract] == "BROKEN", ran.stdout


def test_every_contract_is_broken_by_some_case() -> None:
    """No contract is left without an import that it refuses."""
    assert {contract for contract, _ in BAD_IMPORTS.values()} == set(ALL)
