"""How a test looks, what it takes to pass, and the money that opens it."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from ouvrage.base.errors import NotFound, Refusal, Refusals
from ouvrage.ledger.queries import available
from ouvrage.pay import actions as pay
from ouvrage.pay import queries as costs
from ouvrage.skills import actions, queries
from ouvrage.skills.access import Qualification, Test
from ouvrage.skills.rules import Scoring, State, opening_refusals
from ouvrage.taskui import JsonValue, compile_template, task_html, template_refusals
from ouvrage.taskui.liquid import columns_used
from ouvrage.taskui.presets import preset_of
from ouvrage.web.shell.elements import files_for
from ouvrage.web.shell.refusals import sentence
from ouvrage.web.skills.forms import (
    AttemptsForm,
    FiguresForm,
    PageForm,
    SourceForm,
    figures_initial,
    new_key,
)
from ouvrage.web.skills.owner import Owner, owner_of, owner_page
from ouvrage.web.skills.views.lists import qualification_response
from ouvrage.web.skills.words import FIELDS, PAGES, REFUSED
from ouvrage.work import queries as work
from ouvrage.work.access import project_for_member

PROJECT = "project:"


def draft_of_owner(owner: Owner, qualification_id: str) -> tuple[Qualification, Test]:
    """The owner's qualification and its test; NotFound when it has none."""
    row = owner.qualification(qualification_id)
    test = queries.test_of(row.id)
    if test is None:
        raise NotFound
    return row, test


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def page(request: HttpRequest, qualification_id: str, organisation_id: str = "") -> HttpResponse:
    """How each item looks: from a preset, from a project, or by its source."""
    owner = owner_of(request, organisation_id)
    row, test = draft_of_owner(owner, qualification_id)
    choosing = not test.template or "choose" in request.GET
    if row.state == State.DRAFT and choosing:
        return _chosen(request, owner, row, test)
    return _source(request, owner, row, test)


def _chosen(request: HttpRequest, owner: Owner, row: Qualification, test: Test) -> HttpResponse:
    form = PageForm(request.POST or None, projects=_projects(owner))
    if form.is_valid():
        try:
            preset, template = _template(owner, form)
            _save(owner, row, test, preset, template)
        except Refusal as refusal:
            form.show(refusal)
        else:
            return redirect(owner.address("test_page", row.id))
    context = owner.context(qualification=row, form=form, step="page")
    status = REFUSED if form.is_bound else 200
    return render(request, "skills/page_choice.html", context, status=status)


def _projects(owner: Owner) -> list[tuple[str, str]]:
    if owner.organisation is None:
        return []
    return [(f"{PROJECT}{row.id}", row.title) for row in work.projects_of(owner.id)]


def _template(owner: Owner, form: PageForm) -> tuple[str, str]:
    """The preset's key and the source that was asked for."""
    asked = form.cleaned_data["preset"]
    if asked.startswith(PROJECT):
        project = project_for_member(owner.actor, asked.removeprefix(PROJECT))
        return project.preset, project.template
    preset = preset_of(asked)
    assert preset is not None
    given = form.cleaned_data["options"].splitlines()
    options = [line.strip() for line in given if line.strip()]
    source = preset.source_with(
        question=form.cleaned_data["question"], options=options or None, translate=gettext
    )
    return preset.key, source


def _save(owner: Owner, row: Qualification, test: Test, preset: str, template: str) -> None:
    before = queries.draft_of(test)
    actions.change_test(
        actor=owner.actor,
        now=owner.now,
        qualification_id=row.id,
        draft=type(before)(
            preset,
            template,
            before.instructions,
            before.criteria,
            before.scoring,
            before.items_per_attempt,
            before.pass_percent,
            before.time_estimate_seconds,
            before.attempts_max,
        ),
    )


def _source(request: HttpRequest, owner: Owner, row: Qualification, test: Test) -> HttpResponse:
    form = SourceForm(request.POST or None, initial={"template": test.template})
    looking = "look" in request.POST
    if form.is_valid() and not looking:
        try:
            _save(owner, row, test, test.preset, form.cleaned_data["template"])
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("Saved."))
            return redirect(owner.address("test_figures", row.id))
    typed = form.cleaned_data.get("template", "") if form.is_bound else test.template
    html, refusals = preview_of(row.id, test.preset, typed)
    if looking and refusals:
        form.show(Refusals(refusals))
    context = owner.context(
        qualification=row,
        form=form,
        html=html,
        element_files=files_for(html),
        step="page",
        fixed=row.state != State.DRAFT,
    )
    status = REFUSED if form.errors else 200
    return render(request, "skills/page_source.html", context, status=status)


