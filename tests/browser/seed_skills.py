"""Qualifications in the portal of the browser tests: tests in every state, grants, a gate."""

from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.people.models import Organisation, Person
from ouvrage.skills import actions
from ouvrage.skills.drafts import ItemDraft, QualificationDraft, RequirementDraft, TestDraft
from ouvrage.skills.models import Attempt, Qualification
from ouvrage.skills.rules import ACCEPTED_ANSWERS
from ouvrage.taskui.presets import preset_of
from ouvrage.voice import actions as voice
from ouvrage.voice.actions import QuestionDraft
from ouvrage.work.queries import pseudonym_for
from tests.factories.people import JOB, actor_of

ASKED = "Does a sentence about rain have a mood when nobody in it says how they feel?"
TEXTS = ("We won the match.", "The bridge broke.", "We ate together.", "It was lost for good.")


def made(
    organisation: Organisation, project_id: str, dalia: Person, emil: Person
) -> dict[str, str]:
    """Everything is there; gives the identifiers that addresses need."""
    open_test = _test(organisation.id, "Moods of short sentences", "key")
    by_person = _test(organisation.id, "Sums up letters fairly", "person")
    platform = _test("", "Reads French", "key", language="fr")
    for row in (open_test, by_person, platform):
        pay.open_test(actor=JOB, now=utc_now(), qualification_id=row.id, attempts=20)
    draft = _test(organisation.id, "Reads old script", "key")
    granted = _granted(organisation.id, dalia, emil)
    actions.set_requirements(
        actor=JOB,
        now=utc_now(),
        project_id=project_id,
        organisation_id=organisation.id,
        drafts=[
            RequirementDraft(ACCEPTED_ANSWERS, "at_least", (1000,), alternative_id=open_test.id),
            RequirementDraft(granted.id, "at_least", (50,), "preview"),
        ],
        typical_seconds=24,
    )
    return {
        "open_test": open_test.id,
        "platform_test": platform.id,
        "draft_test": draft.id,
        "granted": granted.id,
        "holder": pseudonym_for(organisation.id, dalia.id),
        "failed_attempt": _taken(dalia, open_test, "Sad", sent=True).id,
        "waiting_attempt": _taken(emil, by_person, "Glad", sent=True).id,
        "open_attempt": _taken(dalia, platform, "Glad", sent=False).id,
    }


def _granted(organisation_id: str, dalia: Person, emil: Person) -> Qualification:
    """One that Dalia holds and Emil does not any more."""
    granted = actions.draft_qualification(
        actor=JOB,
        now=utc_now(),
        organisation_id=organisation_id,
        kind="granted",
        draft=QualificationDraft("Worked in an archive", "Has handled letters before 1900."),
        client_key="granted",
    )
    actions.grant(
        actor=JOB, now=utc_now(), qualification_id=granted.id, worker_id=dalia.id, value=80
    )
    for worker in (emil, dalia):
        actions.grant(
            actor=JOB, now=utc_now(), qualification_id=granted.id, worker_id=worker.id, value=90
        )
    actions.revoke_grant(
        actor=JOB,
        now=utc_now(),
        qualification_id=granted.id,
        worker_id=emil.id,
        reason="mistake",
        explanation="It was meant for another code on the same list. We are sorry.",
    )
    return granted


def _test(organisation_id: str, name: str, scoring: str, language: str = "") -> Qualification:
    preset = preset_of("classification")
    assert preset is not None
    row = actions.draft_qualification(
        actor=JOB,
        now=utc_now(),
        organisation_id=organisation_id,
        kind="test",
        draft=QualificationDraft(
            name, "Says which mood the words of a sentence show, and nothing else.", language
        ),
        client_key=name,
    )
    actions.change_test(
        actor=JOB,
        now=utc_now(),
        qualification_id=row.id,
        draft=TestDraft(
            "classification",
            preset.source_with(question="Which mood does it have?", options=("Glad", "Sad")),
            "Read the sentence.\nChoose the mood that its words show.",
            "The mood is the one the words show.",
            scoring,
            items_per_attempt=3,
            pass_percent=66,
            time_estimate_seconds=300,
        ),
    )
    items = [
        ItemDraft({"text": text}, {"label": [label]}, f"The words tell of something {label}.")
        for text, label in zip(TEXTS, ("Glad", "Sad", "Glad", "Sad"), strict=True)
    ]
    actions.add_items(actor=JOB, now=utc_now(), qualification_id=row.id, items=items)
    return row


def _taken(worker: Person, row: Qualification, label: str, *, sent: bool) -> Attempt:
    actor = actor_of(worker)
    attempt = actions.start_attempt(actor=actor, now=utc_now(), qualification_id=row.id)
    for item in attempt.items[:2]:
        attempt = actions.keep_answer(
            actor=actor,
            now=utc_now(),
            attempt_id=attempt.id,
            item_id=item,
            answer={"label": label},
            seconds=30,
        )
    return pay.send_test(actor=actor, now=utc_now(), attempt_id=attempt.id) if sent else attempt


def asked(project_id: str, dalia: Person, emil: Person) -> dict[str, str]:
    """One question that is answered for everybody and followed on, and one that waits."""
    question = voice.ask_question(
        actor=actor_of(dalia), now=utc_now(), draft=QuestionDraft(project_id, ASKED, False, "one")
    )
    voice.answer_question(
        actor=JOB,
        now=utc_now(),
        question_id=question.id,
        text="No. Rain alone has no mood: choose neutral.",
        public=True,
        client_key="one",
    )
    voice.ask_question(
        actor=actor_of(dalia),
        now=utc_now(),
        draft=QuestionDraft(project_id, "And snow?", True, "two", thread_id=question.id),
    )
    voice.ask_question(
        actor=actor_of(emil),
        now=utc_now(),
        draft=QuestionDraft(project_id, "What of irony in a quotation?", True, "one"),
    )
    return {"question": question.id}
