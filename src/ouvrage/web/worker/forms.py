"""What the small forms of these pages send beside an answer."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from ouvrage.base.limits import REASON_CHARACTERS_MAX, TIME_SPANS_MAX

SECONDS_MAX = 24 * 3600
# An answer that waited for a network tells its spans that much later; the server keeps those since
# the task was taken.
AGO_SECONDS_MAX = 7 * 24 * 3600
_KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)
_FIRST = re.compile(r"\d{1,6}", re.ASCII)
_SPAN = re.compile(r"(\d{1,6})-(\d{1,6})", re.ASCII)


def whole_seconds(text: str) -> int | None:
    """The seconds a page counted; None when it counted none (no scripts) or wrote nonsense.

    >>> whole_seconds("42"), whole_seconds(""), whole_seconds("-3")
    (42, None, None)
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        return None
    return min(int(text), SECONDS_MAX)


def time_spans(key: str, text: str) -> tuple[str, int, list[tuple[int, int]]] | None:
    """What a page measured: its key, the number of its first span, spans in seconds ago.

    None when it measured nothing (no scripts) or wrote nonsense.

    >>> time_spans("0" * 32, "3:95-40,20-0")
    ('00000000000000000000000000000000', 3, [(95, 40), (20, 0)])
    >>> time_spans("0" * 32, "3:20-95"), time_spans("", "0:20-0")
    (None, None)
    """
    first, _, rest = text.partition(":")
    parts = rest.split(",", TIME_SPANS_MAX)[:TIME_SPANS_MAX]
    found = [_SPAN.fullmatch(part) for part in parts]
    if not (_KEY.fullmatch(key) and _FIRST.fullmatch(first) and all(found)):
        return None
    spans = [(int(part[1]), int(part[2])) for part in found if part]
    if any(began < ended for began, ended in spans):
        return None
    return key, int(first), [(min(began, AGO_SECONDS_MAX), ended) for began, ended in spans]


class DisputeForm(forms.Form):
    """Why a control item is wrong."""

    words = forms.CharField(
        label=_("What is wrong with the known answer"),
        max_length=REASON_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The reviewer and the requester read it."),
    )
