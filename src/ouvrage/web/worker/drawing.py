"""Between a task's template and these pages: drawing it, reading its answer, keeping its draft.

A draft holds what each control sent; an answer that could not be used is kept as a draft too, in
the shape of an answer. `_values` reads both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from ouvrage.base.errors import Refusal
from ouvrage.people.queries import organisation
from ouvrage.taskui import (
    AnswerField,
    FieldKind,
    JsonValue,
    compile_template,
    draft_values,
    fill,
    form_values,
    framed_text,
    framed_values,
    read_answer,
    row_fields,
    task_page,
)
from ouvrage.taskui.fields import ITEM_MARK
from ouvrage.web.shell.chains import chain_rows
from ouvrage.web.shell.elements import ElementFiles, element_files
from ouvrage.web.shell.framed import ANSWER_FIELD, allow_frame, framed
from ouvrage.web.shell.refusals import sentence
from ouvrage.work.errors import ScriptsWithdrawn
from ouvrage.work.queries import Project, ProjectInHand, instructions, media_resolver
from ouvrage.work.queries import project as project_of

Data = Mapping[str, JsonValue]
INSTRUCTIONS_KEPT = 500
CHOOSING = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})


@dataclass(frozen=True, slots=True)
class Complaint:
    """A sentence about one question; `anchor` is where it is on the page, when it can be told."""

    label: str
    sentence: str
    anchor: str


@dataclass(frozen=True, slots=True)
class DrawnTask:
    """A task as it is shown, and the questions it asks."""

    html: SafeString
    fields: tuple[AnswerField, ...]
    elements: tuple[str, ...]

    def files(self) -> ElementFiles:
        """What a page on which the task is done loads for it."""
        choosing = any(field.kind in CHOOSING for field in self.fields)
        return element_files(self.elements, choosing=choosing)

    def complaints(self, refusal: Refusal) -> list[Complaint]:
        """What must change before the answer can be sent, question by question."""
        by_name = {field.name: field for field in self.fields}
        return [complaint(each, by_name.get(each.field)) for each in refusal.each()]


def complaint(refusal: Refusal, field: AnswerField | None) -> Complaint:
    """What must change about one question, in the reader's language."""
    if field is None:
        return Complaint("", sentence(refusal), "")
    return Complaint(field.label or field.name, sentence(refusal), field.anchor)


def draw_task(
    project: Project | ProjectInHand, data: Data, person_id: str, *, kept: Data | None = None
) -> DrawnTask:
    """The task for this person, its controls filled with the draft or answer that was kept.

    Of a page with scripts only what was answered is drawn: the page itself stands in its frame.
    """
    if project.scripted:
        fields = tuple(_fields(project, data))
        return DrawnTask(_said(fields, kept or {}), fields, ())
    page = task_page(
        compile_template(project.template),
        data,
        media_url=media_resolver(project.id, person_id),
        translate=gettext,
    )
    html = page.html if not kept else fill(page.html, _values(kept, page.fields))
    return DrawnTask(mark_safe(html), page.fields, page.elements)  # noqa: S308 - sanitised by taskui


def frame_task(
    project: Project | ProjectInHand, data: Data, person_id: str, *, kept: Data | None = None
) -> dict[str, object]:
    """The task of a page with scripts, for `shell/parts/framed.html`; only while those may run."""
    requester = organisation(project.organisation_id)
    if not requester.scripts_allowed:
        raise ScriptsWithdrawn
    values = _values(kept, _fields(project, data)) if kept else {}
    found = framed(
        project.template,
        data,
        media_url=media_resolver(project.id, person_id),
        language=get_language(),
        values=values,
    )
    return {"framed": found, "framed_by": requester.name, "answer": framed_text(values)}


def _said(fields: Sequence[AnswerField], kept: Data) -> SafeString:
    """What was answered, question by question, as words."""
    values = _values(kept, fields)
    rows = [(field.label or field.name, values.get(field.name, [])) for field in fields]
    return render_to_string("worker/parts/said.html", {"rows": rows}) if kept else SafeString("")


def task_response(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    media_hosts: Sequence[str],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page with a task on it, which may load files from these other hosts and from no other."""
    response = render(request, template, dict(context), status=status)
    hosts = [f"https://{host}" for host in media_hosts]
    policy = {"img-src": [SELF, "data:", *hosts], "media-src": [SELF, *hosts]}
    setattr(response, "_csp_replace", policy)  # noqa: B010 - as django-csp's decorator does
    return allow_frame(response) if context.get("framed") else response


def _values(kept: Data, fields: Sequence[AnswerField]) -> dict[str, list[str]]:
    values = form_values(kept, fields)
    for name, value in kept.items():
        if ITEM_MARK in name and isinstance(value, list):
            values[name] = [str(one) for one in value]
    return values


@lru_cache(maxsize=INSTRUCTIONS_KEPT)
def instructions_html(project_id: str, version: int, language: str) -> SafeString:
    """A version of the instructions as it stands beside a task; a version never changes.

    The text is that of `language`, which is the active one.
    """
    found = instructions(project_id, version)
    if found is None:
        return SafeString("")
    return render_to_string("worker/parts/instructions.html", {"instructions": found})


@lru_cache(maxsize=INSTRUCTIONS_KEPT)
def chain_html(project_id: str, chain_hash: str, end_client: str, language: str) -> SafeString:
    """The chain behind a project as it stands beside a task; its hash names what it says."""
    chain = chain_rows(project_of(project_id))
    return render_to_string("shell/parts/chain.html", {"chain": chain})


def read_task_answer(project: ProjectInHand, data: Data, sent: QueryDict) -> dict[str, JsonValue]:
    """The answer in the form, checked; raises `Refusals` question by question."""
    return read_answer(_fields(project, data), _form(project, sent))


def draft_from(project: ProjectInHand, data: Data, sent: QueryDict) -> dict[str, list[str]]:
    """What of the form is worth keeping, whatever its state."""
    return draft_values(_fields(project, data), _form(project, sent))


def _fields(project: Project | ProjectInHand, data: Data) -> Sequence[AnswerField]:
    return row_fields(project.template, project.fields, data)


def _form(project: ProjectInHand, sent: QueryDict) -> dict[str, list[str]]:
    if project.scripted:
        return framed_values(sent.get(ANSWER_FIELD, ""))
    return {name: [str(value) for value in values] for name, values in sent.lists()}
