"""Facts are told once, by a letter a day, in chosen hours, and nobody is called back (NOT-1, 2)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import override_settings

from ouvrage.base.errors import NotFound, Refusals
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.journal.models import Event
from ouvrage.people.models import Person
from ouvrage.voice import actions, queries, texts
from ouvrage.voice.drafts import PreferenceDraft, Telling
from ouvrage.voice.models import Letter, LetterState, Message
from ouvrage.voice.rules import Window
from tests.doors.web.worker.scenes import make_scene
from tests.factories.people import JOB, actor_of, make_worker

pytestmark = pytest.mark.django_db
NOON: Moment = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
MORNING = datetime(2026, 1, 6, 8, 0, tzinfo=UTC)
EUROS = texts.of_money(Money.parse("12.50", "EUR"))


@pytest.fixture
def worker() -> Person:
    person = make_worker(email="dalia@example.org")
    Person.objects.filter(id=person.id).update(last_login=NOON)
    return person


def told(person: Person, kind: str = "payout_sent", key: str = "p1", now: Moment = NOON) -> Message:
    params = {
        "amount": EUROS,
        "since": texts.of_moment(now),
        "project": "Moods",
        "contract": "Terms",
    }
    telling = Telling(key, person.id, kind, params)
    message = actions.tell(actor=JOB, now=now, telling=telling)
    assert message is not None
    return message


def post(now: Moment) -> list[str]:
    """Subjects of the letters that left then."""
    before = len(mail.outbox)
    actions.write_letters(actor=JOB, now=now, limit=100)
    actions.send_letters(actor=JOB, now=now, limit=100)
    return [letter.subject for letter in mail.outbox[before:]]


def choose(person: Person, now: Moment = NOON, **changed: object) -> None:
    given: dict[str, object] = {"window": Window("UTC", 8, 20), "letters": True, **changed}
    draft = PreferenceDraft(**given)  # type: ignore[arg-type]
    actions.choose_letters(actor=actor_of(person), now=now, person_id=person.id, draft=draft)


def test_fact_told_twice_is_one_message(worker: Person) -> None:
    assert told(worker).id == told(worker).id
    assert Message.objects.count() == 1
    assert Event.objects.filter(action="message.told").count() == 1


def test_message_is_read_in_the_readers_language(worker: Person) -> None:
    told(worker)
    (row,) = queries.messages_of(worker.id, "en")
    assert (row.title, row.sentence, row.new) == (
        "A payout was sent",
        "12.50 EUR was sent to your account.",
        True,
    )


def test_a_days_facts_come_in_one_letter_next_morning(worker: Person) -> None:
    told(worker, key="p1")
    told(worker, "payout_confirmed", "p2")
    assert post(NOON) == []
    assert post(MORNING - timedelta(minutes=1)) == []
    assert post(MORNING) == ["Ouvrage: 2 messages"]
    (letter,) = mail.outbox
    assert letter.to == ["dalia@example.org"]
    assert "12.50 EUR was sent to your account." in letter.body
    assert "/messages/choices/" in letter.body
    assert post(MORNING) == post(MORNING + timedelta(days=1)) == []


def test_letters_come_in_the_hours_a_person_chose_where_they_live(worker: Person) -> None:
    choose(worker, window=Window("Indian/Antananarivo", 18, 21))
    told(worker)
    for hour in range(24):
        subjects = post(NOON + timedelta(hours=hour))
        local = (NOON + timedelta(hours=hour + 3)).hour
        assert subjects == (["Ouvrage: A payout was sent"] if local == 18 else [])


def test_a_letter_that_waited_past_its_hours_waits_for_the_next_ones(worker: Person) -> None:
    told(worker)
    actions.write_letters(actor=JOB, now=MORNING, limit=10)
    night = MORNING.replace(hour=22)
    assert post(night) == []
    assert post(MORNING + timedelta(days=1)) == ["Ouvrage: A payout was sent"]


def test_chosen_kinds_come_at_once_but_not_at_night(worker: Person) -> None:
    choose(worker, at_once=("payout_sent",))
    told(worker)
    assert post(NOON) == ["Ouvrage: A payout was sent"]
    told(worker, key="p2", now=NOON.replace(hour=23))
    assert post(NOON.replace(hour=23)) == []
    assert post(MORNING) == ["Ouvrage: A payout was sent"]


def test_letters_can_be_off_but_for_legal_notices(worker: Person) -> None:
    choose(worker, letters=False)
    told(worker)
    told(worker, "contract_changed", "r1")
    assert post(NOON) == ["Ouvrage: The contract has a new version"]
    assert post(MORNING) == []
    assert len(queries.messages_of(worker.id, "en")) == 2


def test_what_has_a_letter_of_its_own_is_not_repeated(worker: Person) -> None:
    told(worker, "account_restricted", "r1")
    assert post(NOON) == post(MORNING) == []
    assert len(queries.messages_of(worker.id, "en")) == 1


def test_what_was_seen_in_the_portal_is_in_no_letter(worker: Person) -> None:
    told(worker)
    assert actions.mark_seen(actor=actor_of(worker), now=NOON, person_id=worker.id) == 1
    assert actions.mark_seen(actor=actor_of(worker), now=NOON, person_id=worker.id) == 0
    assert post(MORNING) == []
    assert not queries.messages_of(worker.id, "en")[0].new


def test_turning_letters_off_takes_back_those_that_wait(worker: Person) -> None:
    told(worker)
    choose(worker, letters=False)
    assert post(MORNING) == []


def test_no_letter_goes_to_an_address_nobody_confirmed() -> None:
    told(make_worker(verified=False))
    assert post(MORNING) == []
    assert Letter.objects.count() == 0


def test_weeks_without_a_log_in_bring_nothing(worker: Person) -> None:
    """NOT-2: nothing is sent because of absence, nor to who asked for news of work and left."""
    choose(worker, asked_for=("work_available",))
    make_scene()  # work in the worker's language is open all the time
    start = NOON + timedelta(days=31)
    sent = []
    for hours in range(0, 8 * 7 * 24, 6):
        now = start + timedelta(hours=hours)
        actions.tell_available(actor=JOB, now=now, limit=10)
        sent += post(now)
    assert sent == []
    assert Message.objects.count() == 0


def test_who_asked_hears_once_a_day_of_projects_that_opened(worker: Person) -> None:
    choose(worker, asked_for=("work_available",))
    scene = make_scene()
    opened = scene.project.batches.get().published_at
    Person.objects.filter(id=worker.id).update(last_login=opened)
    told_at = opened + timedelta(minutes=5)
    assert actions.tell_available(actor=JOB, now=told_at, limit=10) == 1
    assert actions.tell_available(actor=JOB, now=told_at + timedelta(hours=1), limit=10) == 0
    assert actions.tell_available(actor=JOB, now=told_at + timedelta(hours=21), limit=10) == 0
    (row,) = queries.messages_of(worker.id, "en")
    assert row.sentence == "Opened since the last letter, in languages you read: 1."
    other = make_worker()
    assert queries.messages_of(other.id, "en") == []


@override_settings(EMAIL_BACKEND="tests.rooms.voice.post.DownBackend")
def test_mail_server_that_is_down_is_asked_again(worker: Person) -> None:
    told(worker)
    assert post(MORNING) == []
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts) == (LetterState.WAITING, 1)
    assert letter.due_at == MORNING + timedelta(minutes=2)
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        assert post(MORNING) == []
        assert post(MORNING + timedelta(minutes=2)) == ["Ouvrage: A payout was sent"]
    letter.refresh_from_db()
    assert (letter.state, letter.sent_at) == (LetterState.SENT, MORNING + timedelta(minutes=2))


@override_settings(EMAIL_BACKEND="tests.rooms.voice.post.DownBackend")
def test_letter_nobody_takes_is_given_up_after_a_while(worker: Person) -> None:
    told(worker)
    now = MORNING
    for _day in range(60):
        for hour in range(12):
            post(now + timedelta(hours=hour))
        now += timedelta(days=1)
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts) == (LetterState.FAILED, 12)


def test_a_sender_that_died_leaves_the_letter_to_the_next(worker: Person) -> None:
    told(worker)
    actions.write_letters(actor=JOB, now=MORNING, limit=10)
    Letter.objects.update(due_at=MORNING + timedelta(minutes=10), attempts=1)  # claimed, then dead
    assert post(MORNING + timedelta(minutes=9)) == []
    assert post(MORNING + timedelta(minutes=10)) == ["Ouvrage: A payout was sent"]
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{Letter.objects.get().id}@")


def test_choices_are_a_persons_own(worker: Person) -> None:
    other = make_worker()
    draft = PreferenceDraft(Window("UTC", 8, 20), letters=False)
    with pytest.raises(NotFound):
        actions.choose_letters(actor=actor_of(other), now=NOON, person_id=worker.id, draft=draft)
    with pytest.raises(NotFound):
        actions.mark_seen(actor=actor_of(other), now=NOON, person_id=worker.id)


def test_choices_that_cannot_be_are_refused(worker: Person) -> None:
    with pytest.raises(Refusals) as refused:
        choose(worker, window=Window("Mars", 8, 8), at_once=("shout",))
    assert [(each.field, each.code) for each in refused.value.each()] == [
        ("zone", "zone_unknown"),
        ("to_hour", "window_not_valid"),
        ("at_once", "message_kind_unknown"),
    ]


@pytest.fixture(autouse=True)
def _empty_outbox() -> Iterator[None]:
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        yield
