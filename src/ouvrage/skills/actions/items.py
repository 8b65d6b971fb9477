"""Items come into a test and leave it; attempts that drew them keep them."""

from collections.abc import Sequence

from django.db import transaction

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusals
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.skills.drafts import ItemDraft
from ouvrage.skills.errors import FieldMissing, QualificationNotOpen, TooFewItems, TooManyItems
from ouvrage.skills.models import Item, Qualification, Test
from ouvrage.skills.papers import item_faults
from ouvrage.skills.rules import Scoring, State


def add_items(
    *, actor: Actor, now: Moment, qualification_id: str, items: Sequence[ItemDraft]
) -> int:
    """The items are in the test, all or none; a wrong one is named by its row."""
    with transaction.atomic():
        test, row = _locked(qualification_id)
        if not test.template:
            raise FieldMissing(field="template")
        held = Item.objects.filter(test=test, removed_at__isnull=True).count()
        if held + len(items) > limits.TEST_ITEMS_MAX:
            raise TooManyItems(field="items", most=limits.TEST_ITEMS_MAX)
        _check(test, items)
        Item.objects.bulk_create(
            [
                Item(
                    id=new_id(now),
                    test=test,
                    data=dict(one.data),
                    key={name: list(expected) for name, expected in one.key.items()},
                    explanation=one.explanation.strip(),
                    at=now,
                )
                for one in items
            ]
        )
        _line(actor, now, "qualification.items_added", row, len(items))
    return len(items)


def _locked(qualification_id: str) -> tuple[Test, Qualification]:
    row = Qualification.objects.select_for_update().get(id=qualification_id)
    if row.state == State.CLOSED:
        raise QualificationNotOpen
    test = Test.objects.filter(qualification=row).first()
    if test is None:
        raise NotFound
    return test, row


def _check(test: Test, items: Sequence[ItemDraft]) -> None:
    needs_key = test.scoring == Scoring.KEY
    faults = [
        fault
        for number, one in enumerate(items, start=1)
        for fault in item_faults(
            test.template,
            dict(one.data),
            one.key,
            number,
            needs_key=needs_key,
        )
    ]
    if faults:
        raise Refusals(faults[: limits.IMPORT_ERRORS_SHOWN_MAX])


def remove_item(*, actor: Actor, now: Moment, qualification_id: str, item_id: str) -> None:
    """No new attempt draws the item; a test that is open keeps as many as one attempt shows."""
    with transaction.atomic():
        test, row = _locked(qualification_id)
        kept = Item.objects.filter(test=test, removed_at__isnull=True)
        if row.state == State.OPEN and kept.count() <= test.items_per_attempt:
            raise TooFewItems(items=kept.count() - 1, least=test.items_per_attempt)
        if kept.filter(id=item_id).update(removed_at=now):
            _line(actor, now, "qualification.item_removed", row, 1)


def _line(actor: Actor, now: Moment, action: str, row: Qualification, count: int) -> None:
    line = Line(action, "qualification", row.id, row.organisation_id, details={"items": count})
    record(actor=actor, now=now, line=line)
