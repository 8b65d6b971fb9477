"""Who may have an organisation or a role: Alice owns, Bob is a member, Charlie a stranger."""

import pytest

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.people import access, actions
from tests.factories.people import (
    JOB,
    NOW,
    actor_of,
    make_member,
    make_operator,
    make_organisation,
    make_person,
    make_worker,
)

pytestmark = pytest.mark.django_db
NOBODY = "00000000000000000000000000"


def test_owner_and_member_obtain_the_organisation() -> None:
    alice = make_person()
    organisation = make_organisation(alice)
    bob = make_member(organisation)
    for person in (alice, bob):
        found = access.organisation_for_member(actor_of(person), organisation.id)
        assert found == organisation
    assert access.organisation_for_owner(actor_of(alice), organisation.id) == organisation
    with pytest.raises(NotFound):
        access.organisation_for_owner(actor_of(bob), organisation.id)


def test_stranger_and_unknown_look_the_same() -> None:
    organisation = make_organisation()
    charlie = actor_of(make_person())
    refusals = []
    for organisation_id in (organisation.id, NOBODY, "no id at all"):
        with pytest.raises(NotFound) as refused:
            access.organisation_for_member(charlie, organisation_id)
        refusals.append(str(refused.value))
    assert len(set(refusals)) == 1


def test_operator_is_a_stranger_to_organisations() -> None:
    organisation = make_organisation()
    with pytest.raises(NotFound):
        access.organisation_for_member(actor_of(make_operator()), organisation.id)


def test_key_reaches_its_own_organisation_only_and_owns_nothing() -> None:
    ours, theirs = make_organisation(), make_organisation()
    key, _secret = actions.create_api_key(actor=JOB, now=NOW, organisation_id=ours.id, name="Key")
    program = Actor.api_key(key.id, ours.id)
    assert access.organisation_for_member(program, ours.id) == ours
    with pytest.raises(NotFound):
        access.organisation_for_member(program, theirs.id)
    with pytest.raises(NotFound):
        access.organisation_for_owner(program, ours.id)


def test_only_operators_pass_as_operators() -> None:
    access.operator_only(actor_of(make_operator()))
    for actor in (actor_of(make_person()), Actor.api_key("key", "organisation")):
        with pytest.raises(NotFound):
            access.operator_only(actor)


def test_only_workers_pass_as_workers() -> None:
    worker = make_worker()
    assert access.worker_only(actor_of(worker)).id == worker.id
    for actor in (actor_of(make_person()), JOB, Actor.api_key("key", "organisation")):
        with pytest.raises(NotFound):
            access.worker_only(actor)
