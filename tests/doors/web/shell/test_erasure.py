"""An erased person cannot be found again, and the books still add up (PRI-5, M13)."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusals
from ouvrage.base.moment import utc_now
from ouvrage.base.money import Money
from ouvrage.base.personal import ERASED, After, filters
from ouvrage.journal.queries import chain_faults
from ouvrage.ledger.queries import book_faults, due, statement_of_worker
from ouvrage.pay.actions.payouts import ask_payout, return_payout
from ouvrage.pay.errors import PayoutMethodMissing
from ouvrage.pay.queries import payout_faults, settlement_faults
from ouvrage.pay.rules import ReturnReason
from ouvrage.people import actions as people
from ouvrage.people import vault
from ouvrage.people.errors import SecretUnreadable
from ouvrage.people.models import MemberRole, Person, Secret, SecretKind
from ouvrage.people.rules import Purpose
from ouvrage.review.actions import accept
from ouvrage.rights import actions, errors, queries
from ouvrage.rights.exports.registers import personal_tables
from ouvrage.rights.models import Erasure, ErasureState
from ouvrage.rights.rules import claim_digest
from ouvrage.skills import actions as skills
from ouvrage.skills.models import StatusListEntry
from ouvrage.voice import actions as voice
from ouvrage.voice.drafts import Telling
from ouvrage.work.models import Assignment, Submission
from tests.doors.web.shell import canary
from tests.doors.web.worker.scenes import logged_in
from tests.factories.money import choose_sepa, earn
from tests.factories.people import (
    JOB,
    actor_of,
    make_member,
    make_operator,
    make_organisation,
    make_worker,
)
from tests.factories.skills import make_granted

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[4]
SECONDS_MAX = 300
PROGRAM = "import django; django.setup(); from tests.doors.web.shell import canary; canary.main()"
EMPTY = {"None", "", "[]", "{}", ERASED}


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path) -> Iterator[None]:
    (tmp_path / "vault.key").write_text(vault.new_key_text())
    own = vault.Vault(tmp_path / "vault", tmp_path / "vault.key")
    backend = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    with override_settings(VAULT=own, DATA_DIR=tmp_path, EMAIL_BACKEND=backend):
        yield


@pytest.fixture
def traces() -> canary.Traces:
    return canary.leave_traces()


def ask(person: Person, **changed: bool) -> tuple[Erasure, str]:
    wanted = {"at_once": True, **changed}
    return actions.ask_erasure(actor=actor_of(person), now=utc_now(), person_id=person.id, **wanted)


def test_before_the_erasure_the_traces_are_there(traces: canary.Traces) -> None:
    """The search finds what is there, or finding nothing afterwards would prove nothing."""
    found = "\n".join(canary.tables_that_say(canary.PLANTED))
    for word in (canary.NAME, canary.EMAIL, canary.SECOND_EMAIL, canary.TYPED):
        assert word in found
    assert canary.IBAN not in found  # the vault is sealed all along


def test_no_table_says_who_an_erased_person_was(traces: canary.Traces) -> None:
    canary.erase(traces)
    assert canary.tables_that_say(canary.PLANTED) == []


def test_no_file_says_who_an_erased_person_was(own_environment: dict[str, str]) -> None:
    """Database, write-ahead log, vault, copies: every file of an instance that ran on its own."""
    environment = own_environment | {"OUVRAGE_DEBUG": "1", "OUVRAGE_LOG_LEVEL": "ERROR"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        timeout=SECONDS_MAX,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert "people.Person.name: Zephyrine Quillfeather" in said["before"]
    folder = Path(own_environment["OUVRAGE_DATA_DIR"]).parent
    assert any(folder.rglob("vault/erased/*"))
    assert canary.files_that_say(folder, canary.PLANTED) == []


def test_what_the_register_says_goes_is_gone_and_what_it_empties_is_empty(
    traces: canary.Traces,
) -> None:
    canary.erase(traces)
    left = []
    for table in personal_tables():
        rows = table.model._default_manager
        for way in table.declared.own or table.declared.reached:
            found = rows.filter(**filters(way, traces.worker_id))
            if table.declared.after is After.GONE:
                left += [table.model._meta.label] if found.exists() else []
            for column in table.declared.empties:
                values = set(map(str, found.values_list(column, flat=True)))
                if values - EMPTY:
                    left.append(f"{table.model._meta.label}.{column}")
    assert left == []


def test_books_and_statements_add_up_after_an_erasure(traces: canary.Traces) -> None:
    before = statement_of_worker(traces.worker_id)
    owed = due(traces.worker_id, settings.CURRENCY)
    canary.erase(traces)
    assert [*book_faults(), *settlement_faults(), *chain_faults()] == []
    assert statement_of_worker(traces.worker_id) == before
    assert due(traces.worker_id, settings.CURRENCY) == owed
    assert owed


def test_answers_stay_under_the_same_code_for_their_requester(traces: canary.Traces) -> None:
    owner = logged_in(traces.scene.owner)
    where = {
        "organisation_id": traces.scene.organisation.id,
        "project_id": traces.scene.project.id,
    }
    page = reverse("requester:answers", kwargs=where)
    before = owner.get(page).content.decode()
    canary.erase(traces)
    after = owner.get(page).content.decode()
    assert Submission.objects.filter(worker_id=traces.worker_id).count() == 3
    for text in (before, after):
        assert traces.worker_id not in text
        assert not any(word in text for word in canary.PLANTED)


def test_tasks_in_hand_go_back_to_others(traces: canary.Traces) -> None:
    assert Assignment.objects.filter(worker_id=traces.worker_id, state="taken").count() == 1
    canary.erase(traces)
    assert not Assignment.objects.filter(worker_id=traces.worker_id, state="taken").exists()


def test_sessions_end_and_the_password_opens_nothing(traces: canary.Traces) -> None:
    canary.erase(traces)
    assert traces.browser.get(reverse("my_data")).status_code == 302
    form = {"login": canary.EMAIL, "password": canary.PASSWORD}
    page = Client().post(reverse("account_login"), form)
    assert page.status_code == 200  # the form again, not the portal
    assert Person.objects.get(id=traces.worker_id).has_usable_password() is False


def test_the_address_can_sign_up_again_as_somebody_else(traces: canary.Traces) -> None:
    canary.erase(traces)
    again = make_worker(email=canary.EMAIL)
    assert again.id != traces.worker_id


def test_old_copies_of_vault_rows_cannot_be_opened(traces: canary.Traces) -> None:
    rows = list(Secret.objects.filter(person_id=traces.worker_id))
    canary.erase(traces)
    Secret.objects.bulk_create(rows)  # as an older database has them
    with pytest.raises(SecretUnreadable):
        people.read_secret(
            actor=JOB,
            now=utc_now(),
            person_id=traces.worker_id,
            kind=SecretKind.PAYOUT,
            purpose=Purpose.PAYOUT,
        )


def test_who_comes_back_with_an_older_database_is_erased_again(traces: canary.Traces) -> None:
    canary.erase(traces)
    Person.objects.filter(id=traces.worker_id).update(
        is_active=True, name=canary.NAME, email=canary.EMAIL, works=True
    )
    Erasure.objects.all().delete()
    now = utc_now()
    assert actions.shred_erased(actor=JOB, now=now, limit=10) == 1
    assert actions.erase_due(actor=JOB, now=now, limit=10) == 1
    assert canary.tables_that_say(canary.PLANTED) == []
    assert actions.shred_erased(actor=JOB, now=now, limit=10) == 1
    assert actions.shred_erased(actor=JOB, now=now, limit=10) == 0


def test_nothing_is_told_to_somebody_erased(traces: canary.Traces) -> None:
    canary.erase(traces)
    telling = Telling("later", traces.worker_id, "statement_ready", {"month": "May"})
    assert voice.tell(actor=JOB, now=utc_now(), telling=telling) is None


def test_money_that_is_due_stays_due_under_a_claim_code(traces: canary.Traces) -> None:
    worker = Person.objects.get(id=traces.worker_id)
    code = canary.erase(traces)
    claim = queries.claim_of(claim_digest(code.lower().replace("-", " ")))
    assert claim is not None
    assert (claim.worker_id, claim.owed) == (worker.id, due(worker.id, settings.CURRENCY))
    assert queries.claim_of(claim_digest("AAAA-AAAA")) is None


def test_money_that_becomes_due_later_is_had_with_the_same_code(traces: canary.Traces) -> None:
    """PRI-5: an answer is accepted after the erasure; its pay is lost to nobody."""
    digest = claim_digest(canary.erase(traces))
    before = queries.claim_of(digest)
    sent = Submission.objects.get(worker_id=traces.worker_id, state="pending")
    owner, now = actor_of(traces.scene.owner), utc_now()
    accept(actor=owner, now=now, project_id=sent.project_id, submission_ids=[sent.id])
    after = queries.claim_of(digest)
    assert before is not None
    assert after is not None
    assert (after.owed - before.owed).micros == sent.reward_micros


def test_an_erasure_waits_for_a_payout_and_none_is_asked_for_after_it() -> None:
    """PAY-10, PRI-5: nothing is on its way to an account that nobody knows any more."""
    worker = make_worker()
    earn(worker, "5")
    choose_sepa(worker)
    payout = ask_payout(actor=actor_of(worker), now=utc_now(), client_key="before")
    ask(worker)
    now = utc_now()
    assert actions.erase_due(actor=JOB, now=now, limit=10) == 0
    assert Person.objects.get(id=worker.id).is_active
    return_payout(
        actor=JOB, now=now, payout_id=payout.id, reason=ReturnReason.NOT_SENT, explanation="Late."
    )
    later = now + timedelta(hours=7)
    assert actions.erase_due(actor=JOB, now=later, limit=10) == 1
    with pytest.raises(PayoutMethodMissing):
        ask_payout(actor=Actor.person(worker.id), now=later, client_key="after")
    assert due(worker.id, settings.CURRENCY) == Money.parse("5", "EUR")


def test_claim_code_is_paid_once_by_the_operator(traces: canary.Traces) -> None:
    code = canary.erase(traces)
    owed = due(traces.worker_id, settings.CURRENCY)
    operator = logged_in(make_operator())
    page = operator.get(reverse("operator:codes")).content.decode()
    key = re.search(r'name="client_key" value="([0-9a-f]{32})"', page)
    assert key is not None
    form = {"client_key": key.group(1), "code": code.lower(), "reference": ""}
    assert (
        f"{owed.decimal()} EUR" in operator.post(reverse("operator:codes"), form).content.decode()
    )
    form["reference"] = "TRANSFER-1"
    for _click in range(2):
        assert operator.post(reverse("operator:codes"), form).status_code == 302
    assert due(traces.worker_id, settings.CURRENCY).micros == owed.micros % 10_000
    assert [*book_faults(), *settlement_faults(), *payout_faults()] == []
    wrong = operator.post(reverse("operator:codes"), {**form, "code": "AAAA-BBBB"})
    assert wrong.status_code == 422


@pytest.mark.parametrize("who", ["worker", "visitor"])
def test_claim_codes_are_for_operators(who: str) -> None:
    browser = logged_in(make_worker() if who == "worker" else None)
    expected = {"worker": 404, "visitor": 302}[who]
    assert browser.get(reverse("operator:codes")).status_code == expected


def test_erasure_waits_the_agreed_days_and_can_be_taken_back() -> None:
    worker = make_worker()
    erasure, _code = ask(worker, at_once=False)
    assert erasure.due_at - erasure.asked_at == timedelta(days=14)
    assert actions.erase_due(actor=JOB, now=utc_now(), limit=10) == 0
    with pytest.raises(errors.ErasureAskedBefore):
        ask(worker)
    actions.cancel_erasure(actor=actor_of(worker), now=utc_now(), person_id=worker.id)
    with pytest.raises(errors.NoErasureAsked):
        actions.cancel_erasure(actor=actor_of(worker), now=utc_now(), person_id=worker.id)
    later = utc_now() + timedelta(days=15)
    assert actions.erase_due(actor=JOB, now=later, limit=10) == 0
    assert Person.objects.get(id=worker.id).is_active
    ask(worker, at_once=False)
    assert actions.erase_due(actor=JOB, now=later + timedelta(days=1), limit=10) == 1
    assert Erasure.objects.get(person=worker, state=ErasureState.DONE).done_at is not None


def test_only_owner_hands_over_first() -> None:
    owner = make_worker()
    organisation = make_organisation(owner, name="Archive of Lyon")
    with pytest.raises(Refusals) as refused:
        ask(owner)
    assert [(each.code, each.params) for each in refused.value.each()] == [
        ("owns_alone", {"names": "Archive of Lyon"})
    ]
    make_member(organisation, MemberRole.OWNER)
    ask(owner)
    assert actions.erase_due(actor=JOB, now=utc_now(), limit=10) == 1
    assert [row.person_id for row in organisation.memberships.all()] != [owner.id]


def test_only_operator_hands_over_first() -> None:
    operator = make_operator()
    with pytest.raises(Refusals) as refused:
        ask(operator)
    assert [each.code for each in refused.value.each()] == ["only_operator"]
    make_operator()
    ask(operator)


def test_nobody_asks_for_somebody_elses_erasure() -> None:
    worker, other = make_worker(), make_operator()
    with pytest.raises(NotFound):
        actions.ask_erasure(
            actor=actor_of(other),
            now=utc_now(),
            person_id=worker.id,
            at_once=True,
        )


def test_the_bit_of_an_erased_person_stays_and_leads_to_nobody() -> None:
    """QUA-5."""
    stays, loses = make_worker(), make_worker()
    row = make_granted(make_organisation().id)
    for worker in (stays, loses):
        skills.grant(
            actor=JOB, now=utc_now(), qualification_id=row.id, worker_id=worker.id, value=80
        )
    skills.revoke_grant(
        actor=JOB, now=utc_now(), qualification_id=row.id, worker_id=loses.id,
        reason="mistake", explanation="It was meant for somebody else.",
    )  # fmt: skip
    before = set(StatusListEntry.objects.values_list("position", "withdrawn"))
    for worker in (stays, loses):
        ask(worker)
    assert actions.erase_due(actor=JOB, now=utc_now(), limit=10) == 2
    assert set(StatusListEntry.objects.values_list("position", "withdrawn")) == before
    assert set(StatusListEntry.objects.values_list("grant", flat=True)) == {None}
    assert {withdrawn for _position, withdrawn in before} == {True, False}
