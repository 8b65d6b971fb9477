"""Control items: marked before publication, checked as answers come, disputed, withdrawn (DEC-13).

A failed check alone refuses no answer. It counts in a score that its worker can read and contest.
"""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, refuse_all
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, announce, record, record_many
from ouvrage.people.access import impartial_reviewer
from ouvrage.people.queries import person_behind
from ouvrage.quality.gold import is_right
from ouvrage.review.errors import AlreadyDecided, AlreadyDisputed, GoldOnlyBefore, NothingFailed
from ouvrage.review.models import GoldCheck, GoldDispute, GoldItem
from ouvrage.review.queries.gold import unchecked_answers
from ouvrage.review.rules import dispute_refusals, explanation_refusals, gold_refusals
from ouvrage.work.models import Batch, Submission, Task
from ouvrage.work.rules import BatchState


def mark_gold(
    *, actor: Actor, now: Moment, task_id: str, expected: Mapping[str, object], explanation: str
) -> GoldItem:
    """The task of a draft batch is a control item with that known answer and that explanation,
    which workers who answer otherwise read. Marked again, it has the new ones."""
    with transaction.atomic():
        task = _draft_task(task_id)
        known = {name: value for name, value in expected.items() if value not in (None, "", [])}
        refuse_all(
            gold_refusals(fields=task.project.fields, expected=known, explanation=explanation)
        )
        item, _ = GoldItem.objects.update_or_create(
            task_id=task_id,
            defaults={
                "batch_id": task.batch_id,
                "expected": known,
                "explanation": explanation.strip(),
                "person_id": person_behind(actor),
                "at": now,
            },
        )
        record(actor=actor, now=now, line=_line("gold.marked", task))
    return item


def unmark_gold(*, actor: Actor, now: Moment, task_id: str) -> None:
    """The task of a draft batch is no control item (any more)."""
    with transaction.atomic():
        task = _draft_task(task_id)
        removed, _ = GoldItem.objects.filter(task_id=task_id).delete()
        if removed:
            record(actor=actor, now=now, line=_line("gold.unmarked", task))


def _draft_task(task_id: str) -> Task:
    """The task; its batch is locked, so that it is not published meanwhile."""
    task = Task.objects.select_related("project").get(id=task_id)
    batch = Batch.objects.select_for_update(no_key=True).get(id=task.batch_id)
    if batch.state != BatchState.DRAFT:
        raise GoldOnlyBefore
    return task


def _line(action: str, task: Task, reason: str = "") -> Line:
    return Line(action, "task", task.id, task.project.organisation_id, reason)


