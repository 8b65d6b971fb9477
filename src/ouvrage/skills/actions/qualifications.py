"""Qualifications are drafted, changed, opened to people and closed; their tests get money."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.errors import refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.skills.drafts import QualificationDraft, TestDraft
from ouvrage.skills.errors import (
    KindNotKnown,
    QualificationNameTaken,
    QualificationNotDraft,
    QualificationNotOpen,
    QualificationRequired,
    QualificationsTooMany,
)
from ouvrage.skills.models import Item, Qualification, Requirement, Test
from ouvrage.skills.papers import paper_columns
from ouvrage.skills.queries.owner import draft_of
from ouvrage.skills.rules import (
    COMPUTED,
    PLATFORM,
    Kind,
    Scoring,
    State,
    opening_refusals,
    qualification_refusals,
    test_refusals,
)

HOUR = 3600


def draft_qualification(
    *,
    actor: Actor,
    now: Moment,
    organisation_id: str,
    kind: str,
    draft: QualificationDraft,
    client_key: str,
) -> Qualification:
    """The organisation, or the platform, has a qualification; the same key gives the same one.

    One that is granted by hand is open at once; a test is drafted first.
    """
    known = Qualification.objects.filter(organisation_id=organisation_id)
    _check_draft(kind, draft, known.exclude(state=State.CLOSED).count())
    row = Qualification(
        id=new_id(now),
        organisation_id=organisation_id,
        client_key=client_key,
        kind=kind,
        state=State.DRAFT if kind == Kind.TEST else State.OPEN,
        opened_at=None if kind == Kind.TEST else now,
        created_at=now,
    )
    _fill(row, draft)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            if kind == Kind.TEST:
                _make_test(row)
            _line(actor, now, "qualification.drafted", row)
    except IntegrityError as error:
        first = known.filter(client_key=client_key).first()
        if first is None:
            raise QualificationNameTaken(field="name") from error
        return first
    return row


def _check_draft(kind: str, draft: QualificationDraft, kept: int) -> None:
    if kind not in (Kind.TEST, Kind.GRANTED):
        raise KindNotKnown(field="kind", value=kind[:20], choices="test, granted")
    refuse_all(qualification_refusals(draft))
    if draft.name.strip() in {name for name, _description in COMPUTED.values()}:
        raise QualificationNameTaken(field="name")
    if kept >= limits.QUALIFICATIONS_MAX:
        raise QualificationsTooMany(most=limits.QUALIFICATIONS_MAX)


def _fill(row: Qualification, draft: QualificationDraft) -> None:
    row.name = draft.name.strip()
    row.description = draft.description.strip()
    row.language = draft.language
    row.auto_granted = draft.auto_granted if row.kind == Kind.GRANTED else None
    hours = draft.retry_after_hours
    row.retry_after_seconds = None if hours is None else hours * HOUR
    row.valid_days = draft.valid_days


def _make_test(row: Qualification) -> None:
    empty = TestDraft()
    test = Test(qualification=row, attempts_left=None if row.organisation_id == PLATFORM else 0)
    _fill_test(test, empty)
    test.save(force_insert=True)


def _fill_test(test: Test, draft: TestDraft) -> None:
    test.preset = draft.preset
    test.template = draft.template
    test.columns = list(paper_columns(draft.template))
    test.instructions = draft.instructions.strip()
    test.criteria = draft.criteria.strip()
    test.scoring = draft.scoring
    test.items_per_attempt = draft.items_per_attempt
    test.pass_percent = draft.pass_percent
    test.time_estimate_seconds = draft.time_estimate_seconds
    test.attempts_max = draft.attempts_max
    test.seconds_max = _seconds_max(draft.time_estimate_seconds)


def _seconds_max(estimate: int) -> int:
    """The most that one attempt is paid for, by what the parties agreed."""
    agreed = settings.AGREEMENT
    most: int = agreed.time.qualification_seconds_max
    return min(most, max(estimate, estimate * agreed.tests.paid_percent_of_estimate // 100))


def change_qualification(
    *, actor: Actor, now: Moment, qualification_id: str, draft: QualificationDraft
) -> Qualification:
    """The qualification says what the draft says; what people hold already stays as granted."""
    refuse_all(qualification_refusals(draft))
    try:
        with transaction.atomic():
            row = Qualification.objects.select_for_update().get(id=qualification_id)
            _fill(row, draft)
            row.save()
            _line(actor, now, "qualification.changed", row)
    except IntegrityError as error:
        raise QualificationNameTaken(field="name") from error
    return row


def change_test(*, actor: Actor, now: Moment, qualification_id: str, draft: TestDraft) -> Test:
    """The test is as the draft says. Once people can take it, it stays as it is."""
    agreed = settings.AGREEMENT
    refuse_all(
        test_refusals(
            draft,
            seconds_max=agreed.time.qualification_seconds_max,
            attempts_max=agreed.tests.attempts_a_year,
        )
    )
    if draft.scoring not in set(Scoring):
        raise KindNotKnown(field="scoring", value=draft.scoring[:20], choices="key, person")
    with transaction.atomic():
        row = Qualification.objects.select_for_update().get(id=qualification_id)
        if row.state != State.DRAFT:
            raise QualificationNotDraft
        test = Test.objects.get(qualification=row)
        _fill_test(test, draft)
        test.save()
        _line(actor, now, "qualification.test_changed", row)
    return test


def open_qualification(
    *, actor: Actor, now: Moment, qualification_id: str, attempts: int
) -> Qualification:
    """People can take the test, as often as there is money for. Called by `pay.open_test`."""
    with transaction.atomic():
        row = Qualification.objects.select_for_update().get(id=qualification_id)
        if row.state != State.DRAFT:
            raise QualificationNotDraft
        test = Test.objects.get(qualification=row)
        items = Item.objects.filter(test=test, removed_at__isnull=True).count()
        refuse_all(
            opening_refusals(
                row.description,
                draft_of(test),
                template=test.template,
                items=items,
                by_person=test.scoring == Scoring.PERSON,
            )
        )
        row.state, row.opened_at = State.OPEN, now
        row.save(update_fields=["state", "opened_at"])
        if test.attempts_left is not None:
            Test.objects.filter(qualification=row).update(attempts_left=attempts)
        _line(actor, now, "qualification.opened", row, attempts=attempts)
    return row


def fund_attempts(*, actor: Actor, now: Moment, qualification_id: str, attempts: int) -> None:
    """The test can be taken so many times more. Called by `pay.add_attempts`."""
    with transaction.atomic():
        row = Qualification.objects.get(id=qualification_id)
        funded = Test.objects.filter(
            qualification_id=qualification_id,
            qualification__state=State.OPEN,
            attempts_left__isnull=False,
        ).update(attempts_left=F("attempts_left") + attempts)
        if not funded:
            raise QualificationNotOpen
        _line(actor, now, "qualification.funded", row, attempts=attempts)


def close_qualification(*, actor: Actor, now: Moment, qualification_id: str) -> bool:
    """Nobody obtains it any more; what people hold stays. False when it was closed before.

    Refused while a project's gate has it as the other way in.
    """
    with transaction.atomic():
        row = Qualification.objects.select_for_update().get(id=qualification_id)
        if Requirement.objects.filter(alternative=row).exists():
            raise QualificationRequired
        if row.state == State.CLOSED:
            return False
        row.state, row.closed_at = State.CLOSED, now
        row.save(update_fields=["state", "closed_at"])
        Test.objects.filter(qualification=row, attempts_left__isnull=False).update(attempts_left=0)
        _line(actor, now, "qualification.closed", row)
    return True


def _line(actor: Actor, now: Moment, action: str, row: Qualification, **details: object) -> None:
    line = Line(action, "qualification", row.id, row.organisation_id, details=details)
    record(actor=actor, now=now, line=line)
