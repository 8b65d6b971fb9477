"""Dated rates: read, in force on a day, rounded in the worker's favour (STA-1, STA-4, STA-5)."""

from datetime import date
from pathlib import Path

import pytest

import ouvrage
from ouvrage.base.money import Money
from ouvrage.base.rates import Rate, RateTable, Side, part_of, read

SCHEMES = Path(ouvrage.__file__).parent / "pay" / "schemes"
ROW = """[[rate]]
branch = "social"
side = "worker"
ppm = 256_000
valid_from = 2026-01-01
source = "a decree"
"""


def rates_of(scheme: str) -> RateTable:
    return read((SCHEMES / scheme / "rates.toml").read_bytes())


@pytest.mark.parametrize("scheme", ["none", "percentage", "micro_fr", "employee_coop", "volunteer"])
def test_every_scheme_ships_a_file_that_can_be_read(scheme: str) -> None:
    assert all(row.source and row.valid_from for row in rates_of(scheme).rows)


def test_a_new_row_takes_over_on_its_day() -> None:
    table = rates_of("micro_fr")
    before = {row.branch: row.ppm for row in table.in_force(date(2025, 12, 31), activity="bnc")}
    after = {row.branch: row.ppm for row in table.in_force(date(2026, 1, 1), activity="bnc")}
    assert before == {"social": 246_000, "training": 2_000}
    assert after == {"social": 256_000, "training": 2_000}
    services = table.in_force(date(2026, 6, 1), activity="bic_services")
    assert {row.branch: row.ppm for row in services} == {"social": 212_000, "training": 2_000}


def test_rounding_favours_the_worker_on_both_sides() -> None:
    def rate(side: Side) -> Rate:
        return Rate("x", side, 333_333, date(2026, 1, 1), "s")

    assert rate(Side.REQUESTER).of(Money(10, "EUR")) == Money(4, "EUR")
    assert rate(Side.WORKER).of(Money(10, "EUR")) == Money(3, "EUR")
    assert part_of([rate(Side.WORKER)] * 3, Money(10, "EUR")) == Money(9, "EUR")


def test_karnataka_takes_one_percent_and_at_most_the_cap() -> None:
    """STA-5: 1 % of a payout, at most 1.50 INR for professional services, since its day."""
    table = rates_of("percentage")
    assert table.in_force(date(2026, 2, 12)) == ()
    (rate,) = table.in_force(date(2026, 2, 13))
    assert rate.of(Money.parse("80", "INR")) == Money.parse("0.80", "INR")
    assert rate.of(Money.parse("150", "INR")) == Money.parse("1.50", "INR")
    assert rate.of(Money.parse("1000", "INR")) == Money.parse("1.50", "INR")


def test_the_shipped_rates_of_employees_are_only_an_example() -> None:
    assert rates_of("employee_coop").example


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("256_000", "1_000_001"), "ppm"),
        (('"worker"', '"nobody"'), "side"),
        (("2026-01-01", '"soon"'), "valid_from"),
        (('source = "a decree"', ""), "lacks"),
        (('"social"', '"two words"'), "branch"),
        (("256_000", "1_000_000"), "keep nothing"),
        (("[[rate]]", "[[rates]]"), "no key"),
        (("ppm = 256_000", 'ppm = 256_000\ncap = "1,5"'), "cap"),
    ],
)
def test_a_wrong_row_is_named(change: tuple[str, str], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read(ROW.replace(*change).encode())
