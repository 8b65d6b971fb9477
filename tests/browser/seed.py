"""What the browser tests find in their portal: `python -m tests.browser.seed` prints it as JSON.

One organisation with an owner and a member, workers, an operator and a newcomer; a text project
with answers in every state and a task in hand, a picture project, one with plenty of tasks for
those who come to work, one that waits for publishing with its quote, and one only just begun.
"""

import io
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

import django

django.setup()

from allauth.account.forms import default_token_generator  # noqa: E402
from allauth.account.models import EmailAddress, EmailConfirmationHMAC  # noqa: E402
from allauth.account.utils import user_pk_to_url_str  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from PIL import Image, ImageDraw  # noqa: E402

from ouvrage.base.actor import Actor  # noqa: E402
from ouvrage.base.moment import utc_now  # noqa: E402
from ouvrage.pay import actions as pay  # noqa: E402
from ouvrage.people.actions import create_api_key  # noqa: E402
from ouvrage.people.models import Organisation, Person  # noqa: E402
from ouvrage.review import actions as review  # noqa: E402
from ouvrage.taskui.presets import preset_of  # noqa: E402
from ouvrage.work import actions as work  # noqa: E402
from ouvrage.work.drafts import ColumnMapping, Example, InstructionsDraft, ProjectDraft  # noqa: E402
from ouvrage.work.models import Batch, Project, Submission  # noqa: E402
from tests.browser import (  # noqa: E402
    seed_payouts,
    seed_rights,
    seed_scripts,
    seed_skills,
    seed_sounds,
    seed_texts,
    seed_time,
    seed_verdicts,
    seed_walks,
)
from tests.factories.people import (  # noqa: E402
    JOB,
    actor_of,
    make_member,
    make_operator,
    make_organisation,
    make_person,
    make_worker,
)
from tests.factories.review import refuse_after_offer  # noqa: E402
from tests.factories.work import begin_reading, fund, table_of, write_chain  # noqa: E402

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TEXTS = (
    "The rain has stopped and the market is open again.",
    "The bridge is closed until the end of the month.",
    f"{LONG_WORD} https://example.org/a/very/long/address/that/goes/on/and/on/without/any/break",
    "أعيد فتح السوق بعد توقف المطر",
    "We ate together.",
    "The train was late, as it is on most days.",
)
INSTRUCTIONS = InstructionsDraft(
    goal="Say which mood a sentence has.",
    steps=("Read the sentence twice.", "Choose the mood that the words show."),
    good_examples=(
        Example("We won: glad", "The words say so."),
        Example("It broke: sad", "A loss is told."),
    ),
    bad_examples=(
        Example("It rains: sad", "Rain alone is no mood."),
        Example("It broke: glad", "It is told as a loss."),
    ),
    criteria=("The mood is the one the words show.", "Irony counts as what is meant."),
    edge_cases=("A sentence without any mood is neutral.",),
)

WORKING = ("farah", "gil", "hana", "ines", "jana", "jona", "kofi", "lena", "musa", "pia")
BOXES = """<crowd-form><crowd-bounding-box name="boxes" header="Where are the shapes?"
  src="{{ task.input.image | grant_read_access }}" labels="['round', 'square']">
  <full-instructions header="About boxes">A box touches the shape on all sides.</full-instructions>
</crowd-bounding-box></crowd-form>"""

MASKS = BOXES.replace("crowd-bounding-box", "crowd-semantic-segmentation").replace(
    'name="boxes"', 'name="mask"'
)


def made() -> dict[str, str]:
    """Everything is there; gives the identifiers that addresses need."""
    alice = make_person(email="alice@example.org", name="Alice")
    organisation = make_organisation(alice, name="Archive of Lyon")
    fund(organisation.id)
    bob = make_member(organisation)
    _houses_of_bergen()
    people = _people()
    key, _secret = create_api_key(
        actor=actor_of(alice), now=utc_now(), organisation_id=organisation.id, name="nightly import"
    )
    waiting = _waiting(organisation)
    moods = _moods(organisation, people["dalia"], people["emil"])
    return {
        "organisation": organisation.id,
        "member": bob.id,
        "key": key.id,
        **_letters(people["nia"]),
        **moods,
        **seed_skills.asked(moods["project"], people["dalia"], people["emil"]),
        **seed_time.made(people["dalia"], moods["project"]),
        **seed_verdicts.made(organisation, people["dalia"], people["emil"]),
        **_pictures(organisation, people["dalia"]),
        **_letters_to_sum_up(organisation),
        **seed_texts.made(partial(_published, organisation), people["dalia"]),
        **seed_sounds.made(partial(_preset_project, organisation), _imported, people["dalia"]),
        **seed_scripts.made(_project, _kept_picture, people["olu"], people["dalia"]),
        **waiting,
        **seed_payouts.made(organisation.id, waiting["waiting"], people),
        **seed_skills.made(organisation, waiting["waiting"], people["dalia"], people["emil"]),
        **seed_rights.made(
            organisation,
            alice,
            people["emil"],
            people["gil"],
            people["hana"],
            people["olu"],
        ),
        "begun": _project(organisation, ProjectDraft(title="Only a title")).id,
    }


