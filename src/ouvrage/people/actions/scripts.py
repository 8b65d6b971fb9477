"""Which organisations' task pages may bring scripts: those that an operator knows."""

from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusal, refuse_all
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.people import access, errors, rules
from ouvrage.people.models import Organisation


@transaction.atomic
def allow_scripts(*, actor: Actor, now: Moment, organisation_id: str, reason: str) -> Organisation:
    """Projects of the organisation may run scripts; `reason` says how it was verified."""
    access.operator_only(actor)
    refuse_all(rules.reason_refusals(reason))
    found = _turned(organisation_id, True, errors.ScriptsAllowedAlready())
    line = Line("scripts_allowed", "organisation", found.id, found.id, reason.strip())
    record(actor=actor, now=now, line=line)
    return found


@transaction.atomic
def withdraw_scripts(
    *, actor: Actor, now: Moment, organisation_id: str, reason: str
) -> Organisation:
    """No script of the organisation runs any more: its projects with scripts hand out nothing."""
    access.operator_only(actor)
    refuse_all(rules.reason_refusals(reason))
    found = _turned(organisation_id, False, errors.ScriptsNotAllowed())
    line = Line("scripts_withdrawn", "organisation", found.id, found.id, reason.strip())
    record(actor=actor, now=now, line=line)
    return found


def _turned(organisation_id: str, allowed: bool, refusal: Refusal) -> Organisation:
    found = Organisation.objects.filter(id=organisation_id)
    if found.filter(scripts_allowed=not allowed).update(scripts_allowed=allowed) != 1:
        raise refusal if found.exists() else NotFound
    return found.get()
