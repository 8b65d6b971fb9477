"""A floor: the instance's own, or a dated and sourced minimum wage (PAY-18, PAY-19)."""

from datetime import date

import pytest

from ouvrage.pay.rules import floors
from ouvrage.pay.rules.floors import floor, merged, minimum_wage, read, shipped

ROW = """[[wages]]
country = "FR"
currency = "EUR"
per_hour = "12.31"
since = 2026-06-01
source = "Arrêté"
address = "https://example.org/text"
"""


@pytest.mark.parametrize(
    ("country", "on", "micros"),
    [
        ("FR", date(2025, 12, 31), None),
        ("FR", date(2026, 5, 31), 12_020_000),
        ("FR", date(2026, 6, 1), 12_310_000),
        ("DE", date(2026, 12, 31), 13_900_000),
        ("DE", date(2027, 1, 1), 14_600_000),
        ("MG", date(2026, 6, 1), None),
    ],
)
def test_a_minimum_wage_holds_from_its_day_on(country: str, on: date, micros: int | None) -> None:
    found = minimum_wage(shipped(), country, "EUR", on)
    assert (found.micros_per_hour if found else None) == micros


def test_every_shipped_row_names_an_official_text() -> None:
    for wage in shipped():
        assert wage.source
        assert wage.address.startswith("https://")


def test_the_floor_is_the_highest_of_the_instance_and_the_countries() -> None:
    def found(countries: list[str], instance: int) -> tuple[int, str]:
        result = floor(
            shipped(), countries=countries, currency="EUR", on=date(2026, 6, 1),
            instance_micros=instance,
        )  # fmt: skip
        return result.micros_per_hour, result.wage.country if result.wage else ""

    assert found([], 12_000_000) == (12_000_000, "")
    assert found(["FR"], 12_000_000) == (12_310_000, "FR")
    assert found(["FR", "DE"], 12_000_000) == (13_900_000, "DE")
    assert found(["FR"], 15_000_000) == (15_000_000, "")
    assert found(["MG"], 12_000_000) == (12_000_000, "")


def test_a_living_wage_is_the_floor_where_it_is_more_than_the_minimum() -> None:
    """PAY-19: the highest of the three, whichever was published last."""
    own = read((ROW + ROW.replace("wages", "living_wages").replace("12.31", "15.00")).encode())
    found = minimum_wage(own, "FR", "EUR", date(2026, 6, 1))
    assert found is not None
    assert (found.living, found.micros_per_hour) == (True, 15_000_000)
    lower = read((ROW + ROW.replace("wages", "living_wages").replace("12.31", "9.00")).encode())
    found = minimum_wage(lower, "FR", "EUR", date(2026, 6, 1))
    assert found is not None
    assert (found.living, found.micros_per_hour) == (False, 12_310_000)
    irish = minimum_wage(shipped(), "IE", "EUR", date(2026, 6, 1))
    assert irish is not None
    assert (irish.living, str(irish.per_hour)) == (True, "14.80 EUR")


def test_money_of_another_currency_is_not_compared() -> None:
    assert minimum_wage(shipped(), "FR", "USD", date(2026, 6, 1)) is None


def test_rows_of_an_instance_replace_those_of_the_same_day_and_add_others() -> None:
    own = read(ROW.replace("12.31", "12.50").encode())
    found = minimum_wage(merged(shipped(), own), "FR", "EUR", date(2026, 7, 1))
    assert found is not None
    assert (found.micros_per_hour, found.source) == (12_500_000, "Arrêté")
    assert len(merged(shipped(), own)) == len(shipped())


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("FR", "France"), "is not a country"),
        (("EUR", "euro"), "is not a currency"),
        (('"12.31"', "12.31"), "per_hour is an amount in quotes"),
        (('"12.31"', '"-1"'), "per_hour is an amount in quotes"),
        (("2026-06-01", '"June"'), "since is a day"),
        (("Arrêté", " "), "source names the official text"),
        (("https://", "http://"), "address begins with https://"),
        (("source", "sauce"), "each row has"),
        (("[[wages]]", "[[pay]]"), "nothing else"),
        (("[[wages]]", "[wages"), "it is not TOML"),
    ],
)
def test_a_wrong_row_is_refused_with_what_is_wrong(change: tuple[str, str], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint.replace("[", r"\[")):
        read(ROW.replace(*change).encode())


def test_two_rows_for_one_day_are_refused() -> None:
    with pytest.raises(ValueError, match="FR has two rows for 2026-06-01"):
        read((ROW + ROW).encode())


def test_the_file_ships_with_the_package() -> None:
    assert floors.FILE.is_file()
