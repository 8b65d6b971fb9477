"""The form that answers a worker's question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ouvrage.base import limits
from ouvrage.web.requester.forms.plain import RefusalForm


class AnswerForm(RefusalForm):
    """What the requester says, and to whom."""

    text = forms.CharField(
        label=_("Answer"),
        max_length=limits.QUESTION_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    public = forms.BooleanField(
        label=_("Show question and answer to everybody who works on it"),
        required=False,
        initial=True,
    )
