"""Facts told to people, and how each wants to hear of them."""

from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment, Month, Span
from ouvrage.journal.actions import Line, record
from ouvrage.ledger.flows import workers_moved
from ouvrage.people import access
from ouvrage.people.queries import (
    accepted_before,
    contract_coming,
    last_login_of,
    person,
    workers_since,
)
from ouvrage.rights.queries import register_changed
from ouvrage.voice import rules
from ouvrage.voice.catalogue import CATALOGUE, Kind
from ouvrage.voice.drafts import PreferenceDraft, Telling
from ouvrage.voice.models import Message, Preference
from ouvrage.voice.texts import of_moment
from ouvrage.work.queries import offers, projects_opened_since

TOLD_AVAILABLE_EVERY = Span(hours=20)


@transaction.atomic
def tell(*, actor: Actor, now: Moment, telling: Telling) -> Message | None:
    """The fact is in the person's messages, once; a letter follows as they chose.

    Told again under the same key, it is the message it was. Nothing is told to a person who was
    erased.
    """
    kind = CATALOGUE[telling.kind]
    if not access.is_here(telling.person_id):
        return None
    if (known := Message.objects.filter(key=telling.key).first()) is not None:
        return known
    message, made = Message.objects.get_or_create(
        key=telling.key,
        defaults={
            "id": new_id(now),
            "person_id": telling.person_id,
            "kind": telling.kind,
            "params": dict(telling.params),
            "subject_kind": telling.subject_kind,
            "subject_id": telling.subject_id,
            "at": now,
            "letter_due_at": _letter_due(telling.person_id, kind, now),
        },
    )
    if made:
        details = {"kind": telling.kind}
        line = Line("message.told", "message", message.id, details=details)
        record(actor=actor, now=now, line=line)
    return message


def _letter_due(person_id: str, kind: Kind, now: Moment) -> Moment | None:
    """When a letter may carry the message; None when the person wants none of this kind."""
    chosen = Preference.objects.filter(person_id=person_id).first() or Preference()
    return _due(chosen, kind, now)


def _due(chosen: Preference, kind: Kind, now: Moment) -> Moment | None:
    if not kind.by_letter or not (chosen.letters or kind.legal):
        return None
    if kind.legal or kind.code in chosen.at_once:
        return rules.next_open(chosen.window, now)
    return rules.next_opening(chosen.window, now)


@transaction.atomic
def mark_seen(*, actor: Actor, now: Moment, person_id: str) -> int:
    """The person saw their messages, so no letter repeats them; returns how many were new."""
    access.person_for_self(actor, person_id)
    unseen = Message.objects.filter(person_id=person_id, seen_at__isnull=True)
    legal = [kind.code for kind in CATALOGUE.values() if kind.legal]
    count = unseen.count()
    if count:
        unseen.exclude(kind__in=legal).update(letter_due_at=None)
        unseen.update(seen_at=now)
        line = Line("messages.seen", "person", person_id, details={"count": count})
        record(actor=actor, now=now, line=line)
    return count


@transaction.atomic
def choose_letters(
    *, actor: Actor, now: Moment, person_id: str, draft: PreferenceDraft
) -> Preference:
    """Letters reach the person as they chose, those that wait already too."""
    access.person_for_self(actor, person_id)
    refuse_all(
        [
            *rules.window_refusals(draft.window),
            *rules.kinds_refusals([*draft.at_once, *draft.asked_for]),
        ]
    )
    chosen, _made = Preference.objects.update_or_create(
        person_id=person_id,
        defaults={
            "zone": draft.window.zone,
            "from_hour": draft.window.from_hour,
            "to_hour": draft.window.to_hour,
            "letters": draft.letters,
            "at_once": sorted(draft.at_once),
            "asked_for": sorted(draft.asked_for),
        },
    )
    waiting = Message.objects.filter(person_id=person_id, letter=None, seen_at=None)
    for message in waiting.exclude(letter_due_at=None):
        message.letter_due_at = _due(chosen, CATALOGUE[message.kind], now)
        message.save(update_fields=["letter_due_at"])
    record(actor=actor, now=now, line=Line("letters.chosen", "person", person_id))
    return chosen


