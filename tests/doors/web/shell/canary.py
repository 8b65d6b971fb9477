"""A worker who leaves traces everywhere: through real pages and actions, with words like no others.

`main` does so in the database of a process of its own and erases the worker, so that a test can
search the files that are left.
"""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.db.models import BinaryField
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Span, utc_now
from ouvrage.people import actions as people
from ouvrage.people.models import Person, SecretKind
from ouvrage.review.actions import accept
from ouvrage.rights import actions as rights
from ouvrage.voice import actions as voice
from ouvrage.voice.drafts import Telling
from ouvrage.work import actions as work
from tests.doors.web.worker.scenes import Scene, make_scene
from tests.factories.people import accept_contract

JOB = Actor.job("tests")
NAME = "Zephyrine Quillfeather"
EMAIL = "zephyrine.quill@canary.example"
SECOND_EMAIL = "zq.second@canary.example"
LEGAL_NAME = "Zéphyrine Ndiaye-Canari"
STREET = "7 rue du Canari Jaune"
IBAN = "FR7630006000011234567890189"
TAX_NUMBER = "1799CANARI456"
BIRTH = "1979-12-03T-canary"
TYPED = "words typed and never sent by the canary"
PASSWORD = "canary sings at dawn 9"
PLANTED = (NAME, EMAIL, SECOND_EMAIL, LEGAL_NAME, STREET, IBAN, TAX_NUMBER, BIRTH, TYPED, PASSWORD)


@dataclass(frozen=True)
class Traces:
    """Who left them, and where."""

    worker_id: str
    scene: Scene
    browser: Client


def leave_traces() -> Traces:
    """The worker signed up, wrote about themself, worked, was paid, told and asked for a copy."""
    scene = make_scene(texts=tuple(f"Sentence {number}." for number in range(6)))
    browser = Client()
    worker_id = _sign_up(browser)
    _say_who(worker_id, browser)
    _work(worker_id, scene, browser)
    told = Telling("canary", worker_id, "payout_sent", {"amount": {"micros": 1, "currency": "EUR"}})
    voice.tell(actor=JOB, now=utc_now(), telling=told)
    voice.write_letters(actor=JOB, now=utc_now() + Span(days=1), limit=10)
    browser.post(reverse("ask_copy"))
    rights.make_copies(actor=JOB, now=utc_now(), limit=10)
    return Traces(worker_id, scene, browser)


def _sign_up(browser: Client) -> str:
    form = {"comes_for": "work", "email": EMAIL, "name": NAME, "password1": PASSWORD}
    assert browser.post(reverse("account_signup"), form).status_code == 302
    link = re.search(r"http\S+/confirm-email/\S+/", str(mail.outbox[-1].body))
    assert link is not None
    path = "/" + link.group().split("/", 3)[3]
    assert browser.post(path).status_code == 302
    return str(Person.objects.values_list("id", flat=True).get(email=EMAIL))


def _say_who(worker_id: str, browser: Client) -> None:
    profile = {"name": NAME, "language": "en", "languages": ["en"], "other_languages": ""}
    assert browser.post(reverse("profile"), profile).status_code == 302
    second = {"email": SECOND_EMAIL, "action_add": ""}
    assert browser.post(reverse("account_email"), second).status_code == 302
    secrets = {
        SecretKind.IDENTITY: {"name": LEGAL_NAME, "street": STREET, "born": BIRTH},
        SecretKind.PAYOUT: {"iban": IBAN},
        SecretKind.TAX: {"number": TAX_NUMBER},
    }
    for kind, value in secrets.items():
        own = Actor.person(worker_id)
        people.keep_secret(actor=own, now=utc_now(), person_id=worker_id, kind=kind, value=value)
    choices = {"letters": "on", "zone": "UTC", "from_hour": "0", "to_hour": "23"}
    assert browser.post(reverse("message_choices"), choices).status_code == 302


def _work(worker_id: str, scene: Scene, browser: Client) -> None:
    """Answers that were accepted and one that waits, one task with a draft, one given back."""
    worker = Person.objects.get(id=worker_id)
    accept_contract(worker, utc_now())
    scene.read(worker)
    actor, now = Actor.person(worker_id), utc_now()
    sent = [_answer(actor, scene) for _number in range(3)]
    owner, project_id = Actor.person(scene.owner.id), scene.project.id
    accept(actor=owner, now=now, project_id=project_id, submission_ids=sent[:2])
    returned = work.take(actor=actor, now=now, project_id=scene.project.id)
    browser.post(reverse("worker:draft", args=[returned.id]), {"why": TYPED})
    work.return_assignment(actor=actor, now=now, assignment_id=returned.id)
    open_one = work.take(actor=actor, now=now, project_id=scene.project.id)
    browser.post(reverse("worker:draft", args=[open_one.id]), {"why": TYPED})


def _answer(actor: Actor, scene: Scene) -> str:
    now = utc_now()
    held = work.take(actor=actor, now=now, project_id=scene.project.id)
    answer = {"mood": "glad", "why": "It says so."}
    sent = work.submit(
        actor=actor, now=now, assignment_id=held.id, answer=answer, active_seconds=20
    )
    return str(sent.id)


def erase(traces: Traces) -> str:
    """The worker asked for it with their password, and the jobs did it; returns the claim code."""
    form = {"at_once": "on", "password": PASSWORD}
    page = traces.browser.post(reverse("erasure"), form)
    assert page.status_code == 200, page.content.decode()
    code = re.search(r"<code[^>]*>([A-Z2-7-]+)</code>", page.content.decode())
    assert code is not None
    now = utc_now()
    assert rights.erase_due(actor=JOB, now=now, limit=10) == 1
    assert rights.shred_erased(actor=JOB, now=now, limit=10) == 1
    rights.sweep_copies(actor=JOB, now=now)
    return code.group(1)


def tables_that_say(words: tuple[str, ...]) -> list[str]:
    """`table.column: word` for each planted word that stands in a row of any table."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        columns = [field.attname for field in model._meta.concrete_fields]
        binary = {f.attname for f in model._meta.concrete_fields if isinstance(f, BinaryField)}
        for row in model._default_manager.values(*columns):
            for column, value in row.items():
                text = bytes(value).decode("latin-1") if column in binary else _spelled(value)
                found += [f"{model._meta.label}.{column}: {word}" for word in words if word in text]
    return found


def _spelled(value: object) -> str:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def files_that_say(folder: Path, words: tuple[str, ...]) -> list[str]:
    """The same for the bytes of every file, in UTF-8, UTF-16 and as JSON escapes them."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        for word in words:
            spelled = {
                word.encode(),
                word.encode("utf-16-le"),
                json.dumps(word)[1:-1].encode(),
                word.lower().encode(),
            }
            found += [f"{path.name}: {word}" for form in spelled if form in content]
    return found


def main() -> None:
    """Leaves traces, erases, and prints what a test needs to know."""
    setup_test_environment()
    call_command("migrate", verbosity=0)
    traces = leave_traces()
    before = [*tables_that_say(PLANTED), *files_that_say(Path(settings.DATA_DIR).parent, PLANTED)]
    erase(traces)
    connection.close()
    sys.stdout.write(json.dumps({"before": before}) + "\n")
