"""Classifiers become radios or check boxes, under the target and its instructions.

`categories` are texts, or objects whose `name` (or `label`) is shown. The answer is stored as a
choice; `documented` makes the element's own JSON of it.
"""

from html import escape

from ouvrage.base.words import N_
from ouvrage.taskui.liquid import JsonValue
from ouvrage.taskui.lowering.frame import Frame, as_json, attributes
from ouvrage.taskui.vocabulary import MODERATION, is_address_possible

MODERATION_FIELD = "ModerationLabels"
COMMENT = N_("Add a comment (optional)")
IMAGE = N_("The image of this task")


def lower_classifier(frame: Frame) -> str:
    """Target, instructions, then one control for each category."""
    several = frame.name.endswith("multi-select") or frame.name == MODERATION
    name = frame.get("name") or (MODERATION_FIELD if frame.name == MODERATION else "")
    categories = frame.literal("categories")
    texts = _texts(categories)
    if categories is not None and not texts:
        frame.refuse("categories")
    alone = _text(frame.literal("exclusion-category")) if several else ""
    answer: dict[str, JsonValue] = {"alone": alone} if alone else {}
    if isinstance(categories, list) and any(isinstance(one, dict) for one in categories):
        answer["categories"] = categories
    choices = _choices(frame, name, [*texts, *([alone] if alone else [])], several, answer)
    legend = escape(frame.get("header")) or escape(name)
    required = ' aria-required="true"' if several else ""
    return (
        f'<div class="element">{"".join(frame.regions.get("instructions", ()))}'
        f"{_target(frame)}"
        f'<fieldset class="choices"{required}><legend>{legend}</legend>{choices}</fieldset>'
        f"{''.join(frame.regions.get('worker-comment', ()))}</div>"
    )


def _target(frame: Frame) -> str:
    target = "".join(frame.regions.get("classification-target", ()))
    source = frame.media("src")
    picture = ""
    if source and is_address_possible(source):
        alt = frame.word(IMAGE)
        picture = f'<figure class="media"><img{attributes(src=source)} alt="{alt}"></figure>'
    inside = f'<div class="target">{target}</div>' if target.strip() else ""
    return picture + inside + frame.inside


def _choices(
    frame: Frame, name: str, options: list[str], several: bool, answer: dict[str, JsonValue]
) -> str:
    written = []
    for number, option in enumerate(options):
        control = attributes(
            type="checkbox" if several else "radio",
            name=name or None,
            value=option,
            required=not several,
            id=f"choice-{name}" if number == 0 else None,
            data_element=frame.name,
            data_answer=as_json(answer) if number == 0 and answer else None,
        )
        written.append(f'<label class="choice"><input{control}> {escape(option)}</label>')
    return "".join(written)


def lower_comment(frame: Frame) -> str:
    """A text of its own beside the classifier; it is documented within the classifier's answer."""
    of = frame.parent.get("name") if frame.parent is not None else ""
    header = escape(frame.get("header") or frame.get("link-text")) or frame.word(COMMENT)
    control = attributes(
        id=f"comment-{of}",
        name=f"{of}-comment",
        rows="2",
        dir="auto",
        placeholder=frame.get("placeholder") or None,
        data_element=frame.name,
        data_answer=as_json({"of": of}),
    )
    label = f"<label{attributes(for_=f'comment-{of}')}>{header}</label>"
    return f'<div class="field">{frame.inside}{label}<textarea{control}></textarea></div>'


def _texts(categories: JsonValue) -> list[str]:
    if not isinstance(categories, list):
        return []
    return list(dict.fromkeys(filter(None, map(_text, categories))))


def _text(category: JsonValue) -> str:
    if isinstance(category, dict):
        category = category.get("name") or category.get("label") or category.get("text")
    return " ".join(str(category).split()) if isinstance(category, str | int | float) else ""
