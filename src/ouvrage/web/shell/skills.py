"""Words for qualifications on all pages: how one came, what a requirement asks."""

import re
from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ouvrage.base.words import N_
from ouvrage.skills.queries import RequirementRow
from ouvrage.taskui import JsonValue
from ouvrage.web.shell.elements import drawn_answer
from ouvrage.web.shell.templatetags.ouvrage import number

AUTHORS = {
    "person": N_("Granted by a person"),
    "test": N_("By a test"),
    "rule": N_("By asking for it"),
}
COMPARISONS = {
    "at_least": N_("%(name)s: %(value)s or more"),
    "more_than": N_("%(name)s: more than %(value)s"),
    "at_most": N_("%(name)s: %(value)s at the most"),
    "less_than": N_("%(name)s: less than %(value)s"),
    "equal": N_("%(name)s: exactly %(value)s"),
    "not_equal": N_("%(name)s: not %(value)s"),
    "exists": N_("%(name)s: held"),
    "not_exists": N_("%(name)s: not held"),
    "in": N_("%(name)s: one of %(value)s"),
    "not_in": N_("%(name)s: none of %(value)s"),
}


def requirement_words(row: RequirementRow) -> str:
    """What is required, in one line."""
    name = gettext(row.name) if row.computed else row.name
    value = ", ".join(number(value) for value in row.values)
    return gettext(COMPARISONS[row.comparator]) % {"name": name, "value": value}


def expected_words(values: Sequence[str]) -> str:
    """The answers that count, with “or” said by a bar, as they are written in a key."""
    return " | ".join(values)


_NAMES = re.compile(r'(<(?:input|select|textarea)\b[^>]*? name=")')
_IDS = re.compile(r'(<[^>]* (?:id|for)=")')


def drawn_item(
    template: str, data: Mapping[str, JsonValue], answer: Mapping[str, JsonValue]
) -> SafeString:
    """An item of a test, its controls filled with the answer."""
    return drawn_answer(template, data, answer)


def shown_item(html: SafeString, number: int) -> SafeString:
    """The item to look at beside others: its controls have names of their own, since one group of
    radios has one that is chosen in the whole document."""
    named = _NAMES.sub(rf"\g<1>item-{number}-", html)
    return mark_safe(_IDS.sub(rf"\g<1>item-{number}-", named))  # noqa: S308 - sanitised by taskui
