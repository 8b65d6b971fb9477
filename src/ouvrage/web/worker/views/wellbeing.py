"""What a worker chooses for their health, and the meters of what was counted (HLT-3, ASG-8)."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.shell.forms import add_refusal
from ouvrage.web.worker.choices import LimitsForm, SensitiveForm
from ouvrage.web.worker.words import sensitive_words
from ouvrage.work import actions, queries
from ouvrage.work.queries import Exposure, Health

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def wellbeing(request: HttpRequest) -> HttpResponse:
    """The choices, the meters, the break: one form of the page is saved at a time."""
    actor, now = actor_of(request), utc_now()
    found = queries.health(actor.id, now)
    part = request.POST.get("part", "")
    sensitive = SensitiveForm(
        request.POST if part == "sensitive" else None,
        initial={"sensitive": list(found.chosen), "exposure_minutes": found.exposure_minutes},
    )
    limits = LimitsForm(request.POST if part == "limits" else None, initial=_limits(found))
    form = sensitive if part == "sensitive" else limits
    if part and form.is_valid():
        try:
            if part == "sensitive":
                actions.choose_sensitive(actor=actor, now=now, **sensitive.choice())
            else:
                actions.set_limits(actor=actor, now=now, limits=limits.limits())
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("Saved."))
            return redirect("worker:wellbeing")
    context = {
        "health": found,
        "meters": [_meter(row) for row in found.exposures if _shows(found, row)],
        "together": found.together,
        "sensitive_form": sensitive,
        "limits_form": limits,
        "agreed": settings.AGREEMENT.limits,
    }
    status = REFUSED if form.is_bound else 200
    return render(request, "worker/wellbeing.html", context, status=status)


def _shows(found: Health, row: Exposure) -> bool:
    return row.category in found.chosen or row.seconds > 0


def _meter(row: Exposure) -> dict[str, object]:
    (name,) = sensitive_words([row.category])
    return {"row": row, "name": name}


def _limits(found: Health) -> dict[str, object]:
    return {
        "hours_a_day": found.hours_a_day,
        "day_from": "" if found.day_from is None else str(found.day_from),
        "day_until": "" if found.day_until is None else str(found.day_until),
        "time_zone": found.time_zone or "UTC",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def begin_break(request: HttpRequest) -> HttpResponse:
    """The paid break from sensitive tasks has begun (HLT-3)."""
    if request.method == "POST":
        pay.begin_break(actor=actor_of(request), now=utc_now())
    return redirect("worker:wellbeing")


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def lift_limits(request: HttpRequest) -> HttpResponse:
    """The worker goes on past a limit of their own (ASG-8)."""
    if request.method == "POST":
        actions.lift_limits(actor=actor_of(request), now=utc_now())
        return redirect("worker:offers")
    return redirect("worker:wellbeing")
