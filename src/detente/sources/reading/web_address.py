"""Reading an address of the web: which addresses may be read at all, and the walk through redirects, as a pure function.

The network is handed in (``resolve``, ``transport``), so that the rules can be tested without one. Every address is
checked after its name was resolved, before the connection is made *to that very address*, and again after each redirect.
"""

import ipaddress
import urllib.robotparser
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from detente.sources.reading.page import MEGABYTE, ReadFault

#: How the program names itself to servers, and in robots.txt.
AGENT = "detente-reader"
MAX_REDIRECTS, MAX_BYTES, SECONDS = 5, 10 * MEGABYTE, 30.0
_PORTS = {"http": 80, "https": 443}
_ENDINGS = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md", "application/pdf": ".pdf",
            "application/rss+xml": ".rss", "application/atom+xml": ".atom", "application/xml": ".xml", "text/xml": ".xml", "message/rfc822": ".eml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """One request: ``address`` is the checked IP address to connect to, ``host`` the name for TLS and the Host header."""

    scheme: str
    host: str
    port: int
    address: str
    target: str
    limit: int


@dataclass(frozen=True, slots=True)
class Response:
    """What came back: header names in lower case, at most ``limit`` + 1 bytes of content."""

    status: int
    headers: Mapping[str, str]
    content: bytes


Resolve = Callable[[str, int], Sequence[str]]
Transport = Callable[[Request], Response]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it was sent: its last address, a file name, its bytes, and the encoding that the server declared."""

    url: str
    file: str
    content: bytes
    charset: str | None


def fetch(url: str, resolve: Resolve, transport: Transport, *, polite: bool = True) -> Fetched:
    """Read an address. Raises ReadFault: no http(s), a private address, too many redirects, too large, a refusal, a type."""
    seen: list[str] = []
    rules: dict[str, urllib.robotparser.RobotFileParser | None] = {}
    while True:
        parts = checked(url)
        plain = urlunsplit(parts)
        if plain in seen or len(seen) > MAX_REDIRECTS:
            raise ReadFault(
                "read-url",
                "leads in a circle" if plain in seen else f"more than {MAX_REDIRECTS} redirects",
                plain[:200],
            )
        seen.append(plain)
        if polite:
            _ask(parts, plain, rules, resolve, transport)
        answer = _get(parts, resolve, transport, MAX_BYTES)
        if answer.status in (301, 302, 303, 307, 308) and answer.headers.get("location"):
            url = urljoin(plain, answer.headers["location"])
            continue
        if answer.status != 200:
            raise ReadFault("read-url", f"the server answered {answer.status}", plain[:200])
        if len(answer.content) > MAX_BYTES:
            raise ReadFault("read-url", f"has more than {MAX_BYTES // MEGABYTE} MB", plain[:200])
        kind, charset = _kind(answer.headers.get("content-type", "text/html"))
        if kind not in _ENDINGS:
            raise ReadFault("read-url", f"is of the type {kind!r}, which is not read", plain[:200])
        return Fetched(plain, _file(parts, _ENDINGS[kind]), answer.content, charset)


def checked(url: str) -> SplitResult:
    """The parts of an address that may be asked for. Raises ReadFault."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise ReadFault("read-url", "is no address", url[:200]) from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ReadFault("read-url", "only addresses of http and https are read", url[:200])
    if parts.username is not None or parts.password is not None:
        raise ReadFault("read-url", "names a user or a password", parts.hostname)
    if port not in (None, 80, 443, 8080, 8443):
        raise ReadFault("read-address", f"port {port} is not one of the web", parts.hostname)
    if any(not sign.isprintable() or sign.isspace() for sign in url.strip()):
        raise ReadFault("read-url", "holds a blank or a control character", url[:200])
    return parts._replace(fragment="")


def is_public(address: str) -> bool:
    """True for an address of the open internet: not private, loopback, link-local, multicast, reserved or unspecified."""
    try:
        found = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    inner = [found]
    if isinstance(found, ipaddress.IPv6Address):
        inner += [
            each
            for each in (found.ipv4_mapped, found.sixtofour, found.teredo[1] if found.teredo else None)
            if each is not None
        ]
        if found in ipaddress.ip_network("64:ff9b::/96"):
            inner.append(ipaddress.ip_address(int(found) & 0xFFFFFFFF))
    return all(each.is_global and not each.is_multicast and not each.is_reserved for each in inner)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _get(parts: SplitResult, resolve: Resolve, transport: Transport, limit: int) -> Response:
    host = parts.hostname or ""
    port = parts.port or _PORTS[parts.scheme]
    try:
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
        addresses = [host] if _is_address(host) else list(resolve(ascii_host, port))
    except (OSError, UnicodeError) as error:
        raise ReadFault("read-url", f"the name cannot be resolved: {str(error)[:80]}", host) from None
    if not addresses:
        raise ReadFault("read-url", "the name has no address", host)
    for address in addresses:
        if not is_public(address):
            raise ReadFault("read-address", f"{address} lies in a private, local or reserved network", host)
    target = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe="/?#[]@!$&'()*+,;=:%~-._")
    try:
        return transport(Request(parts.scheme, ascii_host, port, addresses[0], target, limit))
    except (OSError, ValueError) as error:
        raise ReadFault("read-url", f"no answer: {str(error)[:80] or type(error).__name__}", host) from None


def _ask(parts: SplitResult, url: str, rules: dict[str, urllib.robotparser.RobotFileParser | None], resolve: Resolve, transport: Transport) -> None:  # fmt: skip
    """Honour robots.txt; a site without one, or one that cannot be read, allows everything."""
    place = f"{parts.scheme}://{parts.netloc}"
    if place not in rules:
        robots = urllib.robotparser.RobotFileParser()
        answer = _get(parts._replace(path="/robots.txt", query=""), resolve, transport, 512 * 1024)
        if answer.status == 200:
            robots.parse(answer.content[: 512 * 1024].decode("utf-8", "replace").splitlines())
        rules[place] = robots if answer.status == 200 else None
    found = rules[place]
    if found is not None and not found.can_fetch(AGENT, url):
        raise ReadFault("read-forbidden", "robots.txt asks programs not to read this page", url[:200])


def _kind(header: str) -> tuple[str, str | None]:
    kind, *rest = [part.strip() for part in header.split(";")]
    charset = next((part[8:].strip("\"' ") for part in rest if part.lower().startswith("charset=")), None)
    return kind.lower(), charset or None


def _file(parts: SplitResult, ending: str) -> str:
    last = (parts.path.rstrip("/").rsplit("/", 1)[-1] or parts.hostname or "page").rsplit(".", 1)[0]
    name = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in last).strip("-.")[:80]
    return (name or "page") + ending
