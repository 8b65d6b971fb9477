"""Who calls: a program with a key of an organisation, and how much it may send at once."""

from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from ouvrage.api.shell.errors import BodyTooLarge, KeyUnknown
from ouvrage.api.shell.texts import has_nul
from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.people.queries import actor_for_api_key

MB = 1024 * 1024
FORM_BYTES = MB


class ApiKey(HttpBearer):
    """A key of an organisation, as made on its page of keys."""

    def __init__(self, body_bytes_max: int | None = None) -> None:
        super().__init__()
        self.body_bytes_max = body_bytes_max

    def __call__(self, request: HttpRequest) -> Actor:
        actor: Actor | None = super().__call__(request)
        if actor is None:
            raise KeyUnknown
        if has_nul(unquote(request.get_full_path())):
            raise NotFound
        most = self.body_bytes_max or settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        # A body without a declared length is read as empty, so the declared one bounds it.
        declared = request.headers.get("Content-Length", "")
        if declared.isdecimal() and int(declared) > most:
            raise BodyTooLarge(most_mb=most // MB)
        return actor

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The key's actor, whose organisation is the only one it reaches."""
        return actor_for_api_key(token)


class Request(HttpRequest):
    """A request whose key was found."""

    auth: Actor


API_KEY = ApiKey()
API_KEY_DATA = ApiKey(limits.IMPORT_BYTES_MAX + FORM_BYTES)
API_KEY_MEDIA = ApiKey(limits.MEDIA_ARCHIVE_BYTES_MAX + FORM_BYTES)


def organisation_of(actor: Actor) -> str:
    """The organisation whose key this is."""
    assert actor.organisation_id is not None
    return actor.organisation_id
