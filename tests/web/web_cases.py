"""Helpers of the tests of the pages: a client in this process, the workbench in another, a walk that notes what went wrong."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from detente.web.app import create
from detente.web.settings import Settings


def client_of(dossier: str | Path, **more: Any) -> TestClient:
    """A client of the application on a dossier, as a browser on this machine would be."""
    made = create(Settings(dossier=str(dossier), warm=False, **more))
    return TestClient(made, base_url="http://127.0.0.1:8000", raise_server_exceptions=False, follow_redirects=False)


def csrf_of(client: TestClient) -> str:
    """The token that a page carries."""
    found = re.search(r'name="csrf" content="([0-9a-f]+)"', client.get("/").text)
    assert found, "the page carries no token"
    return found[1]


class Served:
    """``detente open`` in a process of its own."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "detente", "open", *arguments, "--no-browser"],
            stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        assert self.process.stderr is not None
        self.said = self.process.stderr.readline()
        found = re.search(r"http://\S+", self.said)
        assert found, self.said + self.process.stderr.read()
        self.address = found[0]

    @property
    def origin(self) -> str:
        return "/".join(self.address.split("/")[:3])

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)
        if self.process.stderr:
            self.process.stderr.close()


class Walk:
    """A page in the browser that notes every foreign request, every refusal of the policy, every script error."""

    def __init__(self, context: Any, origin: str) -> None:
        self.origin, self.foreign, self.complaints = origin, [], []
        self.page = context.new_page()
        self.page.route("**/*", self._pass)
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _pass(self, route: Any) -> None:
        if route.request.url.startswith((self.origin + "/", "data:")):
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()

    def open(self, path: str) -> Any:
        """Go to a path and wait until everything has come."""
        self.page.goto(self.origin + path)
        # a locator, not a function as text: the policy of the pages refuses to evaluate text
        self.page.locator(".later > p.soft a, [data-job]").first.wait_for(state="detached")
        return self.page

    def clean(self) -> None:
        """Nothing left the machine, and nothing was refused or broke."""
        assert self.foreign == []
        assert self.complaints == []
