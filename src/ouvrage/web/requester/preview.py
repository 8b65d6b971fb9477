"""A task page as a worker will see it, for a preview: made, sanitised, with a sample row.

The row is the first of the project's data when it has the columns, else a sample of the preset,
else each column's own name. Pictures of samples are one drawn picture of ours, recordings one short
sound.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from ouvrage.base.errors import Refusal
from ouvrage.taskui.check import template_notices, template_refusals
from ouvrage.taskui.liquid import JsonValue, columns_used, compile_template
from ouvrage.taskui.page import task_html
from ouvrage.taskui.presets import Preset, preset_of
from ouvrage.taskui.scripted import script_lines
from ouvrage.web.requester.lint import Lint, lint_of
from ouvrage.web.requester.place import ProjectPlace
from ouvrage.web.shell.framed import framed
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


@dataclass(frozen=True, slots=True)
class Preview:
    """The page that a source makes, in its frame if it runs scripts; or what is wrong with it."""

    html: SafeString = field(default_factory=SafeString)
    framed: Mapping[str, Any] = field(default_factory=dict)
    refusals: Sequence[Refusal] = ()
    notices: Sequence[str] = ()
    script_lines: Sequence[int] = ()
    lint: Lint | None = None

    @property
    def is_made(self) -> bool:
        """Whether there is a page to see."""
        return bool(self.html or self.framed)


def preview_of(place: ProjectPlace, source: str, *, scripted: bool) -> Preview:
    """The page as workers will see it, with what its author should know."""
    row, address = _row_for(place, source)
    found = template_refusals(source, row, address, scripted=scripted)
    if found:
        return Preview(refusals=found)
    notices = [sentence(notice) for notice in template_notices(source, scripted=scripted)]
    if scripted:
        frame = framed(source, row, media_url=address, language=get_language())
        return Preview(framed=frame, notices=notices, script_lines=script_lines(source))
    page = task_html(compile_template(source), row, media_url=address, translate=gettext)
    html = _safe(page)
    lint = lint_of(place, html)
    notices += [sentence(notice) for notice in lint.notices]
    return Preview(html=html, notices=notices, lint=lint)


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
