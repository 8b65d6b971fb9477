"""`ouvrage createoperator` and `ouvrage migrate`, as somebody types them."""

import json

import pytest
from click.testing import CliRunner

from ouvrage.cli import main
from ouvrage.people.queries import person_by_email

pytestmark = pytest.mark.django_db
PASSWORD = "three brown horses\n"


def test_operator_is_created_without_a_terminal() -> None:
    done = CliRunner().invoke(
        main, ["createoperator", "--email", "Op@Example.org", "--password-stdin", "--json"],
        input=PASSWORD,
    )  # fmt: skip
    assert (done.exit_code, done.stderr) == (0, "")
    person = person_by_email("op@example.org")
    assert person is not None
    assert json.loads(done.stdout) == {"id": person.id, "email": person.email}
    assert (person.operates, person.works) == (True, False)


def test_second_account_with_that_address_is_refused_in_one_line() -> None:
    arguments = ["createoperator", "--email", "op@example.org", "--password-stdin"]
    CliRunner().invoke(main, arguments, input=PASSWORD)
    done = CliRunner().invoke(main, arguments, input=PASSWORD)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.startswith("email: ")
    assert done.stderr.count("\n") == 1


def test_password_is_asked_from_nobody_when_nobody_is_there() -> None:
    done = CliRunner().invoke(main, ["createoperator", "--email", "op@example.org"])
    assert done.exit_code == 2
    assert done.stderr == (
        "password: No password was given. Type one, or send one line with --password-stdin.\n"
    )


def test_migrated_database_lacks_nothing() -> None:
    done = CliRunner().invoke(main, ["migrate", "--check"])
    assert (done.exit_code, done.stdout) == (0, "0 migrations are missing.\n")
