"""A page of one's own, pasted: what is told before it is saved."""

import pytest

from ouvrage.people.actions import allow_scripts
from tests.doors.web.requester.scenes import logged_in, make_scene
from tests.doors.web.requester.test_steps import drafted, key_in
from tests.factories.people import JOB, NOW

pytestmark = pytest.mark.django_db


def test_pasted_page_with_a_script_is_refused_and_one_with_styles_is_told() -> None:
    scene = make_scene()
    client = logged_in(scene.alice)
    address = scene.address("source", drafted(scene, client).id)
    page = (
        "<style>p { color: red }</style>\n"
        "<crowd-form><crowd-input name='name' label='Name'></crowd-input></crowd-form>"
    )
    key = {"client_key": key_in(client, address), "look": "1"}
    look = client.post(address, {**key, "template": page}).content.decode()
    assert '<label class="prompt" for="field-name">Name</label>' in look
    assert "styles, first on line 1, are left out." in look
    answer = client.post(address, {**key, "template": f"{page}\n<script>go()</script>"})
    assert answer.status_code == 422
    assert "The script on line 3 would not run." in answer.content.decode()


def test_a_page_with_scripts_is_declared_by_those_who_may_and_shown_in_its_frame() -> None:
    scene = make_scene()
    client = logged_in(scene.alice)
    address = scene.address("source", drafted(scene, client).id)
    page = "<input name='a' aria-label='A'>\n<script>go()</script>\n<style>p { color: red }</style>"
    sent = {"client_key": key_in(client, address), "template": page, "scripted": "on"}
    assert 'name="scripted"' not in client.get(address).content.decode()
    assert client.post(address, sent).status_code == 422

    allow_scripts(actor=JOB, now=NOW, organisation_id=scene.organisation.id, reason="Register")
    assert 'name="scripted"' in client.get(address).content.decode()
    look = client.post(address, {**sent, "look": "1"})
    html = look.content.decode()
    assert "One script of yours runs, from line 2." in html
    assert "Workers whose browser runs no scripts cannot do these tasks" in html
    assert '"runner": "/runner/"' in html
    assert "left out" not in html
    assert "frame-src 'self'" in look.headers["Content-Security-Policy"]
    assert client.post(address, sent).status_code == 302
    foreign = page.replace("<script>", "<script src='https://cdn.example.org/a.js'>")
    answer = client.post(address, {**sent, "template": foreign, "look": "1"})
    assert "The script on line 2 comes from another place." in answer.content.decode()
