"""Reactions to what other rooms announced; listed in `site/wiring.py`, idempotent.

Each tells a person one fact, under a key made of the fact, so that a handler that runs again tells
nothing twice. What a message says is read from the rooms below when it is told.
"""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.journal.models import Event
from ouvrage.pay import queries as pay
from ouvrage.people import queries as people
from ouvrage.review.queries import missed_by, verdict_of
from ouvrage.rights import queries as rights
from ouvrage.skills import queries as skills
from ouvrage.voice import actions
from ouvrage.voice.drafts import Telling
from ouvrage.voice.texts import of_moment, of_money
from ouvrage.work import queries as work

ACTOR = Actor.job("tell")


def tell_refused(event: Event, now: Moment) -> None:
    """The worker knows that an answer was refused, and until when an appeal is possible."""
    _tell_refused(event.subject_id, f"{event.id}", now)


def _tell_refused(submission_id: str, occasion: str, now: Moment) -> None:
    verdict = verdict_of(submission_id)
    if verdict is None or verdict.appeal_until is None:
        return
    for row in work.whose([submission_id]):
        params = {"project": row.project_title, "until": of_moment(verdict.appeal_until)}
        _tell(
            now,
            Telling(
                f"answer_refused:{submission_id}:{occasion}",
                row.worker_id,
                "answer_refused",
                params,
                "submission",
                submission_id,
            ),
        )


def tell_stop_refused(event: Event, now: Moment) -> None:
    """The worker knows that a stopped task is not paid, and until when to contest that."""
    found = work.stop_refused(event.subject_id)
    if found is not None:
        worker_id, title, until = found
        params = {"project": title, "until": of_moment(until)}
        key = f"stop_refused:{event.subject_id}"
        _tell(now, Telling(key, worker_id, "stop_refused", params, "stops"))


def tell_stop_approved(event: Event, now: Moment) -> None:
    """The worker knows that a stopped task that waited for a person is paid."""
    found = work.whose_stop(event.subject_id)
    if found is not None:
        worker_id, title = found
        key = f"stop_approved:{event.subject_id}"
        _tell(now, Telling(key, worker_id, "stop_approved", {"project": title}, "stops"))


def tell_suspicion_dismissed(event: Event, now: Moment) -> None:
    """The worker knows that no fraud was found in an answer of theirs."""
    _tell_about_answer(event.subject_id, "suspicion_dismissed", now)


def tell_control_withdrawn(event: Event, now: Moment) -> None:
    """Whoever missed a control item knows that it counts against nobody any more."""
    for worker_id, title in missed_by(event.subject_id):
        key = f"control_withdrawn:{event.subject_id}:{worker_id}"
        _tell(now, Telling(key, worker_id, "control_withdrawn", {"project": title}, "scores"))


REQUESTERS = {
    "batch.label_disputed": "label_disputed",
    "project.under_floor": "project_under_floor",
    "task.pulled": "task_pulled",
}


def tell_requester(event: Event, now: Moment) -> None:
    """The members of the organisation know that work of theirs waits for them, and why."""
    kind = REQUESTERS[event.action]
    project_id = work.project_behind(event.subject_kind, event.subject_id)
    params = {"project": work.project(project_id).title}
    for member in people.members_of(event.organisation_id):
        key = f"{kind}:{event.id}:{member.person_id}"
        _tell(now, Telling(key, member.person_id, kind, params))


def tell_check_decided(event: Event, now: Moment) -> None:
    """The worker knows what was decided about a control item they disputed."""
    for row in work.whose([event.subject_id]):
        params = {"project": row.project_title}
        key = f"check_decided:{event.subject_id}"
        _tell(now, Telling(key, row.worker_id, "check_decided", params, "check", event.subject_id))


def tell_rework_offered(event: Event, now: Moment) -> None:
    """The worker knows that a paid rework is offered, and until when."""
    until = work.rework_until(event.subject_id)
    if until is not None:
        _tell_about_answer(event.subject_id, "rework_offered", now, until=of_moment(until))


