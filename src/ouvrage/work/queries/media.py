"""Media are served by signed addresses, made for one person when a page shows them to that person.

A token names a content hash and, under a keyed hash, a person; it opens for that person only, and
for a limited time.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.core.files.storage import Storage, storages
from django.urls import reverse

from ouvrage.base.errors import NotFound
from ouvrage.base.ids import pseudonym
from ouvrage.work.models import Batch, Media
from ouvrage.work.rules import BatchState, looks_like_url

TOKEN_SECONDS_MAX = 24 * 3600
_SALT = "ouvrage.media"


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A stored file as a door sends it."""

    storage: Storage
    path: str
    content_type: str
    bytes: int


def media_names(project_id: str) -> list[str]:
    """The names of the project's files, in order."""
    return list(
        Media.objects.filter(project_id=project_id).order_by("name").values_list("name", flat=True)
    )


def media_hosts(project_id: str) -> list[str]:
    """The other hosts from which the project's open tasks load files, in order."""
    opened = Batch.objects.filter(project_id=project_id, state=BatchState.OPEN)
    return sorted({host for batch in opened.only("media_hosts") for host in batch.media_hosts})


def media_resolver(project_id: str, person_id: str) -> Callable[[str], str]:
    """A function from a cell's value to the address that this person may open.

    An address stays as it is; a name that no file has gives an empty address.
    """

    def address(value: str) -> str:
        if not value or looks_like_url(value):
            return value
        digest = (
            Media.objects.filter(project_id=project_id, name=value)
            .values_list("hash", flat=True)
            .first()
        )
        if digest is None:
            return ""
        token = signing.dumps([digest, _holder(person_id)], salt=_SALT, compress=False)
        return reverse("media", args=[token])

    return address


def media_by_token(token: str, person_id: str) -> MediaFile:
    """The file the token was made for; `NotFound` for anybody else and when it is too old."""
    try:
        digest, holder = signing.loads(token, salt=_SALT, max_age=TOKEN_SECONDS_MAX)
    except signing.BadSignature as error:
        raise NotFound from error
    media = Media.objects.filter(hash=digest).order_by("id").first()
    if holder != _holder(person_id) or media is None:
        raise NotFound
    return MediaFile(
        storages["default"], f"media/{digest[:2]}/{digest}", media.content_type, media.bytes
    )


def _holder(person_id: str) -> str:
    return pseudonym(settings.SECRET_KEY.encode(), "media", person_id)
