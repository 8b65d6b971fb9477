"""A new minimum wage takes effect: projects priced under it hand out nothing until it is met, and a
price may be raised but never lowered (PAY-18).

Nothing is taken back: what was taken and sent keeps the price it was shown with, or a higher one.
"""

from dataclasses import replace

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from ouvrage.base.actor import Actor
from ouvrage.base.errors import refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money, total
from ouvrage.journal.actions import Line, announce, record
from ouvrage.ledger import recipes
from ouvrage.ledger.recipes import Shares
from ouvrage.pay.errors import PriceNotRaised
from ouvrage.pay.models import FloorHold, PublishedTerms, Reading, ReadingState
from ouvrage.pay.queries import (
    floor_of_project,
    floor_row,
    full_cost,
    pay_refusals,
    prices,
    reading_pay,
    terms_of,
)
from ouvrage.pay.rules import Terms
from ouvrage.work import actions as work
from ouvrage.work.errors import BatchNotOpen
from ouvrage.work.models import Assignment, Batch, Project
from ouvrage.work.queries import open_counts
from ouvrage.work.rules import AssignmentState, BatchState


def check_floors(*, actor: Actor, now: Moment) -> int:
    """Projects with open batches whose price is under a floor that came into force since they were
    published hand out nothing; returns how many were paused."""
    open_projects = Project.objects.filter(batches__state=BatchState.OPEN).distinct()
    held = FloorHold.objects.filter(lifted_at__isnull=True).values("project_id")
    ids = open_projects.exclude(id__in=held).order_by("id").values_list("id", flat=True)
    return sum(_check(actor, now, project_id) for project_id in list(ids))


def _check(actor: Actor, now: Moment, project_id: str) -> bool:
    with transaction.atomic():
        project = Project.objects.select_for_update(no_key=True).get(id=project_id)
        agreed = PublishedTerms.objects.filter(batch_id__in=_open(project).values("id"))
        lowest = min(agreed.values_list("floor_micros_per_hour", flat=True), default=None)
        row = floor_row(project, now)
        grown = lowest is not None and row.floor.micros_per_hour > lowest
        if not grown or project.reward >= row.least:
            return False
        if FloorHold.objects.filter(project_id=project_id, lifted_at__isnull=True).exists():
            return False
        wage = row.floor.wage
        FloorHold.objects.create(
            id=new_id(now),
            project_id=project_id,
            currency=project.currency,
            reward_micros=project.reward_micros,
            least_micros=row.least.micros,
            seconds=row.seconds,
            floor_micros_per_hour=row.floor.micros_per_hour,
            country=wage.country if wage else "",
            source=wage.source if wage else "",
            address=wage.address if wage else "",
            since=wage.since if wage else None,
            at=now,
        )
        work.pause_project(actor=actor, now=now, project_id=project_id)
        details = {"floor": str(row.floor.per_hour), "least": str(row.least)}
        line = Line(
            "project.under_floor",
            "project",
            project_id,
            project.organisation_id,
            reason=wage.source if wage else "the floor of the instance",
            details=details,
        )
        announce(actor=actor, now=now, line=line)
    return True


def _open(project: Project) -> QuerySet[Batch]:
    return Batch.objects.filter(project=project, state=BatchState.OPEN)


def raise_price(*, actor: Actor, now: Moment, project_id: str, reward: Money) -> Project:
    """Every answer from now on pays at least that, those for tasks in hand included, and what that
    costs is set aside; tasks are handed out again if a floor had stopped them.

    Answers that were sent keep their price. Refused when it is no raise, when it is under the floor
    still, and when less is available than it costs. Raising to the price there is changes nothing.
    """
    with transaction.atomic():
        project = Project.objects.select_for_update(no_key=True).get(id=project_id)
        if project.reward == reward:
            return project
        if reward < project.reward:
            raise PriceNotRaised(field="reward", reward=reward, now=project.reward)
        work.raise_reward(actor=actor, now=now, project_id=project_id, reward_micros=reward.micros)
        going_on = list(_going_on(project).select_for_update(no_key=True).order_by("id"))
        if not any(batch.state == BatchState.OPEN for batch in going_on):
            raise BatchNotOpen
        before = project.reward
        project.reward_micros = reward.micros
        refuse_all(pay_refusals(project, now))
        floor = floor_of_project(project, now.date()).micros_per_hour
        for batch in going_on:
            batch.project = project
            _set_aside(actor, now, batch, before, floor)
        _lift(actor, now, project)
    return project


def _going_on(project: Project) -> QuerySet[Batch]:
    """The project's batches that are open, or over while a task of theirs is in hand."""
    in_hand = Assignment.objects.filter(batch_id=OuterRef("id"), state=AssignmentState.TAKEN)
    return Batch.objects.filter(Q(state=BatchState.OPEN) | Exists(in_hand), project=project)


def _set_aside(actor: Actor, now: Moment, batch: Batch, before: Money, floor: int) -> None:
    """The batch holds what its answers and readings cost more at the new price and floor."""
    terms = terms_of(batch.id)
    higher = replace(terms, floor_micros_per_hour=max(floor, terms.floor_micros_per_hour))
    counts = open_counts(batch.id)
    after = batch.project.reward
    more = (full_cost(after, terms) - full_cost(before, terms)) * sum(counts.values())
    more += _readings(batch, higher) - _readings(batch, terms)
    grown = (after - before) * (counts["places"] + counts["taken"])
    PublishedTerms.objects.filter(batch_id=batch.id).update(
        floor_micros_per_hour=higher.floor_micros_per_hour
    )
    shares = Shares(
        more, grown.permille(terms.quality_permille), grown.permille(terms.reserve_permille)
    )
    if not shares.total:
        return
    recipes.reserve(
        actor=actor,
        now=now,
        organisation_id=batch.project.organisation_id,
        project_id=batch.project_id,
        batch_id=batch.id,
        shares=shares,
        key=f"raise:{batch.id}:{after.micros}",
    )


def _readings(batch: Batch, terms: Terms) -> Money:
    """What the readings cost that the batch has promised and those that go on."""
    currency = batch.project.currency
    going_on = Reading.objects.filter(batch_id=batch.id, state=ReadingState.OPEN)
    caps = going_on.values_list("cap_seconds", flat=True)
    under_way = [full_cost(reading_pay(cap, terms, currency), terms) for cap in caps]
    return (
        total(under_way, currency) + prices(batch.project, terms).one_reading * batch.readers_left
    )


def resume_project(*, actor: Actor, now: Moment, project_id: str) -> None:
    """Tasks are handed out again; refused field by field while a floor is above the price."""
    with transaction.atomic():
        project = Project.objects.select_for_update(no_key=True).get(id=project_id)
        if FloorHold.objects.filter(project_id=project_id, lifted_at__isnull=True).exists():
            refuse_all(pay_refusals(project, now))
        if not _lift(actor, now, project):
            work.resume_project(actor=actor, now=now, project_id=project_id)


def _lift(actor: Actor, now: Moment, project: Project) -> bool:
    """Whether a floor held the project back; it does no longer."""
    lifted = FloorHold.objects.filter(project_id=project.id, lifted_at__isnull=True)
    if not lifted.update(lifted_at=now):
        return False
    work.resume_project(actor=actor, now=now, project_id=project.id)
    line = Line("project.floor_met", "project", project.id, project.organisation_id)
    record(actor=actor, now=now, line=line)
    return True