def tell_held(event: Event, now: Moment) -> None:
    """The worker knows that a refusal of theirs waits for a person."""
    _tell_about_answer(event.subject_id, "answer_held", now)


def tell_hold_ended(event: Event, now: Moment) -> None:
    """Each worker knows what became of the refusals that waited."""
    submissions = event.details.get("submissions", [])
    for submission_id in submissions if isinstance(submissions, list) else []:
        if event.action == "hold.confirmed":
            _tell_refused(str(submission_id), f"{event.id}", now)
        else:
            _tell_about_answer(str(submission_id), "answer_cleared", now)


def tell_hold_lapsed(event: Event, now: Moment) -> None:
    """The requester's members know that answers were accepted whose refusal nobody looked at."""
    listed = event.details.get("submissions", [])
    submissions = [str(one) for one in listed] if isinstance(listed, list) else []
    project = work.whose(submissions[:1])[0].project_title
    params = {"project": project, "count": len(submissions)}
    for member in people.members_of(event.organisation_id):
        key = f"hold_lapsed:{event.id}:{member.person_id}"
        _tell(now, Telling(key, member.person_id, "hold_lapsed", params))


def tell_cleared(event: Event, now: Moment) -> None:
    """The worker knows that a refused answer is accepted after all."""
    _tell_about_answer(event.subject_id, "answer_cleared", now)


def _tell_about_answer(submission_id: str, kind: str, now: Moment, **params: object) -> None:
    for row in work.whose([submission_id]):
        _tell(
            now,
            Telling(
                f"{kind}:{submission_id}",
                row.worker_id,
                kind,
                {"project": row.project_title, **params},
                "submission",
                submission_id,
            ),
        )


APPEALS = {"appeal.overdue": "appeal_overdue", "appeal.settled": "appeal_settled"}


def tell_appeal(event: Event, now: Moment) -> None:
    """The worker knows that an appeal was decided or closed, or that its answer is late."""
    file = rights.file_of_appeal(event.subject_id)
    if file is None:
        return
    kind = APPEALS.get(event.action, "appeal_decided")
    params = {"subject": file.title, "until": of_moment(file.answer_by)}
    _tell(
        now,
        Telling(
            f"{kind}:{event.subject_id}", file.worker_id, kind, params, "appeal", event.subject_id
        ),
    )


def tell_explained(event: Event, now: Moment) -> None:
    """The worker knows that a question about a decision was answered."""
    worker_id = rights.asked_by(event.subject_id)
    if worker_id:
        _tell(
            now,
            Telling(
                f"explanation_answered:{event.subject_id}:{event.action}",
                worker_id,
                "explanation_answered",
                {},
                "appeals",
            ),
        )


def tell_compensated(event: Event, now: Moment) -> None:
    """The worker knows that a wrong decision, not put right in time, is compensated."""
    worker_id, credit = rights.asked_by(event.subject_id), pay.credit_of(event.subject_id)
    if worker_id and credit is not None:
        params = {"amount": of_money(credit.pay)}
        key = f"explanation_compensated:{event.subject_id}"
        _tell(now, Telling(key, worker_id, "explanation_compensated", params, "appeals"))


def tell_blocked(event: Event, now: Moment) -> None:
    """The worker knows that a requester offers them no tasks; the operator's acts have letters."""
    row = work.block(event.subject_id)
    if row is None or not row.organisation_id or row.ends_at is None:
        return
    requester = people.organisation(row.organisation_id)
    params = {"organisation": requester.name, "until": of_moment(row.ends_at)}
    _tell(now, Telling(f"block:{row.id}", row.worker_id, "requester_blocked", params, "appeals"))


def tell_restricted(event: Event, now: Moment) -> None:
    """The worker finds the restriction among their messages; its letter says everything."""
    row = rights.restriction(event.subject_id)
    if row is not None:
        restored = event.action == "account.restored"
        kind = "restriction_ended" if restored else "account_restricted"
        params = {"since": of_moment(row.begins_at)}
        _tell(now, Telling(f"{kind}:{row.id}", row.worker_id, kind, params, "appeals"))


