"""A page of one's own, pasted: what is told before it is saved."""

import pytest

from tests.doors.web.requester.scenes import logged_in, make_scene
from tests.doors.web.requester.test_steps import drafted, key_in

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
