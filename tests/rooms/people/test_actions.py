"""What people and organisations can become, on a real database."""

import hashlib

import pytest
from allauth.account.models import EmailAddress
from django.test import override_settings

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusals
from ouvrage.journal.models import Event
from ouvrage.people import actions, errors, queries
from ouvrage.people.models import ApiKey, MemberRole, Organisation, Person
from tests.factories.people import (
    JOB,
    NOW,
    PASSWORD,
    actor_of,
    make_member,
    make_organisation,
    make_person,
    make_worker,
)

pytestmark = pytest.mark.django_db


def codes(refusal: Refusals) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in refusal.each()]


def test_person_can_log_in_with_a_lower_case_address() -> None:
    person = make_person(email=" Alice@Example.ORG ", name=" Alice ")
    assert (person.email, person.name) == ("alice@example.org", "Alice")
    assert person.check_password(PASSWORD)
    address = EmailAddress.objects.get(user=person)
    assert (address.email, address.verified, address.primary) == (person.email, True, True)
    (line,) = Event.objects.filter(subject_id=person.id)
    assert (line.action, line.actor_kind, line.at) == ("person_created", "job", NOW)


def test_unverified_person_has_no_confirmed_address() -> None:
    person = make_person(verified=False)
    assert not EmailAddress.objects.filter(user=person).exists()


def test_password_is_kept_as_argon2id() -> None:
    with override_settings(PASSWORD_HASHERS=["ouvrage.people.hashers.Argon2idHasher"]):
        person = make_person()
    assert person.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_second_account_with_one_address_is_refused() -> None:
    make_person(email="alice@example.org")
    with pytest.raises(Refusals) as refused:
        make_person(email="ALICE@example.org")
    assert codes(refused.value) == [("email", "email_taken")]
    assert Person.objects.count() == 1


def test_every_wrong_field_of_an_account_is_named() -> None:
    with pytest.raises(Refusals) as refused:
        make_person(email="alice", password="short", name="x" * 81, language="xx")
    assert codes(refused.value) == [
        ("name", "name_not_valid"),
        ("language", "language_unknown"),
        ("email", "email_not_valid"),
        ("password", "password_too_weak"),
    ]
    assert not Person.objects.exists()


def test_only_operators_and_jobs_create_people() -> None:
    stranger = make_person()
    with pytest.raises(NotFound):
        actions.create_person(
            actor=actor_of(stranger), now=NOW, email="bob@example.org", password=PASSWORD
        )


def test_profile_is_changed_by_oneself() -> None:
    person = make_worker()
    actions.change_profile(
        actor=actor_of(person),
        now=NOW,
        person_id=person.id,
        name="Dalia",
        language="fr",
        languages_worked=["ar", " fr", "ar", ""],
    )
    row = queries.person(person.id)
    assert (row.name, row.language, row.languages_worked) == ("Dalia", "fr", ("ar", "fr"))
    assert Event.objects.filter(subject_id=person.id).latest("id").action == "profile_changed"


def test_profile_of_somebody_else_is_not_found() -> None:
    person, stranger = make_person(), make_person()
    with pytest.raises(NotFound):
        actions.change_profile(
            actor=actor_of(stranger),
            now=NOW,
            person_id=person.id,
            name="",
            language="en",
            languages_worked=[],
        )


def test_worker_keeps_at_least_one_language() -> None:
    person = make_worker()
    with pytest.raises(Refusals) as refused:
        actions.change_profile(
            actor=actor_of(person),
            now=NOW,
            person_id=person.id,
            name="",
            language="en",
            languages_worked=[],
        )
    assert codes(refused.value) == [("languages", "languages_missing")]


def test_person_begins_to_work_in_their_languages() -> None:
    person = make_person()
    actions.begin_to_work(actor=actor_of(person), now=NOW, person_id=person.id, languages=["mg"])
    row = queries.person(person.id)
    assert (row.works, row.languages_worked) == (True, ("mg",))


