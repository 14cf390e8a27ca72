"""What the pages serve and to whom; handed over in the environment, because the server makes the application itself."""

import json
import os
from dataclasses import asdict, dataclass

VARIABLE = "DETENTE_WEB"


@dataclass(frozen=True)
class Settings:
    """The dossier, who may see it, and how much a request may bring.

    ``dossier`` is a name or a folder; ``texts`` the folder of the owner's copies; ``events`` a
    store of imported events to show beside the dossier's own; ``hosts`` the Host headers answered, with
    or without a port; ``token`` lets a browser in ("" on loopback, where nobody is asked); ``limit`` bounds the body of a
    request in bytes, ``upload_limit`` that of one which brings a file; ``warm`` starts the background work with the server.
    """

    dossier: str = "us-mexico"
    texts: str | None = None
    events: str | None = None
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    token: str = ""
    limit: int = 1_000_000
    upload_limit: int = 25_000_000
    warm: bool = True

    def handed_over(self) -> str:
        """As the value of the environment variable."""
        return json.dumps(asdict(self))


def from_environment() -> Settings:
    """The settings that the command line left in the environment; the defaults if it left none."""
    told = json.loads(os.environ.get(VARIABLE, "{}"))
    return Settings(**{**told, "hosts": tuple(told.get("hosts", Settings.hosts))})
