"""Templates: what they may say, how they fail, and that they end."""

import pytest

from ouvrage.base.errors import Refusal
from ouvrage.taskui import columns_used, compile_template, render
from ouvrage.taskui.liquid import JsonValue

ROW: dict[str, JsonValue] = {
    "a": "b",
    "name": "Ada",
    "x y": "spaced",
    "list": [1, 2, 3],
    "person": {"age": 7},
    "long": "x" * 100_000,
}


def made(source: str, row: dict[str, JsonValue] | None = None) -> str:
    return render(compile_template(source), ROW if row is None else row)


def codes(source: str, row: dict[str, JsonValue] | None = None) -> list[str]:
    with pytest.raises(Refusal) as caught:
        made(source, row)
    return [refusal.code for refusal in caught.value.each()]


def message(source: str) -> str:
    with pytest.raises(Refusal) as caught:
        made(source)
    return str(caught.value)


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("{{ task.input.a }}", "b"),
        ('{{ task.input["x y"] }}', "spaced"),
        ('{{ task["input"]["a"] }}', "b"),
        ("{{ task.input.person.age }}", "7"),
        ("{% for one in task.input.list %}{{ one }},{% endfor %}", "1,2,3,"),
        ("{% if task.input.a == 'b' %}yes{% endif %}", "yes"),
        ("{% case task.input.a %}{% when 'b' %}yes{% endcase %}", "yes"),
        ("{{ task.input.name | upcase | append: '!' }}", "ADA!"),
        ("{{ task.input.person.weight | default: 'unknown' }}", "unknown"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("{% comment %}{{ x {% endcomment %}y", "y"),
        ("{% for i in (1..3) %}{% cycle 'a', 'b' %}{% endfor %}", "aba"),
    ],
)
def test_templates_are_filled_from_the_row(source: str, page: str) -> None:
    assert made(source) == page


def test_values_are_escaped() -> None:
    row: dict[str, JsonValue] = {"text": "<script>alert('1')</script> & \""}
    assert made("{{ task.input.text }}", row) == (
        "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &#34;"
    )


def test_media_addresses_come_from_the_caller() -> None:
    template = compile_template('<img src="{{ task.input.a | media }}">')
    assert render(template, ROW, lambda name: f"/media/{name}?k=1&t=2") == (
        '<img src="/media/b?k=1&amp;t=2">'
    )
    assert render(template, ROW) == '<img src="b">'


def test_used_columns_are_found_without_rendering() -> None:
    template = compile_template(
        '{{ task.input.a }}{% if false %}{{ task.input["x y"] | upcase }}{% endif %}'
        "{% for item in task.input.list %}{{ item }}{% endfor %}"
    )
    assert columns_used(template) == {"a", "x y", "list"}


def test_one_source_is_compiled_once() -> None:
    assert compile_template("{{ task.input.a }}!") is compile_template("{{ task.input.a }}!")


def test_a_misspelt_column_names_the_nearest() -> None:
    assert message("\n{{ task.input.nmae }}") == (
        'Line 2 uses the column "nmae", which the file lacks. Use "name" or add it.'
    )


def test_a_column_like_no_other_is_named_alone() -> None:
    assert message("{{ task.input.zzz }}") == (
        'Line 1 uses the column "zzz", which the file lacks. Correct its name or add it.'
    )


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{{ name }}", "unknown_variable"),
        ("{{ task }}", "unknown_variable"),
        ("{{ task.secret }}", "unknown_variable"),
        ("{{ now }}", "unknown_variable"),
        ("{{ forloop.index }}", "unknown_variable"),
        ("{{ task.input.person.weight }}", "unknown_variable"),
        ("{% assign row = task.input %}{{ row.zzz }}", "unknown_variable"),
        ("{{ task.input.a | safe }}", "unknown_filter"),
        ("{{ task.input.a | date: '%Y' }}", "unknown_filter"),
        ("{{ task.input.a | nosuch }}", "unknown_filter"),
        ("{% include 'x' %}", "template_syntax"),
        ("{% render 'x' %}", "template_syntax"),
        ("{% if task.input.a %}", "template_syntax"),
        ("{{ task.input.a", "template_syntax"),
        ("{% raw %}", "template_syntax"),
        ("{{ task.input.list[9] }}", "template_cannot_render"),
        ("{{ 1 | divided_by: 0 }}", "template_cannot_render"),
        ("{{ '1e999' | ceil }}", "template_cannot_render"),
        ("{% break %}", "template_cannot_render"),
        ("{{ '" + "x" * 2_000 + "' }}", "template_expression_too_long"),
        ("x" * 100_001, "template_too_long"),
    ],
)
def test_what_cannot_be_read_or_filled_is_refused(source: str, code: str) -> None:
    assert codes(source) == [code]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("\n\n{{ task.input.a | }}", 3),
        ("\n{% if task.input.a == %}{% endif %}", 2),
        ("a\nb\n{{ task.input.a b }}", 3),
        ("\n\n\n{% endif %}", 4),
        ("\n{{ task.input.a", 2),
    ],
)
def test_mistakes_are_told_with_their_line(source: str, line: int) -> None:
    assert message(source).startswith(f"Line {line} of the template cannot be read: ")