def check_gold(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Answers to control items stand beside the known ones, field by field; returns how many.

    The answer of a rework is not checked: the first one was.
    """
    rows = list(unchecked_answers(now).order_by("id")[:limit])
    items = GoldItem.objects.in_bulk({row.task_id for row in rows})
    with transaction.atomic():
        checks = [each for row in rows for each in _checks(now, row, items[row.task_id])]
        GoldCheck.objects.bulk_create(checks, batch_size=500, ignore_conflicts=True)
        lines = [
            Line("gold.checked", "submission", row.id, row.project.organisation_id) for row in rows
        ]
        record_many(actor=actor, now=now, lines=lines)
    return len(rows)


def _checks(now: Moment, sent: Submission, item: GoldItem) -> Sequence[GoldCheck]:
    kinds = {str(field["name"]): str(field["kind"]) for field in sent.project.fields}
    return [
        GoldCheck(
            item=item,
            submission=sent,
            worker_id=sent.worker_id,
            field=name,
            expected=expected,
            given=sent.answer.get(name),
            passed=is_right(kinds.get(name, ""), expected, sent.answer.get(name)),
            at=sent.submitted_at,
        )
        for name, expected in item.expected.items()
    ]


def dispute_gold(*, actor: Actor, now: Moment, submission_id: str, words: str) -> GoldDispute:
    """The worker contests the control item that their answer failed, once; meanwhile it does not
    count."""
    refuse_all(dispute_refusals(words))
    with transaction.atomic():
        sent = Submission.objects.select_related("task__project").filter(
            id=submission_id, worker_id=actor.id
        )
        found = sent.first()
        if found is None:
            raise NotFound
        failed = GoldCheck.objects.filter(submission=found, passed=False)
        check = failed.filter(item__withdrawn_at__isnull=True).first()
        if check is None:
            raise NothingFailed
        dispute, made = GoldDispute.objects.get_or_create(
            submission=found,
            defaults={"item_id": check.item_id, "words": words.strip(), "at": now},
        )
        if not made:
            raise AlreadyDisputed
        record(actor=actor, now=now, line=_line("gold.disputed", found.task))
    return dispute


def uphold_dispute(
    *, actor: Actor, now: Moment, submission_id: str, explanation: str
) -> GoldDispute:
    """The worker is right: the item does not count for them, and for nobody once as many different
    workers as agreed are."""
    with transaction.atomic():
        dispute = _decided(actor, now, submission_id, explanation, True)
        _withdraw_if_enough(actor, now, dispute)
    return dispute


def _withdraw_if_enough(actor: Actor, now: Moment, dispute: GoldDispute) -> None:
    item = GoldItem.objects.select_for_update().get(task_id=dispute.item_id)
    upheld = GoldDispute.objects.filter(item=item, upheld=True)
    workers = upheld.values("submission__worker_id").distinct().count()
    enough = workers >= settings.AGREEMENT.scores.gold_disputes_to_withdraw
    if enough and item.withdrawn_at is None:
        item.withdrawn_at = now
        item.save(update_fields=["withdrawn_at"])
        task = Task.objects.select_related("project").get(id=item.task_id)
        announce(actor=actor, now=now, line=_line("gold.withdrawn", task))


def dismiss_dispute(
    *, actor: Actor, now: Moment, submission_id: str, explanation: str
) -> GoldDispute:
    """The item stands, for a reason that the worker reads, and counts again."""
    with transaction.atomic():
        return _decided(actor, now, submission_id, explanation, False)


def contest_dismissal(*, actor: Actor, now: Moment, submission_id: str) -> GoldDispute:
    """The dismissal is contested, and the check does not count meanwhile. Called by `rights`."""
    return _appealed(actor, now, submission_id, "gold.dismissal_contested", appealed=True)


def uphold_dismissal(*, actor: Actor, now: Moment, submission_id: str) -> GoldDispute:
    """The appeal is over and the item stands. Called by `rights`."""
    return _appealed(actor, now, submission_id, "gold.dismissal_upheld", appealed=False)


def overturn_dismissal(
    *, actor: Actor, now: Moment, submission_id: str, explanation: str
) -> GoldDispute:
    """The worker was right after all, as in `uphold_dispute`. Called by `rights`, which has asked
    who may decide."""
    with transaction.atomic():
        dispute = _appealed(
            actor,
            now,
            submission_id,
            "gold.dismissal_overturned",
            appealed=False,
            upheld=True,
            explanation=explanation.strip(),
        )
        _withdraw_if_enough(actor, now, dispute)
    return dispute


def _appealed(
    actor: Actor, now: Moment, submission_id: str, action: str, **changes: object
) -> GoldDispute:
    with transaction.atomic():
        if not GoldDispute.objects.filter(submission_id=submission_id, upheld=False).update(
            **changes
        ):
            raise AlreadyDecided
        dispute = GoldDispute.objects.select_related("submission__task__project").get(
            submission_id=submission_id
        )
        record(actor=actor, now=now, line=_line(action, dispute.submission.task))
    return dispute


def _decided(
    actor: Actor, now: Moment, submission_id: str, explanation: str, upheld: bool
) -> GoldDispute:
    refuse_all(explanation_refusals(explanation))
    dispute = (
        GoldDispute.objects.select_related("submission__task__project", "item")
        .filter(submission_id=submission_id)
        .first()
    )
    if dispute is None:
        raise NotFound
    task = dispute.submission.task
    impartial_reviewer(
        actor,
        worker_ids=[dispute.submission.worker_id],
        organisation_ids=[task.project.organisation_id],
        decided_by=[dispute.item.person_id],
    )
    decided = GoldDispute.objects.filter(submission_id=submission_id, decided_at__isnull=True)
    words = explanation.strip()
    if not decided.update(decided_at=now, decided_by=actor.id, upheld=upheld, explanation=words):
        raise AlreadyDecided
    action = "gold.dispute_upheld" if upheld else "gold.dispute_dismissed"
    organisation_id = task.project.organisation_id
    line = Line(action, "submission", submission_id, organisation_id, words, {"task": task.id})
    announce(actor=actor, now=now, line=line)
    dispute.refresh_from_db()
    return dispute
