"""What every element that a hand draws with must keep to, whatever it draws."""

import re
from pathlib import Path

import pytest

from ouvrage import taskui
from ouvrage.taskui import FieldKind, compile_template, form_values, task_page, template_refusals
from ouvrage.taskui.widgets import WIDGETS, Widget

ELEMENTS = Path(taskui.__file__).parent / "elements"
IMPORT = re.compile(r'from "\./([a-z-]+\.js)";')
WORD = re.compile(r'\bword\(\s*"((?:[^"\\]|\\.)+)"')

every_widget = pytest.mark.parametrize("widget", WIDGETS.values(), ids=list(WIDGETS))
every_asking = pytest.mark.parametrize(
    "widget", [one for one in WIDGETS.values() if one.asks], ids=lambda widget: widget.element
)


def modules_of(name: str, seen: set[str]) -> set[str]:
    """The module with all that it imports."""
    if name not in seen:
        seen.add(name)
        for other in IMPORT.findall((ELEMENTS / name).read_text(encoding="utf-8")):
            modules_of(other, seen)
    return seen


@every_widget
def test_a_widget_has_its_module_and_its_style(widget: Widget) -> None:
    assert (ELEMENTS / widget.module).is_file()
    assert not widget.style or (ELEMENTS / widget.style).is_file()
    assert widget.literals <= widget.attributes


@every_widget
def test_a_widget_names_exactly_the_words_that_its_modules_ask_for(widget: Widget) -> None:
    asked = {
        word
        for name in modules_of(widget.module, set())
        for word in WORD.findall((ELEMENTS / name).read_text(encoding="utf-8"))
    }
    assert set(widget.words) == asked


@every_asking
def test_a_widget_stays_in_the_page_with_a_hidden_input(widget: Widget) -> None:
    source = f"<crowd-form><{widget.element} name='drawn' header='Draw'></{widget.element}>"
    assert template_refusals(source) == ()
    page = task_page(compile_template(source), {})
    assert page.elements == (widget.element,)
    assert f'<{widget.element} class="widget" id="widget-drawn" name="drawn"' in page.html
    hidden = f'<input type="hidden" name="drawn" value="" data-widget="{widget.element}">'
    assert hidden in page.html
    (field,) = page.fields
    assert (field.name, field.kind, field.element) == ("drawn", FieldKind.WIDGET, widget.element)
    assert (field.required, field.label, field.anchor) == (True, "Draw", "widget-drawn")
    assert form_values({"drawn": {"a": [1]}}, page.fields) == {"drawn": ['{"a":[1]}']}
