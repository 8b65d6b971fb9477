"""A task page with scripts of its requester, put in a frame that reaches nothing.

Three documents stand in one another: our page, our runner, and the requester's page in a frame
without origin. A frame inherits the policy of the document around it; the runner's lets inline
scripts run and nothing load, and it is the runner that may not be led away from by its frame.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_bidi, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from ouvrage.base.limits import ANSWER_BYTES_MAX
from ouvrage.taskui import JsonValue, compile_template
from ouvrage.taskui.bounded import MediaUrl
from ouvrage.taskui.scripted import scripted_page

ANSWER_FIELD = "ouvrage_answer"
STATIC = Path(__file__).parent / "static" / "shell"
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src blob: data:; media-src blob: data:; font-src data:; connect-src 'none'; "
    "frame-src 'none'; worker-src 'none'; form-action 'none'; base-uri 'none'"
)
PAGE = """<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{title}</title>
<style>{look}</style>{styles}</head><body><form><crowd-form>{html}</crowd-form></form>
<script>{ours}</script>{scripts}
<script>document.dispatchEvent(new Event("all-crowd-elements-ready"));</script></body></html>"""


def framed(
    source: str,
    data: Mapping[str, JsonValue],
    *,
    media_url: MediaUrl,
    language: str,
    values: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Any]:
    """What a page needs to show the task in its frame, as `shell/parts/framed.html` reads it."""
    page = scripted_page(
        compile_template(source), data, media_url=media_url, values=values, translate=gettext
    )
    document = PAGE.format(
        language=escape(language),
        direction="rtl" if get_language_bidi() else "ltr",
        policy=POLICY,
        title=escape(gettext("Task page")),
        look=_file("frame.css"),
        styles="".join(f"<style>{style}</style>" for style in page.styles),
        html=page.html,
        ours=_file("frame.js"),
        scripts="".join(page.scripts),
    )
    return {
        "given": {"page": document, "media": list(page.media), "runner": reverse("runner")},
        "bytes_max": ANSWER_BYTES_MAX,
    }


def allow_frame(response: HttpResponse) -> HttpResponse:
    """The page may hold our runner, and still no other frame."""
    policy = {**getattr(response, "_csp_replace", {}), "frame-src": [SELF]}
    setattr(response, "_csp_replace", policy)  # noqa: B010 - as django-csp's decorator does
    return response


@require_safe
@xframe_options_sameorigin
@cache_control(private=True, max_age=3600)
def runner(request: HttpRequest) -> HttpResponse:
    """The document between our page and the requester's; it has nobody's data."""
    response = render(request, "shell/runner.html", {"script": _file("runner.js")})
    response["Content-Security-Policy"] = f"{POLICY}; frame-ancestors 'self'"
    response["Connection-Allowlist"] = "(response-origin)"
    response["Referrer-Policy"] = "no-referrer"
    return response


@cache
def _file(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
