"""Forms about a worker: a block."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ouvrage.base import limits
from ouvrage.rights.rules import BLOCK_REASON_LABELS, BlockReason
from ouvrage.web.requester.forms.plain import RefusalForm


class BlockForm(RefusalForm):
    """Why a worker is handed no more tasks; each part is shown to the worker at once."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(reason.value, _(BLOCK_REASON_LABELS[reason])) for reason in BlockReason],
        widget=forms.RadioSelect,
    )
    explanation = forms.CharField(
        label=_("Explanation in plain words"),
        max_length=limits.REASON_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What happened, in which answers. Addressed to the person who did the work."),
    )
    happened_on = forms.DateField(
        label=_("Day on which it happened"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("For a reason that no answer shows. It stands beside the explanation."),
    )
