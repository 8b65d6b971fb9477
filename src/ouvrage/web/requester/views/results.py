"""Results of a batch: the latest aggregation, computing it again, and files to take away."""

from collections.abc import Iterator, Mapping
from itertools import islice

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.review import actions, exports, marked, pictured, queries, spoken
from ouvrage.taskui import FieldKind
from ouvrage.web.requester.charts import share
from ouvrage.web.requester.place import enter_project
from ouvrage.web.requester.words import METHODS
from ouvrage.web.shell.access import organisation_page
from ouvrage.web.shell.cells import shown
from ouvrage.web.shell.refusals import sentence
from ouvrage.work import queries as work

FORMATS = {"csv": "CSV", "jsonl": "JSONL", "parquet": "Parquet"}
MARKS_FORMATS = {"conll": "CoNLL-2003", "spacy": "spaCy (JSONL)"}
IMAGES_FORMATS = {
    pictured.ImagesFormat.COCO: "COCO",
    pictured.ImagesFormat.YOLO: "YOLO",
    pictured.ImagesFormat.VOC: "Pascal VOC",
    pictured.ImagesFormat.MANIFEST: "Ground Truth",
}
SEGMENTS_FORMATS = {
    spoken.SegmentsFormat.WEBVTT: "WebVTT",
    spoken.SegmentsFormat.SRT: "SubRip",
    spoken.SegmentsFormat.TEXTGRID: "Praat TextGrid",
}
LABELS_SHOWN = 20


@require_safe
@organisation_page
def results(
    request: HttpRequest, organisation_id: str, project_id: str, batch_id: str
) -> HttpResponse:
    """How the labels were made, the first of them, and the files."""
    place = enter_project(request, organisation_id, project_id)
    batch = place.batch(batch_id)
    run = queries.latest_run(batch.id)
    labels = queries.labels(batch.id) if run else iter(())
    context = place.context(
        tab="projects",
        batch=work.batch_progress(batch.id),
        run=run,
        unvoted=[_name(field) for field in place.project.fields if _is_drawn(field)],
        method=gettext(METHODS.get(run.method, run.method)) if run else "",
        agreement=share(run.agreement) if run else None,
        lines=[line for row in islice(labels, LABELS_SHOWN) for line in _lines(row)],
        formats=FORMATS.items(),
        marks_formats=MARKS_FORMATS.items() if marked.has_marks(place.project.fields) else (),
        images_formats=[(one, IMAGES_FORMATS[one]) for one in pictured.images_formats(batch)],
        segments_formats=_segments_formats(place.project.fields).items(),
    )
    return render(request, "requester/results.html", context)


def _is_drawn(field: Mapping[str, object]) -> bool:
    return field["kind"] == FieldKind.WIDGET


def _name(field: Mapping[str, object]) -> str:
    return str(field["label"] or field["name"])


def _lines(row: queries.LabelRow) -> Iterator[dict[str, object]]:
    for field, label in row.labels.items():
        yield {
            "task": row.external_id or row.position,
            "field": field if len(row.labels) > 1 else "",
            "label": shown(label.value),
            "share": share(label.confidence),
            "tied": ", ".join(shown(value) for value in label.tied),
        }


@require_POST
@organisation_page
def results_computed(
    request: HttpRequest, organisation_id: str, project_id: str, batch_id: str
) -> HttpResponse:
    """A fresh aggregation run stands over the answers there are now."""
    place = enter_project(request, organisation_id, project_id)
    batch = place.batch(batch_id)
    try:
        actions.run_aggregation(actor=place.actor, now=place.now, batch_id=batch.id)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, gettext("The labels are computed from all answers there are."))
    return redirect("requester:results", *place.address, batch.id)


@require_safe
@organisation_page
def results_file(
    request: HttpRequest, organisation_id: str, project_id: str, batch_id: str, form: str
) -> HttpResponseBase:
    """The labels as a file, streamed; with `?answers=1` the answers behind them too."""
    place = enter_project(request, organisation_id, project_id)
    batch = place.batch(batch_id)
    if form not in FORMATS or queries.latest_run(batch.id) is None:
        raise NotFound
    with_answers = request.GET.get("answers") == "1"
    chunks = exports.write(batch.id, form, with_answers=with_answers)
    name = exports.file_name(batch.id, form, with_answers=with_answers)
    return _file(chunks, exports.content_type(form), name)


@require_safe
@organisation_page
def answers_file(
    request: HttpRequest, organisation_id: str, project_id: str, batch_id: str
) -> HttpResponseBase:
    """Every answer as it was sent, with what the elements of the page document for it."""
    place = enter_project(request, organisation_id, project_id)
    batch = place.batch(batch_id)
    return _file(
        exports.write_answers(batch.id),
        exports.content_type("jsonl"),
        exports.answers_name(batch.id),
    )


@require_safe
@organisation_page
def marks_file(
    request: HttpRequest, organisation_id: str, project_id: str, batch_id: str, form: str
) -> HttpResponseBase:
    """The words that each answer marked as a file, streamed; needs no aggregation."""
    place = enter_project(request, organisation_id, project_id)
    batch = place.batch(batch_id)
    if form not in MARKS_FORMATS or not marked.has_marks(place.project.fields):
        raise NotFound
    return _file(
        marked.write(batch.id, form), marked.content_type(form), marked.file_name(batch.id, form)
    )


@require_safe
@organisation_page
def images_file(
    request: HttpRequest, organisation_id: str, project_id: str, batch_id: str, form: str
) -> HttpResponseBase:
    """What each answer says about its image as a file, streamed; needs no aggregation."""
    place = enter_project(request, organisation_id, project_id)
    batch = place.batch(batch_id)
    if form not in pictured.images_formats(batch):
        raise NotFound
    return _file(
        pictured.write(batch.id, form),
        pictured.content_type(form),
        pictured.file_name(batch.id, form),
    )


def _segments_formats(fields: list[dict[str, object]]) -> Mapping[spoken.SegmentsFormat, str]:
    return SEGMENTS_FORMATS if spoken.has_segments(fields) else {}


@require_safe
@organisation_page
def segments_file(
    request: HttpRequest, organisation_id: str, project_id: str, batch_id: str, form: str
) -> HttpResponseBase:
    """What each answer says is said when as a file, streamed; needs no aggregation."""
    place = enter_project(request, organisation_id, project_id)
    batch = place.batch(batch_id)
    if form not in _segments_formats(place.project.fields):
        raise NotFound
    name = spoken.file_name(batch.id, form)
    return _file(spoken.write(batch.id, form), spoken.CONTENT_TYPE, name)


def _file(chunks: Iterator[bytes], content_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(chunks, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
