"""The steps from an idea to published tasks, as a browser without JavaScript walks them."""

import io
import re
import zipfile
from collections.abc import Mapping

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from ouvrage.ledger import queries as ledger
from ouvrage.taskui import GALLERY
from ouvrage.work.models import Batch, Project, Task
from tests.doors.web.requester.scenes import Scene, logged_in, make_scene
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db
ABOUT = {
    "title": "Same product?",
    "purpose": "Clean a catalogue of two shops.",
    "end_client": "Archive",
    "ai_function": "verification",
    "data_categories": ["commercial"],
    "contact": "desk@example.org",
    "languages": ["en"],
    "other_languages": "mg",
}
EXAMPLES = {
    **{f"{kind}_examples-{name}": "0" for kind in ("good", "bad") for name in ("INITIAL_FORMS",)},
    **{f"{kind}_examples-TOTAL_FORMS": "3" for kind in ("good", "bad")},
}
INSTRUCTIONS = {
    **EXAMPLES,
    "goal": "Say whether both texts mean one product.",
    "steps": "Read both.\nCompare the numbers.",
    "criteria": "Different sizes are different products.\nColours count.",
    "edge_cases": "A missing size counts as the same.",
    **{f"good_examples-{n}-text": f"good {n}" for n in range(2)},
    **{f"good_examples-{n}-why": "sizes agree" for n in range(2)},
    **{f"bad_examples-{n}-text": f"bad {n}" for n in range(2)},
    **{f"bad_examples-{n}-why": "sizes differ" for n in range(2)},
}
PAY = {
    "time_estimate_seconds": "12",
    "reward": "0,08",
    "answers_per_task": "3",
    "lease_minutes": "60",
    "review_days": "3",
}
CSV = "sku,left,right\na1,Tripod 130 cm,Tripod 1.3 m\na2,Ink 21,Ink 22\n"


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def key_in(client: Client, address: str) -> str:
    """The client key of the form on that page."""
    shown = client.get(address).content.decode()
    found = re.search(r'name="client_key" value="([0-9a-f]{32})"', shown)
    assert found is not None
    return found[1]


def send(client: Client, address: str, fields: Mapping[str, object]) -> str:
    """Fills the form at the address and sends it; gives where it led."""
    answer = client.post(address, {"client_key": key_in(client, address), **fields})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def drafted(scene: Scene, client: Client) -> Project:
    send(client, scene.address("project_new"), ABOUT)
    return Project.objects.get(organisation_id=scene.organisation.id)


def with_page(scene: Scene, client: Client) -> Project:
    project = drafted(scene, client)
    address = scene.address("preset", project.id, "entity_matching")
    send(client, address, {"question": "One product?", "options": "same\ndifferent"})
    project.refresh_from_db()
    return project


def uploaded(scene: Scene, client: Client, project: Project, text: str | bytes = CSV) -> str:
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile("pairs.csv", content)
    return send(client, scene.address("file", project.id), {"file": file})


MAPPING = {"name": "Pairs", "external_id": "sku", "input-0": "left", "input-1": "right"}