def _houses_of_bergen() -> None:
    tove = make_person(email="tove@example.org", name="Tove")
    for name in ("Museum of Bergen", "Archive of Bergen"):
        make_organisation(tove, name=name)


def _people() -> dict[str, Person]:
    return {
        "dalia": make_worker(email="dalia@example.org", name="Dalia"),
        "emil": make_worker(email="emil@example.org", name="Emil"),
        "olu": make_operator(email="olu@example.org", name="Olu"),
        "nia": make_person(email="nia@example.org", name="Nia"),
        **{name: make_worker(email=f"{name}@example.org") for name in WORKING},
    }


def _letters(person: Person) -> dict[str, str]:
    """What the links in letters carry: a confirmation of an address and a new password."""
    unconfirmed = make_person(email="uma@example.org", verified=False)
    address, _created = EmailAddress.objects.get_or_create(
        user=unconfirmed, email=unconfirmed.email, defaults={"primary": True}
    )
    return {
        "confirmation": EmailConfirmationHMAC(address).key,
        "reset_person": user_pk_to_url_str(person),
        "reset_key": default_token_generator.make_token(person),
    }


def _moods(organisation: Organisation, dalia: Person, emil: Person) -> dict[str, str]:
    options = ("Glad", "Sad", "Neutral")
    project = _project(
        organisation,
        _draft("Mood of sentences", "classification", "Which mood does it have?", options),
    )
    batch = _imported(project, [{"no": n, "text": text} for n, text in enumerate(TEXTS, 1)])
    pay.publish_batch(actor=JOB, now=utc_now(), batch_id=batch.id)
    sent = [_answer(dalia, project, "Glad") for _ in range(4)]
    for label in ("Glad", "Sad"):
        _answer(emil, project, label)
    review.accept(actor=JOB, now=utc_now(), project_id=project.id, submission_ids=[sent[0].id])
    refuse_after_offer(
        sent[1],
        utc_now(),
        evidence="The sentence says that the bridge is closed.",
        explanation="A closed bridge is no glad news, and the words say nothing else.",
    )
    review.run_aggregation(actor=JOB, now=utc_now(), batch_id=batch.id)
    held = work.take(actor=actor_of(dalia), now=utc_now(), project_id=project.id)
    return {
        "project": project.id,
        "batch": batch.id,
        "accepted": sent[0].id,
        "refused": sent[1].id,
        "pending": sent[2].id,
        "assignment": held.id,
        "sent_assignment": sent[2].assignment_id,
    }


def _pictures(organisation: Organisation, dalia: Person) -> dict[str, str]:
    draft = _draft(
        "Which shape is it?", "image_classification", "Which shape?", ("Round", "Square")
    )
    project = _project(organisation, draft)
    batch = _pictured(project)
    begin_reading(actor_of(dalia), project.id, utc_now())
    shapes = _shapes_to_box(organisation)
    postcards = _postcards(organisation)
    return {"pictures": project.id, "picture_batch": batch.id, **shapes, **postcards}


def _shapes_to_box(organisation: Organisation) -> dict[str, str]:
    draft = _draft("Box the shapes", "image_classification", "Where?", ("Round", "Square"))
    project = _project(organisation, replace(draft, preset="", template=BOXES))
    draft = _draft("Paint the shapes", "image_classification", "Where?", ("Round", "Square"))
    painted = _project(organisation, replace(draft, preset="", template=MASKS))
    return {
        "boxes": project.id,
        "boxes_batch": _pictured(project).id,
        "masks": painted.id,
        "masks_batch": _pictured(painted).id,
    }


def _pictured(project: Project, count: int = 4) -> Batch:
    names = [f"shape-{number}.png" for number in range(1, count + 1)]
    for number, name in enumerate(names):
        work.store_media(
            actor=JOB, now=utc_now(), project_id=project.id, name=name, stream=_picture(number)
        )
    batch = _imported(project, [{"image": name} for name in names], media=("image",))
    pay.publish_batch(actor=JOB, now=utc_now(), batch_id=batch.id)
    return batch


def _kept_picture(project: Project) -> str:
    work.store_media(
        actor=JOB, now=utc_now(), project_id=project.id, name="shape.png", stream=_picture(1)
    )
    return "shape.png"


