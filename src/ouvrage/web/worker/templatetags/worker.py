"""Filters of the workers' pages."""

from collections.abc import Sequence

from django import template
from django.conf.locale import LANG_INFO
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ouvrage.base.money import Money
from ouvrage.web.shell.templatetags.ouvrage import money
from ouvrage.web.worker.words import sensitive_words

register = template.Library()


def language_name(code: str) -> str:
    """The language in its own words; its code when nobody told us the words."""
    info = LANG_INFO.get(code.lower()) or LANG_INFO.get(code.partition("-")[0].lower())
    return str(info["name_local"]) if info and "name_local" in info else code


@register.filter
def languages(codes: Sequence[str]) -> SafeString:
    """The languages, each named in itself and marked as such for speech."""
    return format_html_join(
        ", ",
        "{}",
        ((format_html('<span lang="{}">{}</span>', code, language_name(code)),) for code in codes),
    )


@register.filter
def language_of(code: str) -> str:
    """One language in its own words."""
    return language_name(code)


@register.filter
def about(amount: Money | None) -> str:
    """An average in whole cents: pay per hour is a quotient, and its further digits say nothing."""
    return "" if amount is None else money(amount.whole_cents()[0])


@register.filter
def sensitive(categories: Sequence[str]) -> list[str]:
    """Sensitive categories in the reader's language."""
    return sensitive_words(categories)


@register.filter
def plainly(value: object) -> str:
    """A value of an answer as people read it: several with commas, nothing as a dash."""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "–"
    return "–" if value in (None, "") else str(value)
