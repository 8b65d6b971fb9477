"""A listener on this machine: what reaches it has leaked.

It answers everything, from everywhere, under no policy. `/control` is a page of its own around a
frame with the `sandbox` attribute and nothing else, to show what that alone lets out.
"""

import socket
import threading
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

CONTROL = """<!doctype html><title>Control</title><link rel="icon" href="data:,">
<iframe sandbox="allow-scripts allow-forms" srcdoc="{page}"></iframe>"""
STUN = "stun"
CONNECTION = "connection"


@dataclass
class Listener:
    """Where it is, what it shows as control, and what reached it."""

    url: str = ""
    page: str = ""
    hits: set[str] = field(default_factory=set)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def note(self, name: str) -> None:
        with self.changed:
            self.hits.add(name)
            self.changed.notify_all()

    def wait_for(self, names: Set[str], seconds: float) -> set[str]:
        """What was hit, as soon as all of these were, at the latest after that time."""
        with self.changed:
            self.changed.wait_for(lambda: names <= self.hits, seconds)
            return set(self.hits)

    def clear(self) -> None:
        with self.changed:
            self.hits.clear()


@contextmanager
def listening() -> Iterator[Listener]:
    """A listener on a free port, for TCP and UDP."""
    listener = Listener()
    server = _Server(listener)
    port = server.server_port
    listener.url = f"http://127.0.0.1:{port}"
    packets = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    packets.bind(("127.0.0.1", port))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    threading.Thread(target=_hear, args=(packets, listener), daemon=True).start()
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()
        packets.close()


def _hear(packets: socket.socket, listener: Listener) -> None:
    while True:
        try:
            packets.recv(2048)
        except OSError:
            return
        listener.note(STUN)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, listener: Listener) -> None:
        super().__init__(("127.0.0.1", 0), _handler(listener))
        self.listener = listener

    def get_request(self) -> tuple[socket.socket, object]:
        self.listener.note(CONNECTION)
        return super().get_request()

    def handle_error(self, *_: object) -> None:
        """A browser that hangs up is none."""


def _handler(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = urlsplit(self.path).path.strip("/")
            if name == "control":
                self._answer("text/html", CONTROL.format(page=escape(listener.page)).encode())
                return
            listener.note(name)
            self._answer("text/plain", b"heard")

        do_POST = do_OPTIONS = do_HEAD = do_PUT = do_GET  # noqa: N815 - the library's names

        def _answer(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    return Handler
