"""A change of what systems depend on is recorded with its day, so that people are told (DEC-9).

Whether the software or the agreement changed makes no difference: what the register shows counts.
"""

from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.rights.models import RegisterVersion
from ouvrage.rights.queries.register import versions_in_force
from ouvrage.rights.register import SYSTEMS, System


def record_register(*, actor: Actor, now: Moment) -> int:
    """Every system whose parameters differ from those recorded has a new version; says how many."""
    in_force = versions_in_force()
    return sum(_recorded(actor, now, system, in_force.get(system.key)) for system in SYSTEMS)


def _recorded(actor: Actor, now: Moment, system: System, before: RegisterVersion | None) -> int:
    parameters = [[part.sentence, part.value] for part in system.parameters(settings.AGREEMENT)]
    if before is not None and before.parameters == parameters:
        return 0
    with transaction.atomic():
        row, made = RegisterVersion.objects.get_or_create(
            system=system.key,
            number=before.number + 1 if before else 1,
            defaults={"id": new_id(now), "parameters": parameters, "at": now},
        )
        if made:
            details = {"system": system.key, "number": row.number}
            line = Line("register.recorded", "register", row.id, details=details)
            record(actor=actor, now=now, line=line)
    return int(made)
