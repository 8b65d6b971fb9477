"""Forms of the operator's pages: a deposit, a grant of play money, a search, roles."""

from datetime import date
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ouvrage.base.limits import REASON_CHARACTERS_MAX
from ouvrage.base.money import Money
from ouvrage.work.rules import DENIAL_LABELS, SENSITIVE_LABELS


def new_key() -> str:
    """A key for one drawn form: the second POST of it moves nothing more."""
    return uuid4().hex


class AmountForm(forms.Form):
    """An amount in the currency of this instance."""

    client_key = forms.RegexField(
        r"^[0-9a-f]{32}$", widget=forms.HiddenInput, initial=new_key, max_length=32
    )
    amount = forms.CharField(
        label=_("Amount"),
        max_length=20,
        help_text=_("With a decimal point. For example: 250.00"),
    )

    def clean_amount(self) -> Money:
        """The amount as money; a decimal comma is read as a point."""
        text = str(self.cleaned_data["amount"]).strip().replace(",", ".")
        try:
            return Money.parse(text, settings.CURRENCY)
        except ValueError as error:
            raise forms.ValidationError(
                _("This is not an amount. Write digits with at most six decimals, such as 250.00.")
            ) from error


class DepositForm(AmountForm):
    """Money that arrived at the bank."""

    reference = forms.CharField(
        label=_("Reference"),
        max_length=140,
        help_text=_("As on the bank's statement, so that both can be compared."),
    )


class ClaimForm(forms.Form):
    """A claim code and, once it was paid, the reference of the payment."""

    client_key = forms.RegexField(
        r"^[0-9a-f]{32}$", widget=forms.HiddenInput, initial=new_key, max_length=32
    )
    code = forms.CharField(
        label=_("Claim code"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    reference = forms.CharField(
        label=_("Reference of your payment"),
        help_text=_("Left empty, the page only shows what is due."),
        max_length=140,
        required=False,
    )


class SearchForm(forms.Form):
    """A part of a name or an address."""

    text = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=254)


class DenialForm(forms.Form):
    """Why the time of a stopped task is not paid."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(reason.value, _(words)) for reason, words in DENIAL_LABELS.items()],
        widget=forms.RadioSelect,
    )
    explanation = forms.CharField(
        label=_("Explanation in plain words"),
        max_length=REASON_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Addressed to the person who did the work."),
    )


class LabelForm(forms.Form):
    """The sensitive categories of a batch, as a person found them."""

    sensitive = forms.MultipleChoiceField(
        label=_("What the tasks show that may hurt"),
        choices=[(category.value, _(words)) for category, words in SENSITIVE_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class ReviewerRemovalForm(forms.Form):
    """Why somebody no longer decides appeals."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept in the journal."),
    )


class ScriptsForm(forms.Form):
    """Why an organisation's pages may run scripts, or no longer."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "How the organisation was verified, or why its scripts end. Kept in the journal."
        ),
    )


class RateFileForm(forms.Form):
    """A file of workers' own contribution rates for a month."""

    file = forms.FileField(
        label=_("File of the month’s rates"),
        help_text=_(
            "CSV with the columns siren, month (2027-01), branch and rate (in percent). Rows of "
            "people who do not work here are left out."
        ),
    )


class QuarterForm(forms.Form):
    """Which quarter is declared."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    quarter = forms.ChoiceField(label=_("Quarter"), choices=[(str(n), str(n)) for n in range(1, 5)])

    @staticmethod
    def last_quarter(today: date) -> dict[str, object]:
        """The quarter that ended last."""
        quarter = (today.month - 1) // 3
        return {"year": today.year - (quarter == 0), "quarter": str(quarter or 4)}