@pytest.mark.parametrize(
    ("languages", "code"),
    [
        ([], "languages_missing"),
        (["French!"], "language_tag_not_valid"),
        ([f"a{letter}" for letter in "abcdefghijklmnopqrstu"], "languages_too_many"),
    ],
)
def test_work_needs_languages_that_exist(languages: list[str], code: str) -> None:
    person = make_person()
    with pytest.raises(Refusals) as refused:
        actions.begin_to_work(
            actor=actor_of(person), now=NOW, person_id=person.id, languages=languages
        )
    assert codes(refused.value) == [("languages", code)]
    assert not queries.person(person.id).works


def test_who_creates_an_organisation_owns_it() -> None:
    owner = make_person()
    organisation = make_organisation(owner)
    (row,) = queries.organisations_of(owner.id)
    assert (row.id, row.name, row.role) == (organisation.id, "Archive", MemberRole.OWNER)
    (line,) = Event.objects.filter(subject_id=organisation.id)
    assert line.action == "organisation_created"


def test_organisation_sent_twice_is_one_organisation() -> None:
    owner = make_person()
    assert make_organisation(owner).id == make_organisation(owner).id
    assert Organisation.objects.count() == 1


def test_every_wrong_field_of_an_organisation_is_named() -> None:
    owner = make_person()
    with pytest.raises(Refusals) as refused:
        actions.create_organisation(
            actor=actor_of(owner),
            now=NOW,
            person_id=owner.id,
            name=" ",
            country="France",
            kind="club",
            contact="nobody",
        )
    assert codes(refused.value) == [
        ("name", "name_not_valid"),
        ("country", "country_not_valid"),
        ("kind", "kind_unknown"),
        ("contact", "contact_not_valid"),
    ]


def test_one_person_has_a_bounded_number_of_organisations() -> None:
    owner = make_person()
    for number in range(limits.ORGANISATIONS_PER_PERSON_MAX):
        make_organisation(owner, name=f"Archive {number}")
    with pytest.raises(errors.OrganisationsTooMany):
        make_organisation(owner, name="One more")


def test_owner_adds_a_member_by_address() -> None:
    owner, friend = make_person(), make_person(email="friend@example.org")
    organisation = make_organisation(owner)
    actions.add_member(
        actor=actor_of(owner),
        now=NOW,
        organisation_id=organisation.id,
        email="Friend@example.org",
        role="member",
    )
    assert [(row.person_id, row.role) for row in queries.members_of(organisation.id)] == [
        (owner.id, MemberRole.OWNER),
        (friend.id, MemberRole.MEMBER),
    ]


@pytest.mark.parametrize(
    ("email", "role", "refusal"),
    [
        ("nobody@example.org", "member", errors.PersonUnknown),
        ("owner@example.org", "member", errors.AlreadyMember),
        ("owner@example.org", "king", errors.RoleUnknown),
    ],
)
def test_member_that_cannot_be_added(email: str, role: str, refusal: type[Exception]) -> None:
    owner = make_person(email="owner@example.org")
    organisation = make_organisation(owner)
    with pytest.raises(refusal):
        actions.add_member(
            actor=actor_of(owner), now=NOW, organisation_id=organisation.id, email=email, role=role
        )


def test_member_cannot_add_members() -> None:
    organisation = make_organisation()
    member, friend = make_member(organisation), make_person()
    with pytest.raises(NotFound):
        actions.add_member(
            actor=actor_of(member),
            now=NOW,
            organisation_id=organisation.id,
            email=friend.email,
            role="member",
        )


def test_last_owner_can_neither_leave_nor_step_down() -> None:
    owner = make_person()
    organisation = make_organisation(owner)
    make_member(organisation)
    with pytest.raises(errors.LastOwner):
        actions.remove_member(
            actor=actor_of(owner),
            now=NOW,
            organisation_id=organisation.id,
            person_id=owner.id,
            reason="I retire.",
        )
    with pytest.raises(errors.LastOwner):
        actions.change_role(
            actor=actor_of(owner),
            now=NOW,
            organisation_id=organisation.id,
            person_id=owner.id,
            role="member",
        )


