"""Forms for a project that runs: cost, more answers, verdicts."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from ouvrage.base import limits
from ouvrage.pay.rules import READERS_LEAST
from ouvrage.review.rules import REASON_LABELS, RefusalReason
from ouvrage.web.requester.forms.plain import RefusalForm


class ReadersForm(RefusalForm):
    """How many people the money for reading the instructions is set aside for."""

    readers_max = forms.IntegerField(
        label=_("People whose reading is paid, at most"),
        min_value=1,
        max_value=limits.READERS_MAX,
        required=False,
        help_text=_("What is not used comes back when the batch ends."),
    )


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


class RefuseForm(RefusalForm):
    """Why one answer is refused; each part is shown to the worker."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(reason.value, _(REASON_LABELS[reason])) for reason in RefusalReason],
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
