"""A task page as a worker will see it, for a preview: made, sanitised, with a sample row.

The row is the first of the project's data when it has the columns, else a sample of the preset,
else each column's own name. Pictures of samples are one drawn picture of ours, recordings one short
sound.
"""

from collections.abc import Callable, Mapping

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ouvrage.base.errors import Refusal
from ouvrage.taskui.check import template_notices, template_refusals
from ouvrage.taskui.liquid import JsonValue, columns_used, compile_template
from ouvrage.taskui.page import task_html
from ouvrage.taskui.presets import Preset, preset_of
from ouvrage.web.requester.lint import Lint
from ouvrage.web.requester.place import ProjectPlace
from ouvrage.web.shell.refusals import sentence
from ouvrage.work import queries as work

Row = Mapping[str, JsonValue]


def sample_media(name: str) -> str:
    """The address of the picture, or the sound, that stands for any of a sample."""
    sound = name.endswith((".wav", ".mp3"))
    return static("requester/sample.wav" if sound else "requester/sample.svg")


def preset_html(preset: Preset) -> SafeString:
    """The preset's page with its own question, options and first sample."""
    template = compile_template(preset.source_with(translate=gettext))
    html = task_html(template, preset.samples[0], media_url=sample_media, translate=gettext)
    return _safe(html)


def preview_of(place: ProjectPlace, source: str) -> tuple[SafeString, list[Refusal]]:
    """The page that the source makes, and what its author should change."""
    row, address = _row_for(place, source)
    found = list(template_refusals(source, row, address))
    if found:
        return SafeString(""), found
    page = task_html(compile_template(source), row, media_url=address, translate=gettext)
    return _safe(page), []


def notices_of(source: str, lint: Lint) -> list[str]:
    """What the author may want to change in a page that can be drawn, in the reader's language."""
    return [sentence(notice) for notice in (*template_notices(source), *lint.notices)]


def _row_for(place: ProjectPlace, source: str) -> tuple[Row, Callable[[str], str]]:
    try:
        columns = columns_used(compile_template(source))
    except Refusal:
        return {}, sample_media
    task = work.first_task(place.project.id)
    if task is not None and columns <= task.data.keys():
        return task.data, work.media_resolver(place.project.id, place.actor.id)
    preset = preset_of(place.project.preset)
    if preset is not None and columns <= preset.samples[0].keys():
        return preset.samples[0], sample_media
    return {column: column for column in columns}, sample_media


def _safe(html: str) -> SafeString:
    """`taskui` returns sanitised pages only, so they stand in ours as they are."""
    return mark_safe(html)  # noqa: S308
