"""People and organisations for tests: valid, boring, made by the room's own actions."""

from datetime import UTC, datetime
from itertools import count
from typing import TypedDict, Unpack

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment, utc_now
from ouvrage.people import actions, queries
from ouvrage.people.models import MemberRole, Organisation, Person

NOW: Moment = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
JOB = Actor.job("tests")
PASSWORD = "three brown horses"
_numbers = count(1)


class PersonFields(TypedDict, total=False):
    """What a test may want to be different."""

    email: str
    password: str
    name: str
    language: str
    works: bool
    operates: bool
    verified: bool


def make_person(**fields: Unpack[PersonFields]) -> Person:
    """A person with a confirmed address and no role."""
    wanted: PersonFields = {
        "email": f"person{next(_numbers)}@example.org",
        "password": PASSWORD,
        "verified": True,
    }
    wanted.update(fields)
    return actions.create_person(actor=JOB, now=NOW, **wanted)


def make_worker(**fields: Unpack[PersonFields]) -> Person:
    """A person who works."""
    fields.setdefault("works", True)
    worker = make_person(**fields)
    accept_contract(worker)
    return worker


def accept_contract(worker: Person, now: Moment = NOW) -> None:
    """The person accepted the contract in force, in their language, and is an adult."""
    actions.record_contracts(actor=JOB, now=NOW)
    # A portal that is served meanwhile may have recorded it first, at the time of the clock.
    contract = queries.contract_in_force(now, worker.language) or queries.contract_in_force(
        utc_now(), worker.language
    )
    if contract is None:  # A portal that is served recorded its contracts when it began.
        now = utc_now()
        # A portal that is served meanwhile may have recorded it first, at the time of the clock.
    contract = queries.contract_in_force(now, worker.language) or queries.contract_in_force(
        utc_now(), worker.language
    )
    assert contract is not None
    actions.accept_contract(
        actor=actor_of(worker),
        now=now,
        person_id=worker.id,
        version=contract.version,
        text_hash=contract.hash,
        adult=True,
    )


def make_operator(**fields: Unpack[PersonFields]) -> Person:
    """A person who runs the instance."""
    fields.setdefault("operates", True)
    return make_person(**fields)


def make_organisation(owner: Person | None = None, name: str = "Archive") -> Organisation:
    """An organisation with one owner."""
    owner = owner or make_person()
    return actions.create_organisation(
        actor=actor_of(owner),
        now=NOW,
        person_id=owner.id,
        name=name,
        country="FR",
        kind="non_profit",
        contact="archive@example.org",
    )


def make_member(organisation: Organisation, role: MemberRole = MemberRole.MEMBER) -> Person:
    """Another person who acts for the organisation."""
    person = make_person()
    actions.add_member(
        actor=JOB, now=NOW, organisation_id=organisation.id, email=person.email, role=role
    )
    return person


def actor_of(person: Person) -> Actor:
    """The person's hand."""
    return Actor.person(person.id, operator=person.operates)


def make_reviewer(**fields: Unpack[PersonFields]) -> Person:
    """A person whom an operator appointed to decide appeals."""
    person = make_person(**fields)
    return actions.appoint_reviewer(actor=JOB, now=NOW, person_id=person.id)
