"""The front page, the page that says how things work, and what robots may read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from ouvrage.base.money import Money
from ouvrage.pay.telemetry import SIGNALS
from ouvrage.rights.queries import register_versions
from ouvrage.rights.register import ROLE_LABELS, SYSTEMS

ROBOTS = "User-agent: *\nAllow: /$\nDisallow: /\n"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, for each kind of visitor; for who is logged in, their places."""
    return render(request, "public/home.html", {"floor": _floor()})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How money flows and what is recorded of workers."""
    context = {
        "floor": _floor(),
        "fee_percent": _percent(settings.FEE_PERMILLE),
        "reserve_percent": _percent(settings.RESERVE_PERMILLE),
        "quality_percent": _percent(settings.AGREEMENT.reserves.quality_permille),
    }
    return render(request, "public/about.html", context)


@require_safe
def recorded(request: HttpRequest) -> HttpResponse:
    """Everything that is recorded about how a worker works, and what never is (NOT-4)."""
    signals = [
        {
            "name": gettext(signal.name),
            "recorded": gettext(signal.recorded),
            "purpose": gettext(signal.purpose),
            "kept": gettext(signal.kept),
            "codes": (*signal.columns, *signal.fields),
        }
        for signal in SIGNALS
    ]
    return render(request, "public/recorded.html", {"signals": signals})


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every system that decides about people or helps to, as it is and was (DEC-9)."""
    versions = register_versions(gettext)
    systems = [
        {
            "key": system.key,
            "name": gettext(system.name),
            "purpose": gettext(system.purpose),
            "role": gettext(ROLE_LABELS[system.role]),
            "data": [gettext(data) for data in system.data],
            "parameters": system.sentences(settings.AGREEMENT, gettext),
            "owner": gettext(system.owner),
            "version": system.version,
            "since": system.since,
            "change": gettext(system.change),
            "evaluated": system.evaluated,
            "versions": versions.get(system.key, []),
        }
        for system in SYSTEMS
    ]
    context = {"systems": systems, "contact": settings.CONTACT}
    return render(request, "public/register.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may show the front page and nothing else."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


def _floor() -> Money:
    return Money(settings.FLOOR_MICROS_PER_HOUR, settings.CURRENCY)


def _percent(permille: int) -> str:
    return f"{permille / 10:g}"
