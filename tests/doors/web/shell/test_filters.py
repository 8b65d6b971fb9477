"""Money, moments and durations as each language writes them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from ouvrage.base.money import Money
from ouvrage.web.shell.templatetags.ouvrage import duration, moment, money


@pytest.mark.parametrize(
    ("micros", "english", "french"),
    [
        (21_000, "0.021 EUR", "0,021 EUR"),
        (12_310_000, "12.31 EUR", "12,31 EUR"),
        (-1_500_000, "-1.50 EUR", "-1,50 EUR"),
        (1_234_567_000_000, "1,234,567.00 EUR", "1\xa0234\xa0567,00 EUR"),
    ],
)
def test_amounts(micros: int, english: str, french: str) -> None:
    with override("en"):
        assert money(Money(micros, "EUR")) == english
    with override("fr"):
        assert money(Money(micros, "EUR")) == french


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0 s"),
        (12, "12 s"),
        (59.6, "1 min"),
        (200, "3 min 20 s"),
        (3600, "1 h"),
        (7500, "2 h 5 min"),
    ],
)
def test_durations(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown
    assert duration(timedelta(seconds=seconds)) == shown


def test_moments_are_readable_by_people_and_programs() -> None:
    at = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
    with override("en"):
        assert moment(at) == (
            '<time datetime="2026-11-22T07:05:00+00:00">Nov. 22, 2026, 07:05 UTC</time>'
        )
    with override("fr"):
        assert "22 novembre 2026, 07:05 UTC" in moment(at)


@pytest.mark.parametrize(
    ("language", "day", "amount"),
    [
        ("es", "22 de noviembre de 2026", "1\xa0234,56 EUR"),
        ("mg", "22 Novambra 2026", "1,234.56 EUR"),
        ("ar", "22 نوفمبر، 2026", "1.234,56 EUR"),
        ("pt", "22 de Novembro de 2026", "1.234,56 EUR"),
        ("ru", "22 ноября 2026 г.", "1\xa0234,56 EUR"),
    ],
)
def test_days_and_amounts_of_the_other_languages(language: str, day: str, amount: str) -> None:
    with override(language):
        assert f">{day}, 07:05 UTC<" in moment(datetime(2026, 11, 22, 7, 5, tzinfo=UTC))
        assert money(Money(1_234_560_000, "EUR")) == amount


def test_nothing_shows_as_nothing() -> None:
    assert (money(None), moment(None), duration(None)) == ("", "", "")
