"""A language model behind an endpoint that the user names: one question, one answer, bounded in time and size.

Speaks the chat-completions form that many servers share. Nothing is sent unless somebody calls :func:`ask`; redirects
are not followed, so a text goes to the named address and nowhere else.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

SECONDS = 60.0
MAX_ANSWER = 256 * 1024
MAX_TOKENS = 1500


class LlmError(Exception):
    """The endpoint gave no usable answer; the text says why."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Address (up to ``/v1``), model, and a key if one is needed; the key is sent and never shown or kept."""

    url: str
    model: str
    key: str | None = None
    seconds: float = SECONDS

    def __repr__(self) -> str:
        return f"Endpoint({self.url!r}, {self.model!r})"


def fault_of(url: str) -> str | None:
    """What is wrong with an address, None if it can be used. A key or password in the address is refused: it would be shown."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"the address is none: {error}"
    if parts.scheme not in ("http", "https") or not host:
        return "the address must begin with http:// or https:// and name a host"
    if parts.username or parts.password:
        return "the address holds a password"
    return "the address must end with its path, without ? or #" if parts.query or parts.fragment else None


def ask(endpoint: Endpoint, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> Any:
    """The model's answer as data: temperature 0, the form constrained by a JSON Schema. Raises LlmError, or ImportError without httpx.

    An answer that is too long, too slow or no JSON is a fault; whether it keeps to the schema is for the caller to check.
    """
    import time

    import httpx

    body = {
        "model": endpoint.model, "messages": list(messages), "temperature": 0, "max_tokens": MAX_TOKENS, "stream": False,
        "response_format": {"type": "json_schema", "json_schema": {"name": "events", "strict": True, "schema": schema}},
    }  # fmt: skip
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    deadline, content = time.monotonic() + endpoint.seconds, b""
    try:
        with (
            httpx.Client(timeout=endpoint.seconds, follow_redirects=False, trust_env=False) as client,
            client.stream(
                "POST", f"{endpoint.url.rstrip('/')}/chat/completions", json=body, headers=headers
            ) as response,
        ):
            if response.status_code != 200:
                raise LlmError(f"it answered with status {response.status_code}")
            for piece in response.iter_bytes():
                content += piece
                if len(content) > MAX_ANSWER:
                    raise LlmError(f"its answer is longer than {MAX_ANSWER // 1024} kB")
                if time.monotonic() > deadline:
                    raise LlmError(f"it took longer than {endpoint.seconds:g} s")
    except httpx.TimeoutException:
        raise LlmError(f"it took longer than {endpoint.seconds:g} s") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise LlmError(f"it cannot be reached: {type(error).__name__}") from None
    return _message(content)


def _message(content: bytes) -> Any:
    try:
        return json.loads(json.loads(content)["choices"][0]["message"]["content"])
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise LlmError("its answer is no JSON of the form that was asked for") from None
