"""Reviewers: appointed by an operator, and party to nothing they decide (DEC-3)."""

import pytest

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusals
from ouvrage.journal.models import Event
from ouvrage.people import access, actions, errors, queries
from ouvrage.people.models import Person
from tests.factories.people import (
    NOW,
    actor_of,
    make_member,
    make_operator,
    make_organisation,
    make_person,
    make_reviewer,
    make_worker,
)

pytestmark = pytest.mark.django_db


def test_an_operator_appoints_and_removes_with_a_journal_line() -> None:
    operator, person = make_operator(), make_person()
    actions.appoint_reviewer(actor=actor_of(operator), now=NOW, person_id=person.id)
    assert [row.id for row in queries.reviewers()] == [person.id]
    actions.remove_reviewer(
        actor=actor_of(operator), now=NOW, person_id=person.id, reason="Their term is over."
    )
    assert queries.reviewers() == []
    lines = Event.objects.filter(subject_id=person.id, action__startswith="reviewer_")
    assert [(line.action, line.actor_id, line.reason) for line in lines.order_by("id")] == [
        ("reviewer_appointed", operator.id, ""),
        ("reviewer_removed", operator.id, "Their term is over."),
    ]


def test_nobody_else_gives_the_role() -> None:
    person = make_person()
    for other in (person, make_reviewer(), make_worker()):
        with pytest.raises(NotFound):
            actions.appoint_reviewer(actor=actor_of(other), now=NOW, person_id=person.id)
        with pytest.raises(NotFound):
            actions.remove_reviewer(actor=actor_of(other), now=NOW, person_id=person.id, reason="x")
    assert not Person.objects.get(id=person.id).reviews


def test_a_second_appointment_or_removal_changes_nothing() -> None:
    operator, reviewer, person = make_operator(), make_reviewer(), make_person()
    with pytest.raises(errors.AlreadyReviewer):
        actions.appoint_reviewer(actor=actor_of(operator), now=NOW, person_id=reviewer.id)
    with pytest.raises(errors.NotReviewer):
        actions.remove_reviewer(actor=actor_of(operator), now=NOW, person_id=person.id, reason="x")
    with pytest.raises(NotFound):
        actions.appoint_reviewer(actor=actor_of(operator), now=NOW, person_id="unknown")


def test_removal_needs_a_reason() -> None:
    reviewer = make_reviewer()
    with pytest.raises(Refusals, match="reason"):
        actions.remove_reviewer(
            actor=actor_of(make_operator()), now=NOW, person_id=reviewer.id, reason=" "
        )
    assert Person.objects.get(id=reviewer.id).reviews


def test_a_party_does_not_decide() -> None:
    """Neither the worker, nor a member of the organisation, nor who decided before."""
    reviewer, organisation = make_reviewer(), make_organisation()
    member = make_member(organisation)
    actions.appoint_reviewer(actor=actor_of(make_operator()), now=NOW, person_id=member.id)
    assert (
        access.impartial_reviewer(
            actor_of(reviewer),
            worker_ids=["x"],
            organisation_ids=[organisation.id],
            decided_by=[""],
        ).id
        == reviewer.id
    )
    with pytest.raises(errors.PartyToCase):
        access.impartial_reviewer(actor_of(member), organisation_ids=[organisation.id])
    with pytest.raises(errors.PartyToCase):
        access.impartial_reviewer(actor_of(reviewer), worker_ids=[reviewer.id])
    with pytest.raises(errors.PartyToCase):
        access.impartial_reviewer(actor_of(reviewer), decided_by=["x", reviewer.id])


def test_a_job_a_key_and_a_stranger_decide_nothing() -> None:
    for actor in (Actor.job("rule"), Actor.api_key("k", "o"), actor_of(make_person())):
        with pytest.raises(NotFound):
            access.impartial_reviewer(actor)
    operator = make_operator()
    assert access.impartial_reviewer(actor_of(operator)).id == operator.id
