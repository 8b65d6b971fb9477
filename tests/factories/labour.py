"""Workers who answer: each takes what is free, reads first, and sends an answer."""

from collections.abc import Callable, Mapping

from ouvrage.base.moment import Moment
from ouvrage.pay.actions import end_reading
from ouvrage.people.models import Person
from ouvrage.work.actions import submit, take
from ouvrage.work.errors import NothingLeft
from ouvrage.work.models import Submission, Task
from tests.factories.people import NOW, actor_of, make_worker
from tests.factories.work import begin_reading

Answering = Callable[[Task], Mapping[str, object]]


def answer_all(
    project_id: str, answering: Answering, *, worker: Person | None = None, now: Moment = NOW
) -> list[Submission]:
    """One worker has answered every task of the project that was free for them."""
    actor = actor_of(worker or make_worker())
    begin_reading(actor, project_id, now)
    end_reading(actor=actor, now=now, project_id=project_id, reported_seconds=5)
    sent = []
    while True:
        try:
            assignment = take(actor=actor, now=now, project_id=project_id)
        except NothingLeft:
            return sent
        sent.append(
            submit(
                actor=actor,
                now=now,
                assignment_id=assignment.id,
                answer=dict(answering(assignment.task)),
                active_seconds=5,
            )
        )
