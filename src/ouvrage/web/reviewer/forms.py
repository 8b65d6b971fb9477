"""Forms of reviewers: a decision, an answer to a question, what was put right."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ouvrage.web.shell.forms import WordsField

OUTCOMES = [
    ("overturned", _("The worker is right: the decision is undone")),
    ("upheld", _("The decision stands")),
]


class DecisionForm(forms.Form):
    """How an appeal ends, and why."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=OUTCOMES, widget=forms.RadioSelect)
    explanation = WordsField(
        label=_("Explanation in plain words"),
        help_text=_("Both sides read it."),
    )


class AnswerForm(forms.Form):
    """The answer to a worker who asked why."""

    answer = WordsField(
        label=_("Explanation in plain words"),
        help_text=_("The worker reads it, with your name."),
    )
    wrong = forms.BooleanField(
        label=_("The decision was wrong"),
        required=False,
        help_text=_(
            "It is undone at once where that is possible, and put right by hand elsewhere."
        ),
    )


class RectifiedForm(forms.Form):
    """How a decision that was found wrong has been put right."""

    words = WordsField(
        label=_("What was done to put it right"),
        help_text=_("The worker reads it."),
    )
