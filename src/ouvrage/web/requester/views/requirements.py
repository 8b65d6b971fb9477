"""Who can work on a project. A gate on earlier work shows what it asks of people (QUA-10)."""

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import REQUIREMENTS_MAX
from ouvrage.skills import actions, queries
from ouvrage.skills.queries import QualificationRow, RequirementRow
from ouvrage.skills.rules import COMPUTED, Comparator, asks_prior_work, gate_hours
from ouvrage.web.requester.forms.requirements import (
    RequirementForm,
    RequirementForms,
    requirement_initial,
)
from ouvrage.web.requester.place import ProjectPlace, enter_project
from ouvrage.web.requester.words import REFUSED
from ouvrage.web.shell.access import organisation_page
from ouvrage.web.shell.refusals import sentence
from ouvrage.web.shell.skills import requirement_words
from ouvrage.work import queries as work

SPARE = 2


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def requirements(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """Shows and sets what the project requires; tasks in hand are not concerned."""
    place = enter_project(request, organisation_id, project_id)
    rows = queries.requirements_of([project_id]).get(project_id, [])
    forms = _forms(request, place, rows)
    faults: list[str] = []
    if request.method == "POST" and forms.is_valid():
        faults = _save(place, forms)
        if not faults:
            messages.success(request, gettext("Saved."))
            return redirect("requester:requirements", *place.address)
    context = place.context(
        tab="projects",
        forms=forms,
        faults=faults,
        gates=_gates(place, rows),
        lifted=[row for row in rows if row.alternative_id and not row.alternative_open],
    )
    status = REFUSED if request.method == "POST" else 200
    return render(request, "requester/requirements.html", context, status=status)


def _forms(
    request: HttpRequest, place: ProjectPlace, rows: list[RequirementRow]
) -> "BaseFormSet[RequirementForm]":
    known = queries.requirable(place.organisation.id)
    choices = {
        "qualifications": _choices(place, known),
        "tests": [(row.id, row.name) for row in known if row.kind == "test"],
    }
    if request.method == "POST":
        return RequirementForms(request.POST, prefix="requirement", form_kwargs=choices)
    spare = min(SPARE, REQUIREMENTS_MAX - len(rows))
    initial = [*(requirement_initial(row) for row in rows), *({} for _ in range(spare))]
    return RequirementForms(initial=initial, prefix="requirement", form_kwargs=choices)


def _choices(place: ProjectPlace, known: list[QualificationRow]) -> list[tuple[str, object]]:
    own = [(row.id, row.name) for row in known if row.organisation_id]
    platform = [(row.id, row.name) for row in known if not row.organisation_id]
    record = [(key, gettext(name)) for key, (name, _meaning) in COMPUTED.items()]
    groups = [
        (place.organisation.name, own),
        (gettext("Of the platform"), platform),
        (gettext("From a person's answers"), record),
    ]
    return [(name, rows) for name, rows in groups if rows]


def _save(place: ProjectPlace, forms: "BaseFormSet[RequirementForm]") -> list[str]:
    """Nothing when it is saved; else what was refused, each also beside its requirement."""
    filled = [form for form in forms if form.cleaned_data.get("qualification_id")]
    try:
        actions.set_requirements(
            actor=place.actor,
            now=place.now,
            project_id=place.project.id,
            organisation_id=place.organisation.id,
            drafts=[form.draft() for form in filled],
            typical_seconds=work.typical_seconds(place.project.id),
        )
    except Refusal as refusal:
        for single in refusal.each():
            if single.row is not None:
                form = filled[single.row - 1]
                form.add_error(
                    single.field if single.field in form.fields else None, sentence(single)
                )
        return list(dict.fromkeys(sentence(single) for single in refusal.each()))
    return []


def _gates(place: ProjectPlace, rows: list[RequirementRow]) -> list[dict[str, object]]:
    """The gates that are set, with the hours they ask of a newcomer."""
    seconds = work.typical_seconds(place.project.id)
    return [
        {
            "words": requirement_words(row),
            "answers": max(row.values, default=1),
            "seconds": seconds,
            "hours": gate_hours(max(row.values, default=1), seconds),
            "test": row.alternative_name,
        }
        for row in rows
        if asks_prior_work(row.qualification_id, Comparator(row.comparator), row.values)
    ]
