"""The HTML a task page may use: what the sanitiser keeps and the author's check accepts.

One table for both, so that a template which passes the check loses nothing when it is shown.
No script, no style, no form, no button (the submit bar is the portal's), no hidden input.
`crowd-*` elements are those that `lowering` makes plain HTML of and those of `widgets`; others are
refused by name.
"""

import re

from ouvrage.taskui.widgets import WIDGETS

_TEXT = (
    "abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del "
    "details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd "
    "legend li main mark nav p picture pre q rp rt ruby s samp section small span strong sub "
    "summary sup table tbody tfoot thead time tr u ul var wbr"
)
_MEDIA_SIZE = frozenset({"width", "height"})
_PLAYER = frozenset({"src", "controls", "preload", "loop", "muted"})
_CONTROL = frozenset({"name", "required"})
_CELL = frozenset({"colspan", "rowspan", "headers"})

_CLASSIFIER = frozenset({"name", "header", "categories"})
_BUTTON = frozenset({"disabled", "icon", "label", "href", "target", "variant", "form-action"}) | {
    "icon-align",
    "icon-url",
    "loading",
}
_TYPED = (
    _CONTROL
    | {"label", "placeholder", "value", "disabled", "max-length", "min-length", "auto-focus"}
    | {"auto-validate", "allowed-pattern", "error-message"}
)
_TICKED = _CONTROL | {"value", "checked", "disabled"}
_LINKED = frozenset({"link-text", "link-type"})

# The documented attributes of each element (Crowd HTML Elements Reference, SageMaker guide).
CROWD: dict[str, frozenset[str]] = {
    "crowd-alert": frozenset({"type", "dismissible"}),
    "crowd-badge": frozenset({"for", "icon", "label"}),
    "crowd-button": _BUTTON,
    "crowd-card": frozenset({"heading", "image"}),
    "crowd-checkbox": _TICKED,
    "crowd-classifier": _CLASSIFIER,
    "crowd-classifier-multi-select": _CLASSIFIER | {"exclusion-category"},
    "crowd-fab": _BUTTON,
    "crowd-form": frozenset({"answer-format"}),
    "crowd-icon-button": _BUTTON,
    "crowd-image-classifier": _CLASSIFIER | {"src"},
    "crowd-image-classifier-multi-select": _CLASSIFIER | {"src", "exclusion-category"},
    "crowd-input": _TYPED | {"type"},
    "crowd-instructions": _LINKED,
    "crowd-modal": _LINKED | {"open"},
    "crowd-radio-button": _TICKED,
    "crowd-radio-group": frozenset({"name", "allow-empty-selection", "selected"}),
    "crowd-rekognition-detect-moderation-labels": _CLASSIFIER | {"src", "exclusion-category"},
    "crowd-slider": _CONTROL
    | {"min", "max", "step", "value", "pin", "editable", "disabled", "secondary-progress"},
    "crowd-tab": frozenset({"header"}),
    "crowd-tabs": frozenset(),
    "crowd-text-area": _TYPED | {"rows", "max-rows", "char-counter"},
    "crowd-toast": frozenset({"duration", "opened", "text"}),
    "crowd-toggle-button": _TICKED | {"invalid"},
}
MODERATION = "crowd-rekognition-detect-moderation-labels"
# What stands inside them and belongs to them.
REGIONS: dict[str, frozenset[str]] = {
    "classification-target": frozenset(),
    "detailed-instructions": frozenset(),
    "full-instructions": frozenset({"header"}),
    "iron-icon": frozenset({"icon"}),
    "negative-example": frozenset(),
    "positive-example": frozenset(),
    "short-instructions": frozenset({"header"}),
    "short-summary": frozenset(),
    "slider-label": frozenset(),
    "worker-comment": frozenset({"header", "link-text", "placeholder"}),
}
CROWD_LITERALS = frozenset({"categories", "exclusion-category"})

