"""Forms of the guided steps that make a project.

A step may be left half-filled: only the title is required to save a draft. What publishing asks is
checked by the rooms and shown on the last step, each with a link to its field.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ouvrage.base import limits
from ouvrage.web.requester.forms.plain import DraftForm, lines
from ouvrage.web.requester.rows import Instructions
from ouvrage.web.shell.forms import language_choices
from ouvrage.work.drafts import Example, InstructionsDraft, ProjectDraft
from ouvrage.work.rules import (
    AI_FUNCTION_LABELS,
    DATA_CATEGORY_LABELS,
    AiFunction,
    DataCategory,
)


class AboutForm(DraftForm):
    """What the work is and for whom (TRA-1)."""

    later: ClassVar[frozenset[str]] = frozenset(
        {"purpose", "end_client", "ai_function", "data_categories", "contact", "languages"}
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=limits.TITLE_CHARACTERS_MAX,
        help_text=_("Workers see it in their list. For example: Which digit do you read?"),
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the answers are used for, in one or two plain sentences."),
    )
    end_client = forms.CharField(
        label=_("End client"),
        max_length=limits.TITLE_CHARACTERS_MAX,
        help_text=_(
            "Who uses the result in the end; your own organisation can be the answer. "
            "Empty only when the name is confidential."
        ),
    )
    confidentiality_reason = forms.CharField(
        label=_("Or why the client's name must stay confidential"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only when the end client is left empty. Workers read this reason."),
    )
    confidentiality_until = forms.DateField(
        label=_("Confidential until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "At most a year from now. After this day no task is handed out until the end client is "
            "named."
        ),
    )
    ai_function = forms.ChoiceField(
        label=_("Function for artificial intelligence"),
        choices=[(use.value, _(AI_FUNCTION_LABELS[use])) for use in AiFunction],
        widget=forms.RadioSelect,
    )
    data_categories = forms.MultipleChoiceField(
        label=_("What the tasks show"),
        choices=[(kind.value, _(DATA_CATEGORY_LABELS[kind])) for kind in DataCategory],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Workers know it before they begin."),
    )
    contact = forms.EmailField(
        label=_("Contact"),
        help_text=_("The address where workers reach somebody who can answer."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the tasks"),
        choices=language_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The project is offered to people who work in one of them."),
    )
    other_languages = forms.CharField(
        label=_("Other languages"),
        required=False,
        max_length=200,
        help_text=_("Language codes with commas between, such as: ln, pt-BR"),
    )

    def draft(self, draft: ProjectDraft) -> ProjectDraft:
        """The draft with what this step says."""
        given = self.cleaned_data
        others = [tag.strip() for tag in given["other_languages"].split(",") if tag.strip()]
        return replace(
            draft,
            title=given["title"],
            purpose=given["purpose"],
            end_client=given["end_client"],
            confidentiality_reason=given["confidentiality_reason"],
            confidentiality_until=given["confidentiality_until"],
            ai_function=given["ai_function"],
            data_categories=tuple(given["data_categories"]),
            contact=given["contact"],
            languages=tuple(dict.fromkeys([*given["languages"], *others])),
        )


def about_initial(draft: ProjectDraft) -> dict[str, object]:
    """What the first step's form shows of a draft."""
    known = {code for code, _name in language_choices()}
    return {
        "title": draft.title,
        "purpose": draft.purpose,
        "end_client": draft.end_client,
        "confidentiality_reason": draft.confidentiality_reason,
        "confidentiality_until": draft.confidentiality_until,
        "ai_function": draft.ai_function,
        "data_categories": list(draft.data_categories),
        "contact": draft.contact,
        "languages": [tag for tag in draft.languages if tag in known],
        "other_languages": ", ".join(tag for tag in draft.languages if tag not in known),
    }


