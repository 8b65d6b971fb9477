"""Templates of the field, as they are: what a person sees, what is asked, what comes out."""

from collections.abc import Mapping

import pytest

from ouvrage.base.errors import Refusal
from ouvrage.taskui import (
    FieldKind,
    JsonValue,
    compile_template,
    documented,
    fill,
    form_values,
    project_fields,
    read_answer,
    row_fields,
    task_page,
    template_refusals,
)
from tests.libraries.taskui.browser import sent_by
from tests.libraries.taskui.crowd import (
    IMAGE_CLASSIFICATION,
    MODERATION,
    SURVEY,
    TEXT_CATEGORIES,
)

Row = Mapping[str, JsonValue]
PICTURE = {"source-ref": "cat.jpg"}
LABELS: list[JsonValue] = [
    {"name": "Gore", "parentName": "Violence"},
    {"name": "Corpses", "parentName": "Violence"},
]


def address(name: str) -> str:
    return f"/media/{name}"


def page_of(source: str, row: Row) -> str:
    return task_page(compile_template(source), row, media_url=address).html


def flat(html: str) -> str:
    return " ".join(html.split())


def content(source: str, row: Row, form: dict[str, list[str]]) -> dict[str, JsonValue]:
    """What the elements give once this form is sent."""
    fields = task_page(compile_template(source), row).fields
    return documented(fields, read_answer(fields, form))


def refused(source: str, row: Row, form: dict[str, list[str]]) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as caught:
        read_answer(task_page(compile_template(source), row).fields, form)
    return [(refusal.field, refusal.code) for refusal in caught.value.each()]


@pytest.mark.parametrize(
    ("source", "row"),
    [
        (IMAGE_CLASSIFICATION, PICTURE),
        (SURVEY, {}),
        (TEXT_CATEGORIES, {"labels": ["x"], "source": "<b>bold</b>"}),
        (MODERATION, {"image": "a.png", "labels": LABELS}),
    ],
)
def test_templates_of_the_field_pass_as_they_are(source: str, row: Row) -> None:
    assert template_refusals(source, row) == ()
    html = page_of(source, row)
    assert "<crowd-" not in html
    assert "<script" not in html


def test_an_image_classifier_is_a_picture_and_radios() -> None:
    """ACC-3: works without scripts; the order is instructions, picture, choices."""
    html = flat(page_of(IMAGE_CLASSIFICATION, PICTURE))
    order = [
        "Look at the whole picture.",
        "<summary>What counts as what</summary>",
        '<img src="/media/cat.jpg" alt="The image of this task">',
        "<legend>Which animal is this?</legend>",
        'value="Cat" required="" id="choice-animal" data-element="crowd-image-classifier"> Cat',
        "> It&#x27;s none of them</label>",
        '<label for="comment-animal">What made you sure?</label>',
    ]
    assert [html.index(part) for part in order] == sorted(html.index(part) for part in order)


def test_an_image_classifier_gives_its_label_and_its_comment() -> None:
    form = {"animal": ["Cat"], "animal-comment": ["The ears."]}
    assert content(IMAGE_CLASSIFICATION, PICTURE, form) == {
        "animal": {"label": "Cat", "workerComment": "The ears."}
    }
    assert content(IMAGE_CLASSIFICATION, PICTURE, {"animal": ["It's none of them"]}) == {
        "animal": {"label": "It's none of them"}
    }
    assert refused(IMAGE_CLASSIFICATION, PICTURE, {}) == [("animal", "answer_missing")]
    assert refused(IMAGE_CLASSIFICATION, PICTURE, {"animal": ["Cow"]}) == [
        ("animal", "answer_not_an_option")
    ]


def test_a_form_gives_what_each_of_its_elements_documents() -> None:
    form = {
        "favourite": ["wren"],
        "seen": ["owl", "wren"],
        "howMuch": ["7"],
        "robin_crow": ["crow"],
        "again": ["on"],
        "essay": ["Small.\r\nLoud."],
    }
    assert content(SURVEY, {}, form) == {
        "favourite": "wren",
        "seen": {"wren": True, "magpie": False, "owl": True},
        "howMuch": "7",
        "robin": {"better": False},
        "crow": {"better": True},
        "again": {"on": True},
        "essay": "Small.\nLoud.",
    }


def test_what_was_left_empty_is_false_or_absent() -> None:
    assert content(SURVEY, {}, {"favourite": ["wren"]}) == {
        "favourite": "wren",
        "seen": {"wren": False, "magpie": False, "owl": False},
        "robin": {"better": False},
        "crow": {"better": False},
        "again": {"on": False},
    }


