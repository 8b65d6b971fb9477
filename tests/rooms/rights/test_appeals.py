"""Appeals: filed by the worker, decided by people who are not parties, given way to when nobody
decides (DEC-3)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusals
from ouvrage.jobs import appeals_due
from ouvrage.journal.models import Event
from ouvrage.pay import actions as pay
from ouvrage.people import actions as people
from ouvrage.people.errors import PartyToCase
from ouvrage.people.models import Person
from ouvrage.rights import actions, errors, queries
from ouvrage.rights.access import appeal_for_member, appeal_for_worker
from ouvrage.rights.models import Appeal, AppealStep
from ouvrage.rights.rules import Side
from ouvrage.work.models import Batch, Block
from tests.factories.people import (
    JOB,
    NOW,
    actor_of,
    make_member,
    make_operator,
    make_organisation,
    make_person,
    make_reviewer,
    make_worker,
)
from tests.factories.rights import HOUR, appeal_against, block
from tests.factories.work import answer_one, make_open_batch, make_project

pytestmark = pytest.mark.django_db
WINDOW = timedelta(days=14)
WHY = "The answers do follow the second step."


class Case:
    """A worker whom an organisation has blocked."""

    def __init__(self) -> None:
        self.owner, self.worker, self.reviewer = make_person(), make_worker(), make_reviewer()
        self.organisation = make_organisation(self.owner)
        self.batch: Batch = make_open_batch(tasks=3, project=make_project(self.organisation))
        answer_one(self.worker, self.batch)
        self.block: Block = block(self.owner, self.batch, self.worker)

    def file(self, **changes: object) -> Appeal:
        """The worker contests the block."""
        return appeal_against(self.worker, "block", self.block.id, **changes)  # type: ignore[arg-type]

    def decide(
        self, appeal: Appeal, outcome: str = "overturned", by: Person | None = None
    ) -> Appeal:
        """A reviewer decides."""
        return actions.decide_appeal(
            actor=actor_of(by or self.reviewer),
            now=NOW + 2 * HOUR,
            appeal_id=appeal.id,
            outcome=outcome,
            explanation=WHY,
        )

    @property
    def stands(self) -> bool:
        """Whether the block stands."""
        return Block.objects.get(id=self.block.id).ended_at is None


@pytest.fixture
def case() -> Case:
    return Case()


def states() -> list[str]:
    """The states of all appeals, oldest first."""
    return list(Appeal.objects.order_by("id").values_list("state", flat=True))


def test_an_appeal_is_due_in_fourteen_days_and_words_are_optional(case: Case) -> None:
    appeal = case.file(words="")
    assert (appeal.state, appeal.organisation_id) == ("open", case.organisation.id)
    assert appeal.answer_due_at == appeal.filed_at + timedelta(days=14)
    assert appeal.gives_way_at == appeal.filed_at + timedelta(days=28)
    assert [step.kind for step in queries.file_of(appeal).steps] == ["filed"]


def test_filing_twice_with_one_key_shows_the_first_and_with_another_says_so(case: Case) -> None:
    first = case.file(client_key="k")
    assert case.file(client_key="k").id == first.id
    with pytest.raises(errors.AppealFiledBefore):
        case.file(client_key="l")
    assert (states(), AppealStep.objects.count()) == (["open"], 1)


def test_an_appeal_is_possible_until_its_date_and_not_after(case: Case) -> None:
    until = case.block.appeal_until
    assert until == NOW + WINDOW
    with pytest.raises(errors.AppealTooLate) as late:
        case.file(now=until + timedelta(seconds=1))
    assert "2026-01-19" in str(late.value)
    assert case.file(now=until).state == "open"


def test_an_ended_batch_and_a_month_end_change_nothing(case: Case) -> None:
    """DEC-3: the window is the decision's own, whatever became of the batch."""
    late = block(case.owner, case.batch, _answering(case), now=NOW + timedelta(days=20))
    pay.end_batch(actor=JOB, now=NOW + timedelta(days=21), batch_id=case.batch.id)
    worker = Person.objects.get(id=late.worker_id)
    appeal = appeal_against(worker, "block", late.id, now=NOW + timedelta(days=33))
    assert appeal.filed_at.month == 2
    assert case.decide(appeal).state == "overturned"


def _answering(case: Case) -> Person:
    worker = make_worker()
    answer_one(worker, case.batch)
    return worker


