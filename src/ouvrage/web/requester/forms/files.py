"""Forms of the step that brings the data: the file, then which column goes where."""

from collections.abc import Sequence
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ouvrage.base import limits
from ouvrage.base.errors import Refusal
from ouvrage.formats import EXTENSIONS
from ouvrage.web.requester.forms.plain import RefusalForm
from ouvrage.web.shell.refusals import sentence
from ouvrage.work.drafts import ColumnMapping

FILE_TYPES = ",".join(EXTENSIONS)
ENCODINGS = [
    ("", _("Found by itself")),
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Windows-1252"),
    ("iso-8859-15", "ISO 8859-15"),
    ("cp1251", "Windows-1251"),
    ("cp1256", "Windows-1256"),
    ("shift_jis", "Shift JIS"),
    ("gb18030", "GB 18030"),
]
DELIMITERS = [
    ("", _("Found by itself")),
    (",", _("Comma")),
    (";", _("Semicolon")),
    ("tab", _("Tab")),
    ("|", _("Vertical bar")),
]


class UploadForm(RefusalForm):
    """The file of items, and the media that its rows name."""

    aliases: ClassVar[dict[str, str]] = {"name": "file"}

    file = forms.FileField(
        label=_("File with one item per row"),
        widget=forms.FileInput(attrs={"accept": FILE_TYPES}),
        help_text=_(
            "CSV, TSV, JSONL, Excel or Parquet, at most 200 MB. The first row names columns."
        ),
        error_messages={"empty": _("This file is empty. Choose one that has rows.")},
    )
    archive = forms.FileField(
        label=_("ZIP of images, sounds or documents"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=_("Only when a column of the file names them. At most 1 GB."),
        error_messages={"empty": _("This file is empty. Choose another, or none.")},
    )

    def clean_file(self) -> object:
        """A file over the limit is refused before it is read."""
        file = self.cleaned_data["file"]
        if file.size > limits.IMPORT_BYTES_MAX:
            raise forms.ValidationError(
                _("The file is larger than 200 MB. Split it, then add the parts one by one.")
            )
        return file

    def clean_archive(self) -> object:
        """An archive over the limit is refused before it is read."""
        file = self.cleaned_data["archive"]
        if file and file.size > limits.MEDIA_ARCHIVE_BYTES_MAX:
            raise forms.ValidationError(
                _("The archive is larger than 1 GB. Split it, then add the parts one by one.")
            )
        return file


class ReadingForm(forms.Form):
    """How the file is read, when what was found is wrong."""

    encoding = forms.ChoiceField(label=_("Encoding"), required=False, choices=ENCODINGS)
    delimiter = forms.ChoiceField(
        label=_("Character between cells"), required=False, choices=DELIMITERS
    )


class MappingForm(RefusalForm):
    """Which column of the file fills which name of the task page."""

    name = forms.CharField(
        label=_("Name of this batch"),
        max_length=limits.TITLE_CHARACTERS_MAX,
        help_text=_("For you, to tell batches apart."),
    )
    external_id = forms.ChoiceField(
        label=_("Column with your own identifier"),
        required=False,
        help_text=_("It comes back with the results. Choose none when there is no such column."),
    )
    media_columns = forms.MultipleChoiceField(
        label=_("Columns that name a media file or hold its address"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *arguments: object, inputs: Sequence[str], columns: Sequence[str], **named: object
    ) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.inputs = tuple(inputs)
        choices = [("", _("No column"))] + [(name, name) for name in columns]
        for position, wanted in enumerate(self.inputs):
            self.fields[f"input-{position}"] = forms.ChoiceField(
                label=wanted,
                choices=choices,
                error_messages={"required": _("The task page shows this. Choose a column.")},
            )
        external, media = self.fields["external_id"], self.fields["media_columns"]
        assert isinstance(external, forms.ChoiceField)
        assert isinstance(media, forms.MultipleChoiceField)
        external.choices = choices
        media.choices = [(wanted, wanted) for wanted in self.inputs]

    @property
    def input_fields(self) -> list[forms.BoundField]:
        """The fields that each fill one name of the task page."""
        return [self[f"input-{position}"] for position in range(len(self.inputs))]

    def show_for_column(self, refusal: Refusal) -> None:
        """The refusal stands beside the control of the column it names, or above the form."""
        names = {wanted: f"input-{position}" for position, wanted in enumerate(self.inputs)}
        field = names.get(refusal.field, refusal.field)
        self.add_error(field if field in self.fields else None, sentence(refusal))

    def mapping(self) -> ColumnMapping:
        """What was chosen."""
        given = self.cleaned_data
        return ColumnMapping(
            inputs={
                wanted: given[f"input-{position}"] for position, wanted in enumerate(self.inputs)
            },
            external_id=given["external_id"],
            media=tuple(given["media_columns"]),
        )


def mapping_initial(mapping: ColumnMapping, inputs: Sequence[str], name: str) -> dict[str, object]:
    """What the form shows of a suggested mapping."""
    chosen: dict[str, object] = {
        f"input-{position}": mapping.inputs.get(wanted, "")
        for position, wanted in enumerate(inputs)
    }
    return chosen | {
        "name": name,
        "external_id": mapping.external_id,
        "media_columns": list(mapping.media),
    }
