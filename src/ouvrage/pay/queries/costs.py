"""What a batch costs, what it may still cost, and what keeps it from being published."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.conf import settings

from ouvrage.base import limits
from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment, utc_now
from ouvrage.base.money import Money, total
from ouvrage.ledger.queries import (
    guarantee,
    quality_of_batch,
    reserved,
    reserved_for_batch,
    set_aside,
    spent_by_kind,
    topup_of_batch,
)
from ouvrage.ledger.recipes import Contribution, Share, Source
from ouvrage.pay import rules
from ouvrage.pay.errors import NothingToPublish, ReadersOutOfRange
from ouvrage.pay.models import PublishedTerms, Reading, ReadingState
from ouvrage.pay.queries.audits import is_audited
from ouvrage.pay.queries.claims import has_time_undecided
from ouvrage.pay.queries.credits import has_credits_owed
from ouvrage.pay.queries.floors import floor_of_project, floor_of_worker, pay_refusals
from ouvrage.pay.queries.levies import (
    agreed_rates,
    dearest,
    legacy_rates,
    rates_kept,
)
from ouvrage.pay.rules import Prices, Quote, Terms
from ouvrage.people.errors import ScriptsNotAllowed
from ouvrage.people.queries import organisation
from ouvrage.skills.queries import opened_at
from ouvrage.work import queries as work
from ouvrage.work.errors import Missing
from ouvrage.work.models import Batch, Project
from ouvrage.work.rules import (
    BatchState,
    disclosure_refusals,
    instructions_refusals,
    pay_for_seconds,
    reading_seconds,
)


@dataclass(frozen=True, slots=True)
class Spend:
    """Where a project's money is: still reserved, set aside for quality and floor, or gone.

    `answers` holds won appeals with their interest; `time` is what the two reserves paid besides.
    What was withheld from workers stands with the contributions.
    """

    reserved: Money
    set_aside: Money
    answers: Money
    reading: Money
    time: Money
    contributions: Money
    fee: Money
    returned: Money

    @property
    def paid(self) -> Money:
        """What has left for good."""
        return self.answers + self.reading + self.time + self.contributions + self.fee


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """Where one worker is with the current version of the instructions; `id` once it began."""

    id: str
    version: int
    cap_seconds: int
    pay_max: Money
    state: str


def current_terms(at: Moment, project: Project | None = None) -> Terms:
    """The rates in force at that moment, for a project or for the instance's own work."""
    floor = settings.FLOOR_MICROS_PER_HOUR
    if project is not None:
        floor = floor_of_project(project, at.date()).micros_per_hour
    return Terms(
        settings.FEE_PERMILLE,
        settings.CONTRIBUTION_SCHEME,
        settings.CONTRIBUTION_PERMILLE,
        settings.RESERVE_PERMILLE,
        settings.AGREEMENT.reserves.quality_permille,
        floor,
        at,
        agreed_rates(at),
    )


def terms_of(batch_id: str) -> Terms:
    """The rates the batch was published under, or a test that was opened under its own id."""
    row = PublishedTerms.objects.get(batch_id=batch_id)
    published = Batch.objects.filter(id=batch_id).values_list("published_at", flat=True)
    published_at = published.first() or opened_at(batch_id)
    assert published_at is not None
    return Terms(
        row.fee_permille,
        row.scheme,
        row.scheme_permille,
        row.reserve_permille,
        row.quality_permille,
        row.floor_micros_per_hour,
        published_at,
        rates_kept(row.rates) or legacy_rates(row.scheme, row.scheme_permille),
    )


def cost_of(reward: Money, terms: Terms) -> tuple[tuple[Contribution, ...], Money]:
    """The contributions and the fee that go with a reward, at the most: the dearest scheme's."""
    return dearest(reward, terms), reward.permille(terms.fee_permille)


def full_cost(reward: Money, terms: Terms) -> Money:
    """The reward with its contributions and fee."""
    contributions, fee = cost_of(reward, terms)
    return reward + fee + total([part.amount for part in contributions], reward.currency)


def terms_for(worker_id: str, terms: Terms, at: Moment) -> Terms:
    """The terms with the floor of the worker's country where it is higher (PAY-19); volunteers have
    none."""
    if not terms.floor_micros_per_hour:
        return terms
    own = floor_of_worker(worker_id, at).micros_per_hour
    return replace(terms, floor_micros_per_hour=max(terms.floor_micros_per_hour, own))


