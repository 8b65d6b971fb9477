"""How the pages say no: a refusal's sentence in the reader's language."""

from django.utils.translation import gettext

from ouvrage.base.errors import Refusal


def sentence(refusal: Refusal) -> str:
    """The refusal's sentence in the language of the page."""
    return refusal.message(gettext)
