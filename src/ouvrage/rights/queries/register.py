"""The versions of the register: what systems depended on, and when that changed."""

from collections.abc import Callable
from dataclasses import dataclass

from ouvrage.base.moment import Moment
from ouvrage.rights.models import RegisterVersion

EARLIER_SHOWN_MAX = 5


@dataclass(frozen=True, slots=True)
class VersionRow:
    """From when on a system depended on what the sentences say."""

    at: Moment
    sentences: tuple[str, ...]


def versions_in_force() -> dict[str, RegisterVersion]:
    """The latest version of each system, by its key."""
    return {row.system: row for row in RegisterVersion.objects.order_by("number")}


def register_versions(translate: Callable[[str], str] = str) -> dict[str, list[VersionRow]]:
    """Of each system, the version in force and some before it, the latest first."""
    found: dict[str, list[VersionRow]] = {}
    for row in RegisterVersion.objects.order_by("-number"):
        rows = found.setdefault(row.system, [])
        if len(rows) <= EARLIER_SHOWN_MAX:
            said = (translate(text).format(value=value) for text, value in row.parameters)
            rows.append(VersionRow(row.at, tuple(said)))
    return found


def register_changed() -> tuple[str, Moment] | None:
    """The latest change since the instance first recorded its register; None before any."""
    rows = RegisterVersion.objects.order_by("at", "id")
    first, last = rows.first(), rows.last()
    if first is None or last is None or last.at == first.at:
        return None
    return last.id, last.at