def reading_pay(seconds: int, terms: Terms, currency: str) -> Money:
    """What that many seconds of reading pay, at the floor."""
    return Money(pay_for_seconds(seconds, terms.floor_micros_per_hour), currency)


def prices(project: Project, terms: Terms) -> Prices:
    """What one answer and one reading of the current instructions cost at the most."""
    words = getattr(work.instructions(project.id), "words", 0)
    reading = reading_pay(reading_seconds(words), terms, project.currency)
    reward_parts, reward_fee = cost_of(project.reward, terms)
    reading_parts, reading_fee = cost_of(reading, terms)
    return Prices(
        project.reward,
        total([part.amount for part in reward_parts], project.currency),
        reward_fee,
        reading,
        total([part.amount for part in reading_parts], project.currency),
        reading_fee,
    )


def quote(
    project: Project,
    *,
    tasks: int,
    answers_per_task: int,
    readers_max: int | None = None,
    terms: Terms | None = None,
) -> Quote:
    """The full cost of that many answers.

    `readers_max` as `default_readers` unless named; the instance's terms unless named.
    """
    readers = readers_max
    if readers is None:
        readers = rules.default_readers(tasks * answers_per_task)
    used = terms or current_terms(utc_now(), project)
    return rules.quote(
        prices(project, used),
        tasks=tasks,
        answers_per_task=answers_per_task,
        readers=readers,
        terms=used,
    )


def quote_of_batch(batch_id: str, readers_max: int | None = None) -> Quote:
    """The full cost of a batch that is not published yet."""
    batch = Batch.objects.select_related("project").get(id=batch_id)
    return quote(
        batch.project,
        tasks=batch.tasks_count,
        answers_per_task=batch.answers_per_task,
        readers_max=readers_max,
    )


def quote_of_answers(batch: Batch, answers: int) -> Quote:
    """The full cost of `answers` more for every task of a published batch, under its terms.

    People who answered every task cannot answer again, so there is money for new readers too: as
    many as `default_readers` says, less those the batch can still pay.
    """
    readers = rules.default_readers(batch.tasks_count * answers) - batch.readers_left
    return quote(
        batch.project,
        tasks=batch.tasks_count,
        answers_per_task=answers,
        readers_max=max(0, readers),
        terms=terms_of(batch.id),
    )


def quote_of_readings(batch: Batch, readers: int) -> Quote:
    """The full cost of letting `readers` more people read, under the terms of a published batch."""
    return quote(
        batch.project, tasks=0, answers_per_task=0, readers_max=readers, terms=terms_of(batch.id)
    )


def publication_refusals(
    project: Project, batch: Batch, readers_max: int | None, at: Moment
) -> Iterator[Refusal]:
    """Field by field, what keeps the batch from workers: disclosure, instructions, pay, tasks."""
    yield from project_refusals(project, at)
    if batch.tasks_count == 0:
        yield NothingToPublish(field="file")
    if readers_max is not None and not 1 <= readers_max <= limits.READERS_MAX:
        yield ReadersOutOfRange(
            field="readers_max", value=readers_max, least=1, most=limits.READERS_MAX
        )


def project_refusals(project: Project, at: Moment) -> Iterator[Refusal]:
    """Field by field, what the project itself lacks, whatever the batch."""
    yield from disclosure_refusals(project.disclosure, at.date())
    yield from work.chain_of_project(project).refusals
    text = work.instructions(project.id)
    yield from instructions_refusals(text.text if text else None)
    if not project.template or not project.fields:
        yield Missing(field="template")
    if project.scripted and not organisation(project.organisation_id).scripts_allowed:
        yield ScriptsNotAllowed(field="template")
    yield from pay_refusals(project, at)


def needed(batch: Batch) -> Money:
    """What the batch may still cost: what it owes, and the readings there is a budget for."""
    cost = prices(batch.project, terms_of(batch.id))
    return owed(batch) + cost.one_reading * batch.readers_left


def owed(batch: Batch) -> Money:
    """What the batch must be able to pay: open places, readings that go on, work in hand, pending,
    refused. Read it before the reserve: what is paid meanwhile then leaves too little free, never
    too much."""
    terms = terms_of(batch.id)
    places = sum(work.open_counts(batch.id).values())
    parts = [full_cost(batch.project.reward, terms) * places]
    going_on = Reading.objects.filter(batch_id=batch.id, state=ReadingState.OPEN)
    for cap_seconds in going_on.values_list("cap_seconds", flat=True):
        parts.append(full_cost(reading_pay(cap_seconds, terms, batch.project.currency), terms))
    return total(parts, batch.project.currency)


