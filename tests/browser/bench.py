"""A page with one element on it, served on this machine: an element without the rest of a portal.

The page has what a task's page gives an element: the form, the hidden input, the words, our style
sheet, and the policy that lets no inline script and no inline style run.
"""

import io
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image, ImageDraw

from tests.house.tree import PACKAGE

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
ELEMENTS = PACKAGE / "taskui" / "elements"
SHEETS = PACKAGE / "web"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'"
)
PAGE = """<!doctype html><html lang="{lang}" dir="{dir}"><meta charset="utf-8"><title>Bench</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/ouvrage.css"><link rel="stylesheet" href="/{style}">
<body><main><h1>A task</h1>
<form id="ouvrage-task" method="post" action="/sent" data-assignment="a1">
<{element} class="widget" name="result"{attributes}>
<input type="hidden" name="result" value="{value}" data-widget="{element}">
<p class="widget-wait">This part of the task is drawn by a script.</p></{element}>
<div class="submit"><button class="button">Send</button></div></form></main>
<script type="application/json" id="ouvrage-words">{words}</script>
<script type="module" src="/{module}"></script></body></html>"""


@dataclass
class Bench:
    """Where the page is, what it shows next, and what was sent and asked for."""

    url: str = ""
    page: str = ""
    sent: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def show(
        self,
        element: str,
        attributes: Mapping[str, object],
        *,
        module: str = "drawing.js",
        style: str = "drawing.css",
        value: str = "",
        words: Mapping[str, str] | None = None,
        language: str = "en",
    ) -> None:
        """The page shows this element from now on; lists and objects are written as JSON."""
        written = "".join(
            f' {name}="{escape(one if isinstance(one, str) else json.dumps(one))}"'
            for name, one in attributes.items()
        )
        direction = "rtl" if language == "ar" else "ltr"
        self.page = PAGE.format(
            element=element, attributes=written, value=escape(value), module=module, style=style,
            words=json.dumps(words or {}), lang=language, dir=direction,
        )  # fmt: skip
        self.sent.clear()
        self.asked.clear()


@contextmanager
def served() -> Iterator[Bench]:
    """A bench on a free port of this machine."""
    bench = Bench()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(bench))
    bench.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield bench
    finally:
        server.shutdown()
        server.server_close()


def _handler(bench: Bench) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            bench.asked.append(path)
            kind, body = _file(bench, path)
            self._answer(200 if kind else 404, kind, body)

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            bench.sent.append(self.rfile.read(length).decode())
            self._answer(200, "text/html; charset=utf-8", b"<title>Sent</title><p>Sent</p>")

        def _answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind or "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    return Handler


def _file(bench: Bench, path: str) -> tuple[str, bytes]:
    if path == "/":
        return "text/html; charset=utf-8", bench.page.encode()
    if path in bench.pictures:
        return "image/png", bench.pictures[path]
    name = Path(path).name
    for folder in (ELEMENTS, SHEETS / "shell" / "static" / "shell"):
        found = folder / name
        if found.suffix in KINDS and found.is_file():
            return KINDS[found.suffix], found.read_bytes()
    return "", b""


KINDS = {".js": "text/javascript", ".css": "text/css"}


def picture(width: int, height: int) -> bytes:
    """A drawn picture: a square and a circle on a slope of greys."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.rectangle((width * 0.1, height * 0.2, width * 0.4, height * 0.6), fill="#6c8f5a")
    draw.ellipse((width * 0.5, height * 0.3, width * 0.9, height * 0.8), fill="#b06a4a")
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()
