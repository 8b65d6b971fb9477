"""Forms of the shell, and how any form shows a refusal beside the field it is about."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ouvrage.base import limits
from ouvrage.base.errors import Refusal
from ouvrage.people.queries import OrganisationKind
from ouvrage.web.shell.refusals import sentence

LANGUAGES_OFFERED = [
    *("en", "fr", "ar", "bn", "de", "es", "fa", "hi", "id", "it", "ja", "ko", "mg", "ml"),
    *("mr", "ms", "my", "nl", "pl", "pt", "pt-br", "ro", "ru", "sw", "ta", "te", "th", "tr", "uk"),
    *("ur", "vi", "zh-hans"),
]
KIND_LABELS = {
    OrganisationKind.COMMERCIAL: _("A company"),
    OrganisationKind.NON_PROFIT: _("A non-profit organisation"),
    OrganisationKind.PUBLIC: _("A public body or university"),
}


def new_key() -> str:
    """A key for one drawn form: the second POST of it does nothing more."""
    return uuid4().hex


def add_refusal(form: forms.BaseForm, refusal: Refusal) -> None:
    """Each sentence of the refusal stands beside its field, or above the form."""
    for each in refusal.each():
        field = each.field if each.field in form.fields else None
        form.add_error(field, sentence(each))


def language_tag(code: str) -> str:
    """Django's code as a BCP 47 tag: `pt-br` is `pt-BR`, `zh-hans` is `zh-Hans`."""
    language, _dash, region = code.partition("-")
    return (
        f"{language}-{region.upper() if len(region) == 2 else region.title()}"
        if region
        else language
    )


def language_choices() -> list[tuple[str, SafeString]]:
    """The languages offered, each in its own words."""
    return [_language_choice(code) for code in LANGUAGES_OFFERED]


def _language_choice(code: str) -> tuple[str, SafeString]:
    tag, known = language_tag(code), LANG_INFO[code]
    direction = "rtl" if known["bidi"] else "ltr"
    name = format_html('<bdi lang="{}" dir="{}">{}</bdi>', tag, direction, known["name_local"])
    return tag, name


class LanguagesForm(forms.Form):
    """The languages a person works in: ticked from a list, or written as codes."""

    languages = forms.MultipleChoiceField(
        label=_("Languages you read well"),
        help_text=_("Tasks are offered in these languages."),
        choices=language_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    other_languages = forms.CharField(
        label=_("Other languages"),
        help_text=_("Language codes, with commas between them: mg, wo, ht"),
        max_length=200,
        required=False,
    )

    def languages_given(self) -> list[str]:
        """All codes, ticked and written."""
        written = self.cleaned_data["other_languages"].replace(";", ",").split(",")
        return [*self.cleaned_data["languages"], *(tag.strip() for tag in written if tag.strip())]

    @staticmethod
    def initial_of(languages: tuple[str, ...]) -> dict[str, object]:
        """The form's values for a person who already gave languages."""
        listed = {tag for tag, _name in language_choices()}
        return {
            "languages": [tag for tag in languages if tag in listed],
            "other_languages": ", ".join(tag for tag in languages if tag not in listed),
        }


class PersonForm(forms.Form):
    """A person's name and the language they read."""

    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"),
        help_text=_("Shown to you and to your organisation. Requesters do not see who answered."),
        max_length=limits.PERSON_NAME_CHARACTERS_MAX,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of these pages"),
        help_text=_("Pages of requesters, reviewers and operators are in English and French only."),
        choices=[(code, capfirst(name)) for code, name in settings.LANGUAGES],
    )


class WorkerForm(LanguagesForm, PersonForm):
    """The same, with the languages a worker is offered tasks in."""

    field_order = ["name", "language", "languages", "other_languages"]


class OrganisationForm(forms.Form):
    """Who orders the work and answers for it (TRA-1)."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        help_text=_("Workers see it on each offer."),
        max_length=limits.ORGANISATION_NAME_CHARACTERS_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.CharField(
        label=_("Country"),
        help_text=_("Two letters, such as FR or MG."),
        min_length=2,
        max_length=2,
        widget=forms.TextInput(attrs={"autocomplete": "country", "size": "4"}),
    )
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=list(KIND_LABELS.items()),
        widget=forms.RadioSelect,
    )
    contact = forms.EmailField(
        label=_("Contact for workers"),
        help_text=_("An e-mail address where questions about the work are answered."),
    )

    def clean_country(self) -> str:
        """The code in capital letters, however it was typed."""
        return str(self.cleaned_data["country"]).upper()


class KeyedForm(forms.Form):
    """A form that is sent once: the second POST of it shows what the first one did."""

    client_key = forms.RegexField(
        r"^[0-9a-f]{32}$", widget=forms.HiddenInput, initial=new_key, max_length=32
    )


class WordsField(forms.CharField):
    """Plain words of some lines, as a decision is explained."""

    def __init__(self, **named: Any) -> None:
        wanted: dict[str, Any] = {
            "max_length": limits.REASON_CHARACTERS_MAX,
            "widget": forms.Textarea(attrs={"rows": 4}),
        }
        super().__init__(**wanted | named)


class StatementForm(KeyedForm):
    """What one side says in the file of an appeal."""

    words = WordsField(
        label=_("What you want to say"),
        help_text=_("The worker, the other side and the reviewer read it."),
    )


class OptionalWordsForm(KeyedForm):
    """A button, and words for who wants to say more."""

    words = WordsField(label=_("What you want to say"), required=False)
