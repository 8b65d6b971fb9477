"""The public page of a requester: how it treats the people who work for it (TRA-4)."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ouvrage.base.errors import NotFound
from ouvrage.base.ids import is_id
from ouvrage.base.moment import utc_now
from ouvrage.people.queries import organisation
from ouvrage.rights.queries import RequesterFigures, requester_figures
from ouvrage.voice.queries import answer_time
from ouvrage.web.shell.forms import KIND_LABELS

KEPT_SECONDS = 15 * 60


@require_safe
def requester(request: HttpRequest, organisation_id: str) -> HttpResponse:
    """Figures anybody may see; an organisation that never published work has no page."""
    found = _figures(organisation_id) if is_id(organisation_id) else None
    if found is None:
        raise NotFound
    row = organisation(organisation_id)
    context = {
        "requester": row,
        "kind": KIND_LABELS[row.kind],
        "figures": found,
        "answer_time": answer_time(utc_now(), organisation_id=row.id),
    }
    return render(request, "public/requester.html", context)


def _figures(organisation_id: str) -> RequesterFigures | None:
    """Counted once a quarter of an hour, since everybody may ask."""
    key = f"requester:{organisation_id}"
    kept: RequesterFigures | None = cache.get(key)
    if kept is None:
        kept = requester_figures(organisation_id, utc_now())
        cache.set(key, kept, KEPT_SECONDS)
    return kept
