"""Granting, revoking and asking, by whom and for whom."""

from datetime import timedelta

import pytest

from ouvrage.base.errors import NotFound
from ouvrage.people.models import Organisation, Person
from ouvrage.skills import actions, errors, queries
from ouvrage.skills.models import Grant, Qualification
from tests.factories import skills as factory
from tests.factories.people import (
    JOB,
    NOW,
    actor_of,
    make_operator,
    make_organisation,
    make_person,
    make_worker,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHY = "The sample page was read by somebody else."


@pytest.fixture
def alice() -> Person:
    return make_person()


@pytest.fixture
def organisation(alice: Person) -> Organisation:
    return make_organisation(alice)


@pytest.fixture
def row(organisation: Organisation) -> Qualification:
    return factory.make_granted(organisation.id)


@pytest.fixture
def worker() -> Person:
    return make_worker()


def _revoke(actor: Person, row: Qualification, worker: Person) -> Grant:
    return actions.revoke_grant(
        actor=actor_of(actor),
        now=NOW + DAY,
        qualification_id=row.id,
        worker_id=worker.id,
        reason="not_own_work",
        explanation=WHY,
    )


def test_a_member_grants_and_the_same_again_changes_nothing(
    alice: Person, row: Qualification, worker: Person
) -> None:
    for value in (70, 70, 90):
        actions.grant(
            actor=actor_of(alice), now=NOW, qualification_id=row.id, worker_id=worker.id,
            value=value,
        )  # fmt: skip
    assert queries.held_values(worker.id, NOW) == {row.id: 90}
    lines = queries.history(row.id, worker.id)
    assert [(one.version, one.value, one.person_id) for one in lines] == [
        (2, 90, alice.id),
        (1, 70, alice.id),
    ]


def test_revoking_says_why_and_until_when_it_can_be_contested(
    alice: Person, row: Qualification, worker: Person
) -> None:
    """QUA-5."""
    actions.grant(
        actor=actor_of(alice), now=NOW, qualification_id=row.id, worker_id=worker.id, value=70
    )
    revoked = _revoke(alice, row, worker)
    assert (revoked.state, revoked.reason, revoked.explanation) == ("revoked", "not_own_work", WHY)
    assert revoked.appeal_until == NOW + 15 * DAY
    assert queries.held_values(worker.id, NOW + DAY) == {}
    (shown,) = queries.holdings_of_worker(worker.id, NOW + DAY)
    assert (shown.held, shown.explanation, shown.appeal_until) == (False, WHY, NOW + 15 * DAY)
    with pytest.raises(errors.NotHeld):
        _revoke(alice, row, worker)


def test_a_revocation_without_explanation_is_refused(
    alice: Person, row: Qualification, worker: Person
) -> None:
    """QUA-5."""
    actions.grant(
        actor=actor_of(alice), now=NOW, qualification_id=row.id, worker_id=worker.id, value=70
    )
    for reason, explanation, code in (
        ("mistake", "No.", "explanation_too_short"),
        ("", WHY, "kind_not_known"),
    ):
        with pytest.raises(Exception) as refused:  # noqa: PT011 - the code is what is checked
            actions.revoke_grant(
                actor=actor_of(alice), now=NOW, qualification_id=row.id, worker_id=worker.id,
                reason=reason, explanation=explanation,
            )  # fmt: skip
        assert [one.code for one in refused.value.each()] == [code]  # type: ignore[attr-defined]
    assert queries.held_values(worker.id, NOW) == {row.id: 70}


def test_a_requester_revokes_nothing_of_the_platform(alice: Person, worker: Person) -> None:
    """QUA-5."""
    row = factory.make_granted("")
    operator = make_operator()
    actions.grant(
        actor=actor_of(operator), now=NOW, qualification_id=row.id, worker_id=worker.id, value=1
    )
    with pytest.raises(NotFound):
        _revoke(alice, row, worker)
    assert _revoke(operator, row, worker).state == "revoked"


def test_another_organisation_revokes_nothing(row: Qualification, worker: Person) -> None:
    charlie = make_person()
    make_organisation(charlie)
    actions.grant(actor=JOB, now=NOW, qualification_id=row.id, worker_id=worker.id, value=1)
    with pytest.raises(NotFound):
        _revoke(charlie, row, worker)


def test_a_won_appeal_gives_it_back_once(alice: Person, row: Qualification, worker: Person) -> None:
    actions.grant(actor=JOB, now=NOW, qualification_id=row.id, worker_id=worker.id, value=70)
    revoked = _revoke(alice, row, worker)
    for _ in range(2):
        actions.overturn_revocation(
            actor=actor_of(make_person()), now=NOW + 2 * DAY, grant_id=revoked.id,
            explanation="The evidence shows their own hand.",
        )  # fmt: skip
    assert queries.held_values(worker.id, NOW + 2 * DAY) == {row.id: 70}
    assert Grant.objects.count() == 3


def test_a_qualification_ends_when_it_was_granted_for_a_time(
    organisation: Organisation, worker: Person
) -> None:
    row = factory.make_granted(organisation.id, valid_days=30)
    actions.grant(actor=JOB, now=NOW, qualification_id=row.id, worker_id=worker.id, value=5)
    assert queries.held_values(worker.id, NOW + 29 * DAY) == {row.id: 5}
    assert queries.held_values(worker.id, NOW + 30 * DAY) == {}


def test_who_asks_gets_what_is_given_to_all_who_ask(
    organisation: Organisation, row: Qualification, alice: Person, worker: Person
) -> None:
    free = factory.make_granted(organisation.id, auto_granted=1)
    actor = actor_of(worker)
    for _ in range(2):
        actions.request_qualification(actor=actor, now=NOW, qualification_id=free.id)
    assert [one.author for one in queries.history(free.id, worker.id)] == ["rule"]
    with pytest.raises(errors.QualificationNotOpen):
        actions.request_qualification(actor=actor, now=NOW, qualification_id=row.id)
    _revoke(alice, free, worker)
    with pytest.raises(errors.QualificationNotOpen):
        actions.request_qualification(actor=actor, now=NOW + 2 * DAY, qualification_id=free.id)


def test_a_test_is_passed_and_not_given(worker: Person) -> None:
    row = factory.make_open_test()
    with pytest.raises(errors.NotGrantedByHand):
        actions.grant(actor=JOB, now=NOW, qualification_id=row.id, worker_id=worker.id, value=100)


def test_a_name_is_used_once_and_a_key_makes_one(organisation: Organisation) -> None:
    first = factory.make_granted(organisation.id, name="Same")
    with pytest.raises(errors.QualificationNameTaken):
        factory.make_granted(organisation.id, name="Same")
    with pytest.raises(errors.QualificationNameTaken):
        factory.make_granted("", name="Accepted answers")
    assert [one.id for one in queries.qualifications_of(organisation.id)] == [first.id]
