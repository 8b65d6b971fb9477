"""What the walks by keyboard find in the portal: an organisation and people of their own.

Each walk has a project, a worker or an account that no other test looks at, so that it can decide
it for good.
"""

from ouvrage.base.moment import utc_now
from ouvrage.pay.actions.payouts import ask_payout, choose_payout_method
from ouvrage.people.models import Organisation, Person
from ouvrage.people.rules import StatusKind
from ouvrage.review import actions as review
from ouvrage.rights.queries import refusal_of
from ouvrage.voice import actions as voice
from ouvrage.voice.actions import QuestionDraft
from ouvrage.work.models import Batch, Submission
from tests.factories.contributions import choose
from tests.factories.money import IDENTITY, choose_sepa, earn
from tests.factories.people import (
    JOB,
    actor_of,
    make_operator,
    make_organisation,
    make_person,
    make_worker,
)
from tests.factories.review import decline, offer, refuse_after_offer
from tests.factories.rights import appeal_against
from tests.factories.work import answer_one, make_open_batch, make_project

EVIDENCE = "The sentence speaks of rent."
WORKERS = ("yara", "ugo", "zoe", "sami", "tess", "vera")


def made() -> None:
    """Everything is there."""
    theatre = make_organisation(
        make_person(email="wim@example.org", name="Wim"), name="Theatre of Nice"
    )
    make_operator(email="omar@example.org", name="Omar")
    people = {name: make_worker(email=f"{name}@example.org", name=name.title()) for name in WORKERS}
    _to_contest(theatre, people["yara"])
    _to_be_paid(people["yara"])
    _to_judge(theatre, people["sami"], people["tess"])
    _to_review(theatre, people["vera"])
    _to_pay_out(people["sami"], people["tess"])
    _to_rate(theatre, people["zoe"])


def _batch(theatre: Organisation, title: str, tasks: int = 30) -> Batch:
    project = make_project(theatre, title=title, answers_per_task=1)
    return make_open_batch(tasks, project)


def _to_contest(theatre: Organisation, yara: Person) -> None:
    """A refusal that Yara has not contested yet."""
    refuse_after_offer(answer_one(yara, _batch(theatre, "Shop signs"), now=utc_now()), utc_now())


def _to_be_paid(yara: Person) -> None:
    earn(yara, "4.20", now=utc_now())
    details = {name: value for name, value in IDENTITY.items() if name != "iban"}
    choose_payout_method(
        actor=actor_of(yara), now=utc_now(), rail="manual", identity={**details, "how": "Cash"}
    )


def _to_judge(theatre: Organisation, sami: Person, tess: Person) -> None:
    """A first defect, a second one, and a question, that the requester has before them."""
    again = _batch(theatre, "Street names")
    decline(offer(answer_one(tess, again, now=utc_now()), utc_now()), utc_now())
    batch = _batch(theatre, "Tide tables")
    answer_one(sami, batch, now=utc_now())
    question = QuestionDraft(batch.project_id, "Does a toll count as money?", True, "walk")
    voice.ask_question(actor=actor_of(sami), now=utc_now(), draft=question)


def _to_review(theatre: Organisation, vera: Person) -> None:
    """An appeal, refusals that are held, and a suspicion of fraud."""
    contested = _refused(vera, _batch(theatre, "Church bells"))
    appeal_against(vera, "refusal", refusal_of(contested.id), now=utc_now())
    many = _batch(theatre, "Menus", 40)
    for sent in [answer_one(vera, many, now=utc_now()) for _ in range(20)][:3]:
        _refuse(sent)
    review.suspect_fraud(
        actor=actor_of(Person.objects.get(email="wim@example.org")),
        now=utc_now(),
        submission_id=_refused(vera, _batch(theatre, "Tickets")).id,
        evidence="Forty answers came within a minute.",
    )


def _refused(worker: Person, batch: Batch) -> Submission:
    sent = answer_one(worker, batch, now=utc_now())
    _refuse(sent)
    return sent


def _refuse(sent: Submission) -> None:
    refuse_after_offer(sent, utc_now(), evidence=EVIDENCE)


def _to_pay_out(sami: Person, tess: Person) -> None:
    """Two transfers that wait to be sent."""
    for person in (sami, tess):
        earn(person, "12.50", now=utc_now())
        choose_sepa(person, now=utc_now())
        ask_payout(actor=actor_of(person), now=utc_now(), client_key="walk")


def _to_rate(theatre: Organisation, zoe: Person) -> None:
    """A micro-entrepreneur with pay that is held, since the rate of the month is not known."""
    choose(zoe, StatusKind.MICRO_FR, utc_now())
    sent = answer_one(zoe, _batch(theatre, "Postcards"), now=utc_now())
    review.accept(actor=JOB, now=utc_now(), project_id=sent.project_id, submission_ids=[sent.id])
