"""One answer on these pages: its card, what was decided about it, and what can be done next."""

from collections.abc import Sequence

from django.utils.translation import gettext

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.review import queries
from ouvrage.review.rules import REASON_LABELS, RefusalReason
from ouvrage.taskui import FieldKind
from ouvrage.web.requester.cells import AnswerCard, answer_card
from ouvrage.web.requester.charts import share
from ouvrage.web.requester.place import ProjectPlace
from ouvrage.web.requester.words import ANSWER_STATES, REPLACED
from ouvrage.web.shell.elements import drawn_answer, files_for
from ouvrage.work import queries as work
from ouvrage.work.access import Submission, submission_for_member


def answer_of(place: ProjectPlace, submission_id: str) -> Submission:
    """The answer, when it is one of this project."""
    submission = submission_for_member(place.actor, submission_id)
    if submission.project_id != place.project.id:
        raise NotFound
    return submission


def answer_cards(place: ProjectPlace, rows: Sequence[work.SubmissionRow]) -> list[AnswerCard]:
    """The answers with their tasks; media can be opened."""
    batch_ids = {row.batch_id for row in rows}
    media = {batch_id: place.batch(batch_id).media_columns for batch_id in batch_ids}
    address = work.media_resolver(place.project.id, place.actor.id)
    return [answer_card(row, media[row.batch_id], address) for row in rows]


def criteria_of(place: ProjectPlace, sent: Submission) -> list[tuple[str, str]]:
    """The criteria of the version that the worker had before them, by code."""
    version = work.instructions(place.project.id, version=sent.assignment.instructions_version)
    return [] if version is None else [(item["code"], item["text"]) for item in version.criteria]


def answer_context(place: ProjectPlace, sent: Submission) -> dict[str, object]:
    """What the page of one answer shows."""
    row = work.submission_row(sent)
    state = ANSWER_STATES.get(row.state, REPLACED)
    acceptance = queries.acceptance_for(sent.worker_id, place.organisation.id, place.now)
    drawn = _drawn(place, row)
    return place.context(
        tab="projects",
        drawn=drawn,
        element_files=files_for(drawn),
        card=answer_cards(place, [row])[0],
        verdicts=[(verdict, reason_words(verdict)) for verdict in queries.verdicts_of(sent.id)],
        held=queries.held_refusal_of(sent.id),
        suspicion=queries.suspicion_of(sent.id),
        steps=queries.defect_steps(sent),
        rework=work.rework_of(sent),
        state=gettext(state),
        acceptance=acceptance,
        acceptance_shown=share(acceptance.share),
    )


def _drawn(place: ProjectPlace, row: work.SubmissionRow) -> str:
    """The task with what was drawn on it; nothing where words say the answer, or its page fails."""
    if not any(field["kind"] == FieldKind.WIDGET for field in row.source.fields):
        return ""
    address = work.media_resolver(place.project.id, place.actor.id)
    try:
        return drawn_answer(row.source.template, row.data, row.answer, address)
    except Refusal:
        return ""


def reason_words(verdict: queries.VerdictRow) -> str:
    """The reason of a verdict in words; nothing for one without."""
    return gettext(REASON_LABELS[RefusalReason(verdict.reason)]) if verdict.reason else ""
