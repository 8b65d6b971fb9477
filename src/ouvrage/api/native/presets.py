"""The gallery of presets, as the protocol offers it."""

from collections.abc import Sequence

from ouvrage.api.native.schemas import PresetOut
from ouvrage.api.shell.errors import ChoiceUnknown


def preset_rows() -> list[PresetOut]:
    """Every preset."""
    return []


def template_of(preset: str, options: Sequence[str]) -> str:
    """The preset's template, with these choices where it asks for them."""
    raise ChoiceUnknown(field="preset", value=preset[:40], choices="")
