"""Pages with scripts of their own: what the frame gets, what the check says, what comes back."""

import pytest

from ouvrage.base.errors import Refusals
from ouvrage.base.limits import ANSWER_BYTES_MAX
from ouvrage.taskui import (
    FieldKind,
    compile_template,
    draft_values,
    framed_text,
    framed_values,
    read_answer,
    task_fields,
)
from ouvrage.taskui.check import template_notices, template_refusals
from ouvrage.taskui.errors import AnswerTooLong, MarkupMalformed, WidgetUnreadable
from ouvrage.taskui.scripted import ScriptedPage, script_lines, scripted_page

SOURCE = """<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<style>p { color: teal }</style><!-- <script>never()</script> -->
<crowd-form><p style="margin: 0" onclick="go()" data-kind="x">{{ task.input.text }}</p>
<button type="button" id="go">Go</button><canvas width="10" height="10"></canvas>
<input type="hidden" name="found" required><input type="range" id="zoom">
<crowd-classifier name="c" categories="['a', 'b']" header="Which?"></crowd-classifier>
</crowd-form>
<script>const text = {{ task.input.text | to_json | skip_autoescape }};</script>
<script type="text/template" id="row"><b>row</b></script>"""
ROW = {"text": "One </script> & two"}


def page_of(source: str, row: dict[str, str] | None = None) -> ScriptedPage:
    return scripted_page(
        compile_template(source), row or {}, media_url=lambda name: f"/media/{name}"
    )


def told(source: str, row: dict[str, str] | None = None) -> list[str]:
    return [str(one) for one in template_refusals(source, row, scripted=True)]


def test_scripts_and_styles_stand_beside_the_markup_in_their_order() -> None:
    page = page_of(SOURCE, ROW)
    assert page.styles == ("p { color: teal }",)
    assert page.scripts == (
        '<script>const text = "One \\u003c/script> & two";</script>',
        '<script type="text/template" id="row"><b>row</b></script>',
    )
    assert '<p style="margin: 0" onclick="go()" data-kind="x">' in page.html
    assert "One &lt;/script&gt; &amp; two</p>" in page.html
    assert '<button type="button" id="go">Go</button>' in page.html
    assert '<input type="hidden" name="found" required="">' in page.html
    assert "<fieldset" in page.html
    assert "crowd-" not in page.html.replace('data-element="crowd-classifier"', "")
    assert "never" not in page.html


def test_what_a_page_with_scripts_asks_is_read_as_of_any_page() -> None:
    fields = task_fields(compile_template(SOURCE), ROW)
    assert [(one.name, one.kind, one.required) for one in fields if one.name] == [
        ("found", FieldKind.TEXT, True),
        ("c", FieldKind.CHOICE, True),
    ]
    form = framed_values('[["found", "7"], ["c", "b"], ["client_key", "forged"]]')
    assert read_answer(fields, form) == {"found": "7", "c": "b"}
    assert draft_values(fields, form) == {"found": ["7"], "c": ["b"]}


def test_files_are_handed_over_by_number_and_only_those_that_were_granted() -> None:
    source = """<input name="a"><img src="{{ task.input.x | grant_read_access }}" alt="">
    <img src="/my-data/" alt=""><audio controls src="{{ 'b.mp3' | media }}"></audio>
    <img src="{{ task.input.x | media }}" alt="">"""
    page = page_of(source, {"x": "a.png"})
    assert page.media == ("/media/a.png", "/media/b.mp3")
    assert page.html.count('data-media="0"') == 2
    assert '<audio controls="" data-media="1">' in page.html
    assert 'src="/my-data/"' in page.html


def test_a_draft_stands_in_the_controls_and_the_scripts_stay() -> None:
    template = compile_template(SOURCE)
    page = scripted_page(template, ROW, values={"found": ['"7"'], "c": ["b"]})
    assert '<input type="hidden" name="found" required="" value="&quot;7&quot;">' in page.html
    assert 'value="b" required="" data-element="crowd-classifier" checked=""' in page.html
    assert len(page.scripts) == 2


def test_a_script_that_never_ends_is_told_with_its_line() -> None:
    with pytest.raises(MarkupMalformed, match="line 2"):
        page_of("<p>x</p>\n{{ '<script>' | skip_autoescape }}let a")


def test_the_check_lets_scripts_be_and_names_their_lines() -> None:
    assert told(SOURCE, ROW) == []
    assert script_lines(SOURCE) == (8, 9)
    assert template_notices(SOURCE, scripted=True) == ()
    undeclared = [str(one) for one in template_refusals(SOURCE, ROW)]
    assert (
        "The script on line 8 would not run. Remove it, or declare that the page has scripts."
        in undeclared
    )


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (
            '<script src="https://cdn.example.org/d3.js"></script>',
            "The script on line 2 comes from another place. Put its text in the page itself.",
        ),
        (
            "<crowd-bounding-box name='b' labels=\"['x']\"></crowd-bounding-box>",
            'The element "crowd-bounding-box" on line 2 cannot stand in a page with scripts. '
            "Remove it.",
        ),
        (
            "<iframe></iframe>",
            'The element "iframe" on line 2 is not possible in a task page. Remove it.',
        ),
        (
            '<img src="https://pictures.example.org/a.png" alt="">',
            "A page with scripts shows uploaded files only, not those of pictures.example.org. "
            "Upload them.",
        ),
    ],
)
def test_what_would_not_work_in_the_frame_is_told(part: str, sentence: str) -> None:
    assert told(f'<input name="a">\n{part}', {}) == [sentence]


def test_a_style_sheet_of_another_host_is_left_out_and_told() -> None:
    source = '<input name="a">\n<link rel="stylesheet" href="https://x.example.org/a.css">'
    assert told(source, {}) == []
    (notice,) = template_notices(source, scripted=True)
    assert notice.params == {"line": 2}


def test_an_answer_from_a_frame_is_read_back_as_it_was() -> None:
    values = {"a": ["1", "2"], "é": ['"\n'], "empty": [""]}
    assert framed_values(framed_text(values)) == values
    assert framed_values("") == {}
    assert framed_text({}) == ""


@pytest.mark.parametrize(
    "text", ["{", '{"a": "b"}', '["a"]', '[["a"]]', '[["a", 1]]', '[["a", "b", "c"]]', "7"]
)
def test_an_answer_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(WidgetUnreadable, match="did not arrive whole"):
        framed_values(text)


def test_an_answer_of_two_megabytes_is_refused_with_both_numbers() -> None:
    text = framed_text({"a": ["x" * 2_000_000]})
    with pytest.raises(AnswerTooLong) as refused:
        framed_values(text)
    assert refused.value.params == {"length": 2_000_010, "most": ANSWER_BYTES_MAX}


def test_the_check_still_refuses_a_page_that_asks_nothing() -> None:
    assert told("<p>Nothing</p><script>1</script>") == [
        "The template asks nothing. Add a control with a name, such as a text area or a choice."
    ]
    with pytest.raises(Refusals):
        page_of("{{ task.input.absent }}")
