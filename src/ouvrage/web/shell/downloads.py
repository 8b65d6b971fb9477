"""A response that the browser keeps as a file and nobody else keeps at all."""

from typing import TypeVar

from django.http.response import HttpResponseBase

Response = TypeVar("Response", bound=HttpResponseBase)


def download(response: Response, name: str) -> Response:
    """The response as a file of that name, of exactly its kind, in no cache."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
