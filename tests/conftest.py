"""Shared fixtures: ``small``, an invented dossier about two invented states, and a way to run the command line."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from desk_cases import Desk, make_desk
from detente import workbench
from detente.cli.main import main
from detente.dossier.dossier import Dossier
from small_dossier import Small, write_small

settings.register_profile("detente", deadline=None, max_examples=50)
settings.load_profile("detente")


@pytest.fixture(scope="session")
def small_master(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The small dossier, written once a session; tests take a copy through ``small``."""
    made = write_small(tmp_path_factory.mktemp("master"))
    problems = workbench.check(made.folder)
    assert not problems, "\n".join(map(str, problems))
    return made


@pytest.fixture
def small(small_master: Small, tmp_path: Path) -> Small:
    """A copy of the small dossier that a test may change."""
    shutil.copytree(small_master.folder, tmp_path / "small", ignore=shutil.ignore_patterns(".detente.lock"))
    shutil.copytree(small_master.texts, tmp_path / "articles")
    return Small(tmp_path / "small", tmp_path / "articles")


@pytest.fixture(scope="session")
def small_dossier(small_master: Small) -> Dossier:
    """The small dossier in memory (frozen, so properties may share it)."""
    return workbench.open_dossier(small_master.folder)


@dataclass(frozen=True)
class Ran:
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run ``detente`` with arguments in this process, through the same door as the console script."""

    def _run(*args: object) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(arg) for arg in args])
        said = capsys.readouterr()
        code = left.value.code
        return Ran(code if isinstance(code, int) else 0 if code is None else 1, said.out, said.err)

    return _run


@pytest.fixture(scope="session")
def desk_master(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return make_desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def desk(desk_master: Desk, tmp_path: Path) -> Desk:
    """A dossier with suggestions to decide on: a copy that a test may change."""
    shutil.copytree(desk_master.folder, tmp_path / "vs", ignore=shutil.ignore_patterns(".detente.lock"))
    return Desk(tmp_path / "vs")
