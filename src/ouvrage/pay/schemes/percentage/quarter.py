"""What is declared each quarter: one row for each transaction (STA-5).

>>> quarter_days(2026, 1)
(datetime.date(2026, 1, 1), datetime.date(2026, 4, 1))
"""

from datetime import date

COLUMNS = ("unique_id", "payout", "fee", "date", "platform_id", "transaction_id")


def quarter_days(year: int, quarter: int) -> tuple[date, date]:
    """The first day of the quarter (1 to 4) and the first day after it."""
    first = date(year, 3 * quarter - 2, 1)
    after = date(year + 1, 1, 1) if quarter == 4 else date(year, 3 * quarter + 1, 1)
    return first, after
