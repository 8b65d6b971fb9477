"""Letters: what waits for a person is put in one, and it leaves in the hours they chose.

Writing is one transaction a person: a message is in one letter at most. Sending happens outside of
transactions; a letter is claimed before, so two senders do not send it at once, and one that dies
leaves it to the next after a pause. There is no letter without a message (NOT-2).
"""

from django.conf import settings
from django.db import transaction
from django.db.models import Min, QuerySet

from ouvrage.base.actor import Actor
from ouvrage.base.ids import new_id
from ouvrage.base.limits import MESSAGES_PER_LETTER_MAX
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.actions import Line, record
from ouvrage.people.queries import last_login_of, letter_address
from ouvrage.voice import rules, texts
from ouvrage.voice.catalogue import CATALOGUE
from ouvrage.voice.channels import CHANNELS, ChannelDown, LetterText, mail
from ouvrage.voice.models import Letter, LetterState, Message, Preference

CLAIM = Span(minutes=10)
ATTEMPTS_MAX = 12
PAUSE_MINUTES_MAX = 6 * 60
LEGAL = [kind.code for kind in CATALOGUE.values() if kind.legal]
ASKED_FOR = [kind.code for kind in CATALOGUE.values() if kind.asked_for]


def write_letters(*, actor: Actor, now: Moment, limit: int) -> int:
    """Everybody with something new, whose hour has come, has a letter; returns how many."""
    due = Message.objects.filter(letter=None, letter_due_at__lte=now)
    people = due.values("person_id").annotate(first=Min("letter_due_at")).order_by("first")
    written = 0
    for person_id in [row["person_id"] for row in people[:limit]]:
        with transaction.atomic():
            written += _write_letter(actor, now, person_id)
    return written


def _write_letter(actor: Actor, now: Moment, person_id: str) -> int:
    """1 when a letter was written; else what waited is put off or needs none."""
    waiting = Message.objects.filter(person_id=person_id, letter=None, letter_due_at__isnull=False)
    window = _window(person_id)
    if letter_address(person_id) is None:
        waiting.update(letter_due_at=None)
        return 0
    if not rules.is_open(window, now):
        waiting.filter(letter_due_at__lte=now).update(letter_due_at=rules.next_opening(window, now))
        return 0
    if rules.is_away(last_login_of(person_id), now, settings.AGREEMENT.voice.away_days):
        waiting.filter(kind__in=ASKED_FOR).update(letter_due_at=None)
    return _enclose(actor, now, person_id, waiting)


def _window(person_id: str) -> rules.Window:
    return (Preference.objects.filter(person_id=person_id).first() or Preference()).window


def _enclose(actor: Actor, now: Moment, person_id: str, waiting: QuerySet[Message]) -> int:
    ids = list(waiting.order_by("id").values_list("id", flat=True)[:MESSAGES_PER_LETTER_MAX])
    if not ids:
        return 0
    letter = Letter.objects.create(
        id=new_id(now),
        person_id=person_id,
        channel=mail.NAME,
        state=LetterState.WAITING,
        written_at=now,
        due_at=now,
    )
    count = waiting.filter(id__in=ids).update(letter=letter)
    if count == 0:  # another writer was quicker
        letter.delete()
        return 0
    line = Line("letter.written", "letter", letter.id, details={"messages": count})
    record(actor=actor, now=now, line=line)
    return 1


def send_letters(*, actor: Actor, now: Moment, limit: int) -> int:
    """Letters whose hour has come have left; returns how many."""
    waiting = Letter.objects.filter(state=LetterState.WAITING, due_at__lte=now).order_by("due_at")
    return sum(_send(actor, now, letter) for letter in waiting[:limit])


def _send(actor: Actor, now: Moment, letter: Letter) -> int:
    window = _window(letter.person_id)
    mine = Letter.objects.filter(id=letter.id, state=LetterState.WAITING, due_at=letter.due_at)
    if not rules.is_open(window, now):
        mine.update(due_at=rules.next_opening(window, now))
        return 0
    if mine.update(due_at=now + CLAIM, attempts=letter.attempts + 1) != 1:
        return 0
    text = _text(letter)
    if text is None:
        _end(actor, now, letter, LetterState.FAILED)
        return 0
    try:
        CHANNELS[letter.channel].send(text)
    except ChannelDown:
        _put_off(actor, now, letter)
        return 0
    _end(actor, now, letter, LetterState.SENT)
    return 1


def _text(letter: Letter) -> LetterText | None:
    """What is sent; None when there is nobody to send it to any more."""
    to = letter_address(letter.person_id)
    messages = Message.objects.filter(letter=letter).order_by("id")
    if to is None or not messages:
        return None
    address, language = to
    said = tuple(texts.said(row.kind, row.params, language) for row in messages)
    return LetterText(letter.id, address, language, said)


def _put_off(actor: Actor, now: Moment, letter: Letter) -> None:
    attempts = letter.attempts + 1
    if attempts >= ATTEMPTS_MAX:
        _end(actor, now, letter, LetterState.FAILED)
        return
    pause = Span(minutes=min(2**attempts, PAUSE_MINUTES_MAX))
    Letter.objects.filter(id=letter.id).update(due_at=now + pause)


@transaction.atomic
def _end(actor: Actor, now: Moment, letter: Letter, state: LetterState) -> None:
    sent_at = now if state is LetterState.SENT else None
    Letter.objects.filter(id=letter.id).update(state=state, sent_at=sent_at)
    record(actor=actor, now=now, line=Line(f"letter.{state.value}", "letter", letter.id))
