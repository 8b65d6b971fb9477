"""People of the instance, found by name or address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.people import queries
from ouvrage.web.operator.forms import SearchForm
from ouvrage.web.operator.paging import page_start
from ouvrage.web.shell.access import operator_page


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
        "older": shown[-1].id if len(rows) > PAGE_ROWS else "",
    }
    return render(request, "operator/people.html", context)