def kept_once_ended(batch: Batch) -> Money:
    """What would stay reserved if the batch ended now: all of it while it owes time."""
    if has_credits_owed(batch.id):
        return reserved_for_batch(batch.id, batch.project.currency)
    answer = full_cost(batch.project.reward, terms_of(batch.id))
    return owed(batch) - answer * work.open_counts(batch.id)["places"]


def money_for_time(batch_id: str, currency: str) -> tuple[Share, ...]:
    """What can pay time that no accepted answer pays, in the order in which it does: the quality
    reserve, what else the batch holds and does not need, then the guarantee fund (PAY-9)."""
    batch = Batch.objects.select_related("project").filter(id=batch_id).first()
    shares = [Share(Source.QUALITY, quality_of_batch(batch_id, currency))]
    if batch is not None:
        needs = needed(batch)
        free = max(reserved_for_batch(batch_id, currency) - needs, Money.zero(currency))
        shares.append(Share(Source.RESERVED, free))
        if _is_floor_paid(batch):
            shares.append(Share(Source.TOPUP, topup_of_batch(batch_id, currency)))
    return (*shares, Share(Source.GUARANTEE, guarantee(currency)))


def _is_floor_paid(batch: Batch) -> bool:
    """Whether the reserve for the floor has paid what it will: its audit is over, or the batch is
    and nobody worked on it."""
    if work.last_submitted_at(batch.id) is not None:
        return is_audited(batch.id)
    return batch.state == BatchState.ENDED and not any(work.open_counts(batch.id).values())


def has_claims(batch: Batch, at: Moment) -> bool:
    """Whether a worker can still be owed something from the batch's reserves for time and floor.

    They can while work is in hand, waits, is refused and may be appealed; while time is credited
    and not paid; while a stopped task or a claim about time waits for a person or can be contested;
    and until the batch's pay has been audited.
    """
    counts = work.open_counts(batch.id)
    if sum(counts.values()) > counts["places"] or has_credits_owed(batch.id):
        return True
    if work.has_stops_undecided(batch.id, at) or has_time_undecided(batch, at):
        return True
    return work.last_submitted_at(batch.id) is not None and not is_audited(batch.id)


def is_reading_funded(project: Project) -> bool:
    """Whether an open batch of the project can pay one more reading of its instructions."""
    cap = reading_seconds(getattr(work.instructions(project.id), "words", 0))
    opened = Batch.objects.select_related("project").filter(project=project, state=BatchState.OPEN)
    return any(can_pay_reading(batch, cap) for batch in opened)


def can_pay_reading(batch: Batch, cap_seconds: int) -> bool:
    """Whether the batch holds what one more reading costs, above what it owes."""
    currency = batch.project.currency
    terms = terms_of(batch.id)
    cost = full_cost(reading_pay(cap_seconds, terms, currency), terms)
    needs = owed(batch)
    return reserved_for_batch(batch.id, currency) - needs >= cost


def reading_of(project: Project, worker_id: str) -> ReadingRow:
    """Where the worker is with the current instructions: "new", "open" or "paid"."""
    version = project.instructions_version
    found = Reading.objects.filter(
        worker_id=worker_id, project_id=project.id, version=version
    ).first()
    words = getattr(work.instructions(project.id), "words", 0)
    cap = found.cap_seconds if found else reading_seconds(words)
    per_hour = (
        terms_of(found.batch_id).floor_micros_per_hour
        if found
        else floor_of_project(project, utc_now().date()).micros_per_hour
    )
    pay_max = Money(pay_for_seconds(cap, per_hour), project.currency)
    begun = found.id if found else ""
    return ReadingRow(begun, version, cap, pay_max, found.state if found else "new")


def spend_of_project(project_id: str) -> Spend:
    """Where the project's money is and went, from the ledger."""
    currency = Project.objects.values_list("currency", flat=True).get(id=project_id)
    spent = spent_by_kind(project_id)

    def amount(kinds: tuple[str, ...], *targets: str) -> Money:
        pairs = ((kind, target) for kind in kinds for target in targets)
        return Money(sum(spent.get(pair, 0) for pair in pairs), currency)

    worker = ("due", "held")
    time = ("time", "top_up")
    work = ("settle", "overturn", "reading", *time)
    return Spend(
        reserved(project_id, currency),
        set_aside(project_id, currency),
        amount(("settle", "overturn"), *worker),
        amount(("reading",), *worker),
        amount(time, *worker),
        amount(work, "contributions"),
        amount(work, "fee"),
        amount(("release",), "available"),
    )
