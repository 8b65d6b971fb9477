"""Nothing is served on a database that may lose what it acknowledged."""

import pytest
from django.db import connection

from ouvrage.cli import database, errors


@pytest.mark.django_db(transaction=True)
def test_settings_of_the_house_are_durable() -> None:
    database.require_durable()


@pytest.mark.django_db(transaction=True)
def test_database_that_does_not_wait_for_the_disk_is_refused() -> None:
    sqlite = connection.vendor == "sqlite"
    weak, strong = (
        ("PRAGMA synchronous=NORMAL", "PRAGMA synchronous=FULL")
        if sqlite
        else ("SET synchronous_commit=off", "SET synchronous_commit=on")
    )
    with connection.cursor() as cursor:
        cursor.execute(weak)
        try:
            with pytest.raises(errors.DatabaseNotDurable) as caught:
                database.require_durable()
        finally:
            cursor.execute(strong)
    assert caught.value.params["wanted"] == ("FULL" if sqlite else "on")