ELEMENTS: dict[str, frozenset[str]] = {
    **CROWD,
    **REGIONS,
    **{widget.element: widget.attributes | {"name"} for widget in WIDGETS.values()},
    **dict.fromkeys(_TEXT.split(), frozenset[str]()),
    "a": frozenset({"href", "hreflang"}),
    "audio": _PLAYER,
    "details": frozenset({"open"}),
    "fieldset": frozenset(),
    "img": frozenset({"src", "alt", "loading"}) | _MEDIA_SIZE,
    "input": _CONTROL
    | {"type", "value", "checked", "min", "max", "step", "maxlength", "minlength"}
    | {"placeholder", "size", "inputmode", "autocomplete", "spellcheck"},
    "label": frozenset({"for"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "optgroup": frozenset({"label"}),
    "option": frozenset({"value", "selected", "label"}),
    "output": frozenset({"for"}),
    "select": _CONTROL | {"multiple", "size"},
    "source": frozenset({"src", "type"}),
    "td": _CELL,
    "textarea": _CONTROL | {"rows", "cols", "maxlength", "minlength", "placeholder", "spellcheck"},
    "th": _CELL | {"scope", "abbr"},
    "time": frozenset({"datetime"}),
    "video": _PLAYER | _MEDIA_SIZE,
}
GLOBAL_ATTRIBUTES = frozenset({"class", "id", "lang", "dir", "title", "role", "translate"})
ARIA_PREFIX = "aria-"
# How a page looks is the portal's: authors may write these, and they are left out.
LOOKS = frozenset(
    {"align", "bgcolor", "border", "cellpadding", "cellspacing", "style", "tabindex", "valign"}
)
# What a page with scripts of its own may have beside: it is shown in a frame that reaches nothing.
SCRIPTED_ELEMENTS = {
    "button": frozenset({"type", "value", "disabled"}),
    "canvas": _MEDIA_SIZE,
}
SCRIPTED_ATTRIBUTES = LOOKS | {"hidden"}
SCRIPTED_PREFIXES = (ARIA_PREFIX, "data-", "on")
SCRIPTED_TYPES = frozenset({"hidden"})
INPUT_TYPES = ("text", "number", "radio", "checkbox", "date", "email", "url", "range")
ADDRESS_ATTRIBUTES = frozenset({"src", "href"})
ADDRESS_SCHEMES = frozenset({"http", "https"})
CROWD_PREFIX = "crowd-"
ASKING = frozenset(
    {"crowd-checkbox", "crowd-input", "crowd-radio-button", "crowd-slider", "crowd-text-area"}
    | {"crowd-toggle-button"}
    | {widget.element for widget in WIDGETS.values() if widget.asks}
    | {element for element, attributes in CROWD.items() if "categories" in attributes}
)
VOID_ELEMENTS = frozenset({"br", "col", "hr", "img", "input", "source", "wbr"})

RESERVED_ID_PREFIX = "ouvrage-"
RESERVED_NAME_PREFIX = "ouvrage_"
RESERVED_NAMES = frozenset(
    {"csrfmiddlewaretoken", "client_key", "then", "task", "active_seconds", "time_spans"}
    | {"page_key", "dataset", "elements"}  # a control of these last names would hide the form's own
)

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")


def is_reserved_name(name: str) -> bool:
    """Whether a posted field of this name would be read by the portal itself."""
    return name in RESERVED_NAMES or name.startswith(RESERVED_NAME_PREFIX)


def is_reserved_id(element_id: str) -> bool:
    """Whether this id could be taken for one of the portal's."""
    return element_id.lower().startswith(RESERVED_ID_PREFIX)


def is_lowered(element: str) -> bool:
    """Whether the element is none of a browser's own."""
    return element in CROWD or element in REGIONS or element in WIDGETS


def literals_of(element: str) -> frozenset[str]:
    """The attributes of the element that hold a list or an object."""
    widget = WIDGETS.get(element)
    return CROWD_LITERALS & CROWD.get(element, frozenset()) if widget is None else widget.literals


def is_attribute_possible(element: str, attribute: str) -> bool:
    """Whether the sanitiser keeps `attribute` on `element`."""
    return (
        attribute in GLOBAL_ATTRIBUTES
        or attribute.startswith(ARIA_PREFIX)
        or attribute in ELEMENTS.get(element, ())
    )


def is_scripted_attribute(element: str, attribute: str) -> bool:
    """Whether `attribute` is possible on `element` in a page with scripts of its own."""
    return (
        is_attribute_possible(element, attribute)
        or attribute in SCRIPTED_ATTRIBUTES
        or attribute.startswith(SCRIPTED_PREFIXES)
        or attribute in SCRIPTED_ELEMENTS.get(element, ())
    )


def is_address_possible(address: str) -> bool:
    """Whether the address is relative, http or https, read as browsers do."""
    plain = "".join(character for character in address if character > " ")
    scheme = _SCHEME.match(plain)
    return scheme is None or scheme.group()[:-1].lower() in ADDRESS_SCHEMES
