"""Questions of workers to requesters, and the replies; a follow-up is a question of the thread."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Question(models.Model):
    """What one worker asks about one project. It waits until it is answered or settled.

    `thread_id` is the id of the first question; `batch_id` is empty when the question is about the
    whole project. `blocking`: the worker cannot go on without an answer.
    """

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    thread_id = models.CharField(max_length=26)
    project_id = models.CharField(max_length=26)
    batch_id = models.CharField(max_length=26, blank=True)
    assignment_id = models.CharField(max_length=26, blank=True)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_key = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    blocking = models.BooleanField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "client_key"], name="question_asked_once")
        ]
        indexes = [
            models.Index(fields=["project_id", "id"], name="question_of_project"),
            models.Index(fields=["worker", "id"], name="question_of_worker"),
            models.Index(fields=["thread_id"], name="question_of_thread"),
            models.Index(
                fields=["project_id", "asked_at"],
                name="question_blocking",
                condition=Q(blocking=True, answered_at__isnull=True, settled_at__isnull=True),
            ),
        ]


class Reply(models.Model):
    """What the requester says to a question; `public` when everybody who works on it reads it."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="replies")
    person_id = models.CharField(max_length=26, blank=True)
    client_key = models.CharField(max_length=80)
    text = models.TextField()
    public = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "client_key"], name="reply_sent_once")
        ]
