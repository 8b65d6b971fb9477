"""What every form of these pages shares: a client key, and refusals shown beside their fields."""

from typing import ClassVar
from uuid import uuid4

from django import forms

from ouvrage.base.errors import Refusal
from ouvrage.web.shell.refusals import sentence

KEY_CHARACTERS = 32


def new_key() -> str:
    """A key for one drawn form: the second POST of it shows the first result."""
    return uuid4().hex


class RefusalForm(forms.Form):
    """A form whose refusals from the rooms stand beside the field they are about.

    `aliases` says which field of the form shows a refusal that names another field of the room.
    """

    aliases: ClassVar[dict[str, str]] = {}
    client_key = forms.RegexField(
        r"^[0-9a-f]{32}$", widget=forms.HiddenInput, initial=new_key, max_length=KEY_CHARACTERS
    )

    def show(self, refusal: Refusal) -> None:
        """The refusal, or each of several, is an error of this form."""
        for single in refusal.each():
            name = self.aliases.get(single.field, single.field)
            self.add_error(name if name in self.fields else None, sentence(single))


class DraftForm(RefusalForm):
    """A form that can be saved half-filled.

    The fields named in `later` are shown as needed, since publishing asks for them, and may be
    left empty for now.
    """

    use_required_attribute = False
    later: ClassVar[frozenset[str]] = frozenset()

    def full_clean(self) -> None:
        """Cleans with the fields of `later` allowed to be empty."""
        waived = [field for name, field in self.fields.items() if name in self.later]
        for field in waived:
            field.required = False
        super().full_clean()
        for field in waived:
            field.required = True


def lines(text: str) -> tuple[str, ...]:
    """The lines that are not empty."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
