"""Inputs, text areas, check boxes, radio buttons, switches and sliders, as a browser has them."""

from html import escape

from ouvrage.taskui.liquid import JsonValue
from ouvrage.taskui.lowering.frame import Button, Frame, as_json, attributes
from ouvrage.taskui.vocabulary import INPUT_TYPES

_TYPED = frozenset(INPUT_TYPES) - {"radio", "checkbox", "range"}
_NAME_CHARACTERS_MAX = 64


def lower_input(frame: Frame) -> str:
    """A line of text with its label."""
    kind = frame.get("type").strip().lower()
    control = attributes(
        type=kind if kind in _TYPED else "text", value=frame.get("value") or None, dir="auto"
    )
    return _labelled(frame, f"<input{_typed(frame)}{control}>")


def lower_text_area(frame: Frame) -> str:
    """A text of several lines with its label."""
    rows = frame.get("rows") if frame.get("rows").isdecimal() else "3"
    value = frame.get("value")
    # A browser drops the line end that directly follows the tag.
    inside = ("\n" if value.startswith("\n") else "") + escape(value, quote=False)
    control = f"<textarea{_typed(frame)}{attributes(rows=rows, dir='auto')}>{inside}</textarea>"
    return _labelled(frame, control)


def _typed(frame: Frame) -> str:
    label = frame.get("label")
    return attributes(
        name=frame.get("name") or None,
        id=_id(frame),
        placeholder=frame.get("placeholder") or None,
        maxlength=_whole(frame, "max-length"),
        minlength=_whole(frame, "min-length"),
        required=frame.has("required") and not frame.has("disabled"),
        disabled=frame.has("disabled"),
        aria_label=None if label else frame.get("placeholder") or frame.get("name") or None,
        data_element=frame.name,
    )


def _whole(frame: Frame, attribute: str) -> str | None:
    written = frame.get(attribute)
    return written if written.isdecimal() else None


def _id(frame: Frame) -> str | None:
    name = frame.get("name")
    return frame.get("id") or (f"field-{name}" if name and frame.has("label") else None)


def _labelled(frame: Frame, control: str) -> str:
    label = frame.get("label")
    if label:
        control = (
            f'<label class="prompt"{attributes(for_=_id(frame))}>{escape(label)}</label>{control}'
        )
    return control + frame.inside


def lower_checkbox(frame: Frame) -> str:
    """A box to tick with its words beside it; boxes of one name are one question."""
    is_switch = frame.name == "crowd-toggle-button"
    value = frame.get("value") or "on"
    control = attributes(
        type="checkbox",
        role="switch" if is_switch else None,
        name=frame.get("name") or None,
        value=value,
        id=frame.get("id") or None,
        checked=frame.has("checked"),
        required=frame.has("required") and not frame.has("disabled"),
        disabled=frame.has("disabled"),
        aria_label=None if frame.has_text else frame.get("name") or value,
        data_element=frame.name,
    )
    return f'<label class="choice"><input{control}> {frame.inside}</label>'


def lower_slider(frame: Frame) -> str:
    """A range; it stands at its value or its least, as it does where it comes from."""
    least = frame.get("min") or "0"
    control = attributes(
        type="range",
        name=frame.get("name") or None,
        id=frame.get("id") or None,
        min=least,
        max=frame.get("max") or "100",
        step=frame.get("step") or "1",
        value=frame.get("value") or least,
        disabled=frame.has("disabled"),
        aria_label=frame.get("name") or None,
        data_element=frame.name,
    )
    return f'<span class="slider"><input{control}></span>{frame.inside}'


def lower_radio_button(frame: Frame) -> str:
    """A radio of its own name; inside a group it waits until the group is closed."""
    value = frame.get("value") or "on"
    button = Button(
        name=frame.get("name"),
        value=value,
        label=frame.inside if frame.inside.strip() else escape(value),
        checked=frame.has("checked"),
        disabled=frame.has("disabled"),
    )
    group = _group_of(frame)
    if group is None:
        return _radio(button, button.name, value, required=frame.has("required"), answer="")
    group.buttons.append(button)
    # A sanitised page has no NUL, so nothing else can look like this place.
    return f"\0{len(group.buttons) - 1}\0"


def _group_of(frame: Frame) -> Frame | None:
    found = frame.parent
    while found is not None and found.name != "crowd-radio-group":
        found = found.parent
    return found


def lower_radio_group(frame: Frame) -> str:
    """Radios of which one can be chosen, whatever their names: they become one question.

    Its name is the group's or the buttons' common one, else the buttons' names in a row.
    """
    buttons = frame.buttons
    names = list(dict.fromkeys(button.name for button in buttons if button.name))
    name = frame.get("name") or "_".join(names)
    if len(name) > _NAME_CHARACTERS_MAX:
        name = names[0]
    options = _options(buttons)
    plain = all(
        button.name == name and button.value == option
        for button, option in zip(buttons, options, strict=True)
    )
    answer: JsonValue = (
        {}
        if plain
        else {
            "buttons": [
                [option, button.name, button.value]
                for option, button in zip(options, buttons, strict=True)
            ]
        }
    )
    inside = frame.inside
    for number, (button, option) in enumerate(zip(buttons, options, strict=True)):
        data = as_json(answer) if number == 0 and answer else ""
        radio = _radio(button, name, option, required=False, answer=data)
        inside = inside.replace(f"\0{number}\0", radio, 1)
    label = attributes(aria_label=frame.get("aria-label") or name.replace("_", " "))
    return f'<div class="choices" role="radiogroup"{label}>{inside}</div>'


def _options(buttons: list[Button]) -> list[str]:
    values = [button.value for button in buttons]
    return values if len(set(values)) == len(values) else [button.name for button in buttons]


def _radio(button: Button, name: str, value: str, *, required: bool, answer: str) -> str:
    control = attributes(
        type="radio",
        name=name or None,
        value=value,
        checked=button.checked,
        required=required,
        disabled=button.disabled,
        data_element="crowd-radio-button",
        data_answer=answer or None,
    )
    return f'<label class="choice"><input{control}> {button.label}</label>'
