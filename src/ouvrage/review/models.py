"""Tables of the room: verdicts on answers and whether they are contested, aggregation runs and the
labels they give.

A verdict is never changed; another one follows it. A run keeps how its labels were made.
"""

from django.db import models

from ouvrage.review.rules import ContestOutcome, Decider, Decision


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
