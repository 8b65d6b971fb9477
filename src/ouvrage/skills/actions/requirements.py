"""What a project requires of who works on it is set, all of it at once."""

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import Q

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusal, refuse_all
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.skills.drafts import RequirementDraft
from ouvrage.skills.errors import (
    AlternativeNotATest,
    GateNeedsTest,
    KindNotKnown,
    RequirementsTooMany,
    RequirementUnknown,
    RequirementValueMissing,
)
from ouvrage.skills.models import Qualification, Requirement
from ouvrage.skills.queries.requirements import is_takeable
from ouvrage.skills.rules import (
    COMPUTED,
    PLATFORM,
    Comparator,
    Guard,
    Kind,
    State,
    asks_prior_work,
    gate_hours,
)

_VALUELESS = (Comparator.EXISTS, Comparator.NOT_EXISTS)
_MANY = (Comparator.IN, Comparator.NOT_IN)


def set_requirements(
    *,
    actor: Actor,
    now: Moment,
    project_id: str,
    organisation_id: str,
    drafts: Sequence[RequirementDraft],
    typical_seconds: float,
) -> list[Requirement]:
    """The project requires this and nothing else; tasks in hand are not concerned.

    A gate on earlier work names an open paid test as the other way in, else `GateNeedsTest` says
    how many hours it asks, at `typical_seconds` an answer, which the door asks `work` (QUA-10).
    """
    with transaction.atomic():
        _define_computed(now)
        if len(drafts) > limits.REQUIREMENTS_MAX:
            raise RequirementsTooMany(field="requirements", most=limits.REQUIREMENTS_MAX)
        known = _known(organisation_id, drafts)
        refuse_all(_refusals(drafts, known, typical_seconds))
        Requirement.objects.filter(project_id=project_id).delete()
        rows = Requirement.objects.bulk_create(_rows(project_id, drafts))
        details = {"qualifications": [one.qualification_id for one in drafts]}
        line = Line(
            "project.requirements_set", "project", project_id, organisation_id, details=details
        )
        record(actor=actor, now=now, line=line)
    return rows


def _rows(project_id: str, drafts: Sequence[RequirementDraft]) -> list[Requirement]:
    return [
        Requirement(
            project_id=project_id,
            qualification_id=one.qualification_id,
            comparator=one.comparator,
            values=list(one.values),
            guard=one.guard,
            alternative_id=one.alternative_id or None,
            position=position,
        )
        for position, one in enumerate(drafts, start=1)
    ]


def _define_computed(now: Moment) -> None:
    """The computed qualifications are there to be required."""
    rows = [
        Qualification(
            id=qualification_id,
            organisation_id=PLATFORM,
            client_key=qualification_id,
            name=name,
            description=description,
            kind=Kind.COMPUTED,
            state=State.OPEN,
            created_at=now,
            opened_at=now,
        )
        for qualification_id, (name, description) in COMPUTED.items()
    ]
    Qualification.objects.bulk_create(rows, ignore_conflicts=True)


def _known(organisation_id: str, drafts: Sequence[RequirementDraft]) -> dict[str, Qualification]:
    """Those of the named qualifications that are the organisation's or the platform's, locked
    against being closed meanwhile."""
    named = {one.qualification_id for one in drafts} | {one.alternative_id for one in drafts}
    own = Q(organisation_id=organisation_id) | Q(organisation_id=PLATFORM)
    rows = Qualification.objects.select_for_update(no_key=True).filter(own, id__in=named)
    return {row.id: row for row in rows.order_by("id") if row.state != State.DRAFT}


def _refusals(
    drafts: Sequence[RequirementDraft], known: dict[str, Qualification], typical_seconds: float
) -> Iterator[Refusal]:
    for row, one in enumerate(drafts, start=1):
        yield from _form_refusals(one, row)
        if one.qualification_id not in known:
            yield RequirementUnknown(field="qualification_id", row=row)
            continue
        yield from _alternative_refusals(one, row, known, typical_seconds)


def _form_refusals(one: RequirementDraft, row: int) -> Iterator[Refusal]:
    if one.comparator not in set(Comparator):
        choices = ", ".join(each.value for each in Comparator)
        yield KindNotKnown(field="comparator", row=row, value=one.comparator[:20], choices=choices)
        return
    if one.guard not in set(Guard):
        choices = ", ".join(each.value for each in Guard)
        yield KindNotKnown(field="guard", row=row, value=one.guard[:20], choices=choices)
    most = limits.REQUIREMENT_VALUES_MAX
    count = len(one.values)
    if one.comparator in _VALUELESS:
        wanted = count == 0
    else:
        wanted = 1 <= count <= most if one.comparator in _MANY else count == 1
    if not wanted:
        yield RequirementValueMissing(field="values", row=row, most=most)


def _alternative_refusals(
    one: RequirementDraft, row: int, known: dict[str, Qualification], typical_seconds: float
) -> Iterator[Refusal]:
    comparator = Comparator(one.comparator) if one.comparator in set(Comparator) else None
    if comparator is None or (comparator not in _VALUELESS and not one.values):
        return
    alternative = known.get(one.alternative_id)
    if one.alternative_id and not (alternative and is_takeable(alternative)):
        yield AlternativeNotATest(field="alternative_id", row=row)
    elif not one.alternative_id and asks_prior_work(one.qualification_id, comparator, one.values):
        hours = gate_hours(max(one.values, default=1), typical_seconds)
        yield GateNeedsTest(field="alternative_id", row=row, hours=hours)
