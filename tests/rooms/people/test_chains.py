"""Chains of organisations: shares that sum, links that are hashed, versions (TRA-2)."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from ouvrage.base.errors import Refusal, Refusals
from ouvrage.people import queries
from ouvrage.people.actions import write_chain
from ouvrage.people.models import ChainLink, Organisation
from ouvrage.people.queries import ChainRow, ChainSubject
from ouvrage.people.rules import ChainRole, Link, chain_refusals, completed
from tests.factories.people import JOB, NOW, make_organisation

CLIENT = Link("Weather Museum", "DE", ChainRole.CLIENT)
PLATFORM = Link("Ouvrage", "FR", ChainRole.MATCHING)


def between(share: int | None) -> Link:
    return Link("Archive of Lyon", "FR", ChainRole.CONTRACT, share)


def team(share: int | None = None) -> Link:
    return Link("Tana Annotators", "MG", ChainRole.EXECUTION, share)


def refused(*links: Link) -> dict[str, str]:
    return {each.field: each.code for each in chain_refusals(links, fee_permille=50)}


def write(organisation: Organisation, *links: Link) -> ChainRow:
    with transaction.atomic():
        return write_chain(
            actor=JOB,
            now=NOW,
            subject_kind=ChainSubject.ORGANISATION,
            subject_id=organisation.id,
            organisation_id=organisation.id,
            links=links,
        )


def test_the_platform_stands_in_the_chain_with_its_fee() -> None:
    """TRA-2: of 1000, 200 stay with the contractor, 38 are the fee of 5 %, 762 reach the work."""
    chain = completed((CLIENT, between(200), team()), PLATFORM, fee_permille=50)
    assert [(link.legal_name, link.share_permille) for link in chain] == [
        ("Weather Museum", 0),
        ("Archive of Lyon", 200),
        ("Ouvrage", 38),
        ("Tana Annotators", 762),
    ]


@given(st.lists(st.integers(0, 150), max_size=6), st.integers(0, 1000))
def test_shares_always_sum_to_the_price(kept: list[int], fee: int) -> None:
    links = (CLIENT, *(between(share) for share in kept))
    assert list(chain_refusals(links, fee_permille=fee)) == []
    chain = completed(links, PLATFORM, fee_permille=fee)
    assert sum(link.share_permille or 0 for link in chain) == 1000


def test_faults_are_told_by_field() -> None:
    assert refused() == {"links.1.role": "chain_client_first"}
    assert refused(between(10)) == {"links.1.role": "chain_client_first"}
    assert refused(CLIENT, between(None)) == {"links.2.share_permille": "chain_share_missing"}
    assert refused(CLIENT, between(1000)) == {"links": "chain_shares_too_high"}
    assert refused(CLIENT, CLIENT) == {"links.2.role": "chain_one_client"}
    assert refused(CLIENT, team(), between(10)) == {"links.2.role": "chain_team_last"}
    nameless = Link(" ", "de", ChainRole.CONTRACT, 10)
    assert refused(CLIENT, nameless) == {
        "links.2.legal_name": "name_not_valid",
        "links.2.country": "country_not_valid",
    }


def test_a_share_for_the_work_must_be_what_remains() -> None:
    assert refused(CLIENT, between(200), team(762)) == {}
    (fault,) = chain_refusals((CLIENT, between(200), team(800)), fee_permille=50)
    assert fault.field == "links.3.share_permille"
    assert fault.params == {"sum": 1038, "platform": 38, "fits": 762}


@pytest.mark.django_db
@override_settings(LEGAL_NAME="Ouvrage SCIC", LEGAL_COUNTRY="FR")
def test_versions_are_linked_and_the_same_again_is_none() -> None:
    """TRA-2: each link's hash covers the one before it, over all versions."""
    organisation = make_organisation()
    first = write(organisation, CLIENT, between(100))
    assert write(organisation, CLIENT, between(100)).hash == first.hash
    second = write(organisation, CLIENT, between(150))
    assert (first.version, second.version) == (1, 2)
    rows = list(ChainLink.objects.order_by("version", "position"))
    assert [row.previous for row in rows] == ["", *(row.hash for row in rows[:-1])]
    assert queries.chain_of(ChainSubject.ORGANISATION, organisation.id) == second
    assert second.links[2].legal_name == "Ouvrage SCIC"
    assert queries.chain_faults() == []


@pytest.mark.django_db
def test_a_link_cannot_be_changed_and_a_forged_one_is_found() -> None:
    organisation = make_organisation()
    write(organisation, CLIENT, between(100))
    with pytest.raises(IntegrityError), transaction.atomic():
        ChainLink.objects.update(share_permille=1)
    forged = ChainLink.objects.get(position=2)
    forged.pk, forged.version = None, 2
    forged.share_permille = 1
    forged.save()
    assert connection.vendor in {"sqlite", "postgresql"}
    assert queries.chain_faults() == [
        f"link 2.2 of the chain of organisation {organisation.id} was changed"
    ]


@pytest.mark.django_db
def test_nothing_is_written_when_a_share_is_wrong() -> None:
    organisation = make_organisation()
    with pytest.raises(Refusals) as caught:
        write(organisation, CLIENT, between(1000))
    assert isinstance(caught.value, Refusal)
    assert not ChainLink.objects.exists()