def test_owner_steps_down_after_another_one_is_named() -> None:
    owner = make_person()
    organisation = make_organisation(owner)
    member = make_member(organisation)
    for person_id, role in ((member.id, "owner"), (owner.id, "member")):
        actions.change_role(
            actor=actor_of(owner),
            now=NOW,
            organisation_id=organisation.id,
            person_id=person_id,
            role=role,
        )
    roles = {row.person_id: row.role for row in queries.members_of(organisation.id)}
    assert roles == {owner.id: MemberRole.MEMBER, member.id: MemberRole.OWNER}


def test_removal_takes_a_reason_and_the_journal_keeps_it() -> None:
    owner = make_person()
    organisation = make_organisation(owner)
    member = make_member(organisation)
    with pytest.raises(Refusals) as refused:
        actions.remove_member(
            actor=actor_of(owner),
            now=NOW,
            organisation_id=organisation.id,
            person_id=member.id,
            reason="  ",
        )
    assert codes(refused.value) == [("reason", "reason_missing")]
    actions.remove_member(
        actor=actor_of(owner),
        now=NOW,
        organisation_id=organisation.id,
        person_id=member.id,
        reason="Left the archive.",
    )
    assert queries.organisations_of(member.id) == []
    line = Event.objects.filter(subject_id=member.id).latest("id")
    assert (line.action, line.reason) == ("member_removed", "Left the archive.")


def test_stranger_is_not_found_among_members() -> None:
    owner = make_person()
    organisation = make_organisation(owner)
    with pytest.raises(NotFound):
        actions.change_role(
            actor=actor_of(owner),
            now=NOW,
            organisation_id=organisation.id,
            person_id=make_person().id,
            role="owner",
        )


def test_key_secret_is_shown_once_and_kept_as_a_digest() -> None:
    owner = make_person()
    organisation = make_organisation(owner)
    key, secret = actions.create_api_key(
        actor=actor_of(owner), now=NOW, organisation_id=organisation.id, name="Import"
    )
    assert secret.startswith("ouv_")
    assert len(secret) == 47
    stored = ApiKey.objects.get(id=key.id)
    assert stored.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert queries.actor_for_api_key(secret) == Actor.api_key(key.id, organisation.id)


def test_revoked_key_opens_nothing() -> None:
    organisation = make_organisation()
    key, secret = actions.create_api_key(
        actor=JOB, now=NOW, organisation_id=organisation.id, name="Import"
    )
    actions.revoke_api_key(actor=JOB, now=NOW, organisation_id=organisation.id, key_id=key.id)
    assert queries.actor_for_api_key(secret) is None
    with pytest.raises(errors.KeyRevoked):
        actions.revoke_api_key(actor=JOB, now=NOW, organisation_id=organisation.id, key_id=key.id)
    assert queries.api_keys_of(organisation.id)[0].revoked_at == NOW


def test_key_of_another_organisation_cannot_be_revoked() -> None:
    ours, theirs = make_organisation(), make_organisation()
    key, _secret = actions.create_api_key(
        actor=JOB, now=NOW, organisation_id=theirs.id, name="Import"
    )
    with pytest.raises(NotFound):
        actions.revoke_api_key(actor=JOB, now=NOW, organisation_id=ours.id, key_id=key.id)


def test_working_keys_are_bounded_and_revoked_ones_do_not_count() -> None:
    organisation = make_organisation()
    keys = [
        actions.create_api_key(
            actor=JOB, now=NOW, organisation_id=organisation.id, name=f"Key {number}"
        )[0]
        for number in range(limits.API_KEYS_MAX)
    ]
    with pytest.raises(errors.KeysTooMany):
        actions.create_api_key(actor=JOB, now=NOW, organisation_id=organisation.id, name="More")
    actions.revoke_api_key(actor=JOB, now=NOW, organisation_id=organisation.id, key_id=keys[0].id)
    actions.create_api_key(actor=JOB, now=NOW, organisation_id=organisation.id, name="More")
