"""A change of what systems depend on is dated, shown and told once to workers (DEC-9)."""

from datetime import timedelta

import pytest
from django.test import override_settings

from ouvrage.base import agreement
from ouvrage.jobs import tell_register
from ouvrage.people.models import Person
from ouvrage.rights.models import RegisterVersion
from ouvrage.rights.register import SYSTEMS
from ouvrage.voice.queries import messages_of
from tests.factories.people import NOW, make_person, make_worker

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)
OWN = agreement.read(b"[appeals]\nanswer_days = 7")


def test_the_first_register_is_recorded_and_told_to_nobody() -> None:
    make_worker()
    assert [tell_register.run(NOW), tell_register.run(NOW + timedelta(minutes=10))] == [0, 0]
    assert RegisterVersion.objects.count() == len(SYSTEMS)


def test_a_changed_figure_is_told_once_to_those_who_work_here() -> None:
    worker = make_worker()
    make_person()
    tell_register.run(NOW)
    with override_settings(AGREEMENT=OWN):
        assert [tell_register.run(LATER), tell_register.run(LATER)] == [1, 0]
        newcomer = make_worker()
        Person.objects.filter(id=newcomer.id).update(joined_at=LATER + timedelta(days=1))
        assert tell_register.run(LATER + timedelta(days=2)) == 0
    (message,) = messages_of(worker.id, "en")
    assert (message.title, message.subject_kind) == ("Systems that decide changed", "register")
    assert messages_of(newcomer.id, "en") == []
    changed = RegisterVersion.objects.get(number=2)
    assert (changed.system, changed.at) == ("appeals_deadline", LATER)


def test_a_figure_that_goes_back_is_a_change_again() -> None:
    make_worker()
    tell_register.run(NOW)
    with override_settings(AGREEMENT=OWN):
        tell_register.run(LATER)
    assert tell_register.run(LATER + timedelta(days=1)) == 1
    numbers = RegisterVersion.objects.filter(system="appeals_deadline")
    assert list(numbers.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
