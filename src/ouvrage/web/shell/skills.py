"""Words for qualifications on all pages: how one came, what a requirement asks."""

from collections.abc import Sequence

from django.utils.translation import gettext

from ouvrage.base.words import N_
from ouvrage.skills.queries import RequirementRow
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