GROWING_TEXT = (
    "{% assign s = 'xx' %}{% for i in (1..9999) %}{% assign s = s | append: s %}{% endfor %}"
)
GROWING_NUMBER = (
    "{% assign n = 9 %}{% for i in (1..9999) %}{% assign n = n | times: n %}{% endfor %}"
)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{% for i in (1..1000000000) %}{% endfor %}", "template_loop_too_long"),
        ("{% for i in (1..1000000000) reversed %}{% endfor %}", "template_loop_too_long"),
        ("{{ (1..1000000000) | join: 'x' }}", "template_loop_too_long"),
        ("{% assign r = (1..1000000000) %}{{ r | size }}", "template_loop_too_long"),
        (
            "{% for i in (1..10000) %}{% for j in (1..10000) %}{% endfor %}{% endfor %}",
            "template_loop_too_long",
        ),
        ("{% for i in (1..9000) %}{% endfor %}" * 2, "template_loop_too_long"),
        (
            "{% for i in (1..9000) %}" + "{% if 1 == 1 %}a{% endif %}" * 3_000 + "{% endfor %}",
            "template_work_too_long",
        ),
        ("{{ 'xxxx'" + " | replace: 'x', 'xxxxxxxxxx'" * 30 + " }}", "template_work_too_long"),
        ("{{ task.input.long | split: '' | join: task.input.long }}", "template_work_too_long"),
        (
            "{% for i in (1..9999) %}{% if task.input.long contains 'xy' %}{% endif %}{% endfor %}",
            "template_work_too_long",
        ),
        (
            "{% for i in (1..9999) %}{{ task.input.long | upcase | size }}{% endfor %}",
            "template_work_too_long",
        ),
        (GROWING_TEXT, "template_values_too_large"),
        (GROWING_NUMBER, "template_values_too_large"),
        ("{% for i in (1..999) %}{{ task.input.name }}{{ i }}{% endfor %}" * 11, None),
        ("{% for i in (1..99) %}{{ task.input.long }}{% endfor %}", "template_output_too_large"),
        ("{% if task.input.a %}" * 25 + "{% endif %}" * 25, "template_too_deep"),
    ],
)
def test_endless_templates_end_in_a_refusal(source: str, code: str | None) -> None:
    assert codes(source) == [code or "template_loop_too_long"]


@pytest.mark.parametrize(
    "source",
    [
        "{{" * 49_000,
        "{%" * 49_000,
        "{% raw %}" * 11_000,
        "{% comment %}" * 7_000,
        "{% if " + "(" * 1_900 + " %}" + "{% if (" * 5_000,
        "{{ '" * 20_000,
    ],
    ids=["outputs", "tags", "raw", "comments", "parentheses", "quotes"],
)
def test_hostile_sources_are_refused_in_linear_time(source: str) -> None:
    assert codes(source)[0].startswith("template_")


@pytest.mark.parametrize(
    "source",
    [
        "{{ task.input.__class__ }}",
        "{{ task.input.a.__class__.__mro__ }}",
        "{{ task.input['a']['__class__'] }}",
        "{{ ''.__class__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ request.user }}",
        "{% for c in ().__class__ %}{% endfor %}",
    ],
)
def test_python_cannot_be_reached(source: str) -> None:
    assert codes(source)[0] in {
        "unknown_column",
        "unknown_variable",
        "template_syntax",
        "template_cannot_render",
    }


@pytest.mark.parametrize(
    "payload", ["{{ 7 | times: 7 }}", "{% for i in (1..9) %}x{% endfor %}", "${7*7}", "{{7*7}}"]
)
def test_liquid_in_a_row_stays_text(payload: str) -> None:
    assert made("{{ task.input.text }}", {"text": payload}) == payload