class PayForm(DraftForm):
    """What one answer pays and how long it takes."""

    later: ClassVar[frozenset[str]] = frozenset({"time_estimate_seconds", "reward"})
    aliases: ClassVar[dict[str, str]] = {"lease_seconds": "lease_minutes"}
    time_estimate_seconds = forms.IntegerField(
        label=_("Seconds that one answer takes"),
        min_value=1,
        max_value=limits.TIME_ESTIMATE_SECONDS_MAX,
        help_text=_(
            "Do a few tasks yourself and take the slower ones. Once ten people have answered, the "
            "time they needed decides whether more can be published at this pay."
        ),
    )
    reward = forms.CharField(
        label=_("Pay for one answer"),
        max_length=20,
        help_text=_("With a decimal point, at most six decimals. For example: 0.08"),
    )
    answers_per_task = forms.IntegerField(
        label=_("Answers per task"),
        min_value=1,
        max_value=limits.ANSWERS_PER_TASK_MAX,
        help_text=_("Several people answer the same task; the majority becomes the label."),
    )
    lease_minutes = forms.IntegerField(
        label=_("Minutes a worker may keep a task"),
        min_value=limits.LEASE_SECONDS_MIN // 60,
        max_value=limits.LEASE_SECONDS_MAX // 60,
        help_text=_("Then the task goes back to the others. A late answer is still paid."),
    )
    review_days = forms.IntegerField(
        label=_("Days to review answers"),
        min_value=1,
        max_value=limits.REVIEW_DAYS_MAX,
        help_text=_("Then answers that wait are accepted and paid."),
    )

    volunteer = forms.BooleanField(
        label=_("This is volunteer work, which is not paid"),
        required=False,
        help_text=_(
            "For non-profit and public organisations only. Workers see it before they accept; the "
            "pay stays empty, and reading is not paid either."
        ),
    )
    screening_field = forms.CharField(
        label=_("Question that may end the task"),
        required=False,
        max_length=limits.TITLE_CHARACTERS_MAX,
        help_text=_(
            "The name of a field of the task page. A worker whose answer to it is one of those "
            "below is done: the time is paid at the floor, and somebody else gets the task."
        ),
    )
    screening_values = forms.CharField(
        label=_("Answers that end it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One on each line, as the task page sends them."),
    )

    def clean_reward(self) -> str:
        """A decimal comma is read as a point."""
        return str(self.cleaned_data["reward"]).strip().replace(",", ".")

    def draft(self, draft: ProjectDraft) -> ProjectDraft:
        """The draft with what this step says."""
        given = self.cleaned_data
        return replace(
            draft,
            reward=given["reward"],
            time_estimate_seconds=given["time_estimate_seconds"] or 0,
            answers_per_task=given["answers_per_task"],
            lease_seconds=given["lease_minutes"] * 60,
            review_days=given["review_days"],
            volunteer=given["volunteer"],
            screening_field=given["screening_field"].strip(),
            screening_values=lines(given["screening_values"]),
        )


def pay_initial(draft: ProjectDraft) -> dict[str, object]:
    """What the form of pay and time shows of a draft."""
    return {
        "reward": draft.reward,
        "time_estimate_seconds": draft.time_estimate_seconds or None,
        "answers_per_task": draft.answers_per_task,
        "lease_minutes": draft.lease_seconds // 60,
        "review_days": draft.review_days,
        "volunteer": draft.volunteer,
        "screening_field": draft.screening_field,
        "screening_values": "\n".join(draft.screening_values),
    }


class InstructionsForm(DraftForm):
    """What workers read beside the task (ACC-9); saving makes a new version."""

    later: ClassVar[frozenset[str]] = frozenset({"goal", "steps", "criteria", "edge_cases"})
    goal = forms.CharField(
        label=_("Goal"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What a good answer achieves, in one or two sentences."),
    )
    steps = forms.CharField(
        label=_("Steps"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One per line, in their order."),
    )
    criteria = forms.CharField(
        label=_("Criteria"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One per line. They become C1, C2, … An answer can only be refused with one of these."
        ),
    )
    edge_cases = forms.CharField(
        label=_("Edge cases"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What to do when a task is unclear, broken or unusual. One per line."),
    )

    def draft(self, good: Sequence[Example], bad: Sequence[Example]) -> InstructionsDraft:
        """The instructions that this form and the examples beside it describe."""
        given = self.cleaned_data
        return InstructionsDraft(
            goal=given["goal"].strip(),
            steps=lines(given["steps"]),
            good_examples=tuple(good),
            bad_examples=tuple(bad),
            criteria=lines(given["criteria"]),
            edge_cases=lines(given["edge_cases"]),
        )


class ExampleForm(forms.Form):
    """One example and why it is good or bad; an empty one is left out."""

    text = forms.CharField(
        label=_("Example"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    why = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self) -> dict[str, object]:
        """An example without its reason, or the other way round, is said beside the gap."""
        given = super().clean() or {}
        if given.get("text") and not given.get("why"):
            self.add_error("why", _("Say in a few words why."))
        if given.get("why") and not given.get("text"):
            self.add_error("text", _("Write the example that this is about."))
        return given


ExampleForms = forms.formset_factory(
    ExampleForm, extra=0, max_num=limits.EXAMPLES_MAX, absolute_max=limits.EXAMPLES_MAX
)


def examples(rows: "forms.BaseFormSet[ExampleForm]") -> list[Example]:
    """The examples that were filled in, in their order."""
    return [
        Example(row.cleaned_data["text"].strip(), row.cleaned_data["why"].strip())
        for row in rows
        if row.cleaned_data.get("text")
    ]


def instructions_initial(
    latest: Instructions | None,
) -> tuple[dict[str, str], list[dict[str, str]], list[dict[str, str]]]:
    """What the form and the two lists of examples show of the latest version."""
    if latest is None:
        return {}, [], []
    texts = {
        "goal": latest.goal,
        "steps": "\n".join(latest.steps),
        "criteria": "\n".join(criterion["text"] for criterion in latest.criteria),
        "edge_cases": "\n".join(latest.edge_cases),
    }
    good, bad = latest.good_examples, latest.bad_examples
    return texts, [dict(example) for example in good], [dict(example) for example in bad]
