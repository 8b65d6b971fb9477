"""Schemes, statuses and rate files for tests: figures that are easy to check by hand."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ouvrage.base.moment import Moment
from ouvrage.base.rates import Rate, RateTable, Side
from ouvrage.pay import actions as pay
from ouvrage.pay.models import RateFile
from ouvrage.people.actions import StatusChoice
from ouvrage.people.models import Person
from ouvrage.people.rules import StatusKind
from ouvrage.site.files import rates
from tests.factories.people import JOB, NOW, actor_of

SIREN = "732829320"
SINCE = date(2025, 1, 1)
COOP = RateTable(
    (
        Rate("health", Side.REQUESTER, 130_000, SINCE, "test"),
        Rate("pension", Side.REQUESTER, 85_500, SINCE, "test"),
        Rate("pension", Side.WORKER, 73_000, SINCE, "test"),
    )
)
TABLES: Mapping[str, RateTable] = {**rates("", set()), "employee_coop": COOP}
EVERY_SCHEME: Mapping[str, object] = {
    "CONTRIBUTION_SCHEME": "percentage",
    "CONTRIBUTION_SCHEMES": ("micro_fr", "employee_coop", "volunteer"),
    "CONTRIBUTION_PERMILLE": 10,
    "CONTRIBUTION_RATES": TABLES,
}


def choose(worker: Person, kind: StatusKind, now: Moment = NOW, **particulars: str) -> None:
    """The worker has that status from now on."""
    if kind is StatusKind.MICRO_FR:
        particulars = {"registration": SIREN, "activity": "bnc", **particulars}
    pay.choose_status(
        actor=actor_of(worker),
        now=now,
        person_id=worker.id,
        choice=StatusChoice(kind, **particulars),
    )


def import_rates(folder: Path, *rows: str, now: Moment = NOW, name: str = "rates.csv") -> RateFile:
    """The operator imported a file with these rows."""
    path = folder / name
    path.write_text("\n".join(("siren,month,branch,rate", *rows)) + "\n", encoding="utf-8")
    return pay.import_rates(actor=JOB, now=now, name=name, path=path)
