"""A batch is published, grown, ended and released, always together with its money."""

import hashlib
from collections.abc import Sequence

from django.db import transaction

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.errors import refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.journal.actions import Line, record
from ouvrage.ledger import recipes
from ouvrage.ledger.queries import (
    batches_with_reserve,
    batches_with_set_aside,
    lock_places_of_batch,
    quality_of_batch,
    reserved_for_batch,
    topup_of_batch,
    was_posted,
)
from ouvrage.ledger.recipes import Shares
from ouvrage.pay.errors import ReadersOutOfRange
from ouvrage.pay.models import PublishedTerms
from ouvrage.pay.queries import (
    current_terms,
    had_final_audit,
    has_claims,
    has_credits_owed,
    kept_rates,
    owed,
    pay_refusals,
    publication_refusals,
    quote,
    quote_of_answers,
    quote_of_readings,
)
from ouvrage.pay.rules import Quote, Terms
from ouvrage.work import actions as work
from ouvrage.work.drafts import OpeningDraft
from ouvrage.work.errors import BatchNotDraft, BatchNotOpen
from ouvrage.work.models import Batch, Project
from ouvrage.work.queries import Drawing, open_counts
from ouvrage.work.queries import drawing as drawing_of
from ouvrage.work.rules import PUBLISHED_STATES, BatchState


def publish_batch(
    *,
    actor: Actor,
    now: Moment,
    batch_id: str,
    readers_max: int | None = None,
    sensitive: Sequence[str] = (),
) -> Batch:
    """The batch is open to workers and its full cost is reserved; else nothing changed.

    Publishing it again gives the published batch. Refused field by field by `Refusals`, and by
    `InsufficientFunds` when less is available than the quote's total (PAY-8). The project is locked
    first, so that its price cannot change between the quote and the publication. Every task is
    drawn before that, while others can write; again if the template changed since.
    """
    drawn = Batch.objects.select_related("project").get(id=batch_id)
    drawing = _drawing(drawn)
    with transaction.atomic():
        batch = _locked_with_project(batch_id)
        if batch.state in PUBLISHED_STATES:
            return batch
        if batch.state != BatchState.DRAFT:
            raise BatchNotDraft
        project = batch.project
        before = drawn.project
        changed = (project.template, project.scripted) != (before.template, before.scripted)
        if changed or drawn.state != BatchState.DRAFT:
            drawing = _drawing(batch)
        refuse_all([*publication_refusals(project, batch, readers_max, now), *drawing.refusals])
        terms = current_terms(now, project)
        cost = _cost(batch, readers_max, terms)
        draft = OpeningDraft(cost.readers, drawing.media_hosts, sensitive)
        opened = work.open_batch(actor=actor, now=now, batch_id=batch_id, draft=draft)
        _keep_terms(batch_id, terms)
        _reserve(actor, now, opened, cost, f"publish:{batch_id}")
    return opened


def _cost(batch: Batch, readers_max: int | None, terms: Terms) -> Quote:
    return quote(
        batch.project,
        tasks=batch.tasks_count,
        answers_per_task=batch.answers_per_task,
        readers_max=readers_max,
        terms=terms,
    )


def _reserve(actor: Actor, now: Moment, batch: Batch, cost: Quote, key: str) -> None:
    recipes.reserve(
        actor=actor,
        now=now,
        organisation_id=batch.project.organisation_id,
        project_id=batch.project_id,
        batch_id=batch.id,
        shares=Shares(cost.spending, cost.quality, cost.reserve),
        key=key,
    )
    _line(actor, now, "batch.funded", batch, cost.total)


def _drawing(batch: Batch) -> Drawing:
    template = batch.project.template
    if batch.state != BatchState.DRAFT or not template:
        return Drawing((), ())
    return drawing_of(batch.id, template, scripted=batch.project.scripted)


def _keep_terms(batch_id: str, terms: Terms) -> None:
    PublishedTerms.objects.create(
        batch_id=batch_id,
        fee_permille=terms.fee_permille,
        scheme=terms.scheme,
        scheme_permille=terms.scheme_permille,
        reserve_permille=terms.reserve_permille,
        quality_permille=terms.quality_permille,
        floor_micros_per_hour=terms.floor_micros_per_hour,
        rates=kept_rates(terms.rates),
    )


def add_answers(
    *, actor: Actor, now: Moment, batch_id: str, answers: int, client_key: str
) -> Batch:
    """Every task of the batch wants `answers` more, and their cost is reserved.

    So is the cost of the readings they need: see `quote_of_answers`. Refused when the pay turned
    out to be under the floor (PAY-2), and after the final audit, since no other follows (PAY-3).
    """
    with transaction.atomic():
        batch = _locked(batch_id)
        if batch.state not in PUBLISHED_STATES:
            raise BatchNotOpen
        key = f"answers:{batch_id}:{hashlib.sha256(client_key.encode()).hexdigest()[:40]}"
        if was_posted(f"reserve:{key}"):
            return batch
        if had_final_audit(batch_id):
            raise BatchNotOpen
        refuse_all(pay_refusals(batch.project))
        cost = quote_of_answers(batch, answers)
        batch = work.add_places(
            actor=actor, now=now, batch_id=batch_id, answers=answers, readers=cost.readers
        )
        _reserve(actor, now, batch, cost, key)
    return batch


