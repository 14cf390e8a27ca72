"""The network behind ``detente read --url``: names resolved, one connection to the checked address, all of it bounded."""

import http.client
import socket
import ssl
import time
from collections.abc import Sequence

from detente.sources.reading.web_address import AGENT, SECONDS, Request, Response

_CHUNK = 64 * 1024


def resolve(host: str, port: int) -> Sequence[str]:
    """Every address of a name. Raises OSError."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def transport(request: Request) -> Response:
    """One request to ``request.address`` with the name in the Host header and in TLS. Raises OSError or ValueError."""
    deadline = time.monotonic() + SECONDS
    raw = socket.create_connection((request.address, request.port), timeout=SECONDS)
    connection = http.client.HTTPConnection(request.host, request.port, timeout=SECONDS)
    try:
        connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=request.host) if request.scheme == "https" else raw  # fmt: skip
        connection.request("GET", request.target, headers={"User-Agent": AGENT, "Accept": "text/html, text/plain, application/pdf, application/xml;q=0.9, */*;q=0.1", "Accept-Encoding": "identity"})  # fmt: skip
        answer = connection.getresponse()
        content = bytearray()
        while len(content) <= request.limit:
            if time.monotonic() > deadline:
                raise TimeoutError(f"more than {SECONDS:.0f} seconds")
            if not (chunk := answer.read1(min(_CHUNK, request.limit + 1 - len(content)))):
                break
            content += chunk
        return Response(answer.status, {name.lower(): value for name, value in answer.getheaders()}, bytes(content))
    except http.client.HTTPException as error:
        raise ValueError(f"no proper answer: {type(error).__name__}") from None
    finally:
        connection.close()
        raw.close()
