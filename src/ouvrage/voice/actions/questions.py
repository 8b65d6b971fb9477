"""Workers ask, requesters answer; a batch waits while blocking questions are unanswered (VOI-8)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.people.queries import person_behind
from ouvrage.voice import rules
from ouvrage.voice.actions.messages import tell
from ouvrage.voice.drafts import Telling
from ouvrage.voice.errors import QuestionsTooMany, QuestionTextNotValid
from ouvrage.voice.models import Question, Reply
from ouvrage.voice.rules import Waiting
from ouvrage.work import actions as work
from ouvrage.work import queries as work_queries
from ouvrage.work.access import project_for_worker, task_in_hand
from ouvrage.work.rules import BatchState


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """What is asked, about which project; from a task in hand, or following on a question."""

    project_id: str
    text: str
    blocking: bool
    client_key: str
    assignment_id: str = ""
    thread_id: str = ""


def ask_question(*, actor: Actor, now: Moment, draft: QuestionDraft) -> Question:
    """The requester has the question; the same key gives that of the first call."""
    project = project_for_worker(actor, draft.project_id)
    _check(draft.text)
    batch_id = ""
    if draft.assignment_id:
        batch_id = task_in_hand(actor, draft.assignment_id).batch_id
    asked = Question.objects.filter(worker_id=actor.id, project_id=project.id)
    if asked.filter(asked_at__gt=now - timedelta(days=1)).count() >= limits.QUESTIONS_A_DAY:
        raise QuestionsTooMany(most=limits.QUESTIONS_A_DAY)
    question_id = new_id(now)
    known = asked.filter(id=draft.thread_id).values_list("thread_id", flat=True).first()
    try:
        with transaction.atomic():
            question = Question.objects.create(
                id=question_id,
                thread_id=known or question_id,
                project_id=project.id,
                batch_id=batch_id,
                assignment_id=draft.assignment_id,
                worker_id=actor.id,
                client_key=draft.client_key,
                text=draft.text.strip(),
                blocking=draft.blocking,
                asked_at=now,
            )
            line = Line("question.asked", "question", question.id, project.organisation_id)
            record(actor=actor, now=now, line=line)
    except IntegrityError:
        return Question.objects.get(worker_id=actor.id, client_key=draft.client_key)
    return question


def _check(text: str) -> None:
    if not 1 <= len(text.strip()) <= limits.QUESTION_CHARACTERS_MAX:
        raise QuestionTextNotValid(field="text", most=limits.QUESTION_CHARACTERS_MAX)


def settle_question(*, actor: Actor, now: Moment, question_id: str) -> bool:
    """The worker needs no answer any more; true when it was waiting."""
    question = Question.objects.get(id=question_id)
    with transaction.atomic():
        waiting = Question.objects.filter(
            thread_id=question.thread_id, answered_at__isnull=True, settled_at__isnull=True
        )
        settled = bool(waiting.update(settled_at=now))
        if settled:
            record(actor=actor, now=now, line=_line("question.settled", question))
            _watch(actor, now, question.project_id)
    return settled


def answer_question(
    *, actor: Actor, now: Moment, question_id: str, text: str, public: bool, client_key: str
) -> Reply:
    """The worker has the answer, and everybody who works on the project when it is public.

    What waited for it goes on at once. The same key gives the first call's reply.
    """
    _check(text)
    question = Question.objects.get(id=question_id)
    try:
        with transaction.atomic():
            reply = Reply.objects.create(
                id=new_id(now),
                question=question,
                person_id=person_behind(actor),
                client_key=client_key,
                text=text.strip(),
                public=public,
                at=now,
            )
            thread = Question.objects.filter(thread_id=question.thread_id)
            thread.filter(answered_at__isnull=True).update(answered_at=now)
            record(actor=actor, now=now, line=_line("question.answered", question))
            _watch(actor, now, question.project_id)
            _tell(actor, now, question, reply)
    except IntegrityError:
        return Reply.objects.get(question=question, client_key=client_key)
    return reply


def _tell(actor: Actor, now: Moment, question: Question, reply: Reply) -> None:
    title = work_queries.project(question.project_id).title
    telling = Telling(
        f"question_answered:{reply.id}",
        question.worker_id,
        "question_answered",
        {"project": title},
        "question",
        question.thread_id,
    )
    tell(actor=actor, now=now, telling=telling)


def _line(action: str, question: Question) -> Line:
    organisation_id = work_queries.project(question.project_id).organisation_id
    return Line(action, "question", question.id, organisation_id)


def watch_silence(*, actor: Actor, now: Moment, limit: int) -> int:
    """Batches whose blocking questions waited too long wait too, and others go on; returns how many
    changed."""
    hours = settings.AGREEMENT.voice.silence_hours
    late = Question.objects.filter(
        blocking=True,
        answered_at__isnull=True,
        settled_at__isnull=True,
        asked_at__lte=now - timedelta(hours=hours),
    )
    projects = set(late.values_list("project_id", flat=True).distinct()[:limit])
    projects |= set(work_queries.silent_projects())
    return sum(_watch(actor, now, project_id) for project_id in sorted(projects))


def _watch(actor: Actor, now: Moment, project_id: str) -> int:
    """Each open batch of the project waits or goes on, as its questions say.

    A question about the whole project counts for each of its batches.
    """
    agreed = settings.AGREEMENT.voice
    by_batch: dict[str, list[Waiting]] = defaultdict(list)
    rows = Question.objects.filter(
        project_id=project_id, blocking=True, answered_at__isnull=True, settled_at__isnull=True
    )
    for worker_id, asked_at, batch_id in rows.values_list("worker_id", "asked_at", "batch_id"):
        by_batch[batch_id].append(Waiting(worker_id, asked_at, batch_id))
    changed = 0
    for batch in work_queries.batches_of(project_id):
        if batch.state != BatchState.OPEN:
            continue
        waiting = [*by_batch[""], *by_batch[batch.id]]
        silent = rules.is_silent(waiting, now, agreed.silence_hours, agreed.blocking_questions)
        if silent:
            changed += work.pause_for_silence(actor=actor, now=now, batch_id=batch.id)
        else:
            changed += work.end_silence(actor=actor, now=now, batch_id=batch.id)
    return changed
