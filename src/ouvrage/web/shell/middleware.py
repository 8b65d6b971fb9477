"""What holds for every page: refusals become pages, nobody is watched, one page is one language."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import activate, get_language

from ouvrage.base.errors import HTTP_STATUS, Refusal, RefusalKind
from ouvrage.web.shell.refusals import sentence

GetResponse = Callable[[HttpRequest], HttpResponseBase]
FORBIDDEN = ("display-capture", "camera", "geolocation", "idle-detection", "accelerometer")
OFFICES = {"requester", "reviewer", "operator"}
# Long pages outside the offices that exist in the same two languages.
IN_TWO_LANGUAGES = {"organisation_new", "recorded", "register"}
TEMPLATES = {RefusalKind.NOT_FOUND: "404.html", RefusalKind.FORBIDDEN: "403.html"}


class _Middleware(Protocol):
    process_exception: Callable[[HttpRequest, Exception], HttpResponse | None]
    process_view: Callable[..., None]

    def __call__(self, request: HttpRequest) -> HttpResponseBase: ...


def refusals_become_pages(get_response: GetResponse) -> GetResponse:
    """A middleware under which a refusal is a page and a bug stays a bug; /api/ is left alone."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    cast(_Middleware, middleware).process_exception = refusal_page
    return middleware


def refusal_page(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The page that says what was refused, or None when it is not for us."""
    if not isinstance(exception, Refusal) or request.path.startswith("/api/"):
        return None
    template = TEMPLATES.get(exception.kind, "shell/refusal.html")
    context = {"sentences": _sentences(exception.each())}
    return render(request, template, context, status=HTTP_STATUS[exception.kind])


def _sentences(refusals: Sequence[Refusal]) -> list[str]:
    return list(dict.fromkeys(sentence(refusal) for refusal in refusals))


def no_watching(get_response: GetResponse) -> GetResponse:
    """A middleware under which no page may see the screen, the camera, the place or idle time.

    Browsers enforce it, whatever a script tries (NOT-4).
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Permissions-Policy"] = ", ".join(f"{name}=()" for name in FORBIDDEN)
        return response

    return middleware


def offices_speak_two_languages(get_response: GetResponse) -> GetResponse:
    """A middleware under which a page that exists in English and French only is in one of them.

    Half of such a page would be in another language otherwise; `shell/base.html` says why.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    cast(_Middleware, middleware).process_view = _in_a_whole_language
    return middleware


def _in_a_whole_language(request: HttpRequest, *_view: Any) -> None:
    match, language = request.resolver_match, get_language() or settings.LANGUAGE_CODE
    if match is None or language in settings.WHOLE_LANGUAGES:
        return
    if match.namespace in OFFICES or match.view_name in IN_TWO_LANGUAGES:
        activate(settings.FALLBACK_LANGUAGES.get(language, settings.LANGUAGE_CODE))
        request.LANGUAGE_CODE = get_language()
