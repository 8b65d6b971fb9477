"""What a project requires is asked where tasks are offered and where they are taken."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ouvrage.base.errors import Refusal
from ouvrage.pay import actions as pay
from ouvrage.people.models import Person
from ouvrage.review import actions as review
from ouvrage.skills import actions as skills
from ouvrage.skills.drafts import RequirementDraft
from ouvrage.skills.errors import GateNotMet, NotQualified
from ouvrage.skills.models import Requirement
from ouvrage.skills.rules import ACCEPTED_ANSWERS, ACCEPTED_SHARE, Guard
from ouvrage.work import actions as work
from ouvrage.work import queries
from ouvrage.work.models import Batch
from tests.factories import skills as factory
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import answer_one, make_open_batch, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch() -> Batch:
    return make_open_batch(3)


@pytest.fixture
def worker() -> Person:
    return make_worker()


def require(batch: Batch, *drafts: RequirementDraft) -> Sequence[Requirement]:
    return skills.set_requirements(
        actor=JOB,
        now=NOW,
        project_id=batch.project_id,
        organisation_id=batch.project.organisation_id,
        drafts=drafts,
        typical_seconds=queries.typical_seconds(batch.project_id),
    )


def offered(worker: Person) -> list[str]:
    return [row.project_id for row in queries.offers(worker.id, now=NOW)]


def test_who_lacks_it_is_neither_offered_nor_given_a_task(batch: Batch, worker: Person) -> None:
    row = factory.make_granted(batch.project.organisation_id, name="Reads old script")
    actor = ready(worker, batch)
    require(batch, RequirementDraft(row.id, "at_least", (80,)))
    assert offered(worker) == []
    with pytest.raises(NotQualified) as refused:
        work.take(actor=actor, now=NOW, project_id=batch.project_id)
    assert str(refused.value) == (
        "This work asks for the qualification “Reads old script”. The page of your qualifications "
        "says how it is obtained."
    )
    skills.grant(actor=JOB, now=NOW, qualification_id=row.id, worker_id=worker.id, value=79)
    assert offered(worker) == []
    skills.grant(actor=JOB, now=NOW, qualification_id=row.id, worker_id=worker.id, value=80)
    assert offered(worker) == [batch.project_id]
    assert work.take(actor=actor, now=NOW, project_id=batch.project_id).state == "taken"


def test_a_task_in_hand_is_finished_whatever_is_required_since(
    batch: Batch, worker: Person
) -> None:
    actor = ready(worker, batch)
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    row = factory.make_granted(batch.project.organisation_id)
    require(batch, RequirementDraft(row.id, "exists"))
    assert work.take(actor=actor, now=NOW, project_id=batch.project_id).id == held.id
    sent = work.submit(
        actor=actor, now=NOW, assignment_id=held.id, answer={"money": "yes"}, active_seconds=5
    )
    assert sent.state == "pending"


def test_a_gate_without_a_test_is_refused_with_the_hours_it_asks(batch: Batch) -> None:
    """QUA-10."""
    with pytest.raises(Refusal) as refused:
        require(batch, RequirementDraft(ACCEPTED_ANSWERS, "at_least", (1_000,)))
    assert str(refused.value.each()[0]) == (
        "This asks people for about 3 hours of work elsewhere before they can begin here, much of "
        "it poorly paid. Name an open paid test that lets them in another way, then save."
    )
    assert Requirement.objects.count() == 0


def test_a_gate_lets_in_by_record_or_by_test(batch: Batch, worker: Person) -> None:
    """QUA-10."""
    test = factory.make_open_test(batch.project.organisation_id)
    gate = RequirementDraft(ACCEPTED_ANSWERS, "at_least", (1,), alternative_id=test.id)
    other, known = make_worker(), make_worker()
    answered = answer_one(known, batch)
    require(batch, gate)
    with pytest.raises(GateNotMet):
        work.take(actor=ready(worker, batch), now=NOW, project_id=batch.project_id)
    factory.answer_test(worker, test, right=True)
    assert offered(worker) == [batch.project_id]
    assert offered(other) == []
    assert offered(known) == []
    review.accept(actor=JOB, now=NOW, project_id=batch.project_id, submission_ids=[answered.id])
    assert offered(known) == [batch.project_id]


def test_a_gate_does_not_hold_once_its_test_has_no_money(batch: Batch, worker: Person) -> None:
    """QUA-10."""
    row = factory.make_draft_test(batch.project.organisation_id)
    pay.open_test(actor=JOB, now=NOW, qualification_id=row.id, attempts=1)
    require(batch, RequirementDraft(ACCEPTED_ANSWERS, "at_least", (5,), alternative_id=row.id))
    assert offered(worker) == []
    factory.answer_test(make_worker(), row, right=False)
    assert offered(worker) == [batch.project_id]


def test_a_test_that_a_gate_needs_is_not_closed(batch: Batch) -> None:
    """QUA-10."""
    row = factory.make_open_test(batch.project.organisation_id)
    require(batch, RequirementDraft(ACCEPTED_ANSWERS, "at_least", (5,), alternative_id=row.id))
    with pytest.raises(Refusal) as refused:
        pay.close_test(actor=JOB, now=NOW, qualification_id=row.id)
    assert refused.value.code == "qualification_required"
    require(batch)
    assert pay.close_test(actor=JOB, now=NOW, qualification_id=row.id).state == "closed"


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (RequirementDraft("nowhere", "exists"), "requirement_unknown"),
        (RequirementDraft(ACCEPTED_SHARE, "at_least"), "requirement_value_missing"),
        (RequirementDraft(ACCEPTED_SHARE, "at_least", (1, 2)), "requirement_value_missing"),
        (RequirementDraft(ACCEPTED_SHARE, "exists", (1,)), "requirement_value_missing"),
        (RequirementDraft(ACCEPTED_SHARE, "about", (1,)), "kind_not_known"),
        (RequirementDraft(ACCEPTED_SHARE, "at_least", (1,), "everything"), "kind_not_known"),
        (
            RequirementDraft(ACCEPTED_SHARE, "at_least", (1,), alternative_id=ACCEPTED_ANSWERS),
            "alternative_not_a_test",
        ),
    ],
)
def test_a_requirement_that_makes_no_sense_is_refused(
    batch: Batch, draft: RequirementDraft, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        require(batch, draft)
    assert [(one.code, one.row) for one in refused.value.each()] == [(code, 1)]


def test_another_organisations_qualification_cannot_be_required(batch: Batch) -> None:
    row = factory.make_granted(make_open_batch(1).project.organisation_id)
    with pytest.raises(Refusal) as refused:
        require(batch, RequirementDraft(row.id, "exists"))
    assert refused.value.each()[0].code == "requirement_unknown"


def test_the_share_is_full_while_few_answers_are_decided(batch: Batch, worker: Person) -> None:
    answer_one(worker, batch)
    assert queries.computed_values(worker.id) == {ACCEPTED_ANSWERS: 0, ACCEPTED_SHARE: 100}


@pytest.mark.parametrize(
    ("guard", "named", "previewed"),
    [("accept", True, True), ("preview", True, False), ("discover", False, False)],
)
def test_hidden_work_is_counted_and_named_as_its_requester_chose(
    batch: Batch, worker: Person, guard: str, named: bool, previewed: bool
) -> None:
    row = factory.make_granted(batch.project.organisation_id)
    require(batch, RequirementDraft(row.id, "exists", guard=guard))
    hidden = queries.hidden_work(worker.id, NOW)
    assert hidden.count == 1
    assert [one.project_id for one in hidden.named] == (
        [batch.project_id if previewed else ""] if named else []
    )
    unmet = queries.unmet_by_worker(worker.id, [batch.project_id], NOW, act=Guard.PREVIEW)
    assert (unmet == {}) is previewed


def test_taking_costs_nothing_more_without_requirements(batch: Batch, worker: Person) -> None:
    actor = ready(worker, batch)
    with CaptureQueriesContext(connection) as plain:
        work.take(actor=actor, now=NOW, project_id=batch.project_id)
    assert [query for query in plain.captured_queries if "skills_grant" in query["sql"]] == []
    assert sum("skills_" in query["sql"] for query in plain.captured_queries) == 1


def test_the_time_of_an_answer_is_the_median_of_what_was_measured(batch: Batch) -> None:
    assert queries.typical_seconds(batch.project_id) == 10.0
    batch.project.median_seconds = 24.0
    batch.project.save()
    assert queries.typical_seconds() == 24.0