def add_readings(
    *, actor: Actor, now: Moment, batch_id: str, readers: int, client_key: str
) -> Batch:
    """The batch can pay `readers` more people for reading the instructions, and that is reserved.

    The same `client_key` pays once.
    """
    with transaction.atomic():
        batch = _locked(batch_id)
        if batch.state != BatchState.OPEN:
            raise BatchNotOpen
        key = f"readings:{batch_id}:{hashlib.sha256(client_key.encode()).hexdigest()[:40]}"
        if was_posted(f"reserve:{key}"):
            return batch
        most = limits.READERS_MAX - batch.readers_max
        if not 1 <= readers <= most:
            raise ReadersOutOfRange(field="readers", value=readers, least=1, most=most)
        cost = quote_of_readings(batch, readers)
        batch = work.add_readings(actor=actor, now=now, batch_id=batch_id, readers=readers)
        _reserve(actor, now, batch, cost, key)
    return batch


def end_batch(*, actor: Actor, now: Moment, batch_id: str) -> Batch:
    """No more tasks are handed out, and what the batch cannot cost any more is available again.

    Ending it again changes nothing.
    """
    with transaction.atomic():
        batch = _locked(batch_id)
        if batch.state == BatchState.ENDED:
            return batch
        batch = work.close_batch(actor=actor, now=now, batch_id=batch_id)
        released = _release(actor, now, batch)
        _line(actor, now, "batch.released", batch, released)
    return batch


def release_finished(*, actor: Actor, now: Moment) -> int:
    """Batches that are over hold only what they may still cost; returns how many gave some back.

    A finished batch keeps its reserve until every answer is decided, and then gives back what was
    kept for readings too; an ended one does not wait.
    """
    over = Batch.objects.filter(
        id__in=batches_with_reserve(), state__in=[BatchState.FINISHED, BatchState.ENDED]
    )
    given_back = 0
    for batch_id in over.order_by("id").values_list("id", flat=True):
        with transaction.atomic():
            batch = _locked(batch_id)
            counts = open_counts(batch_id)
            if batch.state == BatchState.FINISHED and counts["pending"] + counts["taken"]:
                continue
            work.drop_readings(actor=actor, now=now, batch_id=batch_id)
            released = _release(actor, now, batch)
            if released:
                _line(actor, now, "batch.released", batch, released)
                given_back += 1
    return given_back


def release_reserves(*, actor: Actor, now: Moment) -> int:
    """Batches that nobody can have a claim on any more hold nothing; returns how many gave back.

    See `has_claims`.
    """
    over = Batch.objects.filter(
        id__in=batches_with_set_aside(), state__in=[BatchState.FINISHED, BatchState.ENDED]
    )
    given_back = 0
    for batch_id in over.order_by("id").values_list("id", flat=True):
        with transaction.atomic():
            batch = _locked(batch_id)
            if has_claims(batch, now):
                continue
            released = _release(actor, now, batch)
            if released:
                _line(actor, now, "batch.released", batch, released)
                given_back += 1
    return given_back


def _locked_with_project(batch_id: str) -> Batch:
    project_id = Batch.objects.values_list("project_id", flat=True).get(id=batch_id)
    project = Project.objects.select_for_update(no_key=True).get(id=project_id)
    batch = Batch.objects.select_for_update(no_key=True).get(id=batch_id)
    batch.project = project
    return batch


def _locked(batch_id: str) -> Batch:
    return (
        Batch.objects.select_for_update(no_key=True, of=("self",))
        .select_related("project")
        .get(id=batch_id)
    )


def _release(actor: Actor, now: Moment, batch: Batch) -> Money:
    """What the batch holds and cannot need is available again, in one entry; returns the sum.

    Nothing while it owes time, which `pay_credits` pays from the same money.
    """
    lock_places_of_batch(batch.id)
    shares = _free(batch, now)
    if shares.total:
        recipes.release(
            actor=actor,
            now=now,
            organisation_id=batch.project.organisation_id,
            project_id=batch.project_id,
            batch_id=batch.id,
            shares=shares,
            key=new_id(now),
        )
    return shares.total


def _free(batch: Batch, now: Moment) -> Shares:
    currency = batch.project.currency
    nothing = Money.zero(currency)
    if has_credits_owed(batch.id):
        return Shares(nothing, nothing, nothing)
    needs = owed(batch)
    free = max(reserved_for_batch(batch.id, currency) - needs, nothing)
    if has_claims(batch, now):
        return Shares(free, nothing, nothing)
    return Shares(free, quality_of_batch(batch.id, currency), topup_of_batch(batch.id, currency))


def _line(actor: Actor, now: Moment, action: str, batch: Batch, amount: Money) -> None:
    line = Line(
        action,
        "batch",
        batch.id,
        batch.project.organisation_id,
        details={"amount": str(amount)},
    )
    record(actor=actor, now=now, line=line)
