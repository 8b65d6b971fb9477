"""The task page's language: HTML with Liquid, plain form controls, no script.

    refusals = template_refusals(source, sample_row)          what the author should change
    template = compile_template(source)                       cached by source
    task_html(template, row, media_url=…, values=draft)       what the worker sees
    read_answer(task_fields(template, row), posted_form)      what the worker said

A page works as a plain HTML form. Whatever a template or a row contains, only the vocabulary's
elements reach a browser, and rendering ends early.
"""

from ouvrage.taskui.answers import (
    draft_values,
    form_values,
    framed_text,
    framed_values,
    read_answer,
)
from ouvrage.taskui.check import field_notices, template_notices, template_refusals
from ouvrage.taskui.documented import documented, readable
from ouvrage.taskui.effort import seconds_least
from ouvrage.taskui.fields import ITEM_MARK, AnswerField, FieldKind
from ouvrage.taskui.fill import fill
from ouvrage.taskui.liquid import (
    JsonValue,
    Template,
    column_refusals,
    columns_used,
    compile_template,
    render,
)
from ouvrage.taskui.markup import SafeHtml
from ouvrage.taskui.page import (
    TaskPage,
    project_fields,
    row_fields,
    row_images,
    stored_fields,
    task_fields,
    task_html,
    task_page,
)
from ouvrage.taskui.parse import answer_fields
from ouvrage.taskui.presets import GALLERY, Option, Preset, PresetColumn, preset_of
from ouvrage.taskui.sanitize import sanitized

__all__ = [
    "GALLERY",
    "ITEM_MARK",
    "AnswerField",
    "FieldKind",
    "JsonValue",
    "Option",
    "Preset",
    "PresetColumn",
    "SafeHtml",
    "TaskPage",
    "Template",
    "answer_fields",
    "column_refusals",
    "columns_used",
    "compile_template",
    "documented",
    "draft_values",
    "field_notices",
    "fill",
    "form_values",
    "framed_text",
    "framed_values",
    "preset_of",
    "project_fields",
    "read_answer",
    "readable",
    "render",
    "row_fields",
    "row_images",
    "sanitized",
    "seconds_least",
    "stored_fields",
    "task_fields",
    "task_html",
    "task_page",
    "template_notices",
    "template_refusals",
]
