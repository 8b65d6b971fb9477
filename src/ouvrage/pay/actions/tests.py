"""A test is taken on paid time, pass or fail (PAY-5): money first, then people, then the payment.

An organisation sets aside what its attempts can cost at the most, in the quality place of the
qualification, as a batch does under its own id. The platform's tests are paid by the guarantee
fund. `credit_time` pays both, once for each attempt.
"""

import hashlib

from django.conf import settings
from django.db import transaction

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.base.ids import new_id
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.ledger import recipes
from ouvrage.ledger.queries import quality_of_batch, was_posted
from ouvrage.ledger.recipes import Shares
from ouvrage.pay.actions.credits import CreditDraft, credit_time
from ouvrage.pay.errors import AttemptsOutOfRange
from ouvrage.pay.models import PublishedTerms
from ouvrage.pay.queries import current_terms, kept_rates
from ouvrage.pay.queries.credits import has_credits_owed
from ouvrage.pay.queries.spans import Worked
from ouvrage.pay.queries.tests import cost_of_attempts
from ouvrage.pay.rules import CreditKind
from ouvrage.skills import actions as skills
from ouvrage.skills.models import Attempt, Qualification, Sheet, Test
from ouvrage.skills.rules import AttemptState, Kind, State
from ouvrage.work.rules import counted_seconds


def open_test(*, actor: Actor, now: Moment, qualification_id: str, attempts: int) -> Qualification:
    """People can take the test and the money for so many attempts is set aside, or nothing is done.

    For a test of the platform the number says nothing: its fund pays.
    """
    with transaction.atomic():
        row = _locked(qualification_id)
        if row.organisation_id:
            _check(attempts)
        opened = skills.open_qualification(
            actor=actor, now=now, qualification_id=row.id, attempts=attempts
        )
        terms = current_terms(now)
        PublishedTerms.objects.create(
            batch_id=row.id,
            fee_permille=terms.fee_permille,
            scheme=terms.scheme,
            scheme_permille=terms.scheme_permille,
            reserve_permille=0,
            floor_micros_per_hour=terms.floor_micros_per_hour,
            rates=kept_rates(terms.rates),
        )
        if row.organisation_id:
            _reserve(actor, now, row, attempts, f"test:{row.id}")
    return opened


def add_attempts(
    *, actor: Actor, now: Moment, qualification_id: str, attempts: int, client_key: str
) -> Qualification:
    """So many people more can take the test, and that is set aside; the same key pays once."""
    _check(attempts)
    with transaction.atomic():
        row = _locked(qualification_id)
        digest = hashlib.sha256(client_key.encode()).hexdigest()[:40]
        key = f"attempts:{row.id}:{digest}"
        if was_posted(f"reserve:{key}"):
            return row
        skills.fund_attempts(actor=actor, now=now, qualification_id=row.id, attempts=attempts)
        _reserve(actor, now, row, attempts, key)
    return row


def close_test(*, actor: Actor, now: Moment, qualification_id: str) -> Qualification:
    """Nobody begins the test any more, and what its attempts under way cannot cost comes back."""
    with transaction.atomic():
        _locked(qualification_id)
        skills.close_qualification(actor=actor, now=now, qualification_id=qualification_id)
        _release(actor, now, qualification_id)
    return Qualification.objects.get(id=qualification_id)


def _locked(qualification_id: str) -> Qualification:
    found = Qualification.objects.select_for_update(no_key=True).filter(id=qualification_id).first()
    if found is None or found.kind != Kind.TEST:
        raise NotFound
    return found


def _check(attempts: int) -> None:
    most = limits.TEST_ATTEMPTS_FUNDED_MAX
    if not 1 <= attempts <= most:
        raise AttemptsOutOfRange(field="attempts", value=attempts, least=1, most=most)


