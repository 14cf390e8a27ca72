"""The gate before every request: whose it is, from which page, how large, and which headers its answer carries.

Pure ASGI, so that streams pass. Nothing behind it sees a request for another host (DNS rebinding), a changing request
without the page's own token (cross-site request forgery), or a body beyond the limit.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from detente.web.settings import Settings

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "detente"
FIELD, HEADER = "csrf", b"x-csrf-token"
#: The page's token as the first part of a form that brings files.
_FIRST_PART = re.compile(rb'name="csrf"\r\n\r\n([0-9a-f]{64})\r\n')
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: Paths that stay open without a session: the page that asks for the token, and what it looks like.
OPEN = ("/enter", "/assets/")
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                               "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}  # fmt: skip


class Guard:
    """The gate. ``secret`` is new at each start; the session and the page's token are derived from it."""

    def __init__(
        self, app: App, settings: Settings, refuse: Callable[[Scope, int, str], App], secret: bytes | None = None
    ) -> None:
        self.app, self.settings, self.refuse = app, settings, refuse
        self.secret = secret or secrets.token_bytes(32)

    @property
    def session(self) -> str:
        """The value of the session cookie; it proves that the browser once showed the token."""
        return hmac.new(self.secret, b"session", hashlib.sha256).hexdigest()

    @property
    def csrf(self) -> str:
        """The page's own token: no other site can read it."""
        return hmac.new(self.secret, b"csrf", hashlib.sha256).hexdigest()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer why not."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        send = _with_headers(send, private=not scope["path"].startswith("/assets/"))
        headers = dict(scope["headers"])
        scope.setdefault("state", {})["guard"] = self
        if not self._known_host(headers.get(b"host", b"").decode("latin-1")):
            await self.refuse(scope, 421, "421")(scope, receive, send)
            return
        bearer = self._bearer(headers)
        if self.settings.token and not bearer and not self._session(headers) and not scope["path"].startswith(OPEN):
            await self.refuse(scope, 401, "token")(scope, receive, send)
            return
        if scope["method"] in SAFE:
            await self.app(scope, receive, send)
            return
        kind = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
        body = await _body(
            receive, self.settings.upload_limit if kind == b"multipart/form-data" else self.settings.limit, headers
        )
        if body is None:
            await self.refuse(scope, 413, "413")(scope, receive, send)
            return
        if not bearer and scope["path"] != "/enter" and not self._own_page(headers, kind, body):
            await self.refuse(scope, 403, "csrf")(scope, receive, send)
            return
        await self.app(scope, _replay(body, receive), send)

    def _known_host(self, host: str) -> bool:
        """True for a host that the settings name, with or without a port there."""
        return host in self.settings.hosts or _without_port(host) in self.settings.hosts

    def _bearer(self, headers: dict[bytes, bytes]) -> bool:
        """True for a program that shows the token itself; no browser adds that by itself, so it needs no page token."""
        shown = headers.get(b"authorization", b"").decode("latin-1").partition("Bearer ")[2]
        return bool(self.settings.token) and hmac.compare_digest(shown.encode(), self.settings.token.encode())

    def _session(self, headers: dict[bytes, bytes]) -> bool:
        jar: SimpleCookie = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
        return COOKIE in jar and hmac.compare_digest(jar[COOKIE].value.encode(), self.session.encode())

    def _own_page(self, headers: dict[bytes, bytes], kind: bytes, body: bytes) -> bool:
        """True if the request comes from a page of ours: no foreign origin, and the page's token as header or field."""
        origin = headers.get(b"origin", b"").decode("latin-1")
        if origin and urlsplit(origin).netloc != headers.get(b"host", b"").decode("latin-1"):
            return False
        if headers.get(b"sec-fetch-site", b"same-origin") not in (b"same-origin", b"none"):
            return False
        shown = headers.get(HEADER, b"").decode("latin-1")
        if not shown and kind == b"application/x-www-form-urlencoded":
            shown = parse_qs(body.decode("utf-8", "replace")).get(FIELD, [""])[0]
        elif not shown and kind == b"multipart/form-data" and (found := _FIRST_PART.search(body[:1000])):
            shown = found[1].decode()
        return hmac.compare_digest(shown.encode(), self.csrf.encode())


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isascii() and port.isdecimal() else host


async def _body(receive: Receive, limit: int, headers: dict[bytes, bytes]) -> bytes | None:
    """The whole body, None if it is larger than the limit (told or found)."""
    told = headers.get(b"content-length", b"0")
    if not told.isdigit() or int(told) > limit:
        return None
    parts, size = [], 0
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > limit:
            return None
        if message["type"] != "http.request" or not message.get("more_body", False):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body once more for the application, then whatever the server says next (a client that leaves)."""
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _with_headers(send: Send, *, private: bool) -> Send:
    """Add the headers of every answer; pages are never kept by caches between, assets say so themselves."""

    async def adorned(message: Message) -> None:
        if message["type"] == "http.response.start":
            had = {name.lower() for name, _ in message["headers"]}
            extra = {**HEADERS, **({"cache-control": "no-store"} if private else {})}
            message["headers"] = [
                *message["headers"], *((name.encode(), value.encode()) for name, value in extra.items() if name.encode() not in had),
            ]  # fmt: skip
        await send(message)

    return adorned
