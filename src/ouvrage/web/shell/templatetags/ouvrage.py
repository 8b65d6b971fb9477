"""Filters for money, moments and durations as the reader's language writes them.

`{% load ouvrage %}`, then `{{ reward|money }}`: "0.021 EUR" in English, "0,021 EUR" in French.
"""

from django import template
from django.forms import BoundField
from django.utils.formats import date_format, get_format
from django.utils.html import format_html
from django.utils.numberformat import format as format_number
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ouvrage.base.moment import Moment, Span, require_aware
from ouvrage.base.money import Money
from ouvrage.pay.papers import branch_words, scheme_words
from ouvrage.web.shell.cases import said

register = template.Library()
register.filter("branch", branch_words)
register.filter("scheme", scheme_words)
register.filter("said", said)


@register.filter
def money(amount: Money | None) -> str:
    """The exact amount with its currency; nothing for None."""
    return "" if amount is None else f"{number(amount.decimal())} {amount.currency}"


@register.filter
def number(decimal: str | int) -> str:
    """The number with the reader's decimal sign and thousands."""
    return format_number(
        decimal,
        get_format("DECIMAL_SEPARATOR"),
        grouping=3,
        thousand_sep=get_format("THOUSAND_SEPARATOR"),
        force_grouping=True,
        use_l10n=False,
    )


@register.filter
def permille(share: int) -> str:
    """Thousandths as a percentage: 330 is 33 %."""
    return gettext("%(percent)s %%") % {"percent": number(f"{share / 10:g}")}


@register.filter
def moment(at: Moment | None) -> SafeString | str:
    """The instant in UTC, readable by people and programs; nothing for None."""
    if at is None:
        return ""
    at = require_aware(at)
    shown = f"{date_format(at, 'DATE_FORMAT')}, {at:%H:%M} UTC"
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="seconds"), shown)


@register.filter
def duration(length: Span | float | None) -> str:
    """The time in its two largest units: 12 s, 3 min 20 s, 2 h 5 min; nothing for None."""
    if length is None:
        return ""
    seconds = round(length.total_seconds() if isinstance(length, Span) else length)
    if seconds < 60:
        return gettext("%(seconds)d s") % {"seconds": seconds}
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        if not seconds:
            return gettext("%(minutes)d min") % {"minutes": minutes}
        return gettext("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": seconds}
    hours, minutes = divmod(minutes, 60)
    if not minutes:
        return gettext("%(hours)d h") % {"hours": hours}
    return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The field's control without a placeholder: the label says it, and stays when one types."""
    return field.as_widget(attrs={"placeholder": False})
