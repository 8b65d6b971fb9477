"""Tests are taken on paid time, scored by key or by people, and told item by item."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.base.money import Money
from ouvrage.ledger import queries as ledger
from ouvrage.ledger import recipes
from ouvrage.ledger.errors import InsufficientFunds
from ouvrage.pay import actions as pay
from ouvrage.pay import queries as costs
from ouvrage.pay.models import Credit
from ouvrage.people.models import Person
from ouvrage.skills import actions, errors, queries
from ouvrage.skills.drafts import Judgement
from ouvrage.skills.models import Attempt, Grant, Qualification, Result, Sheet
from tests.factories import skills as factory
from tests.factories.people import JOB, NOW, actor_of, make_organisation, make_person, make_worker
from tests.factories.work import fund

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# 40 s of two items at 12.31 EUR an hour, rounded up to the micro-unit; 120 s are the most.
FORTY_SECONDS = Money(136_778, "EUR")
MOST = Money(410_334, "EUR")


@pytest.fixture
def worker() -> Person:
    return make_worker()


@pytest.fixture
def test_row() -> Qualification:
    return factory.make_open_test()


def test_opening_sets_the_most_of_every_attempt_aside(test_row: Qualification) -> None:
    """PAY-5."""
    assert test_row.state == "open"
    assert ledger.quality_of_batch(test_row.id, "EUR") == MOST * 10
    assert ledger.available(test_row.organisation_id, "EUR") == Money(1_000_000_000, "EUR") - (
        MOST * 10
    )


def test_without_funds_nothing_opens() -> None:
    row = factory.make_draft_test(make_organisation().id)
    with pytest.raises(InsufficientFunds):
        pay.open_test(actor=JOB, now=NOW, qualification_id=row.id, attempts=10)
    row.refresh_from_db()
    assert (row.state, queries.test_of(row.id).attempts_left) == ("draft", 0)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("right", "state", "percent"), [(True, "passed", 100), (False, "failed", 0)]
)
def test_a_test_is_paid_pass_or_fail(
    worker: Person, test_row: Qualification, right: bool, state: str, percent: int
) -> None:
    """PAY-5, QUA-1."""
    attempt = factory.answer_test(worker, test_row, right=right)
    result = queries.result_of(attempt)
    assert result is not None
    assert (attempt.state, result.percent, result.author) == (state, percent, "test")
    assert ledger.due(worker.id, "EUR") == FORTY_SECONDS
    assert ledger.quality_of_batch(test_row.id, "EUR") == MOST * 10 - FORTY_SECONDS
    held = queries.held_values(worker.id, NOW)
    assert held == ({test_row.id: 100} if right else {})
    assert ledger.book_faults() == []


def test_a_failed_test_says_of_each_item_what_was_expected_and_why(
    worker: Person, test_row: Qualification
) -> None:
    """QUA-1."""
    attempt = factory.answer_test(worker, test_row, right=False)
    result = queries.result_of(attempt)
    assert result is not None
    assert [row.number for row in result.items] == [1, 2]
    for row in result.items:
        number = str(row.data["text"]).removeprefix("Sentence ").removesuffix(".")
        assert (row.right, row.explanation) == (False, f"Because {number}.")
        assert row.given["money"] != row.expected["money"][0]
    assert result.appeal_until == NOW + 14 * DAY


def test_a_failed_test_is_taken_again_after_the_span_with_other_items(
    worker: Person, test_row: Qualification
) -> None:
    """QUA-1."""
    first = factory.answer_test(worker, test_row, right=False)
    with pytest.raises(errors.RetryLater):
        actions.start_attempt(
            actor=actor_of(worker), now=NOW + DAY / 2, qualification_id=test_row.id
        )
    again = factory.answer_test(worker, test_row, right=True, now=NOW + DAY)
    assert set(first.items) & set(again.items) == set()
    assert (again.number, again.state) == (2, "passed")
    with pytest.raises(errors.AlreadyQualified):
        actions.start_attempt(
            actor=actor_of(worker), now=NOW + 3 * DAY, qualification_id=test_row.id
        )


def test_three_attempts_a_year_are_paid_and_no_more(worker: Person) -> None:
    row = factory.make_open_test()
    for number in range(3):
        factory.answer_test(worker, row, right=False, now=NOW + number * DAY)
    with pytest.raises(errors.NoAttemptLeft):
        actions.start_attempt(actor=actor_of(worker), now=NOW + 4 * DAY, qualification_id=row.id)
    assert ledger.due(worker.id, "EUR") == FORTY_SECONDS * 3


def test_nobody_takes_a_test_unpaid(worker: Person) -> None:
    organisation = make_organisation()
    row = factory.make_draft_test(organisation.id)
    fund(organisation.id)
    pay.open_test(actor=JOB, now=NOW, qualification_id=row.id, attempts=1)
    factory.answer_test(worker, row, right=True)
    other = actor_of(make_worker())
    with pytest.raises(errors.NoPaidAttemptLeft):
        actions.start_attempt(actor=other, now=NOW, qualification_id=row.id)
    for _ in range(2):
        pay.add_attempts(actor=JOB, now=NOW, qualification_id=row.id, attempts=3, client_key="more")
    test = queries.test_of(row.id)
    assert test is not None
    assert test.attempts_left == 3
    assert actions.start_attempt(actor=other, now=NOW, qualification_id=row.id).state == "open"


def test_a_second_beginning_finds_the_first(worker: Person, test_row: Qualification) -> None:
    actor = actor_of(worker)
    begun = [
        actions.start_attempt(actor=actor, now=NOW, qualification_id=test_row.id) for _ in range(2)
    ]
    assert begun[0].id == begun[1].id
    assert queries.test_of(test_row.id).attempts_left == 9  # type: ignore[union-attr]


def test_sending_twice_pays_once(worker: Person, test_row: Qualification) -> None:
    attempt = factory.answer_test(worker, test_row, right=True)
    again = pay.send_test(actor=actor_of(worker), now=NOW + DAY, attempt_id=attempt.id)
    assert (again.state, Sheet.objects.count(), Result.objects.count()) == ("passed", 1, 1)
    assert (Credit.objects.count(), Grant.objects.count()) == (1, 1)
    assert ledger.due(worker.id, "EUR") == FORTY_SECONDS


def test_the_platforms_test_is_paid_by_its_fund(worker: Person) -> None:
    """PAY-5."""
    recipes.fund_guarantee(
        actor=JOB, now=NOW, amount=Money.parse("5", "EUR"), reference="", key="g"
    )
    row = factory.make_open_test("")
    factory.answer_test(worker, row, right=False)
    assert ledger.due(worker.id, "EUR") == FORTY_SECONDS
    assert ledger.guarantee("EUR") == Money.parse("5", "EUR") - FORTY_SECONDS


def test_what_the_fund_cannot_pay_stays_owed_and_is_shown(worker: Person) -> None:
    row = factory.make_open_test("")
    factory.answer_test(worker, row, right=False)
    (credit,) = costs.credits_of_worker(worker.id)
    assert (credit.kind, credit.state, credit.pay) == ("qualification", "owed", FORTY_SECONDS)


def test_the_time_paid_ends_at_the_most_that_was_said(
    worker: Person, test_row: Qualification
) -> None:
    actor = actor_of(worker)
    attempt = actions.start_attempt(actor=actor, now=NOW, qualification_id=test_row.id)
    actions.keep_answer(
        actor=actor, now=NOW, attempt_id=attempt.id, item_id=attempt.items[0], answer={},
        seconds=5_000,
    )  # fmt: skip
    pay.send_test(actor=actor, now=NOW + timedelta(hours=3), attempt_id=attempt.id)
    assert ledger.due(worker.id, "EUR") == MOST


def test_without_scripts_the_time_since_the_beginning_counts(
    worker: Person, test_row: Qualification
) -> None:
    actor = actor_of(worker)
    attempt = actions.start_attempt(actor=actor, now=NOW, qualification_id=test_row.id)
    pay.send_test(actor=actor, now=NOW + timedelta(seconds=39), attempt_id=attempt.id)
    assert ledger.due(worker.id, "EUR") == FORTY_SECONDS


def test_a_test_begun_and_forgotten_is_sent_with_what_was_kept(
    worker: Person, test_row: Qualification
) -> None:
    actor = actor_of(worker)
    attempt = actions.start_attempt(actor=actor, now=NOW, qualification_id=test_row.id)
    actions.keep_answer(
        actor=actor, now=NOW, attempt_id=attempt.id, item_id=attempt.items[0],
        answer={"money": "yes"}, seconds=40,
    )  # fmt: skip
    nobody = make_worker()
    left = actions.start_attempt(actor=actor_of(nobody), now=NOW, qualification_id=test_row.id)
    assert pay.close_tests(actor=JOB, now=NOW + timedelta(hours=23)) == 0
    assert pay.close_tests(actor=JOB, now=NOW + DAY) == 1
    assert pay.close_tests(actor=JOB, now=NOW + DAY) == 0
    attempt.refresh_from_db()
    left.refresh_from_db()
    assert (attempt.state, left.state) == ("failed", "left")
    assert ledger.due(worker.id, "EUR") == FORTY_SECONDS
    assert ledger.due(nobody.id, "EUR") == Money.zero("EUR")
    assert queries.test_of(test_row.id).attempts_left == 9  # type: ignore[union-attr]


def test_no_answer_is_added_after_the_end(worker: Person, test_row: Qualification) -> None:
    attempt = factory.answer_test(worker, test_row, right=False)
    with pytest.raises(errors.AttemptOver):
        actions.keep_answer(
            actor=actor_of(worker), now=NOW, attempt_id=attempt.id, item_id=attempt.items[0],
            answer={"money": "yes"}, seconds=1,
        )  # fmt: skip


def test_a_test_is_its_takers_own(worker: Person, test_row: Qualification) -> None:
    actor, stranger = actor_of(worker), actor_of(make_worker())
    attempt = actions.start_attempt(actor=actor, now=NOW, qualification_id=test_row.id)
    with pytest.raises(NotFound):
        pay.send_test(actor=stranger, now=NOW, attempt_id=attempt.id)
    with pytest.raises(NotFound):
        actions.keep_answer(
            actor=stranger, now=NOW, attempt_id=attempt.id, item_id=attempt.items[0],
            answer={}, seconds=1,
        )  # fmt: skip


def test_who_made_a_test_does_not_take_it() -> None:
    owner = make_worker()
    row = factory.make_open_test(make_organisation(owner).id)
    with pytest.raises(errors.OwnTest):
        actions.start_attempt(actor=actor_of(owner), now=NOW, qualification_id=row.id)


def _waiting(worker: Person, owner: Person) -> Attempt:
    row = factory.make_open_test(
        make_organisation(owner).id, scoring="person", criteria="The choice fits."
    )
    attempt = factory.answer_test(worker, row, right=True)
    assert (attempt.state, attempt.score_until) == ("waiting", NOW + 7 * DAY)
    return attempt


def _judged(attempt: Attempt, *right: bool) -> dict[str, Judgement]:
    return {
        item: Judgement(fine, "" if fine else "It speaks of rain.")
        for item, fine in zip(attempt.items, right, strict=True)
    }


def test_a_person_scores_with_a_note_for_what_is_wrong(worker: Person) -> None:
    """QUA-1."""
    owner = make_person()
    attempt = _waiting(worker, owner)
    assert ledger.due(worker.id, "EUR") == FORTY_SECONDS
    with pytest.raises(errors.JudgementMissing):
        actions.score_attempt(actor=actor_of(owner), now=NOW, attempt_id=attempt.id, judgements={})
    actions.score_attempt(
        actor=actor_of(owner), now=NOW, attempt_id=attempt.id,
        judgements=_judged(attempt, True, False),
    )  # fmt: skip
    attempt.refresh_from_db()
    result = queries.result_of(attempt)
    assert result is not None
    assert (attempt.state, result.percent, result.author) == ("failed", 50, "person")
    assert [row.note for row in result.items] == ["", "It speaks of rain."]
    with pytest.raises(errors.AttemptNotWaiting):
        actions.score_attempt(
            actor=actor_of(owner), now=NOW, attempt_id=attempt.id,
            judgements=_judged(attempt, True, True),
        )  # fmt: skip


def test_an_attempt_that_nobody_scored_in_time_counts_for_nothing(worker: Person) -> None:
    attempt = _waiting(worker, make_person())
    assert actions.lapse_attempts(actor=JOB, now=NOW + 7 * DAY) == 1
    attempt.refresh_from_db()
    assert attempt.state == "lapsed"
    again = actions.start_attempt(
        actor=actor_of(worker), now=NOW + 7 * DAY, qualification_id=attempt.test_id
    )
    assert again.number == 2


def test_a_won_appeal_passes_the_test_once(worker: Person, test_row: Qualification) -> None:
    attempt = factory.answer_test(worker, test_row, right=False)
    for _ in range(2):
        actions.overturn_result(
            actor=Actor.person(make_person().id), now=NOW + DAY, attempt_id=attempt.id,
            explanation="The key was wrong for both items.",
        )  # fmt: skip
    attempt.refresh_from_db()
    result = queries.result_of(attempt)
    assert result is not None
    assert (attempt.state, result.percent, result.passed) == ("passed", 100, True)
    assert (Result.objects.count(), Grant.objects.count()) == (2, 1)
    assert queries.held_values(worker.id, NOW + DAY) == {test_row.id: 100}


def test_closing_gives_back_what_no_attempt_needs(worker: Person, test_row: Qualification) -> None:
    actor = actor_of(worker)
    attempt = actions.start_attempt(actor=actor, now=NOW, qualification_id=test_row.id)
    pay.close_test(actor=JOB, now=NOW, qualification_id=test_row.id)
    assert ledger.quality_of_batch(test_row.id, "EUR") == MOST
    pay.send_test(actor=actor, now=NOW + timedelta(seconds=39), attempt_id=attempt.id)
    assert pay.close_tests(actor=JOB, now=NOW + DAY) == 1
    assert ledger.quality_of_batch(test_row.id, "EUR") == Money.zero("EUR")
    assert ledger.due(worker.id, "EUR") == FORTY_SECONDS
    assert ledger.available(test_row.organisation_id, "EUR") == (
        Money(1_000_000_000, "EUR") - FORTY_SECONDS
    )
    assert ledger.book_faults() == []


@pytest.mark.parametrize("model", [Sheet, Result, Grant])
def test_what_was_sent_scored_and_granted_is_never_changed(
    worker: Person, test_row: Qualification, model: type[Sheet | Result | Grant]
) -> None:
    factory.answer_test(worker, test_row, right=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(at=NOW + DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all().delete()


def test_an_open_test_stays_as_it_is(test_row: Qualification) -> None:
    test = queries.test_of(test_row.id)
    assert test is not None
    with pytest.raises(errors.QualificationNotDraft):
        actions.change_test(
            actor=JOB, now=NOW, qualification_id=test_row.id, draft=queries.draft_of(test)
        )
    assert settings.AGREEMENT.time.qualification_seconds_max == 3600
