"""What pages measured: the time during which they were visible and not paused, and nothing else.

It travels with a form that is sent, or by itself when a page is left. Pages without scripts send
nothing, and the server's own clock alone counts then.
"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment, Span, utc_now
from ouvrage.pay import actions as pay
from ouvrage.pay.access import Reading, reading_for_worker
from ouvrage.pay.actions import TimeReport, TimeSubject
from ouvrage.pay.rules import TimeCategory
from ouvrage.skills.access import Attempt, attempt_for_worker
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.worker.forms import SECONDS_MAX, time_spans
from ouvrage.work.access import project_for_worker, task_in_hand
from ouvrage.work.queries import Project, TaskInHand


@require_POST
@worker_page
def seen(request: HttpRequest) -> HttpResponse:
    """A page that was left tells when it was visible."""
    actor, now = actor_of(request), utc_now()
    about, subject = request.POST.get("time_about", ""), request.POST.get("time_subject", "")
    if about == TimeCategory.TASK:
        found = _task(task_in_hand(actor, subject))
    elif about == TimeCategory.INSTRUCTION:
        found = _reading(reading_for_worker(actor, subject))
    elif about == TimeCategory.QUALIFICATION:
        found = _attempt(attempt_for_worker(actor, subject))
    elif about == TimeCategory.COMMUNICATION and subject:
        found = _asking(project_for_worker(actor, subject), now)
    else:
        # Messages and what was decided about one's work are of no single project; nor is search.
        messages = about == TimeCategory.COMMUNICATION
        category = TimeCategory.COMMUNICATION if messages else TimeCategory.SEARCH
        found = TimeSubject(category, now - Span(seconds=SECONDS_MAX))
    _report(request, actor, now, found)
    return HttpResponse(status=204)


def report_task(request: HttpRequest, found: TaskInHand) -> None:
    """The time that travels with an answer is recorded for its task."""
    _report(request, actor_of(request), utc_now(), _task(found))


def report_reading(request: HttpRequest, reading: Reading) -> None:
    """The time that travels with the end of a reading is recorded for it."""
    _report(request, actor_of(request), utc_now(), _reading(reading))


def report_attempt(request: HttpRequest, attempt: Attempt) -> None:
    """The time that travels with an item of a test is recorded for the attempt."""
    _report(request, actor_of(request), utc_now(), _attempt(attempt))


def report_asking(request: HttpRequest, project: Project) -> None:
    """The time that travels with a question is recorded for its project."""
    now = utc_now()
    _report(request, actor_of(request), now, _asking(project, now))


def _attempt(attempt: Attempt) -> TimeSubject:
    return TimeSubject(
        TimeCategory.QUALIFICATION, attempt.started_at, "", "", "attempt", attempt.id
    )


def _asking(project: Project, now: Moment) -> TimeSubject:
    since = now - Span(seconds=SECONDS_MAX)
    return TimeSubject(TimeCategory.COMMUNICATION, since, project.id, "", "project", project.id)


def _task(found: TaskInHand) -> TimeSubject:
    return TimeSubject(
        TimeCategory.REWORK if found.rework else TimeCategory.TASK,
        found.taken_at,
        found.project_id,
        found.batch_id,
        "assignment",
        found.id,
    )


def _reading(reading: Reading) -> TimeSubject:
    return TimeSubject(
        TimeCategory.INSTRUCTION,
        reading.started_at,
        reading.project_id,
        reading.batch_id,
        "reading",
        reading.id,
    )


def _report(request: HttpRequest, actor: Actor, now: Moment, subject: TimeSubject) -> None:
    told = time_spans(request.POST.get("page_key", ""), request.POST.get("time_spans", ""))
    if told is not None:
        report = TimeReport(*told)
        pay.record_time(actor=actor, now=now, subject=subject, report=report)
