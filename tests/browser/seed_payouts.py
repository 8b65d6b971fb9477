"""Money on its way in the portal of the browser tests: months, payouts in every state, invoices."""

from collections.abc import Mapping
from datetime import datetime

from ouvrage.base.moment import Month, Span, utc_now
from ouvrage.ledger.recipes import Contribution
from ouvrage.pay.actions.invoices import close_months
from ouvrage.pay.actions.payouts import (
    ask_payout,
    choose_payout_method,
    confirm_payouts,
    make_payout_file,
    return_payout,
    send_payout_file,
)
from ouvrage.pay.models import ClosedMonth, Payout
from ouvrage.pay.rules import ReturnReason
from ouvrage.people.models import Person
from tests.factories.money import IDENTITY, earn_all, euros
from tests.factories.people import JOB, actor_of

HOW = "Cash at the office in Antsirabe, on the first Monday of the month"


def made(organisation_id: str, project_id: str, people: Mapping[str, Person]) -> dict[str, str]:
    """Everything is there; gives the identifiers that addresses need."""
    dalia, emil, farah = people["dalia"], people["emil"], people["farah"]
    last = Month.of(utc_now()).previous.start + Span(days=3)
    for person, reward in ((dalia, "41.2345"), (emil, "7.5"), (farah, "3")):
        _earned(organisation_id, project_id, person, reward, last)
        _method(person)
    ClosedMonth.objects.all().delete()  # the portal's job was quicker than this past month
    close_months(actor=JOB, now=utc_now())
    ended = _sent("first", [dalia, emil, farah])
    confirm_payouts(actor=JOB, now=utc_now(), file_id=ended, reference="statement 12")
    _earned(organisation_id, project_id, dalia, "12.31", last)
    _earned(organisation_id, project_id, emil, "5", last)
    returning = _sent("second", [dalia, emil])
    back = Payout.objects.get(file_id=returning, worker=dalia)
    return_payout(
        actor=JOB,
        now=utc_now(),
        payout_id=back.id,
        reason=ReturnReason.NOT_COLLECTED,
        explanation="Nobody came to the office within four weeks.",
    )
    waiting = _asked(dalia, "third")
    fresh = _made("third")
    _earned(organisation_id, project_id, farah, "2", last)
    last_one = _asked(farah, "fourth")
    return {
        "payout_month": str(Month.of(utc_now())),
        "last_month": str(Month.of(last)),
        "sent_file": returning,
        "fresh_file": fresh,
        "in_file": waiting,
        "waiting_payout": last_one,
    }


def _earned(
    organisation_id: str, project_id: str, person: Person, reward: str, now: datetime
) -> None:
    earn_all(
        person,
        reward=euros(reward),
        now=now,
        organisation_id=organisation_id,
        project_id=project_id,
        contributions=(Contribution("percentage", "social", euros("0.05")),),
        withheld=(Contribution("micro", "sickness", euros("0.21")),),
        fee=euros("0.3"),
    )


def _method(person: Person) -> None:
    details = {name: value for name, value in IDENTITY.items() if name != "iban"}
    choose_payout_method(
        actor=actor_of(person), now=utc_now(), rail="manual", identity={**details, "how": HOW}
    )


def _asked(person: Person, key: str) -> str:
    return ask_payout(actor=actor_of(person), now=utc_now(), client_key=key).id


def _made(key: str) -> str:
    return make_payout_file(
        actor=JOB, now=utc_now(), rail="manual", channel="", variant="csv", client_key=key
    ).id


def _sent(key: str, people: list[Person]) -> str:
    for person in people:
        _asked(person, key)
    file_id = _made(key)
    send_payout_file(actor=JOB, now=utc_now(), file_id=file_id)
    return file_id
