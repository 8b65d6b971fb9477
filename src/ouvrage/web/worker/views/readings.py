"""The first reading of a project's instructions, which is working time (PAY-4).

It begins with a button on the project's page and ends with either button under the instructions.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment, utc_now
from ouvrage.pay import actions as pay
from ouvrage.pay.queries import reading_of
from ouvrage.people.errors import ChainChanged, ChainNotNamed, ContractNotAccepted
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.worker.forms import whole_seconds
from ouvrage.web.worker.views.measuring import report_reading
from ouvrage.work import queries
from ouvrage.work.access import project_for_worker

# The project's page says that the chain is another than the one it showed.
CHAIN_CHANGED = "?chain=changed#chain"


def chain_named(request: HttpRequest) -> str | None:
    """The chain that the page of the form showed; None when the form names none."""
    named = request.POST.get("chain")
    return None if named is None else named[:64]


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def read(request: HttpRequest, project_id: str) -> HttpResponse:
    """The paid reading begins, and the instructions are on screen."""
    if request.method != "POST":
        return redirect("worker:project", project_id)
    actor = actor_of(request)
    project_for_worker(actor, project_id)
    try:
        pay.begin_reading(
            actor=actor,
            now=utc_now(),
            project_id=project_id,
            chain=chain_named(request),
        )
    except ContractNotAccepted:
        return redirect(f"{reverse('worker:contract')}?project={project_id}")
    except (ChainChanged, ChainNotNamed):
        return redirect(reverse("worker:project", args=[project_id]) + CHAIN_CHANGED)
    task = urlencode({"task": request.POST.get("task", "")})
    return redirect(f"{reverse('worker:instructions', args=[project_id])}?{task}")


@require_safe
@worker_page
def instructions(request: HttpRequest, project_id: str) -> HttpResponse:
    """The instructions, while they are read and afterwards."""
    actor = actor_of(request)
    project = project_for_worker(actor, project_id)
    reading = reading_of(project, actor.id)
    if reading.state == "new":
        return redirect("worker:project", project_id)
    context = {
        "project": project,
        "instructions": queries.instructions(project_id),
        "reading_open": reading.state == "open",
        "reading_id": reading.id,
        "reading_pay": reading.pay_max,
        "task_id": request.GET.get("task", ""),
    }
    return render(request, "worker/instructions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page
def decline(request: HttpRequest, project_id: str) -> HttpResponse:
    """The reading is over and paid; the worker takes nothing."""
    if request.method != "POST":
        return redirect("worker:project", project_id)
    actor = actor_of(request)
    project_for_worker(actor, project_id)
    end_reading(request, actor, utc_now(), project_id)
    return redirect(f"{reverse('worker:offers')}?sent=read")


def end_reading(request: HttpRequest, actor: Actor, now: Moment, project_id: str) -> None:
    """The reading under way is paid by the seconds its page counted."""
    reported = whole_seconds(request.POST.get("active_seconds", ""))
    reading = pay.end_reading(
        actor=actor, now=now, project_id=project_id, reported_seconds=reported
    )
    report_reading(request, reading)