def test_newcomer_gets_from_a_file_to_published_tasks(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = with_page(scene, client)
    assert send(client, scene.address("instructions", project.id), INSTRUCTIONS) == scene.address(
        "pay", project.id
    )
    assert send(client, scene.address("pay", project.id), PAY) == scene.address("file", project.id)
    mapping = uploaded(scene, client, project)
    publish = send(client, mapping, MAPPING)
    shown = client.get(publish).content.decode()
    assert "Still missing" not in shown
    assert "0.48 EUR" in shown  # 2 tasks x 3 answers x 0.08
    assert send(client, publish, {"sensitive": "none"}) == scene.address("project", project.id)
    batch = Batch.objects.get(project=project)
    assert (batch.state, batch.tasks_count, batch.answers_per_task) == ("open", 2, 3)
    first = Task.objects.get(batch=batch, external_id="a1")
    assert first.data == {"sku": "a1", "left": "Tripod 130 cm", "right": "Tripod 1.3 m"}
    assert ledger.reserved(project.id, "EUR").micros > 480_000


def test_half_filled_first_step_is_kept(scene: Scene) -> None:
    client = logged_in(scene.alice)
    send(client, scene.address("project_new"), {"title": "Only a title"})
    project = Project.objects.get(organisation_id=scene.organisation.id)
    assert (project.title, project.purpose) == ("Only a title", "")
    assert "Only a title" in client.get(scene.address("organisation")).content.decode()


def test_sending_the_first_step_twice_makes_one_project(scene: Scene) -> None:
    client = logged_in(scene.alice)
    fields = {**ABOUT, "client_key": key_in(client, scene.address("project_new"))}
    first = client.post(scene.address("project_new"), fields)
    second = client.post(scene.address("project_new"), fields)
    assert first.headers["Location"] == second.headers["Location"]
    assert Project.objects.filter(organisation_id=scene.organisation.id).count() == 1


def test_error_stands_at_the_top_and_beside_the_field_and_loses_nothing(scene: Scene) -> None:
    client = logged_in(scene.alice)
    address = scene.address("project_new")
    fields = {**ABOUT, "title": "", "client_key": key_in(client, address)}
    answer = client.post(address, fields)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#id_title">Title</a>' in shown
    assert "Clean a catalogue of two shops." in shown


def test_preset_needs_two_choices(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = drafted(scene, client)
    address = scene.address("preset", project.id, "classification")
    fields = {"question": "Which?", "options": "one", "client_key": key_in(client, address)}
    answer = client.post(address, fields)
    assert answer.status_code == 422
    assert "At least two options are needed." in answer.content.decode()


def test_gallery_shows_each_kind_as_it_looks(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = drafted(scene, client)
    shown = client.get(scene.address("gallery", project.id)).content.decode()
    assert shown.count('<div class="picture"') == len(GALLERY)
    assert "Are these two the same product?" in shown


def test_a_look_shows_the_page_and_saves_nothing(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = with_page(scene, client)
    address = scene.address("source", project.id)
    source = '<p>{{ task.input.name }}</p><textarea name="note"></textarea>'
    fields = {"template": source, "look": "1", "client_key": key_in(client, address)}
    answer = client.post(address, fields)
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "<fieldset disabled><p>name</p><textarea" in shown
    project.refresh_from_db()
    assert project.template != source


def test_error_in_the_source_names_its_line(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = with_page(scene, client)
    address = scene.address("source", project.id)
    source = '<p>\n{{ task.input.name }</p><script>x</script><input name="a">'
    for button in ({"look": "1"}, {}):
        fields = {"template": source, "client_key": key_in(client, address), **button}
        answer = client.post(address, fields)
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert re.search(r"[Ll]ine 2", shown)
        assert "{{ task.input.name }&lt;/p&gt;" in shown


def test_endless_loop_is_refused(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = with_page(scene, client)
    address = scene.address("source", project.id)
    source = (
        '{% for a in (1..9999) %}{% for b in (1..9999) %}x{% endfor %}{% endfor %}<input name="a">'
    )
    fields = {"template": source, "look": "1", "client_key": key_in(client, address)}
    answer = client.post(address, fields)
    assert answer.status_code == 422
    assert "loops run more than" in answer.content.decode()


def test_example_without_its_reason_is_said_beside_it(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = with_page(scene, client)
    address = scene.address("instructions", project.id)
    fields = {**INSTRUCTIONS, "bad_examples-1-why": "", "client_key": key_in(client, address)}
    answer = client.post(address, fields)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Say in a few words why." in shown
    assert "Compare the numbers." in shown
    project.refresh_from_db()
    assert project.instructions_version == 0


def test_each_saving_of_instructions_is_a_version(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = with_page(scene, client)
    address = scene.address("instructions", project.id)
    send(client, address, INSTRUCTIONS)
    send(client, address, {**INSTRUCTIONS, "goal": "Say it better."})
    shown = client.get(address).content.decode()
    assert "Version 1" in shown
    assert "Version 2" in shown
    assert "Say it better." in shown


def test_least_pay_is_shown_for_the_time(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = with_page(scene, client)
    address = scene.address("pay", project.id)
    fields = {**PAY, "reward": "", "least": "1", "client_key": key_in(client, address)}
    answer = client.post(address, fields)
    assert answer.status_code == 200
    assert "At 12 s the least is <strong>0.061244 EUR</strong>" in answer.content.decode()


@pytest.mark.parametrize("reward", ["0", "-1", "0.0000001", "much"])
def test_reward_that_is_no_pay_is_refused_beside_its_field(scene: Scene, reward: str) -> None:
    client = logged_in(scene.alice)
    project = with_page(scene, client)
    address = scene.address("pay", project.id)
    fields = {**PAY, "reward": reward, "client_key": key_in(client, address)}
    answer = client.post(address, fields)
    assert answer.status_code == 422
    assert '<a href="#id_reward">' in answer.content.decode()


def test_file_before_the_page_is_sent_back_to_the_page(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = drafted(scene, client)
    shown = client.get(scene.address("file", project.id)).content.decode()
    assert "The task page comes first" in shown


def test_near_names_and_an_identifier_are_found_by_themselves(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = with_page(scene, client)
    mapping = uploaded(scene, client, project, "SKU;Left article;RIGHT\n1;a;b\n2;c;d\n")
    shown = client.get(mapping).content.decode()
    chosen = re.findall(r'<option value="([^"]+)" selected>', shown)
    assert {"SKU", "Left article", "RIGHT"} <= set(chosen)
    fields = {"external_id": "SKU", "input-0": "Left article", "input-1": "RIGHT"}
    send(client, mapping, {"name": "Pairs", **fields})
    assert Task.objects.get(external_id="2").data == {"SKU": "2", "left": "c", "right": "d"}


def test_unmapped_column_is_said_beside_it_and_nothing_is_imported(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = with_page(scene, client)
    mapping = uploaded(scene, client, project)
    fields = {**MAPPING, "input-1": "", "client_key": key_in(client, mapping)}
    answer = client.post(mapping, fields)
    assert answer.status_code == 422
    assert "The task page shows this. Choose a column." in answer.content.decode()
    assert not Batch.objects.filter(project=project).exists()


def test_faults_are_listed_by_row_and_nothing_is_imported(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = with_page(scene, client)
    mapping = uploaded(scene, client, project, "sku,left,right\na,1,2\nb,1,2\na,3,4\n")
    fields = {**MAPPING, "client_key": key_in(client, mapping)}
    answer = client.post(mapping, fields)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "1 place in the file needs a change. Nothing was imported." in shown
    assert '<td class="number">3</td><td><bdi>sku</bdi></td>' in shown
    assert not Batch.objects.filter(project=project).exists()


def test_wrong_encoding_can_be_chosen_again(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = with_page(scene, client)
    text = "sku,left,right\na1,café au lait très chaud,thé\na2,crème brûlée,pâté\n"
    mapping = uploaded(scene, client, project, text.encode("cp1252"))
    refused = client.get(mapping, {"encoding": "utf-8"})
    assert refused.status_code == 422
    assert "This file cannot be read as it is" in refused.content.decode()
    shown = client.get(mapping, {"encoding": "cp1252"}).content.decode()
    assert "crème brûlée" in shown
    send(client, mapping, {**MAPPING, "encoding": "cp1252"})
    assert Task.objects.get(external_id="a2").data["left"] == "crème brûlée"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (b"sku,left,left\n1,2,3\n", "Several columns have the same name: left."),
        (b"sku,left,right\n", "names its columns but holds no row"),
    ],
)
def test_bad_files_are_said_plainly(scene: Scene, content: bytes, said: str) -> None:
    client = logged_in(scene.alice)
    project = with_page(scene, client)
    address = scene.address("file", project.id)
    file = SimpleUploadedFile("pairs.csv", content)
    answer = client.post(address, {"client_key": key_in(client, address), "file": file})
    if answer.status_code == 302:
        answer = client.get(answer.headers["Location"])
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Batch.objects.filter(project=project).exists()


def test_what_is_missing_leads_to_the_step_that_mends_it(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = with_page(scene, client)
    publish = send(client, uploaded(scene, client, project), MAPPING)
    shown = client.get(publish).content.decode()
    for name, step in (("goal", "instructions"), ("reward", "pay")):
        assert f'href="{scene.address(step, project.id)}#id_{name}"' in shown
    assert '<button class="button" disabled>' in shown
    answer = client.post(publish, {"client_key": key_in(client, publish), "sensitive": "none"})
    assert answer.status_code == 422
    assert Batch.objects.get(project=project).state == "draft"


def test_short_funds_publish_nothing(scene: Scene) -> None:
    poor = make_organisation(scene.charlie)
    client = logged_in(scene.charlie)
    other = Scene(scene.alice, scene.bob, scene.charlie, scene.dalia, poor)
    project = with_page(other, client)
    send(client, other.address("instructions", project.id), INSTRUCTIONS)
    send(client, other.address("pay", project.id), PAY)
    publish = send(client, uploaded(other, client, project), MAPPING)
    shown = client.get(publish).content.decode()
    assert "more is needed" in shown
    answer = client.post(publish, {"client_key": key_in(client, publish), "sensitive": "none"})
    assert answer.status_code == 422
    assert "Nothing was moved" in answer.content.decode()
    assert Batch.objects.get(project=project).state == "draft"


def test_zip_of_images_comes_with_the_file(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = drafted(scene, client)
    preset = scene.address("preset", project.id, "image_classification")
    send(client, preset, {"question": "Which digit?", "options": "0\n1"})
    address = scene.address("file", project.id)
    fields = {
        "file": SimpleUploadedFile("digits.csv", b"image\nzero.png\none.png\n"),
        "archive": SimpleUploadedFile("digits.zip", zipped("zero.png", "one.png")),
    }
    mapping = send(client, address, fields)
    page = client.get(mapping).content.decode()
    assert re.search(r'name="media_columns" value="image"[^>]*checked', page)
    send(client, mapping, {"name": "Digits", "input-0": "image", "media_columns": "image"})
    shown = client.get(scene.address("source", project.id)).content.decode()
    found = re.search(r'<img [^>]*src="(/media/[^"]+)"', shown)
    assert found is not None
    picture = client.get(found[1])
    picture.close()
    assert picture.headers["Content-Type"].startswith("image/")


def test_image_that_was_not_uploaded_is_named_with_its_row(scene: Scene) -> None:
    client = logged_in(scene.alice)
    project = drafted(scene, client)
    preset = scene.address("preset", project.id, "image_classification")
    send(client, preset, {"question": "Which digit?", "options": "0\n1"})
    mapping = uploaded(scene, client, project, "image\nzero.png\n")
    fields = {"name": "Digits", "input-0": "image", "media_columns": "image"}
    answer = client.post(mapping, {**fields, "client_key": key_in(client, mapping)})
    assert answer.status_code == 422
    assert "zero.png" in answer.content.decode()
    assert not Batch.objects.filter(project=project).exists()


def zipped(*names: str) -> bytes:
    """A ZIP of small pictures with these names."""
    picture, archive = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "PNG")
    with zipfile.ZipFile(archive, "w") as file:
        for name in names:
            file.writestr(name, picture.getvalue())
    return archive.getvalue()
