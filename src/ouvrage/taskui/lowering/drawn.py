"""Widgets: the element itself stays, with a hidden input that holds its answer.

    <crowd-x class="widget" name="result" labels="[&quot;cat&quot;]">
    <input type="hidden" name="result" value="" data-widget="crowd-x">
    <p class="widget-wait">…</p></crowd-x>

Its module removes the paragraph and draws. Lists and objects are strict JSON here, whatever the
template wrote. The player of recordings asks nothing; inside it is the browser's own.
"""

from html import escape

from ouvrage.base.words import N_
from ouvrage.taskui.lowering.frame import Frame, as_json, attributes
from ouvrage.taskui.vocabulary import GLOBAL_ATTRIBUTES, is_address_possible
from ouvrage.taskui.widgets import WIDGETS, Widget

RECORDING = N_("The recording of this task")
WAIT = N_("This part of the task is drawn by a script. It needs JavaScript to be on.")


def lower_widget(frame: Frame) -> str:
    """Instructions, then the element with its hidden input, then what else was inside."""
    widget = WIDGETS[frame.name]
    name = frame.get("name")
    _note(frame)
    given = "".join(
        f' {key}="{escape(value)}"'
        for key in sorted(widget.attributes & frame.attributes.keys())
        if (value := _value(frame, key, widget)) is not None
    )
    shared = "".join(
        f' {key}="{escape(value)}"'
        for key, value in frame.attributes.items()
        if key in GLOBAL_ATTRIBUTES - {"class", "id"}
    )
    place = attributes(class_="widget", id=frame.get("id") or f"widget-{name}", name=name or None)
    hidden = attributes(type="hidden", name=name or None, value="", data_widget=frame.name)
    return (
        f"{''.join(frame.regions.get('instructions', ()))}"
        f"<{frame.name}{place}{shared}{given}><input{hidden}>"
        f'<p class="widget-wait">{frame.word(WAIT)}</p></{frame.name}>{frame.inside}'
    )


def lower_player(frame: Frame) -> str:
    """The browser's own player, which needs no script; the element's module adds to it."""
    _note(frame)
    place = attributes(class_="widget", id=frame.get("id") or None)
    source = frame.media("src")
    name = frame.get("aria-label") or frame.shared.translate(RECORDING)
    player = attributes(
        src=source if is_address_possible(source) else None,
        controls=True,
        preload="metadata",
        aria_label=name,
    )
    return f"<{frame.name}{place}><audio{player}></audio></{frame.name}>{frame.inside}"


def _note(frame: Frame) -> None:
    if frame.name not in frame.shared.widgets:
        frame.shared.widgets.append(frame.name)


def _value(frame: Frame, key: str, widget: Widget) -> str | None:
    if key in widget.literals:
        value = frame.literal(key)
        return None if value is None else as_json(value)
    return frame.media(key) if key == "src" else frame.get(key)