def _picture(number: int) -> io.BytesIO:
    image = Image.new("RGB", (640, 480), "#e8e2d0")
    corners = (120 + 20 * number, 80, 480, 400)
    draw = ImageDraw.Draw(image)
    (draw.ellipse if number % 2 else draw.rectangle)(corners, fill="#335577")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    stream.seek(0)
    return stream


def _postcards(organisation: Organisation) -> dict[str, str]:
    draft = _draft("Read a postcard", "image_transcription", "What is written there?", None)
    project = _project(organisation, draft)
    return {"postcards": project.id, "postcard_batch": _pictured(project, 12).id}


def _letters_to_sum_up(organisation: Organisation) -> dict[str, str]:
    draft = _draft("Sum up a letter", "short_text", "What does the letter say?", None)
    project = _project(organisation, draft)
    batch = _imported(project, [{"text": f"Letter {number}: {TEXTS[0]}"} for number in range(1, 9)])
    pay.publish_batch(actor=JOB, now=utc_now(), batch_id=batch.id)
    return {"plenty": project.id}


def _preset_project(organisation: Organisation, title: str, preset_key: str) -> Project:
    preset = preset_of(preset_key)
    assert preset is not None
    return _project(organisation, _draft(title, preset_key, preset.question, None))


def _published(
    organisation: Organisation, title: str, preset_key: str, rows: Sequence[Mapping[str, object]]
) -> Project:
    project = _preset_project(organisation, title, preset_key)
    pay.publish_batch(actor=JOB, now=utc_now(), batch_id=_imported(project, rows).id)
    return project


def _waiting(organisation: Organisation) -> dict[str, str]:
    draft = _draft("Same product?", "entity_matching", "One product?", ("Same", "Different"))
    project = _project(organisation, draft)
    rows = [
        {"sku": "a1", "left": "Tripod 130 cm", "right": "Tripod 1.3 m"},
        {"sku": "a2", "left": "Ink 21", "right": "Ink 22"},
    ]
    batch = _imported(project, rows)
    file = SimpleUploadedFile("pairs.csv", b"sku,left,right\na1,Tripod 130 cm,Tripod 1.3 m\n")
    upload = work.store_upload(
        actor=JOB,
        now=utc_now(),
        project_id=project.id,
        name=file.name or "",
        chunks=file.chunks(),
        client_key="upload",
    )
    return {"waiting": project.id, "waiting_batch": batch.id, "upload": upload.id}


def _draft(
    title: str, preset_key: str, question: str, options: tuple[str, ...] | None
) -> ProjectDraft:
    preset = preset_of(preset_key)
    assert preset is not None
    return ProjectDraft(
        title=title,
        purpose="Measure how often readers' letters are glad, for the yearly report.",
        end_client="Weather Museum",
        ai_function="preparation",
        data_categories=("public_text",),
        contact="desk@example.org",
        languages=("en", "fr"),
        preset=preset_key,
        template=preset.source_with(question=question, options=options),
        reward="0.12",
        time_estimate_seconds=20,
        answers_per_task=2,
    )


def _project(organisation: Organisation, draft: ProjectDraft) -> Project:
    project = work.draft_project(
        actor=JOB,
        now=utc_now(),
        organisation_id=organisation.id,
        draft=draft,
        client_key=draft.title,
    )
    if draft.end_client and draft.end_client != organisation.name:
        write_chain(project, client=draft.end_client)
    if draft.template:
        work.write_instructions(actor=JOB, now=utc_now(), project_id=project.id, draft=INSTRUCTIONS)
    return project


def _imported(
    project: Project, rows: Sequence[Mapping[str, object]], media: tuple[str, ...] = ()
) -> Batch:
    project.refresh_from_db()
    return work.import_batch(
        actor=JOB,
        now=utc_now(),
        project_id=project.id,
        table=table_of(rows),
        mapping=ColumnMapping({name: name for name in project.columns}, media=media),
        name="Letters of May",
        client_key=f"batch {project.id}",
    )


def _answer(worker: Person, project: Project, label: str) -> Submission:
    actor, now = Actor.person(worker.id), utc_now() - timedelta(minutes=2)
    begin_reading(actor, project.id, now)
    pay.end_reading(actor=actor, now=now, project_id=project.id, reported_seconds=9)
    held = work.take(actor=actor, now=now, project_id=project.id)
    return work.submit(
        actor=actor,
        now=utc_now(),
        assignment_id=held.id,
        answer={"label": label},
        active_seconds=25,
    )


if __name__ == "__main__":
    seeded = made()
    seed_walks.made()
    json.dump(seeded, sys.stdout)
