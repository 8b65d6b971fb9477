"""The step that makes the task page: choose a kind, give question and choices, look, adapt."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.errors import NotFound, Refusal, Refusals
from ouvrage.taskui.presets import GALLERY, Preset, preset_of
from ouvrage.web.requester.forms.taskpage import PresetForm, TemplateForm
from ouvrage.web.requester.missing import was_published
from ouvrage.web.requester.place import ProjectPlace, enter_project
from ouvrage.web.requester.preview import Preview, preset_html, preview_of
from ouvrage.web.requester.steps import draft_of
from ouvrage.web.requester.views.steps import step_context
from ouvrage.web.requester.words import REFUSED
from ouvrage.web.shell.access import organisation_page
from ouvrage.web.shell.elements import files_for
from ouvrage.web.shell.framed import allow_frame
from ouvrage.work import actions


@require_safe
@organisation_page
def page(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """Leads to the gallery, or to the page that was made already."""
    place = enter_project(request, organisation_id, project_id)
    return redirect(
        "requester:source" if place.project.template else "requester:gallery", *place.address
    )


@require_safe
@organisation_page
def gallery(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """The kinds of tasks there are, each as it looks."""
    place = enter_project(request, organisation_id, project_id)
    cards = [
        {
            "key": preset.key,
            "title": gettext(preset.title),
            "description": gettext(preset.description),
            "columns": [column.name for column in preset.columns],
            "html": preset_html(preset),
        }
        for preset in GALLERY
    ]
    files = files_for(*(str(card["html"]) for card in cards))
    context = step_context(place, "page", cards=cards, element_files=files)
    return render(request, "requester/step_gallery.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def preset(
    request: HttpRequest, organisation_id: str, project_id: str, preset_key: str
) -> HttpResponse:
    """Asks for the question and the choices; sending them makes the page."""
    place = enter_project(request, organisation_id, project_id)
    chosen = preset_of(preset_key)
    if chosen is None:
        raise NotFound
    form = PresetForm(
        request.POST or None, initial=_initial(chosen), with_options=bool(chosen.options)
    )
    if form.is_valid() and _made(place, chosen, form):
        messages.success(request, gettext("The task page is made. This is how workers see it."))
        return redirect("requester:source", *place.address)
    html = preset_html(chosen)
    context = step_context(
        place,
        "page",
        form=form,
        title=gettext(chosen.title),
        description=gettext(chosen.description),
        columns=[(column.name, gettext(column.meaning)) for column in chosen.columns],
        html=html,
        element_files=files_for(html),
        preset_key=preset_key,
    )
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/step_preset.html", context, status=status)


def _initial(chosen: Preset) -> dict[str, str]:
    return {
        "question": gettext(chosen.question),
        "options": "\n".join(gettext(option.label) for option in chosen.options),
    }


def _made(place: ProjectPlace, chosen: Preset, form: PresetForm) -> bool:
    try:
        source = chosen.source_with(
            question=form.cleaned_data["question"],
            options=form.options_given(),
            translate=gettext,
        )
    except Refusal as refusal:
        form.show(refusal)
        return False
    return _saved(place, form, source, chosen.key)


def _saved(
    place: ProjectPlace,
    form: PresetForm | TemplateForm,
    source: str,
    preset_key: str,
    *,
    scripted: bool = False,
) -> bool:
    try:
        actions.change_project(
            actor=place.actor,
            now=place.now,
            project_id=place.project.id,
            draft=draft_of(place.project, template=source, preset=preset_key, scripted=scripted),
        )
    except Refusal as refusal:
        form.show(refusal)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def source(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """The page as workers will see it, and its source to adapt; a look does not save."""
    place = enter_project(request, organisation_id, project_id)
    kept = place.project.template
    initial = {"template": kept, "scripted": place.project.scripted}
    form = TemplateForm(request.POST or None, initial=initial)
    if not (place.organisation.scripts_allowed or place.project.scripted):
        del form.fields["scripted"]
    looking = "look" in request.POST
    if form.is_valid() and not looking:
        written = form.cleaned_data["template"]
        scripted = form.cleaned_data.get("scripted", False)
        if _saved(place, form, written, place.project.preset, scripted=scripted):
            messages.success(request, gettext("Saved."))
            return redirect("requester:instructions", *place.address)
    typed = form.cleaned_data.get("template", "") if form.is_bound else kept
    declared = place.project.scripted
    if form.is_bound:
        declared = form.cleaned_data.get("scripted", False)
    seen = preview_of(place, typed, scripted=declared) if typed else Preview()
    if looking and seen.refusals:
        form.show(Refusals(seen.refusals))
    context = step_context(
        place,
        "page",
        form=form,
        seen=seen,
        framed=seen.framed,
        framed_by=place.organisation.name,
        element_files=files_for(seen.html),
        fixed=was_published(place.project),
        looking=looking,
    )
    status = REFUSED if form.errors else 200
    response = render(request, "requester/step_source.html", context, status=status)
    return allow_frame(response) if "scripted" in form.fields else response
