"""HTTP to one portal, with one key: JSON in and out, refusals as `OuvrageError`, bounded retries.

A request is sent again only when nothing was heard (connection errors) or when a proxy or the
portal said that it could not serve just now (502, 503, 504). Everything sent again is safe to send
again: reads, and writes that carry a key made once.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

import httpx

from ouvrage.client.errors import Fault, OuvrageError

ATTEMPTS_MAX = 5
FIRST_PAUSE_SECONDS = 0.5
CONNECT_SECONDS_MAX = 10.0
ANSWER_SECONDS_MAX = 600.0
RETRIED_STATUSES = {502, 503, 504}
PAGE_ROWS = 500

Json = dict[str, Any]
Query = Mapping[str, str | int | bool]


class Connection:
    """A portal as a program speaks to it."""

    def __init__(
        self, base_url: str, api_key: str, *, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._pause = pause
        self._http = httpx.Client(
            base_url=base_url.rstrip("/") + "/api/v1",
            headers={"Authorization": f"Bearer {api_key}", "User-Agent": "ouvrage-client"},
            timeout=httpx.Timeout(ANSWER_SECONDS_MAX, connect=CONNECT_SECONDS_MAX),
        )

    def close(self) -> None:
        """Connections that were kept open are closed."""
        self._http.close()

    def get(self, path: str, query: Query | None = None) -> Json:
        """The JSON document at `path`."""
        return self._document(lambda: self._http.get(path, params=query))

    def post(self, path: str, body: Json | None = None) -> Json:
        """The portal's answer to `body`."""
        return self._document(lambda: self._http.post(path, json=body or {}))

    def put(self, path: str, body: Json) -> Json:
        """The document after this one took the place of what was there."""
        return self._document(lambda: self._http.put(path, json=body))

    def patch(self, path: str, body: Json) -> Json:
        """The portal's answer to the changes in `body`."""
        return self._document(lambda: self._http.patch(path, json=body))

    def upload(self, path: str, name: str, stream: BinaryIO, form: Mapping[str, str]) -> Json:
        """The portal's answer to a file, which is streamed from where it begins."""

        def send() -> httpx.Response:
            stream.seek(0)
            return self._http.post(path, data=form, files={"file": (name, stream)})

        return self._document(send)

    def pages(self, path: str, query: Query | None = None) -> Iterator[Json]:
        """Every item of a list, page after page."""
        cursor = ""
        while True:
            page = self.get(path, {**(query or {}), "cursor": cursor, "limit": PAGE_ROWS})
            yield from page["items"]
            cursor = page["next"]
            if not cursor:
                return

    def lines(self, path: str, query: Query) -> Iterator[Json]:
        """Every line of a streamed JSONL answer; only a line feed ends a line."""
        rest = b""
        for chunk in self.chunks(path, query):
            *whole, rest = (rest + chunk).split(b"\n")
            yield from (json.loads(line) for line in whole if line)
        if rest:
            yield json.loads(rest)

    def chunks(self, path: str, query: Query) -> Iterator[bytes]:
        """The bytes of a streamed answer, as they come."""
        with self._streamed(path, query) as response:
            yield from response.iter_bytes()

    @contextmanager
    def _streamed(self, path: str, query: Query) -> Iterator[httpx.Response]:
        request = self._http.build_request("GET", path, params=query)
        response = self._retried(lambda: self._http.send(request, stream=True))
        try:
            if response.is_error:
                response.read()
                raise _error(response)
            yield response
        finally:
            response.close()

    def _document(self, send: Callable[[], httpx.Response]) -> Json:
        response = self._retried(send)
        if response.is_error:
            raise _error(response)
        document: Json = response.json()
        return document

    def _retried(self, send: Callable[[], httpx.Response]) -> httpx.Response:
        pause = FIRST_PAUSE_SECONDS
        for attempt in range(1, ATTEMPTS_MAX + 1):
            last = attempt == ATTEMPTS_MAX
            try:
                response = send()
            except httpx.TransportError as error:
                if last:
                    raise OuvrageError(0, Fault("unreachable", _unreachable(error))) from error
            else:
                if last or response.status_code not in RETRIED_STATUSES:
                    return response
                response.close()
            self._pause(pause)
            pause *= 2
        raise AssertionError("the last attempt returns or raises")


def _unreachable(error: httpx.TransportError) -> str:
    return f"The portal did not answer ({error}). Check its address and the network."


def _error(response: httpx.Response) -> OuvrageError:
    """The refusal in the portal's JSON, or a general one when something else answered."""
    try:
        found = response.json()["error"]
        faults = tuple(_fault(each) for each in found["errors"])
        return OuvrageError(response.status_code, _fault(found), faults)
    except (ValueError, KeyError, TypeError):
        message = f"The portal answered with status {response.status_code}."
        return OuvrageError(response.status_code, Fault("http_error", message))


def _fault(found: Json) -> Fault:
    return Fault(found["code"], found["message"], found.get("field") or "", found.get("row"))
