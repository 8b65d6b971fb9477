"""The operator's restriction of an account: an overturned one is lifted at once."""

from collections.abc import Sequence

from django.conf import settings

from ouvrage.base.ids import pseudonym
from ouvrage.base.words import N_
from ouvrage.rights.letters import write_letter
from ouvrage.rights.models import Restriction
from ouvrage.rights.rules import (
    RESTRICTION_LABELS,
    RESTRICTION_REASON_LABELS,
    RestrictionKind,
    RestrictionReason,
    SubjectKind,
)
from ouvrage.rights.subjects.case import Case, Effect, Fact, Subject
from ouvrage.work import actions as work


def case(restriction_id: str) -> Case | None:
    """The restriction with its reasons, evidence and dates."""
    found = Restriction.objects.select_related("block").filter(id=restriction_id).first()
    if found is None:
        return None
    block = found.block
    return Case(
        kind=SubjectKind.RESTRICTION,
        subject_id=found.id,
        worker_id=found.worker_id,
        worker=account_code(found.worker_id),
        organisation_id="",
        title=settings.INSTANCE_NAME,
        decided_at=block.at,
        appeal_until=block.appeal_until,
        stands=block.ended_at is None,
        deciders=(block.decided_by,),
        facts=_facts(found),
    )


def account_code(worker_id: str) -> str:
    """The code under which a reviewer knows an account, and nobody else does."""
    return pseudonym(settings.SECRET_KEY.encode(), "account", worker_id)


def _facts(found: Restriction) -> tuple[Fact, ...]:
    block = found.block
    facts = [
        Fact(N_("Decision"), RESTRICTION_LABELS[RestrictionKind(found.kind)]),
        Fact(N_("Reason"), RESTRICTION_REASON_LABELS[RestrictionReason(block.reason)]),
        Fact(N_("Explanation"), block.explanation, said=True),
        Fact(N_("Evidence"), found.evidence, said=True),
        Fact(N_("Decided"), at=block.at),
        Fact(N_("Begins"), at=block.begins_at),
    ]
    if found.grave_reason:
        facts.append(Fact(N_("Why there is no notice"), found.grave_reason, said=True))
    if block.ended_at or block.ends_at:
        facts.append(Fact(N_("Ends"), at=block.ended_at or block.ends_at))
    return tuple(facts)


def _lift(effect: Effect) -> None:
    restriction = Restriction.objects.get(id=effect.case.subject_id)
    work.lift_block(
        actor=effect.actor,
        now=effect.now,
        block_id=restriction.block_id,
        reason=effect.explanation,
    )
    Restriction.objects.filter(id=restriction.id).update(
        lifted_by=effect.actor.id, lift_reason=effect.explanation
    )
    restriction.refresh_from_db()
    write_letter(effect.now, restriction)


def _titles(restriction_ids: Sequence[str]) -> dict[str, str]:
    return dict.fromkeys(restriction_ids, settings.INSTANCE_NAME)


def _ended(restriction_ids: Sequence[str]) -> set[str]:
    over = Restriction.objects.filter(id__in=restriction_ids, block__ended_at__isnull=False)
    return set(over.values_list("id", flat=True))


SUBJECT = Subject(case=case, titles=_titles, ended=_ended, overturn=_lift)
