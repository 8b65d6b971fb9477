"""Forms for a project that runs: cost, more answers, verdicts."""

from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ouvrage.base import limits
from ouvrage.base.money import Money
from ouvrage.pay.rules import READERS_LEAST
from ouvrage.review.rules import REASON_LABELS, REQUESTER_REASONS, Grounds
from ouvrage.web.requester.forms.plain import RefusalForm
from ouvrage.work.rules import SENSITIVE_LABELS


class ReadersForm(RefusalForm):
    """How many people the money for reading the instructions is set aside for."""

    readers_max = forms.IntegerField(
        label=_("People whose reading is paid, at most"),
        min_value=1,
        max_value=limits.READERS_MAX,
        required=False,
        help_text=_("What is not used comes back when the batch ends."),
    )


NONE = "none"


class PublishForm(ReadersForm):
    """What publishing says to workers, besides its cost (HLT-1)."""

    sensitive = forms.MultipleChoiceField(
        label=_("What the tasks show that may hurt"),
        choices=[
            (NONE, _("None of these")),
            *((category.value, _(words)) for category, words in SENSITIVE_LABELS.items()),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Workers are told before they begin, and only those who chose a category are offered "
            "its tasks. They may stop such a task at any moment, on paid time."
        ),
    )

    def clean_sensitive(self) -> list[str]:
        """The categories; empty when it was said that there is none."""
        given = [str(value) for value in self.cleaned_data["sensitive"]]
        if NONE in given and len(given) > 1:
            raise forms.ValidationError(
                _("“None of these” stands alone. Untick it, or the others.")
            )
        return [value for value in given if value != NONE]


class MoreAnswersForm(RefusalForm):
    """How many more answers each task of a batch gets."""

    answers = forms.IntegerField(
        label=_("More answers for each task"),
        min_value=1,
        max_value=limits.ANSWERS_PER_TASK_MAX,
        initial=1,
    )


class MoreReadingsForm(RefusalForm):
    """How many more people are paid for reading the instructions."""

    readers = forms.IntegerField(
        label=_("More people whose reading is paid"),
        min_value=1,
        max_value=limits.READERS_MAX,
        initial=READERS_LEAST,
    )


class PriceForm(RefusalForm):
    """A higher price of one answer."""

    reward = forms.CharField(
        label=_("Pay for one answer"),
        max_length=20,
        help_text=_("What the raise costs for all answers that are still wanted is set aside."),
    )

    def clean_reward(self) -> Money:
        """The price as money; a decimal comma is read as a point."""
        text = str(self.cleaned_data["reward"]).strip().replace(",", ".")
        try:
            return Money.parse(text, settings.CURRENCY)
        except ValueError as error:
            raise forms.ValidationError(
                _("This is not an amount. Write digits with at most six decimals, such as 250.00.")
            ) from error


class DefectForm(RefusalForm):
    """What is wrong with an answer; each part is shown to the worker."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(reason.value, _(REASON_LABELS[reason])) for reason in REQUESTER_REASONS],
        widget=forms.RadioSelect,
    )
    criterion = forms.ChoiceField(
        label=_("Criterion that the answer does not meet"),
        widget=forms.RadioSelect,
        help_text=_("Only those that were published before this work was done."),
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=limits.REASON_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What in this task or this answer shows it. For example: the image shows a 7."),
    )
    explanation = forms.CharField(
        label=_("Explanation in plain words"),
        max_length=limits.REASON_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Addressed to the person who did the work."),
    )

    def __init__(
        self, *arguments: object, criteria: Sequence[tuple[str, str]], **named: object
    ) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        field = self.fields["criterion"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, f"{code} · {text}") for code, text in criteria]

    def grounds(self) -> Grounds:
        """What the form said."""
        said = self.cleaned_data
        return Grounds(
            reason=said["reason"],
            criterion=said["criterion"],
            evidence=said["evidence"],
            explanation=said["explanation"],
        )


class SuspicionForm(RefusalForm):
    """What makes a requester think of fraud."""

    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=limits.REASON_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What in this answer, or around it, shows an intention to deceive."),
    )
