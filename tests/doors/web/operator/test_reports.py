"""What workers report and a person of the instance looks at."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from ouvrage.base.money import Money
from ouvrage.ledger import recipes
from ouvrage.pay import actions as pay
from ouvrage.work import actions as work
from ouvrage.work.actions import StopDraft
from ouvrage.work.models import Batch, Stop
from ouvrage.work.rules import StopKind
from tests.factories.people import JOB, NOW, make_operator, make_worker
from tests.factories.work import make_open_batch, ready

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def client() -> Client:
    amount = Money.parse("50", "EUR")
    recipes.fund_guarantee(actor=JOB, now=NOW, amount=amount, reference="", key="tests")
    browser = Client()
    browser.force_login(make_operator())
    return browser


@pytest.fixture
def waiting() -> Stop:
    """A stopped task past the number that is paid without a look."""
    most = settings.AGREEMENT.time.time_credits_a_day
    batch = make_open_batch(tasks=most + 1, answers_per_task=2)
    actor = ready(make_worker(), batch)
    draft = StopDraft(StopKind.BROKEN, reason="other", words="All is blank.")
    for _ in range(most + 1):
        held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
        stop = pay.stop_task(actor=actor, now=LATER, assignment_id=held.id, draft=draft)
    return stop


def page(client: Client) -> str:
    """The page of reports."""
    return client.get(reverse("operator:reports")).content.decode()


def test_a_person_pays_a_stop_that_waits(client: Client, waiting: Stop) -> None:
    """PAY-7."""
    assert "All is blank." in page(client)
    assert client.post(reverse("operator:stop_approved", args=[waiting.id])).status_code == 302
    assert Stop.objects.get(id=waiting.id).state == "paid"
    assert "All is blank." not in page(client)
    assert client.post(reverse("operator:stop_approved", args=[waiting.id])).status_code == 404


def test_not_paying_needs_a_reason_and_an_explanation(client: Client, waiting: Stop) -> None:
    address = reverse("operator:stop_refused", args=[waiting.id])
    assert client.post(address, {f"{waiting.id}-reason": "no_work"}).status_code == 422
    assert Stop.objects.get(id=waiting.id).state == "waiting"
    fields = {
        f"{waiting.id}-reason": "no_work",
        f"{waiting.id}-explanation": "The page was open for one second.",
    }
    assert client.post(address, fields).status_code == 302
    denied = Stop.objects.get(id=waiting.id)
    assert (denied.state, denied.explanation) == ("denied", "The page was open for one second.")


def test_a_person_relabels_a_disputed_batch(client: Client) -> None:
    """HLT-1."""
    batch = make_open_batch(tasks=4, answers_per_task=2)
    for _ in range(2):
        actor = ready(make_worker(), batch)
        held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
        draft = StopDraft(StopKind.MISLABELLED, sensitive=("violence",))
        pay.stop_task(actor=actor, now=LATER, assignment_id=held.id, draft=draft)
    shown = page(client)
    assert "Violence, injury or death" in shown
    assert shown.count("checked") == 1
    address = reverse("operator:batch_relabelled", args=[batch.id])
    client.post(address, {f"{batch.id}-sensitive": ["violence"]})
    batch.refresh_from_db()
    assert (batch.sensitive, batch.label_disputed) == (["violence"], False)


def test_nobody_else_decides(waiting: Stop) -> None:
    worker = Client()
    worker.force_login(make_worker())
    for name in ("stop_approved", "stop_refused"):
        assert worker.post(reverse(f"operator:{name}", args=[waiting.id])).status_code == 404
    address = reverse("operator:batch_relabelled", args=[waiting.batch_id])
    assert worker.post(address).status_code == 404
    assert Stop.objects.get(id=waiting.id).state == "waiting"
    assert Batch.objects.get().sensitive == []