def test_only_the_worker_concerned_files_reads_and_withdraws(case: Case) -> None:
    for other in (make_worker(), case.owner, case.reviewer):
        with pytest.raises(NotFound):
            appeal_against(other, "block", case.block.id)
    appeal = case.file()
    with pytest.raises(NotFound):
        appeal_for_worker(actor_of(make_worker()), appeal.id)
    with pytest.raises(NotFound):
        actions.withdraw_appeal(actor=actor_of(make_worker()), now=NOW, appeal_id=appeal.id)
    with pytest.raises(NotFound):
        appeal_for_member(actor_of(make_person()), appeal.id)
    assert appeal_for_member(actor_of(case.owner), appeal.id) == appeal


def test_a_won_appeal_lifts_the_block_and_says_why(case: Case) -> None:
    appeal = case.decide(case.file())
    assert (appeal.state, appeal.decided_by, appeal.explanation) == (
        "overturned",
        case.reviewer.id,
        WHY,
    )
    assert not case.stands
    actions_told = Event.objects.filter(subject_id=appeal.id).order_by("id")
    assert [line.action for line in actions_told] == ["appeal.filed", "appeal.overturned"]


def test_a_lost_appeal_leaves_the_block(case: Case) -> None:
    assert case.decide(case.file(), "upheld").state == "upheld"
    assert case.stands


def test_an_appeal_is_decided_once(case: Case) -> None:
    appeal = case.decide(case.file(), "upheld")
    with pytest.raises(errors.AppealClosed):
        case.decide(appeal)
    with pytest.raises(errors.AppealClosed):
        actions.withdraw_appeal(actor=actor_of(case.worker), now=NOW, appeal_id=appeal.id)
    assert (states(), case.stands) == (["upheld"], True)


def test_a_decision_needs_an_outcome_and_words(case: Case) -> None:
    appeal = case.file()
    with pytest.raises(errors.OutcomeUnknown):
        case.decide(appeal, "withdrawn")
    with pytest.raises(Refusals):
        actions.decide_appeal(
            actor=actor_of(case.reviewer),
            now=NOW,
            appeal_id=appeal.id,
            outcome="upheld",
            explanation="no",
        )
    assert states() == ["open"]


def test_parties_decide_nothing(case: Case) -> None:
    """Neither a member of the organisation, nor the worker, nor who decided before."""
    appeal, operator = case.file(), actor_of(make_operator())
    member = make_member(case.organisation)
    for party in (member, case.worker, case.owner):
        people.appoint_reviewer(actor=operator, now=NOW, person_id=party.id)
        with pytest.raises(PartyToCase):
            case.decide(appeal, by=party)
    people.remove_member(
        actor=JOB,
        now=NOW,
        organisation_id=case.organisation.id,
        person_id=member.id,
        reason="Left.",
    )
    assert case.decide(appeal, by=member).state == "overturned"


def test_who_blocked_does_not_decide_after_leaving(case: Case) -> None:
    appeal, other = case.file(), make_member(case.organisation)
    people.change_role(
        actor=JOB, now=NOW, organisation_id=case.organisation.id, person_id=other.id, role="owner"
    )
    people.remove_member(
        actor=JOB,
        now=NOW,
        organisation_id=case.organisation.id,
        person_id=case.owner.id,
        reason="Left.",
    )
    people.appoint_reviewer(actor=actor_of(make_operator()), now=NOW, person_id=case.owner.id)
    with pytest.raises(PartyToCase):
        case.decide(appeal, by=case.owner)


def test_jobs_keys_and_strangers_decide_nothing(case: Case) -> None:
    appeal = case.file()
    for actor in (JOB, Actor.api_key("k", case.organisation.id), actor_of(make_person())):
        with pytest.raises(NotFound):
            actions.decide_appeal(
                actor=actor, now=NOW, appeal_id=appeal.id, outcome="upheld", explanation=WHY
            )


def say(actor: Actor, appeal: Appeal, side: Side, words: str, key: str = "k") -> AppealStep:
    """That side speaks in the file."""
    return actions.add_statement(
        actor=actor, now=NOW + HOUR, appeal_id=appeal.id, side=side, words=words, client_key=key
    )


