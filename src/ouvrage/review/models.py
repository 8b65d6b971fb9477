"""Tables of the room: verdicts on answers, whether they are contested, wait for a person or are
suspected of fraud; control items; aggregation runs and the labels they give.

A verdict is never changed; another one follows it. A run keeps how its labels were made.
"""

from django.db import models
from django.db.models import Q

from ouvrage.review.rules import ContestOutcome, Decider, Decision, HeldOutcome
from ouvrage.work.rules import SubmissionState


class Verdict(models.Model):
    """A decision about one answer, with its reasons; the latest one counts."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    submission = models.ForeignKey("work.Submission", on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(
        max_length=8, choices=[(value.value, value.value) for value in Decision]
    )
    decider = models.CharField(
        max_length=9, choices=[(value.value, value.value) for value in Decider]
    )
    person_id = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    criterion_code = models.CharField(max_length=10, blank=True)
    criterion_text = models.TextField(blank=True)
    instructions_version = models.PositiveIntegerField(default=0)
    evidence = models.TextField(blank=True)
    explanation = models.TextField(blank=True)
    appeal_until = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["submission", "id"], name="verdict_of_submission")]


class Contest(models.Model):
    """An appeal against a refusal, as far as the refusal is concerned: while it is open nothing
    becomes final. Who appealed, with which words, and how it went on is kept a floor above."""

    verdict = models.OneToOneField(
        Verdict, on_delete=models.PROTECT, primary_key=True, related_name="contest"
    )
    submission = models.ForeignKey("work.Submission", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=10,
        blank=True,
        choices=[(value.value, value.value) for value in ContestOutcome],
    )


class Hold(models.Model):
    """Refusals of a batch that wait for a person, which thresholds they crossed, with which figures
    (DEC-4). It is open while one of its refusals is undecided."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    batch = models.ForeignKey("work.Batch", on_delete=models.PROTECT, related_name="+")
    rules = models.JSONField()
    refusals = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()
    before_refused = models.PositiveIntegerField()
    before_decided = models.PositiveIntegerField()
    recent_refusals = models.PositiveIntegerField(default=0)
    recent_answers = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()


class HeldRefusal(models.Model):
    """A refusal that waits, as its requester wrote it, and what a person decided about it.

    `verdict` is the refusal that had taken effect before it was held, if it had.
    """

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="held")
    submission = models.ForeignKey("work.Submission", on_delete=models.PROTECT, related_name="+")
    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, null=True, related_name="+")
    person_id = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=40)
    criterion_code = models.CharField(max_length=10)
    criterion_text = models.TextField()
    instructions_version = models.PositiveIntegerField()
    evidence = models.TextField()
    explanation = models.TextField()
    at = models.DateTimeField()
    outcome = models.CharField(
        max_length=9, blank=True, choices=[(value.value, value.value) for value in HeldOutcome]
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=26, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hold", "submission"], name="held_once_a_hold"),
            models.UniqueConstraint(
                fields=["submission"], name="held_once_at_a_time", condition=Q(outcome="")
            ),
        ]
        indexes = [models.Index(fields=["hold"], name="held_undecided", condition=Q(outcome=""))]

    @property
    def decision(self) -> str:
        """What a refusal came to that waits."""
        return SubmissionState.HELD.value

    @property
    def appeal_until(self) -> None:
        """There is nothing to contest while it waits."""
        return


class Suspicion(models.Model):
    """A requester suspects fraud in a refused answer: a reviewer proves it or does not (PAY-9).

    After `due_at` nobody waits for the reviewer any more, and the time is paid.
    """

    submission = models.OneToOneField(
        "work.Submission", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    person_id = models.CharField(max_length=60, blank=True)
    evidence = models.TextField()
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=26, blank=True)
    proven = models.BooleanField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["at"], name="suspicion_undecided", condition=Q(decided_at__isnull=True)
            )
        ]


class GoldItem(models.Model):
    """A task with a known answer, which serves as a control (DEC-13).

    `expected` names fields of the project. Once withdrawn it counts for nobody.
    """

    task = models.OneToOneField(
        "work.Task", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    batch = models.ForeignKey("work.Batch", on_delete=models.PROTECT, related_name="+")
    expected = models.JSONField()
    explanation = models.TextField()
    person_id = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)


class GoldCheck(models.Model):
    """One field of an answer beside the known one; never changed."""

    item = models.ForeignKey(GoldItem, on_delete=models.PROTECT, related_name="checks")
    submission = models.ForeignKey("work.Submission", on_delete=models.PROTECT, related_name="+")
    worker_id = models.CharField(max_length=26)
    field = models.CharField(max_length=120)
    expected = models.JSONField(null=True)
    given = models.JSONField(null=True)
    passed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "field"], name="a_field_checked_once")
        ]
        indexes = [models.Index(fields=["worker_id", "at"], name="check_of_worker")]


class GoldDispute(models.Model):
    """A worker says that a control item is wrong; a reviewer who is no party decides (DEC-13)."""

    submission = models.OneToOneField(
        "work.Submission", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    item = models.ForeignKey(GoldItem, on_delete=models.PROTECT, related_name="disputes")
    words = models.TextField()
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=26, blank=True)
    upheld = models.BooleanField(null=True)
    explanation = models.TextField(blank=True)
    appealed = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["at"], name="dispute_undecided", condition=Q(decided_at__isnull=True)
            )
        ]


class Run(models.Model):
    """One aggregation of a batch's answers: how, from how many, when, how well people agreed."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    batch = models.ForeignKey("work.Batch", on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=40)
    answers = models.PositiveIntegerField()
    agreement = models.FloatField(null=True)
    alpha = models.FloatField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["batch", "id"], name="run_of_batch")]


class Label(models.Model):
    """What one run says of one field of one task; `value` is null on a tie."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="labels", db_index=False)
    task_id = models.CharField(max_length=26)
    position = models.PositiveIntegerField()
    field = models.CharField(max_length=120)
    value = models.JSONField(null=True)
    confidence = models.FloatField()
    tied = models.JSONField(default=list)
    votes = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "position", "field"], name="a_label_once")
        ]
