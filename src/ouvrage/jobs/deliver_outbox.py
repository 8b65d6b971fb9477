"""Events that must climb meet their handlers (`site/wiring.py`, found through the settings)."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils.module_loading import import_string

from ouvrage.base.moment import Moment
from ouvrage.journal import actions, queries
from ouvrage.journal.actions import Handler


def has_work(now: Moment) -> bool:
    """Whether an event waits; asked every second, so that an idle instance writes nothing."""
    return queries.outbox_due(now)


def run(now: Moment) -> int:
    """Every waiting event met its handlers; returns how many were delivered."""
    handlers: Mapping[str, Sequence[Handler]] = import_string(settings.OUVRAGE_WIRING)
    return actions.deliver(now=now, handlers=handlers)
