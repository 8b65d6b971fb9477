"""What is kept on the worker's device: shown and removed by the device's own scripts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ouvrage.web.shell.access import worker_page


@require_safe
@worker_page
def device(request: HttpRequest) -> HttpResponse:
    """Answers on their way and drafts, as they are on the device that opens the page."""
    return render(request, "worker/device.html")
