"""Statement, members and keys of an organisation."""

import re

import pytest

from ouvrage.people.models import ApiKey, Membership
from ouvrage.people.queries import actor_for_api_key
from tests.doors.web.requester.scenes import (
    Scene,
    logged_in,
    make_running_scene,
    make_scene,
)

pytestmark = pytest.mark.django_db
KEY = "0" * 32


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def test_statement_shows_every_movement() -> None:
    scene = make_running_scene()
    page = logged_in(scene.bob).get(scene.address("statement")).content.decode()
    for text in ("Deposit", "transfer", "Set aside for a batch", "About money", "1,000.00 EUR"):
        assert text in page


def test_owner_adds_a_member(scene: Scene) -> None:
    client = logged_in(scene.alice)
    fields = {"client_key": KEY, "email": scene.charlie.email, "role": "member"}
    assert client.post(scene.address("members"), fields).status_code == 302
    assert Membership.objects.filter(
        organisation=scene.organisation, person=scene.charlie, role="member"
    ).exists()


def test_unknown_address_is_said_beside_its_field_and_kept(scene: Scene) -> None:
    fields = {"client_key": KEY, "email": "nobody@example.org", "role": "member"}
    answer = logged_in(scene.alice).post(scene.address("members"), fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nobody here uses this address." in page
    assert 'value="nobody@example.org"' in page


def test_member_changes_nobody(scene: Scene) -> None:
    client = logged_in(scene.bob)
    fields = {"client_key": KEY, "email": scene.charlie.email, "role": "member"}
    assert client.post(scene.address("members"), fields).status_code == 404
    role = scene.address("member_role", scene.alice.id)
    assert client.post(role, {"role": "member"}).status_code == 404
    removal = scene.address("member_removal", scene.alice.id)
    assert client.get(removal).status_code == 404
    assert client.post(removal, {"client_key": KEY, "reason": "x"}).status_code == 404
    assert Membership.objects.filter(organisation=scene.organisation).count() == 2


def test_role_is_changed_and_the_last_owner_stays(scene: Scene) -> None:
    client = logged_in(scene.alice)
    client.post(scene.address("member_role", scene.bob.id), {"role": "owner"})
    assert Membership.objects.get(organisation=scene.organisation, person=scene.bob).role == "owner"
    client.post(scene.address("member_role", scene.bob.id), {"role": "member"})
    answer = client.post(
        scene.address("member_role", scene.alice.id), {"role": "member"}, follow=True
    )
    assert "An organisation keeps at least one owner." in answer.content.decode()


def test_removal_needs_a_reason(scene: Scene) -> None:
    client = logged_in(scene.alice)
    address = scene.address("member_removal", scene.bob.id)
    assert client.post(address, {"client_key": KEY, "reason": ""}).status_code == 422
    assert client.post(address, {"client_key": KEY, "reason": "Left us."}).status_code == 302
    assert not Membership.objects.filter(organisation=scene.organisation, person=scene.bob).exists()


def test_secret_of_a_key_is_shown_once(scene: Scene) -> None:
    client = logged_in(scene.alice)
    answer = client.post(scene.address("keys"), {"client_key": KEY, "name": "nightly import"})
    found = re.search(r'value="(ouv_[\w-]+)"', answer.content.decode())
    assert found is not None
    assert "no-store" in answer.headers["Cache-Control"]
    actor = actor_for_api_key(found[1])
    assert actor is not None
    assert actor.organisation_id == scene.organisation.id
    page = client.get(scene.address("keys")).content.decode()
    assert "nightly import" in page
    assert found[1] not in page


def test_revoked_key_opens_nothing(scene: Scene) -> None:
    client = logged_in(scene.alice)
    answer = client.post(scene.address("keys"), {"client_key": KEY, "name": "nightly import"})
    found = re.search(r'value="(ouv_[\w-]+)"', answer.content.decode())
    assert found is not None
    key = ApiKey.objects.get()
    assert client.post(scene.address("key_revoked", key.id)).status_code == 302
    assert actor_for_api_key(found[1]) is None
    again = client.post(scene.address("key_revoked", key.id), follow=True)
    assert "This key was revoked already." in again.content.decode()
