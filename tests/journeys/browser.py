"""A browser without scripts: links, forms with their hidden fields, files, cookies, redirects."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

import httpx

SECONDS_MAX = 60.0
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden"([^>]*)>')
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_LINK = re.compile(r'<a\b[^>]*href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
Values = Mapping[str, str | Sequence[str]]
Files = Mapping[str, tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page that came back, at the address it was found at."""

    url: str
    text: str

    @property
    def words(self) -> str:
        """What a person reads, without the markup."""
        return " ".join(html.unescape(_TAG.sub(" ", self.text)).split())

    def link(self, name: str, *, whole: bool = False) -> str:
        """The address of the first link that says so, among other words or as a whole."""
        for address, words in _LINK.findall(self.text):
            said = html.unescape(_TAG.sub("", words)).strip()
            if said == name or (name in said and not whole):
                return urljoin(self.url, html.unescape(address))
        raise AssertionError(f"no link {name!r} on {self.url}: {self.words}")

    def form(self, button: str) -> tuple[str, dict[str, str]]:
        """Where the form with that button is sent to, and its hidden fields."""
        for attributes, body in _FORM.findall(self.text):
            if button in html.unescape(_TAG.sub("", body)):
                action = dict(_ATTRIBUTE.findall(attributes)).get("action", "")
                fields = [dict(_ATTRIBUTE.findall(hidden)) for hidden in _HIDDEN.findall(body)]
                return urljoin(self.url, html.unescape(action)), {
                    field["name"]: html.unescape(field.get("value", "")) for field in fields
                }
        raise AssertionError(f"no form with {button!r} on {self.url}: {self.words}")


class Browser:
    """One person's browser, with their cookies."""

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(
            base_url=address, follow_redirects=True, timeout=SECONDS_MAX, trust_env=False
        )

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def open(self, address: str) -> Page:
        """The page at that address."""
        return _page(self._client.get(address))

    def press(
        self, page: Page, button: str, values: Values | None = None, files: Files | None = None
    ) -> Page:
        """What comes back when the form with that button is filled in and sent."""
        address, fields = page.form(button)
        sent = self._client.post(address, data={**fields, **(values or {})}, files=files)
        return _page(sent)

    def download(self, address: str) -> bytes:
        """The file at that address."""
        return self._client.get(address).raise_for_status().content


def _page(response: httpx.Response) -> Page:
    page = Page(str(response.url), response.text)
    assert response.status_code == 200, (response.status_code, page.url, page.words)
    return page
