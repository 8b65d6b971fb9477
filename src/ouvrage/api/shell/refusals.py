"""A refusal as JSON, in the caller's language, with the status of its kind.

    {"error": {"code": "invalid", "message": "…", "field": "", "row": null, "errors": [
        {"code": "missing", "message": "…", "field": "purpose", "row": null}]}}

`errors` always holds each single refusal; the outer four repeat the only one, or sum up several.
"""

from typing import TypedDict

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext

from ouvrage.api.shell.errors import KeyUnknown
from ouvrage.base.errors import HTTP_STATUS, NotFound, Refusal

STATUS_KEY_UNKNOWN = 401


class Fault(TypedDict):
    """One refusal."""

    code: str
    message: str
    field: str
    row: int | None


class Faults(Fault):
    """The refusal as a whole, and each inside."""

    errors: list[Fault]


def _fault(refusal: Refusal) -> Fault:
    return Fault(
        code=refusal.code,
        message=refusal.message(gettext),
        field=refusal.field,
        row=refusal.row,
    )


def refusal_response(request: HttpRequest, refusal: Refusal) -> JsonResponse:
    """The answer that says what was refused."""
    each = [_fault(single) for single in refusal.each()]
    whole = each[0] if len(each) == 1 else _fault(refusal)
    response = JsonResponse({"error": Faults(**whole, errors=each)}, status=_status(refusal))
    if response.status_code == STATUS_KEY_UNKNOWN:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _status(refusal: Refusal) -> int:
    if isinstance(refusal, KeyUnknown):
        return STATUS_KEY_UNKNOWN
    return max(HTTP_STATUS[single.kind] for single in refusal.each())


def no_such_address(request: HttpRequest) -> JsonResponse:
    """What an address answers that no protocol has."""
    return refusal_response(request, NotFound())
