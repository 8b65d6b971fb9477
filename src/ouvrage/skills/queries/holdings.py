"""Who holds what: the latest line of each history, if it grants and has not ended."""

from collections.abc import Iterable
from dataclasses import dataclass

from ouvrage.base.moment import Moment
from ouvrage.skills.models import Grant
from ouvrage.skills.rules import GrantState


@dataclass(frozen=True, slots=True)
class LatestGrant:
    """The line that counts of one person's history with one qualification."""

    version: int
    state: GrantState
    value: int
    expires_at: Moment | None
    row: Grant

    def is_held(self, now: Moment) -> bool:
        """Whether the person holds the qualification at that moment."""
        return self.state is GrantState.GRANTED and (
            self.expires_at is None or self.expires_at > now
        )


def latest_grant(qualification_id: str, worker_id: str) -> LatestGrant | None:
    """The line that counts; None when there was never one."""
    rows = Grant.objects.filter(qualification_id=qualification_id, worker_id=worker_id)
    row = rows.order_by("-version").first()
    return None if row is None else _latest(row)


def _latest(row: Grant) -> LatestGrant:
    return LatestGrant(row.version, GrantState(row.state), row.value, row.expires_at, row)


def latest_grants(
    worker_id: str, qualification_ids: Iterable[str] | None = None
) -> dict[str, LatestGrant]:
    """The line that counts for each qualification of the person, in one query."""
    rows = Grant.objects.filter(worker_id=worker_id)
    if qualification_ids is not None:
        rows = rows.filter(qualification_id__in=set(qualification_ids))
    return {row.qualification_id: _latest(row) for row in rows.order_by("version")}


def held_values(
    worker_id: str, now: Moment, qualification_ids: Iterable[str] | None = None
) -> dict[str, int]:
    """The value of each qualification that the person holds now; computed ones are not here."""
    found = latest_grants(worker_id, qualification_ids)
    return {key: latest.value for key, latest in found.items() if latest.is_held(now)}
