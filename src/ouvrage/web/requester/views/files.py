"""The step that brings the data: upload a file, see its first rows, map its columns, import.

Nothing is imported unless every row is right; what is wrong is listed by row and column.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.limits import IMPORT_ERRORS_SHOWN_MAX
from ouvrage.formats import Row, Table, open_table
from ouvrage.formats import preview as first_rows
from ouvrage.web.requester.forms.files import (
    MappingForm,
    ReadingForm,
    UploadForm,
    mapping_initial,
)
from ouvrage.web.requester.mapping import suggested_mapping
from ouvrage.web.requester.place import ProjectPlace, enter_project
from ouvrage.web.requester.views.steps import step_context
from ouvrage.web.requester.words import REFUSED
from ouvrage.web.shell.access import organisation_page
from ouvrage.web.shell.cells import shown
from ouvrage.web.shell.refusals import sentence
from ouvrage.work import actions
from ouvrage.work import queries as work
from ouvrage.work.access import Upload, upload_for_member


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def file(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """Takes the file and, when there is one, the archive of media."""
    place = enter_project(request, organisation_id, project_id)
    sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if sent else UploadForm()
    if place.project.template and form.is_valid():
        upload = _stored(place, form)
        if upload is not None:
            return redirect("requester:mapping", *place.address, upload.id)
    context = step_context(
        place,
        "file",
        form=form,
        batches=work.batches_of(project_id),
        media_count=work.media_count(project_id),
    )
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/step_file.html", context, status=status)


def _stored(place: ProjectPlace, form: UploadForm) -> Upload | None:
    """The upload; None when it was refused, which the form then shows."""
    given, archive = form.cleaned_data["file"], form.cleaned_data["archive"]
    field = "archive"
    try:
        if archive:
            actions.store_media_archive(
                actor=place.actor,
                now=place.now,
                project_id=place.project.id,
                name=archive.name,
                path=Path(archive.temporary_file_path()),
            )
        field = "file"
        return actions.store_upload(
            actor=place.actor,
            now=place.now,
            project_id=place.project.id,
            name=given.name,
            chunks=given.chunks(),
            client_key=form.cleaned_data["client_key"],
        )
    except Refusal as refusal:
        for single in refusal.each():
            form.add_error(field, sentence(single))
        return None


@dataclass(frozen=True, slots=True)
class Reading:
    """How the file was read: its table and first rows, or why it cannot be read."""

    table: Table | None
    rows: Sequence[Row]
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class RowFault:
    """Something wrong in the file, and where."""

    row: int | None
    field: str
    sentence: str


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def mapping(
    request: HttpRequest, organisation_id: str, project_id: str, upload_id: str
) -> HttpResponse:
    """Shows the first rows and asks which column goes where; sending it imports the file."""
    place = enter_project(request, organisation_id, project_id)
    upload = upload_for_member(place.actor, upload_id)
    if upload.project_id != place.project.id:
        raise NotFound
    asked = ReadingForm(request.POST if request.method == "POST" else request.GET)
    reading = _read(upload, asked)
    if reading.table is None:
        return _page(request, place, upload, asked, reading, None, ())
    inputs, columns = list(place.project.columns), reading.table.columns
    if request.method != "POST":
        suggestion = suggested_mapping(place.project, reading.table, reading.rows)
        initial = mapping_initial(suggestion, inputs, PurePath(upload.name).stem[:120])
        form = MappingForm(initial=initial, inputs=inputs, columns=columns)
        return _page(request, place, upload, asked, reading, form, ())
    form = MappingForm(request.POST, inputs=inputs, columns=columns)
    faults: list[RowFault] = []
    if form.is_valid():
        try:
            batch = actions.import_batch(
                actor=place.actor,
                now=place.now,
                project_id=project_id,
                table=reading.table,
                mapping=form.mapping(),
                name=form.cleaned_data["name"],
                client_key=form.cleaned_data["client_key"],
            )
        except Refusal as refusal:
            faults = _shown_faults(form, refusal)
        else:
            _say_imported(request, batch.tasks_count)
            return redirect("requester:publish_batch", *place.address, batch.id)
    return _page(request, place, upload, asked, reading, form, faults)


def _read(upload: Upload, asked: ReadingForm) -> Reading:
    choices = asked.cleaned_data if asked.is_valid() else {}
    delimiter = choices.get("delimiter") or None
    try:
        table = open_table(
            Path(upload.path),
            name=upload.name,
            encoding=choices.get("encoding") or None,
            delimiter="\t" if delimiter == "tab" else delimiter,
        )
        return Reading(table, first_rows(table), None)
    except Refusal as refusal:
        return Reading(None, (), refusal)


def _shown_faults(form: MappingForm, refusal: Refusal) -> list[RowFault]:
    """Faults of rows for the list; what concerns a column as a whole goes beside its control."""
    faults = []
    for single in refusal.each():
        if single.row is None:
            form.show_for_column(single)
        else:
            field = str(single.params.get("column") or single.field)
            faults.append(RowFault(single.row, field, sentence(single)))
    return faults


def _say_imported(request: HttpRequest, count: int) -> None:
    said = ngettext("%(count)d task is imported.", "%(count)d tasks are imported.", count)
    messages.success(request, said % {"count": count})


def _page(
    request: HttpRequest,
    place: ProjectPlace,
    upload: Upload,
    asked: ReadingForm,
    reading: Reading,
    form: MappingForm | None,
    faults: Sequence[RowFault],
) -> HttpResponse:
    table = reading.table
    context = step_context(
        place,
        "file",
        upload=upload,
        reading_form=asked,
        refused=sentence(reading.refusal) if reading.refusal else "",
        table=table,
        rows=[
            [shown(row.cells.get(column)) for column in table.columns] if table else []
            for row in reading.rows
        ],
        form=form,
        faults=faults,
        faults_more=len(faults) >= IMPORT_ERRORS_SHOWN_MAX,
    )
    refused = table is None or (form is not None and form.is_bound)
    return render(
        request, "requester/step_mapping.html", context, status=REFUSED if refused else 200
    )
