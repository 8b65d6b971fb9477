"""Forms of what workers choose for their health."""

from typing import TypedDict
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ouvrage.work.rules import SENSITIVE_LABELS, OwnLimits


class SensitiveChoice(TypedDict):
    """What the worker chose to be offered."""

    sensitive: list[str]
    exposure_minutes: int | None


class SensitiveForm(forms.Form):
    """The sensitive categories that a worker accepts, and how much of them (HLT-1, HLT-3)."""

    part = forms.CharField(initial="sensitive", widget=forms.HiddenInput)
    sensitive = forms.MultipleChoiceField(
        label=_("Sensitive content that may be offered to you"),
        choices=[(category.value, _(words)) for category, words in SENSITIVE_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Nothing is chosen at first. A task with a category that you did not choose is not"
            " offered to you, and nothing else follows."
        ),
    )
    exposure_minutes = forms.IntegerField(
        label=_("Minutes a day for each category, at the most"),
        required=False,
        min_value=1,
        help_text=_("Empty: the agreed number. A lower one can be set, and changed at any time."),
    )

    def choice(self) -> SensitiveChoice:
        """What was chosen."""
        given = self.cleaned_data
        return {"sensitive": given["sensitive"], "exposure_minutes": given["exposure_minutes"]}


def _hours() -> list[tuple[str, str]]:
    return [("", gettext("not set")), *((str(hour), f"{hour:02}:00") for hour in range(24))]


def _time_zones() -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones())]


class LimitsForm(forms.Form):
    """How long and when a worker wants to work (ASG-8)."""

    part = forms.CharField(initial="limits", widget=forms.HiddenInput)
    hours_a_day = forms.IntegerField(
        label=_("Hours a day"),
        required=False,
        min_value=1,
        help_text=_("When they are reached, no new task opens until the end of your day."),
    )
    day_from = forms.ChoiceField(label=_("From"), choices=_hours, required=False)
    day_until = forms.ChoiceField(label=_("Until"), choices=_hours, required=False)
    time_zone = forms.ChoiceField(label=_("Your time zone"), choices=_time_zones, initial="UTC")

    def limits(self) -> OwnLimits:
        """What was set."""
        given = self.cleaned_data
        return OwnLimits(
            given["hours_a_day"],
            int(given["day_from"]) if given["day_from"] else None,
            int(given["day_until"]) if given["day_until"] else None,
            given["time_zone"],
        )
