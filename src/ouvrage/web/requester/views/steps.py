"""The steps that describe a project: what and for whom, instructions, pay and time.

Each saves what was typed and leads to the next step that lacks something.
"""

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import EXAMPLES_MAX
from ouvrage.base.money import Money
from ouvrage.pay import queries as pay
from ouvrage.web.requester.forms.steps import (
    AboutForm,
    ExampleForm,
    ExampleForms,
    InstructionsForm,
    PayForm,
    about_initial,
    examples,
    instructions_initial,
    pay_initial,
)
from ouvrage.web.requester.missing import missing_of, was_published
from ouvrage.web.requester.place import ProjectPlace, enter, enter_project
from ouvrage.web.requester.rows import Instructions
from ouvrage.web.requester.steps import draft_of, step_lines
from ouvrage.web.requester.words import REFUSED
from ouvrage.web.shell.access import organisation_page
from ouvrage.work import actions, queries
from ouvrage.work.drafts import ProjectDraft
from ouvrage.work.rules import AiFunction

EXAMPLES_OFFERED = 3
VERSIONS_SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def project_new(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """The first step of a project that does not exist yet; sending it makes the draft."""
    place = enter(request, organisation_id)
    empty = ProjectDraft(
        contact=place.organisation.contact,
        end_client=place.organisation.name,
        ai_function=AiFunction.PREPARATION.value,
        languages=(request.LANGUAGE_CODE,),
    )
    form = AboutForm(request.POST or None, initial=about_initial(empty))
    if form.is_valid():
        try:
            project = actions.draft_project(
                actor=place.actor,
                now=place.now,
                organisation_id=organisation_id,
                draft=form.draft(empty),
                client_key=form.cleaned_data["client_key"],
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            return redirect("requester:page", organisation_id, project.id)
    context = place.context(tab="projects", form=form, steps=step_lines("about"))
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/step_about.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def about(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """What the project is and for whom."""
    place = enter_project(request, organisation_id, project_id)
    draft = draft_of(place.project)
    form = AboutForm(request.POST or None, initial=about_initial(draft))
    if form.is_valid() and _saved(place, form, form.draft(draft)):
        messages.success(request, gettext("Saved."))
        return redirect("requester:page", organisation_id, project_id)
    context = step_context(place, "about", form=form)
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/step_about.html", context, status=status)


def _saved(place: ProjectPlace, form: AboutForm | PayForm, draft: ProjectDraft) -> bool:
    try:
        actions.change_project(
            actor=place.actor, now=place.now, project_id=place.project.id, draft=draft
        )
    except Refusal as refusal:
        form.show(refusal)
        return False
    return True


def step_context(place: ProjectPlace, step: str, **more: object) -> dict[str, object]:
    """What the page of a step needs: the list of steps, and the form."""
    missing = missing_of(place.project, place.now)
    lines = step_lines(step, place.project, missing)
    return place.context(tab="projects", steps=lines, **more)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def pay_and_time(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """What one answer pays and how long it takes, with the least that may be paid."""
    place = enter_project(request, organisation_id, project_id)
    draft = draft_of(place.project)
    form = PayForm(request.POST or None, initial=pay_initial(draft))
    asked_least = "least" in request.POST
    if form.is_valid() and not asked_least and _saved(place, form, form.draft(draft)):
        messages.success(request, gettext("Saved."))
        return redirect("requester:file", organisation_id, project_id)
    seconds = draft.time_estimate_seconds
    if form.is_bound:
        seconds = getattr(form, "cleaned_data", {}).get("time_estimate_seconds") or 0
    context = step_context(
        place,
        "pay",
        form=form,
        seconds=seconds,
        floor=pay.floor_row(place.project, place.now, seconds=seconds) if seconds else None,
        per_hour=_per_hour(place.project.reward, draft.time_estimate_seconds),
        fixed=was_published(place.project),
    )
    status = REFUSED if form.is_bound and not asked_least else 200
    return render(request, "requester/step_pay.html", context, status=status)


def _per_hour(reward: Money, seconds: int) -> Money | None:
    return Money(reward.micros * 3600 // seconds, reward.currency) if seconds and reward else None


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def instructions(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """What workers read beside the task; saving something new makes a version."""
    place = enter_project(request, organisation_id, project_id)
    latest = queries.instructions(project_id)
    initial, good_rows, bad_rows = instructions_initial(latest)
    form = InstructionsForm(request.POST or None, initial=initial)
    good = _example_forms(request, good_rows, "good_examples")
    bad = _example_forms(request, bad_rows, "bad_examples")
    if form.is_valid() and good.is_valid() and bad.is_valid():
        try:
            actions.write_instructions(
                actor=place.actor,
                now=place.now,
                project_id=project_id,
                draft=form.draft(examples(good), examples(bad)),
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("Saved as a new version."))
            return redirect("requester:pay", organisation_id, project_id)
    context = step_context(
        place,
        "instructions",
        form=form,
        good=good,
        bad=bad,
        versions=_versions(project_id, latest),
    )
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/step_instructions.html", context, status=status)


def _example_forms(
    request: HttpRequest, rows: list[dict[str, str]], prefix: str
) -> "BaseFormSet[ExampleForm]":
    """The examples there are and room for two more, three at least."""
    room = max(EXAMPLES_OFFERED - len(rows), min(2, EXAMPLES_MAX - len(rows)))
    if request.method == "POST":
        return ExampleForms(request.POST, prefix=prefix)
    return ExampleForms(initial=[*rows, *({} for _ in range(room))], prefix=prefix)


def _versions(project_id: str, latest: Instructions | None) -> list[Instructions]:
    """The versions there were, newest first."""
    if latest is None:
        return []
    oldest = max(latest.version - VERSIONS_SHOWN, 0)
    numbers = range(latest.version, oldest, -1)
    found = [queries.instructions(project_id, version=number) for number in numbers]
    return [version for version in found if version is not None]
