"""A language model of the user's choice, played by a server on this machine: what is asked, kept, dropped and refused."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from detente.coding.suggest.model_answers import joined, kept, orders, prompt_digest
from detente.dossier.plover import TYPES
from detente.kernel.errors import DetenteError
from detente.sources.llm import Endpoint, LlmError, ask, fault_of
from detente.workbench.second_opinions import llm_settings, second_opinions

pytest.importorskip("httpx", reason="needs the extra llm")
TEXT = "Veldria expelled two envoys. Sudria closed its border."


class StandIn(BaseHTTPRequestHandler):
    """Answers what the test put into ``server.plan``: a function of the asked body."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers.get("Authorization"), body))  # type: ignore[attr-defined]
        status, content = self.server.plan(body)  # type: ignore[attr-defined]
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Any]:
    made = HTTPServer(("127.0.0.1", 0), StandIn)
    made.asked, made.plan = [], lambda _: (500, b"")  # type: ignore[attr-defined]
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def address(server: Any) -> str:
    return f"http://127.0.0.1:{server.server_port}/v1"


def said(*events: dict[str, Any]) -> tuple[int, bytes]:
    return 200, json.dumps({"choices": [{"message": {"content": json.dumps({"events": list(events)})}}]}).encode()


def item(span: str, kind: str, source: str | None = None, target: str | None = None) -> dict[str, Any]:
    return {"span": span, "type": kind, "source": source, "target": target}


def passage(text: str = TEXT, at: int = 100, label: str = "body") -> dict[str, Any]:
    return {"kind": "passage", "label": label, "text": text, "anchor": {"start": at, "sha256": "d"}, "events": []}


@pytest.mark.enable_socket
def test_two_orders_are_asked_and_only_words_of_the_passage_are_kept(server: Any) -> None:
    def plan(body: dict[str, Any]) -> tuple[int, bytes]:
        listed = [line.split(":")[0] for line in body["messages"][0]["content"].split("Types:\n")[1].split("\n")]
        second = listed != sorted(TYPES)
        return said(item("Veldria expelled two envoys", "SANCTION", "Veldria", "Norvia"), item("nobody said this", "AID"),
                    item("Sudria closed its border", "COERCE" if second else "REJECT", "Sudria"))  # fmt: skip

    server.plan = plan
    settings = llm_settings(address(server), "toy", "secret")
    records, remarks = second_opinions([{"kind": "document"}, passage(), passage("x", label="clutter")], settings)
    assert records[0] == {"kind": "document"}
    assert records[2]["events"] == []
    sure, disputed = records[1]["events"]
    assert (sure["start"], sure["end"], sure["text"]) == (100, 127, "Veldria expelled two envoys")
    assert sure["ranked"] == [{"type": "SANCTION", "score": 1.0}]
    assert sure["orders_agree"]
    assert sure["source"] == {"id": None, "name": "Veldria", "status": "suggested", "match": "model", "start": 100, "end": 107}  # fmt: skip
    assert sure["target"] is None
    assert sure["status"] == "suggested"
    assert sure["origin"] == {"name": "toy", "version": f"prompt {prompt_digest()}", "method": "model", "score": 1.0}
    assert not disputed["orders_agree"]
    assert {each["type"] for each in disputed["ranked"]} == {"COERCE", "REJECT"}
    assert all(each["score"] == 0.5 for each in disputed["ranked"])
    assert "2 of its items were dropped" in remarks[0]
    assert len(server.asked) == 2
    for path, key, body in server.asked:
        assert path == "/v1/chat/completions"
        assert key == "Bearer secret"
        assert body["temperature"] == 0
        assert body["response_format"]["type"] == "json_schema"
        assert TEXT in body["messages"][1]["content"]


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((500, b""), "status 500"), ((302, b""), "status 302"), ((200, b"not json"), "no JSON"), ((200, b'{"choices": []}'), "no JSON"),
        ((200, b"[" * 100_000), "no JSON"), ((200, b"x" * 300_000), "longer than"),
    ],
)  # fmt: skip
def test_a_faulty_answer_is_a_fault_that_says_why(server: Any, answer: tuple[int, bytes], says: str) -> None:
    server.plan = lambda _: answer
    with pytest.raises(LlmError, match=says):
        ask(Endpoint(address(server), "toy"), [], {})


@pytest.mark.enable_socket
def test_an_endpoint_that_fails_from_the_start_stops_and_one_that_fails_later_is_a_remark(server: Any) -> None:
    settings = llm_settings(address(server), "toy", limit=8)
    with pytest.raises(DetenteError, match="no answer"):
        second_opinions([passage()] * 6, settings)
    assert len(server.asked) == 3
    server.asked.clear()
    server.plan = lambda _: said() if len(server.asked) <= 2 else (503, b"")
    records, remarks = second_opinions([passage()] * 6, settings)
    assert len(records) == 6
    assert any("not every question" in each for each in remarks)
    assert any("2 passages were not sent" in each for each in remarks)


@pytest.mark.enable_socket
def test_the_limit_is_kept(server: Any) -> None:
    server.plan = lambda _: said()
    _, remarks = second_opinions([passage(), passage(), passage("y" * 7000)], llm_settings(address(server), "toy", limit=1))  # fmt: skip
    assert len(server.asked) == 2
    assert "2 passages were not sent" in remarks[-1]


@pytest.mark.enable_socket
def test_nothing_answers() -> None:
    with pytest.raises(LlmError, match="cannot be reached"):
        ask(Endpoint("http://127.0.0.1:9/v1", "toy", seconds=2), [], {})


@pytest.mark.parametrize("url", ["ftp://x/v1", "x", "http://", "http://u:p@x/v1", "http://x/v1?key=1", "http://x:99999/v1", "http://[x/v1"])  # fmt: skip
def test_an_address_that_cannot_be_used_is_refused(url: str) -> None:
    assert fault_of(url) is not None
    with pytest.raises(DetenteError, match="address cannot be used"):
        llm_settings(url, "toy")


@pytest.mark.parametrize(("url", "model"), [(None, "toy"), ("http://x/v1", None), ("http://x/v1", "")])
def test_address_and_model_must_be_named(url: str | None, model: str | None) -> None:
    with pytest.raises(DetenteError, match="is named for the language model"):
        llm_settings(url, model)


def test_the_key_is_never_shown() -> None:
    assert "secret" not in repr(Endpoint("http://x/v1", "toy", "secret"))


def test_orders_are_two_and_the_same_for_the_same_passage() -> None:
    for seed in range(20):
        plain, mixed = orders(seed)
        assert sorted(mixed) == sorted(plain) == sorted(TYPES)
        assert plain != mixed
    assert orders(5) == orders(5)


@pytest.mark.parametrize("answer", [None, [], {}, {"events": 3}, {"events": [3, None, {}, {"span": 3, "type": "AID"}, {"span": "", "type": "AID"}, {"span": "Veldria", "type": "MEET"}]}])  # fmt: skip
def test_answers_of_any_form_are_survived(answer: Any) -> None:
    assert kept(answer, TEXT)[0] == {}


def test_an_item_of_one_answer_alone_ranks_lower_and_positions_are_code_points() -> None:
    text = "\U0001f30a Veldria expelled two envoys."
    found, dropped = kept({"events": [item("Veldria expelled", "SANCTION")]}, text)
    assert dropped == 0
    (made,) = joined(found, {}, text, 10, {"name": "toy"})
    assert (made["start"], made["end"]) == (12, 28)
    assert made["ranked"] == [{"type": "SANCTION", "score": 0.5}]
    assert not made["orders_agree"]
