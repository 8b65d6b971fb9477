"""A simulated browser: it logs in, reads pages, fills their forms and follows what they answer.

It knows the portal as a person's browser does, by its pages and forms; cookies, hidden fields and
redirects are followed, and nothing of the portal's code or data is used.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import click
import httpx

_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_HIDDEN = re.compile(r'<input type="hidden"([^>]*)>')
_PICTURE = re.compile(r'<img\b[^>]*\bsrc="([^"]+)"')
SECONDS_MAX = 60.0


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
        self._client = httpx.Client(
            base_url=address, follow_redirects=True, timeout=SECONDS_MAX, trust_env=False
        )

    def close(self) -> None:
        """Its connections are closed."""
        self._client.close()

    def get(self, address: str) -> Page:
        """The page at that address."""
        return _page(self._client.get(address))

    def send(self, page: Page, ending: str, values: Mapping[str, str]) -> Page:
        """What comes back when the page's form is sent with these values filled in."""
        address, fields = page.form(ending)
        return _page(self._client.post(address, data={**fields, **values}))

    def download(self, address: str) -> bytes:
        """The bytes of a picture on a page."""
        response = self._client.get(address)
        response.raise_for_status()
        return response.content

    def log_in(self, email: str, password: str) -> None:
        """The person is logged in."""
        page = self.get("/accounts/login/")
        found = self.send(page, "/accounts/login/", {"login": email, "password": password})
        if found.url.endswith("/accounts/login/"):
            raise click.ClickException(f"{email} could not log in.")


def _page(response: httpx.Response) -> Page:
    if response.status_code >= 400:
        raise click.ClickException(f"{response.url} answered {response.status_code}.")
    return Page(str(response.url), response.text)
