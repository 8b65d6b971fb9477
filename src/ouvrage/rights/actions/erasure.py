"""Erasure: the person's identity goes, what the law and other people need stays under a code.

What goes is read from the register that every room keeps of its tables (`personal.py`), so that a
table made later is not forgotten: rows declared gone are deleted and columns declared emptied are
emptied, in one transaction with the person's row. After it, and again until it worked, a job
removes the person's key, with which the vault and their copies become unreadable.

An older database that is restored knows nothing of the erasure. The vault's folder does: it keeps
the codes of the erased, and the same job erases them again.
"""

import secrets
from base64 import b32encode

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import ProtectedError, Q

from ouvrage.base.actor import Actor
from ouvrage.base.errors import refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment, Span
from ouvrage.base.personal import ERASED, After, filters
from ouvrage.journal.actions import Line, announce, record
from ouvrage.pay.queries import payout_underway
from ouvrage.people import access
from ouvrage.people import actions as people
from ouvrage.people.queries import erased_before
from ouvrage.rights import errors
from ouvrage.rights.exports.registers import Table, personal_tables
from ouvrage.rights.models import Erasure, ErasureState
from ouvrage.rights.queries import erasure_refusals
from ouvrage.rights.rules import claim_digest
from ouvrage.work.actions import return_assignment
from ouvrage.work.queries import unfinished

CLAIM_BYTES = 15
WAIT_FOR_PAYOUT = Span(hours=6)


@transaction.atomic
def ask_erasure(*, actor: Actor, now: Moment, person_id: str, at_once: bool) -> tuple[Erasure, str]:
    """The person will be erased, after the days in which they can keep the account or at once.

    Returns the claim code, under which money can be had that is due then or becomes due later: an
    answer can be accepted, or an appeal won, long after. It is shown once and not kept.
    """
    access.person_for_self(actor, person_id)
    refuse_all(erasure_refusals(person_id))
    found = Erasure.objects.filter(person_id=person_id, state=ErasureState.ASKED).first()
    if found is not None:
        raise errors.ErasureAskedBefore
    days = 0 if at_once else settings.AGREEMENT.data.erasure_days
    code = _new_claim_code()
    erasure = Erasure.objects.create(
        id=new_id(now),
        person_id=person_id,
        state=ErasureState.ASKED,
        asked_at=now,
        due_at=now + Span(days=days),
        claim_digest=claim_digest(code),
    )
    details = {"person_id": person_id, "due_at": erasure.due_at.isoformat(timespec="seconds")}
    line = Line("erasure.asked", "erasure", erasure.id, details=details)
    announce(actor=actor, now=now, line=line)
    return erasure, code


def _new_claim_code() -> str:
    """Twenty-four letters and digits in groups of four; nobody guesses it."""
    text = b32encode(secrets.token_bytes(CLAIM_BYTES)).decode()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


@transaction.atomic
def cancel_erasure(*, actor: Actor, now: Moment, person_id: str) -> None:
    """The person keeps the account; an erasure that was asked for does not happen."""
    access.person_for_self(actor, person_id)
    asked = Erasure.objects.filter(person_id=person_id, state=ErasureState.ASKED)
    erasure = asked.first()
    if erasure is None or asked.update(state=ErasureState.CANCELLED, claim_digest="") != 1:
        raise errors.NoErasureAsked
    line = Line("erasure.cancelled", "erasure", erasure.id)
    record(actor=actor, now=now, line=line)


def erase_due(*, actor: Actor, now: Moment, limit: int) -> int:
    """Whoever asked and whose days are over is erased; returns how many.

    A payout under way needs the account it goes to, so the erasure waits until it has ended. None
    can be asked for once the person's row is locked, which is when this is looked at.
    """
    erased = 0
    asked = Erasure.objects.filter(state=ErasureState.ASKED, due_at__lte=now).order_by("due_at")
    for erasure in asked[:limit]:
        erased += _erase(actor, now, erasure)
    return erased