def test_answers_of_a_form_are_stored_as_plain_values() -> None:
    fields = task_page(compile_template(SURVEY), {}).fields
    kinds = {field.name: field.kind for field in fields}
    assert kinds == {
        "favourite": FieldKind.TEXT,
        "seen": FieldKind.CHOICES,
        "howMuch": FieldKind.NUMBER,
        "robin_crow": FieldKind.CHOICE,
        "again": FieldKind.CHOICES,
        "essay": FieldKind.TEXT,
    }
    form = {"favourite": ["wren"], "seen": ["owl"], "howMuch": ["7"], "robin_crow": ["robin"]}
    assert read_answer(fields, form) == {
        "favourite": "wren",
        "seen": ["owl"],
        "howMuch": 7,
        "robin_crow": "robin",
        "again": [],
    }


def test_an_answer_comes_back_into_the_form() -> None:
    page = task_page(compile_template(SURVEY), {})
    answer = read_answer(page.fields, {"favourite": ["wren"], "seen": ["owl"], "howMuch": ["7"]})
    again = sent_by(fill(page.html, form_values(answer, page.fields)))
    assert read_answer(page.fields, again) == answer


def test_what_follows_a_slider_that_closes_itself_stays() -> None:
    html = flat(page_of(SURVEY, {}))
    slider = html.index('<input type="range" name="howMuch" min="1" max="10" step="1" value="1"')
    assert slider < html.index("<p>Which one sings better?</p>")
    assert 'aria-label="howMuch" data-element="crowd-slider"></span> <p>Which' in html


def test_what_follows_an_input_that_nobody_closed_stays() -> None:
    html = page_of('<crowd-form><crowd-input name="a"><p>after</p></crowd-form>', {})
    assert html.endswith("<p>after</p>")


def test_sending_is_the_portals() -> None:
    assert "Submit" not in page_of(SURVEY, {})


def test_several_categories_or_none_but_not_both() -> None:
    row: Row = {"labels": ["Good & new", "Bad"], "source": "<b>x</b><script>1</script>"}
    html = page_of(TEXT_CATEGORIES, row)
    assert '<div class="target"><b>x</b></div>' in html
    both = {"category": ["Bad", "Good & new"]}
    assert content(TEXT_CATEGORIES, row, both) == {"category": {"labels": ["Good & new", "Bad"]}}
    none = {"category": ["None of the above"]}
    assert content(TEXT_CATEGORIES, row, none) == {"category": {"labels": []}}
    assert refused(TEXT_CATEGORIES, row, {}) == [("category", "answer_missing")]
    mixed = {"category": ["Bad", "None of the above"]}
    assert refused(TEXT_CATEGORIES, row, mixed) == [("category", "choice_stands_alone")]


def test_moderation_gives_whole_objects_under_the_services_own_name() -> None:
    row: Row = {"image": "a.png", "labels": LABELS}
    key = "AWS/Rekognition/DetectModerationLabels/Image/V3"
    assert content(MODERATION, row, {"ModerationLabels": ["Corpses"]}) == {
        key: {"ModerationLabels": [{"name": "Corpses", "parentName": "Violence"}]}
    }
    assert content(MODERATION, row, {"ModerationLabels": ["None"]}) == {
        key: {"ModerationLabels": []}
    }


def test_categories_of_a_row_belong_to_that_row() -> None:
    source, first, second = TEXT_CATEGORIES, {"labels": ["a"], "source": ""}, {"labels": ["b"]}
    fields = project_fields(compile_template(source), first)
    assert [(one.name, one.options, one.dynamic) for one in fields] == [("category", (), True)]
    stored = [{"name": "category", "dynamic": True, **STORED}]
    (field,) = row_fields(source, stored, {**second, "source": ""})
    assert field.options == ("b", "None of the above")


STORED = {
    **{"kind": "choices", "options": [], "required": True, "label": "", "anchor": ""},
    **{"maxlength": None, "minimum": None, "maximum": None},
}


