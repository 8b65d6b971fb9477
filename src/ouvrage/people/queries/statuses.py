"""Under which status people work, and which one is offered to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from ouvrage.base.ids import pseudonym
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.people.models import OfferState, StatusOffer, StatusPeriod, StatusRegistration
from ouvrage.people.rules import StatusKind


@dataclass(frozen=True, slots=True)
class Standing:
    """A status and its particulars, as it was or is from `starts_at` on."""

    kind: StatusKind
    activity: str
    country: str
    words: str
    by_default: bool
    starts_at: Moment


@dataclass(frozen=True, slots=True)
class OfferRowOfStatus:
    """The employee-like status that waits to begin, has begun, or was declined."""

    state: OfferState
    paid_seconds: int
    offered_at: Moment
    starts_at: Moment
    decided_at: Moment | None
    words: str


def standings(taken: Sequence[tuple[str, Moment]]) -> list[Standing | None]:
    """The status of each person at their moment, in the order given; None for who chose none."""
    people = {person_id for person_id, _at in taken}
    rows: dict[str, list[Standing]] = {}
    periods = StatusPeriod.objects.filter(person_id__in=people).order_by("starts_at", "id")
    for period in periods:
        rows.setdefault(period.person_id, []).append(_standing(period))
    return [_latest(rows.get(person_id, []), at) for person_id, at in taken]


def _latest(periods: list[Standing], at: Moment) -> Standing | None:
    begun = [period for period in periods if period.starts_at <= at]
    return begun[-1] if begun else None


def status_at(person_id: str, at: Moment) -> Standing | None:
    """The person's status at that moment; None when they chose none."""
    return standings([(person_id, at)])[0]


def periods_of(person_id: str) -> list[Standing]:
    """The person's statuses, the latest first."""
    rows = StatusPeriod.objects.filter(person_id=person_id).order_by("-starts_at", "-id")
    return [_standing(row) for row in rows[:PAGE_ROWS]]


def _standing(row: StatusPeriod) -> Standing:
    return Standing(
        StatusKind(row.kind), row.activity, row.country, row.words, row.by_default, row.starts_at
    )


def status_offer_of(person_id: str) -> OfferRowOfStatus | None:
    """The employee-like status offered to the person, if it was."""
    row = StatusOffer.objects.filter(person_id=person_id).first()
    if row is None:
        return None
    return OfferRowOfStatus(
        OfferState(row.state),
        row.paid_seconds,
        row.offered_at,
        row.starts_at,
        row.decided_at,
        row.words,
    )


def people_offered_status() -> list[str]:
    """The people who were offered an employee-like status or had one, whatever became of it."""
    had = StatusPeriod.objects.filter(kind=StatusKind.EMPLOYEE_COOP).order_by()
    offered = StatusOffer.objects.order_by().values_list("person_id", flat=True)
    return list(offered.union(had.values_list("person_id", flat=True)))


def registration_code(secret: bytes, kind: StatusKind, number: str) -> str:
    """What is kept of a registration number: enough to find it again, nothing to read."""
    return pseudonym(secret, "registration", kind.value, "".join(number.split()))


def people_by_registration(kind: StatusKind, codes: Sequence[str]) -> dict[str, str]:
    """Code -> person, for the codes that belong to somebody here."""
    rows = StatusRegistration.objects.filter(kind=kind, code__in=set(codes))
    return dict(rows.values_list("code", "person_id"))


def registration_ending(person_id: str, kind: StatusKind) -> str:
    """The last digits of the person's number, so that they know which one is kept."""
    rows = StatusRegistration.objects.filter(person_id=person_id, kind=kind)
    return rows.values_list("ending", flat=True).first() or ""
