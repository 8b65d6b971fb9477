"""How the pages say no: a refusal's sentence in the reader's language, and its HTTP status."""

from django.utils.translation import gettext

from ouvrage.base.errors import Refusal, RefusalKind

STATUS = {
    RefusalKind.INVALID: 422,
    RefusalKind.NOT_FOUND: 404,
    RefusalKind.FORBIDDEN: 403,
    RefusalKind.CONFLICT: 409,
    RefusalKind.TOO_LARGE: 413,
}


def sentence(refusal: Refusal) -> str:
    """The refusal's sentence in the language of the page."""
    return refusal.message(gettext)
