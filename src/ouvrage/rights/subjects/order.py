"""What is offered to a worker and in which order: it can be asked about, and is no single decision.

The subject is the worker, since the list is made for each of them.
"""

from ouvrage.base.words import N_
from ouvrage.people import queries as people
from ouvrage.rights.rules import SubjectKind
from ouvrage.rights.subjects.case import Case, Fact, Subject
from ouvrage.rights.subjects.restrictions import account_code
from ouvrage.work.rules import OFFER_ORDER, TURN_ORDER


def case(worker_id: str) -> Case | None:
    """The published rules of the order."""
    if not people.person(worker_id).works:
        return None
    return Case(
        kind=SubjectKind.ORDER,
        subject_id=worker_id,
        worker_id=worker_id,
        worker=account_code(worker_id),
        organisation_id="",
        title="",
        decided_at=None,
        appeal_until=None,
        stands=True,
        facts=(
            Fact(N_("What it depends on"), OFFER_ORDER[0]),
            *(Fact("", sentence) for sentence in (*OFFER_ORDER[1:], *TURN_ORDER)),
        ),
    )


SUBJECT = Subject(case=case, contestable=False)
