"""Versions of the contract are recorded, and people accept them (STA-7)."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.people import access, errors
from ouvrage.people.models import ContractAcceptance, ContractVersion, Person
from ouvrage.people.queries.contracts import (
    contract_templates,
    contract_texts,
    contract_version,
)


def record_contracts(*, actor: Actor, now: Moment) -> int:
    """Every version in the folder of contracts is recorded with its texts; returns how many are
    new.

    The first of an instance is in force at once, and any later one after the agreed notice, counted
    from here: no file can put an earlier day (STA-7). A recorded text never changes.
    """
    known = set(ContractVersion.objects.values_list("version", flat=True))
    latest = max(known, default=0)
    notice = timedelta(days=settings.AGREEMENT.status.contract_notice_days) if known else None
    new = 0
    for version, templates in sorted(contract_templates(settings.CONTRACT_DIR).items()):
        if version <= latest:
            continue
        row = ContractVersion(
            version=version,
            texts=contract_texts(templates),
            recorded_at=now,
            in_force_from=now + notice if notice else now,
        )
        new += _record_one(actor, now, row)
    return new


def _record_one(actor: Actor, now: Moment, row: ContractVersion) -> bool:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            details = {"in_force_from": row.in_force_from.isoformat()}
            line = Line("contract.recorded", "contract", str(row.version), details=details)
            record(actor=actor, now=now, line=line)
    except IntegrityError:
        return False  # Another process recorded it at this moment.
    return True


def accept_contract(
    *,
    actor: Actor,
    now: Moment,
    person_id: str,
    version: int,
    text_hash: str,
    adult: bool,
    scheme: str = "",
) -> ContractAcceptance:
    """The person accepted this version, whose text is kept for both; a second call finds it.

    `text_hash` names the text they read, in the language they read it; `adult` says that they are
    18 or older (STA-15), which is all that is kept about their age. `scheme` is the one they are
    paid under, as the page named it (STA-1).
    """
    person = access.person_for_self(actor, person_id)
    if not adult:
        raise errors.AdultsOnly(field="adult")
    shown = _text_with(version, text_hash)
    with transaction.atomic():
        found, made = ContractAcceptance.objects.get_or_create(
            person=person,
            version=version,
            defaults={
                "language": shown[0],
                "text": shown[1],
                "hash": text_hash,
                "adult": adult,
                "at": now,
            },
        )
        if made:
            Person.objects.filter(id=person.id, contract_version__lt=version).update(
                contract_version=version
            )
            told = {"version": version, "language": shown[0], "hash": text_hash, "scheme": scheme}
            line = Line("contract.accepted", "person", person.id, details=told)
            record(actor=actor, now=now, line=line)
    return found


def _text_with(version: int, text_hash: str) -> tuple[str, str]:
    """The language and the text of that version that has this hash."""
    row = ContractVersion.objects.filter(version=version).first()
    for language in row.texts if row else ():
        found = contract_version(version, language)
        if found is not None and found.hash == text_hash:
            return found.language, found.text
    raise errors.ContractChanged
