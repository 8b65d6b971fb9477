"""Tables of the room: qualifications and who holds them, tests and attempts, what projects require.

What a person sent (`Sheet`), what was said of it (`Result`) and who was granted what (`Grant`) are
never changed: a later row supersedes, and triggers on both databases refuse anything else.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ouvrage.skills.rules import (
    AttemptState,
    Author,
    Comparator,
    GrantState,
    Guard,
    Kind,
    Scoring,
    State,
)


class Qualification(models.Model):
    """Something people can show that they can do. `organisation_id` is empty for the platform's.

    Values are whole numbers, as a rule from 0 to 100. `auto_granted` is what anybody gets who asks;
    `retry_after_seconds` null: taken once; `valid_days` null: kept without end.
    """

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    organisation_id = models.CharField(max_length=26, blank=True)
    client_key = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=8, choices=[(v.value, v.value) for v in Kind])
    state = models.CharField(max_length=6, choices=[(v.value, v.value) for v in State])
    auto_granted = models.IntegerField(null=True)
    retry_after_seconds = models.PositiveIntegerField(null=True)
    valid_days = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "client_key"], name="qualification_made_once"
            ),
            models.UniqueConstraint(
                fields=["organisation_id", "name"],
                condition=~Q(state="closed"),
                name="qualification_name_once",
            ),
        ]


class Test(models.Model):
    """The test of a qualification: items drawn by a template, scored by a key or by a person.

    `seconds_max` is the most that one attempt is paid for; `attempts_left` is how many attempts
    there is still money for, null for the platform's own, which its guarantee fund pays.
    """

    __test__ = False  # pytest collects classes by this name

    qualification = models.OneToOneField(
        Qualification, on_delete=models.PROTECT, primary_key=True, related_name="test"
    )
    preset = models.CharField(max_length=40, blank=True)
    template = models.TextField(blank=True)
    columns = models.JSONField(default=list)
    instructions = models.TextField(blank=True)
    criteria = models.TextField(blank=True)
    scoring = models.CharField(max_length=6, choices=[(v.value, v.value) for v in Scoring])
    items_per_attempt = models.PositiveSmallIntegerField()
    pass_percent = models.PositiveSmallIntegerField()
    time_estimate_seconds = models.PositiveIntegerField()
    seconds_max = models.PositiveIntegerField()
    attempts_max = models.PositiveSmallIntegerField()
    attempts_left = models.PositiveIntegerField(null=True)


class Item(models.Model):
    """One item of a test. `key` names for each question the answers that are right."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    test = models.ForeignKey(Test, on_delete=models.PROTECT, related_name="items")
    data = models.JSONField(default=dict)
    key = models.JSONField(default=dict)
    explanation = models.TextField(blank=True)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)


class Attempt(models.Model):
    """One person takes a test once. `kept` is what they answered so far, `seconds` how long it
    took, item by item, in the order of `items`."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    test = models.ForeignKey(Test, on_delete=models.PROTECT, related_name="attempts")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=7, choices=[(v.value, v.value) for v in AttemptState])
    items = models.JSONField()
    kept = models.JSONField(default=dict)
    seconds = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    open_until = models.DateTimeField()
    score_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["test", "worker", "number"], name="attempt_number"),
            models.UniqueConstraint(
                fields=["test", "worker"],
                condition=Q(state__in=["open", "waiting"]),
                name="one_attempt_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "id"], name="attempt_of_worker"),
            models.Index(fields=["open_until"], name="attempt_open", condition=Q(state="open")),
            models.Index(
                fields=["score_until"], name="attempt_waiting", condition=Q(state="waiting")
            ),
        ]


class Sheet(models.Model):
    """What was sent: the answers by item, and the seconds that count. Only erasure empties
    it."""

    attempt = models.OneToOneField(
        Attempt, on_delete=models.PROTECT, primary_key=True, related_name="sheet"
    )
    answers = models.JSONField(default=dict)
    seconds = models.PositiveIntegerField()
    at = models.DateTimeField()


class Result(models.Model):
    """What was said of an attempt; the latest counts. `marks` holds for each item whether it was
    right, what was expected, and a note. Never changed."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="results")
    version = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    marks = models.JSONField()
    author = models.CharField(max_length=6, choices=[(v.value, v.value) for v in Author])
    person_id = models.CharField(max_length=26, blank=True)
    explanation = models.TextField(blank=True)
    appeal_until = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "version"], name="result_version")
        ]


class Grant(models.Model):
    """A line in one person's history with one qualification; the latest counts. Never changed."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    qualification = models.ForeignKey(Qualification, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=7, choices=[(v.value, v.value) for v in GrantState])
    value = models.IntegerField()
    author = models.CharField(max_length=6, choices=[(v.value, v.value) for v in Author])
    person_id = models.CharField(max_length=26, blank=True)
    attempt_id = models.CharField(max_length=26, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    explanation = models.TextField(blank=True)
    appeal_until = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "qualification", "version"], name="grant_version"
            )
        ]
        indexes = [models.Index(fields=["qualification", "worker"], name="grant_of_qualification")]


class StatusListEntry(models.Model):
    """One number of a status list: list and index in one, drawn at random, never used again.

    `grant` is the line it stands for; none after the person is erased, when the bit stays as it is
    and leads to nobody. The key is a plain integer and there is no moment, so that the order of the
    rows does not tell when a number was given.
    """

    position = models.IntegerField(primary_key=True)
    grant = models.OneToOneField(
        Grant, on_delete=models.PROTECT, related_name="status_list_entry", null=True
    )
    withdrawn = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["position"], name="status_list_withdrawn", condition=Q(withdrawn=True)
            )
        ]


class Requirement(models.Model):
    """What a project asks of who works on it; `values` as the comparator needs them."""

    project_id = models.CharField(max_length=26)
    qualification = models.ForeignKey(Qualification, on_delete=models.PROTECT, related_name="+")
    comparator = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Comparator])
    values = models.JSONField(default=list)
    guard = models.CharField(max_length=8, choices=[(v.value, v.value) for v in Guard])
    alternative = models.ForeignKey(
        Qualification, on_delete=models.PROTECT, related_name="+", null=True
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project_id", "position"], name="requirement_of_project"
            )
        ]
