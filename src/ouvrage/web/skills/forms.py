"""Forms for qualifications and tests, with the refusals of the room beside their fields."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ouvrage.base import limits
from ouvrage.base.errors import Refusal
from ouvrage.skills.access import Qualification
from ouvrage.skills.drafts import ItemDraft, QualificationDraft, TestDraft
from ouvrage.skills.rules import REVOCATION_LABELS, RevocationReason, Scoring
from ouvrage.taskui import AnswerField
from ouvrage.taskui.presets import GALLERY
from ouvrage.web.shell.forms import language_choices
from ouvrage.web.shell.refusals import sentence

OR = "|"


def new_key() -> str:
    """A key for one drawn form: the second POST of it shows the first result."""
    return uuid4().hex


class OwnerForm(forms.Form):
    """A form that shows refusals beside the fields they are about."""

    aliases: ClassVar[dict[str, str]] = {}
    client_key = forms.RegexField(
        r"^[0-9a-f]{32}$", widget=forms.HiddenInput, initial=new_key, max_length=32
    )

    def show(self, refusal: Refusal) -> None:
        """The refusal, or each of several, is an error of this form."""
        for single in refusal.each():
            name = self.aliases.get(single.field, single.field)
            told = sentence(single)
            if single.row:
                told = _("Row %(row)d: %(told)s") % {"row": single.row, "told": told}
            self.add_error(name if name in self.fields else None, told)


class WordsForm(OwnerForm):
    """What a qualification is, and for how long it is held."""

    name = forms.CharField(label=_("Name"), max_length=limits.TITLE_CHARACTERS_MAX)
    description = forms.CharField(
        label=_("What it shows"),
        max_length=limits.TEXT_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Workers read it before they decide to take the test."),
    )
    language = forms.ChoiceField(label=_("Language it is about, if any"), required=False)
    retry_after_hours = forms.IntegerField(
        label=_("Hours before a test can be taken again"), min_value=0, initial=24
    )
    valid_days = forms.IntegerField(
        label=_("Days for which it is held"),
        min_value=1,
        required=False,
        help_text=_("Empty: without end."),
    )
    auto_granted = forms.IntegerField(
        label=_("Value that everybody gets who asks"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("Only for one that is granted by hand. Empty: nobody gets it by asking."),
    )

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [("", "–"), *language_choices()]

    def draft(self) -> QualificationDraft:
        """What was filled in."""
        given = self.cleaned_data
        return QualificationDraft(
            given["name"],
            given["description"],
            given["language"],
            given["auto_granted"],
            given["retry_after_hours"],
            given["valid_days"],
        )


class NewForm(WordsForm):
    """A qualification that does not exist yet."""

    kind = forms.ChoiceField(
        label=_("How people obtain it"),
        choices=[
            ("test", _("By a paid test")),
            ("granted", _("You grant it by hand")),
        ],
        widget=forms.RadioSelect,
        initial="test",
    )
    field_order = ["kind"]


def words_initial(row: Qualification) -> dict[str, object]:
    """What the form shows of a qualification."""
    seconds = row.retry_after_seconds
    return {
        "name": row.name,
        "description": row.description,
        "language": row.language,
        "retry_after_hours": None if seconds is None else seconds // 3600,
        "valid_days": row.valid_days,
        "auto_granted": row.auto_granted,
    }


class PageForm(OwnerForm):
    """How items look: a preset with its question and choices, or a project's page."""

    aliases: ClassVar[dict[str, str]] = {"template": "preset"}
    preset = forms.ChoiceField(label=_("Kind of item"))
    question = forms.CharField(
        label=_("Question"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Empty: the question of the kind, or the page as the project has it."),
    )
    options = forms.CharField(
        label=_("Choices"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One per line. Empty: the choices of the kind."),
    )

    def __init__(
        self, *arguments: object, projects: Sequence[tuple[str, str]], **named: object
    ) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        field = self.fields["preset"]
        assert isinstance(field, forms.ChoiceField)
        presets = [(one.key, _(one.title)) for one in GALLERY]
        field.choices = [(_("Ready-made"), presets)]
        if projects:
            field.choices = [(_("As in your project"), list(projects)), *field.choices]


class SourceForm(OwnerForm):
    """The source of the page that draws each item."""

    template = forms.CharField(
        label=_("Source of the page"),
        strip=False,
        max_length=limits.TEMPLATE_CHARACTERS_MAX,
        widget=forms.Textarea(
            attrs={"rows": 12, "class": "source", "spellcheck": "false", "dir": "ltr"}
        ),
        help_text=_("HTML with Liquid: {{ task.input.name }} shows the column called name."),
    )

    def clean_template(self) -> str:
        """The source with the line ends of a text, not of a form."""
        return str(self.cleaned_data["template"]).replace("\r\n", "\n")


class FiguresForm(OwnerForm):
    """Instructions, scoring, how much a test shows and what it takes to pass."""

    aliases: ClassVar[dict[str, str]] = {"time_estimate_seconds": "minutes"}
    instructions = forms.CharField(
        label=_("Instructions"),
        max_length=limits.TEXT_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("They stand beside each item, and reading them is part of the paid time."),
    )
    scoring = forms.ChoiceField(
        label=_("Who scores it"),
        choices=[
            (Scoring.KEY.value, _("The expected answers, at once")),
            (Scoring.PERSON.value, _("A person, item by item")),
        ],
        widget=forms.RadioSelect,
    )
    criteria = forms.CharField(
        label=_("When an item is right"),
        required=False,
        max_length=limits.TEXT_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when a person scores. Workers read it before they answer."),
    )
    items_per_attempt = forms.IntegerField(
        label=_("Items that one attempt shows"),
        min_value=1,
        max_value=limits.TEST_ITEMS_PER_ATTEMPT_MAX,
        help_text=_("They are drawn from all items, those not seen before first."),
    )
    pass_percent = forms.IntegerField(
        label=_("Right items of 100, to pass"), min_value=0, max_value=100
    )
    minutes = forms.IntegerField(
        label=_("Minutes that it takes"),
        min_value=1,
        max_value=60,
        help_text=_("Its time is paid at the floor, up to twice as much."),
    )
    attempts_max = forms.IntegerField(
        label=_("Times that one person can take it within a year"), min_value=1
    )

    def draft(self, before: TestDraft) -> TestDraft:
        """What was filled in, with the page as it was."""
        given = self.cleaned_data
        return TestDraft(
            before.preset,
            before.template,
            given["instructions"],
            given["criteria"],
            given["scoring"],
            given["items_per_attempt"],
            given["pass_percent"],
            given["minutes"] * 60,
            given["attempts_max"],
        )


def figures_initial(draft: TestDraft) -> dict[str, object]:
    """What the form shows of a test."""
    return {
        "instructions": draft.instructions,
        "scoring": draft.scoring,
        "criteria": draft.criteria,
        "items_per_attempt": draft.items_per_attempt,
        "pass_percent": draft.pass_percent,
        "minutes": max(1, draft.time_estimate_seconds // 60),
        "attempts_max": draft.attempts_max,
    }


class ItemForm(OwnerForm):
    """One item, typed in: what it shows, what is expected, why."""

    def __init__(
        self,
        *arguments: object,
        columns: Sequence[str],
        questions: Sequence[AnswerField],
        **named: object,
    ) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.columns, self.questions = tuple(columns), tuple(questions)
        for place, column in enumerate(self.columns):
            self.fields[f"column-{place}"] = forms.CharField(
                label=_("Column “%(name)s”") % {"name": column},
                max_length=limits.CELL_CHARACTERS_MAX,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        for place, question in enumerate(self.questions):
            choices = f" | {' | '.join(question.options)}" if question.options else ""
            self.fields[f"key-{place}"] = forms.CharField(
                label=_("Expected answer to “%(name)s”")
                % {"name": question.label or question.name},
                required=False,
                max_length=limits.REASON_CHARACTERS_MAX,
                help_text=_("Several that count, separated by a bar: |") + choices,
            )
        self.fields["explanation"] = forms.CharField(
            label=_("Why"),
            required=False,
            max_length=limits.REASON_CHARACTERS_MAX,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Shown with the result."),
        )

    def item(self) -> ItemDraft:
        """What was filled in."""
        given = self.cleaned_data
        data = {name: given[f"column-{place}"] for place, name in enumerate(self.columns)}
        key = {
            question.name: key_of(given[f"key-{place}"])
            for place, question in enumerate(self.questions)
            if given[f"key-{place}"].strip()
        }
        return ItemDraft(data, key, given["explanation"])


def key_of(text: str) -> list[str]:
    """The answers that count, from a text with bars between them."""
    return [part.strip() for part in text.split(OR) if part.strip()]


class ItemsFileForm(OwnerForm):
    """A file with one item per row."""

    aliases: ClassVar[dict[str, str]] = {"items": "file"}
    file = forms.FileField(
        label=_("File with one item per row"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.jsonl,.xlsx"}),
        help_text=_(
            "The columns of the page, a column key.NAME for each question, and one called "
            "explanation."
        ),
    )


class AttemptsForm(OwnerForm):
    """How many attempts money is set aside for."""

    attempts = forms.IntegerField(
        label=_("Attempts to set money aside for"),
        min_value=1,
        max_value=limits.TEST_ATTEMPTS_FUNDED_MAX,
        initial=20,
    )


class GrantForm(OwnerForm):
    """Who holds it from now on, and with which value."""

    worker = forms.CharField(label=_("Worker"), max_length=254)
    value = forms.IntegerField(
        label=_("Value"), min_value=0, max_value=100, initial=100, help_text=_("From 0 to 100.")
    )

    def __init__(self, *arguments: object, by_code: bool, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.fields["worker"].help_text = (
            _("The code under which you see the person in answers and results.")
            if by_code
            else _("The person's e-mail address.")
        )


class RevocationForm(OwnerForm):
    """Why somebody does not hold it any more; the person reads all of it."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(reason.value, _(REVOCATION_LABELS[reason])) for reason in RevocationReason],
        widget=forms.RadioSelect,
    )
    explanation = forms.CharField(
        label=_("Explanation in plain words"),
        max_length=limits.REASON_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Addressed to the person. They can contest it."),
    )


class ScoreForm(OwnerForm):
    """What a person says of each item of an attempt."""

    def __init__(self, *arguments: object, items: Sequence[str], **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        for number, _item in enumerate(items, start=1):
            self.fields[f"right-{number}"] = forms.ChoiceField(
                label=_("Item %(number)d") % {"number": number},
                choices=[("yes", _("Right")), ("no", _("Not right"))],
                widget=forms.RadioSelect,
            )
            self.fields[f"note-{number}"] = forms.CharField(
                label=_("What is not right, for the person to read"),
                required=False,
                max_length=limits.REASON_CHARACTERS_MAX,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
