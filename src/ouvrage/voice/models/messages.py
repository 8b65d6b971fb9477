"""Messages to people, the letters that carry them out of the portal, and what each person chose."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ouvrage.voice.rules import Window

DEFAULT_WINDOW = Window("UTC", 8, 20)


class Preference(models.Model):
    """How a person wants to hear from the instance; without a row, a letter a day at most."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    zone = models.CharField(max_length=60, default=DEFAULT_WINDOW.zone)
    from_hour = models.PositiveSmallIntegerField(default=DEFAULT_WINDOW.from_hour)
    to_hour = models.PositiveSmallIntegerField(default=DEFAULT_WINDOW.to_hour)
    letters = models.BooleanField(default=True)
    at_once = models.JSONField(default=list)
    asked_for = models.JSONField(default=list)
    available_told_at = models.DateTimeField(null=True)

    @property
    def window(self) -> Window:
        """The hours in which letters may come."""
        return Window(self.zone, self.from_hour, self.to_hour)


class LetterState(models.TextChoices):
    """A letter waits for its hour, was sent, or could not be sent for long."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Letter(models.Model):
    """What is sent to one person at once; it names messages, it repeats nothing of them."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=7, choices=LetterState.choices)
    written_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="letter_waiting", condition=Q(state="waiting"))
        ]


class Message(models.Model):
    """One fact told to one person, once: `key` says what it was about."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    key = models.CharField(max_length=160, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    params = models.JSONField(default=dict)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    letter_due_at = models.DateTimeField(null=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="messages")

    class Meta:
        indexes = [
            models.Index(fields=["person", "id"], name="message_of_person"),
            models.Index(
                fields=["letter_due_at"],
                name="message_for_letter",
                condition=Q(letter__isnull=True, letter_due_at__isnull=False),
            ),
        ]
