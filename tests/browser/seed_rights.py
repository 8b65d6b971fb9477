"""Decisions about people in the portal of the browser tests: appeals, blocks, restrictions."""

from datetime import timedelta

from ouvrage.base.moment import utc_now
from ouvrage.people.models import Organisation, Person
from ouvrage.rights import actions
from ouvrage.rights.models import Proposal
from ouvrage.rights.queries import refusal_of
from ouvrage.rights.rules import Side
from ouvrage.work.models import Submission
from ouvrage.work.queries import pseudonym_for
from tests.factories.people import actor_of, make_reviewer
from tests.factories.review import refuse_after_offer
from tests.factories.rights import appeal_against, restrict

WORDS = "I read the sentence twice and chose the mood that the words show."


def made(
    organisation: Organisation, alice: Person, emil: Person, gil: Person, hana: Person, olu: Person
) -> dict[str, str]:
    """Everything is there; gives the identifiers that addresses need."""
    make_reviewer(email="rosa@example.org", name="Rosa")
    now = utc_now()
    contested = _contested(alice, emil)
    block = actions.block_worker(
        actor=actor_of(alice),
        now=now,
        organisation_id=organisation.id,
        worker=pseudonym_for(organisation.id, emil.id),
        reason="instructions_ignored",
        explanation="In three answers the second step of the instructions was left aside.",
        client_key="block",
    )
    restriction = restrict(gil, olu, now=now, client_key="restriction")
    appeal_against(gil, "restriction", restriction.id, now=now, client_key="restriction")
    asked = _asked(emil)
    return {
        "contested_answer": contested["answer"],
        "contested_verdict": contested["verdict"],
        "open_appeal": contested["appeal"],
        "a_block": block.id,
        "a_restriction": restriction.id,
        "proposal": _proposed(hana, olu).id,
        "restricted": gil.id,
        "asker": emil.id,
        **asked,
    }


def _contested(alice: Person, emil: Person) -> dict[str, str]:
    """A refusal that Emil contests and Alice answers."""
    sent = Submission.objects.filter(worker=emil, state="pending").order_by("id")[0]
    then = utc_now()
    refuse_after_offer(
        sent,
        then,
        evidence="The sentence tells of a market that is open again.",
        explanation="An open market is glad news, and the answer says that it is sad.",
    )
    verdict_id = refusal_of(sent.id)
    appeal = appeal_against(emil, "refusal", verdict_id, now=then, words=WORDS)
    actions.add_statement(
        actor=actor_of(alice),
        now=then + timedelta(seconds=1),
        appeal_id=appeal.id,
        side=Side.REQUESTER,
        words="The second criterion speaks of irony, and there is none here.",
        client_key="statement",
    )
    return {"answer": sent.id, "verdict": verdict_id, "appeal": appeal.id}


def _asked(emil: Person) -> dict[str, str]:
    """One question that waits, one that was answered and waits to be put right."""
    reviewer = Person.objects.get(email="rosa@example.org")
    ids = {}
    for name in ("answered_question", "open_question"):
        asked = actions.ask_why(
            actor=actor_of(emil),
            now=utc_now(),
            kind="order",
            subject_id=emil.id,
            words="Why do I see so few projects in French?",
            client_key=name,
        )
        ids[name] = asked.id
        if name == "answered_question":
            actions.answer_question(
                actor=actor_of(reviewer),
                now=utc_now(),
                explanation_id=asked.id,
                answer="French was missing among your languages, which is our mistake.",
                wrong=True,
            )
    return ids


def _proposed(hana: Person, olu: Person) -> Proposal:
    return actions.propose_restriction(
        actor=actor_of(olu),
        now=utc_now(),
        worker_id=hana.id,
        kind="pause",
        words="Two people wrote to us from this account within one hour.",
        evidence=[],
    )
