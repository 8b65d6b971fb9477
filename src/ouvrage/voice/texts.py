"""What a message says in a language: its sentence from the catalogue, its values as people write.

Values travel as plain JSON: a text, a number, `{"moment": "2026-01-05T09:00:00+00:00"}` or
`{"micros": 120000, "currency": "EUR"}`.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils.formats import date_format, get_format
from django.utils.numberformat import format as format_number
from django.utils.translation import gettext, override

from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.voice.catalogue import CATALOGUE

Params = Mapping[str, object]


def of_moment(at: Moment) -> dict[str, str]:
    """The instant as a value of a message."""
    return {"moment": at.isoformat(timespec="seconds")}


def of_money(amount: Money) -> dict[str, object]:
    """The amount as a value of a message."""
    return {"micros": amount.micros, "currency": amount.currency}


def said(kind: str, params: Params, language: str) -> tuple[str, str]:
    """Title and sentence of the message in that language."""
    found = CATALOGUE[kind]
    with override(language):
        values = {name: _written(value) for name, value in params.items()}
        return gettext(found.title), gettext(found.sentence).format(**values)


def _written(value: object) -> str:
    if isinstance(value, dict) and "moment" in value:
        at = datetime.fromisoformat(str(value["moment"]))
        return f"{date_format(at, 'DATE_FORMAT')}, {at:%H:%M} UTC"
    if isinstance(value, dict) and "micros" in value:
        amount = Money(int(value["micros"]), str(value["currency"]))
        decimal = format_number(amount.decimal(), get_format("DECIMAL_SEPARATOR"), use_l10n=False)
        return f"{decimal} {amount.currency}"
    return str(value)
