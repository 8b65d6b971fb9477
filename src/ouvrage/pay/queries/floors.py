"""The floor of a project: the instance's own or a minimum wage, with the share of unpaid time in it
(PAY-2, PAY-18, PAY-19)."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment, utc_now
from ouvrage.base.money import Money
from ouvrage.pay import rules
from ouvrage.pay.errors import BelowFloor, BelowFloorMeasured
from ouvrage.pay.models import FloorHold, UnpaidShare
from ouvrage.pay.rules import Floor, MinimumWage
from ouvrage.pay.rules import floors as floor_rules
from ouvrage.people.queries import organisation, status_at
from ouvrage.people.rules import StatusKind
from ouvrage.work.errors import Missing
from ouvrage.work.models import Project


@dataclass(frozen=True, slots=True)
class FloorRow:
    """What a project has to pay at least, and from what that follows.

    `share_permille` of its workers' time is taken as unpaid: measured over `share_workers` people,
    or the instance's figure while `share_workers` is 0. `seconds` is the time of one answer,
    measured over `measured_workers` people, or the requester's estimate while that is 0.
    """

    floor: Floor
    share_permille: int
    share_workers: int
    seconds: int
    measured_workers: int

    @property
    def least(self) -> Money:
        """The least that one answer must pay."""
        micros = rules.floor_reward_micros(
            self.seconds, self.floor.micros_per_hour, self.share_permille
        )
        return Money(micros, self.floor.currency)


@dataclass(frozen=True, slots=True)
class FloorHoldRow:
    """Why a project hands out nothing: a floor that came into force is above its price."""

    reward: Money
    least: Money
    seconds: int
    floor: Money
    country: str
    source: str
    address: str
    since: date | None
    at: Moment


def minimum_wages() -> tuple[MinimumWage, ...]:
    """The rows that hold on this instance."""
    wages: tuple[MinimumWage, ...] = settings.MINIMUM_WAGES
    return wages


def floor_on(on: date, countries: Iterable[str], currency: str) -> Floor:
    """The floor for work that is ordered from, or done in, those countries."""
    return floor_rules.floor(
        minimum_wages(),
        countries=countries,
        currency=currency,
        on=on,
        instance_micros=settings.FLOOR_MICROS_PER_HOUR,
    )


def floor_of_project(project: Project, on: date) -> Floor:
    """The floor of a project on that day: that of its organisation's country, none for volunteers.

    Who will work on it is not known yet: what a worker's own country asks for is `floor_of_worker`.
    """
    if project.volunteer:
        return Floor(0, project.currency, None)
    country = organisation(project.organisation_id).country
    return floor_on(on, [country], project.currency)


def floor_of_worker(worker_id: str, at: Moment) -> Floor:
    """The floor for the worker's own time, by the country of the status they chose (PAY-19)."""
    standing = status_at(worker_id, at)
    country = standing.country if standing else ""
    if standing and standing.kind is StatusKind.MICRO_FR:
        country = "FR"
    return floor_on(at.date(), [country], settings.CURRENCY)


def floor_row(project: Project, at: Moment, *, seconds: int | None = None) -> FloorRow:
    """The floor of a project and the price that follows for one answer of `seconds`.

    Once enough people have worked, the time they needed counts instead of the estimate; `seconds`
    named asks for that time.
    """
    share = UnpaidShare.objects.filter(project_id=project.id).first()
    measured = share is not None and share.workers >= rules.MEASURED_WORKERS_LEAST
    permille, people = settings.UNPAID_SHARE_PERMILLE, 0
    if share is not None and measured and share.seconds:
        permille = rules.unpaid_permille(share.unpaid_seconds, share.seconds)
        people = share.workers
    usual, workers = _time_of(project)
    return FloorRow(
        floor_of_project(project, at.date()),
        permille,
        people,
        usual if seconds is None else seconds,
        workers if seconds is None else 0,
    )


def _time_of(project: Project) -> tuple[int, int]:
    """The seconds of one answer that the price is held against, and how many people needed them."""
    known = project.median_seconds
    if known is not None and project.measured_workers >= rules.MEASURED_WORKERS_LEAST:
        return math.ceil(known), project.measured_workers
    return project.time_estimate_seconds, 0


def floor_for(project: Project, seconds: int) -> Money:
    """The least a task of that many seconds must pay in the project now (PAY-2)."""
    return floor_row(project, utc_now(), seconds=seconds).least


def pay_refusals(project: Project, at: Moment | None = None) -> Iterator[Refusal]:
    """What is wrong with the price: none, no time estimate, or under the floor (PAY-2, PAY-17)."""
    if not project.time_estimate_seconds:
        yield Missing(field="time_estimate_seconds")
    if project.volunteer:
        return
    if not project.reward_micros:
        yield Missing(field="reward")
        return
    row = floor_row(project, at or utc_now())
    if project.reward < row.least:
        refusal = BelowFloorMeasured if row.measured_workers else BelowFloor
        yield refusal(
            field="reward",
            reward=project.reward,
            seconds=row.seconds,
            workers=row.measured_workers,
            floor=row.floor.per_hour,
            least=row.least,
        )


def floor_hold(project_id: str) -> FloorHoldRow | None:
    """Why the project hands out nothing at present; None when no floor is the reason."""
    row = FloorHold.objects.filter(project_id=project_id, lifted_at__isnull=True).first()
    if row is None:
        return None
    return FloorHoldRow(
        row.reward,
        row.least,
        row.seconds,
        row.floor,
        row.country,
        row.source,
        row.address,
        row.since,
        row.at,
    )
