"""A monthly file of workers' own rates is imported, and what waited for it is freed (STA-4)."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor, ActorKind
from ouvrage.base.ids import new_id
from ouvrage.base.limits import RATE_FILE_BYTES_MAX, RATE_FILE_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.formats import csvs
from ouvrage.formats.rows import Bounds, Source
from ouvrage.journal.actions import Line, record
from ouvrage.pay.actions.held import free_held
from ouvrage.pay.errors import NobodyInRates
from ouvrage.pay.models import RateFile, WorkerRate
from ouvrage.pay.schemes.micro_fr import KEY
from ouvrage.pay.schemes.micro_fr.monthly import MonthlyRate, monthly_rates
from ouvrage.people.access import operator_only
from ouvrage.people.queries import people_by_registration, registration_code
from ouvrage.people.rules import StatusKind

BOUNDS = Bounds(bytes_max=RATE_FILE_BYTES_MAX, rows_max=RATE_FILE_ROWS_MAX, columns_max=20)


def import_rates(*, actor: Actor, now: Moment, name: str, path: Path) -> RateFile:
    """The rates of the file's month count for what is paid from now on, and free what was held.

    All rows or none: `Refusals` names each row that is wrong. Rows of people who do not work here
    are left out. The same file again is the one that was imported.
    """
    operator_only(actor)
    rates = monthly_rates(csvs.read(Source(path, bounds=BOUNDS)))
    known = _people(rates)
    ours = [rate for rate in rates if rate.registration in known]
    if not ours:
        raise NobodyInRates(field="file")
    with transaction.atomic():
        file, made = RateFile.objects.get_or_create(
            scheme=KEY,
            month=rates[0].month,
            digest=hashlib.sha256(path.read_bytes()).hexdigest(),
            defaults={
                "id": new_id(now),
                "name": name[:255],
                "rows": len(ours),
                "imported_by_id": actor.id if actor.kind is ActorKind.PERSON else None,
                "at": now,
            },
        )
        if made:
            _keep(file, ours, known)
            details = {
                "month": str(file.month),
                "rows": len(ours),
                "left_out": len(rates) - len(ours),
            }
            line = Line("rates.imported", "rate_file", file.id, details=details)
            record(actor=actor, now=now, line=line)
    free_held(actor=actor, now=now)
    return file


def _people(rates: list[MonthlyRate]) -> dict[str, str]:
    """SIREN -> person, for those who gave it here."""
    secret = settings.SECRET_KEY.encode()
    codes = {
        registration_code(secret, StatusKind.MICRO_FR, rate.registration): rate.registration
        for rate in rates
    }
    found = people_by_registration(StatusKind.MICRO_FR, list(codes))
    return {codes[code]: person_id for code, person_id in found.items()}


def _keep(file: RateFile, rates: list[MonthlyRate], known: dict[str, str]) -> None:
    WorkerRate.objects.bulk_create(
        [
            WorkerRate(
                file=file,
                worker_id=known[rate.registration],
                month=rate.month,
                branch=rate.branch,
                ppm=rate.ppm,
            )
            for rate in rates
        ],
        batch_size=500,
    )
