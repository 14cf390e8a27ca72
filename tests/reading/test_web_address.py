"""Pages of the web: only http and https, only public addresses, also after redirects; bounded, polite, and never a live network."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import LONG, TITLE, page

from detente import workbench
from detente.sources.reading import web_address
from detente.sources.reading.page import ReadFault
from detente.sources.reading.web_address import Fetched, Request, Response, fetch, is_public

PUBLIC = "93.184.216.34"


class Web:
    """A network that nobody has: names with addresses, and pages by host and path."""

    def __init__(self, pages: dict[str, Response], names: dict[str, list[str]] | None = None) -> None:
        self.pages, self.names = pages, names or {}
        self.asked: list[Request] = []

    def resolve(self, host: str, port: int) -> list[str]:
        if host == "nowhere.example":
            raise OSError("unknown name")
        return self.names.get(host, [PUBLIC])

    def transport(self, request: Request) -> Response:
        self.asked.append(request)
        found = self.pages.get(f"{request.host}{request.target}", Response(404, {}, b""))
        return Response(found.status, found.headers, found.content[: request.limit + 1])

    def fetch(self, url: str) -> Fetched:
        return fetch(url, self.resolve, self.transport)

    def fault(self, url: str) -> str:
        with pytest.raises(ReadFault) as raised:
            self.fetch(url)
        return raised.value.slug


def answer(
    content: bytes = b"<p>x</p>", kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str
) -> Response:
    return Response(status, {"content-type": kind, **headers}, content)


def test_a_page_is_read_with_the_checked_address_and_the_name_in_its_place() -> None:
    web = Web({"valley.example/a/trees.html": answer()})
    got = web.fetch("https://valley.example/a/trees.html#top")
    assert (got.url, got.file, got.charset) == ("https://valley.example/a/trees.html", "trees.html", "utf-8")
    assert [(each.address, each.host, each.target) for each in web.asked] == [
        (PUBLIC, "valley.example", "/robots.txt"),
        (PUBLIC, "valley.example", "/a/trees.html"),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://valley.example/x",
        "file:///etc/passwd",
        "gopher://x",
        "//valley.example",
        "javascript:alert(1)",
        "http://",
        "http://[::1",
        "https://a b.example/",
    ],
)
def test_what_is_no_address_of_the_web(url: str) -> None:
    web = Web({})
    assert web.fault(url) == "read-url"
    assert not web.asked


@pytest.mark.parametrize("url", ["http://user:secret@valley.example/", "http://user@valley.example/"])
def test_addresses_with_a_user_are_refused(url: str) -> None:
    assert Web({}).fault(url) == "read-url"


@pytest.mark.parametrize("address", [
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
    "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "fe80::1%eth0", "nonsense",
])  # fmt: skip
def test_private_and_reserved_addresses_are_refused_after_the_name_was_resolved(address: str) -> None:
    assert not is_public(address)
    web = Web({}, {"inside.example": [PUBLIC, address]})
    assert web.fault("http://inside.example/") == "read-address"
    assert not web.asked


def test_public_addresses_pass() -> None:
    assert all(is_public(each) for each in (PUBLIC, "8.8.8.8", "2606:4700:4700::1111"))


@given(st.integers(0, 2**32 - 1))
def test_an_address_that_is_not_global_never_passes(number: int) -> None:
    import ipaddress

    address = ipaddress.IPv4Address(number)
    assert is_public(str(address)) <= address.is_global
    assert is_public(f"::ffff:{address}") <= address.is_global


def test_a_redirect_into_a_private_network_is_refused() -> None:
    web = Web(
        {"valley.example/": answer(status=302, location="http://inside.example/secret")},
        {"inside.example": ["10.0.0.7"]},
    )
    assert web.fault("http://valley.example/") == "read-address"
    assert all(each.address == PUBLIC for each in web.asked)
    assert (
        Web({"valley.example/": answer(status=302, location="file:///etc/passwd")}).fault("http://valley.example/")
        == "read-url"
    )
    assert (
        Web({"valley.example/": answer(status=302, location="http://valley.example:22/")}).fault(
            "http://valley.example/"
        )
        == "read-address"
    )


def test_redirects_are_followed_a_few_times_and_never_in_a_circle() -> None:
    hops = {f"valley.example/{number}": answer(status=301, location=f"/{number + 1}") for number in range(9)}
    assert Web(hops).fault("http://valley.example/0") == "read-url"
    near = {**hops, "valley.example/8": answer()}
    assert Web(near).fetch("http://valley.example/5").url == "http://valley.example/8"
    assert Web({"valley.example/": answer(status=302, location="/")}).fault("http://valley.example/") == "read-url"


def test_size_type_status_and_names_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_address, "MAX_BYTES", 1000)
    assert Web({"valley.example/": answer(b"x" * 1001)}).fault("http://valley.example/") == "read-url"
    assert Web({"valley.example/": answer(kind="image/png")}).fault("http://valley.example/") == "read-url"
    assert Web({}).fault("http://valley.example/") == "read-url"
    assert Web({}).fault("http://nowhere.example/") == "read-url"


def test_robots_are_honoured() -> None:
    robots = answer(b"User-agent: *\nDisallow: /private\n", "text/plain")
    web = Web({"valley.example/robots.txt": robots, "valley.example/private/a": answer(), "valley.example/b": answer()})
    assert web.fault("http://valley.example/private/a") == "read-forbidden"
    assert web.fetch("http://valley.example/b").url.endswith("/b")


def test_no_answer_is_named() -> None:
    web = Web({})
    with pytest.raises(ReadFault, match="no answer: timed out"):
        fetch("http://valley.example/", web.resolve, lambda request: (_ for _ in ()).throw(TimeoutError("timed out")))


def test_a_page_of_the_web_becomes_a_document_with_its_address(tmp_path: Path) -> None:
    web = Web({"valley.example/trees": answer(page("a", LONG).text.encode())})
    result = workbench.read_documents(
        [], urls=["https://valley.example/trees"], resolve=web.resolve, transport=web.transport
    )
    assert result.documents[0].records[0]["title"]["value"] == TITLE
    assert result.documents[0].url == "https://valley.example/trees"
    with pytest.raises(workbench.DetenteError, match="read-address"):
        workbench.read_documents(
            [], urls=["http://localhost/"], resolve=lambda host, port: ["127.0.0.1"], transport=web.transport
        )


def test_the_command_refuses_loopback_without_a_connection(run: Callable[..., Any]) -> None:
    ran = run("read", "--url", "http://127.0.0.1/")
    assert ran.code == 2
    assert "127.0.0.1 lies in a private, local or reserved network" in ran.err


@pytest.mark.enable_socket
def test_the_real_transport_asks_one_server_and_stops_at_the_limit() -> None:
    import http.server
    import threading

    from detente.workbench.fetching import transport

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(
                json.dumps([self.path, self.headers["Host"], self.headers["User-Agent"]]).encode() + b" " * 5000
            )

        def log_message(self, *_any: Any) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        got = transport(Request("http", "valley.example", port, "127.0.0.1", "/a?b=c", 1000))
        server.shutdown()
    assert (got.status, len(got.content), got.headers["content-type"]) == (200, 1001, "text/plain")
    assert json.loads(got.content.decode().strip()) == ["/a?b=c", f"valley.example:{port}", "detente-reader"]
