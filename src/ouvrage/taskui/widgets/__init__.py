"""The elements that a hand draws with, each with its reader of answers.

One module per family, which makes a `Widget`; `WIDGETS` is the only list. What is in it is accepted
in templates, drawn by its module in `elements/` and read by its `read`; what is not is refused by
name when a template is checked.

>>> "crowd-entity-annotation" in WIDGETS
True
"""

from collections.abc import Mapping

from ouvrage.taskui.widgets.entities import ENTITY_ANNOTATION, ENTITY_ANNOTATOR
from ouvrage.taskui.widgets.masks import MASKS
from ouvrage.taskui.widgets.questions import QUESTION_ANSWER_GENERATION
from ouvrage.taskui.widgets.rankings import TEXT_RANKING
from ouvrage.taskui.widgets.recordings import AUDIO_PLAYER, AUDIO_TRANSCRIPTION
from ouvrage.taskui.widgets.shapes import SHAPES
from ouvrage.taskui.widgets.widget import Widget, widgets_by_element

__all__ = ["WIDGETS", "Widget"]

WIDGETS: Mapping[str, Widget] = widgets_by_element(
    AUDIO_PLAYER,
    AUDIO_TRANSCRIPTION,
    ENTITY_ANNOTATION,
    ENTITY_ANNOTATOR,
    *MASKS,
    QUESTION_ANSWER_GENERATION,
    *SHAPES,
    TEXT_RANKING,
)
