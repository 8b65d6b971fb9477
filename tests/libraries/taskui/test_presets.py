"""Every preset works as shown, and whatever a requester types into it."""

import re
from collections.abc import Callable

import orjson
import pytest

from ouvrage.base.errors import Refusal
from ouvrage.taskui import (
    GALLERY,
    AnswerField,
    FieldKind,
    JsonValue,
    Option,
    Preset,
    columns_used,
    compile_template,
    fill,
    form_values,
    preset_of,
    read_answer,
    render,
    sanitized,
    task_html,
    task_page,
    template_refusals,
)
from ouvrage.taskui.markup import Piece, SafeHtml, pieces
from tests.libraries.taskui.browser import sent_by

EACH = pytest.mark.parametrize("preset", GALLERY, ids=lambda preset: preset.key)
SAMPLES = pytest.mark.parametrize(
    ("preset", "row"),
    [(preset, row) for preset in GALLERY for row in preset.samples],
    ids=lambda value: getattr(value, "key", None) or "row",
)
HOSTILE = ["{{ task.input.secret }}", '"><script>x</script>', "{% for %}", "l'été & co", "]] [%"]


def test_the_gallery_holds_the_promised_kinds() -> None:
    assert [preset.key for preset in GALLERY] == [
        "classification",
        "multilabel",
        "entity_matching",
        "short_text",
        "image_transcription",
        "image_classification",
        "table_filling",
        "search_relevance",
        "ranking",
        "survey",
        "image_boxes",
        "image_outlines",
        "image_points",
        "image_surfaces",
        "image_instances",
        "names_in_text",
        "answer_preference",
        "text_questions",
        "moderation",
        "answer_checking",
        "answer_rating",
        "chat_intent",
        "advertisement_relevance",
        "translation",
        "document_fields",
        "audio_classification",
        "audio_transcription",
        "transcript_correction",
        "audio_segments",
    ]
    assert preset_of("survey") is GALLERY[9]
    assert preset_of("nothing") is None


@EACH
def test_a_preset_reads_the_columns_it_names(preset: Preset) -> None:
    named = {column.name for column in preset.columns}
    assert columns_used(compile_template(preset.source)) == named
    assert all(set(row) == named for row in preset.samples)


@SAMPLES
def test_a_preset_works_for_its_samples(preset: Preset, row: dict[str, JsonValue]) -> None:
    assert template_refusals(preset.source, row) == ()


@SAMPLES
def test_the_sanitiser_takes_nothing_from_a_preset(
    preset: Preset, row: dict[str, JsonValue]
) -> None:
    page = render(compile_template(preset.source), row).replace(" required>", ' required="">')
    page = re.sub(r'\n *(?=[a-z-]+=")', " ", page).replace('"\n>', '">')
    assert _read(sanitized(page)) == _read(SafeHtml(page))


@SAMPLES
def test_a_preset_can_be_answered(preset: Preset, row: dict[str, JsonValue]) -> None:
    template = compile_template(preset.source)
    page = task_page(template, row)
    answer = {field.name: _answer(field) for field in page.fields}
    filled = task_html(template, row, values=form_values(answer, page.fields))
    assert filled == fill(page.html, form_values(answer, page.fields))
    assert read_answer(page.fields, sent_by(filled)) == answer


@EACH
def test_every_control_of_a_preset_has_a_label(preset: Preset) -> None:
    page = task_page(compile_template(preset.source), preset.samples[0])
    assert [field.name for field in page.fields if not field.label] == []


@EACH
def test_every_image_of_a_preset_has_a_text(preset: Preset) -> None:
    html = task_html(compile_template(preset.source), preset.samples[0])
    images = [piece.attributes() for piece in pieces(html) if piece.name == "img"]
    assert all(image.get("alt") for image in images)


@EACH
def test_what_a_requester_types_stays_text(preset: Preset) -> None:
    options = HOSTILE if preset.options else None
    source = preset.source_with(options=options, question="Is {{ this }} <b>ok</b>?")
    assert template_refusals(source, preset.samples[0]) == ()
    html = task_html(compile_template(source), preset.samples[0])
    text = "".join(_shown(piece) for piece in pieces(html))
    assert "Is {{ this }} <b>ok</b>?" in text
    assert all(option in text for option in options or [])


def test_options_become_the_values_of_the_answer() -> None:
    preset = GALLERY[5]
    source = preset.source_with(question="Which digit do you read?", options=list("0123456789"))
    (field,) = task_page(compile_template(source), {"image": "1.png"}).fields
    assert field.options == tuple("0123456789")
    assert field.required


def test_an_option_may_show_other_words_than_its_value() -> None:
    options = [Option("1", "Yes, the same"), Option("0", "No")]
    source = GALLERY[2].source_with(options=options)
    (field,) = task_page(compile_template(source), GALLERY[2].samples[0]).fields
    assert field.options == ("1", "0")


