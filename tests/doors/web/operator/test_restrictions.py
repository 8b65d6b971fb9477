"""Accounts as the operator sees them: proposals, a decision in one's own name, letters, lifting."""

import pytest
from django.urls import reverse

from ouvrage.pay.models import TimeClaim
from ouvrage.people.models import Person
from ouvrage.rights import actions
from ouvrage.rights.models import Letter, Proposal, Restriction
from tests.doors.web.reviewer.test_home import logged_in
from tests.factories.people import (
    NOW,
    actor_of,
    make_operator,
    make_person,
    make_reviewer,
    make_worker,
)
from tests.factories.rights import HOUR, appeal_against, restrict

pytestmark = pytest.mark.django_db
KEY = "0" * 32
FIELDS = {
    "client_key": KEY,
    "kind": "pause",
    "pause_days": "10",
    "reason": "shared_account",
    "explanation": "Two people used this account at once.",
    "evidence": "Both wrote to us on 3 January.",
}


def test_an_operator_proposes_decides_and_lifts() -> None:
    worker, operator = make_worker(name="Ama"), make_operator(name="Odile")
    client = logged_in(operator)
    person = reverse("operator:person", args=[worker.id])
    shown = client.get(person).content.decode()
    assert reverse("operator:restrict", args=[worker.id]) in shown
    propose = reverse("operator:propose", args=[worker.id])
    assert client.post(propose, {"kind": "pause", "words": ""}).status_code == 422
    client.post(propose, {"kind": "pause", "words": "Two people wrote to us."})
    proposal = Proposal.objects.get()
    page = reverse("operator:proposal", args=[proposal.id])
    assert "Two people wrote to us." in client.get(page).content.decode()
    assert "1 proposal to restrict" in client.get(reverse("operator:home")).content.decode()
    decide = f"{reverse('operator:restrict', args=[worker.id])}?proposal={proposal.id}"
    refused = client.post(decide, FIELDS | {"explanation": "no"})
    assert refused.status_code == 422
    assert client.post(decide, FIELDS).headers["Location"] == person
    restriction = Restriction.objects.get()
    assert Proposal.objects.get().state == "followed"
    page = reverse("operator:restriction", args=[restriction.id])
    shown = client.get(page).content.decode()
    for said in ("Odile", "Ama", "waits to be sent", "Both wrote to us on 3 January."):
        assert said in shown
    lift = reverse("operator:restriction_lifted", args=[restriction.id])
    assert client.post(lift, {"lift-reason": ""}).status_code == 422
    client.post(lift, {"lift-reason": "They are twins with two accounts."})
    assert "They are twins" in client.get(page).content.decode()
    assert Letter.objects.count() == 2


def test_a_proposal_is_dismissed_with_words() -> None:
    worker, client = make_worker(), logged_in(make_operator())
    client.post(
        reverse("operator:propose", args=[worker.id]), {"kind": "end", "words": "Seen on a forum."}
    )
    page = reverse("operator:proposal", args=[Proposal.objects.get().id])
    assert client.post(page, {"words": "no"}).status_code == 422
    client.post(page, {"words": "The forum meant another site."})
    assert "The forum meant another site." in client.get(page).content.decode()
    assert Proposal.objects.get().state == "dismissed"


def test_the_operator_answers_in_the_file_of_an_appeal() -> None:
    worker, client = make_worker(), logged_in(make_operator())
    restriction = restrict(worker)
    say = reverse("operator:restriction_statement", args=[restriction.id])
    fields = {"statement-client_key": KEY, "statement-words": "We saw both log-ins."}
    assert client.post(say, fields).status_code == 404
    appeal = appeal_against(worker, "restriction", restriction.id)
    assert client.post(say, fields).status_code == 302
    theirs = logged_in(worker).get(reverse("worker:appeal", args=[appeal.id])).content.decode()
    assert "We saw both log-ins." in theirs
    assert "The operator" in theirs
    overdue = client.get(reverse("operator:restrictions")).content.decode()
    assert reverse("reviewer:appeal", args=[appeal.id]) in overdue
    assert "1 appeal is overdue." in client.get(reverse("operator:home")).content.decode()


def test_health_counts_what_should_have_been_explained_put_right_or_decided() -> None:
    """DEC-8, PAY-1: not appeals alone have a day by which somebody answers."""
    worker, client = make_worker(), logged_in(make_operator())
    for kind in ("scores", "order"):
        question = actions.ask_why(
            actor=actor_of(worker),
            now=NOW,
            kind=kind,
            subject_id=worker.id,
            words="",
            client_key=kind,
        )
    actions.answer_question(
        actor=actor_of(make_reviewer()),
        now=NOW,
        explanation_id=question.id,
        answer="The order was wrong that day.",
        wrong=True,
    )
    TimeClaim.objects.create(
        id="C" * 26, worker=worker, client_key="c", category="task", started_at=NOW - HOUR,
        ended_at=NOW, state="open", made_at=NOW, answer_by=NOW + HOUR,
    )  # fmt: skip
    page = client.get(reverse("operator:home")).content.decode()
    assert "1 explanation is overdue. 1 wrong decision is not put right in time." in page
    assert "1 claim about time is overdue, at a requester or here." in page


def test_accounts_are_for_operators_only() -> None:
    worker = make_worker()
    restriction = restrict(worker)
    gets = [
        reverse("operator:restrictions"),
        reverse("operator:restrict", args=[worker.id]),
        reverse("operator:propose", args=[worker.id]),
        reverse("operator:restriction", args=[restriction.id]),
    ]
    for person in (worker, make_reviewer(), make_person()):
        client = logged_in(person)
        assert [client.get(address).status_code for address in gets] == [404] * 4
        assert client.post(gets[1], FIELDS).status_code == 404
    assert [logged_in(None).get(address).status_code for address in gets] == [302] * 4
    assert Restriction.objects.count() == 1


def test_only_who_works_can_be_restricted() -> None:
    client, nobody = logged_in(make_operator()), make_person()
    assert client.get(reverse("operator:restrict", args=[nobody.id])).status_code == 404
    assert (
        "Restrict this account"
        not in client.get(reverse("operator:person", args=[nobody.id])).content.decode()
    )
    assert Person.objects.get(id=nobody.id).is_active
