"""The form of each way to be paid: its fields come from the rail."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _

from ouvrage.pay.rails import IdentityField, Rail

# More than any field may hold, so that an IBAN typed with spaces is read and long text refused.
CHARACTERS_MAX = 300


def identity_form(
    rail: Rail, currency: str, typed: Mapping[str, str] | None = None, kept: Mapping[str, str] = {}
) -> forms.Form:
    """An empty form, one with what is kept, or one with what was typed."""
    form = forms.Form(typed, initial=dict(kept))
    for field in rail.fields(currency):
        form.fields[field.name] = _field(field)
    return form


def _field(field: IdentityField) -> forms.Field:
    label, help_text = _(field.label), _(field.help) if field.help else ""
    if field.choices:
        return forms.ChoiceField(
            label=label,
            help_text=help_text,
            required=field.required,
            choices=[(value, _(words)) for value, words in field.choices],
            widget=forms.RadioSelect,
        )
    attributes = {"autocomplete": field.autocomplete}
    if field.characters_max <= 2:
        attributes["size"] = "4"
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=field.required,
        max_length=CHARACTERS_MAX,
        widget=forms.TextInput(attrs=attributes),
    )
