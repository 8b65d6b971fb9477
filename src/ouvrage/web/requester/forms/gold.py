"""The form of a control item: which task, and the known answer to each question of the page."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from ouvrage.base import limits
from ouvrage.taskui.fields import FieldKind
from ouvrage.web.requester.forms.plain import RefusalForm, lines

KNOWN = "known_"


class GoldForm(RefusalForm):
    """A task and its known answer; questions that are left empty are not compared."""

    aliases = {"expected": "explanation"}
    task = forms.CharField(
        label=_("Task"),
        max_length=200,
        help_text=_("Your identifier of the row, or its number in the file."),
    )
    explanation = forms.CharField(
        label=_("Why this is the answer"),
        max_length=limits.REASON_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown to whoever answers otherwise."),
    )

    def __init__(
        self, *arguments: object, questions: Sequence[Mapping[str, object]], **named: object
    ) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.names: dict[str, tuple[str, str]] = {}
        for number, question in enumerate(questions):
            if question["kind"] == FieldKind.WIDGET:
                continue
            name, kind = str(question["name"]), str(question["kind"])
            self.names[f"{KNOWN}{number}"] = (name, kind)
            self.fields[f"{KNOWN}{number}"] = _control(question)
        self.order_fields(["task", *self.names, "explanation"])

    def expected(self) -> dict[str, object]:
        """The known answers, by the names of the page's questions."""
        known: dict[str, object] = {}
        for control, (name, kind) in self.names.items():
            value = self.cleaned_data[control]
            if kind in {FieldKind.CHOICES, FieldKind.RANKING} and isinstance(value, str):
                value = list(lines(value))
            known[name] = value
        return known


def _control(question: Mapping[str, object]) -> forms.Field:
    listed = question.get("options")
    options = [(str(one), str(one)) for one in listed] if isinstance(listed, list) else []
    label = str(question.get("label") or question["name"])
    kind = str(question["kind"])
    if kind == FieldKind.CHOICE and options:
        return forms.ChoiceField(
            label=label, required=False, choices=[("", _("Not compared")), *options]
        )
    if kind == FieldKind.CHOICES and options:
        return forms.MultipleChoiceField(
            label=label, required=False, choices=options, widget=forms.CheckboxSelectMultiple
        )
    many = kind in {FieldKind.CHOICES, FieldKind.RANKING}
    return forms.CharField(
        label=label,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}) if many else forms.TextInput(),
        help_text=_("One to a line, in their order.") if many else "",
    )
