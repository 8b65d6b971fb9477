"""What must be known before and after somebody is erased."""

from django.conf import settings
from django.db.models import Count, Q

from ouvrage.people import vault
from ouvrage.people.models import MemberRole, Organisation, Person


def organisations_owned_alone(person_id: str) -> list[str]:
    """Names of the organisations that would have no owner without this person."""
    owners = Count("memberships", filter=Q(memberships__role=MemberRole.OWNER))
    mine = Organisation.objects.annotate(owners=owners).filter(
        owners=1,
        id__in=Person.objects.filter(id=person_id, memberships__role=MemberRole.OWNER).values(
            "memberships__organisation_id"
        ),
    )
    return list(mine.order_by("name").values_list("name", flat=True))


def is_only_operator(person_id: str) -> bool:
    """Whether nobody else runs the instance."""
    operators = Person.objects.filter(operates=True, is_active=True)
    return operators.filter(id=person_id).exists() and operators.count() == 1


def erased_before(*, limit: int) -> list[str]:
    """People who were erased and are in the database again, as after restoring an older one."""
    found: list[str] = []
    for chunk in vault.erased_ids(settings.VAULT):
        back = Person.objects.filter(id__in=chunk, is_active=True)
        found += back.values_list("id", flat=True)
        if len(found) >= limit:
            break
    return found[:limit]
