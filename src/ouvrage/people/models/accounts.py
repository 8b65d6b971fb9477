"""Tables of the room: who there is, in which organisations, with which keys."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac


class PersonManager(BaseUserManager["Person"]):
    """Finds a person by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """A human being with an account; `works`, `operates` and `reviews` are roles.

    Membership of an organisation is another.

    `contract_version` is the latest version of the contract they accepted, zero before the first.

    A session holds for as long as the password and `logouts` stay what they were when it began.
    """

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=10, default="en")
    languages_worked = models.JSONField(default=list)
    works = models.BooleanField(default=False)
    operates = models.BooleanField(default=False)
    reviews = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    logouts = models.PositiveIntegerField(default=0)
    contract_version = models.PositiveIntegerField(default=0)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    def __str__(self) -> str:
        return self.name or (self.email if self.is_active else "–")

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        return self._session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return (self._session_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret: str | bytes) -> str:
        held = f"{self.logouts}:{self.password}"
        return salted_hmac("ouvrage.session", held, secret, algorithm="sha256").hexdigest()


class OrganisationKind(models.TextChoices):
    """What the organisation is; a commercial one never gets unpaid work."""

    COMMERCIAL = "commercial"
    NON_PROFIT = "non_profit"
    PUBLIC = "public"


class Organisation(models.Model):
    """A requester: the legal person that orders work and answers for it."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=12, choices=OrganisationKind.choices)
    contact = models.CharField(max_length=254)
    created_at = models.DateTimeField()
    scripts_allowed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class MemberRole(models.TextChoices):
    """What a member may do: an owner also manages members and keys."""

    OWNER = "owner"
    MEMBER = "member"


class Membership(models.Model):
    """A person acts for an organisation."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=6, choices=MemberRole.choices)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation"], name="one_membership")
        ]


class ApiKey(models.Model):
    """A program's key: shown once, kept as a SHA-256 digest."""

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="api_keys"
    )
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
