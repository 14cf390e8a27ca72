"""The gate: who is answered, what a change must carry, how large a request may be, what every answer says."""

from pathlib import Path
from typing import Any

import pytest
from web_cases import client_of, csrf_of

TOKEN = "right"  # noqa: S105  of the test


@pytest.mark.parametrize(
    "path", ["/", "/nothing-here", "/assets/style.css", "/api/openapi.json", "/trace/claims/nobody"]
)
def test_every_answer_carries_the_headers_that_keep_a_page_to_itself(client: Any, path: str) -> None:
    told = client.get(path).headers
    policy = told["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "same-origin"
    assert told["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", "", "127.0.0.1:8000:x"]
)
def test_a_request_for_another_host_is_not_answered(client: Any, host: str) -> None:
    """DNS rebinding: a foreign name that leads to loopback finds nothing."""
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "does not answer to that name" in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:1", "[::1]:8000", "localhost"])
def test_loopback_is_answered_by_all_its_names(client: Any, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_a_change_needs_the_token_of_a_page(client: Any) -> None:
    """Without it, or with a wrong one, nothing behind the gate is reached; with it the route answers for itself."""
    assert client.post("/jobs/none/cancel").status_code == 403
    assert client.post("/jobs/none/cancel", headers={"x-csrf-token": "0" * 64}).status_code == 403
    assert client.post("/jobs/none/cancel", headers={"x-csrf-token": csrf_of(client)}).status_code == 404
    assert client.post("/jobs/none/cancel", data={"csrf": csrf_of(client)}).status_code == 404


@pytest.mark.parametrize(
    "header",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_change_from_a_foreign_page_is_refused_even_with_the_token(client: Any, header: dict[str, str]) -> None:
    answer = client.post("/jobs/none/cancel", headers={"x-csrf-token": csrf_of(client), **header})
    assert answer.status_code == 403
    assert "did not come from a page of this workbench" in answer.text


def test_a_body_beyond_the_limit_is_refused_whether_told_or_not(small: Any) -> None:
    client = client_of(small.folder, limit=1000)
    token = {"x-csrf-token": csrf_of(client)}
    assert client.post("/jobs/none/cancel", content=b"x" * 1001, headers=token).status_code == 413
    assert client.post("/jobs/none/cancel", content=iter([b"x" * 600, b"x" * 600]), headers=token).status_code == 413
    assert client.post("/jobs/none/cancel", content=b"x" * 1000, headers=token).status_code == 404


def test_with_a_token_nobody_is_let_in_who_does_not_show_it(small: Any) -> None:
    """The first page asks; a wrong token is told; the right one gives a cookie that scripts and other sites cannot use."""
    client = client_of(small.folder, token=TOKEN)
    asked = client.get("/")
    assert asked.status_code == 401
    assert 'type="password"' in asked.text
    assert "Norvia" not in asked.text
    assert client.get("/api/openapi.json").status_code == 401
    assert client.post("/enter", data={"token": "wrong"}).status_code == 401
    entered = client.post("/enter", data={"token": "right"})
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "right" not in cookie
    assert "Norvia" in client.get("/").text


def test_the_address_with_the_token_lets_in_and_is_told_to_nobody(small: Any) -> None:
    client = client_of(small.folder, token=TOKEN)
    entered = client.get("/enter?token=right")
    assert entered.headers["referrer-policy"] == "no-referrer"
    assert client.get("/").status_code == 200


def test_a_program_shows_the_token_as_a_bearer_and_needs_no_page(small: Any) -> None:
    client = client_of(small.folder, token=TOKEN)
    assert client.post("/jobs/none/cancel", headers={"authorization": "Bearer right"}).status_code == 404
    assert client.post("/jobs/none/cancel", headers={"authorization": "Bearer wrong"}).status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../settings.py",
        "/assets/%2e%2e%2fsettings.py",
        "/assets//etc/passwd",
        "/trace/claims/..%2f..%2fetc",
        "/trace/../../dossier.yaml/x",
    ],
)
def test_no_path_reaches_a_file(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "import" not in answer.text


def test_an_unexpected_error_is_a_page_and_no_traceback(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from detente import workbench

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError(f"secret of {Path.home()}")

    monkeypatch.setattr(workbench, "overview", broken)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "The workbench made a mistake" in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
