"""Where a page of a long list begins: after the row whose id the address names."""

from django.http import HttpRequest

from ouvrage.base.errors import NotFound
from ouvrage.base.ids import is_id


def page_start(request: HttpRequest) -> str:
    """The id in `before`, or nothing for the first page; NotFound when it is no id."""
    before = request.GET.get("before", "")
    if before and not is_id(before):
        raise NotFound
    return before
