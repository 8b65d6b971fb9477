"""The protocol's operations under one description; interactive pages of ninja's are left out, since
they load scripts from other hosts.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from ouvrage.api.native import (
    batches,
    chains,
    gold,
    invoices,
    organisation,
    projects,
    qualifications,
    questions,
    requirements,
    results,
    rights,
)
from ouvrage.api.shell.errors import BodyUnreadable, ValueNotAccepted
from ouvrage.api.shell.keys import API_KEY
from ouvrage.api.shell.refusals import refusal_response
from ouvrage.api.shell.texts import has_nul
from ouvrage.base.errors import Refusal, Refusals
from ouvrage.base.limits import IMPORT_ERRORS_SHOWN_MAX


class JsonParser(Parser):
    """Reads JSON that both databases can store: without the character NUL."""

    def parse_body(self, request: HttpRequest) -> Any:
        if has_nul(request.body.decode(errors="replace")):
            raise BodyUnreadable
        return super().parse_body(request)


native = NinjaAPI(
    title="Ouvrage",
    version="1",
    description="Small paid tasks, and labels to trust. Amounts are exact decimals in text; every "
    "call that creates takes a client_key (or the header Idempotency-Key), and the second call "
    "with it shows the first result.",
    docs_url=None,
    parser=JsonParser(),
    auth=API_KEY,
    urls_namespace="api-native",
)
native.add_router("/organisation", organisation.router)
native.add_router("/organisation/invoices", invoices.router)
native.add_router("", projects.router)
native.add_router("", chains.router)
native.add_router("", batches.router)
native.add_router("", results.router)
native.add_router("", rights.router)
native.add_router("", qualifications.router)
native.add_router("", requirements.router)
native.add_router("", gold.router)
native.add_router("", questions.router)


def _refused(request: HttpRequest, error: Refusal | type[Refusal]) -> HttpResponse:
    assert isinstance(error, Refusal)
    return refusal_response(request, error)


def _invalid(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    assert isinstance(error, ValidationError)
    faults = [
        ValueNotAccepted(field=_field(fault["loc"]), reason=fault["msg"])
        for fault in error.errors[:IMPORT_ERRORS_SHOWN_MAX]
    ]
    return refusal_response(request, Refusals(faults))


def _field(place: tuple[str | int, ...]) -> str:
    """`goal` for ("body", "instructions", "goal"): the innermost name, with its index."""
    inner = [str(part) for part in place[1:]]
    return ".".join(inner[1:] or inner)


def _unreadable(request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    return refusal_response(request, BodyUnreadable())


_HANDLERS: tuple[tuple[type[Exception], Callable[..., HttpResponse]], ...] = (
    (Refusal, _refused),
    (ValidationError, _invalid),
    (HttpError, _unreadable),
)
for _kind, _handler in _HANDLERS:
    native.add_exception_handler(_kind, _handler)
