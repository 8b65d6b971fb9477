"""Forms about a worker's own time: a claim, a power cut.

Moments are typed in the device's own time; a script tells how far that is from UTC. Without scripts
they are in UTC, and the page says so.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ouvrage.base import limits
from ouvrage.pay.rules import TimeCategory
from ouvrage.pay.rules.time import CATEGORY_LABELS

OFFSET_MINUTES_MAX = 900
CLAIMED = (
    TimeCategory.TASK,
    TimeCategory.REWORK,
    TimeCategory.INSTRUCTION,
    TimeCategory.QUALIFICATION,
    TimeCategory.COMMUNICATION,
    TimeCategory.SEARCH,
)


def new_key() -> str:
    """A key for one drawn form: the second POST of it shows the first result."""
    return uuid4().hex


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(
        format="%Y-%m-%dT%H:%M:%S", attrs={"type": "datetime-local", "step": "1"}
    )
    return forms.DateTimeField(label=label, widget=widget)


class SpanForm(forms.Form):
    """From when to when."""

    client_key = forms.RegexField(
        r"^[0-9a-f]{32}$", widget=forms.HiddenInput, initial=new_key, max_length=32
    )
    utc_offset = forms.IntegerField(
        required=False,
        min_value=-OFFSET_MINUTES_MAX,
        max_value=OFFSET_MINUTES_MAX,
        widget=forms.HiddenInput,
    )
    started_at = _moment(_("From"))
    ended_at = _moment(_("Until"))

    def clean(self) -> None:
        """The moments in UTC, however the device's clock is set."""
        offset = timedelta(minutes=self.cleaned_data.get("utc_offset") or 0)
        for name in ("started_at", "ended_at"):
            if self.cleaned_data.get(name) is not None:
                self.cleaned_data[name] -= offset


class ClaimForm(SpanForm):
    """What was done in a time that is missing or was counted wrongly."""

    category = forms.ChoiceField(
        label=_("What it was"),
        choices=[(category.value, _(CATEGORY_LABELS[category])) for category in CLAIMED],
    )
    project_id = forms.ChoiceField(label=_("For which project"), required=False)
    subject_kind = forms.CharField(required=False, widget=forms.HiddenInput, max_length=12)
    subject_id = forms.CharField(required=False, widget=forms.HiddenInput, max_length=26)
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("What you did and why it should count. Who decides reads this."),
        max_length=limits.REASON_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ["started_at", "ended_at", "category", "project_id", "words"]

    def __init__(self, *args: object, projects: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["project_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("None: looking for work here")), *sorted(projects.items())]


class OutageForm(SpanForm):
    """When power or connection were cut while a task was held."""

    assignment_id = forms.ChoiceField(label=_("Task"))
    field_order = ["assignment_id", "started_at", "ended_at"]

    def __init__(self, *args: object, tasks: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["assignment_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(tasks.items())
