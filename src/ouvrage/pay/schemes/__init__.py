"""Contribution schemes: what a reward owes to social protection, on top of it and out of it.

A scheme is a folder with the same names in each: `__init__.py` (its `KEY`, its `TITLE`, its source,
`regime`), `levy.py` where the rule needs code of its own, and `rates.toml` (each rate with its
source and the day from which it holds). Adding a scheme is adding a folder here and a line in
`SCHEMES`.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import ModuleType

from django.conf import settings

from ouvrage.base.rates import RateTable
from ouvrage.pay.schemes import employee_coop, micro_fr, none, percentage, volunteer
from ouvrage.pay.schemes.regime import Levy, Regime, WorkerFacts

__all__ = ["SCHEMES", "Levy", "Regime", "WorkerFacts", "offered", "regime"]

SCHEMES: Mapping[str, ModuleType] = {
    module.KEY: module for module in (none, percentage, micro_fr, employee_coop, volunteer)
}


def regime(key: str) -> Regime:
    """The scheme of that name with this instance's rates; KeyError for a name no folder has."""
    found: Regime = SCHEMES[key].regime(_table(key))
    return found


def _table(key: str) -> RateTable:
    """The rates of the scheme that are in this instance's currency."""
    if key == percentage.KEY and settings.CONTRIBUTION_PERMILLE:
        return percentage.one_rate(settings.CONTRIBUTION_PERMILLE)
    table: RateTable = settings.CONTRIBUTION_RATES[key]
    rows = [row for row in table.rows if row.cap is None or row.cap.currency == settings.CURRENCY]
    return replace(table, rows=tuple(rows))


def offered() -> tuple[str, ...]:
    """The schemes that apply on this instance: the default one first, then those it offers."""
    return tuple(dict.fromkeys((settings.CONTRIBUTION_SCHEME, *settings.CONTRIBUTION_SCHEMES)))
