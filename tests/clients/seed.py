"""What tests of the client need inside a served instance: `python -m tests.clients.seed STEP`.

`organisation` prints a key of an organisation with play money; `answers PROJECT LABEL…` lets one
worker per LABEL answer every task of the project.
"""

import sys

import django

django.setup()

from ouvrage.base.moment import utc_now  # noqa: E402
from ouvrage.base.money import Money  # noqa: E402
from ouvrage.ledger.recipes import grant_play_money  # noqa: E402
from ouvrage.people.actions import create_api_key  # noqa: E402
from tests.factories.labour import answer_all  # noqa: E402
from tests.factories.people import JOB, make_organisation, make_person, make_worker  # noqa: E402


def organisation(email: str) -> None:
    """A new organisation's key is on stdout."""
    now = utc_now()
    made = make_organisation(make_person(email=email))
    _key, secret = create_api_key(actor=JOB, now=now, organisation_id=made.id, name="notebook")
    amount = Money.parse("100", "EUR")
    grant_play_money(actor=JOB, now=now, organisation_id=made.id, amount=amount, key=made.id)
    sys.stdout.write(secret)


def answers(project_id: str, *labels: str) -> None:
    """Each label was given to every task by a worker of its own."""
    for number, label in enumerate(labels):
        worker = make_worker(email=f"worker{number}@example.org")
        answer_all(
            project_id, lambda task, label=label: {"label": label}, worker=worker, now=utc_now()
        )


if __name__ == "__main__":
    {"organisation": organisation, "answers": answers}[sys.argv[1]](*sys.argv[2:])