def preview_of(qualification_id: str, preset: str, source: str) -> tuple[SafeString, list[Refusal]]:
    """The page that the source makes for the first item, or a sample; and what is wrong with it."""
    row = _sample(qualification_id, preset, source)
    found = list(template_refusals(source, row, _picture))
    if found:
        return SafeString(""), found
    html = task_html(compile_template(source), row, media_url=_picture, translate=gettext)
    return mark_safe(html), []  # noqa: S308 - sanitised by taskui


def _picture(_name: str) -> str:
    return static("requester/sample.svg")


def _sample(qualification_id: str, preset: str, source: str) -> Mapping[str, JsonValue]:
    try:
        columns = columns_used(compile_template(source))
    except Refusal:
        return {}
    items = queries.items_of(qualification_id)
    if items and columns <= items[0].data.keys():
        data: Mapping[str, JsonValue] = items[0].data
        return data
    ready = preset_of(preset)
    if ready is not None and columns <= ready.samples[0].keys():
        return ready.samples[0]
    return {column: column for column in columns}


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def figures(request: HttpRequest, qualification_id: str, organisation_id: str = "") -> HttpResponse:
    """Instructions, who scores, how many items, what it takes to pass, how long it takes."""
    owner = owner_of(request, organisation_id)
    row, test = draft_of_owner(owner, qualification_id)
    before = queries.draft_of(test)
    form = FiguresForm(request.POST or None, initial=figures_initial(before))
    if form.is_valid():
        try:
            actions.change_test(
                actor=owner.actor,
                now=owner.now,
                qualification_id=row.id,
                draft=form.draft(before),
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("Saved."))
            return redirect(owner.address("test_items", row.id))
    context = owner.context(
        qualification=row, form=form, step="figures", fixed=row.state != State.DRAFT
    )
    status = REFUSED if form.is_bound else 200
    return render(request, "skills/figures.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def opening(request: HttpRequest, qualification_id: str, organisation_id: str = "") -> HttpResponse:
    """What the test costs at the most and still lacks; sending it sets the money aside."""
    owner = owner_of(request, organisation_id)
    row, test = draft_of_owner(owner, qualification_id)
    if row.state != State.DRAFT:
        return redirect(owner.address("qualification", row.id))
    form = AttemptsForm(request.POST or _asked(request))
    if request.method == "POST" and (form.is_valid() or owner.organisation is None):
        attempts = form.cleaned_data.get("attempts") or 0
        try:
            pay.open_test(
                actor=owner.actor, now=owner.now, qualification_id=row.id, attempts=attempts
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("The test is open."))
            return redirect(owner.address("qualification", row.id))
    context = owner.context(
        qualification=row, form=form, step="opening", **_costs(owner, row, test, form)
    )
    status = REFUSED if request.method == "POST" else 200
    return render(request, "skills/opening.html", context, status=status)


def _asked(request: HttpRequest) -> dict[str, str] | None:
    """The number of attempts whose cost is asked for, as the form would send it."""
    asked = request.GET.get("attempts")
    return None if asked is None else {"attempts": asked, "client_key": new_key()}


def _costs(owner: Owner, row: Qualification, test: Test, form: AttemptsForm) -> dict[str, object]:
    asked = form.cleaned_data.get("attempts") if form.is_bound and form.is_valid() else None
    attempts = asked or form.fields["attempts"].initial
    missing = opening_refusals(
        row.description,
        queries.draft_of(test),
        template=test.template,
        items=len(queries.items_of(row.id)),
        by_person=test.scoring == Scoring.PERSON,
    )
    return {
        "attempts": attempts,
        "one": costs.cost_of_attempts(row.id, 1),
        "pay_max": costs.pay_of_test(test.seconds_max, row.id),
        "total": costs.cost_of_attempts(row.id, attempts),
        "available": available(owner.id, settings.CURRENCY) if owner.organisation else None,
        "missing": [
            {
                "name": gettext(FIELDS[one.field]),
                "told": sentence(one),
                "address": owner.address(PAGES[one.field], row.id),
            }
            for one in missing
        ],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def more_attempts(
    request: HttpRequest, qualification_id: str, organisation_id: str = ""
) -> HttpResponse:
    """Money for more attempts is set aside."""
    owner = owner_of(request, organisation_id)
    row, _test = draft_of_owner(owner, qualification_id)
    if request.method != "POST" or owner.organisation is None:
        return redirect(owner.address("qualification", row.id))
    form = AttemptsForm(request.POST)
    if form.is_valid():
        try:
            pay.add_attempts(
                actor=owner.actor,
                now=owner.now,
                qualification_id=row.id,
                attempts=form.cleaned_data["attempts"],
                client_key=form.cleaned_data["client_key"],
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("The money is set aside."))
            return redirect(owner.address("qualification", row.id))
    return qualification_response(request, owner, row, attempts_form=form)
