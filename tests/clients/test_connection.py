"""Retries are bounded, and only for what is worth retrying; refusals keep their words."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ouvrage.client import Client, OuvrageError, OuvrageTimeout
from ouvrage.client.connection import ATTEMPTS_MAX

BATCH = {
    "id": "B1", "project_id": "P1", "name": "digits", "state": "open", "tasks_count": 1,
    "answers_wanted": 3, "answers": 0, "pending": 0, "accepted": 0, "refused": 0, "taken": 0,
    "held": 0, "rework": 0, "closed": 0,
    "created_at": "2026-11-22T07:00:00Z", "published_at": "2026-11-22T07:00:00Z",
    "something_newer": True,
}  # fmt: skip
BALANCE = {"currency": "EUR", "available": "10.000001", "reserved": "0.00"}


class Portal:
    """An HTTP server that answers from a script and remembers what it was sent."""

    def __init__(self, script: list[tuple[int, object]]) -> None:
        self.script = script
        self.asked: list[tuple[str, str, bytes]] = []

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        self.asked.append((method, path, body))
        status, document = self.script.pop(0)
        return status, json.dumps(document).encode()


@contextmanager
def _serving(portal: Portal) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, answer = portal.answer(self.command, self.path, body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = _any  # noqa: N815 - names the standard library calls

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _client(url: str, pauses: list[float]) -> Client:
    return Client(url, "ouv_key", pause=pauses.append)


def test_answer_that_cannot_be_given_now_is_asked_for_again() -> None:
    portal = Portal([(503, {}), (502, {}), (200, BALANCE)])
    pauses: list[float] = []
    with _serving(portal) as url, _client(url, pauses) as client:
        balance = client.balance()
    assert f"{balance.available} {balance.currency}" == "10.000001 EUR"
    assert pauses == [0.5, 1.0]


def test_retries_end() -> None:
    portal = Portal([(504, {})] * ATTEMPTS_MAX)
    pauses: list[float] = []
    with (
        _serving(portal) as url,
        _client(url, pauses) as client,
        pytest.raises(OuvrageError) as caught,
    ):
        client.balance()
    assert (caught.value.status, caught.value.code) == (504, "http_error")
    assert pauses == [0.5, 1.0, 2.0, 4.0]


def test_refusal_is_not_asked_again_and_keeps_every_fault() -> None:
    faults = [
        {"code": "missing", "message": "This is needed.", "field": "purpose", "row": None},
        {"code": "cell_too_long", "message": "Shorten it.", "field": "text", "row": 7},
    ]
    whole = {"code": "invalid", "message": "Some fields need a change.", "field": "", "row": None}
    portal = Portal([(422, {"error": {**whole, "errors": faults}})])
    pauses: list[float] = []
    with (
        _serving(portal) as url,
        _client(url, pauses) as client,
        pytest.raises(OuvrageError) as caught,
    ):
        client.balance()
    error = caught.value
    assert (error.status, error.code, error.message) == (
        422,
        "invalid",
        "Some fields need a change.",
    )
    assert str(error) == "purpose: This is needed.\nrow 7, text: Shorten it."
    assert pauses == []


def test_portal_that_is_not_there_is_named_plainly() -> None:
    pauses: list[float] = []
    with _client("http://127.0.0.1:1", pauses) as client, pytest.raises(OuvrageError) as caught:
        client.balance()
    assert caught.value.code == "unreachable"
    assert len(pauses) == ATTEMPTS_MAX - 1


def test_key_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OUVRAGE_API_KEY", raising=False)
    with pytest.raises(OuvrageError) as caught:
        Client("http://127.0.0.1:1")
    assert (caught.value.code, caught.value.field) == ("key_missing", "api_key")


def test_file_sent_again_is_sent_whole_under_the_same_key(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_text("text\nhello\n")
    portal = Portal([(503, {}), (201, BATCH)])
    with _serving(portal) as url, _client(url, []) as client:
        batch = client.batches.create("P1", path, media=["image"])
    assert batch.id == "B1"
    keys = {_form_value(body, "client_key") for _, _, body in portal.asked}
    assert len(keys) == 1
    assert [b"text\nhello\n" in body for _, _, body in portal.asked] == [True, True]
    assert portal.asked[0][1] == "/api/v1/projects/P1/batches/file"


def _form_value(body: bytes, name: str) -> bytes:
    head = f'name="{name}"\r\n\r\n'.encode()
    return body.split(head)[1].split(b"\r\n")[0]


def test_rows_travel_as_lines_and_holes_of_a_frame_as_nothing() -> None:
    pandas = pytest.importorskip("pandas")
    portal = Portal([(201, BATCH), (201, BATCH)])
    frame = pandas.DataFrame([{"text": "a", "n": 1.5}, {"text": "b"}])
    with _serving(portal) as url, _client(url, []) as client:
        client.batches.create("P1", ({"text": word} for word in ["é", "b"]))
        client.batches.create("P1", frame)
    assert '{"text": "é"}\n{"text": "b"}\n'.encode() in portal.asked[0][2]
    assert b'{"text": "a", "n": 1.5}\n{"text": "b", "n": null}\n' in portal.asked[1][2]


def test_waiting_ends_when_every_answer_is_there() -> None:
    portal = Portal([(200, BATCH)] * 2 + [(200, BATCH | {"answers": 3})])
    pauses: list[float] = []
    with _serving(portal) as url, _client(url, pauses) as client:
        done = client.batches.get("B1").wait(poll_seconds=7)
    assert done.answers == 3
    assert pauses == [7]


def test_waiting_ends_when_its_time_is_over() -> None:
    portal = Portal([(200, BATCH), (200, BATCH)])
    with _serving(portal) as url, _client(url, []) as client, pytest.raises(OuvrageTimeout):
        client.batches.get("B1").wait(timeout=0)
