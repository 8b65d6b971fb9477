"""What rooms above need to tell a worker about an appeal, a question or a restriction."""

from dataclasses import dataclass

from ouvrage.base.errors import NotFound
from ouvrage.base.moment import Moment
from ouvrage.rights.models import Appeal, Explanation, Restriction
from ouvrage.rights.queries.restrictions import RestrictionRow, restriction_row
from ouvrage.rights.subjects import case_of


@dataclass(frozen=True, slots=True)
class AppealFile:
    """Whose an appeal is, what it is about, and by when an answer was due."""

    worker_id: str
    title: str
    answer_by: Moment


def file_of_appeal(appeal_id: str) -> AppealFile | None:
    """The appeal in three words; None when there is none."""
    appeal = Appeal.objects.filter(id=appeal_id).first()
    if appeal is None:
        return None
    try:
        title = case_of(appeal.subject_kind, appeal.subject_id).title
    except NotFound:
        title = ""
    return AppealFile(appeal.worker_id, title, appeal.answer_due_at)


def asked_by(explanation_id: str) -> str:
    """Who asked the question; empty when there is none."""
    found = Explanation.objects.filter(id=explanation_id).values_list("worker_id", flat=True)
    return found.first() or ""


def restriction(restriction_id: str) -> RestrictionRow | None:
    """The restriction with that id; None when there is none."""
    found = Restriction.objects.select_related("block").filter(id=restriction_id).first()
    return None if found is None else restriction_row(found)
