"""People of the instance, found by name or address; one person with their roles."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import utc_now
from ouvrage.people import actions, queries
from ouvrage.people.queries import PersonRow
from ouvrage.rights import queries as rights
from ouvrage.rights.rules import RESTRICTION_LABELS
from ouvrage.web.operator.forms import ReviewerRemovalForm, SearchForm
from ouvrage.web.operator.paging import page_start
from ouvrage.web.operator.words import REFUSED
from ouvrage.web.shell.access import actor_of, operator_page
from ouvrage.web.shell.forms import add_refusal
from ouvrage.web.shell.refusals import sentence


@require_safe
@operator_page
def people(request: HttpRequest) -> HttpResponse:
    """Persons, newest first, whose name or address holds the text."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    rows = queries.people(text=text, before=page_start(request), limit=PAGE_ROWS + 1)
    shown = rows[:PAGE_ROWS]
    context = {
        "tab": "people",
        "form": form,
        "text": text,
        "people": shown,
        "reviewers": queries.reviewers(),
        "older": shown[-1].id if len(rows) > PAGE_ROWS else "",
    }
    return render(request, "operator/people.html", context)


@require_safe
@operator_page
def person(request: HttpRequest, person_id: str) -> HttpResponse:
    """One person: who they are, what they may do here."""
    return _page(request, queries.person(person_id))


def _page(
    request: HttpRequest, row: PersonRow, removal_form: ReviewerRemovalForm | None = None
) -> HttpResponse:
    context = {
        "tab": "people",
        "person": row,
        "organisations": queries.organisations_of(row.id),
        "restrictions": [
            (restriction, gettext(RESTRICTION_LABELS[restriction.kind]))
            for restriction in rights.restrictions_of_worker(row.id)
        ],
        "removal_form": removal_form or ReviewerRemovalForm(prefix="removal"),
    }
    status = 200 if removal_form is None else REFUSED
    return render(request, "operator/person.html", context, status=status)


@require_POST
@operator_page
def reviewer_appointed(request: HttpRequest, person_id: str) -> HttpResponse:
    """The person decides appeals."""
    try:
        actions.appoint_reviewer(actor=actor_of(request), now=utc_now(), person_id=person_id)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, gettext("This person decides appeals from now on."))
    return redirect("operator:person", person_id)


@require_POST
@operator_page
def reviewer_removed(request: HttpRequest, person_id: str) -> HttpResponse:
    """The person decides no appeal any more, for the reason given."""
    row = queries.person(person_id)
    form = ReviewerRemovalForm(request.POST, prefix="removal")
    if not form.is_valid():
        return _page(request, row, form)
    try:
        actions.remove_reviewer(
            actor=actor_of(request),
            now=utc_now(),
            person_id=person_id,
            reason=form.cleaned_data["reason"],
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, row, form)
    messages.success(request, gettext("This person no longer decides appeals."))
    return redirect("operator:person", person_id)
