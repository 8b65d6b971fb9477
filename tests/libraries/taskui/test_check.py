"""What authors hear about their templates, and what the project keeps of them."""

from dataclasses import asdict

import pytest

from ouvrage.taskui import (
    answer_fields,
    compile_template,
    field_notices,
    project_fields,
    stored_fields,
    task_html,
    template_notices,
    template_refusals,
)
from ouvrage.taskui.variation import does_form_vary, dynamic_fields


def told(source: str, **sample: object) -> list[str]:
    return [refusal.code for refusal in template_refusals(source, sample or None)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("<p>x</p>", "no_answer_field"),
        ("<script>x</script><input name=a>", "script_not_run"),
        ("<script src=//cdn.example.org/x.js></script><input name=a>", "script_not_run"),
        ("<form><input name=a></form>", "forbidden_element"),
        ("<iframe></iframe><input name=a>", "forbidden_element"),
        ("<button>x</button><input name=a>", "forbidden_element"),
        ("<crowd-quiz><input name=a></crowd-quiz>", "crowd_element_not_yet"),
        ("<crowd-input name=a nmae=b></crowd-input>", "forbidden_attribute"),
        ("<crowd-classifier name=a categories='[a, b]'></crowd-classifier>", "literal_not_read"),
        ("<input name=a onclick=x>", "forbidden_attribute"),
        ("<link rel=icon href=x><input name=a>", "forbidden_element"),
        ("<input name=a data-x=1>", "forbidden_attribute"),
        ("<input name=a type=hidden>", "forbidden_input_type"),
        ("<crowd-input name=a type=file></crowd-input>", "forbidden_input_type"),
        ("<input name=a><img src='data:image/png,x'>", "forbidden_address"),
        ("<input name=a><a href='java\nscript:x'>l</a>", "forbidden_address"),
        ("<input name=a><a href='&#106;avascript:x'>l</a>", "forbidden_address"),
        ("<input name=a id=ouvrage-x>", "reserved_id"),
        ("<input name=csrfmiddlewaretoken>", "field_name_reserved"),
        ("<input name=ouvrage_a>", "field_name_reserved"),
        ("<input name=a", "markup_malformed"),
        ("<input name='a>", "markup_malformed"),
        ("<input name=a value={{ task.input.x }}>", "liquid_outside_quotes"),
        ("<input name=a {{ task.input.x }}>", "liquid_outside_quotes"),
        ("{{ x", "template_syntax"),
        ("{{ x }}<input name=a>", "unknown_variable"),
    ],
)
def test_what_would_be_removed_is_told(source: str, code: str) -> None:
    assert told(source) == [code]


def test_elements_are_named_with_their_line() -> None:
    source = "<p>{{ task.input.a }}\n</p>\n<!-- <script> -->\n<crowd-quiz>\n<input name=a>"
    assert [str(refusal) for refusal in template_refusals(source)] == [
        'The element "crowd-quiz" on line 4 is not available yet. Use another one.'
    ]


def test_all_faults_are_told_together() -> None:
    assert told("<script></script><b onclick=x>b</b>") == [
        "script_not_run",
        "forbidden_attribute",
        "no_answer_field",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "<input name=a>",
        "<INPUT NAME=a {% if true %}checked{% endif %}>",
        '<img src="{{ task.input.x | media }}" alt=""><input name="a">',
        "{% comment %}<script>{% endcomment %}<input name=a>",
        "{% if 1 < 2 %}<input name=a>{% endif %}",
        "a < b <input name=a>",
        "<style>p { color: red }</style><p style='color: red' align=center>x</p><input name=a>",
        "<link rel=stylesheet href='https://cdn.example.org/x.css'><input name=a>",
    ],
)
def test_sound_templates_are_told_nothing(source: str) -> None:
    assert told(source) == []


def test_looks_are_left_out_and_said_so() -> None:
    source = "<input name=a>\n<p style='position: fixed'>x</p><style>p {}</style>"
    assert [str(notice) for notice in template_notices(source)] == [
        "The page has the look of this place: styles, first on line 2, are left out."
    ]
    assert template_notices("<input name=a>") == ()
    assert "style" not in task_html(compile_template(source), {})


def test_with_a_sample_the_form_itself_is_read() -> None:
    source = (
        '<select name="a">{% for x in task.input.l %}<option>{{ x }}</option>{% endfor %}</select>'
    )
    assert told(source, l=["x", "y"]) == []
    assert told(source, l=[]) == ["field_without_options"]
    assert told(source, m=1) == ["unknown_column"]


@pytest.mark.parametrize(
    ("source", "names", "varies"),
    [
        ("<input name=a>", set(), False),
        ("<p>{{ task.input.x }}</p><input name=a type=radio value=1>", set(), False),
        ("{% if task.input.x %}<p>x</p>{% endif %}<input name=a>", set(), False),
        ("{% if task.input.x %}<input name=b>{% endif %}<input name=a>", set(), True),
        ("<input name=a max='{{ task.input.x }}' type=number>", set(), True),
        ("<input name=a type=radio value='{{ task.input.x }}'>", {"a"}, True),
        ("<select name=a><option>{{ task.input.x }}</option></select>", {"a"}, False),
        ("<select name='r.{{ task.input.x }}'><option>1</option></select>", {"r"}, True),
        ("{{ '<input name=b>' }}<input name=a>", set(), True),
    ],
)
def test_what_depends_on_the_row_is_known(source: str, names: set[str], varies: bool) -> None:
    template = compile_template(source)
    assert dynamic_fields(template) == names
    assert does_form_vary(template) is varies


def test_a_project_keeps_no_options_of_one_row() -> None:
    template = compile_template(
        "<select name=a><option>{{ task.input.x }}</option></select>"
        "<input type=radio name=b value=1>"
    )
    kept = [(one.name, one.options, one.dynamic) for one in project_fields(template, {"x": "q"})]
    assert kept == [("a", (), True), ("b", ("1",), False)]


def test_a_form_that_varies_is_read_from_its_row() -> None:
    template = compile_template("{% if task.input.x %}<input name=b>{% endif %}<input name=a>")
    assert [one.dynamic for one in project_fields(template, {"x": 1})] == [True, True]


def test_stored_fields_are_the_fields() -> None:
    template = compile_template(
        "<fieldset><legend>L</legend><input type=radio name=a value=1 required id=i></fieldset>"
        "<input type=number name=n min=1 max=2><input name=t maxlength=3>"
    )
    fields = project_fields(template, {})
    stored = [
        {**asdict(one), "kind": one.kind.value, "options": list(one.options)} for one in fields
    ]
    assert stored_fields(stored) == fields


def test_an_image_without_words_is_named_with_its_line() -> None:
    source = '<p>\n<img src="/a.png"><img src="/b.png" alt=""><input name="a">'
    assert [str(notice) for notice in template_notices(source)] == [
        'The image on line 2 has no "alt", so who cannot see it does not hear what it shows. Add '
        'one; an empty "alt" says that it is decoration.'
    ]


def test_a_question_without_a_label_is_named() -> None:
    source = '<input name="bare"><label>Year <input name="year"></label>'
    fields = answer_fields(task_html(compile_template(source), {}))
    assert [(notice.code, notice.field) for notice in field_notices(fields)] == [
        ("field_without_label", "bare")
    ]
