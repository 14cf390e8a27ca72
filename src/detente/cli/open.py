"""``detente open``: the workbench in the browser, on this machine alone unless told otherwise."""

import os
import secrets
import socket
from pathlib import Path

import click

from detente import workbench
from detente.cli import output
from detente.cli.options import FILE, NAME
from detente.kernel.errors import fail

#: What the server calls to make the application; the command line never imports the pages.
FACTORY = "detente.web.app:make"
#: The environment variable that hands the settings over (``detente.web.settings``).
VARIABLE = "DETENTE_WEB"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@click.command("open")
@NAME
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; any but loopback asks browsers for a token.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port to listen on; by default a free one.")
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A further name under which browsers reach the workbench; may be repeated.",
)
@click.option("--token", is_flag=True, help="Ask browsers for a token on loopback too.")
@click.option("--texts", type=FILE, help="Folder with your own copies of the articles: the trace then shows the words.")
@click.option(
    "--events",
    type=FILE,
    metavar="EVENTS.parquet",
    help="A store of imported events to show beside the dossier's own; never added to them.",
)
@click.option(
    "--copy",
    "copy",
    type=FILE,
    metavar="FOLDER",
    help="Copy the dossier there first (if it is not there yet) and open the copy, which may be edited.",
)
@click.option("--browser/--no-browser", default=True, show_default=True, help="Show the workbench in the browser.")
def open_(
    name: str,
    host: str,
    port: int,
    names: tuple[str, ...],
    token: bool,
    texts: Path | None,
    events: Path | None,
    copy: Path | None,
    browser: bool,
) -> None:
    """The workbench on DOSSIER: where things stand, why, what next, what if; every number one click from its source."""
    try:
        import uvicorn
    except ImportError:
        raise fail("part-missing", "the workbench needs a web server", 'Install "detente[web]".') from None
    if copy is not None and not copy.exists():
        workbench.new_dossier(copy, like=name)
    dossier = str(copy) if copy is not None else name
    workbench.open_dossier(dossier)  # a dossier with errors is told here, one line a problem
    if events is not None:
        workbench.store_state(events)  # so is a store that cannot be read
    listening = _listen(host, port)
    port = listening.getsockname()[1]
    secret = secrets.token_urlsafe(24) if token or host not in LOOPBACK else ""
    os.environ[VARIABLE] = _settings(dossier, texts, events, (*_hosts(host), *names), port, secret)
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104  said, not listened on
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/" + (f"enter?token={secret}" if secret else "")
    output.said(f"{dossier} is open at {address} (Ctrl+C ends it)")
    if browser:
        click.launch(address)
    config = uvicorn.Config(
        FACTORY, factory=True, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2
    )
    uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens, before the server has loaded: a browser that comes early waits a moment."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, protocol)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen(128)
    except OSError as error:
        raise fail(
            "option-invalid",
            f"cannot listen on {host}:{port}: {error.strerror or error}",
            "Choose another --host or --port.",
        ) from None
    return made


def _hosts(host: str) -> tuple[str, ...]:
    """The names that are answered: loopback's own, or the address given."""
    if host in LOOPBACK:
        return ("127.0.0.1", "localhost", "[::1]")
    return (host, socket.gethostname(), "127.0.0.1", "localhost")


def _settings(
    dossier: str, texts: Path | None, events: Path | None, hosts: tuple[str, ...], port: int, token: str
) -> str:
    import json

    told = {
        "dossier": dossier,
        "texts": str(texts) if texts else None,
        "events": str(events) if events else None,
        "hosts": [f"{each}:{port}" for each in hosts],
        "token": token,
    }
    return json.dumps(told)
