"""Forms about an account: propose to restrict it, decide, dismiss, lift."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ouvrage.rights.rules import (
    RESTRICTION_LABELS,
    RESTRICTION_REASON_LABELS,
    RestrictionKind,
    RestrictionReason,
)
from ouvrage.web.shell.forms import KeyedForm, WordsField

KINDS = [(kind.value, _(RESTRICTION_LABELS[kind])) for kind in RestrictionKind]
REASONS = [(reason.value, _(RESTRICTION_REASON_LABELS[reason])) for reason in RestrictionReason]


class RestrictionForm(KeyedForm):
    """What is decided about an account; the worker gets every word in a letter."""

    kind = forms.ChoiceField(label=_("Decision"), choices=KINDS, widget=forms.RadioSelect)
    pause_days = forms.IntegerField(
        label=_("Days without new tasks"),
        required=False,
        min_value=1,
        help_text=_("For a pause only. It ends by itself."),
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=REASONS, widget=forms.RadioSelect)
    explanation = WordsField(
        label=_("Explanation in plain words"), help_text=_("Addressed to the worker.")
    )
    evidence = WordsField(label=_("Evidence"), help_text=_("What shows it, with dates."))
    grave = forms.BooleanField(
        label=_("End the account without notice"),
        required=False,
        help_text=_("For a proven grave case only."),
    )
    grave_reason = WordsField(
        label=_("What was proven, and why nobody can wait"),
        help_text=_("Needed when there is no notice."),
        required=False,
    )

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.fields["pause_days"].initial = settings.AGREEMENT.restrictions.pause_days_max


class ProposalForm(forms.Form):
    """A proposal to restrict an account, for another operator to decide."""

    kind = forms.ChoiceField(label=_("Proposal"), choices=KINDS, widget=forms.RadioSelect)
    words = WordsField(
        label=_("Why"),
        help_text=_("What happened, with dates. Nothing changes for the worker yet."),
    )


class DismissalForm(forms.Form):
    """Why an account is not restricted."""

    words = WordsField(label=_("Why the account is not restricted"))


class LiftForm(forms.Form):
    """Why a restriction is lifted."""

    reason = WordsField(label=_("Why it is lifted"), help_text=_("The worker gets it in a letter."))
