"""Rows of the journal cannot be changed by anybody, on both databases."""

import pytest
from django.db import IntegrityError, connection, transaction

from ouvrage.base.actor import Actor
from ouvrage.journal import actions
from ouvrage.journal.models import Event, Link
from ouvrage.journal.triggers import create_statements, drop_statements
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    line = actions.Line("thing_done", "thing", "1")
    return actions.record(actor=Actor.job("tests"), now=NOW, line=line)


def test_events_are_neither_changed_nor_deleted(event: Event) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Event.objects.filter(id=event.id).update(reason="another")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Event.objects.filter(id=event.id).delete()
    assert Event.objects.get().reason == ""


def test_links_are_neither_changed_nor_deleted(event: Event) -> None:
    assert actions.seal() == 1
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Link.objects.update(hash="0" * 64)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Link.objects.all().delete()


def test_frozen_columns_leave_the_others_free() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE half_frozen (id integer, kept text, free text)")
        for statement in create_statements(connection.vendor, "half_frozen", ["id", "kept"]):
            cursor.execute(statement)
        cursor.execute("INSERT INTO half_frozen VALUES (1, NULL, 'a')")
        cursor.execute("UPDATE half_frozen SET free = 'b', kept = NULL, id = 1")
        for change in (
            "UPDATE half_frozen SET kept = 'x'",
            "UPDATE half_frozen SET id = 2, free = 'c'",
            "DELETE FROM half_frozen",
        ):
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                cursor.execute(change)
        for statement in drop_statements(connection.vendor, "half_frozen"):
            cursor.execute(statement)
        cursor.execute("UPDATE half_frozen SET kept = 'x'")
        cursor.execute("SELECT id, kept, free FROM half_frozen")
        assert cursor.fetchall() == [(1, "x", "b")]
        cursor.execute("DROP TABLE half_frozen")


def test_an_erasable_column_takes_one_value_and_no_other() -> None:
    """PRI-5: the words of a file can be erased, and cannot be rewritten."""
    statements = create_statements(connection.vendor, "erasable", ["id"], {"words": "gone"})
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE erasable (id integer, words text)")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("INSERT INTO erasable VALUES (1, 'mine')")
        for change in (
            "UPDATE erasable SET words = 'yours'",
            "UPDATE erasable SET words = NULL",
            "UPDATE erasable SET id = 2, words = 'gone'",
            "DELETE FROM erasable",
        ):
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                cursor.execute(change)
        cursor.execute("UPDATE erasable SET words = 'gone'")
        cursor.execute("SELECT id, words FROM erasable")
        assert cursor.fetchall() == [(1, "gone")]
        cursor.execute("DROP TABLE erasable")
