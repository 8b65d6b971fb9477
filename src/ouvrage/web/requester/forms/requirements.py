"""Forms for what a project requires of who works on it."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from ouvrage.base import limits
from ouvrage.skills.drafts import RequirementDraft
from ouvrage.skills.queries import RequirementRow
from ouvrage.skills.rules import Comparator, Guard

COMPARATORS = [
    (Comparator.AT_LEAST.value, _("at least")),
    (Comparator.MORE_THAN.value, _("more than")),
    (Comparator.AT_MOST.value, _("at the most")),
    (Comparator.LESS_THAN.value, _("less than")),
    (Comparator.EQUAL.value, _("exactly")),
    (Comparator.NOT_EQUAL.value, _("other than")),
    (Comparator.EXISTS.value, _("is held")),
    (Comparator.NOT_EXISTS.value, _("is not held")),
    (Comparator.IN.value, _("one of")),
    (Comparator.NOT_IN.value, _("none of")),
]
GUARDS = [
    (Guard.ACCEPT.value, _("Others see the project and how to qualify")),
    (Guard.PREVIEW.value, _("Others see its title and how to qualify")),
    (Guard.DISCOVER.value, _("Others only see that there is one project more")),
]


class RequirementForm(forms.Form):
    """One requirement; an empty one is left out."""

    qualification_id = forms.ChoiceField(label=_("Qualification"), required=False)
    comparator = forms.ChoiceField(label=_("Comparison"), choices=COMPARATORS)
    values = forms.RegexField(
        r"^\s*(\d{1,9}(\s*,\s*\d{1,9})*)?\s*$",
        label=_("Value"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("A whole number; several with commas for “one of” and “none of”."),
    )
    guard = forms.ChoiceField(label=_("Who does not hold it"), choices=GUARDS)
    alternative_id = forms.ChoiceField(
        label=_("Paid test that lets people in as well"),
        required=False,
        help_text=_("Needed when earlier work is asked for."),
    )

    def __init__(
        self,
        *arguments: object,
        qualifications: Sequence[tuple[str, object]],
        tests: Sequence[tuple[str, str]],
        **named: object,
    ) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        asked, other = self.fields["qualification_id"], self.fields["alternative_id"]
        assert isinstance(asked, forms.ChoiceField)
        assert isinstance(other, forms.ChoiceField)
        asked.choices = [("", _("None")), *qualifications]
        other.choices = [("", _("None")), *tests]

    def draft(self) -> RequirementDraft:
        """What was chosen."""
        given = self.cleaned_data
        values = tuple(int(part) for part in given["values"].split(",") if part.strip())
        return RequirementDraft(
            given["qualification_id"],
            given["comparator"],
            values,
            given["guard"],
            given["alternative_id"],
        )


RequirementForms = forms.formset_factory(
    RequirementForm, extra=0, max_num=limits.REQUIREMENTS_MAX, absolute_max=limits.REQUIREMENTS_MAX
)


def requirement_initial(row: RequirementRow) -> dict[str, str]:
    """What a form shows of a requirement."""
    return {
        "qualification_id": row.qualification_id,
        "comparator": row.comparator,
        "values": ", ".join(str(value) for value in row.values),
        "guard": row.guard,
        "alternative_id": row.alternative_id,
    }
