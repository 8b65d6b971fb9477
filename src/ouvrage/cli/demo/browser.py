"""A simulated browser: it logs in, reads pages, fills their forms and follows what they answer.

It knows the portal as a person's browser does, by its pages and forms; cookies, hidden fields and
redirects are followed, and nothing of the portal's code or data is used.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode, urljoin, urlsplit

import click
import httpcore

_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_HIDDEN = re.compile(r'<input type="hidden"([^>]*)>')
_PICTURE = re.compile(r'<img\b[^>]*\bsrc="([^"]+)"')
TIMEOUT = dict.fromkeys(("connect", "read", "write", "pool"), 60.0)
REDIRECTS = {301, 302, 303, 307}
REDIRECTS_MAX = 5


@dataclass(frozen=True, slots=True)
class Page:
    """A page that came back, at the address it was found at."""

    url: str
    text: str

    def form(self, ending: str) -> tuple[str, dict[str, str]]:
        """The address of the form that is sent to `…ending`, and its hidden fields."""
        for attributes, body in _FORM.findall(self.text):
            action = html.unescape(dict(_ATTRIBUTE.findall(attributes)).get("action", ""))
            if action.endswith(ending):
                fields = (dict(_ATTRIBUTE.findall(hidden)) for hidden in _HIDDEN.findall(body))
                return urljoin(self.url, action), {
                    field["name"]: html.unescape(field.get("value", "")) for field in fields
                }
        raise click.ClickException(f"The page {self.url} has no form for {ending}.")

    @property
    def asks(self) -> bool:
        """Whether it is a task to answer."""
        return "/worker/assignments/" in self.url

    def picture(self) -> str:
        """The address of the first picture."""
        match = _PICTURE.search(self.text)
        if match is None:
            raise click.ClickException(f"The page {self.url} shows no picture.")
        return urljoin(self.url, html.unescape(match.group(1)))


class Browser:
    """One person's browser, with their cookies."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._cookies: dict[str, str] = {}
        self._pool = httpcore.ConnectionPool(max_connections=1)

    def close(self) -> None:
        """Its connections are closed."""
        self._pool.close()

    def get(self, address: str) -> Page:
        """The page at that address, redirects followed."""
        return self._page("GET", urljoin(self._address, address))

    def send(self, page: Page, ending: str, values: Mapping[str, str]) -> Page:
        """What comes back when the page's form is sent with these values filled in."""
        address, fields = page.form(ending)
        return self._page("POST", address, urlencode({**fields, **values}).encode())

    def download(self, address: str) -> bytes:
        """The bytes of a picture on a page."""
        return self._request("GET", urljoin(self._address, address), b"").content

    def log_in(self, email: str, password: str) -> None:
        """The person is logged in."""
        page = self.get("/accounts/login/")
        found = self.send(page, "/accounts/login/", {"login": email, "password": password})
        if found.url.endswith("/accounts/login/"):
            raise click.ClickException(f"{email} could not log in.")

    def _page(self, method: str, address: str, body: bytes = b"") -> Page:
        for _ in range(REDIRECTS_MAX):
            response = self._request(method, address, body)
            place = _header(response, b"location")
            if response.status not in REDIRECTS or not place:
                return Page(address, response.content.decode())
            method, address, body = "GET", urljoin(address, place), b""
        raise click.ClickException(f"{address} leads in a circle.")

    def _request(self, method: str, address: str, body: bytes) -> httpcore.Response:
        headers: dict[bytes | str, bytes | str] = {
            "Host": urlsplit(address).netloc,
            "Origin": self._address,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
        }
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Content-Length"] = str(len(body))
        response = self._pool.request(
            method, address, headers=headers, content=body, extensions={"timeout": TIMEOUT}
        )
        if response.status >= HTTPStatus.BAD_REQUEST:
            raise click.ClickException(f"{address} answered {response.status}.")
        for name, value in response.headers:
            if name.lower() == b"set-cookie":
                key, _, rest = value.decode().partition("=")
                self._cookies[key] = rest.partition(";")[0]
        return response


def _header(response: httpcore.Response, wanted: bytes) -> str:
    return next((value.decode() for name, value in response.headers if name.lower() == wanted), "")
