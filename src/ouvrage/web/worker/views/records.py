"""What the work brought: the record that leads to it all, earnings, each answer with its state.

A refused answer shows its reason, the criterion as published before the work, and the evidence.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from ouvrage.base.ids import is_id
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import utc_now
from ouvrage.base.money import Money
from ouvrage.base.words import N_
from ouvrage.ledger.queries import StatementRow, statement_of_worker
from ouvrage.pay import queries as pay
from ouvrage.pay.papers import kind_words
from ouvrage.review.queries import answer_check, held_refusal_of, suspicion_of, verdict_of
from ouvrage.review.rules import REASON_LABELS, RefusalReason
from ouvrage.rights import queries as rights
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.shell.elements import files_for
from ouvrage.web.shell.forms import OptionalWordsForm
from ouvrage.web.worker.drawing import draw_task, task_response
from ouvrage.work import queries
from ouvrage.work.access import submission_for_worker
from ouvrage.work.rules import SubmissionState

MOVEMENTS = {
    "settle": N_("Accepted answer"),
    "reading": N_("Paid reading of instructions"),
    "time": N_("Paid time without an accepted answer"),
    "top_up": N_("Top-up to the floor"),
    "overturn": N_("Answer paid after an appeal, with interest"),
    "payout": N_("Payout"),
    "return": N_("Payout that came back"),
    "free_held": N_("Freed once a rate was known"),
}
TAKEN_OUT = {
    "contributions": N_("Contribution out of your pay"),
    "held": N_("Kept until the rate of a contribution is known"),
}


@require_safe
@worker_page
def record(request: HttpRequest) -> HttpResponse:
    """Where everything that the instance keeps about a worker's work can be seen and contested."""
    return render(request, "worker/record.html")


@require_safe
@worker_page
def earnings(request: HttpRequest) -> HttpResponse:
    """What is due, paid, waiting and held; per project; and every movement."""
    worker_id = actor_of(request).id
    before = request.GET.get("before", "")
    rows = statement_of_worker(
        worker_id, before=int(before) if before.isascii() and before.isdigit() else None
    )
    found = pay.earnings(worker_id)
    context = {
        "earnings": found,
        "floor": pay.floor_of_worker(worker_id, utc_now()),
        "by_kind": [(kind_words(kind), amount) for kind, amount in found.by_kind],
        "statement": [(row, _words_of(row)) for row in rows],
        "before": rows[-1].id if len(rows) == PAGE_ROWS else "",
    }
    return render(request, "worker/earnings.html", context)


def _words_of(row: StatementRow) -> str:
    taken = TAKEN_OUT.get(row.place, "") if row.amount.micros < 0 else ""
    return gettext(taken or MOVEMENTS.get(row.kind, row.kind))


@require_safe
@worker_page
def answers(request: HttpRequest) -> HttpResponse:
    """The worker's answers, newest first."""
    before = request.GET.get("before", "")
    rows = queries.answers_of_worker(actor_of(request).id, before=before if is_id(before) else "")
    context = {
        "answers": rows,
        "before": rows[-1].submission_id if len(rows) == PAGE_ROWS else "",
    }
    return render(request, "worker/answers.html", context)


@require_safe
@worker_page
def answer(request: HttpRequest, submission_id: str) -> HttpResponse:
    """One answer as it was sent, and what was decided about it."""
    found = submission_for_worker(actor_of(request), submission_id)
    verdict = verdict_of(submission_id)
    drawn = draw_task(found.project, found.task.data, found.worker_id, kept=found.answer)
    credit = pay.credit_of(submission_id) if found.state == SubmissionState.CLOSED else None
    context = {
        "submission": found,
        "project": found.project,
        "reward": Money(found.reward_micros, found.project.currency),
        "paid": pay.receipt(submission_id) is not None,
        "verdict": verdict,
        "held": held_refusal_of(submission_id),
        "suspicion": suspicion_of(submission_id),
        "rework": queries.rework_of(found),
        "check": answer_check(submission_id),
        "time_paid": credit and credit.paid,
        "time_owed": credit and credit.owed,
        **_contest(submission_id),
        "reason": gettext(REASON_LABELS[RefusalReason(verdict.reason)])
        if verdict and verdict.reason
        else "",
        "answer_html": drawn.html,
        "element_files": files_for(drawn.html),
    }
    return task_response(request, "worker/answer.html", context, found.batch.media_hosts)


def _contest(submission_id: str) -> dict[str, object]:
    """The refusal of an answer, its appeal, or the button that files one; nothing without one."""
    refusal = rights.refusal_of(submission_id)
    if not refusal:
        return {}
    return {
        "refusal": refusal,
        "appeal": rights.appeal_about("refusal", refusal),
        "contestable": rights.is_contestable("refusal", refusal, utc_now()),
        "answer_days": settings.AGREEMENT.appeals.answer_days,
        "appeal_form": OptionalWordsForm(prefix="appeal"),
    }
