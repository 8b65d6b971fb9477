"""The gallery: ready kinds of task, each a Liquid template with sample rows.

>>> from ouvrage.taskui.presets import preset_of
>>> preset = preset_of("image_classification")
>>> source = preset.source_with(question="Which digit do you read?", options=list("0123456789"))
>>> source.splitlines()[0]
'<p class="prompt">Which digit do you read?</p>'
"""

from ouvrage.taskui.presets.gallery import GALLERY, preset_of
from ouvrage.taskui.presets.preset import Option, Preset, PresetColumn

__all__ = ["GALLERY", "Option", "Preset", "PresetColumn", "preset_of"]