def test_all_sides_speak_in_one_file(case: Case) -> None:
    appeal = case.file()
    say(actor_of(case.owner), appeal, Side.REQUESTER, "Answer 3 lacks the date.", "1")
    say(actor_of(case.reviewer), appeal, Side.REVIEWER, "Which date is meant?", "2")
    say(actor_of(case.worker), appeal, Side.WORKER, "The date is on the back.", "3")
    steps = queries.file_of(appeal).steps
    assert [(step.side, step.words) for step in steps] == [
        ("worker", "I followed both steps."),
        ("requester", "Answer 3 lacks the date."),
        ("reviewer", "Which date is meant?"),
        ("worker", "The date is on the back."),
    ]
    with pytest.raises(IntegrityError):
        AppealStep.objects.update(words="x")


def test_a_statement_is_added_once_by_its_own_side_and_while_open(case: Case) -> None:
    appeal = case.file()
    first = say(actor_of(case.owner), appeal, Side.REQUESTER, "Once.")
    assert say(actor_of(case.owner), appeal, Side.REQUESTER, "Twice.").id == first.id
    for actor, side in (
        (actor_of(make_person()), Side.REQUESTER),
        (actor_of(case.owner), Side.WORKER),
        (actor_of(case.worker), Side.REVIEWER),
        (actor_of(make_operator()), Side.OPERATOR),
    ):
        with pytest.raises(NotFound):
            say(actor, appeal, side, "Not mine.", "other")
    case.decide(appeal)
    with pytest.raises(errors.AppealClosed):
        say(actor_of(case.owner), appeal, Side.REQUESTER, "Late.", "late")


def test_two_sides_may_use_the_same_key_for_what_each_says(case: Case) -> None:
    appeal = case.file()
    say(actor_of(case.owner), appeal, Side.REQUESTER, "Answer 3 lacks the date.", "1")
    said = say(actor_of(case.worker), appeal, Side.WORKER, "It is on the back.", "1")
    assert said.words == "It is on the back."
    assert AppealStep.objects.filter(client_key="1").count() == 2


def test_an_appeal_taken_back_leaves_the_decision(case: Case) -> None:
    appeal = case.file()
    actions.withdraw_appeal(actor=actor_of(case.worker), now=NOW + HOUR, appeal_id=appeal.id)
    with pytest.raises(errors.AppealFiledBefore):
        case.file(now=NOW + 2 * HOUR)
    assert (states(), case.stands) == (["withdrawn"], True)


def test_an_unanswered_appeal_is_noted_then_given_way_to(case: Case) -> None:
    """DEC-3: delay never costs the worker."""
    appeal = case.file()
    due, over = appeal.answer_due_at, appeal.gives_way_at
    assert appeals_due.run(due - HOUR) == 0
    assert appeals_due.run(due) == 1
    assert [row.id for row in queries.overdue_appeals(due)] == [appeal.id]
    assert appeals_due.run(due + HOUR) == 0
    assert (states(), case.stands) == (["open"], True)
    assert appeals_due.run(over) == 1
    assert (states(), case.stands) == (["overturned"], False)
    decided = Appeal.objects.get()
    assert (decided.decided_by, decided.explanation) == (
        "appeals_due",
        "Nobody decided this appeal in time, so it is decided for the worker.",
    )
    assert [step.side for step in queries.file_of(decided).steps][-1] == "instance"


def test_an_appeal_whose_block_ended_first_is_settled(case: Case) -> None:
    appeal = case.file()
    actions.lift_block(
        actor=actor_of(case.owner),
        now=NOW + HOUR,
        organisation_id=case.organisation.id,
        block_id=case.block.id,
    )
    assert case.decide(appeal, "upheld").state == "settled"
    with pytest.raises(errors.AppealFiledBefore):
        case.file()


def test_the_job_settles_what_ended(case: Case) -> None:
    case.file()
    actions.lift_block(
        actor=actor_of(case.owner),
        now=NOW + HOUR,
        organisation_id=case.organisation.id,
        block_id=case.block.id,
    )
    assert appeals_due.run(NOW + 2 * HOUR) == 1
    assert appeals_due.run(NOW + 3 * HOUR) == 0
    assert states() == ["settled"]


def test_what_does_not_stand_is_not_contested(case: Case) -> None:
    actions.lift_block(
        actor=actor_of(case.owner),
        now=NOW + HOUR,
        organisation_id=case.organisation.id,
        block_id=case.block.id,
    )
    with pytest.raises(errors.NothingToContest):
        case.file(now=NOW + 2 * HOUR)
