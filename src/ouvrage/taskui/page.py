"""One task's page, ready for a browser: rendered, sanitised, filled with what was typed before.

page = task_page(compile_template(source), row, media_url=url_of)
page.html, page.fields
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NotRequired, TypedDict, cast

from ouvrage.taskui.bounded import MediaUrl
from ouvrage.taskui.fields import AnswerField, FieldKind
from ouvrage.taskui.fill import fill
from ouvrage.taskui.liquid import JsonValue, Template, compile_template, render
from ouvrage.taskui.lowering import Lowered, lowered
from ouvrage.taskui.markup import SafeHtml
from ouvrage.taskui.parse import answer_fields, image_sources
from ouvrage.taskui.sanitize import sanitized
from ouvrage.taskui.variation import does_form_vary, dynamic_fields

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A page without its draft, what it asks, and the elements on it that are drawn by a script."""

    html: SafeHtml
    fields: tuple[AnswerField, ...]
    elements: tuple[str, ...] = ()


def task_html(
    template: Template,
    row: Mapping[str, JsonValue],
    *,
    media_url: MediaUrl = str,
    values: Mapping[str, Sequence[str]] | None = None,
    translate: Translate = str,
) -> SafeHtml:
    """The page for one row, safe to put in a document; `values` are put into its controls."""
    html = drawn(template, row, media_url, translate).html
    return html if values is None else fill(html, values)


def task_page(
    template: Template,
    row: Mapping[str, JsonValue],
    *,
    media_url: MediaUrl = str,
    translate: Translate = str,
) -> TaskPage:
    """The page for one row with its fields, made once where both are needed."""
    page = drawn(template, row, media_url, translate)
    return TaskPage(page.html, answer_fields(page.html), page.widgets)


def task_fields(template: Template, row: Mapping[str, JsonValue]) -> tuple[AnswerField, ...]:
    """What is asked about one row: the fields to read its answer with."""
    return answer_fields(drawn(template, row).html)


def row_images(source: str, row: Mapping[str, JsonValue]) -> dict[str, str]:
    """The image under each element that is drawn on, as the row names it; draws the row's page."""
    return image_sources(drawn(compile_template(source), row).html)


def drawn(
    template: Template,
    row: Mapping[str, JsonValue],
    media_url: MediaUrl = str,
    translate: Translate = str,
) -> Lowered:
    """The page for one row: rendered, sanitised, its crowd elements lowered."""
    page = sanitized(render(template, row, media_url))
    return lowered(page, media_url=media_url, translate=translate)


def project_fields(template: Template, sample: Mapping[str, JsonValue]) -> tuple[AnswerField, ...]:
    """What is asked about any row: as for the sample, without the options that only it has.

    When the form may differ from row to row, every field is marked dynamic.
    """
    varies, from_row = does_form_vary(template), dynamic_fields(template)
    return tuple(
        replace(
            field,
            options=() if field.name in from_row else field.options,
            attributes={} if varies or field.name in from_row else field.attributes,
            dynamic=varies or field.name in from_row,
        )
        for field in task_fields(template, sample)
    )


def row_fields(
    source: str, stored: Iterable[Mapping[str, object]], row: Mapping[str, JsonValue]
) -> tuple[AnswerField, ...]:
    """A project's questions as one row asks them: read from its own page when they depend on it."""
    fields = stored_fields(stored)
    if not fields or any(field.dynamic for field in fields):
        return task_fields(compile_template(source), row)
    return fields


def stored_fields(stored: Iterable[Mapping[str, object]]) -> tuple[AnswerField, ...]:
    """The fields from their JSON form, as `dataclasses.asdict` made it."""
    return tuple(_stored_field(cast("StoredField", field)) for field in stored)


class StoredField(TypedDict):
    """An `AnswerField` in JSON."""

    name: str
    kind: str
    options: list[str]
    required: bool
    label: str
    maxlength: int | None
    minimum: float | None
    maximum: float | None
    anchor: str
    dynamic: bool
    element: NotRequired[str]
    attributes: NotRequired[dict[str, JsonValue]]


def _stored_field(stored: StoredField) -> AnswerField:
    return AnswerField(
        name=stored["name"],
        kind=FieldKind(stored["kind"]),
        options=tuple(stored["options"]),
        required=stored["required"],
        label=stored["label"],
        maxlength=stored["maxlength"],
        minimum=stored["minimum"],
        maximum=stored["maximum"],
        anchor=stored["anchor"],
        dynamic=stored["dynamic"],
        element=stored.get("element", ""),
        attributes=stored.get("attributes", {}),
    )
