"""Qualifications and tests for tests: made and opened by the rooms' actions."""

from itertools import count

from ouvrage.base.moment import Moment
from ouvrage.pay import actions as pay
from ouvrage.people.models import Person
from ouvrage.skills import actions
from ouvrage.skills.drafts import ItemDraft, QualificationDraft, TestDraft
from ouvrage.skills.models import Attempt, Qualification
from tests.factories.people import JOB, NOW, actor_of, make_organisation
from tests.factories.work import TEMPLATE, fund

_numbers = count(1)
ITEMS = tuple(
    ItemDraft(
        {"text": f"Sentence {number}."},
        {"money": ["yes" if number % 2 else "no"]},
        f"Because {number}.",
    )
    for number in range(1, 7)
)


def make_granted(organisation_id: str, **changes: object) -> Qualification:
    """A qualification that is granted by hand."""
    number = next(_numbers)
    wanted: dict[str, object] = {"name": f"Reads old script {number}", **changes}
    return actions.draft_qualification(
        actor=JOB,
        now=NOW,
        organisation_id=organisation_id,
        kind="granted",
        draft=QualificationDraft(**wanted),  # type: ignore[arg-type]
        client_key=f"granted-{number}",
    )


def make_draft_test(organisation_id: str, **changes: object) -> Qualification:
    """A test with six items that is not open yet: two an attempt, both must be right."""
    number = next(_numbers)
    row = actions.draft_qualification(
        actor=JOB,
        now=NOW,
        organisation_id=organisation_id,
        kind="test",
        draft=QualificationDraft(name=f"Speaks of money {number}", description="Reads letters."),
        client_key=f"test-{number}",
    )
    wanted: dict[str, object] = {
        "template": TEMPLATE,
        "instructions": "Say whether a sentence is about money.",
        "items_per_attempt": 2,
        "pass_percent": 100,
        "time_estimate_seconds": 60,
        **changes,
    }
    actions.change_test(
        actor=JOB,
        now=NOW,
        qualification_id=row.id,
        draft=TestDraft(**wanted),  # type: ignore[arg-type]
    )
    actions.add_items(actor=JOB, now=NOW, qualification_id=row.id, items=ITEMS)
    return row


def make_open_test(organisation_id: str | None = None, **changes: object) -> Qualification:
    """The same, open, with money for ten attempts; the platform's when the id is empty."""
    if organisation_id is None:
        organisation_id = make_organisation().id
    row = make_draft_test(organisation_id, **changes)
    if organisation_id:
        fund(organisation_id)
    return pay.open_test(actor=JOB, now=NOW, qualification_id=row.id, attempts=10)


def answer_test(
    worker: Person, qualification: Qualification, *, right: bool, now: Moment = NOW
) -> Attempt:
    """The worker's attempt, sent after 40 seconds with every item right, or every item wrong."""
    actor = actor_of(worker)
    attempt = actions.start_attempt(actor=actor, now=now, qualification_id=qualification.id)
    for item in attempt.test.items.filter(id__in=attempt.items):
        expected = item.key.get("money", ["yes"])[0]
        given = expected if right else {"yes": "no", "no": "yes"}[expected]
        actions.keep_answer(
            actor=actor,
            now=now,
            attempt_id=attempt.id,
            item_id=item.id,
            answer={"money": given},
            seconds=20,
        )
    return pay.send_test(actor=actor, now=now, attempt_id=attempt.id)
