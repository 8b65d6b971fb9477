"""Questions of workers about one project, those that wait first, and the answers (VOI-8)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.ids import is_id
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.voice import actions, queries
from ouvrage.voice.access import question_for_member
from ouvrage.voice.queries import QuestionRow
from ouvrage.web.requester.forms.questions import AnswerForm
from ouvrage.web.requester.place import ProjectPlace, enter_project
from ouvrage.web.requester.words import REFUSED
from ouvrage.web.shell.access import organisation_page
from ouvrage.work.queries import pseudonym_for, silent_since


@require_safe
@organisation_page
def questions(request: HttpRequest, organisation_id: str, project_id: str) -> HttpResponse:
    """The questions that wait, then those that do not."""
    place = enter_project(request, organisation_id, project_id)
    before = request.GET.get("before", "")
    done = queries.questions_of_project(
        project_id, waiting=False, before=before if is_id(before) else ""
    )
    context = place.context(
        tab="projects",
        waiting=_lines(place, queries.questions_of_project(project_id, waiting=True)),
        done=_lines(place, done),
        before=done[-1].id if len(done) == PAGE_ROWS else "",
        answer_time=queries.answer_time(place.now, project_id=project_id),
        silent=silent_since(project_id),
    )
    return render(request, "requester/questions.html", context)


def _lines(place: ProjectPlace, rows: list[QuestionRow]) -> list[dict[str, object]]:
    return [
        {"row": row, "code": pseudonym_for(place.organisation.id, row.worker_id)} for row in rows
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page
def question(
    request: HttpRequest, organisation_id: str, project_id: str, question_id: str
) -> HttpResponse:
    """One thread; sending the form answers it, and what waited for it goes on."""
    place = enter_project(request, organisation_id, project_id)
    found = question_for_member(place.actor, question_id)
    if found.project_id != project_id:
        raise NotFound
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            actions.answer_question(
                actor=place.actor,
                now=place.now,
                question_id=_latest(found.thread_id),
                text=form.cleaned_data["text"],
                public=form.cleaned_data["public"],
                client_key=form.cleaned_data["client_key"],
            )
        except Refusal as refusal:
            form.show(refusal)
        else:
            messages.success(request, gettext("The answer is sent."))
            return redirect("requester:question", *place.address, found.thread_id)
    context = place.context(
        tab="projects",
        lines=_lines(place, queries.thread(found.thread_id)),
        form=form,
    )
    status = REFUSED if form.is_bound else 200
    return render(request, "requester/question.html", context, status=status)


def _latest(thread_id: str) -> str:
    """The question of the thread that an answer belongs to."""
    return queries.thread(thread_id)[-1].id
