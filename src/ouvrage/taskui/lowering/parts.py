"""What surrounds questions: alerts, cards, tabs, windows and instructions, always readable.

Nothing opens over the page or disappears from it: what would needs a script, and is lost on whoever
comes late to it.
"""

from html import escape

from ouvrage.base.words import N_
from ouvrage.taskui.lowering.frame import Frame, attributes
from ouvrage.taskui.vocabulary import is_address_possible

INSTRUCTIONS = N_("More about this task")
FULL = N_("Detailed instructions")
EXAMPLE_GOOD = N_("Good example")
EXAMPLE_BAD = N_("Bad example")
OPEN = N_("More")
_ALERTS = frozenset({"error", "warning", "success"})


def lower_inside(frame: Frame) -> str:
    """Only the content."""
    return frame.inside


def lower_nothing(_: Frame) -> str:
    """The element and its content are left out."""
    return ""


def lower_alert(frame: Frame) -> str:
    """A notice of its kind."""
    kind = frame.get("type").strip().lower()
    named = f"notice {kind}" if kind in _ALERTS else "notice"
    return f'<div class="{named}" role="note">{frame.inside}</div>'


def lower_badge(frame: Frame) -> str:
    """The badge's text; an icon says nothing to who does not see it, and is left out."""
    label = escape(frame.get("label"))
    return (f'<span class="tag">{label}</span>' if label else "") + frame.inside


def lower_button(frame: Frame) -> str:
    """A link where it leads somewhere. Sending is the portal's; other buttons need a script."""
    address = frame.get("href")
    if address and is_address_possible(address):
        link = attributes(href=address, target="_blank", rel="noopener noreferrer")
        return f"<a{link}>{frame.inside.strip() or escape(address)}</a>"
    return "" if frame.has("form-action") else frame.inside


def lower_card(frame: Frame) -> str:
    """A box with its heading and image."""
    heading = frame.get("heading")
    image = frame.media("image")
    top = f"<h3>{escape(heading)}</h3>" if heading else ""
    if image and is_address_possible(image):
        top += f"<img{attributes(src=image, alt='')}>"
    return f'<section class="card">{top}{frame.inside}</section>'


def lower_tab(frame: Frame) -> str:
    """A section under its heading: tabs are all open, one after another."""
    header = frame.get("header")
    top = f"<h3>{escape(header)}</h3>" if header else ""
    return f'<section class="tab">{top}{frame.inside}</section>'


def lower_modal(frame: Frame) -> str:
    """What opens in its place when its summary is pressed."""
    summary = escape(frame.get("link-text")) or frame.word(OPEN)
    return f'<details class="more"><summary>{summary}</summary>{frame.inside}</details>'


def lower_toast(frame: Frame) -> str:
    """A notice that stays."""
    return f'<div class="notice" role="note">{escape(frame.get("text"))}{frame.inside}</div>'


def lower_instructions(frame: Frame) -> str:
    """Summary, details and examples, one after another, in one block that opens."""
    summary = escape(frame.get("link-text")) or frame.word(INSTRUCTIONS)
    return f'<details class="more" open=""><summary>{summary}</summary>{frame.inside}</details>'


def lower_short(frame: Frame) -> str:
    """Instructions that stand on the page."""
    header = escape(frame.get("header"))
    top = f"<h3>{header}</h3>" if header else ""
    return f'<section class="brief">{top}{frame.inside}</section>' if frame.inside.strip() else ""


def lower_full(frame: Frame) -> str:
    """Instructions that open when their header is pressed."""
    if not frame.inside.strip():
        return ""
    header = escape(frame.get("header")) or frame.word(FULL)
    return f'<details class="more"><summary>{header}</summary>{frame.inside}</details>'


def lower_good(frame: Frame) -> str:
    """An example of what is wanted."""
    return _example(frame, "good", EXAMPLE_GOOD)


def lower_bad(frame: Frame) -> str:
    """An example of what is not."""
    return _example(frame, "bad", EXAMPLE_BAD)


def _example(frame: Frame, kind: str, title: str) -> str:
    heading = f"<h3>{frame.word(title)}</h3>"
    return f'<section class="{kind}">{heading}{frame.inside}</section>'
