"""The only way a door obtains a question; unknown and somebody else's look the same."""

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.voice.models import Question
from ouvrage.work.access import project_for_member

__all__ = ["Question", "question_for_member", "question_for_worker"]


def question_for_worker(actor: Actor, question_id: str) -> Question:
    """The question, for who asked it."""
    found = Question.objects.filter(id=question_id, worker_id=actor.id).first()
    if found is None:
        raise NotFound
    return found


def question_for_member(actor: Actor, question_id: str) -> Question:
    """The question, for members and keys of the organisation whose project it is about."""
    found = Question.objects.filter(id=question_id).first()
    if found is None:
        raise NotFound
    project_for_member(actor, found.project_id)
    return found
