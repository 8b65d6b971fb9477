"""The room's writers. Each is one transaction with its journal line; members and owners are counted
under a lock on the organisation, so that two acts at once cannot leave it without an owner.
"""

import secrets
from collections.abc import Sequence

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from ouvrage.base import limits
from ouvrage.base.actor import Actor, ActorKind
from ouvrage.base.errors import NotFound, Refusal, refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.people import access, errors, rules
from ouvrage.people.models import (
    ApiKey,
    MemberRole,
    Membership,
    Organisation,
    OrganisationKind,
    Person,
)
from ouvrage.people.queries import api_key_digest

API_KEY_PREFIX = "ouv_"
API_KEY_RANDOM_BYTES = 32


@transaction.atomic
def create_person(
    *,
    actor: Actor,
    now: Moment,
    email: str,
    password: str,
    name: str = "",
    language: str = "en",
    works: bool = False,
    operates: bool = False,
    verified: bool = False,
) -> Person:
    """A person exists who can log in; with `verified`, without confirming the address first."""
    access.operator_only(actor)
    person = Person(
        id=new_id(now),
        email=rules.normal_email(email),
        name=name.strip(),
        language=language,
        languages_worked=[language] if works else [],
        works=works,
        operates=operates,
        joined_at=now,
    )
    refuse_all(_person_refusals(person, password))
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        raise errors.EmailTaken(field="email") from error
    if verified:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    roles = {"works": works, "operates": operates}
    record(actor=actor, now=now, line=Line("person_created", "person", person.id, details=roles))
    return person


def _person_refusals(person: Person, password: str) -> list[Refusal]:
    found = [
        *rules.name_refusals(person.name, required=False, most=limits.PERSON_NAME_CHARACTERS_MAX),
        *rules.language_refusals(person.language, _languages_spoken()),
    ]
    if not rules.is_email(person.email):
        found.append(errors.EmailNotValid(field="email"))
    elif Person.objects.filter(email=person.email).exists():
        found.append(errors.EmailTaken(field="email"))
    try:
        validate_password(password, person)
    except ValidationError as error:
        reasons = " ".join(error.messages)
        found.append(errors.PasswordTooWeak(field="password", reasons=reasons))
    return found


def _languages_spoken() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


@transaction.atomic
def change_profile(
    *,
    actor: Actor,
    now: Moment,
    person_id: str,
    name: str,
    language: str,
    languages_worked: Sequence[str],
) -> Person:
    """The person has this name, reads the portal in `language` and works in these languages."""
    person = access.person_for_self(actor, person_id)
    languages = rules.ordered_languages(languages_worked)
    refuse_all(
        [
            *rules.name_refusals(name, required=False, most=limits.PERSON_NAME_CHARACTERS_MAX),
            *rules.language_refusals(language, _languages_spoken()),
            *rules.languages_worked_refusals(languages),
            *(
                [errors.LanguagesMissing(field="languages")]
                if person.works and not languages
                else []
            ),
        ]
    )
    person.name, person.language, person.languages_worked = name.strip(), language, languages
    person.save(update_fields=["name", "language", "languages_worked"])
    details = {"language": language}
    record(actor=actor, now=now, line=Line("profile_changed", "person", person.id, details=details))
    return person


@transaction.atomic
def begin_to_work(*, actor: Actor, now: Moment, person_id: str, languages: Sequence[str]) -> Person:
    """The person is offered tasks in these languages from now on."""
    person = access.person_for_self(actor, person_id)
    wanted = rules.ordered_languages(languages)
    missing = [] if wanted else [errors.LanguagesMissing(field="languages")]
    refuse_all([*missing, *rules.languages_worked_refusals(wanted)])
    person.works, person.languages_worked = True, wanted
    person.save(update_fields=["works", "languages_worked"])
    record(actor=actor, now=now, line=Line("work_begun", "person", person.id))
    return person


@transaction.atomic
def log_out(*, actor: Actor, now: Moment, person_id: str) -> None:
    """No session of the person opens anything any more, on any device, nor any copy of one."""
    person = access.person_for_self(actor, person_id)
    Person.objects.filter(id=person.id).update(logouts=F("logouts") + 1)
    record(actor=actor, now=now, line=Line("logged_out", "person", person.id))


@transaction.atomic
def create_organisation(
    *, actor: Actor, now: Moment, person_id: str, name: str, country: str, kind: str, contact: str
) -> Organisation:
    """An organisation exists and the person is its first owner.

    The same name and country sent again by the same person is the organisation they have already.
    """
    person = access.person_for_self(actor, person_id)
    contact = rules.normal_email(contact)
    most = limits.ORGANISATION_NAME_CHARACTERS_MAX
    unknown = [] if kind in OrganisationKind.values else [errors.KindUnknown(field="kind")]
    refuse_all(
        [
            *rules.name_refusals(name, required=True, most=most),
            *rules.country_refusals(country),
            *unknown,
            *rules.contact_refusals(contact),
        ]
    )
    Person.objects.select_for_update().get(id=person.id)
    same = Organisation.objects.filter(memberships__person=person, name=name.strip())
    if (found := same.filter(country=country).first()) is not None:
        return found
    _refuse_one_more_organisation(person)
    organisation = Organisation.objects.create(
        id=new_id(now),
        name=name.strip(),
        country=country,
        kind=kind,
        contact=contact,
        created_at=now,
    )
    _join(organisation, person, MemberRole.OWNER, now)
    line = Line("organisation_created", "organisation", organisation.id, organisation.id)
    record(actor=actor, now=now, line=line)
    return organisation


