"""A page used by its keys alone: Tab, Shift, Enter, Space, arrows and typing; nothing is clicked.

What has the focus is always in sight and marked, and no page needs scrolling to the side.
"""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, Response

TABS_MAX = 120
CHOICES_MAX = 40
FOCUSED = """() => {
  const element = document.activeElement;
  const label = element.labels?.length ? element.labels[0] : element;
  return label.textContent.trim();
}"""
UNSEEN = """() => {
  const element = document.activeElement;
  const {top, bottom, width} = element.getBoundingClientRect();
  if (!width || bottom <= 0 || top >= innerHeight) return `out of sight at ${top}`;
  const style = getComputedStyle(element);
  return style.outlineStyle === "none" ? "not marked" : "";
}"""
CHOICES = """() => {
  const element = document.activeElement;
  if (element.type !== "radio") return [];
  return Array.from(element.form.elements[element.name].forEach
    ? element.form.elements[element.name] : [element], (one) => one.labels[0].textContent.trim());
}"""
WIDER = """() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= innerWidth) return [];
  return [`${root.scrollWidth} > ${innerWidth}`, ...Array.from(document.querySelectorAll("*"))
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
}"""


def tab_to(page: Page, name: str, *, key: str = "Tab") -> None:
    """What begins with that name has the focus, reached by the Tab key, and can be seen."""
    seen = []
    for _ in range(TABS_MAX):
        page.keyboard.press(key)
        seen.append(str(page.evaluate(FOCUSED)))
        if _is_named(seen[-1], name):
            assert page.evaluate(UNSEEN) == "", name
            return
    raise AssertionError(f"{name!r} is not among {seen}")


def _is_named(text: object, name: str) -> bool:
    """The text begins with that name, in whole words."""
    return re.match(re.escape(name) + r"(?!\w)", str(text)) is not None


def enter(page: Page, status: int = 200) -> Response:
    """The Enter key led to another page, which answers so and fits."""
    with page.expect_navigation() as navigation:
        page.keyboard.press("Enter")
    response = navigation.value
    assert response.status == status, page.inner_text("body")
    assert page.evaluate(WIDER) == []
    return response


@dataclass(frozen=True, slots=True)
class Walk:
    """One person's way through the pages."""

    page: Page

    def press(self, *names: str) -> None:
        """Each of these links and buttons led on, one after the other."""
        for name in names:
            tab_to(self.page, name)
            enter(self.page)

    def press_in_vain(self, name: str) -> None:
        """The button led to the same form, which says what is missing."""
        tab_to(self.page, name)
        enter(self.page, status=422)

    def write(self, name: str, text: str) -> None:
        """The field has that text and no other."""
        tab_to(self.page, name)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def tick(self, name: str) -> None:
        """The box changed its state."""
        tab_to(self.page, name)
        self.page.keyboard.press("Space")

    def choose(self, name: str) -> None:
        """That one of several choices is made, by the arrows."""
        for _ in range(TABS_MAX):
            self.page.keyboard.press("Tab")
            names = self.page.evaluate(CHOICES)
            if any(_is_named(one, name) for one in names):
                break
        else:
            raise AssertionError(f"{name!r} is no choice of the page")
        self.page.keyboard.press("Space")
        for _ in range(CHOICES_MAX):
            if _is_named(self.page.evaluate(FOCUSED), name):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name!r} is not reached among {names}")

    def says(self, *words: str) -> None:
        """The page says all of this."""
        text = self.page.inner_text("main")
        assert [one for one in words if one not in text] == [], text
