"""Forms of the status page, one for each status, and what a scheme means in words and rates."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ouvrage.base.limits import REASON_CHARACTERS_MAX
from ouvrage.base.rates import Side
from ouvrage.pay.queries import activities
from ouvrage.pay.queries.statuses import ACTIVITY_WORDS, SCHEME_WORDS, SchemeRow
from ouvrage.people.actions import StatusChoice
from ouvrage.people.queries import Standing
from ouvrage.people.rules import StatusKind, is_employee_like


class StatusForm(forms.Form):
    """The particulars that one status asks for; `kind` says which."""

    kind = StatusKind.SELF_EMPLOYED

    def choice(self) -> StatusChoice:
        """What was chosen, once the form is valid."""
        given = self.cleaned_data
        return StatusChoice(
            self.kind,
            activity=given.get("activity", ""),
            country=given.get("country", ""),
            registration="".join(given.get("registration", "").split()),
            words=given.get("words", ""),
        )


class DeclineForm(forms.Form):
    """The written opt-out from the employee status (STA-2)."""

    words = forms.CharField(
        label=_("Your decision, in your own words"),
        help_text=_("For example: I stay self-employed, since I have other clients. It is kept."),
        max_length=REASON_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def status_form(kind: StatusKind, now_is: Standing | None, sent: Any = None) -> StatusForm:
    """The form for choosing that status; leaving an employee status asks for words of one's own."""
    form = StatusForm(sent, prefix=kind.value)
    form.kind = kind
    if kind is StatusKind.MICRO_FR:
        form.fields["registration"] = forms.CharField(
            label=_("SIREN number"),
            help_text=_("Nine digits. Only its last three stay readable here."),
            max_length=20,
        )
        form.fields["activity"] = forms.ChoiceField(
            label=_("Your activity, as it was registered"),
            choices=[(key, gettext(ACTIVITY_WORDS.get(key, key))) for key in activities(kind)],
        )
    if kind is StatusKind.FOREIGN:
        form.fields["country"] = forms.CharField(
            label=_("Country"),
            help_text=_("Two capital letters of ISO 3166, such as IN."),
            max_length=2,
        )
    leaves = now_is is not None and is_employee_like(now_is.kind) and not is_employee_like(kind)
    if leaves:
        form.fields["words"] = forms.CharField(
            label=_("Why you leave the employee status, in your own words"),
            help_text=_("One sentence is enough. It is kept with your status."),
            max_length=REASON_CHARACTERS_MAX,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
    return form


def scheme_shown(row: SchemeRow) -> dict[str, object]:
    """The scheme in words, and rate by rate with who pays it."""
    sides = {
        Side.REQUESTER: gettext("paid by the requester, on top"),
        Side.WORKER: gettext("taken out of your pay"),
    }
    return {
        "words": gettext(SCHEME_WORDS[row.key]),
        "rates": [(rate, f"{rate.ppm / 10_000:.6g}", sides[rate.side]) for rate in row.rates],
    }