def tell_payout(event: Event, now: Moment) -> None:
    """The worker knows that a payout was sent, arrived or came back."""
    row = pay.payout(event.subject_id)
    kind = {
        "payout.sent": "payout_sent",
        "payout.confirmed": "payout_confirmed",
        "payout.returned": "payout_returned",
    }[event.action]
    params = {"amount": of_money(row.amount)}
    _tell(now, Telling(f"{kind}:{row.id}", row.worker_id, kind, params, "payout", row.id))


def tell_topped_up(event: Event, now: Moment) -> None:
    """The worker knows that pay was under the floor and was lifted to it."""
    found = pay.lifted_by(event.subject_id)
    if found is not None:
        worker_id, title, amount = found
        params = {"project": title, "amount": of_money(amount)}
        key = f"topped_up:{event.subject_id}"
        _tell(now, Telling(key, worker_id, "topped_up", params, "earnings"))


def tell_status_offered(event: Event, now: Moment) -> None:
    """The worker knows that an employee status begins unless they decline it (STA-2)."""
    offer = people.status_offer_of(event.subject_id)
    if offer is not None:
        params = {"since": of_moment(offer.starts_at)}
        key = f"status_offered:{event.subject_id}"
        _tell(now, Telling(key, event.subject_id, "status_offered", params, "status"))


def tell_time_decided(event: Event, now: Moment) -> None:
    """The worker knows that a time they contested was decided."""
    found = pay.claim_about(event.subject_id)
    if found is not None:
        worker_id, title = found
        key = f"time_corrected:{event.subject_id}:{event.action}"
        params = {"project": title}
        _tell(
            now,
            Telling(key, worker_id, "time_corrected", params, "time_claim", event.subject_id),
        )


def tell_test_scored(event: Event, now: Moment) -> None:
    """The worker knows that a test was marked."""
    found = skills.test_of_attempt(event.subject_id)
    if found is not None:
        worker_id, name = found
        key, params = f"test_marked:{event.subject_id}", {"test": name}
        _tell(now, Telling(key, worker_id, "test_marked", params, "attempt", event.subject_id))


def tell_qualification_granted(event: Event, now: Moment) -> None:
    """The worker knows that a qualification was granted, unless the result of a test says so."""
    found = skills.granted_by_hand(event.subject_id)
    if found is not None:
        worker_id, qualification_id, name = found
        key = f"qualification_granted:{event.subject_id}"
        about = ("qualification", qualification_id)
        _tell(now, Telling(key, worker_id, "qualification_granted", {"test": name}, *about))


def tell_qualification_ended(event: Event, now: Moment) -> None:
    """The worker knows that a qualification was taken back."""
    found = skills.holder_of_grant(event.subject_id)
    if found is not None:
        worker_id, name = found
        key = f"qualification_ended:{event.subject_id}"
        _tell(now, Telling(key, worker_id, "qualification_ended", {"test": name}, "appeals"))


def tell_copy_ready(event: Event, now: Moment) -> None:
    """The person knows that the copy of their data can be fetched."""
    _tell_of_data(event, now, "copy_ready", until={"moment": event.details["until"]})


def tell_erasure_planned(event: Event, now: Moment) -> None:
    """The person knows when the account is erased, in case it was not them who asked."""
    _tell_of_data(event, now, "erasure_planned", at={"moment": event.details["due_at"]})


def _tell_of_data(event: Event, now: Moment, kind: str, **params: object) -> None:
    person_id = str(event.details["person_id"])
    _tell(now, Telling(f"{kind}:{event.subject_id}", person_id, kind, params, "my_data"))


def _tell(now: Moment, telling: Telling) -> None:
    actions.tell(actor=ACTOR, now=now, telling=telling)
