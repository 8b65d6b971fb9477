"""What the operator decides about an account: proposed by a rule or a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ouvrage.rights.rules import ProposalState, RestrictionKind


class Proposal(models.Model):
    """Somebody, or a rule, proposes to restrict an account, and shows why. It changes nothing."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=16, choices=[(value.value, value.value) for value in RestrictionKind]
    )
    rule = models.CharField(max_length=40, blank=True)
    proposed_by = models.CharField(max_length=60)
    words = models.TextField()
    evidence = models.JSONField(default=list)
    at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=[(value.value, value.value) for value in ProposalState]
    )
    decided_by = models.CharField(max_length=26, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker"],
                name="one_open_proposal",
                condition=Q(state=ProposalState.OPEN.value),
            )
        ]
        indexes = [models.Index(fields=["state", "id"], name="proposal_in_state")]


class Restriction(models.Model):
    """A named operator restricted an account, for written reasons; its effect is `work.Block`.

    Money due, payouts, exports, open tasks and appeals are untouched by it.
    """

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=16, choices=[(value.value, value.value) for value in RestrictionKind]
    )
    block = models.OneToOneField("work.Block", on_delete=models.PROTECT, related_name="+")
    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, null=True, related_name="restriction"
    )
    evidence = models.TextField()
    grave_reason = models.TextField(blank=True)
    lifted_by = models.CharField(max_length=60, blank=True)
    lift_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["worker", "id"], name="restriction_of_worker")]


class Letter(models.Model):
    """A written notice to a worker, in their language, kept as it was sent by e-mail."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=16)
    subject_id = models.CharField(max_length=26)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["worker", "id"], name="letter_to_worker"),
            models.Index(
                fields=["due_at"], name="letter_to_send", condition=Q(sent_at__isnull=True)
            ),
        ]
