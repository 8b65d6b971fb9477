"""Answers become labels: one vote per field, kept with how it was made."""

from collections.abc import Iterator

from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.actions import Line, record
from ouvrage.quality import MajorityVote
from ouvrage.review.errors import NoAnswersYet
from ouvrage.review.models import Label, Run
from ouvrage.review.votes import Agreement, Given, Vote, agreement_of, votes_on
from ouvrage.work.models import Batch, Submission
from ouvrage.work.rules import UNUSED_STATES

LABELS_KEPT = Span(days=1)


def run_aggregation(*, actor: Actor, now: Moment, batch_id: str) -> Run:
    """The batch has labels from all its answers that are of use; money is not touched.

    `NoAnswersYet` when there is none. The runs before stay; their labels are removed a day later,
    when no download reads them any more. Memory grows with the answers of the batch.
    """
    batch = Batch.objects.select_related("project").get(id=batch_id)
    given = list(_given(batch_id))
    if not given:
        raise NoAnswersYet
    kinds = {str(field["name"]): str(field["kind"]) for field in batch.project.fields}
    positions = {answer.task_id: answer.position for answer in given}
    votes = [vote for name, kind in kinds.items() for vote in votes_on(name, kind, given)]
    agreement = agreement_of(kinds, given)
    with transaction.atomic():
        Batch.objects.select_for_update(no_key=True).get(id=batch_id)
        run = Run.objects.create(
            id=new_id(now),
            batch_id=batch_id,
            method=MajorityVote.method,
            answers=len(given),
            agreement=agreement.percent,
            alpha=agreement.alpha,
            at=now,
        )
        _keep(run, votes, positions)
        _line(actor, now, run, batch.project.organisation_id, agreement)
    return run


def _given(batch_id: str) -> Iterator[Given]:
    rows = Submission.objects.filter(batch_id=batch_id).exclude(state__in=UNUSED_STATES)
    columns = ("task_id", "task__position", "worker_id", "answer")
    for row in rows.order_by("task__position", "id").values_list(*columns).iterator():
        yield Given(*row)


def _keep(run: Run, votes: list[Vote], positions: dict[str, int]) -> None:
    Label.objects.filter(
        run__batch_id=run.batch_id, run_id__lt=run.id, run__at__lt=run.at - LABELS_KEPT
    ).delete()
    Label.objects.bulk_create(
        [
            Label(
                run=run,
                task_id=vote.task_id,
                position=positions[vote.task_id],
                field=vote.field,
                value=vote.value,
                confidence=vote.confidence,
                tied=list(vote.tied),
                votes=[list(pair) for pair in vote.votes],
            )
            for vote in votes
        ],
        batch_size=1_000,
    )


def _line(actor: Actor, now: Moment, run: Run, organisation_id: str, agreement: Agreement) -> None:
    line = Line(
        "labels.computed",
        "batch",
        run.batch_id,
        organisation_id,
        details={
            "method": run.method,
            "answers": run.answers,
            "agreement": agreement.percent,
            "alpha": agreement.alpha,
        },
    )
    record(actor=actor, now=now, line=line)
