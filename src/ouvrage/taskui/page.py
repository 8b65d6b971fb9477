"""One task's page, ready for a browser: rendered, sanitised, filled with what was typed before.

page = task_page(compile_template(source), row, media_url=url_of)
page.html, page.fields
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ouvrage.taskui.bounded import MediaUrl
from ouvrage.taskui.check import dynamic_fields
from ouvrage.taskui.fill import fill
from ouvrage.taskui.liquid import JsonValue, Template, render
from ouvrage.taskui.markup import SafeHtml
from ouvrage.taskui.parse import AnswerField, answer_fields, without_options
from ouvrage.taskui.sanitize import sanitized


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A page without its draft, and what it asks."""

    html: SafeHtml
    fields: tuple[AnswerField, ...]


def task_html(
    template: Template,
    row: Mapping[str, JsonValue],
    *,
    media_url: MediaUrl = str,
    values: Mapping[str, Sequence[str]] | None = None,
) -> SafeHtml:
    """The page for one row, safe to put in a document; `values` are put into its controls."""
    html = sanitized(render(template, row, media_url))
    return html if values is None else fill(html, values)


def task_page(
    template: Template, row: Mapping[str, JsonValue], *, media_url: MediaUrl = str
) -> TaskPage:
    """The page for one row with its fields, made once where both are needed."""
    html = task_html(template, row, media_url=media_url)
    return TaskPage(html, answer_fields(html))


def task_fields(template: Template, row: Mapping[str, JsonValue]) -> tuple[AnswerField, ...]:
    """What is asked about one row: the fields to read its answer with."""
    return answer_fields(task_html(template, row))


def project_fields(template: Template, sample: Mapping[str, JsonValue]) -> tuple[AnswerField, ...]:
    """What is asked about any row: as for the sample, without the options that only it has."""
    return without_options(task_fields(template, sample), dynamic_fields(template))