def _reserve(actor: Actor, now: Moment, row: Qualification, attempts: int, key: str) -> None:
    recipes.reserve(
        actor=actor,
        now=now,
        organisation_id=row.organisation_id,
        project_id="",
        batch_id=row.id,
        shares=_shares(cost_of_attempts(row.id, attempts)),
        key=key,
    )


def _shares(amount: Money) -> Shares:
    """All of it stands where a batch keeps what pays time."""
    nothing = Money.zero(amount.currency)
    return Shares(nothing, amount, nothing)


def _release(actor: Actor, now: Moment, qualification_id: str) -> bool:
    """What a closed test cannot cost any more is available again."""
    row = Qualification.objects.get(id=qualification_id)
    if not row.organisation_id or row.state != State.CLOSED or row.opened_at is None:
        return False
    under_way = Attempt.objects.filter(test_id=row.id, state=AttemptState.OPEN)
    if has_credits_owed(row.id):
        return False
    kept = cost_of_attempts(row.id, under_way.count())
    free = quality_of_batch(row.id, settings.CURRENCY) - kept
    if free.micros <= 0:
        return False
    recipes.release(
        actor=actor,
        now=now,
        organisation_id=row.organisation_id,
        project_id="",
        batch_id=row.id,
        shares=_shares(free),
        key=new_id(now),
    )
    return True


def send_test(*, actor: Actor, now: Moment, attempt_id: str) -> Attempt:
    """The attempt is sent and its time is paid, in one transaction; a second call finds both."""
    attempt = Attempt.objects.select_related("test").filter(id=attempt_id).first()
    if attempt is None or attempt.worker_id != actor.id:
        raise NotFound
    return _send(actor, now, attempt)


def _send(actor: Actor, now: Moment, attempt: Attempt) -> Attempt:
    test = attempt.test
    with transaction.atomic():
        # The row waits for an answer that is being kept at this moment, so that its time counts.
        current = Attempt.objects.select_for_update(no_key=True).get(id=attempt.id)
        sent = skills.submit_attempt(
            actor=actor, now=now, attempt_id=attempt.id, seconds=_seconds(current, test, now)
        )
        draft = CreditDraft(
            kind=CreditKind.QUALIFICATION,
            subject_id=attempt.id,
            worker_id=attempt.worker_id,
            seconds=Sheet.objects.get(attempt_id=attempt.id).seconds,
            cap_seconds=test.seconds_max,
            batch_id=attempt.test_id if test.attempts_left is not None else "",
            worked=Worked(attempt.started_at, min(now, attempt.open_until), attempt.id),
        )
        credit_time(actor=actor, now=now, draft=draft)
    return sent


def _seconds(attempt: Attempt, test: Test, now: Moment) -> int:
    """The seconds that its pages counted; without scripts, the time since it was begun."""
    counted = sum(int(seconds) for seconds in attempt.seconds.values())
    elapsed = int((min(now, attempt.open_until) - attempt.started_at).total_seconds()) + 1
    return counted_seconds(
        counted or None, elapsed, test.seconds_max, trust_reported=settings.PLAY_MONEY
    )


def close_tests(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Tests that were begun and not sent in time are sent as they are and paid; those in which
    nothing was answered count for nothing. Closed tests give back what they keep for nothing.
    """
    answered = skills.close_attempts(actor=actor, now=now, limit=limit)
    for attempt in Attempt.objects.select_related("test").filter(id__in=answered).order_by("id"):
        _send(actor, now, attempt)
    closed = Qualification.objects.filter(
        kind=Kind.TEST, state=State.CLOSED, opened_at__isnull=False
    ).exclude(organisation_id="")
    given_back = 0
    for qualification_id in closed.order_by("-closed_at").values_list("id", flat=True)[:limit]:
        if not quality_of_batch(qualification_id, settings.CURRENCY):
            continue
        with transaction.atomic():
            _locked(qualification_id)
            given_back += _release(actor, now, qualification_id)
    return len(answered) + given_back
