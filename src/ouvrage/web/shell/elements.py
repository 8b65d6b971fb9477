"""What the elements of a drawn task need from a page: their scripts, style sheets and words.

A page loads exactly the modules of the elements on it. Their words go along as JSON, in the
reader's language, under the English sentence that the module asks for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ouvrage.base.words import N_
from ouvrage.taskui import JsonValue, compile_template, fill, form_values, task_page
from ouvrage.taskui.widgets import WIDGETS

FOLDER = "elements/"
CHOICES = "choices.js"
CHOICE_WORDS = (
    N_("Keys on the keyboard"),
    N_("Keys are on"),
    N_("Number keys choose in the question that is marked."),
    N_("Ctrl+Enter sends the answer and brings the next task."),
    N_("The question mark key opens and closes this list."),
)


@dataclass(frozen=True, slots=True)
class ElementFiles:
    """Names of static files, and the words of what is on the page."""

    modules: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)


def element_files(elements: Sequence[str], *, choosing: bool = False) -> ElementFiles:
    """What a page with these elements loads; `choosing` adds the keys for radios and boxes."""
    widgets = [WIDGETS[element] for element in elements]
    modules = [widget.module for widget in widgets] + ([CHOICES] if choosing else [])
    words = [word for widget in widgets for word in widget.words]
    words += CHOICE_WORDS if choosing else ()
    return ElementFiles(
        tuple(FOLDER + module for module in dict.fromkeys(modules)),
        tuple(FOLDER + style for style in dict.fromkeys(w.style for w in widgets) if style),
        {word: gettext(word) for word in words},
    )


def drawn_answer(
    template: str,
    data: Mapping[str, JsonValue],
    answer: Mapping[str, JsonValue],
    media_url: Callable[[str], str] = str,
) -> SafeString:
    """A task's page, its controls filled with the answer."""
    page = task_page(compile_template(template), data, media_url=media_url, translate=gettext)
    html = fill(page.html, form_values(answer, page.fields)) if answer else page.html
    return mark_safe(html)  # noqa: S308 - sanitised by taskui


def files_for(*pages: str) -> ElementFiles:
    """What a page that only shows these drawn tasks loads for them."""
    html = "".join(pages)
    return element_files([element for element in WIDGETS if f'<{element} class="widget"' in html])
