"""The gallery of presets, as the protocol offers it."""

from collections.abc import Sequence

from django.utils.translation import gettext, override
from ninja import Schema

from ouvrage.api.native.schemas import PresetOut
from ouvrage.api.shell.errors import PresetUnknown
from ouvrage.taskui.presets import GALLERY, Option, Preset, preset_of


class OptionBody(Schema):
    """A choice: `value` goes into the answer, `label` is read by people."""

    value: str
    label: str


def preset_rows() -> list[PresetOut]:
    """Every preset, in the caller's language."""
    return [
        PresetOut(
            name=preset.key,
            title=gettext(preset.title),
            description=gettext(preset.description),
            question=gettext(preset.question),
            columns=[column.name for column in preset.columns],
            options=bool(preset.options),
        )
        for preset in GALLERY
    ]


def template_of(
    name: str, question: str, options: Sequence[str | OptionBody] | None, language: str
) -> str:
    """The preset's template with this question and these choices; its own words in `language`."""
    chosen: list[str | Option] = [
        option if isinstance(option, str) else Option(option.value, option.label)
        for option in options or ()
    ]
    with override(language):
        return _preset(name).source_with(
            options=chosen or None, question=question, translate=gettext
        )


def _preset(name: str) -> Preset:
    found = preset_of(name)
    if found is None:
        known = ", ".join(preset.key for preset in GALLERY)
        raise PresetUnknown(field="preset", value=name[:40], choices=known)
    return found
