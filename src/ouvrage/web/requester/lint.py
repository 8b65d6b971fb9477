"""What workers meet on a task page, for its author: weight, scripts, hosts, time and pay.

Read off the page as it is drawn for one row, so that it says what a browser loads.
"""

import gzip
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from ouvrage.base.errors import Refusal
from ouvrage.base.money import Money
from ouvrage.pay.rules.wages import per_hour
from ouvrage.taskui import answer_fields, field_notices, seconds_least
from ouvrage.taskui.hosts import loaded_hosts
from ouvrage.taskui.markup import SafeHtml
from ouvrage.web.requester.place import ProjectPlace
from ouvrage.web.shell.elements import ElementFiles, files_for


@dataclass(frozen=True, slots=True)
class Lint:
    """`kilobytes` is what the page and its elements weigh, compressed, without pictures and sounds;
    `seconds_least` what reading and answering takes at the very least; `seconds` the project's own
    estimate and `per_hour` the pay at it, None while there is none."""

    kilobytes: float
    drawn: bool
    hosts: tuple[str, ...]
    seconds_least: int
    seconds: int | None
    per_hour: Money | None
    notices: tuple[Refusal, ...]

    @property
    def is_estimate_short(self) -> bool:
        """Whether nobody could do a task in the project's time."""
        return self.seconds is not None and self.seconds < self.seconds_least


def lint_of(place: ProjectPlace, html: str) -> Lint:
    """What the drawn page asks of workers."""
    fields = answer_fields(SafeHtml(html))
    files = files_for(html)
    project = place.project
    seconds = project.time_estimate_seconds or None
    rate = per_hour(project.reward_micros, seconds) if seconds and project.reward_micros else None
    return Lint(
        kilobytes=(len(gzip.compress(html.encode())) + _weight(files)) / 1000,
        drawn=bool(files.modules),
        hosts=tuple(sorted(loaded_hosts(html))),
        seconds_least=round(seconds_least(SafeHtml(html), fields)),
        seconds=seconds,
        per_hour=None if rate is None else Money(rate, project.currency),
        notices=field_notices(fields),
    )


def _weight(files: ElementFiles) -> int:
    return sum(map(_compressed, (*files.modules, *files.styles)))


@lru_cache(maxsize=64)
def _compressed(name: str) -> int:
    """The bytes of a static file on the wire; as its author wrote it where none were collected."""
    collected = Path(settings.STATIC_ROOT, getattr(staticfiles_storage, "stored_name", str)(name))
    path = collected if collected.is_file() else Path(str(finders.find(name)))
    return len(gzip.compress(path.read_bytes()))
