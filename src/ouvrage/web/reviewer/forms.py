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


class HoldForm(forms.Form):
    """What becomes of the ticked refusals, and why."""

    outcome = forms.ChoiceField(
        label=_("The ticked refusals"),
        choices=[
            ("lift", _("do not take effect: the answers are accepted and paid")),
            ("confirm", _("take effect, and can be contested from now on")),
        ],
        widget=forms.RadioSelect,
    )
    explanation = WordsField(
        label=_("Explanation in plain words"),
        help_text=_("The workers and the requester read it."),
    )


class FraudForm(forms.Form):
    """Whether it is fraud, with what shows it."""

    outcome = forms.ChoiceField(
        label=_("What you find"),
        choices=[
            ("none", _("No fraud: the time of the work is paid")),
            ("fraud", _("Fraud: the answer was made to deceive, and its time is not paid")),
        ],
        widget=forms.RadioSelect,
    )
    evidence = WordsField(
        label=_("Evidence of fraud"),
        required=False,
        help_text=_("Needed to find fraud. The worker reads it and can contest it."),
    )
    explanation = WordsField(
        label=_("Explanation in plain words"),
        help_text=_("Both sides read it."),
    )


class DisputeDecisionForm(forms.Form):
    """Who is right about a control item, and why."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("worker", _("The worker is right: it does not count for them")),
            ("item", _("The known answer stands, and counts again")),
        ],
        widget=forms.RadioSelect,
    )
    explanation = WordsField(
        label=_("Explanation in plain words"),
        help_text=_("The worker reads it."),
    )
