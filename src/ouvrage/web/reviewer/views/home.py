"""What waits for a decision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ouvrage.base.moment import utc_now
from ouvrage.web.reviewer.waiting import waiting
from ouvrage.web.shell.access import actor_of, reviewer_page


@require_safe
@reviewer_page
def home(request: HttpRequest) -> HttpResponse:
    """Each kind of decision, how many wait, and since when."""
    context = {"tab": "home", "kinds": waiting(actor_of(request), utc_now())}
    return render(request, "reviewer/home.html", context)
