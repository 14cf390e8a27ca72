"""The workbench under test: in this process for answers, and served on loopback to a real browser for walks."""

import hashlib
import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the pages need the extra web")

from web_cases import Served, Walk, client_of

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
AXE, AXE_SHA256 = "axe-core@4.14.1", "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"


@pytest.fixture
def client(small: Any) -> Any:
    """A client of the small dossier with the owner's texts."""
    return client_of(small.folder, texts=str(small.texts))


@pytest.fixture(scope="session")
def flagship() -> Any:
    """A client of the flagship."""
    return client_of("us-mexico")


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """The flagship, served on loopback."""
    server = Served("us-mexico")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser a session: the Chromium of the system."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    sync = pytest.importorskip("playwright.sync_api", reason="walks need playwright")
    with sync.sync_playwright() as player:
        started = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def walk(browser: Any, served: Served) -> Iterator[Callable[..., Walk]]:
    """Make a walk through the flagship: ``walk(width=390, dark=True)``."""
    contexts = []

    def made(*, width: int = 1280, dark: bool = False, origin: str = served.origin) -> Walk:
        scheme = "dark" if dark else "light"
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme))
        return Walk(contexts[-1], origin)

    yield made
    for each in contexts:
        each.close()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The accessibility rules (axe-core, MPL-2.0), fetched once with npm and kept in the cache folder, never in the tree."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "detente-tests"
    script = home / f"{AXE}.min.js"
    if not script.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("axe-core is not at hand and npm is not installed")
        place = tmp_path_factory.mktemp("axe")
        ran = subprocess.run(
            [npm, "pack", AXE, "--silent"], cwd=place, capture_output=True, text=True, timeout=60, check=False
        )
        packed = next(place.glob("*.tgz"), None)
        if ran.returncode or packed is None:
            pytest.skip("axe-core is not at hand and the package registry cannot be reached")
        with tarfile.open(packed) as archive:
            member = archive.extractfile("package/axe.min.js")
            assert member is not None
            home.mkdir(parents=True, exist_ok=True)
            script.write_bytes(member.read())
    content = script.read_bytes()
    assert hashlib.sha256(content).hexdigest() == AXE_SHA256, "axe-core is another one than the pinned"
    return content.decode("utf-8")


@pytest.fixture
def accessible(axe: str) -> Callable[[Any], None]:
    """Check a page with axe: no serious and no critical finding."""

    def check(page: Any) -> None:
        page.evaluate(axe)  # through the debugger's door, which the page's policy does not bind
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        bad = [each for each in found["violations"] if each["impact"] in ("serious", "critical")]
        assert not bad, "\n".join(
            f"{each['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
            for each in bad
            for node in each["nodes"][:3]
        )

    return check