def _refuse_one_more_organisation(person: Person) -> None:
    if person.memberships.count() >= limits.ORGANISATIONS_PER_PERSON_MAX:
        raise errors.OrganisationsTooMany(most=limits.ORGANISATIONS_PER_PERSON_MAX)


def _join(organisation: Organisation, person: Person, role: MemberRole, now: Moment) -> Membership:
    return Membership.objects.create(organisation=organisation, person=person, role=role, since=now)


@transaction.atomic
def add_member(
    *, actor: Actor, now: Moment, organisation_id: str, email: str, role: str
) -> Membership:
    """The person with that address acts for the organisation in that role."""
    organisation = _locked_for_owner(actor, organisation_id)
    wanted = _role(role)
    person = Person.objects.filter(email=rules.normal_email(email), is_active=True).first()
    if person is None:
        raise errors.PersonUnknown(field="email")
    if organisation.memberships.filter(person=person).exists():
        raise errors.AlreadyMember(field="email")
    if organisation.memberships.count() >= limits.MEMBERS_MAX:
        raise errors.MembersTooMany(most=limits.MEMBERS_MAX)
    _refuse_one_more_organisation(person)
    membership = _join(organisation, person, wanted, now)
    _record_member(actor, now, "member_added", membership)
    return membership


@transaction.atomic
def change_role(
    *, actor: Actor, now: Moment, organisation_id: str, person_id: str, role: str
) -> Membership:
    """The member has that role in the organisation."""
    organisation = _locked_for_owner(actor, organisation_id)
    wanted = _role(role)
    membership = _membership(organisation, person_id)
    if wanted is not MemberRole.OWNER:
        _refuse_to_lose_last_owner(membership)
    membership.role = wanted
    membership.save(update_fields=["role"])
    _record_member(actor, now, "member_role_changed", membership)
    return membership


@transaction.atomic
def remove_member(
    *, actor: Actor, now: Moment, organisation_id: str, person_id: str, reason: str
) -> None:
    """The person no longer acts for the organisation, and the journal says why."""
    organisation = _locked_for_owner(actor, organisation_id)
    refuse_all(rules.reason_refusals(reason))
    membership = _membership(organisation, person_id)
    _refuse_to_lose_last_owner(membership)
    _record_member(actor, now, "member_removed", membership, reason.strip())
    membership.delete()


def _locked_for_owner(actor: Actor, organisation_id: str) -> Organisation:
    """The organisation, locked until the end of the transaction."""
    access.organisation_for_owner(actor, organisation_id)
    organisation = Organisation.objects.select_for_update().get(id=organisation_id)
    access.organisation_for_owner(actor, organisation_id)
    return organisation


def _membership(organisation: Organisation, person_id: str) -> Membership:
    membership = organisation.memberships.filter(person_id=person_id).first()
    if membership is None:
        raise NotFound
    return membership


def _role(role: str) -> MemberRole:
    if role not in MemberRole.values:
        raise errors.RoleUnknown(field="role")
    return MemberRole(role)


def _refuse_to_lose_last_owner(membership: Membership) -> None:
    owners = Membership.objects.filter(
        organisation_id=membership.organisation_id, role=MemberRole.OWNER
    )
    if not owners.exclude(pk=membership.pk).exists():
        raise errors.LastOwner


def _record_member(
    actor: Actor, now: Moment, action: str, membership: Membership, reason: str = ""
) -> None:
    details = {"role": str(membership.role)}
    organisation_id = membership.organisation_id
    line = Line(action, "person", membership.person_id, organisation_id, reason, details)
    record(actor=actor, now=now, line=line)


@transaction.atomic
def create_api_key(
    *, actor: Actor, now: Moment, organisation_id: str, name: str
) -> tuple[ApiKey, str]:
    """A key works for the organisation; its secret is returned here and never again."""
    organisation = _locked_for_owner(actor, organisation_id)
    most = limits.API_KEY_NAME_CHARACTERS_MAX
    refuse_all(rules.name_refusals(name, required=True, most=most))
    if organisation.api_keys.filter(revoked_at__isnull=True).count() >= limits.API_KEYS_MAX:
        raise errors.KeysTooMany(most=limits.API_KEYS_MAX)
    secret = API_KEY_PREFIX + secrets.token_urlsafe(API_KEY_RANDOM_BYTES)
    key = ApiKey.objects.create(
        id=new_id(now),
        organisation=organisation,
        name=name.strip(),
        digest=api_key_digest(secret),
        created_by_id=_answerable(actor, organisation),
        created_at=now,
    )
    record(actor=actor, now=now, line=Line("api_key_created", "api_key", key.id, organisation_id))
    return key, secret


def _answerable(actor: Actor, organisation: Organisation) -> str:
    """The person who answers for a key: who made it, or the first owner when a job did."""
    if actor.kind is ActorKind.PERSON:
        return actor.id
    owners = organisation.memberships.filter(role=MemberRole.OWNER).order_by("since", "id")
    return owners[0].person_id


@transaction.atomic
def revoke_api_key(*, actor: Actor, now: Moment, organisation_id: str, key_id: str) -> None:
    """The key opens nothing any more."""
    organisation = access.organisation_for_owner(actor, organisation_id)
    keys = organisation.api_keys.filter(id=key_id)
    if keys.filter(revoked_at__isnull=True).update(revoked_at=now) != 1:
        raise errors.KeyRevoked if keys.exists() else NotFound
    record(actor=actor, now=now, line=Line("api_key_revoked", "api_key", key_id, organisation_id))
