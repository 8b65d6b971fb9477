"""Pages about oneself: profile, beginning to work, a new organisation; and the form too old."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext, override
from django.views.decorators.http import require_http_methods, require_POST

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import utc_now
from ouvrage.people import actions, queries
from ouvrage.people.queries import OrganisationRow, PersonRow
from ouvrage.web.shell import places
from ouvrage.web.shell.access import actor_of, person_page
from ouvrage.web.shell.accounts import remember_language
from ouvrage.web.shell.forms import (
    LanguagesForm,
    OrganisationForm,
    PersonForm,
    WorkerForm,
    add_refusal,
)

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@person_page
def profile(request: HttpRequest) -> HttpResponse:
    """Shows and changes a person's name and languages; lists their organisations."""
    person = queries.person(actor_of(request).id)
    if request.method != "POST":
        return _profile_page(request, person)
    form = (WorkerForm if person.works else PersonForm)(request.POST)
    if not form.is_valid():
        return _profile_page(request, person, profile_form=form)
    language = form.cleaned_data["language"]
    try:
        actions.change_profile(
            actor=actor_of(request),
            now=utc_now(),
            person_id=person.id,
            name=form.cleaned_data["name"],
            language=language,
            languages_worked=_languages_of(form, person),
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _profile_page(request, person, profile_form=form)
    with override(language):
        return _saved(request, gettext("Your profile is saved."), language)


def _languages_of(form: PersonForm, person: PersonRow) -> Sequence[str]:
    return form.languages_given() if isinstance(form, WorkerForm) else person.languages_worked


@require_POST
@person_page
def begin_to_work(request: HttpRequest) -> HttpResponse:
    """The person asked to be offered tasks."""
    person = queries.person(actor_of(request).id)
    form = LanguagesForm(request.POST, prefix="work")
    if not form.is_valid():
        return _profile_page(request, person, work_form=form)
    try:
        actions.begin_to_work(
            actor=actor_of(request),
            now=utc_now(),
            person_id=person.id,
            languages=form.languages_given(),
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _profile_page(request, person, work_form=form)
    messages.success(request, gettext("Tasks in your languages are offered to you from now on."))
    return redirect(places.address(places.WORK))


def _saved(request: HttpRequest, sentence: str, language: str) -> HttpResponseRedirect:
    messages.success(request, sentence)
    response = HttpResponseRedirect(request.path)
    remember_language(response, language)
    return response


def _profile_page(
    request: HttpRequest,
    person: PersonRow,
    profile_form: forms.Form | None = None,
    work_form: forms.Form | None = None,
) -> HttpResponse:
    languages = LanguagesForm.initial_of(person.languages_worked)
    refused = profile_form is not None or work_form is not None
    initial = {"name": person.name, "language": person.language, **languages}
    own = {"languages": [person.language]}
    context = {
        "person": person,
        "profile_form": profile_form
        or (WorkerForm if person.works else PersonForm)(initial=initial),
        "work_form": work_form or LanguagesForm(initial=own, prefix="work"),
        "organisations": [
            (row, places.organisation_address(row.id))
            for row in queries.organisations_of(person.id)
        ],
    }
    return render(request, "shell/profile.html", context, status=REFUSED if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@person_page
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Creates the organisation a person orders work for."""
    person = queries.person(actor_of(request).id)
    if request.method != "POST":
        form = OrganisationForm(initial={"contact": person.email})
        return render(request, "shell/organisation_new.html", {"form": form})
    form = OrganisationForm(request.POST)
    organisation = _organisation_from(request, form) if form.is_valid() else None
    if organisation is None:
        return render(request, "shell/organisation_new.html", {"form": form}, status=REFUSED)
    messages.success(request, gettext("Your organisation is registered."))
    return redirect(places.organisation_address(organisation.id))


def _organisation_from(request: HttpRequest, form: OrganisationForm) -> OrganisationRow | None:
    actor = actor_of(request)
    try:
        created = actions.create_organisation(
            actor=actor,
            now=utc_now(),
            person_id=actor.id,
            name=form.cleaned_data["name"],
            country=form.cleaned_data["country"],
            kind=form.cleaned_data["kind"],
            contact=form.cleaned_data["contact"],
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return None
    return queries.organisation(created.id)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its secret: too old, sent twice after a log-in, or from another site."""
    return render(request, "shell/form_too_old.html", {"back": request.path}, status=403)