def _erase(actor: Actor, now: Moment, erasure: Erasure) -> int:
    person_id = erasure.person_id
    if payout_underway(person_id):
        return _wait(now, erasure)
    for row in unfinished(person_id):
        own = Actor.person(person_id)
        return_assignment(actor=own, now=now, assignment_id=row.assignment_id)
    with transaction.atomic():
        people.erase_identity(actor=actor, now=now, person_id=person_id)
        asked = Erasure.objects.filter(id=erasure.id, state=ErasureState.ASKED)
        underway = payout_underway(person_id)
        if underway or asked.update(state=ErasureState.DONE, done_at=now) != 1:
            transaction.set_rollback(True)
            return 0
        for table in personal_tables():
            _empty(table, person_id)
        _delete(personal_tables(), person_id)
        announce(actor=actor, now=now, line=Line("person.erased", "person", person_id))
    return 1


def _wait(now: Moment, erasure: Erasure) -> int:
    """The erasure is tried again later, so that others come before it."""
    asked = Erasure.objects.filter(id=erasure.id, state=ErasureState.ASKED)
    asked.update(due_at=now + WAIT_FOR_PAYOUT)
    return 0


def _empty(table: Table, person_id: str) -> None:
    """Columns are emptied in the person's own rows that say something; words leave their mark."""
    declared = table.declared
    plain = [name for name in declared.empties if name not in declared.marked]
    columns = {name: _nothing(table.model, name) for name in plain}
    said = Q()
    for name, value in columns.items():
        said |= Q(**{f"{name}__isnull": False}) if value is None else ~Q(**{name: value})
    for way in declared.own or declared.reached:
        rows = table.model._default_manager.filter(**filters(way, person_id))
        if columns:
            rows.filter(said).update(**columns)
        for name in declared.marked:
            rows.exclude(**{f"{name}__in": ["", ERASED]}).update(**{name: ERASED})


def _nothing(model: type[models.Model], column: str) -> object:
    """The value that says nothing in that column."""
    field = model._meta.get_field(column)
    assert isinstance(field, models.Field)
    if field.null:
        return None
    return field.get_default() if field.has_default() else field.to_python("")


def _delete(tables: list[Table], person_id: str) -> None:
    """Rows declared gone are gone; a row that another one needs goes after it."""
    waiting = [table for table in tables if table.declared.after is After.GONE]
    while waiting:
        kept = []
        for table in waiting:
            try:
                for way in table.declared.reached:
                    table.model._default_manager.filter(**filters(way, person_id)).delete()
            except ProtectedError:
                kept.append(table)
        assert len(kept) < len(waiting), [table.model._meta.label for table in kept]
        waiting = kept


def shred_erased(*, actor: Actor, now: Moment, limit: int) -> int:
    """Keys of the erased exist no more, and the database's own log forgets them; returns how many.

    Whoever comes back in an older database that was restored is erased again.
    """
    done = Erasure.objects.filter(state=ErasureState.DONE, shredded_at=None).order_by("done_at")
    erasures = list(done[:limit])
    for erasure in erasures:
        people.shred_key(actor=actor, now=now, person_id=erasure.person_id)
    shredded = 0
    if erasures and _log_forgets():
        ids = [erasure.id for erasure in erasures]
        shredded = Erasure.objects.filter(id__in=ids).update(shredded_at=now)
    return shredded + _again(actor, now, limit)


def _log_forgets() -> bool:
    """Whether SQLite's write-ahead log is empty now; a reader can keep it, then it is tried again.

    PostgreSQL recycles its log by itself.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return not cursor.fetchone()[0]


@transaction.atomic
def _again(actor: Actor, now: Moment, limit: int) -> int:
    returned = erased_before(limit=limit)
    for person_id in returned:
        asked = Erasure.objects.filter(person_id=person_id, state=ErasureState.ASKED)
        if asked.update(due_at=now):  # It keeps the digest of the claim code, if there is one.
            continue
        erasure = Erasure.objects.create(
            id=new_id(now),
            person_id=person_id,
            state=ErasureState.ASKED,
            asked_at=now,
            due_at=now,
        )
        line = Line("erasure.repeated", "erasure", erasure.id)
        record(actor=actor, now=now, line=line)
    return len(returned)
