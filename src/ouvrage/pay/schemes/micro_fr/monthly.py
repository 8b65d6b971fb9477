"""The monthly file of workers' own rates: one row for each worker and branch (STA-4).

To verify: no public description of the file that Urssaf sends was found, so these columns are ours.
`COLUMNS` is the one place that names them; a file of another form needs another map here.

    siren,month,branch,rate
    732829320,2027-01,social,21.2
    732829320,2027-01,training,0.2
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stdnum.fr import siren

from ouvrage.base.errors import Refusal, Refusals, refuse_all
from ouvrage.base.limits import IMPORT_ERRORS_SHOWN_MAX
from ouvrage.base.rates import MILLION, NAME_CHARACTERS_MAX
from ouvrage.formats.rows import Row, Table
from ouvrage.pay.errors import (
    RateBranchNotValid,
    RateColumnMissing,
    RateMonthNotValid,
    RateMonthsDiffer,
    RateNotValid,
    RateRepeated,
    RateSirenNotValid,
    RatesTakeAll,
)

COLUMNS: Mapping[str, str] = {
    "registration": "siren",
    "month": "month",
    "branch": "branch",
    "rate": "rate",
}
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)
_RATE = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class MonthlyRate:
    """One row: what a branch takes of a worker's pay in that month, in parts per million."""

    row: int
    registration: str
    month: date
    branch: str
    ppm: int


def monthly_rates(table: Table) -> list[MonthlyRate]:
    """Every row of the file; `Refusals` names each row that is wrong, and why."""
    refuse_all(
        RateColumnMissing(field="file", column=column, columns=", ".join(table.columns))
        for column in COLUMNS.values()
        if column not in table.columns
    )
    rates: list[MonthlyRate] = []
    faults: list[Refusal] = []
    for outcome in table.outcomes():
        if isinstance(outcome, Refusal):
            faults.append(outcome)
            continue
        found = _read(outcome)
        if isinstance(found, Refusal):
            faults.append(found)
        else:
            rates.append(found)
    faults += _file_faults(rates)
    if faults:
        raise Refusals(faults[:IMPORT_ERRORS_SHOWN_MAX])
    return rates


def _read(row: Row) -> MonthlyRate | Refusal:
    cells = {name: str(row.cells.get(column) or "").strip() for name, column in COLUMNS.items()}
    number = "".join(cells["registration"].split())
    month = _MONTH.fullmatch(cells["month"])
    rate = _RATE.fullmatch(cells["rate"].removesuffix("%").strip())
    branch = cells["branch"].lower()
    if not siren.is_valid(number):
        return RateSirenNotValid(field="siren", row=row.line, value=number[:20])
    if month is None:
        return RateMonthNotValid(field="month", row=row.line, value=cells["month"][:20])
    if not 0 < len(branch) <= NAME_CHARACTERS_MAX or not branch.replace("_", "").isalnum():
        return RateBranchNotValid(field="branch", row=row.line, value=branch[:30])
    if rate is None:
        return RateNotValid(field="rate", row=row.line, value=cells["rate"][:20])
    ppm = int(rate[1]) * 10_000 + int((rate[2] or "").ljust(4, "0"))
    day = date(int(month[1]), int(month[2]), 1)
    return MonthlyRate(row.line, number, day, branch, ppm)


def _file_faults(rates: list[MonthlyRate]) -> list[Refusal]:
    """What is wrong between rows: two months, a branch twice, rates that leave nothing."""
    faults: list[Refusal] = []
    seen: set[tuple[str, str]] = set()
    sums: dict[str, int] = {}
    for rate in rates:
        if rate.month != rates[0].month:
            faults.append(RateMonthsDiffer(field="month", row=rate.row))
        if (rate.registration, rate.branch) in seen:
            faults.append(RateRepeated(field="branch", row=rate.row, branch=rate.branch))
        seen.add((rate.registration, rate.branch))
        sums[rate.registration] = sums.get(rate.registration, 0) + rate.ppm
        if sums[rate.registration] >= MILLION:
            faults.append(RatesTakeAll(field="rate", row=rate.row))
    return faults