def test_the_preset_s_own_words_are_translated() -> None:
    source = GALLERY[0].source_with(translate=lambda sentence: f"«{sentence}»")
    assert '<p class="prompt">«Which category fits this text?»</p>' in source
    assert 'value="positive" required> «Positive»' in source


def test_a_table_has_the_columns_that_were_asked_for() -> None:
    source = GALLERY[6].source_with(options=["Date", "Unit price (€)"])
    fields = task_page(compile_template(source), {"image": "a.png"}).fields
    assert [field.name for field in fields[:2]] == ["row-1-date", "row-1-unit-price"]
    assert fields[1].label == "Unit price (€), 1"
    assert len(fields) == 10


def test_columns_of_like_names_stay_apart() -> None:
    source = GALLERY[6].source_with(options=["C", "C++", "#"])
    fields = task_page(compile_template(source), {"image": "a.png"}).fields
    assert [field.name for field in fields[:3]] == ["row-1-c", "row-1-c-2", "row-1-3"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["a"], "too_few_options"),
        ([], "too_few_options"),
        (["a", " a "], "option_repeated"),
        (["a", ""], "option_invalid"),
        (["a", "x" * 201], "option_invalid"),
        ([str(i) for i in range(101)], "too_many_options"),
    ],
)
def test_options_that_cannot_be_chosen_from_are_refused(options: list[str], code: str) -> None:
    with pytest.raises(Refusal) as caught:
        GALLERY[0].source_with(options=options)
    assert [refusal.code for refusal in caught.value.each()] == [code]


def _answer(field: AnswerField) -> JsonValue:
    match field.kind:
        case FieldKind.CHOICE:
            return field.options[-1]
        case FieldKind.CHOICES:
            return list(field.options[:1])
        case FieldKind.NUMBER:
            return 3
        case FieldKind.RANKING:
            return list(reversed(field.options))
        case FieldKind.TEXT:
            return "a <b> & c"
        case FieldKind.WIDGET:
            return WIDGET_ANSWERS[field.element](field)


def _order(field: AnswerField) -> JsonValue:
    dimensions = field.attributes["ordinal-ranking-dimensions"]
    responses = field.attributes["responses"]
    assert isinstance(dimensions, list)
    assert isinstance(responses, list)
    ranks: list[JsonValue] = list(range(1, len(responses) + 1))
    names = [one["name"] for one in dimensions if isinstance(one, dict)]
    return {"rankings": [{"name": name, "ranks": ranks} for name in names]}


SIZE: JsonValue = {"height": 60, "width": 80}
WIDGET_ANSWERS: dict[str, Callable[[AnswerField], JsonValue]] = {
    "crowd-bounding-box": lambda field: {
        "boundingBoxes": [
            {"height": 4, "label": field.options[0], "left": 1, "top": 2, "width": 3}
        ],
        "inputImageProperties": SIZE,
    },
    "crowd-polygon": lambda _: {"polygons": [], "inputImageProperties": SIZE},
    "crowd-keypoint": lambda field: {
        "keypoints": [{"label": field.options[-1], "x": 1, "y": 2.5}],
        "inputImageProperties": SIZE,
    },
    "crowd-semantic-segmentation": lambda field: {
        "inputImageProperties": SIZE,
        "labels": [{"label": field.options[0], "color": "#e69f00"}],
        "runs": [0, 4000, 1, 800],
    },
    "crowd-instance-segmentation": lambda field: {
        "inputImageProperties": SIZE,
        "instances": [
            {"label": field.options[0], "color": color} for color in ("#0000ff", "#e69f00")
        ],
        "runs": [1, 4000, 2, 800],
    },
    "crowd-entity-annotation": lambda field: {
        "entities": [{"startOffset": 0, "endOffset": 1, "label": field.options[0]}]
    },
    "crowd-text-ranking": _order,
    "crowd-question-answer-generation": lambda _: {
        "questionAnswers": [{"question": "Who?", "answer": "a <b> & c", "tags": []}]
    },
    "ouvrage-audio-transcription": lambda field: {
        "duration": 3.0,
        "segments": [
            {"start": 0.5, "end": 1.25, "label": field.options[0], "text": "a <b> & c"},
        ],
    },
}


def _shown(piece: Piece) -> str:
    """What a reader sees of a piece; of an element that is drawn, what its script shows."""
    if not piece.name.startswith(("crowd-", "ouvrage-")):
        return "" if piece.name else piece.text()
    values = list(piece.attributes().values())
    return "".join(values + [_texts(orjson.loads(one)) for one in values if one[:1] == "["])


def _texts(value: JsonValue) -> str:
    if isinstance(value, list):
        return "".join(_texts(one) for one in value)
    return "".join(map(str, value.values())) if isinstance(value, dict) else str(value)


def _read(page: SafeHtml) -> list[tuple[str, bool, dict[str, str], str]]:
    return [
        (piece.name, piece.closing, piece.attributes(), "" if piece.name else piece.text())
        for piece in pieces(page)
    ]
