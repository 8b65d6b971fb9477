"""Forms that make the task page: a preset's question and options, then the source itself."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ouvrage.base import limits
from ouvrage.web.requester.forms.plain import DraftForm, RefusalForm, lines


class TemplateForm(DraftForm):
    """The source of the task page."""

    later: ClassVar[frozenset[str]] = frozenset({"template"})
    template = forms.CharField(
        label=_("Source of the page"),
        strip=False,
        max_length=limits.TEMPLATE_CHARACTERS_MAX,
        widget=forms.Textarea(
            attrs={"rows": 18, "class": "source", "spellcheck": "false", "dir": "ltr"}
        ),
        help_text=_("HTML with Liquid: {{ task.input.name }} shows the column called name."),
    )

    scripted = forms.BooleanField(
        label=_("This page brings scripts of its own"),
        required=False,
        help_text=_(
            "They run in a frame that reaches no network and nothing of this place. Workers see "
            "that before they begin; those whose browser runs no scripts cannot do these tasks."
        ),
    )

    def clean_template(self) -> str:
        """The source with the line ends of a text, not of a form."""
        return str(self.cleaned_data["template"]).replace("\r\n", "\n")


class PresetForm(RefusalForm):
    """What a preset asks, and what can be chosen; without options when it has none."""

    question = forms.CharField(
        label=_("Question"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Workers see it above each item."),
    )
    options = forms.CharField(
        label=_("Choices"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One per line. They are the labels of your results."),
    )

    def __init__(self, *arguments: object, with_options: bool, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        if not with_options:
            del self.fields["options"]

    def options_given(self) -> tuple[str, ...] | None:
        """The choices, one per line; None when the preset has none."""
        return lines(self.cleaned_data["options"]) if "options" in self.fields else None