def test_plain_controls_are_documented_like_those_of_a_crowd_form() -> None:
    source = (
        "<input type=radio name=r value=a><input type=radio name=r value=b>"
        "<input type=checkbox name=c value=x><select name=s><option>one<option>two</select>"
        "<input type=number name=n><input name=t>"
    )
    form = {"r": ["b"], "s": ["two"], "n": ["2.50"], "t": ["hm"]}
    assert content(source, {}, form) == {
        "r": {"a": False, "b": True},
        "c": {"x": False},
        "s": "two",
        "n": "2.5",
        "t": "hm",
    }


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            '<crowd-alert type="error" dismissible>Careful</crowd-alert>',
            '<div class="notice error" role="note">Careful</div>',
        ),
        ('<crowd-badge label="3"/>', '<span class="tag">3</span>'),
        (
            '<crowd-card heading="A &amp; b" image="javascript:x">c</crowd-card>',
            '<section class="card"><h3>A &amp; b</h3>c</section>',
        ),
        (
            '<crowd-tabs><crowd-tab header="One">1</crowd-tab></crowd-tabs>',
            '<section class="tab"><h3>One</h3>1</section>',
        ),
        (
            '<crowd-modal link-text="See">x</crowd-modal>',
            '<details class="more"><summary>See</summary>x</details>',
        ),
        (
            '<crowd-toast duration="5000" opened>Soon gone</crowd-toast>',
            '<div class="notice" role="note">Soon gone</div>',
        ),
        (
            '<crowd-button href="https://example.org/">Guide</crowd-button>',
            '<a href="https://example.org/" target="_blank" rel="noopener noreferrer">Guide</a>',
        ),
        ('<crowd-button href="javascript:x">Guide</crowd-button>', "Guide"),
        ('<crowd-button form-action="reset">Reset</crowd-button>', ""),
        ('<crowd-fab icon="help" title="Help"/><crowd-icon-button icon="x"/>', ""),
        ('<short-instructions><img src="a.png" alt="b"></short-instructions>', None),
        ("<full-instructions></full-instructions>", ""),
        (
            '<crowd-input name="a" label="Say" type="number" max-length="5" disabled required/>',
            '<label class="prompt" for="field-a">Say</label><input name="a" id="field-a"'
            ' maxlength="5" disabled="" data-element="crowd-input" type="number" dir="auto">',
        ),
        (
            '<crowd-radio-button name="a" value="b"></crowd-radio-button>',
            '<label class="choice"><input type="radio" name="a" value="b"'
            ' data-element="crowd-radio-button"> b</label>',
        ),
    ],
)
def test_each_element_becomes_plain_html(source: str, html: str | None) -> None:
    made = page_of(source, {})
    assert made == html if html is not None else "<img" in made


def test_our_own_words_are_in_the_readers_language() -> None:
    template = compile_template("<crowd-instructions><positive-example>x</positive-example>")
    french = {"Good example": "Bon <exemple>"}
    page = task_page(template, {}, translate=lambda word: french.get(word, word))
    assert "<h3>Bon &lt;exemple&gt;</h3>" in page.html


@pytest.mark.parametrize(
    ("source", "row", "code"),
    [
        ("<crowd-classifier name=a categories='[a]'></crowd-classifier>", {}, "literal_not_read"),
        (
            "<crowd-classifier name=a categories='{{ task.input.c }}'></crowd-classifier>",
            {"c": "one, two"},
            "row_literal_not_read",
        ),
        (
            "<crowd-classifier name=a categories='{{ task.input.c }}'></crowd-classifier>",
            {"c": "[]"},
            "row_literal_not_read",
        ),
        ("<crowd-classifier name=a></crowd-classifier>", {}, "literal_not_read"),
        ("<crowd-input></crowd-input>", {}, "field_without_name"),
        ("<crowd-input name='client_key'></crowd-input>", {}, "field_name_reserved"),
        ("<crowd-alert>Nothing asked</crowd-alert>", {}, "no_answer_field"),
        ("<crowd-input name=a></crowd-input><script>go()</script>", {}, "script_not_run"),
    ],
)
def test_what_cannot_work_is_told_before_anybody_works_on_it(
    source: str, row: Row, code: str
) -> None:
    assert [refusal.code for refusal in template_refusals(source, row)] == [code]


def test_a_script_is_named_with_its_line() -> None:
    source = f"{SURVEY}\n<script>document.querySelector('crowd-form').onsubmit = check</script>"
    (refusal,) = template_refusals(source, {})
    line = len(SURVEY.splitlines()) + 2
    assert str(refusal) == (
        f"The script on line {line} would not run. Remove it, or declare that the page has scripts."
    )


@pytest.mark.parametrize(
    "source",
    [
        "<crowd-checkbox name=a value='\"><script>x</script>'>v</crowd-checkbox>",
        "<crowd-classifier name=a header='<b onclick=x>' categories=\"['<script>x</script>']\">"
        "</crowd-classifier>",
        "<crowd-text-area name=a value='</textarea><script>x</script>'></crowd-text-area>",
        "<crowd-input name=a label='<img src=x onerror=y>' placeholder='\" autofocus x=\"'/>",
    ],
)
def test_nothing_that_attributes_hold_becomes_markup(source: str) -> None:
    html = page_of(source, {})
    assert "<script" not in html
    assert "<img" not in html
    assert "<b" not in html
