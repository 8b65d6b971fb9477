"""Crowd elements become HTML that a browser knows: most of them without a script.

    <crowd-classifier name="c" categories="['a', 'b']" header="Which?">…</crowd-classifier>
    ->  <fieldset class="choices"><legend>Which?</legend> a radio for each category </fieldset>

Works on a sanitised page, whose tags are well nested, so one pass with a stack is enough. What it
writes itself (`data-…`, hidden inputs) cannot come from a template: the sanitiser removes it.
"""

from collections.abc import Callable
from typing import NamedTuple

from ouvrage.base.errors import refuse_all
from ouvrage.taskui.bounded import MediaUrl
from ouvrage.taskui.lowering import classifiers, controls, drawn, parts
from ouvrage.taskui.lowering.frame import Frame, Shared
from ouvrage.taskui.markup import SafeHtml, pieces
from ouvrage.taskui.vocabulary import CROWD, REGIONS, is_lowered
from ouvrage.taskui.widgets import WIDGETS


class Lowered(NamedTuple):
    """The page, and the widgets on it in the order of their first use."""

    html: SafeHtml
    widgets: tuple[str, ...]


def lowered(
    html: SafeHtml, *, media_url: MediaUrl = str, translate: Callable[[str], str] = str
) -> Lowered:
    """The page without crowd elements but its widgets; `Refusals` when a list cannot be read."""
    if not any(f"<{element}" in html for element in ("crowd-", "ouvrage-", *REGIONS)):
        return Lowered(html, ())
    shared = Shared(media_url, translate)
    root = frame = Frame("", {}, shared)
    for piece in pieces(html):
        if not is_lowered(piece.name):
            frame.parts.append(piece.written)
            if not piece.name and piece.written.strip():
                _note_text(frame)
        elif piece.closing:
            frame = _closed(frame)
        else:
            frame = Frame(piece.name, piece.attributes(), shared, parent=frame)
    refuse_all(shared.refusals)
    return Lowered(SafeHtml(root.inside), tuple(shared.widgets))


def _note_text(frame: Frame | None) -> None:
    while frame is not None and not frame.has_text:
        frame.has_text = True
        frame = frame.parent


def _closed(frame: Frame) -> Frame:
    written = _LOWERINGS[frame.name](frame)
    parent = frame.parent
    assert parent is not None
    region = _REGION_OF.get(frame.name)
    if region is not None and parent.name in _WITH_REGIONS:
        parent.regions.setdefault(region, []).append(written)
    else:
        parent.parts.append(written)
    return parent


_WITH_REGIONS = frozenset(
    {element for element, attributes in CROWD.items() if "categories" in attributes} | set(WIDGETS)
)
_REGION_OF = {
    "short-instructions": "instructions",
    "full-instructions": "instructions",
    "classification-target": "classification-target",
    "worker-comment": "worker-comment",
}
_LOWERINGS: dict[str, Callable[[Frame], str]] = {
    "crowd-alert": parts.lower_alert,
    "crowd-badge": parts.lower_badge,
    "crowd-button": parts.lower_button,
    "crowd-card": parts.lower_card,
    "crowd-checkbox": controls.lower_checkbox,
    "crowd-classifier": classifiers.lower_classifier,
    "crowd-classifier-multi-select": classifiers.lower_classifier,
    "crowd-fab": parts.lower_nothing,
    "crowd-form": parts.lower_inside,
    "crowd-icon-button": parts.lower_nothing,
    "crowd-image-classifier": classifiers.lower_classifier,
    "crowd-image-classifier-multi-select": classifiers.lower_classifier,
    "crowd-input": controls.lower_input,
    "crowd-instructions": parts.lower_instructions,
    "crowd-modal": parts.lower_modal,
    "crowd-radio-button": controls.lower_radio_button,
    "crowd-radio-group": controls.lower_radio_group,
    "crowd-rekognition-detect-moderation-labels": classifiers.lower_classifier,
    "crowd-slider": controls.lower_slider,
    "crowd-tab": parts.lower_tab,
    "crowd-tabs": parts.lower_inside,
    "crowd-text-area": controls.lower_text_area,
    "crowd-toast": parts.lower_toast,
    "crowd-toggle-button": controls.lower_checkbox,
    "classification-target": parts.lower_inside,
    "detailed-instructions": parts.lower_inside,
    "full-instructions": parts.lower_full,
    "iron-icon": parts.lower_nothing,
    "negative-example": parts.lower_bad,
    "positive-example": parts.lower_good,
    "short-instructions": parts.lower_short,
    "short-summary": parts.lower_inside,
    "slider-label": parts.lower_inside,
    "worker-comment": classifiers.lower_comment,
    **dict.fromkeys(WIDGETS, drawn.lower_widget),
    "ouvrage-audio-player": drawn.lower_player,
}
assert _LOWERINGS.keys() == CROWD.keys() | REGIONS.keys() | WIDGETS.keys()