def tell_available(*, actor: Actor, now: Moment, limit: int) -> int:
    """Who asked for it knows how many projects opened in their languages; returns how many people.

    At most once a day, only what they may take, and nobody who has been away (NOT-2).
    """
    due = Preference.objects.filter(letters=True).exclude(asked_for=[])
    due = due.exclude(available_told_at__gt=now - TOLD_AVAILABLE_EVERY)
    told = 0
    for chosen in due.order_by("available_told_at")[:limit]:
        with transaction.atomic():
            told += _tell_available(actor, now, chosen)
    return told


def _tell_available(actor: Actor, now: Moment, chosen: Preference) -> int:
    person_id = chosen.person_id
    since = chosen.available_told_at or now - Span(days=1)
    Preference.objects.filter(person_id=person_id).update(available_told_at=now)
    if _is_away(person_id, now):
        return 0
    count = _newly_open(person_id, since, now)
    if count:
        telling = Telling(
            f"available:{person_id}:{now.date().isoformat()}",
            person_id,
            "work_available",
            {"count": count},
        )
        tell(actor=actor, now=now, telling=telling)
    return int(count > 0)


def _is_away(person_id: str, now: Moment) -> bool:
    return rules.is_away(last_login_of(person_id), now, settings.AGREEMENT.voice.away_days)


def _newly_open(person_id: str, since: Moment, now: Moment) -> int:
    opened = projects_opened_since(since)
    spoken = set(person(person_id).languages_worked)
    return sum(
        offer.project_id in opened and not spoken.isdisjoint(offer.languages)
        for offer in offers(person_id, now=now)
    )


def tell_statements(*, actor: Actor, now: Moment, limit: int) -> int:
    """Whoever's money moved last month knows that its statement is there; returns how many."""
    month = Month.of(now).previous
    told = Message.objects.filter(kind="statement_ready", at__gte=month.end)
    waiting = workers_moved(month.start, month.end) - set(told.values_list("person_id", flat=True))
    people = sorted(waiting)[:limit]
    for person_id in people:
        key, params = f"statement:{person_id}:{month}", {"month": str(month)}
        telling = Telling(key, person_id, "statement_ready", params, "statement", str(month))
        tell(actor=actor, now=now, telling=telling)
    return len(people)


def tell_contracts(*, actor: Actor, now: Moment, limit: int) -> int:
    """Whoever accepted an earlier version knows of the one that comes; returns how many (STA-7)."""
    coming = contract_coming(now, settings.LANGUAGE_CODE)
    if coming is None:
        return 0
    version = str(coming.version)
    told = Message.objects.filter(kind="contract_changed", subject_id=version)
    waiting = accepted_before(coming.version) - set(told.values_list("person_id", flat=True))
    people = sorted(waiting)[:limit]
    for person_id in people:
        key, params = f"contract:{person_id}:{version}", {"since": of_moment(coming.in_force_from)}
        telling = Telling(key, person_id, "contract_changed", params, "contract", version)
        tell(actor=actor, now=now, telling=telling)
    return len(people)


def tell_register(*, actor: Actor, now: Moment, limit: int) -> int:
    """Whoever works here knows that the register changed; returns how many people (DEC-9)."""
    changed = register_changed()
    if changed is None:
        return 0
    version, at = changed
    told = Message.objects.filter(kind="register_changed", subject_id=version)
    waiting = workers_since(at) - set(told.values_list("person_id", flat=True))
    people = sorted(waiting)[:limit]
    for person_id in people:
        key, params = f"register:{person_id}:{version}", {"since": of_moment(at)}
        telling = Telling(key, person_id, "register_changed", params, "register", version)
        tell(actor=actor, now=now, telling=telling)
    return len(people)
