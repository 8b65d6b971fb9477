"""Which statuses an instance offers, what each means for pay, and how many paid hours there are."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Sum

from ouvrage.base.moment import Moment
from ouvrage.base.rates import Rate
from ouvrage.base.words import N_
from ouvrage.pay.models import FoldedTime, Reading
from ouvrage.pay.queries.costs import current_terms
from ouvrage.pay.queries.levies import SCHEME_OF_KIND, scheme_of
from ouvrage.pay.queries.time import seconds_of_worker
from ouvrage.pay.schemes import offered, regime
from ouvrage.people.queries import person, status_at
from ouvrage.people.rules import StatusKind
from ouvrage.work.models import Submission

HOUR_SECONDS = 3600
SCHEME_WORDS = {
    "none": N_(
        "Nothing is levied here for your social protection. What you owe on your income, you "
        "declare and pay yourself."
    ),
    "percentage": N_(
        "The requester pays a contribution for social protection on top of each payment. What else "
        "you owe on your income, you declare and pay yourself."
    ),
    "micro_fr": N_(
        "Your social contributions are taken out of each payment and go to Urssaf, at the rate "
        "that Urssaf gives for you each month. Until that rate is here, the amount at the general "
        "rate is held in your name, and what is too much becomes due to you once it is."
    ),
    "employee_coop": N_(
        "The employer’s contributions are paid on top of your gross pay by the requester, and the "
        "employee’s contributions are taken out of it."
    ),
    "volunteer": N_("Volunteer work is not paid, so nothing is levied."),
}
ACTIVITY_WORDS = {
    "bnc": N_("Professional services (BNC)"),
    "bic_services": N_("Services of commerce or craft (BIC)"),
}


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """A scheme as it is today: in words, and rate by rate with each one's source."""

    key: str
    activity: str
    rates: tuple[Rate, ...]


def status_choices() -> list[StatusKind]:
    """The statuses that a worker of this instance may choose; the others have no scheme here."""
    schemes = offered()
    with_scheme = [kind for kind, key in SCHEME_OF_KIND.items() if key in schemes]
    return [StatusKind.SELF_EMPLOYED, *with_scheme]


def scheme_key_of(kind: StatusKind) -> str:
    """The scheme that work under this status falls under here."""
    default: str = settings.CONTRIBUTION_SCHEME
    return SCHEME_OF_KIND.get(kind, default)


def offers_employment() -> bool:
    """Whether an employee-like status can begin here (STA-2)."""
    return StatusKind.EMPLOYEE_COOP in status_choices()


def activities(kind: StatusKind) -> tuple[str, ...]:
    """The activities a status distinguishes, as its scheme's rates name them."""
    if kind is not StatusKind.MICRO_FR:
        return ()
    return tuple(settings.CONTRIBUTION_RATES["micro_fr"].activities())


def scheme_at(person_id: str, at: Moment) -> SchemeRow:
    """The scheme that work taken at that moment falls under, in a batch published then (STA-1)."""
    key, activity = scheme_of(status_at(person_id, at), current_terms(at))
    return scheme_row(key, at.date(), activity)


def scheme_row(key: str, day: date, activity: str = "") -> SchemeRow:
    """That scheme's rates on that day."""
    return SchemeRow(key, activity, regime(key).table.in_force(day, activity=activity))


def paid_seconds(worker_id: str, now: Moment) -> int:
    """The worker's cumulated time: the union of all that counts, since they joined (PAY-1)."""
    joined_at = person(worker_id).joined_at
    return sum(seconds_of_worker(worker_id, joined_at, now, now).values())


def workers_past(seconds: int, now: Moment, *, but: Collection[str] = ()) -> dict[str, int]:
    """Worker -> cumulated seconds, of those who have that many or more, but these.

    A sum of what was recorded tells who may have them; the union then says who has.
    """
    likely = [
        worker for worker, sum_ in _recorded().items() if sum_ * 2 >= seconds and worker not in but
    ]
    counted = {worker: paid_seconds(worker, now) for worker in likely}
    return {worker: sum_ for worker, sum_ in counted.items() if sum_ >= seconds}


def _recorded() -> dict[str, int]:
    """What was recorded of each worker, without a look at what overlaps."""
    sums = (
        Submission.objects.values_list("worker_id").annotate(sum=Sum("work_seconds")),
        Reading.objects.values_list("worker_id").annotate(sum=Sum("seconds")),
        FoldedTime.objects.values_list("worker_id").annotate(sum=Sum("seconds")),
    )
    total: dict[str, int] = defaultdict(int)
    for rows in sums:
        for worker_id, seconds in rows.order_by("worker_id"):
            total[worker_id] += seconds
    return dict(total)
