"""What doors read about people, in how many queries."""

import pytest
from pytest_django import DjangoAssertNumQueries

from ouvrage.base.errors import NotFound
from ouvrage.people import queries
from tests.factories.people import (
    make_member,
    make_operator,
    make_organisation,
    make_person,
    make_worker,
)

pytestmark = pytest.mark.django_db


def test_person_is_found_by_id_and_by_address() -> None:
    person = make_person(email="alice@example.org")
    assert queries.person(person.id).email == "alice@example.org"
    found = queries.person_by_email("ALICE@example.org")
    assert found is not None
    assert found.id == person.id
    assert queries.person_by_email("bob@example.org") is None
    with pytest.raises(NotFound):
        queries.person("unknown")


def test_people_are_listed_newest_first_in_pages() -> None:
    made = sorted((make_person().id for _ in range(5)), reverse=True)
    first = queries.people(limit=3)
    rest = queries.people(before=first[-1].id, limit=3)
    assert [row.id for row in first + rest] == made


def test_people_and_organisations_are_found_by_text() -> None:
    make_person(email="alice@example.org", name="Alice")
    bob = make_person(email="bob@example.org")
    archive, _museum = make_organisation(bob, "Archive"), make_organisation(bob, "Museum")
    assert [row.email for row in queries.people(text="ALI")] == ["alice@example.org"]
    assert [row.id for row in queries.organisations(text="arch")] == [archive.id]
    assert queries.organisation(archive.id).name == "Archive"


def test_organisations_and_members_take_one_query_each(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    owner = make_person()
    organisation = make_organisation(owner)
    make_organisation(owner, "Museum")
    make_member(organisation)
    with django_assert_num_queries(1):
        assert [row.name for row in queries.organisations_of(owner.id)] == ["Archive", "Museum"]
    with django_assert_num_queries(1):
        assert len(queries.members_of(organisation.id)) == 2


def test_counts_tell_roles_apart() -> None:
    make_worker()
    make_operator()
    make_organisation()
    assert queries.counts() == queries.Counts(3, 1, 1, 0, 1)


def test_unknown_secret_belongs_to_nobody() -> None:
    assert queries.actor_for_api_key("ouv_nothing") is None
